"""Catalogues: what ships is corrected over, with its source, and can always be brought back."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries.catalogues import CatalogueLine, catalogue, catalogue_lines, days_off
from concerta_desktop.queries.office import office
from concerta_desktop.rules.calendar import is_business_day
from concerta_desktop.services.catalogues import (
    add_entry,
    back_to_shipped,
    retire_entry,
    save_entry,
)
from concerta_desktop.store.store import Store

SOCIETY = "ipc-sociedad"


def line(store: Store, code: str) -> CatalogueLine:
    with store.read() as tx:
        return next(one for one in catalogue_lines(tx, Catalogue.COMPOSITION, "province") if one.code == code)


@pytest.mark.req("8", "58")
def test_an_entry_is_corrected_retired_and_brought_back(store: Store) -> None:
    assert (line(store, SOCIETY).own, line(store, SOCIETY).verified) == (False, False)
    with store.write() as tx:
        said = {"maximum": 2, "source": "RM ficticia 1-2026", "verified": True}
        save_entry(tx, Catalogue.COMPOSITION, SOCIETY, said)
    assert line(store, SOCIETY).values["maximum"] == 2
    assert line(store, SOCIETY).verified
    with store.write() as tx:
        retire_entry(tx, Catalogue.COMPOSITION, SOCIETY)
    assert line(store, SOCIETY).retired
    with store.read() as tx:
        assert SOCIETY not in {one.code for one in catalogue(tx, Catalogue.COMPOSITION)}
    for again in (3, 2):  # it can be corrected anew after it was brought back
        with store.write() as tx:
            back_to_shipped(tx, Catalogue.COMPOSITION, SOCIETY)
        assert (line(store, SOCIETY).own, line(store, SOCIETY).values["maximum"]) == (False, 3)
        with store.write() as tx:
            save_entry(tx, Catalogue.COMPOSITION, SOCIETY, {"maximum": again + 4})
        assert line(store, SOCIETY).values["maximum"] == again + 4


@pytest.mark.req("8")
def test_what_was_added_says_what_it_lacks_and_goes_to_the_trash(store: Store) -> None:
    with store.write() as tx:
        for which, said in ((Catalogue.DAY_OFF, "Falta «Fecha»"), (Catalogue.YEAR_NAME, "Falta el año")):
            with pytest.raises(ValidationError, match=said):
                add_entry(tx, which, {"name": "Feriado ficticio"})
        with pytest.raises(ValidationError, match="El máximo es menor"):
            save_entry(tx, Catalogue.COMPOSITION, SOCIETY, {"minimum": 3, "maximum": 1})
        day = {"name": "Feriado ficticio", "day": date(2026, 11, 30), "source": "DS ficticio"}
        code = add_entry(tx, Catalogue.DAY_OFF, day)
        norm = add_entry(tx, Catalogue.NORM, {"name": "Ordenanza N° 1"})
        save_entry(tx, Catalogue.NORM, norm, {"title": "que crea la instancia"})
    with store.read() as tx:
        lines = catalogue_lines(tx, Catalogue.DAY_OFF)
        assert [one.values["day"] for one in lines if one.own] == [day["day"]]
        assert [one.text("day") for one in lines] == sorted(one.text("day") for one in lines)
        (own,) = [one for one in catalogue_lines(tx, Catalogue.NORM) if one.own]
        assert (own.text("name"), own.text("title")) == ("Ordenanza N° 1", "que crea la instancia")
    with store.write() as tx:
        retire_entry(tx, Catalogue.DAY_OFF, code)
        retire_entry(tx, Catalogue.NORM, norm)
    with store.read() as tx:
        for which in (Catalogue.DAY_OFF, Catalogue.NORM):
            assert not [one for one in catalogue_lines(tx, which) if one.own]


@pytest.mark.parametrize("which", list(Catalogue))
def test_every_catalogue_ships_with_a_source_and_says_what_nobody_verified(
    which: Catalogue, store: Store
) -> None:
    with store.read() as tx:
        lines = catalogue_lines(tx, which)
    assert lines
    assert all(one.text("source") for one in lines)
    assert not any(one.verified for one in lines if one.text("source") == "De memoria")
    with store.write() as tx:
        save_entry(tx, which, lines[0].code, {"source": "El Peruano", "verified": True})
    with store.read() as tx:
        (first,) = [one for one in catalogue_lines(tx, which) if one.code == lines[0].code]
    assert (first.text("source"), first.verified, first.own) == ("El Peruano", True, True)
    assert first.values["name"] == lines[0].values["name"]


@pytest.mark.req("69")
def test_a_national_holiday_is_moved_or_taken_out(store: Store) -> None:
    with store.write() as tx:
        save_entry(tx, Catalogue.DAY_OFF, "2026-12-08", {"day": date(2026, 12, 7)})
        retire_entry(tx, Catalogue.DAY_OFF, "2026-12-09")
    with store.read() as tx:
        off = days_off(tx)
    working = [n for n in (7, 8, 9) if is_business_day(date(2026, 12, n), off)]
    assert working == [8, 9]


@pytest.mark.req("48")
def test_a_year_has_its_name_and_a_number_its_pattern(store: Store) -> None:
    with store.write() as tx:
        add_entry(tx, Catalogue.YEAR_NAME, {"name": "Año de ejemplo", "first_year": 2027, "source": "DS"})
        with pytest.raises(ValidationError, match="donde el sistema pone el número"):
            save_entry(tx, Catalogue.NUMBER_PATTERN, "oficio", {"pattern": "OFICIO {año}"})
        with pytest.raises(ValidationError, match="No es posterior"):
            save_entry(tx, Catalogue.YEAR_NAME, "decenio-2018", {"first_year": 2018, "last_year": 2018})
        save_entry(tx, Catalogue.NUMBER_PATTERN, "oficio", {"pattern": "OFICIO {número}/{año}"})
    with store.read() as tx:
        found = office(tx, 2027)
    assert (found.year_name, found.oficio_pattern) == ("Año de ejemplo", "OFICIO {número}/{año}")
    assert found.decade == "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres"
