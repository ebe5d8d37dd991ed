"""A door to register people at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.door import Door, open_door


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = open_door(tmp_path / "almacen")
    yield opened
    opened.store.close()
