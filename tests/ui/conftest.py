"""What every test of the window needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from ui import singletons  # noqa: F401  # pyright: ignore[reportUnusedImport] - importing it is what it is for
from ui.worker import Worker


@pytest.fixture(autouse=True)
def garbage_on_the_ui_thread() -> Iterator[None]:
    """As the program does (ui/garbage.py): a widget collected by a reader's thread takes Qt down with it."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(scope="session", autouse=True)
def one_child_makes_the_documents() -> Iterator[None]:
    """It goes from window to window as within one it goes from document to document: a second for each start.

    One that is at work when its window closes is killed, as ever."""
    at_rest: list[tuple[Any, Any]] = []
    warm_up, close = Worker.warm_up, Worker.close

    def take_it_over(worker: Worker) -> None:
        if worker._child is None and at_rest:
            worker._child, worker._pipe = at_rest.pop()
        warm_up(worker)

    def pass_it_on(worker: Worker) -> None:
        if worker._child is not None and worker.idle():
            at_rest.append((worker._child, worker._pipe))
            worker._child = worker._pipe = None
        close(worker)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "warm_up", take_it_over)
        patch.setattr(Worker, "close", pass_it_on)
        yield
    for child, pipe in at_rest:
        child.kill()
        child.join()
        pipe.close()
