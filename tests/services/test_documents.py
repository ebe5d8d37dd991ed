"""What documents are given to show."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from concerta_desktop.clock import LIMA
from concerta_desktop.documents.blocks import KeyValues, Paragraph
from concerta_desktop.documents.privacy_notice import BLANK
from concerta_desktop.errors import UserError
from concerta_desktop.model import Entity, Intervention
from concerta_desktop.model.choices import Approach, DocumentType
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.queries.people import entity_named
from concerta_desktop.services import attendance as service
from concerta_desktop.services.attendance import Walk
from concerta_desktop.services.documents import (
    mark_sheet_printed,
    notice_document,
    register_data,
    sheet_data,
    sheet_document,
)
from concerta_desktop.services.interventions import save_intervention, set_preference
from concerta_desktop.services.people import save_entity
from tests.door import FIRST, SECOND, Door

NOW = datetime(2026, 8, 12, 17, 30, tzinfo=LIMA)


@pytest.mark.req("5", "42")
def test_the_sheet_brings_the_expected_people_with_the_full_name_of_their_entity(door: Door) -> None:
    with door.store.write() as tx:
        entity = entity_named(tx, "MD de Luricocha")
        assert entity is not None
        names = {"name": "Municipalidad Distrital de Luricocha", "short_name": "MD de Luricocha"}
        save_entity(tx, entity.id, names)
        save_intervention(tx, door.workshop, {"approach": Approach.ADVICE, "venue": "Auditorio, Huanta"})
    with door.store.read() as tx:
        data = sheet_data(tx, door.workshop, NOW)
        empty = sheet_data(tx, door.workshop, NOW, include_expected=False)
    assert (data.activity.modality, data.activity.place) == (
        "Presencial · asesoría a la gestión",
        "Auditorio, Huanta",
    )
    assert [day.date for day in data.activity.days] == [FIRST, SECOND]
    person = next(one for one in data.expected if one.document_number == "99990431")
    assert (person.full_name, person.document_type, person.sex, person.mandate) == (
        "Ñahui Quispe, Saturnina", "DNI", "M", "T",
    )  # fmt: skip
    assert person.entity == "Municipalidad Distrital de Luricocha"
    assert len(data.expected) == 4
    assert not empty.expected


@pytest.mark.req("42")
def test_the_register_counts_a_person_once_and_marks_each_day(door: Door) -> None:
    saturday = date(2026, 8, 15)
    with door.store.write() as tx:
        service.arrive(tx, door.workshop, FIRST, DocumentType.DNI, "99990431")
        service.arrive(tx, door.workshop, saturday, DocumentType.DNI, "99990431")
        service.register_walk_in(tx, door.workshop, FIRST, Walk(None, None, "Ccoyllo Risco", "Marleni"))
    with door.store.read() as tx:
        data = register_data(tx, door.workshop, NOW)
    assert [day.date for day in data.activity.days] == [FIRST, SECOND, saturday]
    by_name = {entry.person.full_name: entry for entry in data.entries}
    assert len(data.entries) == 5
    known = by_name["Ñahui Quispe, Saturnina"]
    assert [mark.present for mark in known.marks] == [True, False, True]
    assert known.marks[0].at == time(8, 40)
    assert (known.expected, by_name["Ccoyllo Risco, Marleni"].expected) == (True, False)
    assert known.person.government_level == "Municipalidades distritales"
    assert not by_name["Taype Ñaupa, Fortunato"].came


def test_the_register_shows_what_was_signed_with_the_full_name_when_it_kept_the_short_one(door: Door) -> None:
    with door.store.write() as tx:
        service.arrive(tx, door.workshop, FIRST, DocumentType.DNI, "99990431")
        entity = entity_named(tx, "MD de Luricocha")
        assert entity is not None
        save_entity(tx, entity.id, {"name": "Otro nombre", "short_name": "Otro"})
    with door.store.read() as tx:
        entries = register_data(tx, door.workshop, NOW).entries
        assert next(one for one in entries if one.came).person.entity == "MD de Luricocha"
    with door.store.write() as tx:
        save_entity(tx, entity.id, {"name": "Municipalidad de Luricocha", "short_name": "MD de Luricocha"})
    with door.store.read() as tx:
        entries = register_data(tx, door.workshop, NOW).entries
        assert records.get(tx, Entity, entity.id) is not None
    assert next(one for one in entries if one.came).person.entity == "Municipalidad de Luricocha"


def test_an_intervention_is_found_by_its_code_and_an_unknown_one_is_said(door: Door) -> None:
    with door.store.read() as tx:
        found = records.get(tx, Intervention, door.workshop)
        assert found is not None
        assert sheet_data(tx, found.code or "", NOW).activity.id == door.workshop
        with pytest.raises(UserError, match="No hay ninguna intervención «AT-0»"):
            sheet_data(tx, "AT-0", NOW)


@pytest.mark.req("42")
def test_the_sheet_asks_sensitive_questions_only_when_the_intervention_does(door: Door) -> None:
    with door.store.read() as tx:
        assert "Lengua" not in str(sheet_document(tx, door.workshop, NOW).columns)
    with door.store.write() as tx:
        save_intervention(tx, door.workshop, {"asks_sensitive": True})
    with door.store.read() as tx:
        sheet = sheet_document(tx, door.workshop, NOW)
    assert "Lengua" in str(sheet.columns)
    assert "voluntarias" in sheet.notice


@pytest.mark.req("2.9")
def test_the_full_notice_says_what_the_office_said_and_leaves_lines_for_the_rest(door: Door) -> None:
    with door.store.write() as tx:
        set_preference(tx, "privacy_contact", "datos@ejemplo.pe")
    with door.store.read() as tx:
        made = notice_document(tx, door.workshop, NOW)
        of_any = notice_document(tx, "", NOW)
    words = "\n".join(block.text for block in made.blocks if isinstance(block, Paragraph))
    assert "oposición), ante: datos@ejemplo.pe." in words
    assert words.count(BLANK) == 3
    assert "étnica" not in words
    assert isinstance(made.blocks[0], KeyValues)
    assert not isinstance(of_any.blocks[0], KeyValues)
    assert any("étnica" in block.text for block in of_any.blocks if isinstance(block, Paragraph))


def test_a_printed_sheet_is_remembered(door: Door) -> None:
    with door.store.write() as tx:
        mark_sheet_printed(tx, door.workshop)
    with door.store.read() as tx:
        page = get_page(tx, door.workshop)
    assert page is not None
    assert page.counts.sheet_printed
