"""Who is on the list: filters, search, and the table itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from concerta_desktop.model.choices import DocumentType, MandateKind, Sex
from concerta_desktop.queries.attendance import DoorRow
from concerta_desktop.text import fold
from ui.theme import font
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.inputs import SearchField
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

UNKNOWN = "sin dato"
_DOCUMENT_COLUMN = 3
_SPARED = {"sex": 1000, "position": 1000, "condition": 760}
"""Columns spared, so that names can be read, in a step narrower than this many px."""
_SHORT = {DocumentType.CE: "CE ", DocumentType.PASSPORT: "Pas. ", DocumentType.OTHER: "Otro "}


class DoorTable(TableCard):
    """The list of one day.

    Signals carry the row: `mark_wanted(DoorRow)`, `take_off_wanted(DoorRow)`, `edit_wanted(DoorRow)`,
    `mandate_wanted(DoorRow)`; `paste_wanted()`, `print_wanted()`, `left_upwards()`.
    """

    mark_wanted = Signal(object)
    take_off_wanted = Signal(object)
    edit_wanted = Signal(object)
    mandate_wanted = Signal(object)
    paste_wanted = Signal()
    print_wanted = Signal()
    left_upwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._said_empty = EmptyState("")
        table = _DoorRows(_columns(self), name="Asistencia del día", empty=self._said_empty)
        super().__init__(table, parent=parent)
        self._rows: list[DoorRow] = []
        self._convoked = False
        self.filter = Segmented("Mostrar", [Choice("all", "Todas 0")], small=True)
        self.filter.set_value("all")
        self.search = SearchField("Buscar nombre en la lista", placeholder="Buscar nombre", small=True)
        self.paste = Button("Pegar de Excel", kind="link", icon="copy", small=True)
        self.print = Button("Imprimir", icon="printer", small=True)
        self._build()
        self._connect(table)

    def _build(self) -> None:
        self.search.setFixedWidth(168)
        self.paste.setToolTip("Copie las celdas en Excel y pulse aquí, o Ctrl+V en la lista")
        self.print.setToolTip("Hoja de asistencia y registro (Ctrl+P)")
        self.add_tool(self.filter)
        self.add_tool(self.search)
        self.add_tool_stretch()
        self.add_tool(self.paste)
        self.add_tool(self.print)
        self.footer.hide()

    def _connect(self, table: _DoorRows) -> None:
        self.filter.value_changed.connect(lambda _key: self._refresh())
        self.search.value_changed.connect(lambda _text: self._refresh())
        self.search.down_pressed.connect(table.setFocus)
        self.paste.clicked.connect(self.paste_wanted)
        self.print.clicked.connect(self.print_wanted)
        table.pasted.connect(self.paste_wanted)
        table.left_upwards.connect(self.left_upwards)
        table.check_toggled.connect(self._toggled)
        table.row_activated.connect(lambda row_id: self._tell(self.edit_wanted, row_id))
        table.edit_pressed.connect(lambda row_id: self._tell(self.edit_wanted, row_id))
        table.delete_pressed.connect(lambda row_id: self._tell(self.take_off_wanted, row_id))
        table.menu_requested.connect(self._menu)

    def set_rows(self, rows: Sequence[DoorRow]) -> None:
        """Show the day's list; selection, filter and search stay."""
        self._rows = list(rows)
        self._convoked = any(row.expected for row in rows)
        present = sum(row.present for row in rows)
        walk_ins = sum(row.present and not row.expected for row in rows)
        choices = [
            Choice("all", f"Todas {len(rows)}"),
            Choice("present", f"Presentes {present}"),
            Choice("missing", f"Faltan {len(rows) - present}"),
            Choice("walk_in", f"Sin convocar {walk_ins}"),
        ]
        self.filter.set_choices(choices)
        longest = max(map(document, rows), key=len, default="")
        widest = QFontMetrics(font("body")).horizontalAdvance(longest)
        self.table.setColumnWidth(_DOCUMENT_COLUMN, max(88, min(widest + 20, 210)))
        self._refresh()

    def fit(self, width: int) -> None:
        """Spare columns so that the names are read in a list of a step this wide, in px."""
        for place, column in enumerate(_columns(self)):
            self.table.setColumnHidden(place, width < _SPARED.get(column.key, 0))
        self.search.setFixedWidth(168 if width >= 1000 else 136)

    def show_arrival(self, row_id: str, *, reveal: bool) -> None:
        """Flash the row of somebody just registered; `reveal` takes away a filter that hides it."""
        if reveal and row_id not in {row.id for row in self.table.rows()}:
            self.filter.set_value("all")
            self.search.set_value("")
            self._refresh()
        self.table.flash(row_id)
        if reveal:
            self.table.scrollToTop()

    def go_to(self, row_id: str) -> None:
        """Select a row and bring it into view, whatever the filter."""
        if row_id not in {row.id for row in self.table.rows()}:
            self.filter.set_value("all")
            self.search.set_value("")
            self._refresh()
        self.table.select(row_id)

    def show_missing_of(self, entity: str) -> None:
        """Only those of one entity who have not come."""
        self.filter.set_value("missing")
        self.search.setText(entity)
        self._refresh()

    def condition(self, row: DoorRow) -> str:
        """Titular or alterno, or that nobody convoked her or him."""
        if self._convoked and not row.expected:
            return "Sin convocar"
        return row.mandate.label if row.mandate else UNKNOWN

    def _refresh(self) -> None:
        wanted, words = self.filter.value(), fold(self.search.value()).split()
        shown = [row for row in self._rows if _passes(row, wanted) and _holds(row, words)]
        self._say_empty()
        self.table.set_rows(shown)

    def _say_empty(self) -> None:
        if self._rows:
            self._said_empty.set_words("Nadie con ese filtro.", "Quite el filtro o borre la búsqueda.")
        else:
            self._said_empty.set_words(
                "Todavía no hay nadie en la lista.",
                "Registre a quien llega con su documento, o convoque personas en Convocatoria.",
            )

    def _row(self, row_id: str) -> DoorRow | None:
        return next((row for row in self._rows if row.id == row_id), None)

    def _tell(self, signal: SignalInstance, row_id: str) -> None:
        row = self._row(row_id)
        if row is not None:
            signal.emit(row)

    def _toggled(self, row_id: str, on: bool) -> None:
        self._tell(self.mark_wanted if on else self.take_off_wanted, row_id)

    def _menu(self, row_id: str, place: QPoint) -> None:
        row = self._row(row_id)
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row.present:
            self._entry(menu, "Corregir…", "F2", lambda: self.edit_wanted.emit(row))
            self._entry(menu, "Quitar de la lista", "Supr", lambda: self.take_off_wanted.emit(row))
        else:
            self._entry(menu, "Marcar presente", "Espacio", lambda: self.mark_wanted.emit(row))
        other = "Viene como titular" if row.mandate is MandateKind.ALTERNO else "Viene como alterno"
        self._entry(menu, other, "", lambda: self.mandate_wanted.emit(row))
        menu.popup(place)

    def _entry(self, menu: QMenu, words: str, keys: str, run: Callable[[], None]) -> None:
        action = QAction(f"{words}\t{keys}" if keys else words, menu)
        action.triggered.connect(run)
        menu.addAction(action)


