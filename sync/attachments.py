"""Attachments travel beside the packages: each sealed by itself, to headquarters or to one laptop.

    age( magic line, manifest line, signature line, content )

The manifest names the attachment and the hash of its content; outside, the file has an opaque name that
stays the same, so that what was sent is not sent again. Which ones are lacking is told in receipts and
packages, and they are sent again until they are there.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import IO, TypeVar, cast

from sqlalchemy import select

from concerta_desktop import paths
from concerta_desktop.errors import ConcertaError, from_os_error
from concerta_desktop.model import RECORD_TYPES, record_type
from concerta_desktop.model.attached import FIELD, MARK
from concerta_desktop.model.fields import specs_by_name
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import age, attachments
from concerta_desktop.store.operation import Operation, canonical
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import OPERATION, table_of
from concerta_desktop.store.tx import ReadTx
from sync import container, devices, journal, keys
from sync.container import Manifest, Refused
from sync.devices import PeerState
from sync.joining import Central, joined

T = TypeVar("T")

ENDING = ".adj"
LARGEST = 110_000_000
"""Bytes of a sealed attachment that is looked at at all."""
MISSING = "missing attachments"
"""What the secret is called that holds which ones headquarters asks for."""
AWAITED = "awaited attachments"
"""What the secret is called that holds attachment -> file in which headquarters sends it."""
_TAKEN = "taken attachment "
_MAGIC = b"concerta adjunto 1"
_NAME = re.compile(r"[0-9a-f]{64}")
_LONGEST_LINE = 1 << 16
_MOST_ASKED = 2000


def names_in(operations: Iterable[Operation]) -> list[str]:
    """The attachments that these operations name, in order."""
    found: dict[str, None] = {}
    for one in operations:
        record = record_type(one.record_type)
        if record is not None and FIELD in specs_by_name(record) and f'"{FIELD}":"' in one.patch:
            name = str(one.patch_values()[FIELD]).partition(MARK)[0]
            if _NAME.fullmatch(name):
                found[name] = None
    return list(found)


def missing(tx: ReadTx, folder: Path, device: str = "") -> list[str]:
    """Attachments of living records that are not here; only of those that one laptop wrote to, when given."""
    here = attachments.names(folder)
    return [name for name in named(tx, device) if name not in here][:_MOST_ASKED]


def named(tx: ReadTx, device: str = "") -> list[str]:
    """Attachments of living records; only of those that one laptop wrote to, when given."""
    found = dict[str, None]()
    for record in RECORD_TYPES:
        if FIELD not in specs_by_name(record):
            continue
        table = table_of(record)
        query = select(table.c[FIELD]).where(table.c[FIELD].is_not(None), table.c.deleted == 0)
        if device:
            wrote = select(OPERATION.c.record_id).where(
                OPERATION.c.device == device, OPERATION.c.record_type == record.META.name
            )
            query = query.where(table.c.id.in_(wrote))
        for value in tx.connection.execute(query.order_by(table.c.id)).scalars():
            name = str(value).partition(MARK)[0]
            if _NAME.fullmatch(name):
                found[name] = None
    return list(found)


def asked(told: object) -> list[str]:
    """A list of attachments that somebody else tells of: only what can be one."""
    listed = cast(list[object], told) if isinstance(told, list) else []
    return [one for one in listed[:_MOST_ASKED] if isinstance(one, str) and _NAME.fullmatch(one)]


def seal_for_central(
    store: Store, tx: ReadTx, central: Central, names: Collection[str], room: Path
) -> list[Path]:
    """Seal what goes to headquarters into `room`, unless it lies there; what goes no more is taken away."""
    start = f"concerta-{central.id[-6:]}-{store.identity.device[-6:]}"
    recipients = (central.recipient, central.recovery)
    made = [
        file
        for name in names
        if (file := seal(store, tx, name, room, (start, central.id, central.id, recipients)))
    ]
    for old in set(room.glob(f"*{ENDING}")) - set(made):
        old.unlink(missing_ok=True)
    return made


def seal(
    store: Store, tx: ReadTx, name: str, room: Path, to: tuple[str, str, str, tuple[str, ...]]
) -> Path | None:
    """Seal one attachment, unless it lies there; None when this store has not got it whole.

    `to`: how the file's name begins, the central, the recipient's id, and the keys it is sealed to."""
    start, central, recipient, public = to
    mark = hmac.new(store.key, f"{recipient} {name}".encode(), hashlib.sha256).hexdigest()[:24]
    file = paths.ensure_dir(room) / f"{start}-{mark}{ENDING}"
    if file.exists():
        return file
    try:
        content = attachments.look(tx, store.folder, store.key, name)
    except ConcertaError:
        return None  # told as missing where its record is looked at
    private = keys.secret(tx, keys.SIGNING)
    manifest = Manifest(
        kind="attachment",
        package=new_id(),
        central=central,
        sender=store.identity.device,
        sign_key=keys.public_key(private),
        recipient=recipient,
        made=store.now().isoformat(),
        size=content.size,
        digest=content.digest,
        about={"name": name},
    )
    with attachments.reading(tx, store.folder, name) as plain:
        _write(file, manifest, plain, private, public)
    return file


def receive(store: Store, source: Path, room: Path) -> int:
    """At headquarters: take the sealed attachments that lie in a folder, or the one that `source` is, into
    `room`, those apart that were taken before; returns how many lie there. Raises `EnvironmentFailure`."""
    found = sorted(source.glob(f"concerta-*{ENDING}")) if source.is_dir() else [source]
    found = [file for file in found if file.suffix == ENDING]
    try:
        for file in found:
            with store.read() as tx:
                known = is_taken(tx, file.name)
            target = paths.ensure_dir(room) / file.name
            if not known and not target.exists() and file.stat().st_size <= LARGEST:
                part = target.with_name(f".{target.name}.part")
                shutil.copyfile(file, part)
                os.replace(part, target)
    except OSError as error:
        raise from_os_error(error, "recibir los adjuntos") from error
    return len(found)


def take_in(store: Store, room: Path) -> int:
    """At headquarters: open what lies in `room` of laptops that were let in; returns how many came. What
    cannot be trusted goes, with a line in the log: the next receipt asks for it again."""
    count = 0
    with store.read() as tx:
        peers = {one.device: one for one in devices.peers(tx)}
        central = joined(tx).id

    def accept(manifest: Manifest) -> None:
        known = peers.get(manifest.sender)
        if known is None or known.state is PeerState.ASKS:
            raise _LaterError
        if known.state is PeerState.REVOKED or known.sign_key != manifest.sign_key:
            raise Refused("Este adjunto no es de un equipo aprobado.")
        if manifest.central != central or manifest.recipient != central:
            raise Refused("Este adjunto es para otra sede central.")

    for file in sorted(room.glob(f"*{ENDING}")):
        try:
            taken = _take(store, file, accept)
        except _LaterError:
            continue
        except Refused as error:
            with store.write() as tx:
                journal.note(tx, f"Adjunto rechazado: {file.name}. {error.what}")
        else:
            count += taken
        file.unlink(missing_ok=True)
    return count


def take_awaited(store: Store, central: Central, folder: Path) -> int:
    """At a laptop: open those that headquarters said it sends and that lie in `folder`; the others are
    awaited further. Returns how many came."""
    count = 0

    def accept(manifest: Manifest) -> None:
        if manifest.sign_key != central.sign_key or manifest.recipient != store.identity.device:
            raise Refused(f"Este adjunto no lo envió la sede «{central.name}» a este equipo.")

    for file_name in awaited(store).values():
        file = folder / file_name
        if file.is_file():
            try:
                count += _take(store, file, accept)
            except Refused as error:
                with store.write() as tx:
                    journal.note(tx, f"Adjunto rechazado: {file.name}. {error.what}")
    return count


def awaited(store: Store) -> dict[str, str]:
    """Attachment -> file of those that headquarters sends and that are not here yet."""
    here = attachments.names(store.folder)
    with store.read() as tx:
        told = keys.secret_json(tx, AWAITED)
    return {name: file for name, file in told.items() if name not in here}


def await_these(store: Store, told: object) -> None:
    """Headquarters said that it sends these."""
    listed = cast(dict[str, object], told) if isinstance(told, dict) else {}
    fresh = {
        name: file
        for name, file in listed.items()
        if _NAME.fullmatch(name) and isinstance(file, str) and file == Path(file).name
    }
    with store.write() as tx:
        keys.keep_json(tx, AWAITED, keys.secret_json(tx, AWAITED) | fresh)


def is_taken(tx: ReadTx, file_name: str) -> bool:
    """Whether a sealed file was opened here already."""
    return bool(keys.secret(tx, _TAKEN + file_name))


class _LaterError(Exception):
    """Its laptop waits to be let in."""


def _take(store: Store, file: Path, accept: Callable[[Manifest], None]) -> bool:
    with store.read() as tx:
        identity = keys.secret(tx, keys.READING)
    here = attachments.names(store.folder)

    def keep(manifest: Manifest, content: IO[bytes]) -> bool:
        name = str(manifest.about.get("name"))
        if not _NAME.fullmatch(name):
            raise Refused("Este adjunto está mal hecho.")
        with store.write(here=True) as tx:
            attachments.keep_from_elsewhere(tx, store.folder, name, manifest.digest, content)
            keys.keep(tx, _TAKEN + file.name, manifest.package)
        return name not in here

    try:
        if file.stat().st_size > LARGEST:
            raise Refused("Este adjunto es demasiado grande.")
        with open(file, "rb") as ciphered:
            return unseal(ciphered, identity, accept, keep)
    except OSError as error:
        raise from_os_error(error, "leer el adjunto") from error


def _write(file: Path, manifest: Manifest, content: IO[bytes], private: str, public: Iterable[str]) -> None:
    head = canonical(asdict(manifest)).encode()
    head = b"\n".join((_MAGIC, head, keys.sign(private, head).encode(), b""))
    part = file.with_name(f".{file.name}.part")
    try:
        with open(part, "wb", opener=paths.owner_only) as out:
            age.encrypt_stream(cast(IO[bytes], _Joined(head, content)), out, *public)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, file)
        paths.sync_folder(file.parent)
    except OSError as error:
        raise from_os_error(error, "preparar un adjunto") from error
    finally:
        part.unlink(missing_ok=True)


def unseal(
    ciphered: IO[bytes],
    identity: str,
    accept: Callable[[Manifest], None],
    keep: Callable[[Manifest, IO[bytes]], T],
) -> T:
    """What `keep` makes of a sealed attachment, which it reads in pieces to the end: that raises `Refused`
    when it is not what its manifest says. No part of it touches the disk in the clear."""
    try:
        with age.deciphered(ciphered, identity) as plain:
            lines = [plain.readline(_LONGEST_LINE).removesuffix(b"\n") for _ in range(3)]
            if lines[0] != _MAGIC:
                raise Refused("Este archivo no es un adjunto de Concerta.")
            manifest = container.read_manifest(lines[1])
            if manifest.kind != "attachment" or not keys.is_signed(
                manifest.sign_key, lines[2].decode("ascii", "replace"), lines[1]
            ):
                raise Refused("La firma de este adjunto no es válida.")
            accept(manifest)
            return keep(manifest, cast(IO[bytes], _Checked(plain, manifest)))
    except age.AgeError as error:
        raise Refused("Este adjunto está cortado, dañado, o es para otro equipo.") from error


class _Joined:
    """A few bytes, and after them a file."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        if not self._head:
            return self._rest.read(size)
        given = self._head if size < 0 else self._head[:size]
        self._head = self._head[len(given) :]
        return given


class _Checked:
    """The content of a sealed attachment; where it ends it must be what its manifest says."""

    def __init__(self, plain: IO[bytes], manifest: Manifest) -> None:
        self._plain, self._due = plain, (manifest.size, manifest.digest)
        self._size, self._digest = 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._plain.read(size)
        self._size += len(piece)
        self._digest.update(piece)
        if self._size > self._due[0] or (not piece and (self._size, self._digest.hexdigest()) != self._due):
            raise Refused("Este adjunto no trae lo que dice traer.")
        return piece
