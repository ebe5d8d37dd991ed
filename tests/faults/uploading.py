"""kill -9 during an upload: what arrived in part is never taken for whole, and goes on where it stopped."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from sync import transports
from sync.transports import Access


@dataclass
class Uploads:
    tried: int = 0
    amid: int = 0
    """Killed before the package was there."""
    partial: int = 0
    """Taken for whole, and not what was sent."""
    sent_again: int = 0
    """The most parts that a resumed upload sent although they had arrived."""


def kill_while_uploading(
    url: str, access: Access, behind: Path, file: Path, times: int, seed: int
) -> Uploads:
    """Kill `times` processes that upload `file` to `url`, whose files lie in the folder `behind`, each at
    another moment, and after each go on with what it left."""
    chance, done = random.Random(seed), Uploads()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.uploading"])
    longest = _seconds(url, access, file)
    for _ in range(times):
        for left in behind.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        ours, theirs = context.Pipe(duplex=False)
        victim = context.Process(target=_victim, args=(url, access, file, transports.PART, theirs))
        victim.start()
        theirs.close()
        ours.recv()  # connected, the upload begins
        time.sleep(chance.uniform(0, longest))
        victim.kill()
        victim.join()
        done.tried += 1
        _judge(url, access, behind, file, done)
    return done


def _seconds(url: str, access: Access, file: Path) -> float:
    with transports.opened(url, access) as place:
        started = time.perf_counter()
        transports.put(place, file)
        return time.perf_counter() - started


def _victim(url: str, access: Access, file: Path, part: int, told: Connection) -> None:
    transports.PART = part
    with transports.opened(url, access) as place:
        told.send(True)
        transports.put(place, file)


def _judge(url: str, access: Access, behind: Path, file: Path, done: Uploads) -> None:
    arrived = _parts(behind)
    with transports.opened(url, access) as place:
        if transports.names(place, ".cpk"):
            done.partial += _brought(place, file) != file.read_bytes()
        else:
            done.amid += 1
        transports.put(place, file)
        after = _parts(behind)
        done.partial += transports.names(place, ".cpk") != [file.name]
        done.partial += _brought(place, file) != file.read_bytes()
    done.sent_again = max(done.sent_again, sum(after.get(name) != stamp for name, stamp in arrived.items()))


def _parts(behind: Path) -> dict[str, int]:
    """The parts that have their name, hence are whole, and when each was written."""
    found = behind.glob("*.partes/*")
    return {part.name: part.stat().st_mtime_ns for part in found if part.suffix != ".part"}


def _brought(place: transports.Place, file: Path) -> bytes:
    back = file.with_name("vuelta.cpk")
    transports.get(place, file.name, back)
    return back.read_bytes()
