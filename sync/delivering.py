"""One round between a laptop or headquarters and a place where packages meet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from concerta_desktop.errors import ConcertaError, UserError
from concerta_desktop.progress import Progress, silent
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import inbox, journal, keys, package, receipts, transports
from sync.joining import joined
from sync.package import Delivery, DeliveryState
from sync.transports import Access, opened

_ACCESS = "access "
"""Begins the names of the secrets that hold what a server asks for."""


@dataclass(frozen=True)
class Delivered:
    """What a delivery did."""

    sent: tuple[Delivery, ...]
    place: str
    removable: bool
    receipt: receipts.Applied | None

    def words(self) -> str:
        """As people read it."""
        count = len(self.sent)
        what = (
            f"Entregado en {self.place}: {count} {'paquete' if count == 1 else 'paquetes'}, leídos de vuelta."
        )
        if not count:
            what = f"En {self.place} ya estaba todo lo preparado."
        if self.removable:
            what += " Puede retirar la memoria."
        if self.receipt is not None:
            what += f" Acuse recibido: {self.receipt.acknowledged} entregas acusadas."
        return what


def remembered(tx: ReadTx, url: str) -> Access:
    """What was kept for a server."""
    return Access(**keys.secret_json(tx, _ACCESS + url))


def remember(store: Store, url: str, access: Access) -> None:
    """Keep what a server asks for, in the ciphered store."""
    with store.write() as tx:
        keys.keep_json(tx, _ACCESS + url, asdict(access))


def deliver(store: Store, url: str, access: Access | None = None, progress: Progress = silent) -> Delivered:
    """Lay what is prepared and not yet acknowledged at `url`, and take the receipt that waits there.
    Cancelled or cut, the next one goes on where it was. Raises `UserError`, `EnvironmentFailure`."""
    with store.read() as tx:
        central = joined(tx)
        asked = access or remembered(tx, url)
        due = [one for one in package.deliveries(tx, store.folder) if _is_due(one)]
    receipt = f"{central.id[-6:]}-{store.identity.device[-6:]}{receipts.ENDING}"
    sent: list[Delivery] = []
    applied = None
    try:
        with opened(url, asked) as place:
            for one in due:
                if not one.file.exists():
                    continue  # taken away by hand; what it held goes with the next package
                transports.put(place, one.file, progress)
                sent.append(one)
            if receipt in transports.names(place, receipts.ENDING):
                with TemporaryDirectory() as scratch:
                    transports.get(place, receipt, Path(scratch) / receipt, progress)
                    applied = receipts.apply(store, Path(scratch) / receipt)
    except ConcertaError as error:
        with store.write() as tx:
            journal.note(tx, f"No se completó la entrega: {error.what}")
        raise
    finally:
        if sent:
            package.mark_delivered(store, _still(store, sent), place_label(url))
    return Delivered(tuple(sent), place.label, place.removable, applied)


def collect(store: Store, url: str, access: Access | None = None, progress: Progress = silent) -> list[Path]:
    """At headquarters: take into the inbox what lies at `url` and is not there yet."""
    with store.read() as tx:
        asked = access or remembered(tx, url)
    taken: list[Path] = []
    with opened(url, asked) as place, TemporaryDirectory(dir=store.folder) as scratch:
        known = {item.name for item in (store.folder / inbox.FOLDER).glob(f"*{package.ENDING}")}
        for name in transports.names(place, package.ENDING):
            if name not in known:
                transports.get(place, name, Path(scratch) / name, progress)
                taken += inbox.receive(store, Path(scratch) / name)
    return taken


def publish(store: Store, url: str, access: Access | None = None, progress: Progress = silent) -> int:
    """At headquarters: lay the receipts where the laptops look for them; returns how many."""
    with store.read() as tx:
        asked = access or remembered(tx, url)
    written = receipts.write_receipts(store)
    with opened(url, asked) as place:
        for file in written:
            transports.put(place, file, progress)
    return len(written)


def place_label(url: str) -> str:
    """A place without what nobody needs to see."""
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or url


def _is_due(one: Delivery) -> bool:
    return one.state in {DeliveryState.PREPARED, DeliveryState.DELIVERED}


def _still(store: Store, sent: list[Delivery]) -> list[Delivery]:
    """As they stand now: a receipt may have said more meanwhile."""
    with store.read() as tx:
        now = {one.package: one for one in package.deliveries(tx, store.folder)}
    if not all(one.package in now for one in sent):
        raise UserError("Otra ventana preparó una entrega nueva.", todo="Entregue otra vez.")
    return [now[one.package] for one in sent if not one.delivered_at]
