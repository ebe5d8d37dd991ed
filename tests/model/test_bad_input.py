"""What a hand, a clipboard or another program may put into any declared field, and must not be kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.model.fields import FieldSpec, Kind, Record, specs
from concerta_desktop.model.values import decode, encode

RECORDS = pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda record: record.META.name)
_OF_NO_ZONE = datetime(2026, 8, 12)  # noqa: DTZ001 - on purpose
_ODD = "Taller 🌱 \u200fحوار\u200e"


def _bad(field: FieldSpec) -> list[Any]:
    facts = field.facts
    match field.kind:
        case Kind.TEXT:
            return ["con \x00 dentro", "con \x1b dentro", "a" * (facts.max_length + 1), "\ud83d", 5, ("a",)]
        case Kind.TEXTS:
            return [("bien", "con \x00 dentro"), ("a" * (facts.max_length + 1),), "0504", (5,)]
        case Kind.INTEGER:
            return ["40", "cuarenta", 4.5, True, facts.minimum - 1, facts.maximum + 1, 10**40]
        case Kind.BOOLEAN:
            return ["sí", 1, 0]
        case Kind.DATE:
            return ["31/02/2026", "2026-08-12", _OF_NO_ZONE, date(1026, 8, 12), date(9999, 1, 1)]
        case Kind.TIME:
            return ["25:00", "08:30", 830, _OF_NO_ZONE]
        case Kind.MOMENT:
            return ["ayer", _OF_NO_ZONE, date(2026, 8, 12)]
        case Kind.CHOICE:
            return ["no es ninguna", 3]
        case Kind.CHOICES:
            return [("no es ninguna",), "una"]


@RECORDS
def test_no_field_takes_what_is_not_its_kind(record: type[Record]) -> None:
    for field in specs(record):
        for value in _bad(field):
            with pytest.raises(ValidationError) as refused:
                encode(field, value)
            assert refused.value.field == field.name
            assert refused.value.what
            assert "\x00" not in str(refused.value)


@RECORDS
def test_emoji_and_right_to_left_text_come_back_as_typed(record: type[Record]) -> None:
    for field in specs(record):
        text = _ODD[: field.facts.max_length].strip()
        value: object = text if field.kind is Kind.TEXT else (text,)
        if field.kind in (Kind.TEXT, Kind.TEXTS):
            assert decode(field, encode(field, value)) == value
