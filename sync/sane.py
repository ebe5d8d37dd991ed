"""Operations that came from elsewhere: nothing of them is believed before it was looked at.

The hashes tell that nobody changed an operation since its laptop made it. They do not tell that the laptop
was in its right mind: a value that no form would have let through must not make headquarters unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Any, cast

from concerta_desktop.errors import UserError
from concerta_desktop.model import record_type
from concerta_desktop.model.fields import Kind, Record, specs
from concerta_desktop.store.operation import Operation, canonical, is_blank, read_json, verify

_NUMBERS = {"seq", "action", "schema"}
_TYPES = tuple(int if name in _NUMBERS else str for name in Operation._fields)
_ID, _HEX = "[0-9A-Za-z_.-]{1,80}", "[0-9a-f]{64}"
_HEADER = re.compile(
    rf"{_ID}\n{_ID}\n(?:{_HEX})?\n[0-9]{{14}}\.[0-9]{{5}}\n(?:{_ID})?\n[0-9A-Za-z_]{{1,60}}\n{_ID}\n"
    rf"(?:[0-9a-f]{{2}}){{0,64}}\n{_HEX}\n{_HEX}"
)
"""Device, incarnation, hash before it, clock, author, type and id of the record, salt, its two own hashes."""
_HALF_LETTER = re.compile("[\ud800-\udfff]")
_TYPE_OF = {Kind.INTEGER: int, Kind.BOOLEAN: bool, Kind.CHOICES: list, Kind.TEXTS: list}
_PARSERS: dict[Kind, Callable[[str], object]] = {
    Kind.DATE: date.fromisoformat,
    Kind.TIME: time.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
}
_MAX_INTEGER = 2**53


class Unsound(UserError):
    """An operation that cannot be taken."""

    def __init__(self, what: str = "Este paquete trae un cambio que no es válido.") -> None:
        safe = "No se ha combinado nada; lo guardado está a salvo."
        super().__init__(what, safe=safe, todo="Pida que lo preparen y lo entreguen otra vez.")


def read_operation(line: bytes) -> Operation:
    """An operation from its line in a package. Raises `Unsound` when anything is not as it must be."""
    try:
        text = line.decode()
        raw, end = read_json(text)
    except (ValueError, RecursionError) as error:
        raise Unsound from error
    values = cast(list[Any], raw if isinstance(raw, list) else [])
    if end != len(text) or tuple(map(type, values)) != _TYPES:
        raise Unsound
    operation = Operation._make(values)
    if not _well_formed(operation) or not (is_blank(operation) if not operation.salt else verify(operation)):
        raise Unsound
    return operation


def _well_formed(operation: Operation) -> bool:
    device, incarnation, seq, before, hlc, author, action, name, record_id, patch, base, schema, *hashes = (
        operation
    )
    header = "\n".join((device, incarnation, before, hlc, author, name, record_id, *hashes))
    return (
        _HEADER.fullmatch(header) is not None
        and 1 <= action <= seq < _MAX_INTEGER
        and 0 <= schema < _MAX_INTEGER
        and _sane_patch(name, patch)
        and _sane_base(base)
    )


def _sane_patch(name: str, text: str) -> bool:
    """Whether its values can be kept and read back; more than that is their laptop's business."""
    patch = _object(text)
    if patch is None or _HALF_LETTER.search(text):
        return False
    record = record_type(name)
    declared = _declared(record) if record else {}
    nul = "\\u0000" in text
    try:
        for field, value in patch.items():
            due, parse = declared.get(field, (None, None))
            if value is None:
                continue
            if due is not None and type(value) is not due:
                return False
            if parse is not None:
                parse(value)
            if (nul or not isinstance(value, str)) and not _plain(value):
                return False
    except ValueError:
        return False
    return True


def _plain(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < _MAX_INTEGER
    items = cast(list[object], value if isinstance(value, list) else [value])
    return all(isinstance(item, str) and "\0" not in item for item in items)


@cache
def _declared(record: type[Record]) -> dict[str, tuple[type, Callable[[str], object] | None]]:
    """Field -> the type of its JSON form, and what reads it."""
    return {one.name: (_TYPE_OF.get(one.kind, str), _PARSERS.get(one.kind)) for one in specs(record)}


def _sane_base(text: str) -> bool:
    if text == "{}":
        return True
    base = _object(text)
    return base is not None and all(
        isinstance(ids, list) and all(isinstance(one, str) for one in cast(list[Any], ids))
        for ids in base.values()
    )


def _object(text: str) -> dict[str, Any] | None:
    """The JSON object in the one way in which it may be written; None when it is none."""
    if text == "{}":
        return {}
    try:
        value: Any = read_json(text)[0]
        same = canonical(value) == text
    except (ValueError, TypeError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if same and isinstance(value, dict) else None
