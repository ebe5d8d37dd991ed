"""Dialogs: a question with a safe answer, and the base of every form in a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.card import ScrollColumn
from ui.widgets.draft_offer import DraftOffer
from ui.widgets.labels import Label, Separator
from ui.widgets.notice import InlineNotice
from ui.widgets.tab_order import move_focus
from ui.widgets.typed_fields import TypedField


class ConfirmDialog(QDialog):
    """A question in plain words, only for what cannot be undone. The safe answer has the focus.

    Usage: `if ConfirmDialog("¿Descartar lo recibido?", "Se borran 12 filas sin guardar.", "Descartar",
    parent=self).exec(): ...`. Enter and Esc keep things as they are.
    """

    def __init__(
        self,
        question: str,
        consequence: str,
        do: str,
        keep: str = "Cancelar",
        *,
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Concerta")
        self.setAccessibleName(question)
        self.setFixedWidth(440)
        self.keep = Button(keep)
        self.do = Button(do, kind="danger" if danger else "primary")
        self.keep.clicked.connect(self.reject)
        self.do.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(Label(question, "panel", wrap=True))
        column.addWidget(Label(consequence, "body", tone="secondary", wrap=True))
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.do)
        row.addWidget(self.keep)
        column.addLayout(row)
        self.keep.setFocus()


class FormDialog(QDialog):
    """Base of a form in a window: fields in `self.body`, an error line, and two buttons.

    Usage: subclass or fill it: `dialog = FormDialog("Nueva persona", accept="Guardar")`;
    `dialog.body.addWidget(LabeledField(...))`; override `submit() -> bool`, or connect to `accepted`.
    Ctrl+Enter saves from any field, Esc leaves. `show_error(text)` says what went wrong and keeps the form.
    """

    def __init__(
        self,
        title: str,
        *,
        accept: str = "Guardar",
        cancel: str = "Cancelar",
        subtitle: str = "",
        width: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(min(width, 900))
        self.notice = InlineNotice("error")
        self.draft_offer = DraftOffer()
        self._scroll = ScrollColumn(spacing=8, parent=self)
        self.body = self._scroll.body
        self.body.setContentsMargins(24, 8, 24, 16)
        self.accept_button = Button(accept, kind="primary", keys="Ctrl+Enter")
        self.cancel_button = Button(cancel)
        self.accept_button.clicked.connect(self._try)
        self.cancel_button.clicked.connect(self.reject)
        self._assemble(title, subtitle)
        self._scroll.inner.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._try)

    def submit(self) -> bool:
        """Do what the form is for; False keeps it open. The base accepts."""
        return True

    def show_error(self, text: str) -> None:
        """Say what went wrong above the buttons; "" takes it away."""
        self.notice.set_notice("error", text)
        if self.isVisible():
            self._fit()

    def add_foot(self, widget: QWidget) -> None:
        """Something less common, at the left of the two buttons."""
        self._foot.addWidget(widget)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone never closes a form by accident."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward) or super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is said at a field makes room for itself, so that no other goes out of sight."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._scroll.inner and self.isVisible():
            QTimer.singleShot(0, self, lambda: self._fit(at_least=self.height()))
        return super().eventFilter(watched, event)

    def _fit(self, *, at_least: int = 0) -> None:
        """As tall as its fields need, as far as the screen allows; the rest scrolls."""
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        screen = self.screen().availableGeometry()
        needed = min(self._scroll.inner.sizeHint().height() + around, screen.height() - 80)
        self.resize(self.width(), max(needed, at_least))
        below = self.frameGeometry().bottom() - screen.bottom()
        if self.isVisible() and below > 0:  # it grew: its buttons stay on the screen
            self.move(self.x(), max(screen.top(), self.y() - below))

    def _assemble(self, title: str, subtitle: str) -> None:
        head, foot, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(24, 20, 24, 4)
        head.setSpacing(2)
        head.addWidget(Label(title, "panel", wrap=True))
        if subtitle:
            head.addWidget(Label(subtitle, "secondary", tone="secondary", wrap=True))
        foot.setContentsMargins(24, 10, 24, 10)
        foot.setSpacing(8)
        self._foot = QHBoxLayout()
        foot.addLayout(self._foot)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.accept_button)
        offer = QVBoxLayout()
        offer.setContentsMargins(24, 4, 24, 0)
        offer.addWidget(self.draft_offer)
        said = QVBoxLayout()
        said.setContentsMargins(24, 0, 24, 8)
        said.addWidget(self.notice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(offer)
        column.addWidget(self._scroll, 1)
        column.addLayout(said)
        column.addWidget(Separator())
        column.addLayout(foot)

    def _try(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, TypedField) and not focused.commit():
            return
        if self.submit():
            self.accept()
