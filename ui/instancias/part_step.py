"""A step that lists what belongs to the instancia, with the one marked beside it, and lesser lists below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.queries.instancia_parts import PartRow, part_rows
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.tx import ReadTx
from ui.instancias.notices_dialog import NoticesDialog
from ui.instancias.part_dialog import Children, PartDialog
from ui.instancias.part_panel import PartPanel
from ui.instancias.parts import Part, part_owner
from ui.instancias.pending import Pending
from ui.instancias.printing import Printable, open_preview
from ui.instancias.step import Step
from ui.screen import Chosen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.columns import Column
from ui.widgets.declared_columns import declared_columns
from ui.widgets.empty import EmptyState
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_KEYS = (("Enter", "corregir"), ("Supr", "papelera"))


class PartStep(Step):
    """Subclass it: `part` is what it lists, `more` what stands below. Ctrl+N adds one."""

    part: Part
    more: tuple[Part, ...] = ()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.shows = frozenset({"person", "entity"}).union(*(one.types() for one in (self.part, *self.more)))
        self._rows: dict[str, PartRow] = {}
        self._notices: Sequence[Notice] = ()
        self._code = self._wanted = ""
        part = self.part
        self.empty = EmptyState(part.nothing, part.how, part.new, icon="plus")
        self.table = Table(_columns(part), name=part.title(), row_height=46, empty=self.empty)
        self.table.setObjectName(f"instancia-{part.record.META.name}")
        self.card = TableCard(self.table, keys=_KEYS)
        self.notices_button = Button("Por atender", kind="link", icon="circle-alert", small=True)
        self.notices_button.hide()
        self.print_button = Button("Imprimir", kind="link", icon="printer", small=True, tooltip="Ctrl+P")
        self.print_button.setVisible(type(self).printables is not PartStep.printables)
        self.add_button = Button(part.new, icon="plus", small=True, tooltip="Ctrl+N")
        self.panel = PartPanel(part, tasks)
        self.lists = [Children(tasks, more) for more in self.more]
        self._build()
        self._connect()

    def reload(self) -> None:
        """Read the list again, keeping what is marked."""
        code, part = self.code(), self.part
        if not code:
            return
        if code != self._code:
            self._code = code
            self.panel.clear()
            for one in self.lists:
                one.of(code, code)
        today = self.tasks.store.now().date()

        def read(tx: ReadTx) -> tuple[list[PartRow], Sequence[Notice]]:
            return part_rows(tx, part.record, part.owner, code), self.read_notices(tx, code, today)

        self.tasks.read(read, lambda found: self._show(*found), owner=self, key="rows")

    def printables(self, code: str, marked: PartRow | None) -> Sequence[Printable]:
        """What Ctrl+P offers."""
        del code, marked
        return ()

    def print_document(self) -> None:
        """Ctrl+P: what this step prints."""
        found = self.printables(self.code(), self._rows.get(self.table.current_id()))
        if found:
            open_preview(self.tasks, self.title, found, instancia_label(self.code()), self.window())
        else:
            self.notice.emit("Elija primero qué imprimir.")

    def new(self) -> None:
        """Ctrl+N: a new one, in a window."""
        code = self.code()
        place = ("instancias", "open_instancia", code, self.key)
        dialog = PartDialog(self.tasks, self.part, code, code, place, parent=self.window())
        dialog.kept.connect(self._mark)
        dialog.open()

    def lead(self, about: str) -> None:
        """Mark what a notice speaks of: one of its list, else the one that what it speaks of belongs to."""
        part = self.part
        self.tasks.read(lambda tx: part_owner(tx, part, about), self._mark, owner=self, key="lead")

    def chosen(self) -> Chosen | None:
        marked = self.table.current_id()
        return (self.part.record, marked) if marked else None

    def _build(self) -> None:
        self.card.add_tool(self.notices_button)
        self.card.add_tool_stretch()
        self.card.add_tool(self.print_button)
        self.card.add_tool(self.add_button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.card, 3)
        for one in self.lists:
            card = Card(padding=0)
            card.body.setContentsMargins(1, 4, 1, 8)
            card.body.addWidget(one)
            left.addWidget(card)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 20)
        row.setSpacing(16)
        row.addLayout(left, 6)
        row.addWidget(self.panel, 5)
        lead_to(self, self.table)

    def _connect(self) -> None:
        self._detail = QTimer(self, singleShot=True, interval=40)
        self._detail.timeout.connect(self._show_marked)
        self.add_button.clicked.connect(self.new)
        self.print_button.clicked.connect(self.print_document)
        self.notices_button.clicked.connect(self._open_notices)
        self.empty.action_triggered.connect(self.new)
        self.table.row_selected.connect(lambda _id: self._detail.start())
        self.table.row_activated.connect(lambda _id: self.panel.focus_first())
        self.table.menu_requested.connect(self._open_menu)
        self.panel.failed.connect(self.tell)
        trash = QShortcut(QKeySequence("Del"), self.table)
        trash.setContext(Qt.ShortcutContext.WidgetShortcut)
        trash.activated.connect(self.panel.delete)

    def _show(self, rows: list[PartRow], notices: Sequence[Notice]) -> None:
        self._notices = notices
        self.notices_button.setText(f"{len(notices)} por atender")
        self.notices_button.setAccessibleName(f"{len(notices)} por atender")
        self.notices_button.setVisible(bool(notices))
        rows = self.part.in_order(rows)
        self._rows = {row.id: row for row in rows}
        self.table.set_rows(rows)
        self.card.footer.set_totals([(_count(self.part, len(rows)), "secondary")])
        if self._wanted in self._rows:
            self.table.select(self._wanted)
            self._wanted = ""
        elif not self.table.current_id() and rows:
            self.table.select(rows[0].id)
        self._show_marked()

    def _show_marked(self) -> None:
        row = self._rows.get(self.table.current_id())
        if row is None:
            self.panel.clear()
        else:
            self.panel.show_row(self._code, row)
        self.panel.setVisible(row is not None)

    def _open_notices(self) -> None:
        dialog = NoticesDialog([Pending(self.key, one) for one in self._notices], self.window())
        dialog.chosen.connect(lambda one: self.lead(one.notice.about))
        dialog.open()

    def _mark(self, record_id: str) -> None:
        self._wanted = record_id
        if record_id in self._rows:
            self.table.select(record_id)

    def _open_menu(self, row: str, place: QPoint) -> None:
        self.table.select(row)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Corregir\tEnter", self.panel.focus_first)
        menu.addAction("Ver historia\tCtrl+H", self.panel.show_history)
        menu.addAction("Copiar\tCtrl+C", self.table.copy_selected)
        menu.addMenu("Columnas").addActions(self.table.column_actions(menu))
        menu.addSeparator()
        menu.addAction("Enviar a la papelera\tSupr", self.panel.delete)
        menu.popup(place)


def _columns(part: Part) -> list[Column]:
    """Its title over what is said of it; every declared field to ask for."""
    main = Column(
        "title",
        part.record.META.label,
        lambda row: part.line(row).title,
        secondary=lambda row: part.line(row).second,
        bold=lambda _row: True,
        sortable=False,
    )
    when: list[Column] = []
    if part.big:
        when.append(Column("day", "Fecha", part.day, 96, tone=part.day_tone, sortable=False))
    has = {"instancia", part.owner, "file"}
    return [*when, main, *declared_columns(part.record, has, lambda row: row.record)]


def _count(part: Part, count: int) -> str:
    meta = part.record.META
    return f"{count} {(meta.label if count == 1 else meta.plural).lower()}"
