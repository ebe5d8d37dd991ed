"""One tab of the directory: search, list, and the record marked at its right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.fields import spec
from concerta_desktop.queries.directory import Likeness, Listed
from concerta_desktop.services.interventions import remove
from concerta_desktop.store.operation import Base
from ui.directory.history_dialog import HistoryDialog
from ui.directory.new_dialog import NewRecordDialog
from ui.directory.record_panel import RecordPanel
from ui.directory.tabs import Tab
from ui.tasks import Tasks
from ui.widgets.empty import EmptyState
from ui.widgets.numbers import thousands
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("↑", ""), ("↓", "recorrer"), ("Enter", "corregir"), ("Supr", "papelera"))
_ROOM_FOR_PANEL = 960


@dataclass(frozen=True)
class _Edit:
    """A change that waits to be saved."""

    record_id: str
    title: str
    name: str
    value: object
    base: Base
    """What the person had seen when the field was left."""


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
        self._base: Base = {}
        self._waiting: _Edit | None = None
        self._accepted: set[str] = set()
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
        self.table = Table(self.tab.columns, name=self.tab.many.capitalize(), row_height=33, empty=self.empty)
        self.table.setObjectName(self.tab.key)
        self.card = TableCard(self.table, keys=_KEYS)
        self.panel = RecordPanel(self.tab, self.tasks)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.card, 1)
        row.addWidget(self.panel)
        self._detail = QTimer(self, singleShot=True, interval=40)

    def _connect(self) -> None:
        self._detail.timeout.connect(self._read_card)
        self.table.row_selected.connect(lambda _id: self._detail.start())
        self.table.row_activated.connect(lambda _id: self._begin_to_edit())
        self.table.menu_requested.connect(self._open_menu)
        self.empty.action_triggered.connect(self.begin_new)
        self.panel.edited.connect(self._edited)
        self.panel.keep_asked.connect(self._keep)
        self.panel.other_asked.connect(self._drop_and_open)
        self.panel.related_chosen.connect(self.related_chosen)
        self.panel.history_asked.connect(self.show_history)
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

    def _read_card_of(self, record_id: str) -> None:
        self.tasks.read(lambda tx: self.tab.read_card(tx, record_id), self._show_card, owner=self, key="card")

    def _show_card(self, card: Any) -> None:
        if card is None:
            return
        if self._card is None or card.record.id != self._card.record.id:
            self._waiting, self._accepted = None, set()
        self._card, self._base = card, card.base
        self.panel.show_card(card)

    def _edited(self, name: str, value: object) -> None:
        if self._card is None or getattr(self._card.record, name) == value:
            return
        edit = _Edit(self._card.record.id, self._card.title, name, value, self._base)
        if name not in self.tab.identifying:
            self._save(edit)
            return
        values = self.panel.fields.form.values()
        self.tasks.read(
            lambda tx: self.tab.like(tx, values, edit.record_id),
            lambda found: self._checked(edit, found),
            owner=self,
        )

    def _checked(self, edit: _Edit, found: tuple[Likeness, ...]) -> None:
        fresh = [one for one in found if one.id not in self._accepted]
        if fresh and edit.record_id == self.panel.current_id():
            self._waiting = edit
            self.panel.show_likeness(fresh)
            return
        if fresh:  # the person has moved on: what was typed must not be lost
            self.notice.emit(f"{edit.title}: se guardó el cambio, pero {fresh[0].title} {fresh[0].reason}.")
        self._save(edit)

    def _keep(self) -> None:
        """Save all the same; the same doubt is not raised again for this record."""
        edit, self._waiting = self._waiting, None
        if edit is not None:
            self._save(edit)

    def _drop_and_open(self, record_id: str) -> None:
        self._waiting = None
        self.panel.fields.form.clear_typed()
        self.open(record_id)

    def _save(self, edit: _Edit) -> None:
        label = spec(self.tab.record, edit.name).label
        self.tasks.write(
            lambda tx: self.tab.edit(tx, edit.record_id, {edit.name: edit.value}, edit.base),
            lambda fresh: self._saved(edit, fresh),
            owner=self,
            label=f"Cambiar «{label}» de {edit.title}",
            failed=self._refused,
        )

    def _saved(self, edit: _Edit, base: Base) -> None:
        if edit.record_id == self.panel.current_id():
            self._base = base
            self.panel.fields.form.saved(edit.name)

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, ValidationError) and self.panel.show_problem(error)):
            self.tasks.failed.emit(error)

    def show_history(self) -> None:
        """Who changed the record, when, from what to what."""
        if self._card is not None:
            dialog = HistoryDialog(self.tasks, self.tab.record, self._card.record.id, self._card.title, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

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
        self.panel.setVisible(not narrow or self._alone)
        self.card.setVisible(not narrow or not self._alone)
