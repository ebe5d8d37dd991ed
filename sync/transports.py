"""Where packages are left and taken from: a folder or stick, WebDAV (Nextcloud), SFTP; all through fsspec.

On a stick a package is one file, written beside, read back and renamed. On a server it goes up in parts of at
most 4 MB, `NAME.partes/NNNN-sha`, each read back and renamed, and `NAME.indice` last: a package is there when
its index is, and an upload that was cut goes on with the part that is missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from concerta_desktop import paths
from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error
from concerta_desktop.progress import Progress, silent
from sync.failures import explained

PART = 4_000_000
_LARGEST = 110_000_000
"""Bytes of a file that is brought at all: a package, or a sealed attachment."""
_PARTS, _INDEX = ".partes", ".indice"
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_TIMEOUT = 30


@dataclass(frozen=True)
class Access:
    """What a server asks for; kept in the ciphered store."""

    user: str = ""
    password: str = ""
    host_key: str = ""
    """Fingerprint of the SFTP server, "SHA256:…", as a person accepted it; "" = none yet."""


@dataclass(frozen=True)
class Place:
    """A place that is open. `root` is a path inside `files`, which is an fsspec file system."""

    files: Any
    root: str
    label: str
    """As people read it: without password."""
    removable: bool
    """A folder of this computer: packages are whole files there."""

    def path(self, *names: str) -> str:
        return "/".join([self.root.rstrip("/"), *names])


@contextlib.contextmanager
def opened(url: str, access: Access | None = None) -> Iterator[Place]:
    """The place at `url`: a folder, http(s)://… (WebDAV) or sftp://…. Raises `UserError`,
    `EnvironmentFailure`, here and for whatever is done with it inside."""
    asked = access or Access()
    parts = urlsplit(url)
    label = parts.hostname or url
    if len(parts.scheme) <= 1 or parts.scheme == "file":  # "C:\\…" has a scheme of one letter
        folder = Path(unquote(parts.path) if parts.scheme == "file" else url)
        with explained(str(folder)):
            yield _folder(folder)
    elif parts.scheme in {"http", "https"}:
        with explained(label):
            place = _webdav(url, asked, label)
            try:
                yield place
            finally:
                place.files.client.http.close()
    elif parts.scheme == "sftp":
        with explained(label):
            place = _sftp(parts.hostname or "", parts.port or 22, unquote(parts.path) or ".", asked)
            try:
                yield place
            finally:
                place.files.client.close()
    else:
        raise UserError(f"«{url}» no es una carpeta ni la dirección de un servidor.", todo=_FORMS)


_FORMS = "Use la ruta de una carpeta, https://… (Nextcloud) o sftp://…"


def put(place: Place, file: Path, progress: Progress = silent) -> None:
    """Lay `file` there, whole and read back. What is there already is not sent again."""
    with explained(place.label):
        if place.removable:
            _put_whole(place, file, progress)
        else:
            _put_parts(place, file, progress)


def names(place: Place, ending: str) -> list[str]:
    """What lies there whole."""
    with explained(place.label):
        found = [str(one["name"]).rstrip("/").rsplit("/", 1)[-1] for one in _listed(place, place.root)]
    whole = {name.removesuffix(_INDEX) for name in found if name.endswith(ending + _INDEX)}
    if place.removable:
        whole |= {name for name in found if name.endswith(ending)}
    return sorted(name for name in whole if "/" not in name and not name.startswith("."))


def get(place: Place, name: str, out: Path, progress: Progress = silent) -> None:
    """Bring a file to `out`, whole or not at all."""
    part = out.with_name(f".{out.name}.part")
    try:
        with explained(place.label), open(part, "wb", opener=paths.owner_only) as target:
            pieces = _whole(place, name) if place.removable else _pieces(place, name)
            done = 0
            for piece, total in pieces:
                target.write(piece)
                done += len(piece)
                progress(done, total, f"Recibiendo {name}")
            target.flush()
            os.fsync(target.fileno())
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def _folder(folder: Path) -> Place:
    from fsspec.implementations.local import LocalFileSystem

    if not folder.is_dir():
        raise EnvironmentFailure(
            f"No se encuentra la carpeta «{folder}».",
            safe="Lo preparado está a salvo en este equipo.",
            todo="Conecte la memoria o elija otra carpeta.",
        )
    return Place(LocalFileSystem(auto_mkdir=False, skip_instance_cache=True), str(folder), str(folder), True)  # noqa: FBT003


def _webdav(url: str, access: Access, label: str) -> Place:
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise UserError(
            "Esa dirección no cifra la contraseña (http).",
            safe="No se ha enviado nada.",
            todo="Use la que empieza con https://.",
        )
    from webdav4.fsspec import WebdavFileSystem

    auth = (access.user, access.password) if access.user else None
    files: Any = WebdavFileSystem(url, auth=auth, retry=False, timeout=_TIMEOUT, skip_instance_cache=True)
    return Place(files, "", label, removable=False)


def _sftp(host: str, port: int, root: str, access: Access) -> Place:
    from fsspec.implementations.sftp import SFTPFileSystem

    from sync.host_keys import known_host

    class Files(SFTPFileSystem):  # pyright: ignore[reportUntypedBaseClass]
        def _connect(self) -> None:
            try:
                super()._connect()
            except BaseException:
                self.client.close()  # its thread would wait for ever
                raise

    files: Any = Files(
        host,
        port=port,
        username=access.user or None,
        password=access.password or None,
        host_key_policy=known_host(access.host_key),
        look_for_keys=False,
        allow_agent=False,
        timeout=_TIMEOUT,
        skip_instance_cache=True,
    )
    files.ftp.get_channel().settimeout(_TIMEOUT)
    return Place(files, root, host, removable=False)


def _put_whole(place: Place, file: Path, progress: Progress) -> None:
    target = Path(place.path(file.name))
    part = target.with_name(f".{target.name}.part")
    total, digest, done = file.stat().st_size, hashlib.sha256(), 0
    if target.exists() and _digest(target) == _digest(file):
        return
    try:
        with open(file, "rb") as source, open(part, "wb") as writer:
            while piece := source.read(PART):
                writer.write(piece)
                digest.update(piece)
                done += len(piece)
                progress(done, total, f"Copiando {file.name}")
            writer.flush()
            os.fsync(writer.fileno())
            if hasattr(os, "posix_fadvise"):  # so that it is read from the stick, not from memory
                os.posix_fadvise(writer.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        progress(total, total, f"Comprobando {file.name}")
        if _digest(part) != digest.hexdigest():
            raise _other_content(place)
        os.replace(part, target)
        paths.sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _put_parts(place: Place, file: Path, progress: Progress) -> None:
    total = file.stat().st_size
    plan = _plan(file)
    index: dict[str, Any] = {"name": file.name, "size": total, "digest": _digest(file), "parts": plan}
    if _index(place, file.name) == index:
        return
    room = place.path(file.name + _PARTS)
    if not place.files.exists(room):
        place.files.mkdir(room)
    there = {str(one["name"]).rstrip("/").rsplit("/", 1)[-1]: one["size"] for one in _listed(place, room)}
    done = 0
    with open(file, "rb") as source:
        for name, size in plan:
            piece = source.read(size)
            if there.get(name) != size:
                _put_checked(place, f"{room}/{name}", piece)
            done += size
            progress(done, total, f"Enviando {file.name}")
    _put_checked(place, place.path(file.name + _INDEX), json.dumps(index).encode())


def _put_checked(place: Place, path: str, data: bytes) -> None:
    """Write beside, read back, rename: what has its name is whole."""
    part = f"{path}.part"
    place.files.pipe_file(part, data)
    if place.files.cat_file(part) != data:
        raise _other_content(place)
    if place.files.exists(path):
        place.files.rm_file(path)
    place.files.mv(part, path)


def _plan(file: Path) -> list[list[Any]]:
    parts: list[list[Any]] = []
    with open(file, "rb") as source:
        while piece := source.read(PART):
            parts.append([f"{len(parts):04d}-{hashlib.sha256(piece).hexdigest()[:32]}", len(piece)])
    return parts


def _whole(place: Place, name: str) -> Iterator[tuple[bytes, int]]:
    path = Path(place.path(name))
    total = path.stat().st_size
    with open(path, "rb") as source:
        while piece := source.read(PART):
            yield piece, total


def _pieces(place: Place, name: str) -> Iterator[tuple[bytes, int]]:
    index = _index(place, name)
    if index is None or not 0 <= index["size"] <= _LARGEST:
        raise _other_content(place)
    digest = hashlib.sha256()
    for part, size in index["parts"]:
        piece = place.files.cat_file(place.path(name + _PARTS, part))
        if (
            len(piece) != size
            or len(piece) > PART
            or not part.endswith(hashlib.sha256(piece).hexdigest()[:32])
        ):
            raise _other_content(place)
        digest.update(piece)
        yield piece, index["size"]
    if digest.hexdigest() != index["digest"]:
        raise _other_content(place)


def _index(place: Place, name: str) -> dict[str, Any] | None:
    """What the index of a package says; None = there is none, or it is not one."""
    try:
        raw: Any = json.loads(place.files.cat_file(place.path(name + _INDEX)))
    except (FileNotFoundError, ValueError):
        return None
    try:
        parts: list[list[Any]] = [[str(part), int(size)] for part, size in raw["parts"]]
        if any("/" in part or len(part) > 60 for part, _ in parts) or len(parts) > _LARGEST // PART + 1:
            return None
        size, digest = int(raw["size"]), str(raw["digest"])
        return {"name": str(raw["name"]), "size": size, "digest": digest, "parts": parts}
    except (KeyError, TypeError, ValueError):
        return None


def _listed(place: Place, path: str) -> list[dict[str, Any]]:
    place.files.invalidate_cache()
    return place.files.ls(path, detail=True)


def _digest(path: Path) -> str:
    from concerta_desktop.store.files import digest

    return digest(path)


def _other_content(place: Place) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"Lo que se lee en «{place.label}» no es lo que se escribió.",
        safe="Lo preparado está a salvo en este equipo; allá no quedó ningún paquete a medias.",
        todo="Pruebe otra vez; si se repite, use otra memoria u otro servidor.",
    )


def told(error: OSError, label: str) -> EnvironmentFailure:
    """An error of a disk or stick, in words."""
    return from_os_error(error, f"llegar a «{label}»")
