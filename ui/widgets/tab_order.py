"""Where Tab goes next in a window: as one reads it, from the top down and from left to right."""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


_ahead: WeakSet[QWidget] = WeakSet()


def read_first(main: QWidget) -> None:
    """The main action of its container comes before what stands above it: what it still lacks."""
    _ahead.add(main)


def lead_to(container: QWidget, target: QWidget) -> None:
    """`container.setFocus()` gives the keyboard to `target`, something it holds."""
    container.setFocusProxy(target)


class TabWindow(QWidget):
    """A window in which Tab and Shift+Tab reach everything in sight, in the order of reading.

    Qt's own order is that in which widgets were made: a line that comes later is last in the window, a table
    comes before the buttons above it, and Tab stops at any container whose focus proxy can take the keyboard.
    Walking along `nextInFocusChain()` was worse: PySide takes what such a call returns for a child of the
    widget it was called on, and when that one goes gives the other, alive, to Python to delete.
    """

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(self, forward) or super().focusNextPrevChild(forward)


def move_focus(window: QWidget, forward: bool) -> bool:
    """Give the keyboard to what is read next, or before; False when the window has nothing that takes it."""
    stops = [one for one in _as_read(window) if not _another_is_chosen(one)]
    at = QApplication.focusWidget()
    while at is not None and at not in stops and at is not window:
        at = at.parentWidget()
    if not stops:
        return False
    place = stops.index(at) if at is not None and at in stops else (-1 if forward else 0)
    there = stops[(place + (1 if forward else -1)) % len(stops)]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    there.setFocus(reason)
    _bring_into_sight(there)
    return True


def _as_read(container: QWidget) -> list[QWidget]:
    """All in a container that takes the keyboard by Tab."""
    found: list[tuple[QRect, list[QWidget]]] = []
    for child in container.findChildren(QWidget, options=_DIRECT):
        if child.isVisible() and not child.isWindow():
            takes = child.isEnabled() and bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
            leads = child.focusProxy() is not None
            stops = [*([child] if takes and not leads else ()), *_as_read(child)]
            if stops:
                found.append((child.geometry(), stops))
    read = [one for row in _rows_of(found) for _area, stops in row for one in stops]
    return sorted(read, key=lambda one: one.parentWidget() is not container or one not in _ahead)


def _rows_of(found: list[tuple[QRect, list[QWidget]]]) -> list[list[tuple[QRect, list[QWidget]]]]:
    """What stands side by side from left to right, one row below the other."""
    rows: list[list[tuple[QRect, list[QWidget]]]] = []
    bottom = 0
    for area, stops in sorted(found, key=lambda pair: pair[0].top()):
        if not rows or area.top() >= bottom:
            rows.append([])
            bottom = area.bottom()
        bottom = max(bottom, area.bottom())
        rows[-1].append((area, stops))
    return [sorted(row, key=lambda pair: pair[0].left()) for row in rows]


def _bring_into_sight(one: QWidget) -> None:
    above = one.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(one)
        above = above.parentWidget()


def _another_is_chosen(one: QWidget | None) -> bool:
    """Whether it is one of several exclusive buttons, and the keyboard belongs to the chosen one."""
    if not isinstance(one, QAbstractButton) or not one.autoExclusive() or one.isChecked():
        return False
    beside = one.parentWidget().findChildren(
        QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    return any(button.autoExclusive() and button.isChecked() and button.isVisible() for button in beside)
