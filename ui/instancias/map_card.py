"""The map of one level: a sign for each territory, at its capital, or near it where that is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow, places
from concerta_desktop.rules.instancias import Coverage
from concerta_desktop.rules.map_projection import project
from ui.instancias.words import LEVELS, SYMBOLS, told
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.map_legend import Kind, MapLegend
from ui.widgets.map_view import MapMark, MapView
from ui.widgets.numbers import thousands
from ui.widgets.segmented import Choice, Segmented

_RADII = {Level.REGION: 8.0, Level.PROVINCE: 5.4, Level.DISTRICT: 3.2}
_NAMES = {Level.REGION: "regionales", Level.PROVINCE: "provinciales", Level.DISTRICT: "distritales"}
_KINDS = [Kind(state.value, state.label, sign) for state, sign in SYMBOLS.items()]
_SIGNS = {state.value: sign for state, sign in SYMBOLS.items()}


class MapCard(Card):
    """Signals: `selected(code)`, `opened(code)`, `level_chosen(Level)`, `states_chosen(states)`,
    `print_asked()`."""

    selected = Signal(str)
    opened = Signal(str)
    level_chosen = Signal(object)
    states_chosen = Signal(object)
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.level = Level.PROVINCE
        self._rows: dict[str, InstanciaRow] = {}
        self._inside: Mapping[str, Coverage] = {}
        self._heading = Label("", "card")
        self.print_link = Button("Imprimir", kind="link", icon="printer", small=True, tooltip="Ctrl+P")
        self.levels = Segmented("Nivel del mapa", [Choice(lv.value, LEVELS[lv][0]) for lv in Level])
        self.levels.set_value(self.level.value)
        self.closer = IconButton("zoom-in", "Acercar (+)")
        self.farther = IconButton("zoom-out", "Alejar (-)")
        self.whole = IconButton("maximize", "Ver todo el país (0)")
        self.view = MapView("Mapa de instancias")
        self.view.tell = self._tell
        self.legend = MapLegend(_KINDS, self.view)
        self._build()
        self._connect()

    def show_rows(
        self,
        rows: Sequence[InstanciaRow],
        listed: frozenset[str],
        near: frozenset[str],
        states: Sequence[InstanciaState],
        inside: Mapping[str, Coverage],
    ) -> None:
        """`rows`: every territory; those of its level are drawn. Those `listed` are counted;
        those not `near` stand back."""
        drawn = [row for row in rows if row.place.level is self.level]
        self._rows = {row.code: row for row in drawn}
        self._inside = inside
        marks = [
            MapMark(
                row.code,
                project(row.place.lat, row.place.lon),
                row.state.value,
                faded=row.code not in near,
                share=self._share(row) if self.level is Level.REGION else None,
            )
            for row in drawn
            if row.place.lat is not None and row.place.lon is not None
        ]
        hidden = {state.value for state in SYMBOLS if states and state not in states}
        self.view.set_marks(marks, _SIGNS, radius=_RADII[self.level])
        self.view.set_hidden(hidden)
        self._say(drawn, listed, states)

    def set_level(self, level: Level) -> None:
        """Draw another level from the next `show_rows` on."""
        self.level = level
        self.levels.set_value(level.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The legend lies over the Pacific, at the lower left."""
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._lay_legend()
        return False

    def _build(self) -> None:
        ground = [one for one in places() if one.level is Level.DISTRICT and not one.approximate]
        dots = [project(one.lat, one.lon) for one in ground if one.lat is not None and one.lon is not None]
        self.view.set_ground(dots)
        self.view.setMinimumSize(300, 300)
        title, tools = QHBoxLayout(), QHBoxLayout()
        title.setContentsMargins(16, 8, 10, 2)
        title.addWidget(self._heading)
        title.addStretch(1)
        title.addWidget(self.print_link)
        tools.setContentsMargins(16, 0, 12, 4)
        tools.setSpacing(4)
        tools.addWidget(self.levels)
        tools.addStretch(1)
        for button in (self.closer, self.farther, self.whole):
            tools.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(2)
        column.addLayout(title)
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(column)
        self.setAccessibleName("Mapa de instancias")

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.mark_selected.connect(self.selected)
        self.view.mark_activated.connect(self.opened)
        self.print_link.clicked.connect(self.print_asked)
        self.closer.clicked.connect(lambda: self.view.zoom(2))
        self.farther.clicked.connect(lambda: self.view.zoom(-2))
        self.whole.clicked.connect(self.view.show_all)
        self.levels.value_changed.connect(lambda key: self.level_chosen.emit(Level(key)))
        self.legend.shown_changed.connect(
            lambda keys: self.states_chosen.emit([state for state in SYMBOLS if state.value in keys])
        )

    def _say(
        self,
        drawn: Sequence[InstanciaRow],
        listed: frozenset[str],
        states: Sequence[InstanciaState],
    ) -> None:
        seen = [row for row in drawn if row.code in listed]
        counts = Counter(row.state.value for row in seen)
        many = LEVELS[self.level][3]
        self._heading.setText(f"Instancias {_NAMES[self.level]}")
        title = f"{thousands(len(seen))} {LEVELS[self.level][2] if len(seen) == 1 else many}, por estado"
        near = sum(row.place.approximate for row in drawn)
        note = f"{near} {many} sin coordenadas: junto a la capital de su provincia." if near else ""
        if self.level is Level.REGION:
            note = "Anillo: parte de sus provincias y distritos con instancia."
        self.legend.show_counts(title, counts, note)
        self.legend.set_shown([state.value for state in states])
        parts = [f"{counts.get(state.value, 0)} {state.label.lower()}" for state in SYMBOLS]
        self.view.say(f"{title}: {', '.join(parts)}. {note}".strip())
        self._lay_legend()

    def _lay_legend(self) -> None:
        self.legend.adjustSize()
        self.legend.move(14, max(4, self.view.height() - self.legend.height() - 12))
        self.view.avoid = self.legend.geometry()

    def _share(self, row: InstanciaRow) -> float | None:
        found = self._inside.get(row.place.territory)
        return found.created / found.eligible if found and found.eligible else None

    def _tell(self, code: str) -> tuple[str, tuple[str, ...]]:
        row = self._rows[code]
        return told(row, self._inside.get(row.place.territory))
