"""Any order, repetition and loss: one result, everything kept, every value that stands visible or listed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concerta_desktop.store.store import Store
from tests.sync.schedules import judge


@pytest.mark.req("8", "75")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_schedule_gives_one_picture(store: Store, seed: int) -> None:
    judge(store, seed)
