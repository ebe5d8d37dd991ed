"""Recording what is known of an instancia: its facts, milestones and the mechanisms before it [7.3.2]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Instancia, Milestone, PriorMechanism
from concerta_desktop.model.fields import Record
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instancias import MilestoneKind, instancia_id, milestone_id
from concerta_desktop.queries import records
from concerta_desktop.rules.checks import check_instancias
from concerta_desktop.store.change import change, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tx import Tx

R = TypeVar("R", bound=Record)
MANY = frozenset({MilestoneKind.AMENDED, MilestoneKind.WORKING, MilestoneKind.MEETING})
"""Milestones that happen more than once."""


def save_instancia(tx: Tx, code: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """Change some facts of an instancia, whether anything was recorded of it or not; returns the next base.

    Raises `ValidationError` naming the field.
    """
    _check(code)
    change(tx, Instancia, instancia_id(code), {"code": code, **values}, base)
    return seen(tx, instancia_id(code))


def add_milestone(tx: Tx, code: str, kind: MilestoneKind, values: Mapping[str, object]) -> str:
    """A new milestone; returns its id. Of those that happen once, the same id on every laptop."""
    _check(code)
    record_id = milestone_id(code, kind)
    if kind in MANY or records.find_living(tx, Milestone, record_id) is not None:
        record_id = new_id()
    change(tx, Milestone, record_id, {**values, "instancia": code, "kind": kind})
    return record_id


def add_mechanism(tx: Tx, code: str, values: Mapping[str, object]) -> str:
    """A mechanism that was there before; returns its id."""
    _check(code)
    record_id = new_id()
    change(tx, PriorMechanism, record_id, {**values, "instancia": code})
    return record_id


def edit(
    tx: Tx, record: type[R], record_id: str, values: Mapping[str, object], base: Base | None = None
) -> Base:
    """Change some fields of anything that belongs to an instancia; returns the base of the next change.

    Raises `ValidationError` naming the field, `UserError` when it is in the trash.
    """
    current = records.find_living(tx, record, record_id)
    if current is None:
        raise UserError(f"«{record.META.label}»: ya no está en la lista.", safe="No se ha tocado nada.")
    if "instancia" in values:
        _check(str(values["instancia"]))
    change(tx, record, record_id, values, base)
    return seen(tx, record_id)


def remove(tx: Tx, record: type[Record], record_id: str) -> None:
    """Put anything that belongs to an instancia in the trash."""
    delete(tx, record, record_id)


def _check(code: str) -> None:
    if not code:
        raise ValidationError("instancia", "Falta la instancia.", todo="Elíjala de la lista.")
    check_instancias("instancia", (code,))
