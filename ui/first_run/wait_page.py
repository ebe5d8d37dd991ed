"""Shown while something is prepared."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from ui.first_run.start_page import StartPage


class WaitPage(StartPage):
    """A title, a line, and a bar without a total."""

    def __init__(self, title: str, line: str) -> None:
        super().__init__(title, line)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(6)
        bar.setAccessibleName(title)
        self.content.addWidget(bar)
