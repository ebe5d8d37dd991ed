"""What SQLite asks of the disk, seen and refused at will: a few entries of its own table of file functions
are replaced through ctypes, so that no compiler is needed and the cipher above it notices nothing.

It lasts as long as the process: `install` belongs in a child of the tests.
"""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast, string_at
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3._sqlite3 as library  # pyright: ignore[reportMissingImports]

OK, FULL = 0, 13
_MAIN_DB, _WAL = 0x100, 0x80000

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Watcher(Protocol):
    """Told before each request about a data file or its WAL, by the file's name; anything but `OK` that it
    answers is what SQLite is told instead."""

    def opened(self, name: str, *, made: bool) -> None: ...
    def write(self, name: str, offset: int, data: bytes) -> int: ...
    def truncate(self, name: str, size: int) -> int: ...
    def sync(self, name: str) -> int: ...
    def delete(self, name: str) -> int: ...


class _Methods(Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


class _Vfs(Structure):
    """sqlite3_vfs, as far as it is needed."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
    )


_kept: list[Any] = []
"""What SQLite points to from now on must not be collected."""


def install(watcher: Watcher) -> None:
    """From now on every data file and WAL of this process is watched."""
    sqlite: Any = ctypes.CDLL(library.__file__)
    sqlite.sqlite3_vfs_find.restype = POINTER(_Vfs)
    vfs = sqlite.sqlite3_vfs_find(None).contents
    real_open, real_delete = _as(_OPEN, vfs.open), _as(_DELETE, vfs.delete)
    names: dict[int, str] = {}

    def opened(place: int, path: int | None, file: int, flags: int, given: int) -> int:
        watched = bool(path) and bool(flags & (_MAIN_DB | _WAL))
        there = watched and Path(_text(path)).exists()
        code = real_open(place, path, file, flags, given)
        if code == OK and watched:
            names[file] = Path(_text(path)).name
            watcher.opened(names[file], made=not there)
            handle = cast(file, POINTER(_File)).contents
            handle.methods = ctypes.pointer(_watched(handle.methods.contents, watcher, names))
        return code

    def deleted(place: int, path: bytes, how: int) -> int:
        name = Path(path.decode()).name
        return watcher.delete(name) or real_delete(place, path, how)

    vfs.open, vfs.delete = _OPEN(opened), _DELETE(deleted)
    _kept.extend((vfs.open, vfs.delete, real_open, real_delete))


def _watched(methods: _Methods, watcher: Watcher, names: dict[int, str]) -> _Methods:
    real_write = _as(_WRITE, methods.write)
    real_truncate = _as(_TRUNCATE, methods.truncate)
    real_sync = _as(_SYNC, methods.sync)

    def write(file: int, data: int, size: int, offset: int) -> int:
        return watcher.write(names[file], offset, string_at(data, size)) or real_write(
            file, data, size, offset
        )

    def truncate(file: int, size: int) -> int:
        return watcher.truncate(names[file], size) or real_truncate(file, size)

    def sync(file: int, how: int) -> int:
        return watcher.sync(names[file]) or real_sync(file, how)

    copy = _Methods.from_buffer_copy(methods)
    copy.write, copy.truncate, copy.sync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
    _kept.append(copy)
    _kept.extend((copy.write, copy.truncate, copy.sync, real_write, real_truncate, real_sync))
    return copy


def _as(kind: Any, function: Any) -> Any:
    """The function that stands in the table now: a field is read anew each time it is called."""
    return kind(cast(function, c_void_p).value)


def _text(path: int | None) -> str:
    return string_at(path or 0).decode()
