"""Packages that were merged, and taking one back as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from concerta_desktop.errors import UserError
from concerta_desktop.store import oplog
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import BATCH
from concerta_desktop.store.tx import ReadTx, Tx
from sync import journal, merge
from sync.container import Manifest
from sync.merge import Plan


@dataclass(frozen=True)
class Batch:
    """A merged package."""

    package: str
    device: str
    file: str
    merged_at: datetime
    undone_at: str
    first_pk: int
    last_pk: int
    last_op: str
    about: Plan


def found(tx: ReadTx, package: str = "") -> dict[str, Batch]:
    """Package id -> what was merged; of one package when given."""
    query = select(BATCH).where(BATCH.c.package == package) if package else select(BATCH)
    known: dict[str, Batch] = {}
    for row in tx.connection.execute(query):
        about, when = Plan(**json.loads(row.about)), datetime.fromisoformat(row.merged_at)
        known[row.package] = Batch(
            row.package,
            row.device,
            row.file,
            when,
            row.undone_at,
            row.first_pk,
            row.last_pk,
            row.last_op,
            about,
        )
    return known


def note(tx: Tx, manifest: Manifest, file: str, before: int, plan: Plan) -> None:
    """A package was merged into a log that ended at `before`."""
    after = oplog.newest_pk(tx)
    arrived = oplog.between(tx, after, after) if after > before else []
    row = {
        "package": manifest.package,
        "device": manifest.sender,
        "file": file,
        "merged_at": tx.now().isoformat(timespec="seconds"),
        "author": tx.author,
        "undone_at": "",
        "first_pk": before + 1,
        "last_pk": after,
        "last_op": arrived[0].op_id if arrived else "",
        "about": json.dumps(asdict(plan)),
    }
    tx.connection.execute(BATCH.insert(), row)


def undo(store: Store, package: str) -> None:
    """Take back a whole package: what it brought stays in the log and counts for nothing. Merging the same
    package again does not bring it back. Raises `UserError` when others built on it."""
    with store.write() as tx:
        brought = _brought(tx, package, undone=False)
        if not brought:
            raise UserError("Ese paquete no se puede deshacer.", safe="No se ha tocado nada.")
        oplog.exclude(tx, oplog.excluded(tx) | {one.op_id for one in brought})
        _set_undone(tx, package, brought, tx.now().isoformat(timespec="seconds"))
        journal.note(tx, f"Deshecho el paquete {package[-8:]}: {len(brought)} cambios dejaron de contar.")


def redo(store: Store, package: str) -> None:
    """Let a package count again that was undone. Raises `UserError`."""
    with store.write() as tx:
        brought = _brought(tx, package, undone=True)
        if not brought:
            raise UserError("Ese paquete no está deshecho.", safe="No se ha tocado nada.")
        oplog.exclude(tx, oplog.excluded(tx) - {one.op_id for one in brought})
        _set_undone(tx, package, brought, "")
        journal.note(tx, f"Combinado otra vez el paquete {package[-8:]}.")


def _brought(tx: ReadTx, package: str, *, undone: bool) -> list[oplog.Operation]:
    """What a merged package brought, when it is undone, or is not; [] = otherwise, or it brought nothing."""
    batch = found(tx, package).get(package)
    if batch is None or bool(batch.undone_at) != undone or batch.last_pk < batch.first_pk:
        return []
    brought = oplog.between(tx, batch.first_pk, batch.last_pk)
    return brought if brought and brought[-1].op_id == batch.last_op else []


def _set_undone(tx: Tx, package: str, brought: list[oplog.Operation], when: str) -> None:
    merge.bring_up_to(tx, {(one.record_type, one.record_id) for one in brought})
    tx.connection.execute(BATCH.update().where(BATCH.c.package == package).values(undone_at=when))
