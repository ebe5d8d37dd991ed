"""The seal: a small file beside the data that says how far they had got, so that a shorter store is noticed.

One wrong bit in a WAL makes SQLite drop all commits from there on, without a word; and somebody may put
yesterday's file back by hand. The seal is written after each commit, when that is safe on the disk already,
and not synced: it may lag behind the store and never runs ahead of it. It has two slots of one sector each,
written by turns, so that one of them is whole whatever happens.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from concerta_desktop import log, paths
from concerta_desktop.store.operation import canonical
from concerta_desktop.store.tx import ReadTx

FILE = "concerta.seal"
_SECTOR = 512
_COUNT = """INSERT INTO meta (key, value) VALUES ('commits', '1')
    ON CONFLICT (key) DO UPDATE SET value = value + 1"""
_REACH = """SELECT
    coalesce((SELECT max(pk) FROM operation), 0),
    coalesce((SELECT op_id FROM operation ORDER BY pk DESC LIMIT 1), ''),
    coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'commits'), 0)"""

_AT = "SELECT op_id FROM operation WHERE pk = ?"


@dataclass(frozen=True)
class Reach:
    """How far a store has got. Each number only grows."""

    operations: int
    """Place (pk) of the newest operation in the log, 0 = none."""
    newest: str
    """Its op_id."""
    commits: int
    """Those that added no operation: drafts, who works here."""


class Seal:
    """The open seal of a store that is open for writing."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._path, self._key = folder / FILE, _own_key(key)
        self._slot = 0
        self._file: int | None = None

    def press(self, reach: Reach) -> None:
        """Note that `reach` is safe on the disk. What cannot be noted is no failure: the seal lags behind."""
        try:
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            os.lseek(self._file, self._slot * _SECTOR, os.SEEK_SET)
            os.write(self._file, _slot(reach, self._key))
            self._slot = 1 - self._slot
        except OSError as error:
            log.logger.warning("seal not written: errno %s", error.errno)

    def close(self) -> None:
        """Make sure of what was noted."""
        if self._file is not None:
            try:
                os.fsync(self._file)
            except OSError as error:
                log.logger.warning("seal not synced: errno %s", error.errno)
            os.close(self._file)
            self._file = None


def count(tx: ReadTx) -> None:
    """In a transaction that adds no operation: let it be seen all the same that it was there."""
    tx.connection.exec_driver_sql(_COUNT)


def reach(tx: ReadTx) -> Reach:
    """How far the store has got, as this transaction sees it."""
    return Reach(*tx.connection.exec_driver_sql(_REACH).one())


def read(folder: Path, key: bytes) -> Reach | None:
    """The newest reach that was noted; None when there is no seal, or none of this key that is whole."""
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return None
    slots = (_read_slot(data[start : start + _SECTOR], _own_key(key)) for start in (0, _SECTOR))
    found = [slot for slot in slots if slot is not None]
    return max(found, key=lambda one: (one.operations, one.commits), default=None)


def is_short(reader: Any, sealed: Reach) -> bool:
    """Whether the store that `reader` (of `cipher.untouched`) reads lacks what was sealed."""
    reached, newest = (
        reader.execute(*query).fetchone() for query in ((_REACH,), (_AT, (sealed.operations,)))
    )
    return not _covers(Reach(*reached), newest, sealed)


def holds(tx: ReadTx, sealed: Reach) -> bool:
    """Whether the store holds what was sealed."""
    newest = tx.connection.exec_driver_sql(_AT, (sealed.operations,)).first()
    return _covers(reach(tx), newest, sealed)


def _covers(reached: Reach, newest: Any, sealed: Reach) -> bool:
    return (newest[0] if newest else "") == sealed.newest and reached.commits >= sealed.commits


def begin(folder: Path, key: bytes, now: Reach) -> Seal:
    """The seal of a store that is opened for writing; made when there is none, or none that can be read."""
    seal = Seal(folder, key)
    if read(folder, key) is None:
        seal.press(now)
        paths.sync_folder(folder)
    return seal


def forget(folder: Path) -> None:
    """Before other data are put in the place of those that were sealed."""
    (folder / FILE).unlink(missing_ok=True)


def _own_key(key: bytes) -> bytes:
    return hmac.digest(key, b"concerta seal", hashlib.sha256)


def _slot(noted: Reach, key: bytes) -> bytes:
    text = canonical(list(astuple(noted))).encode()
    return (hmac.digest(key, text, hashlib.sha256).hex().encode() + b" " + text).ljust(_SECTOR)


def _read_slot(slot: bytes, key: bytes) -> Reach | None:
    digest, _, text = slot.rstrip().partition(b" ")
    if not hmac.compare_digest(digest, hmac.digest(key, text, hashlib.sha256).hex().encode()):
        return None
    return Reach(*json.loads(text))
