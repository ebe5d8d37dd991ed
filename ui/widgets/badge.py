"""Badges and key caps: small words that never rely on colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Kind, font
from ui.widgets import paint


@dataclass(frozen=True)
class BadgeText:
    """What a badge says: `BadgeText("warning", "flag", "Por cerrar")`. Always icon and word."""

    kind: Kind
    icon: str
    text: str


class Badge(QWidget):
    """A badge, 20 px high. Usage: `Badge("info", "send", "Convocada")`."""

    def __init__(
        self, kind: Kind = "neutral", icon: str = "", text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_badge(BadgeText(kind, icon, text))

    def set_badge(self, badge: BadgeText) -> None:
        """Show another state."""
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.badge_width(self._badge.text, self._badge.icon), paint.BADGE_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            shown = self._badge
            paint.badge(painter, QRectF(self.rect()), shown.kind, shown.icon, shown.text)


class KeyChip(QWidget):
    """A key cap with what it does. Usage: `KeyChip("Enter", "abrir")`, `KeyChip("Ctrl+K")`."""

    def __init__(self, keys: str, does: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._does = keys, does
        self.setAccessibleName(f"{keys}: {does}" if does else keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        does = 5 + paint.text_width(self._does, font("secondary")) if self._does else 0
        return QSize(paint.key_cap_width(self._keys) + does + 1, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            x = paint.key_cap(painter, 0, self.height() / 2, self._keys) + 5
            area = QRectF(x, 0, self.width() - x, self.height())
            paint.text(painter, area, self._does, font("secondary"), "secondary")


class StepMarks(QWidget):
    """Six small marks of how far each step is.

    Usage: `StepMarks(["done", "started", "empty"], "1 de 3 pasos completos")`. In tables: `Column.marks`.
    """

    def __init__(
        self, states: list[paint.StepState], description: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._states = states
        done = sum(state == "done" for state in states)
        self.setAccessibleName(description or f"{done} de {len(states)} pasos completos")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(len(self._states) * paint.MARK_STEP, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.step_marks(painter, 0, self.height() / 2, self._states)
