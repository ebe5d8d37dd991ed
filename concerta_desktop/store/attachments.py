"""Files that belong to records, ciphered beside the store: age to an identity kept inside it [sync.md].

The name of a file is HMAC(store key, content): the same content is kept once, and the name tells nobody what
it is. It is written beside, synced and renamed, so that a power cut leaves all of it or nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy import select

from concerta_desktop import paths
from concerta_desktop.errors import EnvironmentFailure, from_os_error
from concerta_desktop.model.attached import FIELD
from concerta_desktop.store import age, files
from concerta_desktop.store.age import AgeError
from concerta_desktop.store.tables import ATTACHMENT_KEY, DRAFT, OPERATION, SET_ASIDE
from concerta_desktop.store.tx import ReadTx, Tx

FOLDER = "adjuntos"
_IDENTITY = "attachments"
_NOTED = "attachment "
"""Begins the names under which the hash of a content is kept that came from another store."""
_NAMED = re.compile(r"\b[0-9a-f]{64}\b")
_HOUR = 3600
_PURPOSE = b"concerta attachment"
_CHUNK = 1 << 20
_SAFE = "El registro y los demás adjuntos están a salvo."


class Content(NamedTuple):
    size: int
    digest: str
    """SHA-256."""


def keep(tx: Tx, folder: Path, key: bytes, source: Path) -> str:
    """Keep the file `source` with the store in `folder`; returns the name to note in its record.

    Raises `EnvironmentFailure` when it cannot be read or written; then nothing is kept.
    """
    recipient = age.recipient_of(_identity(tx))
    room = paths.ensure_dir(folder / FOLDER)
    try:
        with open(source, "rb") as content:
            name = _name(content, key)
            target, part = room / name, room / f"{name}.part"
            if not target.exists():
                content.seek(0)
                _encrypt(content, part, recipient)
                os.replace(part, target)
                paths.sync_folder(room)
            os.utime(target)  # wanted now, whenever it was first kept: see `forget_unnamed`
    except OSError as error:
        raise from_os_error(error, "guardar el adjunto") from error
    return name


def bring(tx: ReadTx, folder: Path, key: bytes, name: str, out: Path) -> None:
    """Write the content of an attachment to `out`, whole or not at all.

    Raises `EnvironmentFailure` when it is not there, cannot be written, or is not what was kept.
    """
    identity, part = _known_identity(tx), out.with_name(f"{out.name}.part")
    if identity is None or not (folder / FOLDER / name).is_file():
        raise _not_here()
    try:
        with open(folder / FOLDER / name, "rb") as ciphered, open(part, "w+b") as plain:
            age.decrypt_stream(ciphered, plain, identity)
            plain.seek(0)
            _check(tx, plain, key, name)
        os.replace(part, out)
    except AgeError as error:
        raise _damaged() from error
    except OSError as error:
        raise from_os_error(error, "abrir el adjunto") from error
    finally:  # what was deciphered until something went wrong stays behind otherwise
        part.unlink(missing_ok=True)


@contextmanager
def reading(tx: ReadTx, folder: Path, name: str) -> Iterator[IO[bytes]]:
    """The content of an attachment in pieces, whatever its size, to be sealed for somebody else: `look` at it
    before. Raises `EnvironmentFailure`."""
    identity = _known_identity(tx)
    if identity is None or not (folder / FOLDER / name).is_file():
        raise _not_here()
    try:
        with (
            open(folder / FOLDER / name, "rb") as ciphered,
            age.deciphered(ciphered, identity) as plain,
        ):
            yield plain
    except AgeError as error:
        raise _damaged() from error
    except OSError as error:
        raise from_os_error(error, "abrir el adjunto") from error


def look(tx: ReadTx, folder: Path, key: bytes, name: str) -> Content:
    """How long an attachment is, and its hash. Raises `EnvironmentFailure` when it is not what was kept."""
    with reading(tx, folder, name) as plain:
        return _check(tx, plain, key, name)


def keep_from_elsewhere(tx: Tx, folder: Path, name: str, digest: str, content: IO[bytes]) -> None:
    """Keep what came from another store under the name that its record says there: this one's key gives
    another. `content` raises what it likes unless that is its hash; then, and when `EnvironmentFailure` is
    raised, nothing is kept."""
    recipient = age.recipient_of(_identity(tx))
    target = paths.ensure_dir(folder / FOLDER) / name
    part = target.with_name(f"{name}.part")
    try:
        _encrypt(content, part, recipient)
        noted = ATTACHMENT_KEY.c.name == _NOTED + name
        tx.connection.execute(ATTACHMENT_KEY.delete().where(noted))
        row = {"name": _NOTED + name, "value": bytes.fromhex(digest)}
        tx.connection.execute(ATTACHMENT_KEY.insert(), row)
        os.replace(part, target)
        paths.sync_folder(target.parent)
    except OSError as error:
        raise from_os_error(error, "guardar el adjunto") from error


def names(folder: Path) -> frozenset[str]:
    """Of all that are here."""
    room = folder / FOLDER
    listed = os.listdir(room) if room.is_dir() else []
    return frozenset(name for name in listed if not name.endswith(".part"))


def bring_along(source: Path, target: Path) -> int:
    """Copy into the folder `target` the attachments of `source` that are not there, each whole or not at all;
    returns how many. They never change, so that all copies of a store share them. Raises `OSError`."""
    due = names(source) - names(target)
    for name in sorted(due):
        room = paths.ensure_dir(target / FOLDER)
        part = room / f"{name}.part"
        try:
            files.copy_file(source / FOLDER / name, part)
            os.replace(part, room / name)
        finally:
            part.unlink(missing_ok=True)
        paths.sync_folder(room)
    return len(due)


def erase(folder: Path, name: str) -> None:
    """Take an attachment away for good, as when somebody's data are erased."""
    (folder / FOLDER / name).unlink(missing_ok=True)


