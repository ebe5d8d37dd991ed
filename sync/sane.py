"""Operations that came from elsewhere: nothing of them is believed before it was looked at.

The hashes tell that nobody changed an operation since its laptop made it. They do not tell that the laptop
was in its right mind: a value that no form would have let through must not make headquarters unreadable.
"""

from __future__ import annotations

import json
import re
from typing import Any, cast

from concerta_desktop.errors import UserError
from concerta_desktop.model import record_type
from concerta_desktop.model.fields import FieldSpec, Kind, specs_by_name
from concerta_desktop.model.values import decode
from concerta_desktop.store.operation import Operation, canonical, is_blank, verify

_NUMBERS = {"seq", "action", "schema"}
_TYPES = tuple(int if name in _NUMBERS else str for name in Operation._fields)
_HLC = re.compile(r"[0-9]{14}\.[0-9]{5}")
_HEX = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9A-Za-z_.-]{1,80}")
_PATH = re.compile(r"[0-9A-Za-z_]{1,60}")
_TYPE_OF = {Kind.INTEGER: int, Kind.BOOLEAN: bool, Kind.CHOICES: list, Kind.TEXTS: list}
_MAX_INTEGER = 2**53


class Unsound(UserError):
    """An operation that cannot be taken."""

    def __init__(self, what: str = "Este paquete trae un cambio que no es válido.") -> None:
        safe = "No se ha combinado nada; lo guardado está a salvo."
        super().__init__(what, safe=safe, todo="Pida que lo preparen y lo entreguen otra vez.")


def read_operation(line: bytes) -> Operation:
    """An operation from its line in a package. Raises `Unsound` when anything is not as it must be."""
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unsound from error
    if not isinstance(values, list) or tuple(map(type, cast(list[object], values))) != _TYPES:
        raise Unsound
    operation = Operation._make(cast(list[Any], values))
    if not _well_formed(operation) or not (is_blank(operation) if not operation.salt else verify(operation)):
        raise Unsound
    return operation


def _well_formed(operation: Operation) -> bool:
    ids = (operation.device, operation.incarnation, operation.record_id)
    hashes = (operation.op_id, operation.patch_hash)
    return (
        all(_ID.fullmatch(one) for one in ids)
        and all(_HEX.fullmatch(one) for one in hashes)
        and (not operation.prev_hash or _HEX.fullmatch(operation.prev_hash) is not None)
        and (not operation.author or _ID.fullmatch(operation.author) is not None)
        and _PATH.fullmatch(operation.record_type) is not None
        and _HLC.fullmatch(operation.hlc) is not None
        and 1 <= operation.action <= operation.seq < _MAX_INTEGER
        and 0 <= operation.schema < _MAX_INTEGER
        and _sane_patch(operation)
        and _sane_base(operation.base)
    )


def _sane_patch(operation: Operation) -> bool:
    patch = _object(operation.patch)
    if patch is None:
        return False
    record = record_type(operation.record_type)
    declared = specs_by_name(record) if record else {}
    return all(_sane(declared.get(name), value) for name, value in patch.items())


def _sane(spec: FieldSpec | None, value: Any) -> bool:
    """Whether a value can be kept and read back; more than that is its laptop's business."""
    if value is None:
        return True
    if isinstance(value, int):
        return abs(value) < _MAX_INTEGER and (spec is None or type(value) is _TYPE_OF.get(spec.kind))
    items = cast(list[object], value if isinstance(value, list) else [value])
    if not all(isinstance(item, str) and _is_text(item) for item in items):
        return False
    if spec is None:
        return True
    if _TYPE_OF.get(spec.kind, str) is not (list if isinstance(value, list) else str):
        return False
    try:
        decode(spec, cast(object, value))
    except (ValueError, TypeError):
        return False
    return True


def _is_text(text: str) -> bool:
    return "\0" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text))


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
        value: Any = json.loads(text)
        same = canonical(value) == text
    except (ValueError, TypeError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if same and isinstance(value, dict) else None
