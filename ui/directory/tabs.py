"""What the two tabs of the directory show and do, declared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from concerta_desktop.model import Entity, Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.fields import Record
from concerta_desktop.queries import directory as queries
from concerta_desktop.queries.directory import EntityCard, EntityRow, Likeness, Listed, PersonCard
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.identity_documents import check_document
from concerta_desktop.rules.names import split_name
from concerta_desktop.rules.spanish_dates import month_short
from concerta_desktop.services import directory as services
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import ReadTx, Tx
from ui.widgets.columns import Column
from ui.widgets.declared_columns import declared_columns
from ui.widgets.lines import LineText

UNKNOWN = "sin dato"
C = TypeVar("C", PersonCard, EntityCard)


@dataclass(frozen=True)
class Tab(Generic[C]):
    """One kind of record of the directory."""

    key: str
    record: type[Record]
    columns: Sequence[Column]
    """Those always shown, each by the name of its field."""
    fields: Sequence[Sequence[str]]
    """Rows of the form; fields not named here stand under them."""
    stretch: Mapping[str, int]
    identifying: frozenset[str]
    """Fields whose change may make the record repeat another."""
    search_hint: str
    new: str
    nothing: tuple[str, str]
    one: str
    many: str
    list_rows: Callable[[ReadTx, str], Listed[PersonRow] | Listed[EntityRow]]
    read_card: Callable[[ReadTx, str], C | None]
    like: Callable[[ReadTx, Mapping[str, object], str], tuple[Likeness, ...]]
    add: Callable[[Tx, Mapping[str, object], Collection[str]], str]
    edit: Callable[[Tx, str, Mapping[str, object], Base, Collection[str]], Base]
    about: Callable[[C], str]
    """What is said under the title."""
    doubt: Callable[[Mapping[str, object]], str]
    """A warning about the values, "" for none."""
    related: Callable[[C], tuple[str, dict[str, LineText]]]
    """Heading and rows of what belongs to the record, by the id they lead to."""
    from_search: Callable[[str], dict[str, object]]
    """What was typed and not found, as values of a new record."""


def columns_of(tab: Tab[Any]) -> tuple[Column, ...]:
    """The columns of its list: those always shown, then every other field, to be asked for."""
    shown = {column.key for column in tab.columns} | set(tab.record.META.title)
    return (*tab.columns, *declared_columns(tab.record, shown, lambda row: row.record))


def _document(row: PersonRow) -> str | None:
    if not row.document_number:
        return None
    kind = row.document_type
    return row.document_number if kind in (None, "dni") else f"{_short(str(kind))} {row.document_number}"


def _short(kind: str) -> str:
    return {"ce": "CE", "pasaporte": "Pas."}.get(kind, "Otro")


def _plain(key: str, title: str, width: int, text: Callable[[Any], str | None] | None = None) -> Column:
    """A column of one value, grey when it is unknown; `text` when it is not simply the row's attribute."""

    def value(row: Any) -> str | None:
        return text(row) if text else getattr(row, key)

    return Column(
        key,
        title,
        lambda row: value(row) or UNKNOWN,
        width,
        tone=lambda row: "text" if value(row) else "neutral",
        sortable=False,
    )


PEOPLE_COLUMNS = (
    Column("name", "Apellidos y nombres", lambda row: row.full_name, bold=lambda _row: True, sortable=False),
    _plain("document_number", "Documento", 118, _document),
    _plain("entity", "Entidad", 150, lambda row: row.entity_name),
    _plain("position", "Cargo", 150),
    _plain("phone", "Teléfono", 108),
)

ENTITY_COLUMNS = (
    Column("name", "Nombre", lambda row: row.name, bold=lambda _row: True, sortable=False),
    _plain("short_name", "Nombre corto", 130),
    _plain("kind", "Tipo", 158, lambda row: row.kind.label if row.kind else None),
    _plain("territory", "Territorio", 140),
    Column("people", "Personas", lambda row: str(row.people), 78, align="right", sortable=False),
)


def _about_person(card: PersonCard) -> str:
    parts = (card.references.get("entity"), card.record.position)
    return " · ".join(part for part in parts if part) or "Entidad y cargo: sin dato"


def _about_entity(card: EntityCard) -> str:
    return card.record.short_name or "Sin nombre corto"


def _person_doubt(values: Mapping[str, object]) -> str:
    number, kind = values.get("document_number"), values.get("document_type")
    return (check_document(kind, str(number)).warning or "") if number else ""  # type: ignore[arg-type]


def _attended(card: PersonCard) -> tuple[str, dict[str, LineText]]:
    lines = {
        item.intervention: LineText(
            item.title,
            "1 día" if item.days == 1 else f"{item.days} días",
            big=f"{item.last.day:02d}",
            small=f"{month_short(item.last)} {item.last:%y}",
            tall=True,
        )
        for item in card.attended
    }
    noun = "intervención" if len(lines) == 1 else "intervenciones"
    return (f"Asistió a {len(lines)} {noun}" if lines else "Todavía no asistió a ninguna intervención"), lines


def _people_of(card: EntityCard) -> tuple[str, dict[str, LineText]]:
    lines = {row.id: LineText(row.full_name, row.position or "Cargo: sin dato") for row in card.people}
    noun = "persona" if card.total == 1 else "personas"
    more = f" (las primeras {len(lines)})" if card.total > len(lines) else ""
    return (f"{card.total} {noun} de esta entidad{more}" if lines else "Sin personas en el directorio"), lines


def _person_from(typed: str) -> dict[str, object]:
    if not typed.strip():
        return {"document_type": DocumentType.DNI}
    if any(char.isdigit() for char in typed):
        return {"document_type": DocumentType.DNI, "document_number": typed.strip()}
    name = split_name(typed)
    return {
        "document_type": DocumentType.DNI,
        "surnames": name.surnames or None,
        "names": name.names or None,
    }


PEOPLE = Tab(
    key="personas",
    record=Person,
    columns=PEOPLE_COLUMNS,
    fields=(
        ("document_type", "document_number"),
        ("surnames",),
        ("names",),
        ("entity",),
        ("position",),
        ("sex", "mandate"),
        ("phone",),
        ("email",),
        ("address",),
    ),
    stretch={"document_type": 1, "document_number": 1},
    identifying=services.PERSON_IDENTIFYING,
    search_hint="Nombre o documento",
    new="Nueva persona",
    nothing=("Todavía no hay personas.", "Agréguelas una a una o pegue la lista desde Excel."),
    one="persona",
    many="personas",
    list_rows=queries.list_people,
    read_card=queries.person_card,
    like=queries.like_person,
    add=services.add_person,
    edit=services.edit_person,
    about=_about_person,
    doubt=_person_doubt,
    related=_attended,
    from_search=_person_from,
)

ENTITIES = Tab(
    key="entidades",
    record=Entity,
    columns=ENTITY_COLUMNS,
    fields=(("name",), ("short_name",), ("kind",), ("territory",)),
    stretch={},
    identifying=services.ENTITY_IDENTIFYING,
    search_hint="Nombre de la entidad",
    new="Nueva entidad",
    nothing=("Todavía no hay entidades.", "Se agregan solas al registrar personas, o desde aquí."),
    one="entidad",
    many="entidades",
    list_rows=queries.list_entities,
    read_card=queries.entity_card,
    like=queries.like_entity,
    add=services.add_entity,
    edit=services.edit_entity,
    about=_about_entity,
    doubt=lambda _values: "",
    related=_people_of,
    from_search=lambda typed: {"name": typed.strip() or None},
)
