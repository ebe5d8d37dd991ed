"""One round between a laptop or headquarters and a place where packages meet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from concerta_desktop.errors import ConcertaError, UserError
from concerta_desktop.progress import Progress, of_all, silent
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import attachments, courier, inbox, journal, keys, package, receipts, transports, work_package
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
    brought: int = 0
    """Records of a work package that waited there."""
    attachments: int = 0
    colleagues: int = 0
    """Files of colleagues that were carried there."""

    def words(self) -> str:
        """As people read it."""
        count = len(self.sent)
        packages = "1 paquete, leído" if count == 1 else f"{count} paquetes, leídos"
        what = f"Entregado en {self.place}: {packages} de vuelta."
        if self.attachments:
            what += f" Con {self.attachments} {'adjunto' if self.attachments == 1 else 'adjuntos'}."
        if not count and not self.attachments:
            what = f"En {self.place} ya estaba todo lo preparado."
        if self.colleagues:
            files = "1 archivo" if self.colleagues == 1 else f"{self.colleagues} archivos"
            what += f" También, {files} de colegas."
        if self.removable:
            what += " Puede retirar la memoria."
        if self.receipt is not None:
            what += f" Acuse recibido: {self.receipt.acknowledged} entregas acusadas."
        if self.brought:
            what += f" De la sede llegaron {self.brought} registros."
        return what


def remembered(tx: ReadTx, url: str) -> Access:
    """What was kept for a server."""
    return Access(**keys.secret_json(tx, _ACCESS + url))


def remember(store: Store, url: str, access: Access) -> None:
    """Keep what a server asks for, in the ciphered store."""
    with store.write(here=True) as tx:
        keys.keep_json(tx, _ACCESS + url, asdict(access))


def deliver(store: Store, url: str, access: Access | None = None, progress: Progress = silent) -> Delivered:
    """Lay what is prepared and not yet acknowledged at `url`, and take the receipt that waits there.
    Cancelled or cut, the next one goes on where it was. Raises `UserError`, `EnvironmentFailure`."""
    with store.read() as tx:
        central = joined(tx)
        asked = access or remembered(tx, url)
        due = [one for one in package.deliveries(tx, store.folder) if _is_due(one)]
        beside = package.seal_attachments(store, tx, central)
    own = receipts.own_name(store, central)
    sent: list[Delivery] = []
    applied, brought, colleagues = None, 0, 0
    try:
        with opened(url, asked) as place:
            due = [one for one in due if one.file.exists()]  # of one taken away the next one holds all
            files = [*(one.file for one in due), *beside]
            told = of_all(progress, [file.stat().st_size for file in files])
            for number, file in enumerate(files):
                transports.put(place, file, told(number))
                sent += due[number : number + 1]
            colleagues = courier.lay(store, place, progress)
            applied, brought = _fetch(store, place, own, progress)
            courier.bring(store, place, progress)
    except ConcertaError as error:
        with store.write() as tx:
            journal.note(tx, f"No se completó la entrega: {error.what}")
        raise
    finally:
        if sent:
            package.mark_delivered(store, _still(store, sent), place_label(url))
    return Delivered(tuple(sent), place.label, place.removable, applied, brought, len(beside), colleagues)


def take_back(store: Store, source: Path) -> tuple[receipts.Applied | None, int]:
    """Take in what headquarters left for this laptop in a folder, or one file: the receipt, work packages.
    Returns what the newest receipt told and how many records came. Raises `UserError` when there is none."""
    with store.read() as tx:
        own = receipts.own_name(store, joined(tx))
    files = sorted(source.glob(f"{own}*")) if source.is_dir() else [source]
    files = [one for one in files if one.suffix in {receipts.ENDING, work_package.ENDING}]
    if not files:
        raise UserError(
            f"En «{source}» no hay acuse ni paquete de trabajo para este equipo.",
            safe="Lo registrado está a salvo.",
            todo="Entregue primero, y recójalos cuando la sede haya combinado.",
        )
    applied, brought = None, 0
    for one in files:
        if one.suffix == work_package.ENDING:
            taken = work_package.take(store, one)
            brought += taken.records
            applied = applied or taken.receipt
        else:
            applied = receipts.apply(store, one)
            brought += applied.brought
    if source.is_dir():
        with store.read() as tx:
            central = joined(tx)
        attachments.take_awaited(store, central, source)
    return applied, brought


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
        with store.read() as tx:
            sealed = [
                name
                for name in transports.names(place, attachments.ENDING)
                if name.startswith("concerta-") and not attachments.is_taken(tx, name)
            ]
        for name in sealed:
            if not (store.folder / inbox.FOLDER / name).exists():
                transports.get(place, name, Path(scratch) / name, progress)
                inbox.receive(store, Path(scratch) / name)
    return taken


def publish(
    store: Store,
    url: str,
    access: Access | None = None,
    progress: Progress = silent,
    *,
    work: bool = False,
) -> int:
    """At headquarters: lay the receipts where the laptops look for them, and work packages when asked for;
    returns how many files."""
    with store.read() as tx:
        asked = access or remembered(tx, url)
    written = receipts.write_receipts(store)
    if work:
        room = store.folder / receipts.FOLDER
        written += work_package.write_work_packages(store, room)
        written += sorted(room.glob(f"*{attachments.ENDING}"))
    with opened(url, asked) as place:
        told = of_all(progress, [file.stat().st_size for file in written])
        for number, file in enumerate(written):
            transports.put(place, file, told(number))
    return len(written)


def place_label(url: str) -> str:
    """A place without what nobody needs to see."""
    from urllib.parse import urlsplit

    return urlsplit(url).hostname or url


def _fetch(
    store: Store, place: transports.Place, own: str, progress: Progress
) -> tuple[receipts.Applied | None, int]:
    """Take in what waits at a place for this laptop."""
    waiting = [
        name
        for ending in (receipts.ENDING, work_package.ENDING)
        for name in transports.names(place, ending)
        if name.startswith(own)
    ]
    applied, brought = None, 0
    with TemporaryDirectory(dir=store.folder) as scratch:
        room = Path(scratch)
        for name in waiting:
            transports.get(place, name, room / name, progress)
        if waiting:
            applied, brought = take_back(store, room)
        wanted = set(attachments.awaited(store).values())
        for name in wanted.intersection(transports.names(place, attachments.ENDING)) if wanted else ():
            transports.get(place, name, room / name, progress)
        if wanted:
            with store.read() as tx:
                central = joined(tx)
            attachments.take_awaited(store, central, room)
    return applied, brought


def _is_due(one: Delivery) -> bool:
    return one.state in {DeliveryState.PREPARED, DeliveryState.DELIVERED}


def _still(store: Store, sent: list[Delivery]) -> list[Delivery]:
    """As they stand now: a receipt may have said more meanwhile."""
    with store.read() as tx:
        now = {one.package: one for one in package.deliveries(tx, store.folder)}
    if not all(one.package in now for one in sent):
        raise UserError("Otra ventana preparó una entrega nueva.", todo="Entregue otra vez.")
    return [now[one.package] for one in sent if not one.delivered_at]
