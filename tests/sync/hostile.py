"""Packages that somebody tampered with, or made to do harm; what is asked of each is that it is refused."""

from __future__ import annotations

import io
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from concerta_desktop.store import age
from concerta_desktop.store.operation import Operation, canonical, hash_operation, hash_patch
from concerta_desktop.store.store import Store
from sync import container, keys
from sync.container import Contents, Manifest
from sync.joining import joined

Change = Callable[[Manifest, list[bytes]], tuple[Manifest, bytes]]


def opened(central: Store, file: Path) -> Contents:
    """A package as headquarters reads it."""
    with central.read() as tx, open(file, "rb") as ciphered:
        return container.unseal(ciphered, keys.secret(tx, keys.READING), lambda _manifest: None)


def made_by(
    laptop: Store,
    contents: Contents,
    change: Change,
    *,
    signer: str = "",
    to: str = "",
    magic: bytes = b"concerta paquete 1",
) -> bytes:
    """The bytes of a package like `contents` after `change`, signed by the laptop (or by `signer`)."""
    with laptop.read() as tx:
        private, central = keys.secret(tx, keys.SIGNING), joined(tx)
    lines = [canonical(list(one)).encode() + b"\n" for one in contents.operations]
    manifest, body = change(contents.manifest, lines)
    head = canonical(asdict(manifest)).encode(errors="surrogatepass")
    signature = keys.sign(signer or private, head).encode()
    out = io.BytesIO()
    age.encrypt_stream(io.BytesIO(b"\n".join((magic, head, signature, body))), out, to or central.recipient)
    return out.getvalue()


def told(manifest: Manifest, lines: list[bytes], **more: Any) -> tuple[Manifest, bytes]:
    """A manifest that tells the truth of these lines."""
    import hashlib

    plain = b"".join(lines)
    sizes = {"operations": len(lines), "size": len(plain), "digest": hashlib.sha256(plain).hexdigest()}
    return replace(manifest, **{**sizes, **more}), zlib.compress(plain)


def changed(line: bytes, **fields: Any) -> bytes:
    """An operation with other fields, its hashes made to hold again."""
    operation = Operation._make(json.loads(line))._replace(**fields)
    operation = operation._replace(patch_hash=hash_patch(operation.salt, operation.patch))
    operation = operation._replace(op_id=hash_operation(operation))
    return canonical(list(operation)).encode() + b"\n"


def salted(line: bytes, salt: str) -> bytes:
    """An operation with another salt; its hashes stay."""
    return canonical(list(Operation._make(json.loads(line))._replace(salt=salt))).encode() + b"\n"


def attacks() -> dict[str, Change]:
    """Name -> what is done to a package that was sound."""

    def with_first(**fields: Any) -> Change:
        return lambda manifest, lines: told(manifest, [changed(lines[0], **fields), *lines[1:]])

    def bomb(manifest: Manifest, _lines: list[bytes]) -> tuple[Manifest, bytes]:
        packer = zlib.compressobj(1)
        zeros = b"".join(packer.compress(bytes(1 << 20)) for _ in range(120)) + packer.flush()
        return manifest, zeros

    def one_long_line(manifest: Manifest, _lines: list[bytes]) -> tuple[Manifest, bytes]:
        return replace(manifest, size=90_000_000), zlib.compress(b"[" * 95_000_000, 1)

    return {
        "bomb": bomb,
        "bomb that says so": lambda m, lines: (replace(m, size=10**12), bomb(m, lines)[1]),
        "one long line": one_long_line,
        "many operations": lambda m, lines: (replace(m, operations=10**9), zlib.compress(b"".join(lines))),
        "negative sizes": lambda m, lines: (
            replace(m, operations=-1, size=-1),
            zlib.compress(b"".join(lines)),
        ),
        "fewer than told": lambda m, lines: (told(m, lines)[0], zlib.compress(b"".join(lines[:-1]))),
        "more than told": lambda m, lines: (told(m, lines[:-1])[0], zlib.compress(b"".join(lines))),
        "another order": lambda m, lines: (told(m, lines)[0], zlib.compress(b"".join(reversed(lines)))),
        "rubbish after it": lambda m, lines: (told(m, lines)[0], told(m, lines)[1] + b"rubbish"),
        "not compressed": lambda m, lines: (told(m, lines)[0], b"".join(lines)),
        "another central": lambda m, lines: told(m, lines, central="otra"),
        "another recipient": lambda m, lines: told(m, lines, recipient="otra"),
        "a receipt": lambda m, lines: told(m, lines, kind="receipt"),
        "of headquarters itself": lambda m, lines: told(m, lines, sender=m.central),
        "another laptop's changes": with_first(device="otro-equipo"),
        "a path as id": with_first(record_id="../../etc/passwd"),
        "a path as type": with_first(record_type="../intervention"),
        "sql as type": with_first(record_type="person; DROP TABLE person"),
        "a date that is none": with_first(
            record_type="attendance", patch='{"day":"mañana"}'.replace("ñ", "\\u00f1")
        ),
        "a number as name": with_first(patch='{"surnames":5}'),
        "nul in a name": with_first(patch='{"surnames":"a\\u0000b"}'),
        "half a letter": with_first(patch='{"surnames":"\\ud800"}'),
        "a list as patch": with_first(patch="[1]"),
        "deep patch": with_first(patch="[" * 50_000 + "]" * 50_000),
        "a float": with_first(patch='{"surnames":1.5}'),
        "not canonical": with_first(patch='{ "surnames": "x"}'),
        "clock that is none": with_first(hlc="99999999999999999999"),
        "seq zero": with_first(seq=0),
        "huge seq": with_first(seq=2**70),
        "a hole in the chain": lambda m, lines: told(m, [lines[0], *lines[2:]]),
        "torn chain": with_first(prev_hash="0" * 64),
        "hash that does not hold": lambda m, lines: told(
            m, [*lines[:-1], lines[-1].replace(b'"person"', b'"entity"')]
        ),
        "emptied by hand": with_first(salt=""),
        "a salt that is none": lambda m, lines: told(m, [salted(lines[0], "sal"), *lines[1:]]),
    }


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit of `data` is another."""
    place = chance.randrange(len(data) * 8)
    wrong = bytearray(data)
    wrong[place // 8] ^= 1 << place % 8
    return bytes(wrong)
