"""What is half typed in a dialog: kept ciphered, so that it survives a lock or a crash, and never synced."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from concerta_desktop.store.tables import DRAFT
from concerta_desktop.store.tx import ReadTx, Tx


@dataclass(frozen=True, slots=True)
class Draft:
    """`values` are what the widgets held, unchecked: text, numbers, booleans, lists of them, None."""

    key: str
    """Of the form, chosen by its screen: "person:<id>", "intervention:new"."""
    values: Mapping[str, Any]
    title: str
    """Of the form, as the person knows it: "Nueva intervención"."""
    place: tuple[str, ...]
    """Where the form is found again: a section of the window, a method of its screen, its arguments."""
    saved_at: datetime


def save(tx: Tx, key: str, values: Mapping[str, Any], title: str = "", place: Sequence[str] = ()) -> None:
    """Keep what is typed so far; what was kept before under this key goes."""
    discard(tx, key)
    payload = json.dumps({"values": dict(values), "title": title, "place": list(place)})
    row = {"key": key, "payload": payload, "saved_at": tx.now().isoformat()}
    tx.connection.execute(DRAFT.insert(), row)


def load(tx: ReadTx, key: str) -> Draft | None:
    """The draft of a form, None when there is none."""
    row = tx.connection.execute(select(DRAFT).where(DRAFT.c.key == key)).first()
    return _draft(row) if row else None


def discard(tx: Tx, key: str) -> None:
    """The form was saved, or the person does not want it."""
    tx.connection.execute(delete(DRAFT).where(DRAFT.c.key == key))


def all_drafts(tx: ReadTx) -> list[Draft]:
    """Everything half typed, the newest first: what to offer after a crash."""
    return [_draft(row) for row in tx.connection.execute(select(DRAFT).order_by(DRAFT.c.saved_at.desc()))]


def _draft(row: Row[Any]) -> Draft:
    payload = json.loads(row.payload)
    place = tuple(payload.get("place", ()))
    return Draft(
        row.key, payload["values"], payload.get("title", ""), place, datetime.fromisoformat(row.saved_at)
    )
