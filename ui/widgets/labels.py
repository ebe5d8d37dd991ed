"""Text on screen: `Label("Plazos", "card")`, `Label(note, "secondary", tone="secondary", wrap=True)`.

User text is data: labels never read markup.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import Role, font
from ui.widgets import paint


class Label(QLabel):
    """Plain text in a type role and the colour of a `tone`.

    Usage: `Label("Programación", "card")`; `wrap=True` for long texts; `tabular=True` for figures.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        *,
        tone: str = "text",
        wrap: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role, tabular=tabular))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        """Change the colour to that of another role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(QLabel):
    """One line that shrinks with "…" and then shows itself whole in a tooltip.

    Usage: `ElidedLabel("Taller de fortalecimiento de la IPC Huanta", "title")`.
    """

    def __init__(
        self, text: str = "", role: Role = "body", *, tone: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Change the colour to that of another role."""
        self._tone = tone
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(paint.text_width(self.text(), self.font()) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_tip()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._refresh_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            align = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
            paint.text(painter, QRectF(self.rect()), self.text(), self.font(), self._tone, align=align)

    def _refresh_tip(self) -> None:
        cut = paint.text_width(self.text(), self.font()) > self.width()
        self.setToolTip(paint.tip(self.text()) if cut else "")


class Separator(QFrame):
    """A hairline across its parent. Usage: `layout.addWidget(Separator())`; `vertical=True` to stand."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("hairline"))