class _DoorRows(Table):
    """The table with the keys of the door: F2 corrects, Supr takes off, Ctrl+V pastes."""

    pasted = Signal()
    edit_pressed = Signal(str)
    delete_pressed = Signal(str)
    left_upwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_pressed.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit(self.current_id())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)


def _columns(card: DoorTable) -> list[Column]:
    return [
        Column("number", "N.°", lambda row: str(row.number or ""), 44, "right", tone=_faint),
        Column("here", "Está", width=44, align="center", checked=lambda row: row.present),
        Column("name", "Apellidos y nombres", lambda row: row.full_name, bold=lambda row: row.present),
        Column("document", "Documento", document, 88),
        Column("sex", "Sexo", _sex, 48),
        Column("entity", "Entidad", lambda row: row.entity_name or UNKNOWN, 156, tone=_faint),
        Column("position", "Cargo", lambda row: row.position or UNKNOWN, 136, tone=_faint),
        Column(
            "condition",
            "Condición",
            card.condition,
            126,
            icon=lambda row: "user-plus" if card.condition(row) == "Sin convocar" else "",
            tone=lambda row: "warning" if card.condition(row) == "Sin convocar" else "text",
            tooltip=lambda row: row.mandate.label if row.mandate else "",
        ),
        Column("hour", "Hora", _hour, 56, "right", tone=_faint),
    ]


def document(row: DoorRow) -> str:
    """A document as the list shows it: a DNI by its number alone."""
    if not row.document_number:
        return UNKNOWN
    return _SHORT.get(row.document_type or DocumentType.DNI, "") + row.document_number


def _sex(row: DoorRow) -> str:
    return {Sex.WOMAN: "M", Sex.MAN: "H"}.get(row.sex, "s. d.") if row.sex else "s. d."


def _hour(row: DoorRow) -> str:
    if not row.present:
        return "—"
    return f"{row.arrived_at:%H:%M}" if row.arrived_at else UNKNOWN


def _faint(_row: DoorRow) -> str:
    return "secondary"


def _passes(row: DoorRow, wanted: str) -> bool:
    if wanted == "present":
        return row.present
    if wanted == "missing":
        return not row.present
    return wanted != "walk_in" or (row.present and not row.expected)


def _holds(row: DoorRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = fold(f"{row.full_name} {row.document_number or ''} {row.entity_name or ''}")
    return all(word in text for word in words)
