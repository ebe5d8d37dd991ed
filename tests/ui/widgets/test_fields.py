"""Fields keep what was typed, say what is wrong beside it, and announce only what a person changed."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.choice import ChoiceField, FilterCombo
from ui.widgets.inputs import SearchField, TextArea, TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.multi_filter import MultiFilter
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.typed_fields import CalendarPopup, DateField, IntField, TimeField

TODAY = date(2026, 8, 10)
CHOICES = [Choice("p", "Presencial"), Choice("v", "Virtual"), Choice("m", "Mixta")]


def type_text(widget: QWidget, text: str) -> None:
    """Send text as a keyboard would, also ñ, which aborts `QTest.keyClicks`."""
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, char)
            QApplication.sendEvent(widget, event)


@pytest.fixture
def day(qtbot: QtBot) -> DateField:
    field = DateField("Plazo", today=lambda: TODAY)
    qtbot.addWidget(field)
    return field


def test_a_date_is_completed_on_enter(qtbot: QtBot, day: DateField) -> None:
    type_text(day, "120826")
    with qtbot.waitSignal(day.value_changed) as told:
        QTest.keyClick(day, Qt.Key.Key_Return)
    assert told.args == [date(2026, 8, 12)]
    assert day.text() == "12/08/2026"


def test_manana_is_understood(day: DateField) -> None:
    type_text(day, "mañana")
    assert day.commit()
    assert day.value() == date(2026, 8, 11)


def test_a_wrong_date_stays_as_typed_with_its_error_under_it(qtbot: QtBot) -> None:
    day = DateField("Plazo", today=lambda: TODAY)
    box = LabeledField("Plazo", day, help="Día hábil")
    qtbot.addWidget(box)
    type_text(day, "31/02/26")
    assert not day.commit()
    assert day.text() == "31/02/26"
    assert day.value() is None
    assert box.error() == "El 31/02/2026 no existe en el calendario."
    assert "31/02/2026" in day.accessibleDescription()
    type_text(day, "7")
    assert box.error() == ""
    assert day.accessibleDescription() == "Día hábil"


def test_a_validation_error_of_the_services_is_shown_and_typing_clears_it(qtbot: QtBot) -> None:
    number = IntField("Esperadas")
    box = LabeledField("Esperadas", number)
    qtbot.addWidget(box)
    type_text(number, "40")
    number.commit()
    box.set_error("Son más personas que asientos.")
    assert number.text() == "40"
    assert number.property("invalid") is True
    type_text(number, "1")
    assert box.error() == ""
    assert number.property("invalid") is False


def test_the_calendar_starts_on_monday_and_writes_the_day(qtbot: QtBot, day: DateField) -> None:
    popup = CalendarPopup(TODAY, day)
    popup.day_chosen.connect(day._choose)
    assert popup._month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert popup._month.locale().monthName(8) == "agosto"
    popup.day_chosen.emit(date(2026, 8, 30))
    assert day.text() == "30/08/2026"


def test_a_time_gets_its_colon(qtbot: QtBot) -> None:
    field = TimeField("Inicio")
    qtbot.addWidget(field)
    type_text(field, "0830")
    assert field.commit()
    assert field.text() == "08:30"
    assert field.value() == time(8, 30)


def test_showing_a_value_is_not_announced(qtbot: QtBot, day: DateField) -> None:
    with qtbot.assertNotEmitted(day.value_changed):
        day.set_value(TODAY)
        day.commit()
    assert day.text() == "10/08/2026"


def test_what_a_screen_reader_or_voice_writes_is_announced_as_what_is_typed(qtbot: QtBot) -> None:
    field, told = TextField("A: nombres y apellidos"), list[object]()
    qtbot.addWidget(field)
    field.value_changed.connect(told.append)
    field.set_value("La del registro")
    spoken = QAccessible.queryAccessibleInterface(field)
    spoken.setText(QAccessible.Text.Value, "Mónica Aranzábal")
    field.clear()
    spoken.setText(QAccessible.Text.Value, "Mónica Aranzábal")
    type_text(field, " L")
    assert told == ["Mónica Aranzábal", "Mónica Aranzábal", "Mónica Aranzábal", "Mónica Aranzábal L"]


def test_a_long_text_is_kept_whole_and_its_excess_is_said(qtbot: QtBot) -> None:
    area = TextArea("Comentario", limit=2000)
    qtbot.addWidget(area)
    low = area.height()
    area.setPlainText("ñandú " * 4000)
    assert len(area.toPlainText()) == 24000
    assert area.problem() == "Tiene 23999 caracteres y el límite es 2000."
    assert area.height() > low
    area.show()
    assert area._counter.geometry().right() < area.width() - area.verticalScrollBar().width()
    area.setPlainText("corto")
    assert area.problem() == ""


def test_escape_clears_a_search_and_then_lets_go(qtbot: QtBot) -> None:
    search = SearchField("Buscar")
    qtbot.addWidget(search)
    type_text(search, "Ñahui")
    assert search.value() == "Ñahui"
    with qtbot.waitSignal(search.value_changed) as told:
        QTest.keyClick(search, Qt.Key.Key_Escape)
    assert told.args == [""]
    with qtbot.waitSignal(search.down_pressed):
        QTest.keyClick(search, Qt.Key.Key_Down)


def test_an_optional_choice_says_sin_dato_and_not_an_empty_cell(qtbot: QtBot) -> None:
    field = ChoiceField("Modalidad", CHOICES, optional=True)
    qtbot.addWidget(field)
    assert field.value() is None
    assert field.itemText(0) == "Sin dato"
    field.set_value("v")
    field.set_choices([*CHOICES, Choice("x", "Otra")])
    assert field.value() == "v"


def test_a_filter_is_cleared_with_delete(qtbot: QtBot) -> None:
    field = FilterCombo("Estado", "Todo estado", CHOICES)
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value("m")
    with qtbot.waitSignal(field.value_changed) as told:
        QTest.keyClick(field, Qt.Key.Key_Delete)
    assert told.args == [None]


def test_several_regions_are_counted_in_the_filter(qtbot: QtBot) -> None:
    field = MultiFilter("Regiones", "Todas las regiones", CHOICES)
    qtbot.addWidget(field)
    assert field.text() == "Todas las regiones"
    field.set_value(["p", "m"])
    assert field.value() == ("p", "m")
    assert field.text() == "Regiones: 2"


def test_arrows_move_the_chosen_segment(qtbot: QtBot) -> None:
    segments = Segmented("Modalidad", CHOICES)
    qtbot.addWidget(segments)
    segments.set_value("p")
    with qtbot.waitActive(segments):
        segments.show()
        segments.activateWindow()
    segments.setFocus()
    first = segments.findChildren(QRadioButton)[0]
    assert first.hasFocus()
    with qtbot.waitSignal(segments.value_changed) as told:
        QTest.keyClick(first, Qt.Key.Key_Right)
    assert told.args == ["v"]
    assert segments.value() == "v"


def test_segments_change_their_words_without_losing_the_choice(qtbot: QtBot) -> None:
    segments = Segmented("Ver", [Choice("all", "Todas 42"), Choice("here", "Presentes 27")])
    qtbot.addWidget(segments)
    segments.set_value("here")
    with qtbot.assertNotEmitted(segments.value_changed):
        segments.set_choices([Choice("all", "Todas 42"), Choice("here", "Presentes 28")])
    assert segments.value() == "here"
    segments.set_value("")
    assert segments.value() == ""


def test_a_choice_is_made_by_typing_its_beginning_spaces_included(qtbot: QtBot) -> None:
    choices = (Choice("creacion", "AT creación"), Choice("fortalecimiento", "AT fortalecimiento"))
    field = ChoiceField("Tipo", choices)
    qtbot.addWidget(field)
    field.show()
    with qtbot.waitSignal(field.value_changed):
        QTest.keyClicks(field, "at f")
    assert field.value() == "fortalecimiento"
    assert not field.view().isVisible(), "the space must not open the list"
