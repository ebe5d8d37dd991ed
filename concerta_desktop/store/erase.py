"""Erasing what a data subject asks to have erased (Ley 29733), while the chain still verifies [2.9].

An erasure is itself an operation, which states anew what stays for the counts (sex, entity). Every operation
of the record before it loses patch and salt; its hash of them stays, and with it the chain. The erased copy
beats one that is not: whoever adds operations from elsewhere (a merge, a copy put back) calls `enforce`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from concerta_desktop.model.fields import Record, spec
from concerta_desktop.model.values import encode
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import fold
from concerta_desktop.store.operation import ERASED, Operation
from concerta_desktop.store.project import project
from concerta_desktop.store.search import purge_indexes
from concerta_desktop.store.tx import ReadTx, Tx

Subject = tuple[str, str]
"""(record type, record id)"""

_BLANK = "UPDATE operation SET patch = '{}', salt = '' WHERE record_id = ? AND op_id = ?"
_BLANK_ASIDE = (
    "UPDATE set_aside SET patch = '{}', salt = '' WHERE record_type = ? AND record_id = ? AND hlc < ?"
)
"""What a restore set aside of that record."""


def erase(tx: Tx, record: type[Record], record_id: str, keep: Mapping[str, object]) -> None:
    """Leave of a record only `keep` (Python values by field name). It cannot be undone."""
    name = record.META.name
    history = [one for one in oplog.load(tx, [record_id]).get(record_id, []) if one.record_type == name]
    patch = {field: encode(spec(record, field), value) for field, value in keep.items()}
    with tx.whole() as appended:
        oplog.append(tx, name, record_id, {**patch, ERASED: True}, fold(history).seen())
        oplog.write(tx, appended())
    enforce(tx, [record_id])


def enforce(tx: ReadTx, record_ids: Iterable[str]) -> int:
    """Blank what stands in the log before an erasure of the same record; how many operations were."""
    blanked = 0
    for record_id, history in oplog.load(tx, record_ids).items():
        last = _last(history)
        doomed = [one for one in history if one.salt and one.hlc < last.get((one.record_type, record_id), "")]
        for operation in doomed:
            tx.connection.exec_driver_sql(_BLANK, (record_id, operation.op_id))
        for (name, erased_id), hlc in last.items():
            tx.connection.exec_driver_sql(_BLANK_ASIDE, (name, erased_id, hlc))
        blanked += len(doomed)
        project(tx, [record_id])
    if blanked:
        purge_indexes(tx)
    return blanked


def enforce_all(tx: ReadTx) -> int:
    """The same for every record that was ever erased: after operations came from elsewhere."""
    return enforce(tx, [record_id for _, record_id in oplog.erasures(tx)])


def _last(history: Iterable[Operation]) -> dict[Subject, str]:
    """When each record was last erased."""
    last: dict[Subject, str] = {}
    for one in history:
        if one.patch_values().get(ERASED) is True:
            key = (one.record_type, one.record_id)
            last[key] = max(one.hlc, last.get(key, ""))
    return last
