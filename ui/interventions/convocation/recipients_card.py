"""Who gets a message: the list to remind by telephone too. Addresses that are none say so in their cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from concerta_desktop.model.choices import Reply
from concerta_desktop.queries.convocation import Recipient
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_REPLIES = {
    Reply.CONFIRMED: ("Confirmó", "ok"),
    Reply.DECLINED: ("No asistirá", "error"),
    None: ("Sin respuesta", "secondary"),
}
_KEYS = (("Enter", "corregir correo"), ("Ctrl+C", "copiar lista"))
_NOBODY = ("Este mensaje no es para nadie.", "Todas las personas respondieron, o aún no convocó a nadie.")
_REPLY, _ROOM_FOR_REPLY = 3, 640


class RecipientsCard(TableCard):
    """Usage: `card.show_rows(recipients)`; those whom mail cannot reach come first."""

    def __init__(self) -> None:
        empty = EmptyState(*_NOBODY)
        super().__init__(Table(_columns(), name="Destinatarios", multi=True, empty=empty), keys=_KEYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_REPLY, self.width() < _ROOM_FOR_REPLY)

    def show_rows(self, rows: Sequence[Recipient]) -> None:
        """Show them; the totals say how many mail reaches."""
        self.table.set_rows(sorted(rows, key=lambda row: not row.problem))
        unreachable = sum(1 for row in rows if row.problem)
        reached = len(rows) - unreachable
        totals = [(f"{reached} {'recibirá' if reached == 1 else 'recibirán'} el correo", "secondary")]
        if unreachable:
            totals.append((f"{unreachable} sin correo que sirva", "warning"))
        self.footer.set_totals(totals)


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            "Apellidos y nombres",
            lambda row: row.person.full_name,
            bold=lambda _row: True,
            tooltip=lambda row: row.person.entity_name or "sin dato",
            sortable=False,
        ),
        Column(
            "email",
            "Correo",
            lambda row: row.problem.capitalize() if row.problem else row.person.email,
            width=190,
            icon=lambda row: "circle-alert" if row.problem else "",
            tone=lambda row: "warning" if row.problem else "text",
            sortable=False,
        ),
        Column(
            "phone",
            "Teléfono",
            lambda row: row.person.phone or "sin dato",
            width=104,
            tone=lambda row: "text" if row.person.phone else "neutral",
            sortable=False,
        ),
        Column(
            "reply",
            "Respuesta",
            lambda row: _REPLIES[row.reply][0],
            width=104,
            tone=lambda row: _REPLIES[row.reply][1],
            sortable=False,
        ),
    ]
