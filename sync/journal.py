"""The sync log: what was prepared, delivered, merged and acknowledged, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from concerta_desktop.store.tables import SYNC_LOG
from concerta_desktop.store.tx import ReadTx, Tx


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened."""

    at: datetime
    text: str


def note(tx: Tx, text: str) -> None:
    """Write down what happened. `text` names files, laptops and counts, never data of anybody recorded."""
    tx.connection.execute(SYNC_LOG.insert(), {"at": tx.now().isoformat(timespec="seconds"), "text": text})


def lines(tx: ReadTx, limit: int = 500) -> list[Line]:
    """The newest first."""
    query = select(SYNC_LOG).order_by(SYNC_LOG.c.pk.desc()).limit(limit)
    return [Line(datetime.fromisoformat(row.at), row.text) for row in tx.connection.execute(query)]
