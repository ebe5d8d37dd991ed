"""A disk that fills up in the middle of saving, copying and writing a document: what SQLite writes is refused
through `vfs`, what Python writes through the files that `open` gives."""

from __future__ import annotations

import builtins
import errno
import io
import multiprocessing
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from concerta_desktop.documents.render import FORMATS, write
from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Attendance
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.identity import new_id
from concerta_desktop.services import demo
from concerta_desktop.services.backups import back_up, known_copies
from concerta_desktop.services.documents import DOCUMENTS
from concerta_desktop.store import backups, health
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from tests.fixtures import CHEAP, PASSPHRASE

_ENDLESS = 1 << 62
_ROWS = 40


@dataclass
class Filled:
    tried: int = 0
    lost: int = 0
    unclear: list[str] = field(default_factory=list[str])
    """What was said instead of a clear sentence, or what was left behind."""


class Disk:
    """Counts what is written and has room for `room` bytes more. A `vfs.Watcher`."""

    def __init__(self) -> None:
        self.room, self.written = _ENDLESS, 0

    def take(self, size: int) -> bool:
        """Whether there was room."""
        if size > self.room:
            return False
        self.room -= size
        self.written += size
        return True

    def opened(self, name: str, *, made: bool) -> None: ...

    def write(self, name: str, offset: int, data: bytes) -> int:
        from tests.faults import vfs

        return vfs.OK if self.take(len(data)) else vfs.FULL

    def truncate(self, name: str, size: int) -> int:
        return 0

    def sync(self, name: str) -> int:
        return 0

    def delete(self, name: str) -> int:
        return 0


def fill_up(folder: Path, times: int) -> Filled:
    """The disk fills at `times` points, evenly spread over each of saving, copying and the three formats."""
    folder.mkdir(exist_ok=True)
    told = folder / "resultado"
    child = multiprocessing.get_context("spawn").Process(target=_child, args=(folder, times, told))
    child.start()
    child.join()
    return pickle.loads(told.read_bytes())


def _child(folder: Path, times: int, told: Path) -> None:
    from tests.faults import vfs

    disk, done = Disk(), Filled()
    store = stores.create(folder / "datos", PASSPHRASE, cost=CHEAP)[0]
    workshop = demo.fill(store, date(2026, 8, 13))
    store.close()
    vfs.install(disk)
    _limit_files(disk)
    store = stores.open_store(folder / "datos", PASSPHRASE)
    back_up(store, "request")
    works: list[Callable[[], object]] = [lambda: _save(store), lambda: back_up(store, "request")]
    with store.read() as tx:
        document = DOCUMENTS["registro"](tx, workshop, store.now())
    for kind in FORMATS:
        target = folder / f"documento.{kind}"
        write(document, kind, target)
        works.append(lambda kind=kind, target=target: write(document, kind, target))
    for number, work in enumerate(works):
        disk.written = 0
        work()
        needed, points = disk.written, range(number, times, len(works))
        for place, _ in enumerate(points):
            _fill(folder, store, disk, work, needed * place // len(points), done)
    store.close()
    _use_real_files()
    told.write_bytes(pickle.dumps(done))


def _fill(
    folder: Path, store: Store, disk: Disk, work: Callable[[], object], room: int, done: Filled
) -> None:
    """Let `work` run out of room."""
    before, disk.room = _standing(folder, store), room
    done.tried += 1
    try:
        work()
        done.unclear.append("nothing was said")
    except EnvironmentFailure as error:
        words = str(error)
        if "espacio" not in words or "a salvo" not in words or not error.todo:
            done.unclear.append(words)
    except Exception as error:  # noqa: BLE001 - whatever else it is, it is not clear
        done.unclear.append(repr(error))
    finally:
        disk.room = _ENDLESS
    done.lost += before != _standing(folder, store)
    done.unclear += [f"left behind: {path.name}" for path in folder.rglob("*.part*")]
    if not health.examine(store).sound:
        done.lost += 1


def _standing(folder: Path, store: Store) -> tuple[object, ...]:
    """What must stay as it is: the log, the copies that are whole, the documents written before."""
    with store.read() as tx:
        log = backups.state_of(tx)
    for copy in known_copies(store.folder)[:1]:
        backups.verify(copy, store.key)
    documents = [path.read_bytes() for path in sorted(folder.glob("documento.*"))]
    return log, len(known_copies(store.folder)), documents


def _save(store: Store) -> None:
    shared = {
        "intervention": "ejemplo",
        "day": date(2026, 8, 12),
        "document_type": DocumentType.DNI,
        "surnames": "Ñahui Quispe",
        "names": "Rosa",
    }
    numbers = (f"{number:08d}" for number in range(_ROWS))
    with store.write() as tx:
        changes(tx, [Change(Attendance, new_id(), shared | {"document_number": one}) for one in numbers])


_real_open = builtins.open


def _limit_files(disk: Disk) -> None:
    class Limited(io.FileIO):
        def write(self, data: Any, /) -> int:
            if not disk.take(len(data)):
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)

    def limited(file: Any, mode: str = "r", *rest: Any, opener: Any = None, **more: Any) -> Any:
        if not set(mode) & set("wax+"):
            return _real_open(file, mode, *rest, opener=opener, **more)
        raw: Any = Limited(file, mode.replace("b", "").replace("t", ""), opener=opener)
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding=more.get("encoding"))

    builtins.open = io.open = cast(Any, limited)


def _use_real_files() -> None:
    builtins.open = io.open = _real_open
