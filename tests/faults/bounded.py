"""Hostile files are taken in by a process that may use 512 MB and, for each of them, five seconds."""

from __future__ import annotations

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from concerta_desktop.errors import ConcertaError
from concerta_desktop.paths import KEY_FILE
from concerta_desktop.store import keyring
from concerta_desktop.store import store as stores
from sync import inbox, receipts, work_package
from tests.fixtures import PASSPHRASE

MEMORY = 512_000_000


@dataclass(frozen=True)
class Answer:
    """What became of one file."""

    name: str
    refused: str
    """Why, in a sentence; "" = it was taken."""
    seconds: float
    """Of processor."""


def taken_in(folder: Path, files: list[Path]) -> list[Answer]:
    """Hand `files` to the closed store in `folder`, one after another: `.cpk` to a headquarters' inbox, where
    they are merged, receipts and work packages to a laptop."""
    key = keyring.unlock(folder / KEY_FILE, PASSPHRASE)
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_take, args=(folder, key, files, theirs))
    child.start()
    theirs.close()
    answers: list[Answer] = []
    try:
        while True:
            answers.append(ours.recv())
    except EOFError:
        child.join()
    assert child.exitcode == 0, answers[-1:]
    return answers


def _take(folder: Path, key: bytes, files: list[Path], told: Connection) -> None:
    store = stores.open_with_key(folder, key)
    inbox.back_up_before = lambda *_given: None  # the copy before a merge is not what is tried here
    central = store.identity.kind == "central"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for file in files:
        started = time.process_time()
        refused = _merged(store, file) if central else _applied(store, file)
        told.send(Answer(file.name, refused, time.process_time() - started))
    store.close()


def _merged(store: stores.Store, file: Path) -> str:
    try:
        taken = inbox.receive(store, file)
    except ConcertaError as error:
        return str(error)
    named = {one.name for one in taken}
    chosen = [one for one in inbox.items(store) if one.file.name in named]
    why = " ".join(one.why for one in inbox.merge_items(store, chosen))
    for one in taken:
        one.unlink()
    return why


def _applied(store: stores.Store, file: Path) -> str:
    try:
        if file.suffix == receipts.ENDING:
            receipts.apply(store, file)
        else:
            work_package.take(store, file)
    except ConcertaError as error:
        return str(error)
    return ""
