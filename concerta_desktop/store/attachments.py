"""Files that belong to records, ciphered beside the store: age to an identity kept inside it [sync.md].

The name of a file is HMAC(store key, content): the same content is kept once, and the name tells nobody what
it is. It is written beside, synced and renamed, so that a power cut leaves all of it or nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from typing import IO

from sqlalchemy import select

from concerta_desktop import paths
from concerta_desktop.errors import EnvironmentFailure, from_os_error
from concerta_desktop.store import age
from concerta_desktop.store.age import AgeError
from concerta_desktop.store.tables import ATTACHMENT_KEY
from concerta_desktop.store.tx import ReadTx, Tx

FOLDER = "adjuntos"
_IDENTITY = "attachments"
_CHUNK = 1 << 20
_SAFE = "El registro y los demás adjuntos están a salvo."


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
    except OSError as error:
        raise from_os_error(error, "guardar el adjunto") from error
    return name


def bring(tx: ReadTx, folder: Path, key: bytes, name: str, out: Path) -> None:
    """Write the content of an attachment to `out`, whole or not at all.

    Raises `EnvironmentFailure` when it is not there, cannot be written, or is not what was kept.
    """
    identity, part = _known_identity(tx), out.with_name(f"{out.name}.part")
    if identity is None or not (folder / FOLDER / name).is_file():
        raise EnvironmentFailure(
            "Ese adjunto no está en este equipo.", safe=_SAFE, todo="Búsquelo en una copia."
        )
    try:
        with open(folder / FOLDER / name, "rb") as ciphered, open(part, "w+b") as plain:
            age.decrypt_stream(ciphered, plain, identity)
            plain.seek(0)
            if not hmac.compare_digest(_name(plain, key), name):
                raise AgeError("another content")
        os.replace(part, out)
    except AgeError as error:
        told = EnvironmentFailure("Ese adjunto está dañado.", safe=_SAFE, todo="Búsquelo en una copia.")
        raise told from error
    except OSError as error:
        raise from_os_error(error, "abrir el adjunto") from error
    finally:  # what was deciphered until something went wrong stays behind otherwise
        part.unlink(missing_ok=True)


def erase(folder: Path, name: str) -> None:
    """Take an attachment away for good, as when somebody's data are erased."""
    (folder / FOLDER / name).unlink(missing_ok=True)


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
    seal = hmac.new(key, b"concerta attachment", hashlib.sha256)
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
