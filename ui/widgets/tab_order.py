"""Where Tab goes next in a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

_leading: WeakKeyDictionary[QWidget, QWidget] = WeakKeyDictionary()
"""Every container that hands the keyboard on, and to what."""


def lead_to(container: QWidget, target: QWidget) -> None:
    """`container.setFocus()` gives the keyboard to `target`, something it holds."""
    _leading[container] = target
    container.setFocusProxy(target)


class TabWindow(QWidget):
    """A window in which Tab and Shift+Tab reach everything in sight, in order.

    Qt's own Tab stops at any container whose focus proxy can take the keyboard: it jumps over what stands
    before the proxy, and even to one out of sight. So while Qt looks for the next, containers lead nowhere.
    Walking along `nextInFocusChain()` ourselves was worse: PySide takes what such a call returns for a child
    of the widget it was called on, and when that one goes gives the other, alive, to Python to delete.
    """

    def focusNextPrevChild(self, forward: bool) -> bool:
        at = QApplication.focusWidget()
        with _containers_lead_nowhere(self):
            moved = super().focusNextPrevChild(forward)
            while moved and _another_is_chosen(here := QApplication.focusWidget()) and here is not at:
                moved = super().focusNextPrevChild(forward)
        return moved


@contextmanager
def _containers_lead_nowhere(window: QWidget) -> Iterator[None]:
    here = [
        (container, target)
        for container, target in _leading.items()
        if isValid(container) and isValid(target) and container.window() is window
    ]
    for container, _target in here:
        container.setFocusProxy(None)  # type: ignore[arg-type] - Qt takes none, its stub does not say so
    try:
        yield
    finally:
        for container, target in here:
            if isValid(container) and isValid(target) and _leading.get(container) is target:
                container.setFocusProxy(target)


def _another_is_chosen(one: QWidget | None) -> bool:
    """Whether it is one of several exclusive buttons, and the keyboard belongs to the chosen one."""
    if not isinstance(one, QAbstractButton) or not one.autoExclusive() or one.isChecked():
        return False
    beside = one.parentWidget().findChildren(
        QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    return any(button.autoExclusive() and button.isChecked() and button.isVisible() for button in beside)
