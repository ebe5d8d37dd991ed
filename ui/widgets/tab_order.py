"""Where Tab goes next in a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class TabWindow(QWidget):
    """A window in which Tab and Shift+Tab reach everything in sight, in order."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt asks too when what has the keyboard is hidden or switched off: there it knows best."""
        at = QApplication.focusWidget()
        if at is not None and at.isVisible() and at.isEnabled():
            return go_on(self, forward=forward)
        return super().focusNextPrevChild(forward)


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next widget, as Tab does, or to the one before; False when there is no other.

    Qt stops at any container whose focus proxy can take the keyboard: it jumps over what stands before the
    proxy, and even to one out of sight. Here a container is never a stop: what it holds is.
    """
    here = window.focusWidget() or window
    one = _beside(here, forward=forward)
    while one is not None and one is not here:
        if _takes_keyboard(one) and one.window() is window:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            one.setFocus(reason)
            return True
        one = _beside(one, forward=forward)
    return False


def _beside(one: QWidget, *, forward: bool) -> QWidget | None:
    return one.nextInFocusChain() if forward else one.previousInFocusChain()


def _takes_keyboard(one: QWidget) -> bool:
    if one.focusProxy() is not None or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    return one.isVisible() and one.isEnabled() and not _another_is_chosen(one)


def _another_is_chosen(one: QWidget) -> bool:
    """Whether it is one of several exclusive buttons, and the keyboard belongs to the chosen one."""
    if not isinstance(one, QAbstractButton) or not one.autoExclusive() or one.isChecked():
        return False
    beside = one.parentWidget().findChildren(
        QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    return any(button.autoExclusive() and button.isChecked() and button.isVisible() for button in beside)
