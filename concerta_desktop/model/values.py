"""Values of declared fields: checking what a person typed, and the JSON form kept in the log.

JSON form (`Raw`): text NFC; dates and times ISO, moments in Lima's; choices by code; several values as a
list; None = "sin dato". No floats, so that the canonical encoding is exact.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from typing import cast

from concerta_desktop.clock import LIMA
from concerta_desktop.errors import ValidationError
from concerta_desktop.model import territory
from concerta_desktop.model.attached import FIELD, file_name
from concerta_desktop.model.fields import Choice, FieldSpec, Kind, Record, specs
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.model.place import place_label
from concerta_desktop.text import clean

Value = str | int | bool | date | time | datetime | tuple[str, ...] | None
Raw = str | int | bool | list[str] | None

_CATALOGUES = {"territory": territory.label, "instancia": instancia_label, "place": place_label}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)


def encode(spec: FieldSpec, value: object) -> Raw:
    """Check `value` against its declaration and give its JSON form; blank text and no items become None.

    Raises `ValidationError` naming the field, in words for the person who typed it.
    """
    raw = None if value is None or value == "" else _ENCODERS[spec.kind](spec, value)
    if raw is None or raw == []:
        if spec.facts.required:
            what = "Elíjalo" if spec.choices else "Escríbalo"
            raise ValidationError(spec.name, f"Falta «{spec.label}».", todo=f"{what} para guardar.")
        return None
    return raw


def decode(spec: FieldSpec, raw: object) -> Value:
    """The Python value of a JSON form. A choice this version does not know stays as its code."""
    if raw is None:
        return None
    match spec.kind:
        case Kind.DATE:
            return date.fromisoformat(str(raw))
        case Kind.TIME:
            return time.fromisoformat(str(raw))
        case Kind.MOMENT:
            return datetime.fromisoformat(str(raw))
        case Kind.CHOICE:
            return _choice(spec, str(raw))
        case Kind.CHOICES | Kind.TEXTS:
            return tuple(_choice(spec, str(item)) for item in cast(list[object], raw))
        case _:
            return cast(Value, raw)


def fields_of(record: Record) -> dict[str, Value]:
    """A record's values by field name, without its id: what `store.change` takes as a patch."""
    return {spec.name: getattr(record, spec.name) for spec in specs(type(record))}


def label_of(spec: FieldSpec, value: object) -> str:
    """A value as a person reads it, codes of a catalogue by their names; None is "sin dato"."""
    if value is None or value == ():
        return "sin dato"
    if spec.facts.catalogue:
        codes = cast(tuple[str, ...], value) if isinstance(value, tuple) else (str(value),)
        return "; ".join(_CATALOGUES[spec.facts.catalogue](code) for code in codes)
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return ", ".join(label_of(spec, item) for item in cast(tuple[object, ...], value))
    return (file_name(str(value)) if spec.name == FIELD else "") or str(getattr(value, "label", value))


def _choice(spec: FieldSpec, code: str) -> str:
    return _members(spec.choices).get(code, code) if spec.choices else code


@cache
def _members(choices: type[Choice]) -> dict[str, Choice]:
    """By code: asking the enumeration takes five times as long, and fails where a code is not known."""
    return {one.value: one for one in choices}


def _text(spec: FieldSpec, value: object) -> Raw:
    if not isinstance(value, str):
        raise ValidationError(spec.name, f"«{spec.label}» debe ser texto.")
    text = clean(value, spec.name, multiline=spec.facts.long)
    if len(text) > spec.facts.max_length:
        raise ValidationError(
            spec.name,
            f"«{spec.label}» admite hasta {spec.facts.max_length} caracteres y tiene {len(text)}.",
            todo="Acórtelo para guardar; lo escrito sigue en pantalla.",
        )
    return text or None


def _integer(spec: FieldSpec, value: object) -> Raw:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValidationError(spec.name, f"«{spec.label}» debe ser un número entero.")
    if not spec.facts.minimum <= value <= spec.facts.maximum:
        raise ValidationError(
            spec.name, f"«{spec.label}» debe estar entre {spec.facts.minimum} y {spec.facts.maximum}."
        )
    return value


def _boolean(spec: FieldSpec, value: object) -> Raw:
    if not isinstance(value, bool):
        raise ValidationError(spec.name, f"«{spec.label}» debe ser sí o no.")
    return value


def _date(spec: FieldSpec, value: object) -> Raw:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValidationError(spec.name, f"«{spec.label}» debe ser una fecha, por ejemplo 12/08/2026.")
    if not _EARLIEST <= value <= _LATEST:
        raise ValidationError(spec.name, f"«{spec.label}»: revise el año, {value.year} no es posible.")
    return value.isoformat()


def _time(spec: FieldSpec, value: object) -> Raw:
    if not isinstance(value, time):
        raise ValidationError(spec.name, f"«{spec.label}» debe ser una hora, por ejemplo 08:30.")
    return value.strftime("%H:%M")


def _moment(spec: FieldSpec, value: object) -> Raw:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValidationError(spec.name, f"«{spec.label}» debe ser una fecha con hora.")
    return value.astimezone(LIMA).isoformat(timespec="seconds")


def _code(spec: FieldSpec, value: object) -> Raw:
    choices = cast("type[Choice]", spec.choices)
    try:
        return choices(value).value  # pyright: ignore[reportCallIssue] - by value, not the __new__ of Choice
    except ValueError as error:
        options = ", ".join(member.label for member in choices)
        raise ValidationError(spec.name, f"«{spec.label}» debe ser una de: {options}.") from error


def _codes(spec: FieldSpec, value: object) -> Raw:
    return list(dict.fromkeys(str(_code(spec, item)) for item in _items(spec, value)))


def _texts(spec: FieldSpec, value: object) -> Raw:
    texts = (_text(spec, item) for item in _items(spec, value))
    return [str(text) for text in texts if text is not None]


def _items(spec: FieldSpec, value: object) -> tuple[object, ...]:
    if not isinstance(value, (tuple, list)):
        raise ValidationError(spec.name, f"«{spec.label}» debe ser una lista.")
    return tuple(cast(tuple[object, ...], value))


_ENCODERS = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
    Kind.CHOICE: _code,
    Kind.CHOICES: _codes,
    Kind.TEXTS: _texts,
}
