"""Agendas as people paste them from Excel and Word."""

from __future__ import annotations

from datetime import date, time

import pytest

from concerta_desktop.capture.agenda import PastedTheme, read_agenda


@pytest.mark.req("31")
def test_a_table_from_excel_with_headings() -> None:
    pasted = "Hora\tTema\tFacilitador\n08:30 - 09:00\tBienvenida\tRosa Ccente\n\n09:00\tBalance del plan\t\n"
    assert read_agenda(pasted) == [
        PastedTheme("Bienvenida", start=time(8, 30), minutes=30, facilitator="Rosa Ccente"),
        PastedTheme("Balance del plan", start=time(9)),
    ]


def test_plain_lines_from_word_lose_their_numbering() -> None:
    assert [theme.theme for theme in read_agenda("1. Bienvenida\r\n2) Marco normativo\r\n• Acuerdos")] == [
        "Bienvenida",
        "Marco normativo",
        "Acuerdos",
    ]


def test_an_hour_at_the_beginning_of_a_line() -> None:
    assert read_agenda("2:30 p.m. Nudos críticos") == [PastedTheme("Nudos críticos", start=time(14, 30))]


def test_columns_in_any_order() -> None:
    line = "Medidas correctivas\t90 min\tJoel Illanes\t13/08/2026"
    assert read_agenda(line) == [
        PastedTheme("Medidas correctivas", date(2026, 8, 13), None, 90, "Joel Illanes")
    ]


@pytest.mark.parametrize("text", ["", "\n\t\n", "Tema\tHora", "08:30\t30"])
def test_nothing_to_take(text: str) -> None:
    assert read_agenda(text) == []


def test_what_only_looks_like_a_date_or_an_hour_stays_text() -> None:
    assert read_agenda("31/02/2026\tSesión 2026")[0].theme == "Sesión 2026"
    assert read_agenda("Ley 30364: alcances")[0].theme == "Ley 30364: alcances"
    assert read_agenda("=1+1 <b>&")[0].theme == "=1+1 <b>&"
