"""What list and map show: text, level, region or one's own ámbito, state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.model import territory
from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow, MatrizFilters, filter_matriz
from ui.instancias.words import LEVELS, SYMBOLS
from ui.widgets.buttons import Button
from ui.widgets.choice import FilterCombo
from ui.widgets.inputs import SearchField
from ui.widgets.multi_filter import MultiFilter
from ui.widgets.segmented import Choice

TYPING_MS = 80
MINE = "mine"
"""As a region: those of one's own ámbito."""


class FilterBar(QWidget):
    """Emits `filters_changed()`; text follows once typing pauses. `through(rows)` are those let through."""

    filters_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scope: tuple[str, ...] = ()
        self._wanted = ""
        self.search = SearchField("Buscar instancia", placeholder="Territorio o código", keys="Ctrl+F")
        self.level = FilterCombo("Nivel", "Todo nivel", [Choice(lv.value, LEVELS[lv][0]) for lv in Level])
        self.region = FilterCombo("Región", "Toda región", self._regions())
        states = [Choice(state.value, state.label) for state in SYMBOLS]
        self.states = MultiFilter("Estados", "Todo estado", states)
        self.clear_button = Button("Quitar", kind="link", tooltip="Quitar los filtros")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(300)
        row.addWidget(self.search, 3)
        for widget in (self.level, self.region, self.states):
            widget.setMaximumWidth(176)
            row.addWidget(widget, 2)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self._connect()
        self._say()

    def filters(self) -> MatrizFilters:
        """What is chosen now; one's own ámbito is `through`'s to know."""
        level, region = self.level.value(), self.region.value()
        return MatrizFilters(
            text=self.search.value(),
            level=Level(level) if level else None,
            states=tuple(state for state in SYMBOLS if state.value in self.states.value()),
            region=region if region and region != MINE else "",
        )

    def through(
        self, rows: Sequence[InstanciaRow], *, any_state: bool = False, any_level: bool = False
    ) -> list[InstanciaRow]:
        """The rows that the filters let through; `any_state`, `any_level`: whatever theirs is."""
        filters = self.filters()
        filters = MatrizFilters(
            filters.text,
            None if any_level else filters.level,
            () if any_state else filters.states,
            filters.region,
        )
        found = filter_matriz(rows, filters)
        return [row for row in found if row.place.region in self._scope] if self.mine() else found

    def of_region(self, rows: Sequence[InstanciaRow]) -> Sequence[InstanciaRow]:
        """The rows of the region chosen, or of one's own ámbito: what coverage is told of."""
        if self.mine():
            return [row for row in rows if row.place.region in self._scope]
        region = self.filters().region
        return [row for row in rows if row.place.region == region] if region else rows

    def place(self) -> str:
        """The region chosen, in words; "" = the whole country."""
        return self.region.currentText() if self.region.value() else ""

    def words(self) -> str:
        """The filters as a document says them: "Mi ámbito, provincias, sin mecanismo"."""
        filters = self.filters()
        parts = [
            self.place(),
            LEVELS[filters.level][0].lower() if filters.level else "",
            ", ".join(state.label.lower() for state in filters.states),
            f"«{filters.text.strip()}»" if filters.text.strip() else "",
        ]
        return ", ".join(part for part in parts if part)

    def mine(self) -> bool:
        """Whether only one's own ámbito is shown."""
        return self.region.value() == MINE

    def active(self) -> bool:
        return self.filters().active or self.mine()

    def narrows(self) -> bool:
        """Whether some territories of a level are left out, whatever their state."""
        filters = self.filters()
        return bool(filters.text.strip() or filters.region or self.mine())

    def set_scope(self, scope: Sequence[str]) -> None:
        """The regions of whoever works here; without any there is no ámbito to choose."""
        if tuple(scope) != self._scope:
            chosen = self._wanted or self.region.value()
            self._scope = tuple(scope)
            self.region.set_choices(self._regions())
            self.region.set_value(chosen if chosen != MINE or scope else None)
            self._wanted = ""
            self._say()

    def choose_level(self, level: Level | None) -> None:
        """As if chosen in its list."""
        if self.filters().level is not level:
            self.level.set_value(level.value if level else None)
            self._tell()

    def choose_states(self, shown: Sequence[InstanciaState]) -> None:
        """As if ticked in its list; all of them and none of them filter nothing."""
        wanted = () if len(shown) == len(SYMBOLS) else tuple(state.value for state in shown)
        self.states.set_value(wanted)
        self._tell()

    def clear(self) -> None:
        """Take every filter away."""
        self.search.set_value("")
        self.level.set_value(None)
        self.region.set_value(None)
        self.states.set_value(())
        self._tell()

    def state(self) -> dict[str, str]:
        """What to remember until the next start."""
        return {
            "level": self.level.value() or "",
            "region": self._wanted or self.region.value() or "",
            "states": " ".join(self.states.value()),
        }

    def restore(self, state: Mapping[str, str]) -> None:
        """Put back what was remembered; one's own ámbito as soon as it is known."""
        self.level.set_value(state.get("level") or None)
        region = state.get("region", "")
        self._wanted = region if region == MINE and not self._scope else ""
        self.region.set_value(None if self._wanted else region or None)
        self.states.set_value(state.get("states", "").split())
        self._say()

    def _regions(self) -> list[Choice]:
        mine = [Choice(MINE, "Mi ámbito")] if self._scope else []
        return mine + [Choice(region.code, region.name) for region in territory.regions()]

    def _connect(self) -> None:
        self.search.value_changed.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._tell)
        for widget in (self.level, self.region, self.states):
            widget.value_changed.connect(self._tell)
        self.clear_button.clicked.connect(self.clear)

    def _tell(self) -> None:
        self._typing.stop()
        self._say()
        self.filters_changed.emit()

    def _say(self) -> None:
        self.clear_button.setVisible(self.active())