def forget_unnamed(tx: ReadTx, folder: Path) -> int:
    """Take away the files that nothing names: attached in a form that was cancelled, or in an action that
    failed. Returns how many. Stays what any change ever named, what a half-typed form names, what came from
    another store ahead of its records, and what was attached within the hour."""
    settled = time.time() - _HOUR
    loose = {name for name in names(folder) if _written(folder / FOLDER / name) < settled}
    patches = (
        select(one.c.patch).where(one.c.patch.contains(f'"{FIELD}"')) for one in (OPERATION, SET_ASIDE)
    )
    for query in (select(ATTACHMENT_KEY.c.name), select(DRAFT.c.payload), *patches):
        if loose:
            said = tx.connection.execute(query).scalars()
            loose -= {name for text in said for name in _NAMED.findall(text)}
    for name in loose:
        with suppress(OSError):  # held by another program: next time
            erase(folder, name)
    return len(loose)


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return time.time()


def _check(tx: ReadTx, plain: IO[bytes], key: bytes, name: str) -> Content:
    """Raises `AgeError` when this is not what was kept under `name`."""
    named, seal, size = hmac.new(key, _PURPOSE, hashlib.sha256), hashlib.sha256(), 0
    while chunk := plain.read(_CHUNK):
        named.update(chunk)
        seal.update(chunk)
        size += len(chunk)
    if not hmac.compare_digest(named.hexdigest(), name):
        query = select(ATTACHMENT_KEY.c.value).where(ATTACHMENT_KEY.c.name == _NOTED + name)
        noted = tx.connection.execute(query).scalar()
        if noted is None or not hmac.compare_digest(noted, seal.digest()):
            raise AgeError("another content")
    return Content(size, seal.hexdigest())


def _not_here() -> EnvironmentFailure:
    return EnvironmentFailure(
        "Ese adjunto no está en este equipo.",
        safe=_SAFE,
        todo="Si lo adjuntaron en otro equipo, llegará con una entrega; si no, búsquelo en una copia.",
    )


def _damaged() -> EnvironmentFailure:
    return EnvironmentFailure("Ese adjunto está dañado.", safe=_SAFE, todo="Búsquelo en una copia.")


def _encrypt(content: IO[bytes], part: Path, recipient: str) -> None:
    try:
        with open(part, "wb", opener=paths.owner_only) as ciphered:
            age.encrypt_stream(content, ciphered, recipient)
            ciphered.flush()
            os.fsync(ciphered.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _name(content: IO[bytes], key: bytes) -> str:
    seal = hmac.new(key, _PURPOSE, hashlib.sha256)
    while chunk := content.read(_CHUNK):
        seal.update(chunk)
    return seal.hexdigest()


def _identity(tx: Tx) -> str:
    known = _known_identity(tx)
    if known is None:
        known, _ = age.new_identity()
        tx.connection.execute(ATTACHMENT_KEY.insert(), {"name": _IDENTITY, "value": known.encode()})
    return known


def _known_identity(tx: ReadTx) -> str | None:
    query = select(ATTACHMENT_KEY.c.value).where(ATTACHMENT_KEY.c.name == _IDENTITY)
    kept = tx.connection.execute(query).scalar()
    return kept.decode() if kept else None
