"""The matriz: coverage by level, the list of every territory and its map, as one selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.model import Instancia, Specialist
from concerta_desktop.model.instancias import InstanciaState, instancia_id
from concerta_desktop.model.territory import Level
from concerta_desktop.queries import records
from concerta_desktop.queries.instancias import InstanciaRow, coverage_within, read_matriz
from concerta_desktop.rules.instancias import CREATED, Coverage
from concerta_desktop.store.tx import ReadTx
from ui.instancias import words
from ui.instancias.coverage_row import CoverageRow
from ui.instancias.filter_bar import FilterBar
from ui.instancias.list_columns import columns, in_order
from ui.instancias.map_card import MapCard
from ui.instancias.printing import Printable, map_of, matriz, open_preview
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.numbers import thousands
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

TITLE = "Instancias de concertación"
_KEYS = (("Enter", "abrir"), ("Ctrl+M", "ver en el mapa"))
_ROOM_FOR_BOTH = 1060
_NONE_MATCH = (
    "Ninguna instancia coincide.",
    "Cambie o quite los filtros para volver a verlas.",
    "Quitar filtros",
)
_VIEWS = (Choice("list", "Lista", "list"), Choice("map", "Mapa", "map"))
_BOTH = Choice("both", "Ambos", "columns-3")


@dataclass(frozen=True)
class _Read:
    rows: list[InstanciaRow]
    scope: tuple[str, ...]


class InstanciaList(Screen):
    """Signals: `opened(code)`, `milestone_asked(code)`, `import_asked()`, `left(dict)`: what to remember."""

    shows = frozenset({"instancia", "milestone", "prior_mechanism", "specialist", "session_meeting"})
    opened = Signal(str)
    milestone_asked = Signal(str)
    import_asked = Signal()
    left = Signal(dict)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._all: list[InstanciaRow] = []
        self._scope: frozenset[str] = frozenset()
        self._inside: Mapping[str, Coverage] = {}
        self._listed: list[InstanciaRow] = []
        self._order, self._descending = "", False
        self._capitals = False
        self._view = "both"
        self._wanted = ""
        self._build()
        self._connect()
        self._arrange()

    # -- what the shell asks

    def reload(self) -> None:
        """Read every territory again, keeping what is marked."""
        today, author = self._today(), self.tasks.store.author

        def read(tx: ReadTx) -> _Read:
            who = records.get(tx, Specialist, author)
            return _Read(read_matriz(tx, today), (who.scope if who else None) or ())

        self.tasks.read(read, self._show, owner=self, key="matriz")

    def new(self) -> None:
        """Ctrl+N: a milestone of the one marked."""
        self.milestone_asked.emit(self.table.current_id())

    def find(self) -> None:
        """Ctrl+F."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def print_document(self) -> None:
        """Ctrl+P: the map with its coverage."""
        self.export()

    def export(self) -> None:
        """The list as it is filtered, as PDF, Excel or Word; the map beside it."""
        self._open_preview(self._printables())

    def print_map(self) -> None:
        """The map on show; the list beside it."""
        self._open_preview(self._printables()[::-1])

    def write_situation(self) -> None:
        """The yearly report: its texts first, then the PDF."""
        from ui.instancias.report_texts import edit_situation

        edit_situation(self.tasks, self.window())

    def _open_preview(self, found: Sequence[Printable]) -> None:
        open_preview(self.tasks, found[0].title, found, "", self.window())

    def _printables(self) -> tuple[Printable, Printable]:
        counted = [row.code for row in self.filters.of_region(self._all)]
        now, listed = self.tasks.store.now(), [row.code for row in self._listed]
        words = self.filters.words()
        return matriz(listed, counted, now, words), map_of(self.map.level, counted, now, self.filters.place())

    def chosen(self) -> Chosen | None:
        marked = self.table.current_id()
        return (Instancia, instancia_id(marked)) if marked else None

    def mark(self, code: str) -> None:
        """Mark an instancia, as soon as it is listed."""
        self._wanted = code
        self._mark_wanted()

    def look_for_territory(self, text: str) -> None:
        """Only what these words name."""
        self.filters.clear()
        self.filters.search.set_value(text)
        self._filtered()

    def restore_filters(self, state: Mapping[str, str]) -> None:
        """Put back the filters remembered."""
        self.filters.restore(state)
        self._capitals = state.get("capitals") == "1"
        self._view = state.get("view") or "both"
        level = self.filters.filters().level
        self.map.set_level(level or Level(state.get("map") or Level.PROVINCE.value))
        self._arrange()

    def rows(self) -> list[InstanciaRow]:
        """Those listed now."""
        return list(self._listed)

    def all_rows(self) -> list[InstanciaRow]:
        """Every territory, as read last."""
        return self._all

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # -- building

    def _build(self) -> None:
        self.head = PageHeader(TITLE)
        self.views = Segmented("Vista", (_BOTH, *_VIEWS))
        self.import_button = Button("Importar", icon="upload")
        self.export_button = Button("Exportar", icon="download")
        self.milestone_button = Button("Registrar hito", kind="primary", icon="plus", tooltip="Ctrl+N")
        self.more_button = IconButton("ellipsis", "Más acciones")
        for action in (
            self.views,
            self.import_button,
            self.export_button,
            self.milestone_button,
            self.more_button,
        ):
            self.head.add_action(action)
        self.coverage = CoverageRow()
        self.filters = FilterBar()
        self._empty = EmptyState(*_NONE_MATCH, icon="x")
        self.table = Table(
            columns(), name="Instancias", row_height=33, row_id=lambda row: row.code, empty=self._empty
        )
        self.table.setObjectName("instancias")
        self.card = TableCard(self.table, keys=_KEYS)
        self.map = MapCard()
        self._one = QStackedWidget(self)
        self._one.setMinimumSize(1, 1)
        self._one.addWidget(self.card)
        left = QVBoxLayout()
        left.setSpacing(12)
        for widget in (self.coverage, self.filters):
            left.addWidget(widget)
        left.addWidget(self._one, 1)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(24, 0, 24, 20)
        self._body.setSpacing(16)
        self._body.addLayout(left, 17)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self._follow = QTimer(self, singleShot=True, interval=30)
        self._follow.timeout.connect(lambda: self.map.view.select(self.table.current_id()))
        self.views.value_changed.connect(self._choose_view)
        self.import_button.clicked.connect(self.import_asked)
        self.export_button.clicked.connect(self.export)
        self.milestone_button.clicked.connect(self.new)
        self.more_button.clicked.connect(self._open_more)
        self.coverage.level_chosen.connect(self.filters.choose_level)
        self.filters.filters_changed.connect(self._filtered)
        self.filters.search.down_pressed.connect(self.table.setFocus)
        self.filters.search.returnPressed.connect(self.table.setFocus)
        self.table.row_selected.connect(lambda _id: self._follow.start())
        self.table.row_activated.connect(self.opened)
        self.table.menu_requested.connect(self._open_menu)
        self.table.sort_requested.connect(self._sort)
        self._empty.action_triggered.connect(self.filters.clear)
        self.map.selected.connect(self._select_from_map)
        self.map.opened.connect(self.opened)
        self.map.level_chosen.connect(self._choose_map_level)
        self.map.states_chosen.connect(self.filters.choose_states)
        self.map.print_asked.connect(self.print_map)
        jump = QShortcut(QKeySequence("Ctrl+M"), self)
        jump.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        jump.activated.connect(self._jump)

    # -- what it shows

    def _today(self) -> date:
        return self.tasks.store.now().date()

    def _show(self, read: _Read) -> None:
        self._all = read.rows
        self._scope = frozenset(read.scope)
        self.filters.set_scope(read.scope)
        self._show_coverage()
        self._fill()
        self._mark_wanted()
        if not self.table.current_id() and self.table.rows():
            self.table.select(self.table.rows()[0].code)
        self._follow.start()

    def _show_coverage(self) -> None:
        self.coverage.show_rows(self.filters.of_region(self._all), capitals=self._capitals)
        self._inside = coverage_within(self._all, self.map.level, capitals=self._capitals)

    def _fill(self) -> None:
        self._listed = in_order(self.filters.through(self._all), self._order, descending=self._descending)
        self.table.set_rows(self._listed)
        chosen = self.filters.filters()
        self.coverage.check(chosen.level)
        total = len(self._all)
        whole = (
            f"{thousands(len(self._listed))} de {thousands(total)}"
            if self.filters.active()
            else thousands(total)
        )
        self.head.set_title(TITLE, f"{whole} territorios" if self._all else "")
        self._say_totals()
        self._fill_map()

    def _fill_map(self) -> None:
        chosen = self.filters.filters()
        if self.filters.narrows():
            listed = near = frozenset(row.code for row in self._within_filters())
        else:
            listed = near = frozenset(row.code for row in self._all)
            if self._scope:
                near = frozenset(row.code for row in self._all if row.place.region in self._scope)
        self.map.show_rows(self._all, listed, near, chosen.states, self._inside)
        self.map.view.select(self.table.current_id())

    def _within_filters(self) -> list[InstanciaRow]:
        """Those of the map's level that text and region let through, whatever their state."""
        return [
            row
            for row in self.filters.through(self._all, any_state=True, any_level=True)
            if row.place.level is self.map.level
        ]

    def _say_totals(self) -> None:
        rows = self._listed
        created = sum(row.state in CREATED for row in rows)
        unknown = sum(row.state is InstanciaState.UNKNOWN for row in rows)
        totals = [(words.counted(rows, self.filters.filters().level), "secondary")]
        totals.append((f"{thousands(created)} con instancia", "secondary"))
        if unknown:
            totals.append((f"{thousands(unknown)} sin dato", "secondary"))
        self.card.footer.set_totals(totals)

    # -- what is done with it

    def _filtered(self) -> None:
        level = self.filters.filters().level
        if level is not None:
            self.map.set_level(level)
        self._show_coverage()
        self._fill()
        self._remember()

    def _remember(self) -> None:
        capitals = "1" if self._capitals else ""
        state = {"view": self._view, "map": self.map.level.value, "capitals": capitals}
        self.left.emit({**self.filters.state(), **state})

    def _choose_map_level(self, level: Level) -> None:
        self.map.set_level(level)
        if self.filters.filters().level is not None:
            self.filters.choose_level(level)
        else:
            self._show_coverage()
            self._fill_map()
            self._remember()

    def _choose_view(self, view: str) -> None:
        self._view = view
        self._arrange()
        self._remember()

    def _arrange(self) -> None:
        """List and map side by side when there is room, else one of them."""
        room = self.width() >= _ROOM_FOR_BOTH
        self.views.set_choices((_BOTH, *_VIEWS) if room else _VIEWS)
        view = self._view if room or self._view != "both" else "list"
        self.views.set_value(view)
        both = view == "both"
        if both and self._body.indexOf(self.map) < 0:
            self._one.removeWidget(self.map)
            self._body.addWidget(self.map, 11)
        elif not both and self._one.indexOf(self.map) < 0:
            self._body.removeWidget(self.map)
            self._one.addWidget(self.map)
        self._one.setCurrentWidget(self.map if view == "map" else self.card)
        self.map.setVisible(view != "list")
        lead_to(self, self.map.view if view == "map" else self.table)

    def _sort(self, key: str, descending: bool) -> None:
        self._order, self._descending = key, descending
        self._listed = in_order(self._listed, key, descending=descending)
        self.table.set_rows(self._listed)

    def _select_from_map(self, code: str) -> None:
        self.table.select(code)

    def _jump(self) -> None:
        """Ctrl+M: from the row to its dot and back."""
        if self.map.view.hasFocus():
            if not self.card.isVisible():
                self._choose_view("list")
            self.table.setFocus()
            return
        row: InstanciaRow | None = self.table.current_row()
        if row is not None and row.place.level is not self.map.level:
            self._choose_map_level(row.place.level)
        if not self.map.isVisible():
            self._choose_view("both" if self.width() >= _ROOM_FOR_BOTH else "map")
        if row is not None:
            self.map.view.select(row.code)
        self.map.view.setFocus()

    def _mark_wanted(self) -> None:
        if self._wanted and any(row.code == self._wanted for row in self._listed):
            self.table.select(self._wanted)
            self._wanted = ""

    def _open_menu(self, code: str, place: QPoint) -> None:
        self.table.select(code)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Abrir\tEnter", lambda: self.opened.emit(code))
        menu.addAction("Registrar hito…\tCtrl+N", self.new)
        menu.addAction("Ver en el mapa\tCtrl+M", self._jump)
        menu.addAction("Copiar\tCtrl+C", self.table.copy_selected)
        menu.addMenu("Columnas").addActions(self.table.column_actions(menu))
        menu.popup(place)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        capitals = menu.addAction("Contar los distritos capital", self._count_capitals)
        capitals.setCheckable(True)
        capitals.setChecked(self._capitals)
        menu.addMenu("Columnas").addActions(self.table.column_actions(menu))
        menu.addSeparator()
        menu.addAction("Informe anual de situación…", self.write_situation)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height() + 2)))

    def _count_capitals(self) -> None:
        self._capitals = not self._capitals
        self._show_coverage()
        self._fill_map()
        self._remember()
