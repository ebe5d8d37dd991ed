"""Who looked at personal data of this laptop, and who took it out: for whoever asks (Ley 29733) [2.9].

It names a person by reference only, so that erasing her or him leaves nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from concerta_desktop.model.fields import Choice
from concerta_desktop.store.tables import ACCESS
from concerta_desktop.store.tx import ReadTx, Tx


class AccessKind(Choice):
    """What was done with the data."""

    VIEWED = "viewed", "Consultó"
    SAVED = "saved", "Guardó en un archivo"
    PRINTED = "printed", "Imprimió"


@dataclass(frozen=True, slots=True)
class Access:
    """One access. `what` is the document or list; `subject` the id of a person, "" = several."""

    id: int
    at: datetime
    author: str
    action: AccessKind
    what: str
    subject: str


def note(tx: Tx, action: AccessKind, what: str, subject: str = "") -> None:
    """Write an access down. `what` carries no personal data: the kind of document, never whose it is."""
    row = {"at": tx.now().isoformat(), "author": tx.author, "action": action.value}
    tx.connection.execute(ACCESS.insert(), row | {"what": what, "subject": subject})


def accesses(tx: ReadTx, subject: str = "", limit: int = 5000) -> list[Access]:
    """The newest first; only those about one person when `subject` is given."""
    query = select(ACCESS).order_by(ACCESS.c.pk.desc()).limit(limit)
    if subject:
        query = query.where(ACCESS.c.subject == subject)
    return [
        Access(
            row.pk,
            datetime.fromisoformat(row.at),
            row.author,
            AccessKind(row.action),  # type: ignore[call-arg]
            row.what,
            row.subject,
        )
        for row in tx.connection.execute(query)
    ]
