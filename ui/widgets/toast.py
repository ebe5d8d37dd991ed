"""The short message that says what was done and offers to undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import current, font, paint_icon
from ui.widgets import paint
from ui.widgets.labels import ElidedLabel
from ui.widgets.pressed import PaintedButton

SHOWN_MS = 8000


@dataclass(frozen=True)
class _Message:
    text: str
    action: str
    keys: str
    icon: str
    run: Callable[[], None] | None


class Toast(QWidget):
    """Sits at the foot of its parent for 8 s, longer while pointed at; the newest message is on top.

    Usage: `toast = Toast(window)`; `toast.say("Se eliminó Ñahui Quispe.", action="Deshacer", keys="Ctrl+Z",
    run=undo)`. Signals: `action_triggered()`, `closed()`. It never takes the focus from where one types.
    """

    action_triggered = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, *, shown_ms: int = SHOWN_MS) -> None:
        super().__init__(parent)
        self._host = parent
        self._message: _Message | None = None
        self._timer = QTimer(self, singleShot=True, interval=shown_ms)
        self._timer.timeout.connect(self.dismiss)
        self._text = ElidedLabel("", "emphasis", tone="on_inverse")
        self._action, self._close = _ToastButton(""), _ToastButton("", icon="x", name="Cerrar el aviso")
        self._action.clicked.connect(self._run)
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 6, 6, 6)
        row.setSpacing(8)
        for widget in (self._text, self._action, self._close):
            row.addWidget(widget)
        self.setFixedHeight(44)
        self.hide()
        parent.installEventFilter(self)

    def say(
        self,
        text: str,
        *,
        action: str = "",
        keys: str = "",
        icon: str = "circle-check",
        run: Callable[[], None] | None = None,
    ) -> None:
        """Show a message in place of the one before, and tell it to screen readers."""
        self._message = _Message(text, action, keys, icon, run)
        self._text.setText(text)
        self._action.show_words(action, keys)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        hint = f" {action}: {keys}" if keys else ""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text + hint))

    def text(self) -> str:
        """What it says now, "" when hidden."""
        return self._message.text if self._message is not None else ""

    def dismiss(self) -> None:
        """Take the message away."""
        if self._message is not None:
            self._message = None
            self._timer.stop()
            self.hide()
            self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._message is not None:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint.box(painter, QRectF(self.rect()), 8, fill="inverse")
            if self._message is not None:
                paint_icon(painter, self._message.icon, "on_inverse", 16, 14, 16)

    def _run(self) -> None:
        run = self._message.run if self._message is not None else None
        self.dismiss()
        self.action_triggered.emit()
        if run is not None:
            run()

    def _place(self) -> None:
        parent = self._host
        width = min(self.sizeHint().width(), parent.width() - 48)
        self.setGeometry((parent.width() - width) // 2, parent.height() - 44 - 42, width, 44)


class _ToastButton(PaintedButton):
    """A link on the dark ground, with its keys; or only an icon."""

    def __init__(self, text: str, *, icon: str = "", name: str = "") -> None:
        super().__init__(text)
        self._icon, self._keys = icon, ""
        self.setFont(font("strong"))
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name or text)
        self.setToolTip(paint.tip(name))
        self._fit()

    def show_words(self, text: str, keys: str) -> None:
        self.setText(text)
        self._keys = keys
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        words = paint.text_width(self.text(), self.font())
        caps = 8 + paint.text_width(self._keys, font("secondary")) if self._keys else 0
        self.setFixedWidth(32 if self._icon else 16 + words + caps)

    def paintEvent(self, event: QPaintEvent) -> None:
        link = "#D3B8F5" if not current().dark else current().accent_fill
        with QPainter(self) as painter:
            if self.hasFocus():
                paint.box(painter, QRectF(self.rect()), 6, border=link, width=2)
            if self._icon:
                paint_icon(painter, self._icon, "on_inverse", 8, 8, 16)
                return
            used = paint.text(painter, QRectF(8, 0, self.width() - 8, 32), self.text(), self.font(), link)
            area = QRectF(16 + used, 0, self.width() - used - 16, 32)
            paint.text(painter, area, self._keys, font("secondary"), "on_inverse")
