"""Nobody has touched the keyboard or the mouse for a while: the window locks itself, as a screen does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 5_000
_MINUTE_MS = 60_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """`Idle(minutes).expired` once `minutes()` have gone without a touch, and again at each look until there
    is one. Zero never expires.

    It listens to the window that has the focus, which gets each key once; a filter on the application would
    cost something for every event of every widget.
    """

    expired = Signal()

    def __init__(self, minutes: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._since = QElapsedTimer()
        self._since.start()
        self._window: QWindow | None = None
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.follow)
            self.follow(QGuiApplication.focusWindow())

    def look(self) -> None:
        """Whether it is time."""
        minutes = self._minutes()
        if minutes and self._since.hasExpired(minutes * _MINUTE_MS):
            self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._since.restart()
        return False

    def follow(self, window: QWindow | None) -> None:
        """Listen to this window from now on."""
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self, _gone: QObject | None = None) -> None:
        self._window = None
