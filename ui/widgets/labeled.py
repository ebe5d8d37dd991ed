"""A field with its label above and, below, what is wrong with it, or doubtful, or its help."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import paint_icon
from ui.widgets.labels import Label
from ui.widgets.tab_order import lead_to


class LabeledField(QWidget):
    """Usage: `box = LabeledField("Plazo", DateField("Plazo", today=today), help="Día hábil")`; `box.field`.

    `set_error(message)` shows a `ValidationError` under the field and keeps what was typed; typing clears it.
    A field's own `problem_changed` is shown too. `error_changed(str)` follows. `set_doubt(message)` tells of
    a value that is kept and yet looks wrong.
    """

    error_changed = Signal(str)

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        help: str = "",  # noqa: A002
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._help, self._doubt, self._error = help, "", ""
        said = f"{label} (obligatorio)" if required else label
        self.label = Label(said, "secondary", tone="secondary", parent=self)
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._message = _Message(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(field)
        column.addWidget(self._message)
        column.addStretch(1)
        lead_to(self, field)
        if (told := getattr(field, "problem_changed", None)) is not None:
            told.connect(self._show)
        elif (told := getattr(field, "value_changed", None)) is not None:
            told.connect(lambda: self._show(""))
        self._show("")

    def error(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._error

    def set_error(self, message: str) -> None:
        """Say what is wrong, in the field and under it; "" clears."""
        if (mark := getattr(self.field, "set_problem", None)) is not None:
            mark(message)
        self._show(message)

    def doubt(self) -> str:
        """What looks wrong with the value kept, "" when nothing does."""
        return self._doubt

    def set_doubt(self, message: str) -> None:
        """Say what looks wrong with the value that is kept; "" clears."""
        if message != self._doubt:
            self._doubt = message
            self._say()
            if message:
                announce(self.field, message)

    def _show(self, message: str) -> None:
        if message == self._error and self._message.text():
            return
        changed, self._error = message != self._error, message
        self._say()
        if message:
            announce(self.field, message)
        if changed:
            self.error_changed.emit(message)

    def _say(self) -> None:
        if self._error:
            self._message.show_words(self._error, "error")
            self.field.setAccessibleDescription(f"Error: {self._error}")
        else:
            self._message.show_words(self._doubt or self._help, "warning" if self._doubt else "")
            self.field.setAccessibleDescription(self._doubt or self._help)


def announce(widget: QWidget, words: str) -> None:
    """Tell screen readers. Their classes are loaded when first needed: the prompt shows sooner without."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class _Message(QWidget):
    """Help, or an error or a doubt with its icon; takes no room when there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = ""
        self._label = Label("", "secondary", tone="secondary", wrap=True, parent=self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label)

    def text(self) -> str:
        return self._label.text()

    def show_words(self, words: str, tone: str) -> None:
        """`tone`: "error", "warning", or "" for help."""
        self._tone = tone
        self._label.setText(words)
        self._label.set_tone(tone or "secondary")
        self._row.setContentsMargins(19 if tone else 0, 0, 0, 0)
        self.setVisible(bool(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tone:
            with QPainter(self) as painter:
                top = QRectF(self._label.geometry()).top()
                icon = "circle-alert" if self._tone == "error" else "triangle-alert"
                paint_icon(painter, icon, self._tone, 0, top + 1, 14)
