"""Which screen each section is (while colleagues' screens arrive, those that are there)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from ui.remembered import Remembered
from ui.screen import Screen
from ui.tasks import Tasks


def makers(tasks: Tasks, remembered: Remembered, folder: Path | None) -> dict[str, Callable[[], Screen]]:
    found: dict[str, Callable[[], Screen]] = {}

    def add(key: str, module: str, name: str, *more: Any) -> None:
        try:
            screen = getattr(import_module(module), name)
        except (ImportError, AttributeError, SyntaxError):
            return
        found[key] = lambda: screen(tasks, *more)

    add("inicio", "ui.home.screen", "HomeScreen")
    add("intervenciones", "ui.interventions.screen", "InterventionsScreen")
    add("directorio", "ui.directory.screen", "DirectoryScreen")
    add("papelera", "ui.trash.screen", "TrashScreen")
    add("ajustes", "ui.settings.screen", "SettingsScreen", remembered, folder)
    add("ayuda", "ui.help.screen", "HelpScreen")
    return found
