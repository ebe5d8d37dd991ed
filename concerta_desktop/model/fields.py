"""A field is declared once: what a record is, as facts that every other layer reads.

    @dataclass(frozen=True, kw_only=True)
    class Person(Record):
        META: ClassVar = Meta("person", "Persona", "Personas", title=("surnames", "names"))
        surnames: Annotated[str | None, Field("Apellidos", privacy=Privacy.PERSONAL, search=True)] = None

Table, form, list column, import, export, search, history, masking and data dictionary are derived from
that line. Facts only: no widgets, no callbacks, no subclasses of `Field`. Every value may be None, which
means "sin dato", never "no".
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar, Self, Union, get_args, get_origin


class Privacy(StrEnum):
    """How far a value may travel (Ley 29733)."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Merge(StrEnum):
    """What happens to two concurrent values of one field (see sync.md, table of policies)."""

    FIELD = "field"
    """Different fields merge by themselves; the same field keeps both for a person to decide."""
    KEEP = "keep"
    """The record is evidence: never merged away, grouped with its equals only when reading."""


class Choice(StrEnum):
    """A closed list: stores a stable code, shows a Spanish label. `A = "code", "Etiqueta"`."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Kind(StrEnum):
    """What a field holds; decides column, widget, cell and JSON form."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXTS = "texts"


@dataclass(frozen=True)
class Field:
    """The facts about one field. Lengths in characters, bounds inclusive."""

    label: str
    help: str = ""
    source: str = ""
    """Paragraph of the Lineamientos, e.g. "7.3.2.9"."""
    privacy: Privacy = Privacy.PUBLIC
    refers_to: str = ""
    """Name of the record type whose id this text is."""
    catalogue: str = ""
    """"territory" or "instancia" when the text is a code of a shipped catalogue; "place" for either, the
    territory standing for its government."""
    required: bool = False
    max_length: int = 200
    long: bool = False
    """Several lines."""
    minimum: int = 0
    maximum: int = 100_000
    unit: str = ""
    search: bool = False
    """Found by the search box."""
    index: bool = False
    """Looked up by exact value."""
    applies: tuple[str, ...] = ()
    """Codes of the record's `type` field for which this field makes sense; empty = all."""


@dataclass(frozen=True)
class Meta:
    """The facts about one record type."""

    name: str
    label: str
    plural: str
    title: tuple[str, ...]
    """Fields that, joined by ", ", name a record to a person, and by which lists are sorted."""
    merge: Merge = Merge.FIELD
    headquarters_only: bool = False
    """A catalogue: headquarters is the only writer; devices propose."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """Base of every record type. `id` is a UUID as text, with hyphens."""

    META: ClassVar[Meta]

    id: str


@dataclass(frozen=True)
class FieldSpec:
    """A declared field as the other layers read it."""

    name: str
    facts: Field
    kind: Kind
    choices: type[Choice] | None = None

    @property
    def label(self) -> str:
        return self.facts.label


_KINDS: dict[type, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    bool: Kind.BOOLEAN,
    date: Kind.DATE,
    time: Kind.TIME,
    datetime: Kind.MOMENT,
}


@cache
def specs(record: type[Record]) -> tuple[FieldSpec, ...]:
    """The declared fields of a record type, in order of declaration."""
    found: list[FieldSpec] = []
    declared = [get_annotations(one, eval_str=True) for one in reversed(record.__mro__)]
    for name, hint in (pair for of_class in declared for pair in of_class.items()):
        facts = [item for item in getattr(hint, "__metadata__", ()) if isinstance(item, Field)]
        if facts:
            kind, choices = _kind(get_args(hint)[0])
            found.append(FieldSpec(name, facts[0], kind, choices))
    return tuple(found)


@cache
def specs_by_name(record: type[Record]) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in specs(record)}


def spec(record: type[Record], name: str) -> FieldSpec:
    """One declared field. Raises KeyError when the record type has no such field."""
    return specs_by_name(record)[name]


def _kind(hint: Any) -> tuple[Kind, type[Choice] | None]:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is tuple:
        member = get_args(hint)[0]
        return (Kind.CHOICES, member) if issubclass(member, Choice) else (Kind.TEXTS, None)
    if issubclass(hint, Choice):
        return Kind.CHOICE, hint
    return _KINDS[hint], None
