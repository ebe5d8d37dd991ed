"""Taking records out of the trash."""

from __future__ import annotations

from collections.abc import Iterable

from concerta_desktop.errors import UserError
from concerta_desktop.model import record_type
from concerta_desktop.store.change import restore as restore_record
from concerta_desktop.store.tx import Tx


def restore(tx: Tx, wanted: Iterable[tuple[str, str]]) -> None:
    """Put back records given as (record type, id), in one action. Raises `UserError` for a type that this
    version does not know."""
    for name, record_id in wanted:
        record = record_type(name)
        if record is None:
            raise UserError(
                "Esto lo registró una versión más nueva de Concerta.", safe="Sigue en la papelera."
            )
        restore_record(tx, record, record_id)
