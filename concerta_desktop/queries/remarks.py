"""Remarks of headquarters, as the intervention's page and Inicio show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from concerta_desktop import clock
from concerta_desktop.model import Intervention, Remark, Specialist
from concerta_desktop.model.remarks import RemarkState
from concerta_desktop.queries import records
from concerta_desktop.store import oplog
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark that headquarters has not closed."""

    id: str
    intervention: str
    title: str
    """Of the intervention."""
    text: str
    answer: str
    attended: bool
    author: str
    day: date


def remarks_of(tx: ReadTx, intervention: str) -> list[RemarkRow]:
    """Those on one intervention, what waits for an answer first, then the oldest."""
    table = table_of(Remark)
    rows = _rows(tx, table.c.intervention == intervention, table.c.state != RemarkState.CLOSED.value)
    return sorted(rows, key=lambda row: row.attended)


def open_remarks(tx: ReadTx) -> list[RemarkRow]:
    """All that wait for an answer."""
    return _rows(tx, table_of(Remark).c.state == RemarkState.OPEN.value)


def unclosed_remarks(tx: ReadTx) -> list[RemarkRow]:
    """All that headquarters still follows, those attended first."""
    rows = _rows(tx, table_of(Remark).c.state != RemarkState.CLOSED.value)
    return sorted(rows, key=lambda row: not row.attended)


def _rows(tx: ReadTx, *conditions: ColumnElement[bool]) -> list[RemarkRow]:
    remark, about = table_of(Remark), table_of(Intervention)
    query = (
        select(remark.c.id, about.c.title)
        .join(about, about.c.id == remark.c.intervention)
        .where(remark.c.deleted == 0, about.c.deleted == 0, *conditions)
        .order_by(remark.c.created, remark.c.id)
    )
    titles: dict[str, str | None] = {row[0]: row[1] for row in tx.connection.execute(query)}
    found = records.get_many(tx, Remark, titles)
    first = {key: history[0] for key, history in oplog.load(tx, titles).items()}
    who = records.get_many(tx, Specialist, {one.author for one in first.values() if one.author})
    rows: list[RemarkRow] = []
    for key, title in titles.items():
        one, author = found[key], who.get(first[key].author)
        rows.append(
            RemarkRow(
                key,
                one.intervention or "",
                title or "sin dato",
                one.text or "",
                one.answer or "",
                one.state is RemarkState.ATTENDED,
                f"{author.names or ''} {author.surnames or ''}".strip() if author else "",
                clock.hlc_datetime(first[key].hlc).date(),
            )
        )
    return rows
