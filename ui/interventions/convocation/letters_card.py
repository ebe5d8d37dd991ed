"""The oficios of an intervention that serves several governments: one row each, with how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent

from concerta_desktop.queries.convocation import Letter
from concerta_desktop.rules.spanish_dates import short_date
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.labels import Label
from ui.widgets.notice import InlineNotice
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("N", "no hace falta"), ("Espacio", "sí hace falta"))
_ROW, _HEAD, _AT_ONCE = 32, 30, 4


class LettersCard(TableCard):
    """Usage: `card.show_letters(letters, chosen)`; hidden while there is one only.

    Signals: `chosen(government)`, `unneeded_set(government, bool)`, `all_asked()`.
    """

    chosen = Signal(str)
    unneeded_set = Signal(str, bool)
    all_asked = Signal()

    def __init__(self) -> None:
        table = _Answers(_columns(), name="Oficios", row_id=lambda row: row.government)
        super().__init__(table, keys=_KEYS)
        self.setAccessibleName("Un oficio por gobierno")
        self.add_tool(Label("Un oficio por gobierno", "card"))
        self.add_tool_stretch()
        self.save_all = Button("Guardar todos", icon="download", small=True)
        self.save_all.setToolTip("Cada oficio en PDF y en Word, en la carpeta que elija")
        self.add_tool(self.save_all)
        self.notice = InlineNotice()
        self.body.insertWidget(self.body.indexOf(table) + 1, self.notice)
        self.save_all.clicked.connect(self.all_asked)
        table.row_selected.connect(self._tell)
        table.answered.connect(self._answer)

    def show_letters(self, letters: Sequence[Letter], chosen: str) -> None:
        """Show them, one of them chosen."""
        self.table.set_rows(letters)
        self.table.setFixedHeight(_HEAD + _ROW * min(len(letters), _AT_ONCE))
        self.choose(chosen)
        asked = [one for one in letters if one.served and not one.record.oficio_unneeded]
        sent = sum(1 for one in asked if one.record.oficio_sent)
        tone = "ok" if sent == len(asked) else "warning"
        words = "enviado" if len(asked) == 1 else "enviados"
        self.footer.set_totals([(f"{sent} de {len(asked)} {words}", tone)])
        self.setVisible(len(letters) > 1)

    def choose(self, government: str) -> None:
        """Make a row the chosen one, without telling of it."""
        if self.table.current_id() != government:
            with QSignalBlocker(self.table):
                self.table.select(government)

    def _tell(self, government: str) -> None:
        if government:
            self.chosen.emit(government)

    def _answer(self, unneeded: bool) -> None:
        letter: Letter | None = self.table.current_row()
        if letter is not None and not letter.record.oficio_sent:
            self.unneeded_set.emit(letter.government, unneeded)


class _Answers(Table):
    """A table that tells of the keys that answer: N it needs none, space it does."""

    answered = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key in (Qt.Key.Key_N, Qt.Key.Key_Space):
            self.answered.emit(key == Qt.Key.Key_N)
        else:
            super().keyPressEvent(event)


def _state(letter: Letter) -> tuple[str, str, str]:
    """In words, with icon and tone."""
    record = letter.record
    if record.oficio_received:
        return f"Recibido {short_date(record.oficio_received)}", "circle-check", "ok"
    if record.oficio_sent:
        return f"Enviado {short_date(record.oficio_sent)}", "send", "ok"
    if record.oficio_unneeded:
        return "No hace falta", "ban", "secondary"
    return "Sin enviar", "circle-alert", "warning"


def _columns() -> list[Column]:
    return [
        Column(
            "government",
            "Gobierno",
            lambda row: row.label,
            width=180,
            bold=lambda _row: True,
            tooltip=lambda row: row.said.authority_entity or row.label,
            sortable=False,
        ),
        Column(
            "authority",
            "Autoridad",
            lambda row: row.said.authority_name or ("sin dato" if row.served else "Ya no se atiende"),
            tone=lambda row: "text" if row.said.authority_name else "neutral",
            tooltip=lambda row: "" if row.served else "La intervención ya no atiende a este gobierno.",
            sortable=False,
        ),
        Column(
            "state",
            "Estado",
            lambda row: _state(row)[0],
            width=140,
            icon=lambda row: _state(row)[1],
            tone=lambda row: _state(row)[2],
            sortable=False,
        ),
    ]
