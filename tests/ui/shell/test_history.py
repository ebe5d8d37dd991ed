"""Ctrl+H: who changed what is chosen, when, from what to what, on every screen that lists something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from concerta_desktop.model import Finding, Person
from concerta_desktop.model.findings import FindingKind
from concerta_desktop.model.identity import new_id
from concerta_desktop.services.interventions import remove
from concerta_desktop.services.people import save_person
from concerta_desktop.store.store import Store
from tests.factory import a_person, an_intervention, save
from tests.ui.shell.conftest import Shell
from ui.history_dialog import HistoryDialog

Show = Callable[[], Shell]


def told(shell: Shell) -> tuple[str, list[tuple[str, str, str]]]:
    """Title and rows of the history on show."""
    shell.until(shell.tasks.idle)
    shell.ctrl(Qt.Key.Key_H)

    def open_ones() -> list[HistoryDialog]:
        return [one for one in shell.window.findChildren(HistoryDialog) if one.isVisible()]

    shell.until(lambda: open_ones() and open_ones()[0].table.rows())
    dialog = open_ones()[0]
    said = dialog.title.text(), [(row.field, row.before, row.after) for row in dialog.table.rows()]
    with shell.bot.waitActive(shell.window):
        dialog.reject()
        shell.window.activateWindow()
    return said


def test_of_an_intervention_on_the_list_and_on_its_page(shell: Show, store: Store) -> None:
    workshop = an_intervention(store, title="Taller de ejemplo")
    shown = shell()
    shown.window.go_to("intervenciones")
    shown.until(lambda: shown.window.sections.current_screen().chosen())  # type: ignore[union-attr]
    title, rows = told(shown)
    assert title == "Historia de «Taller de ejemplo»"
    assert ("Título", "sin dato", "Taller de ejemplo") in rows
    shown.window.open_intervention(workshop, "programacion")
    assert told(shown)[0] == "Historia de «Taller de ejemplo»"


def test_of_a_finding_of_the_matrix(shell: Show, store: Store) -> None:
    workshop = an_intervention(store)
    values = {"intervention": workshop, "kind": FindingKind.OBSTACLE, "place": "0504", "text": "Sin equipo"}
    finding = save(store, Finding, new_id(), values)
    save(store, Finding, finding, {"text": "Sin equipo técnico"})
    shown = shell()
    shown.window.open_intervention(workshop, "matriz")
    shown.until(lambda: shown.window.sections.current_screen().chosen() == (Finding, finding))  # type: ignore[union-attr]
    assert any(row[1:] == ("Sin equipo", "Sin equipo técnico") for row in told(shown)[1])


def test_of_what_lies_in_the_trash(shell: Show, store: Store) -> None:
    person = a_person(store, surnames="Ñahui", names="Saturnina")
    with store.write() as tx:
        save_person(tx, person, {"phone": "999000111"})
        remove(tx, Person, [person])
    shown = shell()
    shown.window.go_to("papelera")
    shown.until(lambda: shown.window.sections.current_screen().chosen())  # type: ignore[union-attr]
    rows = told(shown)[1]
    assert rows[0] == ("Papelera", "en uso", "en la papelera")
    assert ("Teléfono", "sin dato", "999000111") in rows


def test_with_nothing_chosen_it_says_so(shell: Show) -> None:
    shown = shell()
    shown.until(shown.tasks.idle)
    shown.ctrl(Qt.Key.Key_H)
    assert shown.window.toast.text() == "Elija primero de qué registro ver la historia."
    assert not shown.window.findChildren(HistoryDialog)
