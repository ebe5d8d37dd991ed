"""Files attached to what is recorded of an instancia: the ordinance, the signed acta, the approved plan."""

from __future__ import annotations

from pathlib import Path

from concerta_desktop.errors import UserError
from concerta_desktop.model.fields import Record, specs_by_name
from concerta_desktop.queries import records
from concerta_desktop.store import attachments
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx

_FIELD = "file"
_MARK = "/"


def attach(store: Store, tx: Tx, record: type[Record], record_id: str, source: Path) -> str:
    """Keep a file with a record that has a place for one; returns what its field says.

    Raises `UserError`, `EnvironmentFailure`; then nothing is recorded.
    """
    if _FIELD not in specs_by_name(record) or records.find_living(tx, record, record_id) is None:
        raise UserError(f"«{record.META.label}»: no se le puede adjuntar un archivo.")
    kept = attachments.keep(tx, store.folder, store.key, source)
    room = (specs_by_name(record)[_FIELD].facts.max_length) - len(kept) - len(_MARK)
    value = f"{kept}{_MARK}{source.name[-room:]}"
    change(tx, record, record_id, {_FIELD: value})
    return value


def file_name(value: str | None) -> str:
    """The name a person knows it by; "" when there is none."""
    return (value or "").partition(_MARK)[2]


def bring_out(store: Store, tx: ReadTx, value: str, out: Path) -> None:
    """Write an attached file to `out`. Raises `EnvironmentFailure` when it is not on this laptop."""
    attachments.bring(tx, store.folder, store.key, value.partition(_MARK)[0], out)
