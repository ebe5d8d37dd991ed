"""Mending a copy of a WAL. SQLite stops at the first frame whose checksum is wrong and drops all commits
from there on; the pages there are whole nevertheless, each with its own seal of the cipher. With checksums
counted anew all of them can be read, but for the very page that was hit.

The format is that of sqlite.org/fileformat2.html, "WAL file format".
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _FRAME = 32, 24
_MAGIC, _VERSION, _PAGE = 0x377F0682, 3007000, 4096
_ORDERS = {_MAGIC: "<", _MAGIC | 1: ">"}
_WORD = 0xFFFFFFFF
_ALIKE = 6
"""Of the eight bytes that mark a frame; a wrong one does not make it another WAL's."""


def is_live(path: Path) -> bool:
    """Whether the WAL at `path` may hold commits: SQLite takes no notice of one whose head is not whole. One
    that ends with its head is none either; reading that one beside others makes it wait in vain."""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEADER + 1)
    except FileNotFoundError:
        return False
    if len(head) <= _HEADER:
        return False
    (magic,) = struct.unpack_from(">I", head)
    order = _ORDERS.get(magic)
    return order is not None and head[24:32] == struct.pack(">2I", *_checksum(head[:24], (0, 0), order))


def mended(wal: bytes) -> bytes:
    """The same frames, up to the last one of this WAL, with checksums that hold. b"" when there is none."""
    salts = _salts(wal)
    if salts is None:
        return b""
    head = struct.pack(">4I8s", _MAGIC, _VERSION, _PAGE, 0, salts)
    sums = _checksum(head, (0, 0))
    parts = [head, struct.pack(">2I", *sums)]
    for start in _frames(wal, salts):
        place, page = wal[start : start + 8], wal[start + _FRAME : start + _FRAME + _PAGE]
        sums = _checksum(page, _checksum(place, sums))
        parts += [place, salts, struct.pack(">2I", *sums), page]
    return b"".join(parts)


def _salts(wal: bytes) -> bytes | None:
    """What this WAL's frames are marked with: as its head says, or when that is hit too, its first two."""
    head, first, second = wal[16:24], _mark(wal, _HEADER), _mark(wal, _HEADER + _FRAME + _PAGE)
    if len(first) < 8:
        return None
    return head if head in {first, second} else first


def _mark(wal: bytes, start: int) -> bytes:
    return wal[start + 8 : start + 16]


def _frames(wal: bytes, salts: bytes) -> list[int]:
    """Where the whole frames begin: those left from before this WAL began anew are marked quite otherwise."""
    found: list[int] = []
    step = _FRAME + _PAGE
    for start in range(_HEADER, len(wal) - step + 1, step):
        if sum(mine == other for mine, other in zip(_mark(wal, start), salts, strict=True)) < _ALIKE:
            break
        found.append(start)
    return found


def _checksum(data: bytes, sums: tuple[int, int], order: str = "<") -> tuple[int, int]:
    """Over pairs of words, in the byte order that the magic number says."""
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & _WORD
        second = (second + odd + first) & _WORD
    return first, second
