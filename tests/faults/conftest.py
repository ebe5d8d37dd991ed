"""`./check --faults`: the full counts, each told when it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print one line of figures, though tests pass."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n    {line}", flush=True)  # noqa: T201

    return say


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A thousand kills take longer than the longest test of `./check` may."""
    for item in items:
        item.add_marker(pytest.mark.timeout(0))
