"""Pasting a list into a day of the door."""

from __future__ import annotations

from datetime import date
from functools import partial

from concerta_desktop.documents.wording import people
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.rules.spanish_dates import weekday_short
from concerta_desktop.services.pasting import Compared, register_pasted
from concerta_desktop.store.tx import ReadTx
from ui.interventions.paste_dialog import PasteDialog
from ui.screen import Screen
from ui.tasks import Tasks


def paste_at_door(tasks: Tasks, intervention: str, day: date, screen: Screen) -> PasteDialog:
    """Show the plan of what is on the clipboard; what is accepted becomes present in one action."""
    dialog = PasteDialog(
        tasks,
        f"Pegar asistencia · {weekday_short(day)}",
        "Registrar",
        partial(_present, intervention, day),
        parent=screen,
    )

    def register(wanted: list[Compared]) -> None:
        tasks.write(
            lambda tx: register_pasted(tx, intervention, day, wanted),
            owner=screen,
            label=f"Pegado de {people(len(wanted))}",
            risk="import",
        )

    dialog.rows_accepted.connect(register)
    dialog.open()
    return dialog


def _present(intervention: str, day: date, tx: ReadTx) -> frozenset[str]:
    return frozenset(item.person for item in attendances(tx, intervention, day) if item.person)
