"""What the list and the calendar show: text, year, type, regions, state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.model import territory
from concerta_desktop.model.choices import InterventionType
from concerta_desktop.queries.intervention_list import Filters
from concerta_desktop.rules.interventions import DisplayState
from ui.widgets.buttons import Button
from ui.widgets.choice import FilterCombo
from ui.widgets.inputs import SearchField
from ui.widgets.multi_filter import MultiFilter
from ui.widgets.segmented import Choice, Segmented

TYPING_MS = 150
_NARROW = 1000
_VIEWS = (Choice("list", "Lista", "list"), Choice("month", "Calendario", "calendar"))
_VIEWS_IN_WORDS = tuple(Choice(view.key, view.label) for view in _VIEWS)


class FilterBar(QWidget):
    """Emits `filters_changed()` when a filter moves (text, once typing pauses) and `view_changed(str)`,
    "list" or "month". `filters()` reads them; `state()` and `restore()` are their plain-text form."""

    filters_changed = Signal()
    view_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField("Buscar intervención", placeholder="Título, lugar o persona", keys="Ctrl+F")
        self._year = FilterCombo("Año", "Todo año")
        self._type = FilterCombo("Tipo", "Todo tipo", [Choice(t.value, t.label) for t in InterventionType])
        regions = [Choice(region.code, region.name) for region in territory.regions()]
        self._regions = MultiFilter("Regiones", "Toda región", regions)
        self._state = FilterCombo("Estado", "Todo estado", [Choice(s.value, s.label) for s in DisplayState])
        self._clear = Button("Quitar filtros", kind="link")
        self._view = Segmented("Vista", _VIEWS)
        self._view.set_value("list")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._assemble()
        self._connect()
        self._say()

    def filters(self) -> Filters:
        """What is chosen now."""
        year, kind, state = self._year.value(), self._type.value(), self._state.value()
        return Filters(
            text=self.search.value(),
            year=int(year) if year else None,
            type=InterventionType(kind) if kind else None,  # type: ignore[call-arg]
            regions=self._regions.value(),
            state=DisplayState(state) if state else None,  # type: ignore[call-arg]
        )

    def view(self) -> str:
        """ "list" or "month" """
        return self._view.value()

    def set_view(self, key: str) -> None:
        """Switch without announcing it."""
        self._view.set_value(key)

    def set_years(self, years: Sequence[int]) -> None:
        """The years that can be chosen; the one chosen stays, even when it has nothing any more."""
        chosen = self._year.value()
        kept = sorted({*years, *([int(chosen)] if chosen else [])}, reverse=True)
        self._year.set_choices([Choice(str(year), str(year)) for year in kept])

    def words(self) -> str:
        """The filters as the subtitle says them: "año 2026, 3 regiones"."""
        regions = self._regions.value()
        parts = [
            f"año {self._year.value()}" if self._year.value() else "",
            self._type.currentText() if self._type.value() else "",
            _regions(regions),
            self._state.currentText().lower() if self._state.value() else "",
            f"«{self.search.value()}»" if self.search.value() else "",
        ]
        return ", ".join(part for part in parts if part)

    def clear(self) -> None:
        """Take every filter away."""
        self.search.set_value("")
        for combo in (self._year, self._type, self._state):
            combo.set_value(None)
        self._regions.set_value(())
        self._tell()

    def state(self) -> dict[str, str]:
        """What to remember until the next start. The text typed is not remembered: it may name a person."""
        return {
            "year": self._year.value() or "",
            "type": self._type.value() or "",
            "regions": " ".join(self._regions.value()),
            "state": self._state.value() or "",
            "view": self.view(),
        }

    def restore(self, state: Mapping[str, str]) -> None:
        """Put back what was remembered; what no longer exists is left out."""
        year = state.get("year", "")
        if year.isdecimal():
            self.set_years([int(year)])
            self._year.set_value(year)
        self._type.set_value(state.get("type") or None)
        self._state.set_value(state.get("state") or None)
        self._regions.set_value(state.get("regions", "").split())
        self.set_view("month" if state.get("view") == "month" else "list")
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > _NARROW
        self._clear.setText("Quitar filtros" if wide else "Quitar")
        self._view.set_choices(_VIEWS if wide else _VIEWS_IN_WORDS)
        for combo in (self._type, self._state):
            combo.setMaximumWidth(240 if wide else 126)

    def _assemble(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 12)
        row.setSpacing(8)
        self.search.setMaximumWidth(240)
        self.search.setMinimumWidth(110)
        self._year.setMinimumWidth(86)
        row.addWidget(self.search, 3)
        for widget in (self._year, self._type, self._regions, self._state):
            row.addWidget(widget)
        row.addWidget(self._clear)
        row.addStretch(1)
        row.addWidget(self._view)

    def _connect(self) -> None:
        self.search.value_changed.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._tell)
        for widget in (self._year, self._type, self._regions, self._state):
            widget.value_changed.connect(self._tell)
        self._clear.clicked.connect(self.clear)
        self._view.value_changed.connect(self.view_changed)

    def _tell(self) -> None:
        self._typing.stop()
        self._say()
        self.filters_changed.emit()

    def _say(self) -> None:
        self._clear.setVisible(self.filters().active)


def _regions(codes: Sequence[str]) -> str:
    if len(codes) == 1:
        found = territory.find(codes[0])
        return found.name if found else codes[0]
    return f"{len(codes)} regiones" if codes else ""
