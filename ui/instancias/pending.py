"""What is late or missing in an instancia, and the line under the head of its page that leads to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from concerta_desktop.rules.deadlines import Deadline
from concerta_desktop.rules.notices import Notice
from concerta_desktop.rules.spanish_dates import numeric
from ui.widgets.buttons import Button

_LONGEST = 42
"""Characters of one notice in the line; the whole of it in its tooltip."""


@dataclass(frozen=True)
class Pending:
    """A notice, and the step of the page where one attends to it."""

    step: str
    notice: Notice


def in_order(found: Iterable[Pending]) -> list[Pending]:
    """What is late first, each in the order of the steps; what two steps tell is told once."""
    once = {one.notice.text: one for one in found}.values()
    return sorted(once, key=lambda one: not one.notice.late)


def late(one: Deadline) -> Notice:
    """A deadline that went by."""
    return Notice(f"Vencido: {one.title} ({numeric(one.day)})", one.paragraph, one.severity, late=True)


class PendingLine(QWidget):
    """As many as there is room for, and how many more. Signals: `chosen(Pending)`, `all_asked()`."""

    chosen = Signal(object)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Por atender")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)
        self._shown: tuple[Pending, ...] = ()
        self._buttons: list[Button] = []
        self.more = Button("", kind="link", small=True, trailing="chevron-right")
        self.more.clicked.connect(self.all_asked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.hide()

    def shown(self) -> tuple[Pending, ...]:
        """All of it, in order."""
        return self._shown

    def buttons(self) -> list[Button]:
        """Those in sight."""
        return [button for button in self._buttons if not button.isHidden()]

    def show_all(self, pending: Sequence[Pending]) -> None:
        """Tell of these; with none, the line takes no room."""
        if tuple(pending) != self._shown:
            self._shown = tuple(pending)
            for old in self._buttons:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = [self._add(place, one) for place, one in enumerate(pending)]
        self.setVisible(bool(pending))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(self, place: int, one: Pending) -> Button:
        text = one.notice.text
        short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
        button = Button(
            short.rstrip("."),
            kind="danger" if one.notice.late else "secondary",
            icon="clock" if one.notice.late else "circle-alert",
            small=True,
            tooltip=f"{text} [{one.notice.paragraph}]",
        )
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.chosen.emit(one))
        self._row.insertWidget(place, button)
        return button

    def _fit(self) -> None:
        """Show those that have room, always leaving room for how many more there are."""
        count = len(self._buttons)
        self._say_more(count)
        room = self.width() - 48 - self.more.sizeHint().width() - 8
        fitting = 0
        for button in self._buttons:
            room -= button.sizeHint().width() + 8
            fitting += room >= 0
            button.setVisible(room >= 0)
        self._say_more(count - fitting)
        self.more.setVisible(fitting < count)

    def _say_more(self, count: int) -> None:
        self.more.setText(f"{count} más" if count < len(self._buttons) else f"{count} por atender")
        self.more.setAccessibleName(f"Por atender: ver los {len(self._buttons)}")
