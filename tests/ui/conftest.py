"""What every test of the window needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from ui import singletons  # noqa: F401  # pyright: ignore[reportUnusedImport] - importing it is what it is for


@pytest.fixture(autouse=True)
def garbage_on_the_ui_thread() -> Iterator[None]:
    """As the program does (ui/garbage.py): a widget collected by a reader's thread takes Qt down with it."""
    gc.disable()
    yield
    gc.collect(1)
