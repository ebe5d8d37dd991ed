"""More than two hundred files that do harm: what `tests/sync/hostile.py` does, and every field of operation
and manifest with what does not belong there.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any

from concerta_desktop.store.operation import Operation
from concerta_desktop.store.store import Store
from sync.container import Contents, Manifest
from tests.sync import hostile
from tests.sync.hostile import Change, changed, told

_WRONG: tuple[Any, ...] = (None, [], {"a": 1}, 1.5, True, "\0", "../../x", "é" * 90, "\ud800", -1, 10**30)
_HASHES = {"patch_hash", "op_id"}
_FREE = {"program"}
"""Fields of a manifest that may say anything."""


def packages(laptop: Store, contents: Contents) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of packages that an approved laptop signed and that must not be taken."""
    changes = {**hostile.attacks(), **_operations(), **_manifests(contents.manifest)}
    for name, change in changes.items():
        yield name, hostile.made_by(laptop, contents, change)
    for magic in (b"", b"concerta paquete 0", b"concerta paquete 2", b"concerta paquete 1 ", b"PK\x03\x04"):
        yield f"magic {magic!r}", hostile.made_by(laptop, contents, told, magic=magic)


def files(sound: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of files that only look like a package from outside."""
    chance = random.Random(3)
    yield "empty", b""
    yield "html", b"<html><body>Bienvenido</body></html>"
    yield "zip", b"PK\x03\x04" + sound[4:]
    yield "zeros", bytes(1_000_000)
    yield "rubbish", chance.randbytes(100_000)
    yield "only the header", sound[:200]
    yield "twice", sound + sound
    yield "in front of it", b"x" + sound
    yield "long header", b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * 5_000_000
    yield "many recipients", b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 100_000
    yield "too big", bytes(80_000_001)
    for number in range(10):
        yield f"cut {number}", sound[: len(sound) * number // 10]


def write(folder: Path, named: Iterator[tuple[str, bytes]], ending: str) -> list[Path]:
    """As files; their names do not tell what they are."""
    folder.mkdir(exist_ok=True)
    made: list[Path] = []
    for number, (_name, data) in enumerate(named):
        file = folder / f"{ending[1:]}-{number:03d}{ending}"
        file.write_bytes(data)
        made.append(file)
    return made


def _operations() -> dict[str, Change]:
    found: dict[str, Change] = {}
    for (number, field), wrong in product(enumerate(Operation._fields), _WRONG):
        found[f"{field} {wrong!r}"[:60]] = _with(number, wrong)
    return found


def _with(number: int, wrong: Any) -> Change:
    def change(manifest: Manifest, lines: list[bytes]) -> tuple[Manifest, bytes]:
        values = json.loads(lines[0])
        values[number] = wrong
        line = json.dumps(values).encode() + b"\n"
        if Operation._fields[number] not in _HASHES:
            with suppress(TypeError, ValueError, AttributeError):
                line = changed(line)  # with hashes that hold
        lines = list(lines)
        lines[0] = line
        return told(manifest, lines)

    return change


def _manifests(manifest: Manifest) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for field, wrong in product(asdict(manifest), _WRONG):
        due = type(getattr(manifest, field))
        harmless = field in _FREE or (field == "schema" and isinstance(wrong, int))
        if not (harmless and type(wrong) is due) and not (field == "about" and type(wrong) is due):
            found[f"manifest {field} {wrong!r}"[:60]] = _says(field, wrong)
    for size in (1, 10, 60):
        found[f"bomb of {size} MB"] = _bomb(size << 20)
    return found


def _says(field: str, wrong: Any) -> Change:
    return lambda manifest, lines: told(manifest, lines, **{field: wrong})


def _bomb(size: int) -> Change:
    return lambda manifest, _lines: (manifest, zlib.compress(bytes(size), 9))
