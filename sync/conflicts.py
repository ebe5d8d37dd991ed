"""Fields that two people wrote without seeing each other: both values, who, when, where; a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from concerta_desktop import clock
from concerta_desktop.errors import UserError
from concerta_desktop.model import RECORD_TYPES, Specialist, record_type
from concerta_desktop.model.fields import Kind, Merge, Record, specs_by_name
from concerta_desktop.model.values import decode, label_of
from concerta_desktop.queries import records
from concerta_desktop.store import oplog
from concerta_desktop.store.change import change, delete, restore
from concerta_desktop.store.fold import Head, fold
from concerta_desktop.store.operation import DELETED
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx
from sync import devices


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values that stand."""

    text: str
    op_id: str
    author: str
    device: str
    """Name of whose laptop it is."""
    device_id: str
    when: datetime
    shown: bool
    """It is the one that lists and documents show meanwhile."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values."""

    record_type: str
    record_id: str
    kind: str
    """Label of the record type."""
    title: str
    field: str
    label: str
    options: tuple[Option, ...]


def conflicts(tx: ReadTx) -> list[Conflict]:
    """All that wait for a person, by record type and title."""
    names = {one.device: one.name for one in devices.peers(tx)}
    found: list[Conflict] = []
    for record in RECORD_TYPES:
        query = f"SELECT id FROM {record.META.name} WHERE conflicts <> '' ORDER BY sort_key, id"  # noqa: S608 - a declared name
        ids = list(tx.connection.exec_driver_sql(query).scalars())
        histories = oplog.load(tx, ids)
        for record_id in ids:
            history = [one for one in histories[record_id] if one.record_type == record.META.name]
            found += _of_record(tx, record, record_id, fold(history).heads, names)
    return found


def decide(store: Store, chosen: Iterable[tuple[Conflict, str]]) -> int:
    """Let one value stand for each conflict (its `op_id`), in one action; returns how many were decided.
    Raises `UserError` when one is none any more; then nothing is decided."""
    count = 0
    with store.write() as tx:
        for conflict, op_id in chosen:
            _decide_one(tx, conflict, op_id)
            count += 1
    return count


def newest(conflict: Conflict) -> str:
    """The value written last, by the clocks of the laptops."""
    return max(conflict.options, key=lambda option: (option.when, option.op_id)).op_id


def of_device(conflict: Conflict, device: str) -> str | None:
    """The value that one laptop wrote; None = it wrote none of them."""
    written = [option for option in conflict.options if option.device_id == device]
    return max(written, key=lambda option: option.when).op_id if written else None


def _decide_one(tx: Tx, conflict: Conflict, op_id: str) -> None:
    record = record_type(conflict.record_type)
    history = oplog.load(tx, [conflict.record_id]).get(conflict.record_id, [])
    state = fold(one for one in history if one.record_type == conflict.record_type)
    heads = {head.op_id: head for head in state.heads.get(conflict.field, ())}
    if record is None or (conflict.field not in state.conflicts) or (op_id not in heads and op_id != "keep"):
        raise UserError(
            "Ese conflicto ya cambió.", safe="No se ha decidido nada.", todo="Mire la lista otra vez."
        )
    if conflict.field == DELETED:
        if op_id != "keep" and heads[op_id].value is True:
            delete(tx, record, conflict.record_id)
        else:
            restore(tx, record, conflict.record_id)
        return
    field = specs_by_name(record)[conflict.field]
    value = decode(field, heads[op_id].value)
    change(tx, record, conflict.record_id, {conflict.field: value}, {conflict.field: sorted(heads)})


def _of_record(
    tx: ReadTx,
    record: type[Record],
    record_id: str,
    heads: dict[str, tuple[Head, ...]],
    names: dict[str, str],
) -> list[Conflict]:
    item = records.get(tx, record, record_id)
    title = records.title_of(item) if item else "sin título"
    declared = specs_by_name(record)
    found: list[Conflict] = []
    for name, standing in heads.items():
        field = declared.get(name)
        differ = len({repr(head.value) for head in standing}) > 1
        if field is None or not differ or (record.META.merge is Merge.KEEP and field.kind is Kind.MOMENT):
            continue  # two laptops at one door note the same person at their own minute: nothing to decide
        texts = [label_of(field, decode(field, head.value)) for head in standing]
        options = _options(tx, standing, texts, names)
        found.append(
            Conflict(record.META.name, record_id, record.META.label, title, name, field.label, options)
        )
    if item is not None and DELETED in heads:
        contested = _contested(tx, record, record_id, heads, names, title)
        found += [contested] if contested else []
    return found


def _contested(
    tx: ReadTx,
    record: type[Record],
    record_id: str,
    heads: dict[str, tuple[Head, ...]],
    names: dict[str, str],
    title: str,
) -> Conflict | None:
    """Deleted on one side and changed on another that had not seen it."""
    row = tx.connection.exec_driver_sql(
        f"SELECT conflicts FROM {record.META.name} WHERE id = ?",  # noqa: S608 - a declared name
        (record_id,),
    ).scalar()
    if DELETED not in str(row).split():
        return None
    asked = [head for head in heads[DELETED] if head.value is True]
    options = _options(tx, asked[-1:], ["Borrar"], names)
    newest = max(
        (head for name, all_ in heads.items() if name != DELETED for head in all_), key=lambda one: one.hlc
    )
    (kept,) = _options(tx, [newest], ["Conservar"], names)
    keep = Option("Conservar", "keep", kept.author, kept.device, kept.device_id, kept.when, shown=True)
    return Conflict(
        record.META.name, record_id, record.META.label, title, DELETED, "Borrado", (*options, keep)
    )


def _options(
    tx: ReadTx, standing: Iterable[Head], texts: list[str], names: dict[str, str]
) -> tuple[Option, ...]:
    heads = list(standing)
    return tuple(
        Option(
            text,
            head.op_id,
            _author(tx, head.author),
            names.get(head.device, "esta sede"),
            head.device,
            clock.hlc_datetime(head.hlc),
            head is heads[-1],
        )
        for head, text in zip(heads, texts, strict=True)
    )


def _author(tx: ReadTx, author: str) -> str:
    known = records.get(tx, Specialist, author) if author else None
    return f"{known.names or ''} {known.surnames or ''}".strip() if known else "sin nombre"
