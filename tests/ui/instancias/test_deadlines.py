"""Deadlines in Inicio and in the calendar: what is late first, each with its paragraph and its weight."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.ui.interventions.conftest import TODAY, Office
from ui import deadlines_dialog
from ui.deadlines import PREFIX, event_of, read_deadlines
from ui.deadlines_dialog import DeadlinesDialog
from ui.home.lists import DeadlinesCard
from ui.instancias.screen import InstanciasScreen

WHO = "00000000-0000-7000-8000-000000000001"


def opened(screen: InstanciasScreen, office: Office) -> DeadlinesDialog:
    dialog = DeadlinesDialog(office.tasks, screen.window())
    dialog.open()
    office.until(lambda: dialog.table.rows())
    return dialog


@pytest.mark.req("69", "73", "76", "85")
def test_inicio_says_what_is_late_and_whether_it_binds(screen: InstanciasScreen, office: Office) -> None:
    first, last = TODAY - timedelta(days=60), TODAY + timedelta(days=120)
    found = office.read(lambda tx: read_deadlines(tx, WHO, first, last, TODAY))
    card = DeadlinesCard()
    office.show(card)
    card.show_deadlines(found, TODAY)
    said = [line.text_shown() for line in card._lines.lines().values()]
    late = [one for one in said if one.lead_tone == "error"]
    assert [one.title for one in late] == ["Reporte del primer semestre de 2026: 2 de 2 sin registrar"]
    assert "vencido" in late[0].lead
    assert card.note.text() == "1 vencido"
    plan = next(one for one in said if "Plan de trabajo 2027" in one.title)
    assert (plan.big, plan.second) == ("30/11", "norma superior · 7.3.3.1-4")
    (event,) = [event_of(one) for one in found if one.key == "25-noviembre-2026"]
    assert (event.id, event.icon) == (f"{PREFIX}25-noviembre-2026", "compass")


def test_a_deadline_leads_to_one_of_those_that_wait(screen: InstanciasScreen, office: Office) -> None:
    dialog = opened(screen, office)
    went: list[str] = []
    dialog.instancia_chosen.connect(went.append)
    dialog.table.select("plan-2027")
    dialog._open("plan-2027")
    menu = dialog.findChildren(deadlines_dialog.QMenu)[-1]
    assert [action.text() for action in menu.actions()] == ["IPC Cangallo", "IPC Huanta"]
    menu.actions()[1].trigger()
    assert went == ["IPC-0504"]


def test_they_are_saved_for_any_calendar(
    screen: InstanciasScreen, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(screen, office)
    path = tmp_path / "plazos.ics"
    monkeypatch.setattr(deadlines_dialog, "ask_target", lambda *_: path)
    dialog.save_button.click()
    text = path.read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "UID:plan-2027@concerta" in text
    dialog.reject()
