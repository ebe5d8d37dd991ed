"""What the window remembers between starts, kept beside the data; written as soon as it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from concerta_desktop import settings
from concerta_desktop.settings import Settings


class Remembered:
    """The settings of one data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = settings.load(path)

    def update(self, **changes: Any) -> None:
        """Change some settings and keep them: `remembered.update(theme="dark")`."""
        fresh = replace(self.settings, **changes)
        if fresh != self.settings:
            self.settings: Settings = fresh
            settings.save(self._path, fresh)

    def dark(self) -> bool:
        """Whether to dress in dark: as chosen, or as the system is."""
        theme = self.settings.theme
        if theme in ("light", "dark"):
            return theme == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def columns(self, table: str) -> str:
        """Header state of a table, "" when it was never changed."""
        return self.settings.columns.get(table, "")

    def update_columns(self, states: dict[str, str]) -> None:
        self.update(columns={**self.settings.columns, **states})

    def filters(self, screen: str) -> dict[str, str]:
        """Filters a screen was left with."""
        return self.settings.filters.get(screen, {})

    def update_filters(self, screen: str, filters: dict[str, str]) -> None:
        self.update(filters={**self.settings.filters, screen: filters})
