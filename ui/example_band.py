"""The band that never lets anybody take the example for the real thing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import paint_icon
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class ExampleBand(QWidget):
    """32 px under the menus. Signal: `leave_requested()`."""

    leave_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(32)
        self.setAccessibleName("Datos de ejemplo")
        leave = Button("Salir del ejemplo", kind="link", small=True)
        leave.clicked.connect(self.leave_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(Label("Datos de ejemplo", "header", tone="warning"))
        row.addWidget(
            Label("Personas inventadas. Lo que haga aquí se borra al salir.", "secondary", tone="warning")
        )
        row.addStretch(1)
        row.addWidget(leave)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(QRectF(self.rect()), paint.colour("warning_soft"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, paint.colour("hairline"))
            paint_icon(painter, "triangle-alert", "warning", 16, 8, 16)
