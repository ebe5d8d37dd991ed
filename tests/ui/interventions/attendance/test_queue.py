"""The queue does not wait: the next document arrives while somebody unknown is half typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.interventions.attendance.conftest import Screen


@pytest.mark.req("42")
def test_a_document_scanned_into_the_name_box_is_the_next_person(screen: Screen) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("99990431\r")
    screen.until(lambda: screen.present() == ["Ñahui Quispe, Saturnina"])
    assert card.isVisible()
    assert (card.number, card.name.text()) == ("99990731", "")


@pytest.mark.req("42")
def test_a_name_without_letters_is_refused_at_its_field(screen: Screen) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("12345\r")
    assert card.warning.text() == "El nombre necesita letras."
    assert QApplication.focusWidget() is card.name


@pytest.mark.req("42")
def test_a_name_with_digits_is_asked_about_and_never_blocked(screen: Screen) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("Ccoyllo 2, Marleni\r")
    screen.until(lambda: card.warning.text().startswith("El nombre lleva números."))
    assert screen.present() == []
    screen.type("\r")
    screen.until(lambda: screen.present() == ["Ccoyllo 2, Marleni"])


@pytest.mark.req("42")
def test_somebody_half_typed_is_not_replaced_by_the_next_unknown_one(screen: Screen) -> None:
    card, line = screen.step.flow.card, screen.step.entry.line
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("Ccoyllo")
    line.setFocus()
    screen.type("99990777\r")
    screen.until_said("Termine primero a Ccoyllo, o pulse Esc.")
    assert (card.number, card.name.text()) == ("99990731", "Ccoyllo")
    assert QApplication.focusWidget() is card.name
    screen.type(" Risco, Marleni\r")
    screen.until(lambda: screen.present() == ["Ccoyllo Risco, Marleni"])
    assert (line.text(), line.selectedText()) == ("99990777", "99990777")


@pytest.mark.req("42")
def test_the_number_that_stays_in_the_line_is_replaced_by_the_next(screen: Screen) -> None:
    screen.type("99990731\r")
    screen.until(screen.step.flow.card.isVisible)
    screen.step.entry.line.setFocus()
    screen.type("99990431")
    assert screen.step.entry.line.text() == "99990431"


def test_a_small_screen_keeps_the_names_readable(screen: Screen) -> None:
    screen.step.resize(820, 420)
    assert screen.step.minimumSizeHint().width() <= 820
    layout = screen.step.layout()
    assert layout is not None
    screen.until(lambda: layout.minimumSize().width() <= 820)
    table = screen.step.list.table
    screen.until(lambda: table.columnWidth(2) >= 180)
    screen.step.resize(1182, 594)
    assert screen.step.side.isVisible()
