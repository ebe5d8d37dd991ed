"""Nueva intervención, by keyboard alone."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import Intervention
from concerta_desktop.model.choices import InterventionType, Modality
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.rules.cuadros import cuadro
from tests.ui.interventions.conftest import Office
from ui.interventions.new_dialog import NewInterventionDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def open_dialog(office: Office) -> tuple[NewInterventionDialog, list[str]]:
    dialog = NewInterventionDialog(office.tasks)
    created: list[str] = []
    dialog.created.connect(created.append)
    office.show(dialog)
    dialog.form.focus_field("title")
    return dialog, created


@pytest.mark.req("5", "30", "31", "33")
def test_title_type_and_two_days_without_the_mouse(office: Office) -> None:
    dialog, created = open_dialog(office)
    office.type("Taller de fortalecimiento de la IPC Ñaña\t")
    office.press(Qt.Key.Key_Down)
    office.press(Qt.Key.Key_Down)
    office.type("\t\t\t120826\t0830\t1700")
    office.press(Qt.Key.Key_D, CTRL)
    office.press(Qt.Key.Key_Return, CTRL)
    office.until(lambda: created and not dialog.isVisible())
    page = office.read(lambda tx: get_page(tx, created[0]))
    assert page is not None
    assert page.intervention.title == "Taller de fortalecimiento de la IPC Ñaña"
    assert page.intervention.type is InterventionType.STRENGTHENING
    assert page.intervention.objective == cuadro(InterventionType.STRENGTHENING).objective
    assert [(day.day, day.start, day.end) for day in page.days] == [
        (date(2026, 8, 12), time(8, 30), time(17)),
        (date(2026, 8, 13), time(8, 30), time(17)),
    ]


def choose(dialog: NewInterventionDialog, kind: InterventionType) -> None:
    dialog.form.show_values({"type": kind})
    dialog._edited("type", kind)


def test_fields_follow_the_type(office: Office) -> None:
    dialog, _ = open_dialog(office)
    choose(dialog, InterventionType.MOOC)
    assert dialog.form.box("period_start").isVisible()
    assert not dialog.days.isVisible()
    assert not dialog.more.box("venue").isVisible()
    assert dialog.form.values()["modality"] is Modality.VIRTUAL
    choose(dialog, InterventionType.INTERNSHIP)
    assert dialog.form.box("visitor").isVisible()
    assert dialog.days.isVisible()
    choose(dialog, InterventionType.MACROREGIONAL)
    assert dialog.form.box("encounter").isVisible()
    assert not dialog.form.box("visitor").isVisible()


def test_an_objective_of_ones_own_stays_when_the_type_changes(office: Office) -> None:
    dialog, _ = open_dialog(office)
    choose(dialog, InterventionType.CREATION)
    assert dialog.more.values()["objective"] == cuadro(InterventionType.CREATION).objective
    dialog.more.editor("objective").set_value("El nuestro")  # type: ignore[attr-defined]
    choose(dialog, InterventionType.INTERNSHIP)
    assert dialog.more.values()["objective"] == "El nuestro"


def test_without_a_title_it_says_so_at_the_title(office: Office) -> None:
    dialog, created = open_dialog(office)
    office.press(Qt.Key.Key_Return, CTRL)
    assert dialog.form.box("title").error() == "Falta «Título». Escríbalo para crearla."
    assert dialog.isVisible()
    assert created == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("310226\t0830\t1700", "El 31/02/2026 no existe en el calendario."),
        ("120826\t1700\t0830", "no es posterior a la de inicio"),
    ],
)
def test_impossible_dates_stay_typed_and_nothing_is_kept(office: Office, typed: str, said: str) -> None:
    dialog, created = open_dialog(office)
    office.type("Taller\t")
    choose(dialog, InterventionType.CREATION)
    office.type("\t\t\t" + typed)
    office.press(Qt.Key.Key_Return, CTRL)
    office.until(lambda: said in dialog.days.problem() + dialog.notice.text())
    assert dialog.isVisible()
    assert created == []
    assert office.read(lambda tx: records.find(tx, Intervention)) == []


@pytest.mark.req("5")
def test_hours_the_wrong_way_round_are_said_at_the_day_and_stay_as_typed(office: Office) -> None:
    dialog, created = open_dialog(office)
    office.type("Taller de ejemplo")
    choose(dialog, InterventionType.STRENGTHENING)
    dialog.days.focus_first()
    office.type("120826\t1700\t0830")
    office.press(Qt.Key.Key_Return, CTRL)
    line = dialog.days._lines[0]
    assert "no es posterior" in line._problem.text()
    assert line._problem.isVisible()
    assert line._start.problem()
    assert line._end.problem()
    assert line._end.hasFocus()
    assert (line._start.text(), line._end.text()) == ("17:00", "08:30")
    assert dialog.days._total.text() == "1 día · corrija las horas"
    office.type("1830\t")
    assert dialog.days.problem() == ""
    assert dialog.days._total.text() == "1 día · 1 h 30 min"
    office.press(Qt.Key.Key_Return, CTRL)
    office.until(lambda: created and not dialog.isVisible())


@pytest.mark.req("5")
def test_a_day_given_twice_is_said_at_its_line(office: Office) -> None:
    dialog, created = open_dialog(office)
    office.type("Taller de ejemplo")
    choose(dialog, InterventionType.STRENGTHENING)
    dialog.days.focus_first()
    office.type("120826\t0830\t1700")
    office.press(Qt.Key.Key_D, CTRL)
    dialog.days._lines[1]._day.set_value(date(2026, 8, 12))
    office.press(Qt.Key.Key_Return, CTRL)
    office.until(lambda: "ya está entre los días" in dialog.days._lines[1]._problem.text())
    assert dialog.days._lines[1]._day.hasFocus()
    assert not created
