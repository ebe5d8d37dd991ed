"""The sheet that people sign (requirement 42): what each page says, and how many there are."""

from __future__ import annotations

import pytest

from concerta_desktop.documents.attendance_sheet import (
    CONSENT_NOTICE,
    PRIVACY_NOTICE,
    SheetOptions,
    compose_sheet,
)
from concerta_desktop.errors import UserError
from tests.documents import samples

pytestmark = pytest.mark.req("42")


@pytest.mark.parametrize(
    ("people", "blank", "pages"),
    [(0, 0, 1), (1, 0, 1), (15, 0, 1), (16, 0, 2), (40, 20, 4), (500, 0, 34), (0, 45, 3)],
)
def test_pages_are_as_many_as_the_rows_need_and_each_says_so(people: int, blank: int, pages: int) -> None:
    sheet = compose_sheet(samples.sheet(people), SheetOptions(blank_rows=blank))
    assert [page.stamp[0] for page in sheet.pages] == [f"Página {n} de {pages}" for n in range(1, pages + 1)]
    assert all(len(page.rows) == 15 for page in sheet.pages)


def test_rows_left_on_the_last_page_are_numbered_blanks_for_who_was_not_expected() -> None:
    (page,) = compose_sheet(samples.sheet(2), SheetOptions(blank_rows=1)).pages
    assert page.rows[1][:3] == ("2", "Ejemplo 001, Marleni", "DNI 99990001")
    assert page.rows[2] == ("3", *[""] * 8)
    assert page.rows[-1][0] == "15"
    assert page.footnote.endswith("Filas 3 a 15: personas que no figuran en la lista.")


def test_extra_sheets_are_blank_pages_that_continue_the_numbering() -> None:
    sheet = compose_sheet(samples.sheet(1), SheetOptions(blank_rows=0, extra_sheets=2))
    assert [page.rows[0][0] for page in sheet.pages] == ["1", "16", "31"]
    assert sheet.pages[2].stamp[0] == "Página 3 de 3"


def test_each_day_has_its_own_set_and_each_page_its_own_code() -> None:
    sheet = compose_sheet(
        samples.sheet(16, activity=samples.activity(samples.DAYS)), SheetOptions(blank_rows=0)
    )
    assert [page.code for page in sheet.pages] == [
        "CONCERTA/1/AS/01J9Z3K4M5N6P7Q8R9S0T1V2W3/20260812/1/2/1.1",
        "CONCERTA/1/AS/01J9Z3K4M5N6P7Q8R9S0T1V2W3/20260812/2/2/1.1",
        "CONCERTA/1/AS/01J9Z3K4M5N6P7Q8R9S0T1V2W3/20260813/1/2/1.1",
        "CONCERTA/1/AS/01J9Z3K4M5N6P7Q8R9S0T1V2W3/20260813/2/2/1.1",
    ]
    assert ("Fecha", "jueves 13/08/2026 (día 2 de 2)") in sheet.pages[2].facts
    assert ("Hora", "08:30 a 13:00") in sheet.pages[2].facts


def test_one_day_can_be_printed_alone() -> None:
    data = samples.sheet(1, activity=samples.activity(samples.DAYS))
    (page,) = compose_sheet(data, SheetOptions(blank_rows=0, days=(2,))).pages
    assert page.stamp[2] == "Día 2 · plantilla 1.1"


def test_people_come_in_spanish_order_whatever_order_they_were_added_in() -> None:
    names = ("Ñahui, Ana", "Oré, Ana", "Álvarez, Ana", "Nuñez, Ana")
    people = tuple(samples.person(i, full_name=name) for i, name in enumerate(names))
    (page,) = compose_sheet(samples.sheet(0, expected=people), SheetOptions(blank_rows=0)).pages
    assert [row[1] for row in page.rows[:4]] == ["Álvarez, Ana", "Nuñez, Ana", "Ñahui, Ana", "Oré, Ana"]


def test_an_activity_without_days_says_what_to_do() -> None:
    with pytest.raises(UserError, match="Agregue la fecha en Programación"):
        compose_sheet(samples.sheet(1, activity=samples.activity(())))


def test_sensitive_questions_are_off_and_bring_their_consent_when_on() -> None:
    plain = compose_sheet(samples.sheet(1))
    asked = compose_sheet(samples.sheet(1), SheetOptions(sensitive=("language", "disability")))
    assert plain.notice == PRIVACY_NOTICE
    assert asked.notice == f"{PRIVACY_NOTICE} {CONSENT_NOTICE}"
    titles = [column.title.replace("-\n", "").replace("\n", " ") for column in asked.columns]
    assert titles[7:10] == ["Lengua materna", "Discapacidad", "Autorizo"]
    assert asked.pages[0].rows[0][7:10] == ("", "", "1 □  2 □")


def test_the_office_may_write_its_own_notice() -> None:
    assert compose_sheet(samples.sheet(1, privacy_notice=" Aviso propio. ")).notice == "Aviso propio."
