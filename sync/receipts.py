"""Receipts (acuses): headquarters says, signed and sealed to one laptop, how far it has what that made."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from concerta_desktop import paths
from concerta_desktop.errors import UserError, from_os_error
from concerta_desktop.model import Remark
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import oplog
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.shared import EPOCH
from concerta_desktop.store.store import Store, begin_incarnation
from concerta_desktop.store.tables import DELIVERY
from concerta_desktop.store.tx import ReadTx, Tx
from sync import attachments, batches, container, devices, journal, keys, merge, remarks
from sync.container import MAX_FILE, Contents, Manifest, Refused
from sync.devices import Peer, PeerState
from sync.joining import Central, joined
from sync.package import ACKNOWLEDGED, DeliveryState, deliveries

FOLDER = "acuses"
ENDING = ".acuse"
_LAST = "last receipt"
_UNDONE = "La sede la dejó sin efecto: llame para saber por qué."
_REMARKED = "La sede observó lo que trae: véalo en Inicio y responda."


@dataclass(frozen=True)
class Applied:
    """What a receipt told."""

    acknowledged: int
    """Deliveries that headquarters has whole."""
    observed: int
    resend: bool
    """Headquarters went back to an older copy: what it lost goes with the next delivery."""
    forked: bool
    """Another copy of this laptop's data is in use: from now on this one counts apart."""
    brought: int = 0
    """Remarks that came with it."""


def about_peer(store: Store, tx: ReadTx, device: str) -> dict[str, Any]:
    """What headquarters has of one laptop."""
    reach = {
        incarnation: [seq, sorted(oplog.at(tx, device, incarnation, seq))]
        for (_, incarnation), seq in oplog.chains(tx, device).items()
    }
    undone = [one.package for one in batches.found(tx).values() if one.device == device and one.undone_at]
    remarked = remarks.observed_packages(tx, device)
    return {
        "epoch": keys.secret(tx, EPOCH) or store.identity.incarnation,
        "reach": reach,
        "observed": undone,
        "remarked": remarked,
        "missing": attachments.missing(tx, store.folder, device),
    }


def write_receipts(store: Store, out: Path | None = None) -> list[Path]:
    """A receipt for each laptop that was let in, in `out` or in the folder of receipts."""
    room = out or store.folder / FOLDER
    with store.read() as tx:
        central = joined(tx)
        approved = [one for one in devices.peers(tx) if one.state is PeerState.APPROVED]
        return [
            seal_for(store, tx, central, one, "receipt", room, {}, remarks.for_device(tx, one.device))
            for one in approved
        ]


def seal_for(
    store: Store,
    tx: ReadTx,
    central: Central,
    peer: Peer,
    kind: str,
    room: Path,
    more: dict[str, Any],
    operations: list[Operation],
) -> Path:
    """Seal a receipt, or a work package, which is a receipt with operations. The one before it goes."""
    private = keys.secret(tx, keys.SIGNING)
    manifest = Manifest(
        kind=kind,
        package=new_id(),
        central=central.id,
        sender=central.id,
        sign_key=keys.public_key(private),
        recipient=peer.device,
        made=store.now().isoformat(),
        about={**about_peer(store, tx, peer.device), **more},
    )
    ending = ENDING if kind == "receipt" else ".trabajo"
    number = f"-{more['part']}" if more.get("part") else ""
    file = paths.ensure_dir(room) / f"{central.id[-6:]}-{peer.device[-6:]}{number}{ending}"
    part = file.with_name(f".{file.name}.part")
    try:
        with open(part, "wb", opener=paths.owner_only) as sealed:
            container.seal(sealed, manifest, operations, private, (peer.recipient,))
            sealed.flush()
            os.fsync(sealed.fileno())
        os.replace(part, file)
        paths.sync_folder(room)
    except OSError as error:
        raise from_os_error(error, "escribir el acuse") from error
    finally:
        part.unlink(missing_ok=True)
    return file


def apply(store: Store, file: Path) -> Applied:
    """Take in a receipt. One that is older than the last changes nothing. Raises `Refused`, `UserError`,
    `EnvironmentFailure`."""
    contents = open_from_central(store, file, "receipt")
    brought = 0
    if contents.operations:
        with store.write() as tx:
            weighed = merge.weigh(tx, contents.operations, store.now)
            merge.merge(tx, weighed)
            brought = len(weighed.rows.get(Remark, ()))
            if brought:
                journal.note(tx, f"Observaciones de la sede: {brought}.")
    return replace(take_in(store, contents.manifest), brought=brought)


def take(store: Store, source: Path) -> Applied:
    """Take in the receipt `source`, or the one for this laptop among those in a folder. Raises `UserError`
    when there is none."""
    if not source.is_dir():
        return apply(store, source)
    with store.read() as tx:
        name = own_name(store, joined(tx)) + ENDING
    if not (source / name).is_file():
        raise UserError(
            f"En «{source}» no está el acuse para este equipo.",
            safe="Lo registrado está a salvo.",
            todo="Entregue primero, y recoja el acuse cuando la sede haya combinado.",
        )
    return apply(store, source / name)


