"""Leaving Qt in order."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QApplication


def delete_windows() -> None:
    """Delete every window while Qt still lives; call after `app.exec()`.

    Any closure that names its window keeps it alive in a reference cycle until Python ends, and PySide 6.12
    then destroys its widgets in no order: the process dies with a segmentation fault after all went well.
    """
    for window in QApplication.topLevelWidgets():
        if shiboken6.isValid(window) and window.parentWidget() is None:
            shiboken6.delete(window)
