"""The laptops that headquarters knows: they ask with their first package, a person lets them in or out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select

from concerta_desktop.errors import UserError
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import PEER
from concerta_desktop.store.tx import ReadTx, Tx
from sync import journal, keys
from sync.container import Manifest, Refused


class PeerState(StrEnum):
    """Whether what a laptop sends is merged."""

    ASKS = "asks"
    APPROVED = "approved"
    REVOKED = "revoked"


LABELS = {PeerState.ASKS: "Por aprobar", PeerState.APPROVED: "Aprobado", PeerState.REVOKED: "Revocado"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A laptop, by the name of who works at it."""

    device: str
    name: str
    sign_key: str
    recipient: str
    state: PeerState
    seen_at: datetime

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.sign_key, self.recipient)

    @property
    def label(self) -> str:
        return LABELS[self.state]


def peers(tx: ReadTx) -> list[Peer]:
    """All laptops, by name."""
    return _found(tx, select(PEER).order_by(PEER.c.name, PEER.c.device))


def peer(tx: ReadTx, device: str) -> Peer | None:
    return next(iter(_found(tx, select(PEER).where(PEER.c.device == device))), None)


def _found(tx: ReadTx, query: Select[Any]) -> list[Peer]:
    return [
        Peer(
            row.device,
            row.name,
            row.sign_key,
            row.recipient,
            PeerState(row.state),
            datetime.fromisoformat(row.seen_at),
        )
        for row in tx.connection.execute(query)
    ]


def find(tx: ReadTx, given: str) -> Peer:
    """A laptop by the beginning of its id or of its fingerprint. Raises `UserError`."""
    plain = given.replace(" ", "").upper()
    found = [
        one
        for one in peers(tx)
        if one.device.upper().startswith(plain)
        or one.fingerprint.replace(" ", "").startswith(plain)
        or one.name.upper() == given.upper()
    ]
    if not plain or len(found) != 1:
        what = "Varios equipos responden a" if found else "Ningún equipo responde a"
        raise UserError(f"{what} «{given}».", todo="Mire la lista con «concerta central devices».")
    return found[0]


def check_sender(tx: ReadTx, manifest: Manifest) -> None:
    """Raises `Refused` when the laptop was revoked, or another one pretends to be it."""
    known = peer(tx, manifest.sender)
    if known is None:
        return
    if known.sign_key != manifest.sign_key:
        raise Refused(
            f"Este paquete dice ser del equipo de {known.name}, pero lo firmó otra llave.",
            todo="Llame a esa persona antes de hacer nada.",
        )
    if known.state is PeerState.REVOKED:
        raise Refused(
            f"El equipo de {known.name} fue revocado.",
            todo="Si fue por error, apruébelo de nuevo en Dispositivos.",
        )


def ask(tx: Tx, manifest: Manifest, name: str, recipient: str) -> Peer:
    """The laptop that sent this; noted as asking when it was not known."""
    known = peer(tx, manifest.sender)
    if known is not None:
        return known
    row = {"device": manifest.sender, "name": name, "sign_key": manifest.sign_key, "recipient": recipient}
    more = {"state": PeerState.ASKS.value, "seen_at": tx.now().isoformat(timespec="seconds")}
    tx.connection.execute(PEER.insert(), row | more)
    asked = peer(tx, manifest.sender)
    if asked is None:
        raise AssertionError("a row just written")
    journal.note(tx, f"Pide unirse el equipo de {name} (huella {asked.fingerprint}).")
    return asked


def decide(store: Store, device: str, state: PeerState) -> Peer:
    """Let a laptop in, or out. What was merged of it stays. Raises `UserError` when it is not known."""
    with store.write() as tx:
        tx.connection.execute(PEER.update().where(PEER.c.device == device).values(state=state.value))
        decided = peer(tx, device)
        if decided is None:
            raise UserError("Ese equipo no es conocido en esta sede.")
        journal.note(tx, f"{decided.label}: el equipo de {decided.name} ({decided.fingerprint}).")
    return decided
