"""Fonts, icons, help, templates and catalogues: data that travels with the program."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """Where the resource `parts` lies, as in `path("icons", "house.svg")`; it need not exist.

    Beside this module, both from source and frozen: PyInstaller sets `__file__` inside the bundle.
    """
    return Path(__file__).parent.joinpath(*parts)
