"""One tab of the directory: search, list, and the record marked at its right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Person
from concerta_desktop.model.fields import spec
from concerta_desktop.queries.directory import Listed
from concerta_desktop.services.directory import MayRepeat
from concerta_desktop.services.interventions import remove
from concerta_desktop.services.pasting import Compared, take_people
from concerta_desktop.store.access import AccessKind, note
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx
from ui.directory.new_dialog import NewRecordDialog
from ui.directory.record_panel import RecordPanel
from ui.directory.tabs import Tab, columns_of
from ui.history_dialog import HistoryDialog
from ui.interventions.autosave import Autosave
from ui.interventions.paste_dialog import PasteDialog
from ui.privacy.rights_dialog import RightsDialog
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.empty import EmptyState
from ui.widgets.numbers import thousands
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("↑", ""), ("↓", "recorrer"), ("Enter", "corregir"), ("Supr", "papelera"))
_ROOM_FOR_PANEL = 960
_LOOKED_AT_MS = 2_000
"""So long on show, somebody's data were looked at and not passed over."""


class RecordPage(QWidget):
    """Signals: `related_chosen(id)` (an intervention of a person, a person of an entity), `counted(str)`
    (what the header says), `notice(str)`."""

    related_chosen = Signal(str)
    counted = Signal(str)
    notice = Signal(str)

    def __init__(self, tab: Tab[Any], tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab, self.tasks = tab, tasks
        self._typed = ""
        self._card: Any = None
        self._accepted: frozenset[str] = frozenset()
        self._waiting: dict[str, object] = {}
        """Changes that may repeat somebody, until the person decides."""
        self._on_their_way: set[str] = set()
        self._wanted = ""
        self._alone = False
        self._build()
        self._connect()

    def reload(self) -> None:
        """Read list and record again."""
        typed = self._typed
        self.tasks.read(
            lambda tx: self.tab.list_rows(tx, typed),
            lambda listed: self._show(listed, typed),
            owner=self,
            key="list",
        )

    def search(self, typed: str) -> None:
        """List those that hold every word typed."""
        self._typed = typed
        self.reload()

    def open(self, record_id: str) -> None:
        """Mark a record, wherever it is in the list, and show it."""
        self._wanted = record_id
        self.reload()

    def begin_new(self) -> None:
        """Ctrl+N; what was searched in vain is taken over."""
        searched = self._typed if not self.table.rows() else ""
        dialog = NewRecordDialog(self.tab, self.tasks, self.tab.from_search(searched), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.created.connect(self.open)
        dialog.other_asked.connect(self.open)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _build(self) -> None:
        self.empty = EmptyState(*self.tab.nothing, self.tab.new, icon="plus")
        self.table = Table(
            columns_of(self.tab), name=self.tab.many.capitalize(), row_height=33, empty=self.empty
        )
        self.table.setObjectName(self.tab.key)
        self.card = TableCard(self.table, keys=_KEYS, parent=self)
        self.panel = RecordPanel(self.tab, self.tasks, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.card, 1)
        row.addWidget(self.panel)
        self._detail = QTimer(self, singleShot=True, interval=40)
        self._looked = QTimer(self, interval=_LOOKED_AT_MS)
        self._noted: set[str] = set()
        self._autosave = Autosave(self.tasks, self._edit, self._label, self)

    def _connect(self) -> None:
        self._detail.timeout.connect(self._read_card)
        self._looked.timeout.connect(self._note_look)
        self.table.row_selected.connect(lambda _id: self._detail.start())
        self.table.row_activated.connect(lambda _id: self._begin_to_edit())
        self.table.menu_requested.connect(self._open_menu)
        self.empty.action_triggered.connect(self.begin_new)
        self._autosave.saved.connect(self._saved)
        self._autosave.refused.connect(self._refused)
        self.panel.edited.connect(self._edited)
        self.panel.keep_asked.connect(self._keep)
        self.panel.other_asked.connect(self._drop_and_open)
        self.panel.related_chosen.connect(self.related_chosen)
        self.panel.history_asked.connect(self.show_history)
        self.panel.rights_asked.connect(self.show_rights)
        self.panel.delete_asked.connect(self._delete)
        self.panel.left.connect(self._leave_panel)
        trash = QShortcut(QKeySequence("Del"), self.table)
        trash.setContext(Qt.ShortcutContext.WidgetShortcut)
        trash.activated.connect(self._delete)

    # -- the list

    def _show(self, listed: Listed[Any], typed: str) -> None:
        rows = list(listed.rows)
        self._keep_in_sight(rows)
        self.table.set_rows(rows)
        self._say_counts(listed, typed)
        if self._wanted:
            found, self._wanted = self._wanted, ""
            self._read_card_of(found)
            if not any(row.id == found for row in rows):
                self.table.clearSelection()
                return
            self.table.select(found)
        elif not self.table.current_id() and rows:
            self.table.select(rows[0].id)
        self._detail.start()

    def _keep_in_sight(self, rows: list[Any]) -> None:
        """A record being put right stays listed although what was typed no longer finds it."""
        current = self.table.current_row()
        if current is None or not self.panel.isAncestorOf(self.focusWidget() or self):
            return
        if self._typed and not any(row.id == current.id for row in rows):
            rows.insert(min(self.table.currentIndex().row(), len(rows)), current)

    def _say_counts(self, listed: Listed[Any], typed: str) -> None:
        noun = self.tab.one if listed.total == 1 else self.tab.many
        self.counted.emit(f"{thousands(listed.total)} {noun}")
        shown = len(listed.rows)
        words = f"{shown} {self.tab.one if shown == 1 else self.tab.many}"
        totals = [(f"Las primeras {shown} {self.tab.many}" if listed.more else words, "secondary")]
        if listed.more:
            totals.append(("hay más: siga escribiendo", "warning"))
        self.card.footer.set_totals(totals)
        if typed and listed.total:
            self.empty.set_words(
                f"Nada coincide con «{typed.strip()[:60]}».",
                f"Pruebe con otra palabra, o agregue la {self.tab.one}.",
                self.tab.new,
                icon="plus",
            )
        else:
            self.empty.set_words(*self.tab.nothing, self.tab.new, icon="plus")

    def _open_menu(self, row: str, place: QPoint) -> None:
        self.table.select(row)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Corregir\tEnter", self._begin_to_edit)
        menu.addAction("Ver historia", self.show_history)
        if self.tab.record is Person:
            menu.addAction("Derechos sobre sus datos…", self.show_rights)
        menu.addMenu("Columnas").addActions(self.table.column_actions(menu))
        menu.addSeparator()
        menu.addAction("Enviar a la papelera\tSupr", self._delete)
        menu.popup(place)

    # -- the record

    def _read_card(self) -> None:
        marked = self.table.current_id()
        if marked:
            self._read_card_of(marked)
        else:
            self._card = None
            self.panel.clear()
            self._lay_out()

    def _read_card_of(self, record_id: str) -> None:
        self.tasks.read(lambda tx: self.tab.read_card(tx, record_id), self._show_card, owner=self, key="card")

    def _show_card(self, card: Any) -> None:
        if card is None:
            return
        if self._card is None or card.record.id != self._card.record.id:
            self._accepted, self._waiting = frozenset(), {}
            self._on_their_way.clear()
        self._card = card
        self._lay_out()
        self._autosave.open(card.record.id, card.base)
        self.panel.show_card(card, self._on_their_way | self._waiting.keys())
        self._looked.start()

    def _edited(self, name: str, value: object) -> None:
        waited = self._waiting.pop(name, None) is not None
        if self._card is not None and (waited or getattr(self._card.record, name) != value):
            self._send(name, value)

    def _send(self, name: str, value: object) -> None:
        self._on_their_way.add(name)
        self._autosave.keep(name, value)

    def _label(self, name: str) -> str:
        title = self._card.title if self._card else self.tab.one
        return f"Cambiar «{spec(self.tab.record, name).label}» de {title}"

    def _edit(self, tx: Tx, record_id: str, values: Mapping[str, object], base: Base) -> Base:
        return self.tab.edit(tx, record_id, values, base, self._accepted)

    def _saved(self, name: str) -> None:
        self._on_their_way.discard(name)
        self.panel.fields.form.saved(name)
        if name in self.tab.identifying and not self._waiting:
            self.panel.like.clear()

    def _refused(self, name: str, error: Exception) -> None:
        self._on_their_way.discard(name)
        if isinstance(error, MayRepeat):
            self._warn(name, error)
        elif not (isinstance(error, ValidationError) and self.panel.show_problem(error)):
            self.tasks.failed.emit(error)

    def _warn(self, name: str, error: MayRepeat) -> None:
        """The change waits beside the notice; whoever has moved on is told that it was not kept."""
        if error.record_id != self.panel.current_id():
            label = spec(self.tab.record, name).label
            self.notice.emit(f"No se guardó «{label}». {error.found[0].said()}")
            return
        self._waiting[name] = error.values[name]
        self.panel.show_likeness(name, error.found)

    def _keep(self) -> None:
        """Save all the same; the same doubt is not raised again while this record is shown."""
        self._accepted |= self.panel.like.ids()
        self.panel.like.clear()
        waiting, self._waiting = self._waiting, {}
        for name, value in waiting.items():
            self._send(name, value)

    def _drop_and_open(self, record_id: str) -> None:
        self._waiting = {}
        self.panel.fields.form.clear_typed()
        self.open(record_id)

    def paste(self) -> None:
        """People copied from Excel, looked at before they are added."""
        title = "Pegar personas en el directorio"
        dialog = PasteDialog(self.tasks, title, "Agregar", lambda _tx: (), parent=self)
        dialog.rows_accepted.connect(self._take_pasted)
        dialog.open()

    def _take_pasted(self, rows: list[Compared]) -> None:
        noun = "persona" if len(rows) == 1 else "personas"
        self.tasks.write(
            lambda tx: take_people(tx, rows),
            owner=self,
            label=f"Agregar {len(rows)} {noun} al directorio",
            risk="import",
        )

    def show_history(self) -> None:
        """Who changed the record, when, from what to what."""
        if self._card is not None:
            HistoryDialog(self.tasks, self.tab.record, self._card.record.id, self).open()

    def _note_look(self) -> None:
        """In the register of who looked at whose data, once while the program is open."""
        self._looked.stop()
        shown = self.panel.current_id()
        if self.tab.record is Person and shown and shown not in self._noted and self.panel.isVisible():
            self._noted.add(shown)
            self.tasks.write(lambda tx: note(tx, AccessKind.VIEWED, "Directorio", shown), owner=self.tasks)

    def show_rights(self) -> None:
        """A copy of all that is held about her or him, a correction, the register, erasure."""
        if self._card is not None:
            dialog = RightsDialog(self.tasks, self._card.record.id, self)
            dialog.correction_wanted.connect(self._begin_to_edit)
            dialog.open()

    def chosen(self) -> Chosen | None:
        """The record on the panel."""
        return (self.tab.record, self._card.record.id) if self._card else None

    def _delete(self) -> None:
        if self._card is not None:
            record_id, title = self._card.record.id, self._card.title
            self.tasks.write(
                lambda tx: remove(tx, self.tab.record, [record_id]),
                owner=self,
                label=f"Enviar a la papelera a «{title}»",
            )

    # -- room

    def _begin_to_edit(self) -> None:
        self._alone = True
        self._lay_out()
        self.panel.focus_first()

    def _leave_panel(self) -> None:
        self.panel.fields.form.commit()
        self._alone = False
        self._lay_out()
        self.table.setFocus()

    def _lay_out(self) -> None:
        """List and record side by side; on a narrow window one at a time."""
        narrow = self.width() < _ROOM_FOR_PANEL
        self.panel.set_alone(alone=narrow)
        self._alone = self._alone and self._card is not None
        self.panel.setVisible(self._card is not None and (not narrow or self._alone))
        self.card.setVisible(not narrow or not self._alone)
