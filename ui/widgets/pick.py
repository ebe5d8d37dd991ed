"""One of several exclusive buttons that says when it is picked, by whatever means."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QRadioButton, QWidget


class PickButton(QRadioButton):
    """A radio button to draw upon. Signals: `picked()`, also when it was picked already.

    A mouse and the arrows click; assistive technology only toggles, which `clicked` does not tell.
    """

    picked = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._told = False
        self.toggled.connect(self._turned)
        self.clicked.connect(self._clicked)

    def mark(self, on: bool = True) -> None:
        """Pick or leave it without telling."""
        blocker = QSignalBlocker(self)
        self.setChecked(on)
        blocker.unblock()
        self._told = False
        self.update()

    def _turned(self, on: bool) -> None:
        if on:
            self._told = True
            self.picked.emit()

    def _clicked(self) -> None:
        if not self._told:
            self.picked.emit()
        self._told = False
