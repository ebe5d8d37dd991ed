"""Two people, or two entities, that may be the same one: merged, told apart, separated again."""

from __future__ import annotations

from concerta_desktop.errors import UserError
from concerta_desktop.model import Comparison, Entity, Person
from concerta_desktop.model.comparisons import Compared, comparison_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.store import oplog
from concerta_desktop.store.change import change, delete, restore, undo
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import Tx

RECORDS: dict[Compared, type[Person | Entity]] = {Compared.PERSON: Person, Compared.ENTITY: Entity}


def merge_same(tx: Tx, kind: Compared, kept: str, other: str) -> None:
    """Both are the same one: `kept` stays, with what it lacked from `other`, which goes to the trash. One
    action. Raises `UserError` when either is not there any more."""
    record = RECORDS[kind]
    stays, goes = (records.find_living(tx, record, key) for key in (kept, other))
    if stays is None or goes is None or kept == other:
        raise UserError(
            "Uno de los dos registros ya no está.",
            safe="No se ha tocado nada.",
            todo="Mire la lista otra vez.",
        )
    lacking = {
        name: value
        for name, value in fields_of(goes).items()
        if value not in (None, ()) and getattr(stays, name) in (None, ())
    }
    if lacking:
        change(tx, record, kept, lacking)
    table = table_of(Comparison)  # what was merged into the one that goes is led to the one that stays
    for one in records.find(tx, Comparison, table.c.kept == other, table.c.same == 1):
        change(tx, Comparison, one.id, {"kept": kept})
    _decide(tx, kind, kept, other, same=True)
    delete(tx, record, other)


def tell_apart(tx: Tx, kind: Compared, one: str, another: str) -> None:
    """They are two: nobody is asked about them again."""
    _decide(tx, kind, one, another, same=False)


def separate(tx: Tx, comparison: str) -> None:
    """Two that were merged are two again, as they stood before; what was changed since stays. They are not
    asked about again. Raises `UserError`."""
    said = records.find_living(tx, Comparison, comparison)
    if said is None or not said.same:
        raise UserError("Esos registros no están fusionados.", safe="No se ha tocado nada.")
    history = oplog.load(tx, [comparison]).get(comparison, [])
    merging = next(one for one in reversed(history) if one.patch_values().get("same") is True)
    undo(tx, merging.device, merging.incarnation, merging.action)
    restore(tx, Comparison, comparison)  # undoing took it away, too
    change(tx, Comparison, comparison, {"same": False})


def _decide(tx: Tx, kind: Compared, kept: str, other: str, *, same: bool) -> None:
    values = {"kind": kind, "kept": kept, "other": other, "same": same}
    change(tx, Comparison, comparison_id(kept, other), values)
