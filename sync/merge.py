"""What operations from elsewhere come to: looked at, then merged by the projection that all writing uses.

Nothing here decides between two values: fields that meet are listed for a person (`sync/conflicts.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby, islice

from concerta_desktop import clock
from concerta_desktop.errors import UserError
from concerta_desktop.model import RECORD_TYPES, record_type
from concerta_desktop.model.fields import Record, specs
from concerta_desktop.store import erase, oplog
from concerta_desktop.store.cipher import roomy
from concerta_desktop.store.fold import nothing, shown
from concerta_desktop.store.operation import ERASED, Operation, is_blank
from concerta_desktop.store.pause import collector_paused, in_turn
from concerta_desktop.store.project import project_again, row_of
from concerta_desktop.store.rows import Row, present, write_rows
from concerta_desktop.store.tx import ReadTx
from sync.duplicates import alike
from sync.sane import Unsound

_CHUNK = 5000
_ERASES = f'"{ERASED}":true'
_AHEAD = timedelta(hours=24)
MANY_DELETIONS = 100
"""More deleted records than this, or than one in twenty of those there are, wait for a person."""


@dataclass
class Plan:
    """What merging would do. Counts are of records, `conflicts` of fields."""

    operations: int = 0
    fresh: int = 0
    """Operations not known yet."""
    created: int = 0
    updated: int = 0
    conflicts: int = 0
    deleted: int = 0
    duplicates: int = 0
    forks: int = 0
    """Operations in a place of their chain where another one is: the laptop was copied or put back."""
    ahead: bool = False
    """The laptop's clock was more than a day ahead."""
    by_type: dict[str, int] = field(default_factory=dict[str, int])
    """Label of the record type -> records touched."""
    many_deletions: bool = False

    def words(self) -> str:
        """As people read it."""
        if not self.fresh:
            return "nada nuevo"
        parts = [
            _counted(self.created, "nuevo", "nuevos"),
            _counted(self.updated, "actualiza", "actualizan"),
            _counted(self.conflicts, "conflicto", "conflictos"),
            _counted(self.duplicates, "posible duplicado", "posibles duplicados"),
            _counted(self.deleted, "a la papelera", "a la papelera"),
        ]
        return ", ".join(part for part in parts if part)


@dataclass
class Weighed:
    """Operations from elsewhere, held against what is known."""

    plan: Plan
    unknown: list[Operation] = field(default_factory=list[Operation])
    """Those that the log lacks, in the order in which they came."""
    rows: dict[type[Record], list[Row]] = field(default_factory=dict[type[Record], list[Row]])
    """What the tables are to say."""
    created: dict[type[Record], list[Row]] = field(default_factory=dict[type[Record], list[Row]])
    """Those of `rows` that are of new records."""
    erased: list[str] = field(default_factory=list[str])
    """Ids of records of which an erasure is known or came."""


def check_chain(tx: ReadTx, operations: Sequence[Operation], sender: str, gaps: Iterable[str]) -> bool:
    """Whether these follow what is known of their laptop; False = a package before them has not come yet.
    Raises `Unsound` when they are not the unbroken work of one laptop."""
    accepted = set(gaps)
    ordered = sorted(operations, key=lambda one: (one.incarnation, one.seq))
    if any(one.device != sender for one in ordered):
        raise Unsound("Este paquete trae cambios de otro equipo que el que lo firma.")
    whole = True
    for incarnation, chain in groupby(ordered, lambda one: one.incarnation):
        before: set[str] = set()
        seq = -1
        for place, same in groupby(chain, lambda one: one.seq):
            here = list(same)
            first = seq != place - 1
            if first:
                if seq >= 0 and not any(one.op_id in accepted for one in here):
                    raise Unsound("A este paquete le faltan cambios por en medio.")
                before = oplog.at(tx, sender, incarnation, place - 1) if place > 1 else {""}
                whole = whole and (bool(before) or any(one.op_id in accepted for one in here))
            elif len(before) > 1:
                before |= oplog.at(tx, sender, incarnation, place - 1)
            if before and any(one.prev_hash not in before and one.op_id not in accepted for one in here):
                if not first or place == 1:
                    raise Unsound("Los cambios de este paquete no siguen unos a otros.")
                whole = False  # of a copied laptop: an earlier package of its branch has not come yet
            before, seq = {one.op_id for one in here}, place
    return whole


@collector_paused()
def weigh(tx: ReadTx, operations: Sequence[Operation], now: clock.Now) -> Weighed:
    """What merging would do; nothing is written. Raises `Unsound`."""
    found = Weighed(Plan(operations=len(operations)))
    excluded, known_ids = oplog.excluded(tx), set[str]()
    limit = clock.format_hlc(clock.millis(now() + _AHEAD), 0)
    touched: dict[str, int] = {}
    for chunk, known in _chunks(tx, operations):
        known_ids.update(one.op_id for history in known.values() for one in history)
        for (name, record_id), coming in in_turn(chunk.items()):
            here = known.get(record_id, ())
            once = {one.op_id: one for one in reversed(coming)}
            fresh = [one for one in once.values() if one.op_id not in known_ids and one.op_id not in excluded]
            if fresh:
                touched[name] = touched.get(name, 0) + 1
                found.plan.ahead = found.plan.ahead or any(one.hlc > limit for one in fresh)
                history = [one for one in here if one.record_type == name]
                _weigh_record(found, name, record_id, history, fresh)
                if any(_ERASES in one.patch for one in (*here, *fresh)):
                    found.erased.append(record_id)
    found.unknown = [one for one in operations if one.op_id not in known_ids]
    found.plan.by_type = _labelled(touched)
    found.plan.duplicates = sum(alike(tx, record, rows) for record, rows in found.created.items())
    found.plan.forks = _forks(tx, operations)
    found.plan.many_deletions = _too_many(tx, found.plan)
    return found


