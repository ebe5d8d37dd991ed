"""A stick takes copies along once somebody marked it, and what happens to it harms nothing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.services import sticks
from concerta_desktop.services.sticks import MARK, copy_to_sticks, forget, mark, recognised
from concerta_desktop.store import backups
from concerta_desktop.store.store import Store
from tests.factory import SteppingClock, a_person
from tests.fixtures import NewStore


@pytest.fixture
def stick(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A drive of its own, as far as the program can tell, marked for `store`."""
    root = tmp_path / "memoria"
    root.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(sticks, "_same_drive", lambda *_: False)
        mark(root, store)
    return root


@pytest.mark.req("33")
def test_a_marked_stick_takes_a_copy_of_what_changed(store: Store, stick: Path) -> None:
    a_person(store)
    (first,) = copy_to_sticks(store, [stick])
    assert first.fresh
    assert first.copy is not None
    backups.verify(first.copy, store.key)
    assert first.copy.folder.parent == stick / "Copias de Concerta"
    (again,) = copy_to_sticks(store, [stick], at_once=True)
    assert not again.fresh, "nothing changed"
    a_person(store)
    (soon,) = copy_to_sticks(store, [stick])
    assert not soon.fresh, "half an hour has not gone"
    assert isinstance(store.now, SteppingClock)
    store.now.moment += timedelta(minutes=31)
    (later,) = copy_to_sticks(store, [stick])
    assert later.fresh


def test_nothing_is_written_to_a_stick_that_nobody_marked(
    store: Store, stick: Path, tmp_path: Path, new_store: NewStore
) -> None:
    (tmp_path / "ajena").mkdir()
    assert copy_to_sticks(store, [tmp_path / "ajena"]) == []
    assert copy_to_sticks(new_store("colega"), [stick]) == []
    assert list((tmp_path / "ajena").iterdir()) == []


def test_one_stick_serves_two_laptops_and_each_forgets_it_alone(
    store: Store, stick: Path, new_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = new_store("colega")
    monkeypatch.setattr(sticks, "_same_drive", lambda *_: False)
    mark(stick, colleague)
    for one in (store, colleague):
        copy_to_sticks(one, [stick], at_once=True)
    assert len(backups.copies(stick / "Copias de Concerta")) == 2
    forget(stick, store)
    assert recognised([stick], store) == []
    assert recognised([stick], colleague) == [stick]
    forget(stick, colleague)
    assert not (stick / MARK).exists()
    assert len(backups.copies(stick / "Copias de Concerta")) == 2, "the copies stay"


def test_the_drive_of_the_data_is_no_stick(store: Store) -> None:
    with pytest.raises(UserError, match="mismo disco"):
        mark(store.folder.parent, store)


@pytest.mark.parametrize("text", ["", "[]", '{"devices": 3}', "\x00"])
def test_a_damaged_mark_is_none(store: Store, stick: Path, text: str) -> None:
    (stick / MARK).write_text(text, "utf-8")
    assert recognised([stick], store) == []


def test_a_stick_pulled_out_in_the_middle_is_told_and_harms_nothing(store: Store, stick: Path) -> None:
    a_person(store)

    def pull_out(*_: object) -> None:
        shutil.rmtree(stick)

    (outcome,) = copy_to_sticks(store, [stick], pull_out)
    assert isinstance(outcome.problem, EnvironmentFailure)
    assert outcome.copy is None
    with store.read():
        pass
    assert copy_to_sticks(store, [stick]) == []
