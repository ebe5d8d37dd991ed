"""What comes along, how it stands, what it lacks: pure [43]."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.model.findings import Finding, FindingKind
from concerta_desktop.model.place import place_label, place_name
from concerta_desktop.rules.findings import (
    Standing,
    Visit,
    comes_along,
    due_warning,
    lacks,
    said_on,
    served_codes,
)

pytestmark = pytest.mark.req("43")

MARCH, AUGUST = date(2026, 3, 5), date(2026, 8, 12)


def visit(name: str, first: date, *served: str, created: str = "") -> Visit:
    return Visit(name, name, first, created or name, frozenset(served))


def test_instancias_and_territories_are_served_alike() -> None:
    assert served_codes(("0504",), ("IPC-0504", "IRC-R05", "IDC-nada")) == {"0504", "R05"}
    assert served_codes(None, None) == frozenset()


@pytest.mark.parametrize(
    ("place", "comes"),
    [("0504", True), ("IPC-0504", True), ("050407", True), (None, True), ("R05", False), ("0501", True)],
)
def test_a_nudo_goes_where_its_territory_or_else_its_visit_goes(place: str | None, comes: bool) -> None:
    origin = visit("marzo", MARCH, "0504", "R05")
    assert comes_along(place, origin, visit("agosto", AUGUST, "0504")) is comes


def test_nothing_comes_from_the_same_visit_nor_from_a_later_one() -> None:
    one, same_day = visit("a", AUGUST, "0504"), visit("b", AUGUST, "0504")
    assert not comes_along("0504", one, one)
    assert comes_along("0504", one, same_day)
    assert not comes_along("0504", same_day, one)


def test_a_nudo_needs_somebody_and_a_date_until_it_is_resolved() -> None:
    bare = Finding(id="f", kind=FindingKind.OBSTACLE)
    assert lacks(bare, Standing.OPEN) == ("responsible", "due")
    assert lacks(bare, Standing.RESOLVED) == ()
    assert lacks(Finding(id="f", kind=FindingKind.ADVANCE), Standing.NEW) == ()


def test_a_due_date_before_the_visit_is_told_and_not_refused() -> None:
    origin = visit("agosto", AUGUST, "0504")
    assert due_warning(date(2026, 8, 11), origin, resolved=False) == (
        "El plazo (11/08/2026) es anterior a la visita que registró el nudo (12/08/2026)."
    )
    assert due_warning(AUGUST, origin, resolved=False) == ""
    assert due_warning(date(2026, 8, 11), origin, resolved=True) == ""
    assert due_warning(None, origin, resolved=False) == ""


def test_what_is_said_is_dated_within_the_visit() -> None:
    days = (date(2026, 8, 12), date(2026, 8, 13))
    assert said_on(days, date(2026, 8, 12)) == date(2026, 8, 12)
    assert said_on(days, date(2026, 8, 30)) == date(2026, 8, 13)
    assert said_on((), AUGUST) == AUGUST


def test_governments_and_instancias_have_names_for_lists_and_documents() -> None:
    codes = ("R05", "0504", "050407", "RLM", "IPC-0504", "x")
    assert [place_label(code) for code in codes] == [
        "GR de Ayacucho",
        "MP de Huanta",
        "MD de Sivia",
        "MM de Lima",
        "IPC Huanta",
        "x (no está en el catálogo)",
    ]
    assert place_name("0504") == "Municipalidad Provincial de Huanta"
    assert place_name("IPC-0504") == "Instancia Provincial de Concertación de Huanta"
