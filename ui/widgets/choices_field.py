"""Several of a short closed list: a tick box each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.checks import CheckBox
from ui.widgets.segmented import Choice
from ui.widgets.tab_order import lead_to


class ChoicesField(QWidget):
    """Usage: `ChoicesField("Insumos", choices)`. `value() -> tuple[str, ...]` in the order of the list,
    `set_value(keys)`, `value_changed(tuple)`."""

    value_changed = Signal(object)

    def __init__(self, name: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._boxes = {choice.key: CheckBox(choice.label) for choice in choices}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for box in self._boxes.values():
            column.addWidget(box)
            box.clicked.connect(lambda: self.value_changed.emit(self.value()))
        if self._boxes:
            lead_to(self, next(iter(self._boxes.values())))

    def value(self) -> tuple[str, ...]:
        """Keys ticked."""
        return tuple(key for key, box in self._boxes.items() if box.value())

    def set_value(self, keys: Sequence[str] | None) -> None:
        """Tick without announcing it."""
        wanted = {str(key) for key in keys or ()}
        for key, box in self._boxes.items():
            box.set_value(key in wanted)
