"""Ayuda: the support bundle, saved where the person says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from concerta_desktop.services.support import write_bundle
from ui.save_dialog import ask_target
from ui.tasks import Tasks


def save_bundle(tasks: Tasks, parent: QWidget, say: Callable[[str], None]) -> None:
    """Ask where, examine the data beside other work, and write it; nothing of anybody goes in."""
    name = f"Concerta soporte {tasks.store.now():%Y-%m-%d}"
    out = ask_target(parent, "Guardar el paquete de soporte", name, ".zip", "Zip")
    if out is not None:
        say("Preparando el paquete de soporte…")
        tasks.read(lambda _tx: _write(tasks, out), lambda _none: say(f"Guardado en «{out}»."), owner=parent)


def _write(tasks: Tasks, out: Path) -> None:
    write_bundle(tasks.store, out)
