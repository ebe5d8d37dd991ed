"""Tick boxes and switches of one question."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui.theme import font
from ui.widgets import paint


class CheckBox(QCheckBox):
    """A tick box with its words. Usage: `CheckBox("Registrar lengua materna")`. `value_changed(bool)`."""

    value_changed = Signal(object)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(font("body"))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._tell)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        """Tick without announcing it."""
        self.setChecked(bool(value))

    def _tell(self) -> None:
        self.value_changed.emit(self.value())

    def sizeHint(self) -> QSize:
        return QSize(30 + paint.text_width(self.text(), self.font()), 28)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            middle = self.height() / 2
            mark = QRectF(3, round(middle - 8), 16, 16)
            paint.check_box(painter, mark, checked=self.isChecked(), enabled=self.isEnabled())
            if self.hasFocus():
                paint.box(painter, mark.adjusted(-3, -3, 3, 3), 6, border="text", width=2)
            tone = "text" if self.isEnabled() else "tertiary"
            area = QRectF(27, 0, self.width() - 27, self.height())
            paint.text(painter, area, self.text(), self.font(), tone)


class RadioButton(QRadioButton):
    """One of several exclusive answers. Usage: `RadioButton("Solo mi ámbito")`; group by parent."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(font("body"))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(30 + paint.text_width(self.text(), self.font()), 28)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            mark = QRectF(3, round(self.height() / 2 - 8), 16, 16)
            on = self.isChecked()
            painter.setBrush(paint.colour("surface"))
            painter.setPen(QPen(paint.colour("accent_text" if on else "input_border"), 1.5))
            painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
            if on:
                painter.setBrush(paint.colour("accent_text"))
                painter.drawEllipse(QPointF(mark.center()), 3.5, 3.5)
            if self.hasFocus():
                paint.box(painter, mark.adjusted(-3, -3, 3, 3), 11, border="text", width=2)
            area = QRectF(27, 0, self.width() - 27, self.height())
            paint.text(painter, area, self.text(), self.font(), "text" if self.isEnabled() else "tertiary")
