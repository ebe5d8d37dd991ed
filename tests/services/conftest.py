"""A door to register people at."""

from __future__ import annotations

import pytest

from tests.door import Door, open_door
from tests.fixtures import NewStore


@pytest.fixture
def door(new_store: NewStore) -> Door:
    return open_door(new_store)
