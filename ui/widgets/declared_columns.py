"""Columns made from a record's declared fields, for the table that leaves them to be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from concerta_desktop.model.fields import FieldSpec, Kind, Record, specs
from concerta_desktop.model.values import label_of
from ui.widgets.columns import Column, Row

_WIDTH = 150


def declared_columns(
    record: type[Record], shown: Iterable[str], record_of: Callable[[Row], Record]
) -> tuple[Column, ...]:
    """An optional column for each declared field that no column shows: a new field is there by itself.

    `shown` names the fields that have their column. References are left out: a row knows no other record.
    """
    has = frozenset(shown)
    fields = (field for field in specs(record) if field.name not in has and not field.facts.refers_to)
    return tuple(_column(field, record_of) for field in fields)


def _column(field: FieldSpec, record_of: Callable[[Row], Record]) -> Column:
    def value(row: Row) -> object:
        return getattr(record_of(row), field.name)

    return Column(
        field.name,
        field.label,
        lambda row: " ".join(label_of(field, value(row)).split()),
        _WIDTH,
        align="right" if field.kind is Kind.INTEGER else "left",
        tone=lambda row: "neutral" if value(row) in (None, ()) else "text",
        sortable=False,
        optional=True,
    )
