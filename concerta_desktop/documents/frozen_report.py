"""A composed report as canonical JSON and back: what is hashed, kept as a version and compared.

The same blocks give the same text on every laptop: sorted keys, ASCII, no spaces, dates in ISO. What
surrounds the blocks (version, moment, hash in the foot) is not part of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any, cast

from concerta_desktop.documents import blocks
from concerta_desktop.documents.blocks import Block
from concerta_desktop.text import fold

_TYPES: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        blocks.Heading,
        blocks.Paragraph,
        blocks.KeyValues,
        blocks.Column,
        blocks.Table,
        blocks.Bar,
        blocks.Chart,
        blocks.Image,
        blocks.Signatures,
        blocks.SignatureSpace,
        blocks.Closing,
        blocks.MemoLine,
        blocks.MemoHead,
        blocks.PageBreak,
    )
}


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks of one section, by its code."""

    code: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says, apart from when and by whom it was printed."""

    title: str
    about: str
    """Title of the intervention."""
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)


def freeze(content: Content) -> str:
    """Its canonical JSON."""
    plain = {
        "title": content.title,
        "about": content.about,
        "opening": [_plain(block) for block in content.opening],
        "sections": [[one.code, [_plain(block) for block in one.blocks]] for one in content.sections],
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> Content:
    """The content of a canonical JSON. Raises `ValueError` when a newer version wrote blocks unknown here."""
    plain = json.loads(text)
    return Content(
        plain["title"],
        plain["about"],
        tuple(_block(item) for item in plain["opening"]),
        tuple(Section(code, tuple(_block(item) for item in found)) for code, found in plain["sections"]),
    )


def redacted(text: str, names: Collection[str], instead: str) -> str:
    """The canonical JSON with every text that holds one of `names` (folded) replaced by `instead`."""

    def without(plain: Any) -> Any:
        match plain:
            case str():
                return instead if any(name in fold(plain) for name in names) else plain
            case list():
                return [without(item) for item in cast(list[Any], plain)]
            case dict():
                return {key: without(value) for key, value in cast(dict[str, Any], plain).items()}
            case _:
                return plain

    return json.dumps(without(json.loads(text)), sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a canonical JSON, in hexadecimal."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def short_digest(digest: str) -> str:
    """As a foot prints it: "7F3A 91C4 D20E B865"."""
    return " ".join(digest[start : start + 4].upper() for start in range(0, 16, 4))


def _plain(value: Any) -> Any:
    kind = type(value).__name__
    if kind in _TYPES:
        return {"": kind} | {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case tuple():
            return [_plain(item) for item in cast(tuple[Any, ...], value)]
        case date() | time():
            return {"": "date" if isinstance(value, date) else "time", "iso": value.isoformat()}
        case bytes():
            return {"": "bytes", "base64": base64.b64encode(value).decode("ascii")}
        case _:
            return value


def _block(plain: Any) -> Any:
    match plain:
        case list():
            return tuple(_block(item) for item in cast(list[Any], plain))
        case {"": "date", "iso": iso}:
            return date.fromisoformat(iso)
        case {"": "time", "iso": iso}:
            return time.fromisoformat(iso)
        case {"": "bytes", "base64": text}:
            return base64.b64decode(text)
        case {"": kind, **values}:
            if kind not in _TYPES:
                raise ValueError(f"unknown block {kind}")
            return _TYPES[kind](**{str(name): _block(value) for name, value in values.items()})
        case _:
            return plain
