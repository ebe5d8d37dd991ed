"""What is pasted into a field and cannot be: said at the field, what was typed kept, nothing half saved."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from concerta_desktop.model import ContactNote
from concerta_desktop.model.choices import InterventionType
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import agenda_of, days_of
from tests.factory import a_day, an_agenda_item, an_intervention
from tests.ui.interventions.conftest import Office
from tests.ui.interventions.test_page import kept, open_page, programming
from ui.interventions.convocation.contact_dialog import ContactDialog

DAY = date(2026, 8, 12)
CTRL = Qt.KeyboardModifier.ControlModifier


def paste(office: Office, text: str) -> None:
    """Put `text` in place of what the field in use says, by Ctrl+V."""
    QGuiApplication.clipboard().setText(text)
    office.press(Qt.Key.Key_A, CTRL)
    office.press(Qt.Key.Key_V, CTRL)


_NO_NUMBERS = ("40 personas", "4e1", "cuarenta", "-5", "9" * 40, "1.5", "=40", "4\x000", "٤٠ 🌱")


@pytest.mark.parametrize("text", _NO_NUMBERS)
def test_text_pasted_into_a_number_stays_with_the_reason(office: Office, text: str) -> None:
    intervention = an_intervention(office.store, goal_people=25)
    step = programming(open_page(office, intervention))
    box = step.goals.form.box("goal_people")
    step.go_to_field("goal_people")
    paste(office, text)
    office.press(Qt.Key.Key_Tab)
    office.until(box.error)
    assert text.replace("\x00", "") in box.field.text().replace("\x00", "")  # type: ignore[attr-defined]
    assert kept(office, intervention).goal_people == 25


@pytest.mark.parametrize(("field", "card"), [("title", "what"), ("objective", "what"), ("notes", "notes")])
def test_a_nul_is_said_and_the_text_kept(office: Office, field: str, card: str) -> None:
    intervention = an_intervention(office.store)
    before = kept(office, intervention)
    step = programming(open_page(office, intervention))
    box = getattr(step, card).form.box(field)
    step.go_to_field(field)
    paste(office, "antes\x00después")
    office.press(Qt.Key.Key_Tab)
    office.until(lambda: box.error() or kept(office, intervention) != before)
    assert "carácter invisible" in box.error()
    assert "antes" in box.field.value()
    assert "después" in box.field.value()
    assert kept(office, intervention) == before


def test_emoji_and_right_to_left_text_are_kept_and_shown_as_typed(office: Office) -> None:
    intervention = an_intervention(office.store)
    title = "Taller 🌱 \u200fحوار\u200e <b>Huanta</b> =1+1"
    screen = open_page(office, intervention)
    step = programming(screen)
    step.go_to_field("title")
    paste(office, title)
    office.press(Qt.Key.Key_Tab)
    office.until(lambda: kept(office, intervention).title == title)
    assert screen.view is not None
    head = screen.view.head._title
    office.until(lambda: head.text() == title)
    assert head.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("310226\t", "El 31/02/2026 no existe en el calendario."),
        ("\t1700\t0830\t", "no es posterior a la de inicio"),
        ("\t2500\t", "hora"),
    ],
)
def test_an_impossible_day_is_said_at_its_line_and_the_day_stays(
    office: Office, typed: str, said: str
) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention, day=DAY, start=time(9), end=time(13))
    step = programming(open_page(office, intervention))
    step.days.focus_first()
    office.type(typed)
    office.until(lambda: said in step.days.problem())
    (day,) = office.read(lambda tx: days_of(tx, intervention))
    assert (day.day, day.start, day.end) == (DAY, time(9), time(13))


def test_a_period_that_ends_before_it_begins_is_said_at_its_end(office: Office) -> None:
    intervention = an_intervention(
        office.store, type=InterventionType.MOOC, period_start=DAY, period_end=date(2026, 9, 8)
    )
    step = programming(open_page(office, intervention))
    step.go_to_field("period_end")
    office.press(Qt.Key.Key_A, CTRL)
    office.type("010826\t")
    box = step.when.form.box("period_end")
    office.until(lambda: "antes de empezar" in box.error())
    assert box.field.text() == "01/08/2026"  # type: ignore[attr-defined]
    assert kept(office, intervention).period_end == date(2026, 9, 8)


@pytest.mark.parametrize("text", ["tema\x00nuevo", "t" * 301])
def test_a_theme_that_cannot_be_stays_in_its_cell(office: Office, text: str) -> None:
    intervention = an_intervention(office.store)
    an_agenda_item(office.store, intervention, theme="Bienvenida")
    step = programming(open_page(office, intervention))
    model = step.agenda.model
    cell = model.index(0, 3)
    office.until(lambda: cell.data() == "Bienvenida")
    model.setData(cell, text)
    office.until(step.agenda._problem.isVisible)
    assert cell.data() == text
    assert [one.theme for one in office.read(lambda tx: agenda_of(tx, intervention))] == ["Bienvenida"]


@pytest.mark.parametrize(("text", "said"), [("a" * 20_000, "5000"), ("dijo\x00que sí", "carácter invisible")])
def test_what_cannot_be_kept_of_a_contact_is_said_in_its_dialog(office: Office, text: str, said: str) -> None:
    intervention = an_intervention(office.store)
    dialog = ContactDialog(office.tasks, intervention, None, {"day": date(2026, 8, 10), "who": "Rosa"})
    office.show(dialog)
    dialog.form.editor("means").set_value("telefono")  # type: ignore[attr-defined]
    dialog.form.focus_field("said")
    paste(office, text)
    office.press(Qt.Key.Key_Return, CTRL)
    office.until(lambda: said in dialog.form.box("said").error())
    assert dialog.isVisible()
    assert len(str(dialog.form.values()["said"])) == len(text)
    assert office.read(lambda tx: records.find(tx, ContactNote)) == []


def test_one_field_refused_does_not_hold_up_the_others(office: Office) -> None:
    intervention = an_intervention(office.store, venue="Auditorio")
    step = programming(open_page(office, intervention))
    step.go_to_field("venue")
    paste(office, "con \x00 dentro")
    office.press(Qt.Key.Key_Tab)
    step.go_to_field("goal_hours")
    paste(office, "14")
    office.press(Qt.Key.Key_Tab)
    office.until(lambda: kept(office, intervention).goal_hours == 14)
    office.until(step.where.form.box("venue").error)
    assert kept(office, intervention).venue == "Auditorio"
