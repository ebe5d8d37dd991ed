"""The directory of an instancia: mandates with holdover, composition, suitability, what to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from concerta_desktop.documents.instancia_directory import compose_directory, compose_labels
from concerta_desktop.documents.render import render
from concerta_desktop.model import Member, Suitability
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import Inscription, Mandate
from concerta_desktop.model.fields import specs
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.queries.instancia_directory import Directory, read_directory
from concerta_desktop.rules.directory import MandateState, SeatState, SuitabilityState, mandate_state
from concerta_desktop.services.catalogues import back_to_shipped, save_entry
from concerta_desktop.services.instancia_directory import ToldFirst, declare, designate, replace_mandate
from concerta_desktop.services.instancias import edit
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text
from tests.factory import MORNING, a_person
from tests.instancia_factory import HUANTA, TODAY, a_mandate, a_member, the_usual_members

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LONG_AGO = date(2020, 1, 1)


def directory(store: Store, code: str = HUANTA) -> Directory:
    with store.read() as tx:
        return read_directory(tx, code, TODAY)


def told(store: Store) -> list[str]:
    return [notice.text for notice in directory(store).notices]


@pytest.mark.req("60")
@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, MandateState.CURRENT),
        ({"start": TOMORROW}, MandateState.COMING),
        ({"end": YESTERDAY}, MandateState.ENDED),
        ({"end": TODAY}, MandateState.EXPIRING),
        ({"end": TODAY + timedelta(days=60)}, MandateState.EXPIRING),
        ({"end": TODAY + timedelta(days=61)}, MandateState.CURRENT),
        ({"left_on": YESTERDAY}, MandateState.HOLDOVER),
        ({"left_on": YESTERDAY, "end": YESTERDAY}, MandateState.ENDED),
        ({"left_on": YESTERDAY, "replaced_on": TOMORROW}, MandateState.HOLDOVER),
        ({"left_on": YESTERDAY, "replaced_on": TODAY}, MandateState.ENDED),
    ],
)
def test_whoever_leaves_stays_until_replaced_or_the_term_ends(
    dates: dict[str, Any], state: MandateState
) -> None:
    assert mandate_state(replace(Mandate(id="x", start=LONG_AGO), **dates), TODAY) is state


@pytest.mark.req("60")
def test_a_replacement_is_formalised_with_its_document(store: Store) -> None:
    member = a_member(store)
    old = a_mandate(store, member, a_person(store, surnames="Saliente"), left_on=YESTERDAY)
    coming = a_person(store, surnames="Entrante")
    with store.write() as tx:
        fresh = replace_mandate(tx, old, coming, TODAY, "Oficio 12-2026")
    (line,) = directory(store).members
    assert line.titular is not None
    assert line.titular.mandate.id == fresh
    assert line.people[1].state is MandateState.ENDED
    assert line.people[1].mandate.replaced_by == "Oficio 12-2026"


@pytest.mark.req("11")
def test_an_alterno_of_the_presidencia_is_told_of_before_it_is_kept(store: Store) -> None:
    members = the_usual_members(store)
    person = a_person(store)
    with store.write() as tx, pytest.raises(ToldFirst, match="indelegable"):
        designate(tx, members["mp"], person, MandateKind.ALTERNO, {})
    assert not [text for text in told(store) if "indelegable" in text]
    with store.write() as tx:
        designate(tx, members["mp"], person, MandateKind.ALTERNO, {}, told=True)
        designate(tx, members["cem"], person, MandateKind.ALTERNO, {})
    assert [text for text in told(store) if "indelegable" in text]


@pytest.mark.req("58")
def test_vacancies_and_designations_that_end_soon_are_told(store: Store) -> None:
    members = the_usual_members(store)
    a_member(store, name="Fiscalía de Ejemplo", seat="ipc-fiscalia")
    line = next(one for one in directory(store).members if one.member.id == members["cem"])
    assert line.titular is not None
    with store.write() as tx:
        edit(tx, Mandate, line.titular.mandate.id, {"end": TODAY + timedelta(days=10)})
    found = told(store)
    assert "Fiscalía de Ejemplo: sin titular vigente." in found
    assert "Centro Emergencia Mujer de Ejemplo: la designación concluye el 08/12/2026." in found


@pytest.mark.req("57")
def test_civil_society_has_a_maximum_and_somebody_is_recommended(store: Store) -> None:
    assert told(store) == [], "of an empty directory nothing is known"
    the_usual_members(store)
    name = "«Organizaciones de la sociedad civil»"
    assert f"{name}: no hay ninguna inscrita (se recomienda 3)." in told(store)
    for number in range(4):
        values: dict[str, Any] = {
            "seat": "ipc-sociedad",
            "inscription": Inscription.INSCRIBED,
            "inscribed_on": LONG_AGO,
        }
        a_member(store, name=f"Asociación {number}", **values)
    assert f"{name}: hay 4 y el máximo es 3." in told(store)


@pytest.mark.req("57")
def test_the_composition_is_a_checklist_that_headquarters_can_correct(store: Store) -> None:
    the_usual_members(store)
    states = {seat.entry.code: seat.state for seat in directory(store).seats}
    assert (states["ipc-cem"], states["ipc-pj"]) == (SeatState.FILLED, SeatState.EMPTY)
    assert states["ipc-rondas"] is SeatState.NOT_NEEDED
    assert not any(code.startswith("idc") for code in states)
    with store.write() as tx:
        values = {"maximum": 5, "source": "DS 009-2016-MIMP", "verified": True, "verified_on": TODAY}
        save_entry(tx, Catalogue.COMPOSITION, "ipc-sociedad", values)
    with store.read() as tx:
        entry = next(one for one in catalogue(tx, Catalogue.COMPOSITION) if one.code == "ipc-sociedad")
    assert (entry.maximum, entry.name, entry.standing) == (
        5,
        "Organizaciones de la sociedad civil",
        "DS 009-2016-MIMP",
    )
    with store.write() as tx:
        back_to_shipped(tx, Catalogue.COMPOSITION, "ipc-sociedad")
    with store.read() as tx:
        entries = {one.code: one for one in catalogue(tx, Catalogue.COMPOSITION)}
    assert entries["ipc-sociedad"].maximum == 3
    assert entries["ipc-cem"].standing.endswith("por verificar con el Reglamento vigente")


@pytest.mark.req("59", "90")
def test_suitability_keeps_dates_and_who_verified_and_never_what(store: Store) -> None:
    names = {spec.name for spec in specs(Suitability)}
    assert names == {"instancia", "person", "declared_on", "verified", "verified_on", "verified_by"}
    members = the_usual_members(store)
    assert "4 representantes sin declaración de idoneidad registrada." in told(store)
    assert [text for text in told(store) if "secretaría técnica" in text]
    gds = next(one for one in directory(store).members if one.member.id == members["gds"]).titular
    assert gds is not None
    assert gds.suitability is SuitabilityState.UNKNOWN
    with store.write() as tx:
        declare(tx, HUANTA, gds.mandate.person or "", {"declared_on": YESTERDAY})
    assert state_of(store, members["gds"]) is SuitabilityState.DECLARED
    with store.write() as tx:
        values = {"verified": True, "verified_on": TODAY, "verified_by": "R. Ejemplo"}
        declare(tx, HUANTA, gds.mandate.person or "", values)
    assert state_of(store, members["gds"]) is SuitabilityState.VERIFIED


def state_of(store: Store, member: str) -> SuitabilityState:
    line = next(one for one in directory(store).members if one.member.id == member)
    assert line.titular is not None
    return line.titular.suitability


@pytest.mark.req("58")
def test_the_directory_and_its_labels_are_papers(store: Store) -> None:
    the_usual_members(store)
    person = a_person(store, document_number="99990731", address="Jr. Inventado 123", surnames="Única")
    a_mandate(store, a_member(store, name="Posta <b>& Cía</b>"), person)
    paper = docx_text(render(compose_directory(directory(store), MORNING), "docx").data)
    assert "Posta <b>& Cía</b>" in paper
    assert "****0731" in paper
    assert "99990731" not in paper
    labels = docx_text(render(compose_labels(directory(store), MORNING), "docx").data)
    assert "Jr. Inventado 123" in labels


def test_a_member_that_left_is_kept_and_no_longer_counts(store: Store) -> None:
    member = a_member(store)
    with store.write() as tx:
        edit(tx, Member, member, {"until": YESTERDAY})
    found = directory(store)
    assert found.members == ()
    assert [line.member.id for line in found.lines] == [member]
