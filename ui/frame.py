"""The top-level window: first the prompt, then the program, in one frame that never blinks."""

from __future__ import annotations

from base64 import b64decode, b64encode

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

import resources
from ui.remembered import Remembered

_SETTLED_MS = 10
USUAL_SIZE, SMALLEST = QSize(1366, 768), QSize(880, 480)


class Frame(QStackedWidget):
    """Shows one page at a time and remembers where the window was. Signal: `first_painted()`, once."""

    first_painted = Signal()

    def __init__(self, remembered: Remembered) -> None:
        super().__init__()
        self._remembered = remembered
        self._painted = False
        self.setWindowTitle("Concerta")
        self.setWindowIcon(QIcon(str(resources.path("app.png"))))
        self.setMinimumSize(SMALLEST.boundedTo(self._room()))
        self.resize(USUAL_SIZE.boundedTo(self._room()))

    def open(self) -> None:
        """Show the window where it was left; on a small screen, at first, all of it."""
        kept = self._remembered.settings.geometry
        if kept and self.restoreGeometry(QByteArray(b64decode(kept))):
            self.show()
        elif self._room().width() <= USUAL_SIZE.width():
            self.showMaximized()
        else:
            self.show()

    def set_page(self, page: QWidget) -> None:
        """Show `page` in place of the one before, which is let go."""
        before = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()
        page.setFocus()

    def toggle_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The pages are painted right after their frame, and the first one takes its keys before all else.
            QTimer.singleShot(_SETTLED_MS, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.currentWidget()
        if page is not None and not page.close():
            event.ignore()
            return
        self._remembered.update(geometry=b64encode(self.saveGeometry().data()).decode())
        event.accept()

    @staticmethod
    def _room() -> QSize:
        return QGuiApplication.primaryScreen().availableSize()
