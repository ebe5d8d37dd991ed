"""The one container of everything that travels: device packages, receipts, work packages.

    age( magic line, manifest line, signature line, zlib of one JSON line per operation )

Signed inside the encryption, over a manifest that names the recipient: age alone does not say who wrote it.
What is read never touches the disk in the clear, and no part of it is used before its place in the stream
was authenticated, its manifest accepted and its sizes held against fixed limits.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from typing import IO, Any, cast

from concerta_desktop import __version__
from concerta_desktop.errors import UserError
from concerta_desktop.store import age
from concerta_desktop.store.operation import SCHEMA, Operation, canonical
from concerta_desktop.store.pause import collector_paused, in_turn
from sync import keys
from sync.sane import read_operation

_MAGIC = b"concerta paquete "
_FORMAT = 1
MAX_FILE = 80_000_000
"""Bytes of a file that is looked at at all."""
MAX_PLAIN = 96_000_000
"""Bytes of its operations, unpacked."""
MAX_OPERATIONS = 60_000
_MAX_HEAD = 2_000_000
_PIECE = 1 << 18
_ID, _MOMENT = re.compile(r"[0-9A-Za-z_.-]{1,80}"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SAFE = "No se ha combinado nada; lo guardado está a salvo."


class Refused(UserError):
    """A package that cannot be taken, with the reason for a person."""

    def __init__(self, what: str, *, todo: str = "Pida que lo preparen y lo entreguen otra vez.") -> None:
        super().__init__(what, safe=_SAFE, todo=todo)


class _Enough(Exception):
    """Only the manifest was wanted."""


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself, signed."""

    kind: str
    """"device", "receipt" or "work"."""
    package: str
    """Its id."""
    central: str
    sender: str
    """Id of the laptop or of headquarters."""
    sign_key: str
    recipient: str
    """Id of headquarters or of the laptop it is for."""
    made: str
    program: str = __version__
    schema: int = SCHEMA
    operations: int = 0
    size: int = 0
    digest: str = ""
    """SHA-256 of the unpacked operations."""
    about: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the kind adds."""


@dataclass(frozen=True)
class Contents:
    """A package that was opened: every hash in it holds."""

    manifest: Manifest
    operations: list[Operation]


def seal(
    out: IO[bytes],
    manifest: Manifest,
    operations: Sequence[Operation],
    private: str,
    recipients: Iterable[str],
) -> Manifest:
    """Write a package to `out`; returns the manifest as it went in. Raises `AgeError`, `OSError`."""
    packer, digest, size, packed = zlib.compressobj(6), hashlib.sha256(), 0, io.BytesIO()
    for operation in operations:
        line = canonical(list(operation)).encode() + b"\n"
        digest.update(line)
        size += len(line)
        packed.write(packer.compress(line))
    packed.write(packer.flush())
    whole = replace(manifest, operations=len(operations), size=size, digest=digest.hexdigest())
    head = canonical(asdict(whole)).encode()
    lines = (_MAGIC + str(_FORMAT).encode(), head, keys.sign(private, head).encode(), packed.getvalue())
    age.encrypt_stream(io.BytesIO(b"\n".join(lines)), out, *recipients)
    return whole


def look(ciphered: IO[bytes], identity: str) -> Manifest:
    """The manifest alone, its signature checked. Raises `Refused`."""
    seen: list[Manifest] = []

    def stop(manifest: Manifest) -> None:
        seen.append(manifest)
        raise _Enough

    with suppress(_Enough):
        _read(ciphered, identity, stop)
    return seen[0]


@collector_paused()
def unseal(ciphered: IO[bytes], identity: str, accept: Callable[[Manifest], None]) -> Contents:
    """Open a package. `accept` sees the signed manifest before anything else is read, and may raise.
    Raises `Refused`; nothing of it is kept anywhere."""
    return _read(ciphered, identity, accept)


def _read(ciphered: IO[bytes], identity: str, accept: Callable[[Manifest], None]) -> Contents:
    sink = _Sink(accept)
    try:
        age.decrypt_stream(ciphered, cast(IO[bytes], sink), identity)
        return sink.finished()
    except age.AgeError as error:
        if "matching keys" in str(error):
            raise Refused("Este paquete está cerrado para otra sede central o para otro equipo.") from error
        raise Refused("Este paquete está cortado o dañado.") from error
    except (zlib.error, RecursionError) as error:
        raise Refused("Este paquete está dañado por dentro.") from error


class _Sink:
    """Takes the authenticated plain bytes as age gives them, piece by piece."""

    def __init__(self, accept: Callable[[Manifest], None]) -> None:
        self._accept = accept
        self._head = b""
        self._manifest: Manifest | None = None
        self._unpacker = zlib.decompressobj()
        self._digest = hashlib.sha256()
        self._size = 0
        self._rest: list[bytes] = []
        self._operations: list[Operation] = []

    def write(self, data: bytes) -> int:
        if self._manifest is not None:
            self._body(data)
            return len(data)
        self._head += data
        if not self._head.startswith(_MAGIC[: len(self._head)]):
            raise Refused("Este archivo no es un paquete de Concerta.")
        parts = self._head.split(b"\n", 3)
        if len(parts) == 4:
            self._begin(parts[0], parts[1], parts[2])
            self._head = b""
            self._body(parts[3])
        elif len(self._head) > _MAX_HEAD:
            raise Refused("Este paquete está mal hecho.")
        return len(data)

    def flush(self) -> None:
        """As a file."""

    def _begin(self, magic: bytes, head: bytes, signature: bytes) -> None:
        if magic != _MAGIC + str(_FORMAT).encode():
            raise Refused("Este paquete es de otra versión de Concerta.", todo="Actualice Concerta y repita.")
        manifest = read_manifest(head)
        if not keys.is_signed(manifest.sign_key, signature.decode("ascii", "replace"), head):
            raise Refused("La firma de este paquete no es válida.")
        if not 0 <= manifest.operations <= MAX_OPERATIONS or not 0 <= manifest.size <= MAX_PLAIN:
            raise Refused("Este paquete es demasiado grande.")
        self._accept(manifest)
        self._manifest = manifest

    def _body(self, data: bytes) -> None:
        manifest = cast(Manifest, self._manifest)
        while data:
            plain = self._unpacker.decompress(data, _PIECE)
            data = self._unpacker.unconsumed_tail
            if self._unpacker.unused_data or (not plain and self._unpacker.eof and data):
                raise Refused("A este paquete le sobra algo.")
            self._size += len(plain)
            if self._size > manifest.size:
                raise Refused("Este paquete trae más de lo que dice traer.")
            self._digest.update(plain)
            self._lines(plain)

    def _lines(self, plain: bytes) -> None:
        *whole, rest = plain.split(b"\n")
        for line in in_turn(whole):
            self._operations.append(read_operation(b"".join([*self._rest, line])))
            self._rest = []
        self._rest.append(rest)
        if len(self._operations) > cast(Manifest, self._manifest).operations:
            raise Refused("Este paquete trae más de lo que dice traer.")

    def finished(self) -> Contents:
        manifest = self._manifest
        if manifest is None or not self._unpacker.eof or any(self._rest):
            raise Refused("Este paquete está cortado.")
        told = (manifest.size, manifest.operations, manifest.digest)
        if told != (self._size, len(self._operations), self._digest.hexdigest()):
            raise Refused("Este paquete no trae lo que dice traer.")
        return Contents(manifest, self._operations)


def read_manifest(head: bytes) -> Manifest:
    """The manifest of this line, of the types it declares. Raises `Refused`."""
    try:
        raw: Any = json.loads(head.decode())
        values = {item.name: raw[item.name] for item in fields(Manifest)}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("Este paquete está mal hecho.") from error
    kinds = {"schema": int, "operations": int, "size": int, "about": dict}
    if any(type(value) is not kinds.get(name, str) for name, value in values.items()):
        raise Refused("Este paquete está mal hecho.")
    ids = (values["package"], values["central"], values["sender"], values["recipient"])
    if not all(_ID.fullmatch(one) for one in ids) or not _MOMENT.match(values["made"]):
        raise Refused("Este paquete está mal hecho.")
    return Manifest(**values)