def own_name(store: Store, central: Central) -> str:
    """How the files begin that headquarters leaves for this laptop."""
    return f"{central.id[-6:]}-{store.identity.device[-6:]}"


def open_from_central(store: Store, file: Path, kind: str) -> Contents:
    """What our own headquarters sealed for this very laptop. Raises `Refused`."""
    with store.read() as tx:
        central, identity = joined(tx), keys.secret(tx, keys.READING)

    def accept(manifest: Manifest) -> None:
        if manifest.sign_key != central.sign_key or manifest.central != central.id:
            raise Refused(f"Este archivo no lo firmó la sede «{central.name}».", todo="No lo use.")
        if manifest.recipient != store.identity.device:
            raise Refused("Este archivo es para otro equipo.", todo="Entréguelo a quien corresponde.")
        if manifest.kind != kind:
            raise Refused("Este archivo es de otra clase.", todo="Elija el acuse o el paquete de trabajo.")

    try:
        if file.stat().st_size > MAX_FILE:
            raise Refused("Este archivo es demasiado grande.")
        with open(file, "rb") as ciphered:
            return container.unseal(ciphered, identity, accept)
    except OSError as error:
        raise from_os_error(error, "leer el acuse") from error


def take_in(store: Store, manifest: Manifest) -> Applied:
    """What the receipt part of a file from headquarters changes here."""
    epoch, reach, undone, remarked = _told(manifest)
    device = store.identity.device
    with store.write() as tx:
        last = keys.secret_json(tx, _LAST)
        if last and manifest.made <= last["made"]:
            return Applied(0, 0, resend=False, forked=False)
        resend = bool(last) and last["epoch"] != epoch
        known = {} if resend else keys.secret_json(tx, ACKNOWLEDGED)
        own = {incarnation: seq for (_, incarnation), seq in oplog.chains(tx, device).items()}
        forked = False
        for incarnation, (seq, heads) in reach.items():
            if oplog.at(tx, device, incarnation, seq) & set(heads):
                known[incarnation] = max(seq, known.get(incarnation, 0))
            elif incarnation == store.identity.incarnation or incarnation in own:
                forked = True
        keys.keep_json(tx, ACKNOWLEDGED, known)
        lacked = attachments.asked(manifest.about.get("missing"))
        keys.keep_json(tx, attachments.MISSING, {"names": lacked})
        keys.keep_json(tx, _LAST, {"made": manifest.made, "epoch": epoch})
        counts = _settle(tx, store.folder, known, undone, remarked)
        journal.note(tx, f"Acuse de la sede: {counts[0]} entregas acusadas, {counts[1]} observadas.")
        if lacked:
            journal.note(tx, f"A la sede le faltan {len(lacked)} adjuntos: van con la próxima entrega.")
        if resend:
            journal.note(tx, "La sede volvió a una copia anterior: lo que le falte va en la próxima entrega.")
        if forked:
            journal.note(tx, "Hay otra copia de los datos de este equipo en uso: ahora se cuenta aparte.")
    if forked:
        begin_incarnation(store)
    return Applied(*counts, resend, forked)


def _settle(
    tx: Tx, folder: Path, known: dict[str, int], undone: set[str], remarked: set[str]
) -> tuple[int, int]:
    """What each delivery has become; returns how many are acknowledged and observed."""
    acked = seen = 0
    for one in deliveries(tx, folder):
        whole = all(known.get(incarnation, 0) >= seq for incarnation, seq in one.reach.items())
        state = one.state
        if one.package in undone | remarked:
            state, seen = DeliveryState.OBSERVED, seen + 1
        elif whole:
            state, acked = DeliveryState.ACKNOWLEDGED, acked + 1
        elif state is DeliveryState.ACKNOWLEDGED:  # headquarters lost it
            state = DeliveryState.DELIVERED
        note = ""
        if state is DeliveryState.OBSERVED:
            note = _UNDONE if one.package in undone else _REMARKED
        if state is not one.state or note != one.note:
            now = tx.now().isoformat(timespec="seconds")
            values = {"state": state.value, "acked_at": now, "note": note}
            tx.connection.execute(DELIVERY.update().where(DELIVERY.c.package == one.package).values(values))
    return acked, seen


def _told(manifest: Manifest) -> tuple[str, dict[str, tuple[int, list[str]]], set[str], set[str]]:
    about = manifest.about
    try:
        reach = {
            str(incarnation): (int(seq), [str(head) for head in heads])
            for incarnation, (seq, heads) in about["reach"].items()
        }
        undone, remarked = about["observed"], about.get("remarked", [])
        return str(about["epoch"]), reach, {str(one) for one in undone}, {str(one) for one in remarked}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError("Ese acuse está mal hecho.", safe="No se ha tocado nada.") from error