def merge(tx: ReadTx, weighed: Weighed) -> None:
    """Add to the log what it lacks and bring the tables up to it. In the transaction in which it was weighed:
    all of it, or nothing."""
    with roomy(tx.connection):
        oplog.write(tx, weighed.unknown)
        for record, rows in weighed.rows.items():
            write_rows(tx, record, rows)
    if weighed.erased:
        erase.enforce(tx, weighed.erased)


def bring_up_to(tx: ReadTx, touched: set[tuple[str, str]]) -> None:
    """After operations were made to count, or not to. Raises `UserError` when a record would be left of which
    others changed something and nobody recorded the rest."""
    project_again(tx, touched)
    lame: list[str] = []
    for record in RECORD_TYPES:
        ids = [record_id for name, record_id in touched if name == record.META.name]
        due = [one.name for one in specs(record) if one.facts.required]
        if ids and due:
            rows = present(tx, record, ids).values()
            lame += [row["id"] for row in rows if not row["deleted"] and any(row[one] is None for one in due)]
    histories = oplog.load(tx, lame).values()
    if not all(any(_ERASES in one.patch for one in history) for history in histories):
        raise UserError(
            f"Otros paquetes siguen lo que este trajo ({len(lame)} registros).",
            safe="No se ha tocado nada.",
            todo="Deshaga antes los que se combinaron después.",
        )


_Key = tuple[str, str]


def _chunks(
    tx: ReadTx, operations: Sequence[Operation]
) -> Iterable[tuple[dict[_Key, list[Operation]], dict[str, list[Operation]]]]:
    """The operations by record, some thousand records at a time, and what the log knows of these."""
    by_record: dict[_Key, list[Operation]] = {}
    for operation in operations:
        by_record.setdefault((operation.record_type, operation.record_id), []).append(operation)
    items = iter(by_record.items())
    while chunk := dict(islice(items, _CHUNK)):
        yield chunk, oplog.load(tx, {record_id for _, record_id in chunk})


def _check_blanks(fresh: list[Operation], history: list[Operation]) -> None:
    """A patch may be gone only where its record was erased afterwards."""
    if not all(one.salt for one in fresh):
        blank = [one for one in fresh if not one.salt]
        erasures = [one.hlc for one in (*fresh, *history) if _ERASES in one.patch]
        last = max(erasures, default="")
        if not all(is_blank(one) and one.hlc < last for one in blank):
            raise Unsound("A este paquete le falta el contenido de un cambio.")


def _weigh_record(
    found: Weighed, name: str, record_id: str, history: list[Operation], fresh: list[Operation]
) -> None:
    _check_blanks(fresh, history)
    before, after = shown(history) if history else nothing(), shown([*history, *fresh])
    record, plan = record_type(name), found.plan
    plan.fresh += len(fresh)
    if after.conflicts:
        plan.conflicts += len(set(after.conflicts) - set(before.conflicts))
    if after.deleted and not before.deleted and before.updated:
        plan.deleted += 1
    elif before.updated:
        plan.updated += 1
    else:
        plan.created += 1
    if record is not None:
        row = row_of(record, record_id, after)
        found.rows.setdefault(record, []).append(row)
        if not before.updated and not after.deleted:
            found.created.setdefault(record, []).append(row)


def _labelled(touched: dict[str, int]) -> dict[str, int]:
    """The counts of record types as people read them."""
    found: dict[str, int] = {}
    for name, count in touched.items():
        record = record_type(name)
        label = record.META.plural if record else "De una versión más nueva"
        found[label] = found.get(label, 0) + count
    return found


def _forks(tx: ReadTx, operations: Sequence[Operation]) -> int:
    found = 0
    for (device, incarnation), chain in groupby(
        sorted(operations, key=lambda one: (one.device, one.incarnation)),
        lambda one: (one.device, one.incarnation),
    ):
        coming = list(chain)
        low, high = min(one.seq for one in coming), max(one.seq for one in coming)
        query = (
            "SELECT seq, op_id FROM operation WHERE device = ? AND incarnation = ? AND seq BETWEEN ? AND ?"
        )
        there: dict[int, set[str]] = {}
        for row in tx.connection.exec_driver_sql(query, (device, incarnation, low, high)):
            there.setdefault(row.seq, set()).add(row.op_id)
        found += sum(one.seq in there and one.op_id not in there[one.seq] for one in coming)
    return found


def _too_many(tx: ReadTx, plan: Plan) -> bool:
    if plan.deleted > MANY_DELETIONS:
        return True
    if plan.deleted < 5:
        return False
    rows = tx.connection.exec_driver_sql("SELECT count(DISTINCT record_id) FROM operation").scalar() or 0
    return plan.deleted * 20 > rows


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
