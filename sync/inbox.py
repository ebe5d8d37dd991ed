"""Bandeja de entrada: packages that arrived at headquarters, sealed as they came, and what becomes of them.

They stay in the folder `bandeja` after they were merged: a headquarters restored from an older copy finds
there what that copy lacks.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TypeVar, cast

from concerta_desktop import paths
from concerta_desktop.errors import ConcertaError, UserError, from_os_error
from concerta_desktop.progress import Progress, silent
from concerta_desktop.services.backups import back_up_before
from concerta_desktop.store import age, files, oplog
from concerta_desktop.store.pause import collector_paused, let_go
from concerta_desktop.store.shared import WANTS
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx
from sync import attachments, batches, container, devices, journal, keys, merge
from sync.batches import Batch
from sync.container import MAX_FILE, Contents, Manifest, Refused
from sync.devices import PeerState
from sync.joining import joined
from sync.merge import Plan
from sync.package import ENDING

T = TypeVar("T")

FOLDER = "bandeja"
_ODD = re.compile(r"[^0-9A-Za-z._-]+")


class ItemState(StrEnum):
    """What stands in the way of a package, or became of it."""

    NEW = "new"
    ASKS = "asks"
    MERGED = "merged"
    UNDONE = "undone"
    REFUSED = "refused"


LABELS = {
    ItemState.NEW: "Por combinar",
    ItemState.ASKS: "Equipo por aprobar",
    ItemState.MERGED: "Combinado",
    ItemState.UNDONE: "Deshecho",
    ItemState.REFUSED: "Rechazado",
}


@dataclass(frozen=True)
class Item:
    """A file of the inbox."""

    file: Path
    state: ItemState
    manifest: Manifest | None
    name: str
    """Whose it is; "" = nobody can tell."""
    why: str
    """Why it was refused, in a sentence."""
    batch: Batch | None

    @property
    def label(self) -> str:
        return LABELS[self.state]


@dataclass(frozen=True)
class Outcome:
    """What became of one package that was to be merged."""

    item: Item
    plan: Plan | None
    """What it does, or would; None = nobody looked."""
    why: str
    """Why it was not merged; "" = it was, or had been before."""

    @property
    def merged(self) -> bool:
        return self.plan is not None and not self.why


def receive(store: Store, source: Path) -> list[Path]:
    """Take packages into the inbox: one file, or those that lie in a folder. What is there already is not
    taken twice. Raises `UserError` when there is none, `EnvironmentFailure`."""
    try:
        room = paths.ensure_dir(store.folder / FOLDER)
        found = sorted(source.glob(f"*{ENDING}")) if source.is_dir() else [source]
        found = [file for file in found if file.suffix != attachments.ENDING]
        beside = attachments.receive(store, source, room)
        if not beside and (not found or not found[0].is_file()):
            raise UserError(f"En «{source}» no hay ningún paquete.", todo="Un paquete termina en «.cpk».")
        known = {one.stat().st_size: one for one in room.glob(f"*{ENDING}")}
        taken = [_take(room, file, known) for file in found]
    except OSError as error:
        raise from_os_error(error, "recibir los paquetes") from error
    fresh = [file for file in taken if file is not None]
    for file in fresh:
        _introduce(store, file)
    attachments.take_in(store, room)
    return fresh


def items(store: Store) -> list[Item]:
    """All that lies in the inbox, the newest first; then what other operators merged."""
    room = store.folder / FOLDER
    found = [_item(store, file) for file in sorted(room.glob(f"*{ENDING}"))]
    here = {item.batch.package for item in found if item.batch}
    with store.read() as tx:
        names = {one.device: one.name for one in devices.peers(tx)}
        merged = batches.found(tx) if store.shared else {}
    for batch in sorted(merged.values(), key=lambda one: one.merged_at, reverse=True):
        if batch.package not in here:
            state = ItemState.UNDONE if batch.undone_at else ItemState.MERGED
            found.append(Item(room / batch.file, state, None, names.get(batch.device, ""), "", batch))
    return sorted(found, key=lambda item: item.manifest.made if item.manifest else "", reverse=True)


def find(store: Store, given: str) -> Item:
    """A package by (the beginning of) its file's name or its id. Raises `UserError`."""
    found = [
        item
        for item in items(store)
        if item.file.name.startswith(given)
        or (item.manifest and item.manifest.package.startswith(given))
        or (item.batch and item.batch.package.startswith(given))
    ]
    if not given or len(found) != 1:
        what = "Varios paquetes responden a" if found else "Ningún paquete responde a"
        raise UserError(f"{what} «{given}».", todo="Mire la lista con «concerta central inbox».")
    return found[0]


def preview(store: Store, item: Item) -> Plan:
    """What merging a package would do; nothing is written. Raises `Refused` or `Unsound`."""
    contents = _open(store, item.file)
    with store.read() as tx:
        _follows(tx, contents)
        return merge.weigh(tx, contents.operations, store.now).plan


def merge_items(
    store: Store, chosen: list[Item], *, deletions: bool = False, progress: Progress = silent
) -> list[Outcome]:
    """Merge packages in whatever order they came; those that must wait for another of them are tried again.
    A copy is made first. `deletions`: a person saw that much is deleted and wants it.

    Each package is merged whole or not at all, whatever happens. Raises `EnvironmentFailure`, `Cancelled`:
    then those merged before stay merged."""
    outcomes: dict[Path, Outcome] = {}
    waiting = sorted(chosen, key=lambda item: item.manifest.made if item.manifest else "")
    if any(item.state is ItemState.NEW for item in waiting):
        progress(0, len(chosen), "Haciendo una copia")
        back_up_before(store, "merge")
    while waiting:
        again: list[Item] = []
        for item in waiting:
            progress(len(outcomes), len(chosen), f"Combinando {item.file.name}")
            outcome = _merge_one(store, item, deletions=deletions)
            outcomes[item.file] = outcome
            if outcome.why == _WAITS:
                again.append(item)
        waiting = again if len(again) < len(waiting) else []
    attachments.take_in(store, store.folder / FOLDER)
    return [outcomes[item.file] for item in chosen]


def manifest_of(store: Store, file: Path) -> Manifest:
    """What a package says of itself, wherever it lies. Raises `Refused`."""
    return _look(store, file)


def check(store: Store, file: Path) -> None:
    """A package is whole, signed by whom it names, and for this headquarters. Raises `Refused`, `Unsound`."""
    _open(store, file)


_WAITS = "Espera un paquete anterior del mismo equipo."


@collector_paused()
def _merge_one(store: Store, item: Item, *, deletions: bool) -> Outcome:
    if item.state is not ItemState.NEW:
        return Outcome(item, None, "" if item.state is ItemState.MERGED else item.why or f"{item.label}.")
    try:
        contents = _open(store, item.file)
        with store.write() as tx:
            if batches.found(tx, contents.manifest.package):  # another operator was first
                return Outcome(item, None, "")
            devices.check_sender(tx, contents.manifest)
            _follows(tx, contents)
            weighed = merge.weigh(tx, contents.operations, store.now)
            plan = weighed.plan
            if plan.many_deletions and not deletions:
                return Outcome(item, plan, f"Borra {plan.deleted} registros: mírelo y confírmelo.")
            _merge(tx, item, contents.manifest, weighed)
        let_go(contents.operations, weighed.unknown, *weighed.created.values(), *weighed.rows.values())
    except Refused as error:
        return Outcome(item, None, error.what if error.what == _WAITS else str(error))
    except UserError as error:
        return Outcome(item, None, str(error))
    return Outcome(item, plan, "")


def _merge(tx: Tx, item: Item, manifest: Manifest, weighed: merge.Weighed) -> None:
    before = oplog.newest_pk(tx)
    merge.merge(tx, weighed)
    batches.note(tx, manifest, item.file.name, before, weighed.plan)
    wanted = attachments.asked(manifest.about.get("wants"))
    keys.keep_json(tx, WANTS + manifest.sender, {"names": wanted})
    journal.note(tx, f"Combinado: {item.file.name}, de {item.name}: {weighed.plan.words()}.")


def _follows(tx: ReadTx, contents: Contents) -> None:
    manifest = contents.manifest
    gaps = manifest.about.get("gaps")
    named = [str(one) for one in cast(list[object], gaps)] if isinstance(gaps, list) else []
    if not merge.check_chain(tx, contents.operations, manifest.sender, named):
        raise Refused(_WAITS, todo="Reciba ese paquete, o pida una entrega de todo.")


def _item(store: Store, file: Path) -> Item:
    try:
        manifest = _look(store, file)
    except ConcertaError as error:
        return Item(file, ItemState.REFUSED, None, "", str(error), None)
    with store.read() as tx:
        batch, known = (
            batches.found(tx, manifest.package).get(manifest.package),
            devices.peer(tx, manifest.sender),
        )
        name = known.name if known else told_name(manifest)
        if batch is not None:
            state = ItemState.UNDONE if batch.undone_at else ItemState.MERGED
            return Item(file, state, manifest, name, "", batch)
        try:
            devices.check_sender(tx, manifest)
        except Refused as error:
            return Item(file, ItemState.REFUSED, manifest, name, str(error), None)
    approved = known is not None and known.state is PeerState.APPROVED
    return Item(file, ItemState.NEW if approved else ItemState.ASKS, manifest, name, "", None)


def _introduce(store: Store, file: Path) -> None:
    """A laptop that is not known asks with its package."""
    try:
        manifest = _look(store, file)
    except ConcertaError:
        return  # shown as refused
    reads = str(manifest.about.get("reads"))
    try:
        age.encrypt(b"", reads)
    except age.AgeError:
        return
    with store.read() as tx:
        known = devices.peer(tx, manifest.sender)
    if known is None:
        with store.write() as tx:
            devices.ask(tx, manifest, told_name(manifest), reads)


def told_name(manifest: Manifest) -> str:
    """Who the sender says to be: data of a stranger, so short and printable."""
    told = str(manifest.about.get("name", ""))
    return "".join(char for char in told if char.isprintable())[:120].strip() or "sin nombre"


def _look(store: Store, file: Path) -> Manifest:
    manifest = _with_key(store, file, container.look)
    _for_us(store, manifest)
    return manifest


def _open(store: Store, file: Path) -> Contents:
    def accept(manifest: Manifest) -> None:
        _for_us(store, manifest)
        with store.read() as tx:
            devices.check_sender(tx, manifest)

    return _with_key(store, file, lambda ciphered, identity: container.unseal(ciphered, identity, accept))


def _with_key(store: Store, file: Path, use: Callable[[IO[bytes], str], T]) -> T:
    """What `use` makes of a sealed file and the key that opens it."""
    with store.read() as tx:
        identity = keys.secret(tx, keys.READING)
    try:
        if file.stat().st_size > MAX_FILE:
            raise Refused("Este paquete es demasiado grande.")
        with open(file, "rb") as ciphered:
            return use(ciphered, identity)
    except OSError as error:
        raise from_os_error(error, "leer el paquete") from error


def _for_us(store: Store, manifest: Manifest) -> None:
    if manifest.kind != "device":
        raise Refused("Este archivo no es la entrega de un equipo.")
    with store.read() as tx:
        central = joined(tx).id
    if manifest.central != central or manifest.recipient != central:
        raise Refused("Este paquete es para otra sede central.")
    if manifest.sender == central:
        raise Refused("Este paquete dice ser de la propia sede.")


def _take(room: Path, file: Path, known: dict[int, Path]) -> Path | None:
    """Copy one file into the inbox; None when it is there already."""
    size = file.stat().st_size
    if size > MAX_FILE:
        raise Refused(f"«{file.name}» es demasiado grande para ser un paquete.")
    same = known.get(size)
    if same is not None and files.digest(same) == files.digest(file):
        return None
    name = _ODD.sub("-", file.name)[-120:].lstrip(".-") or f"paquete{ENDING}"
    target = paths.unused(room / name)
    if target.name != name and files.digest(room / name) == files.digest(file):
        return None
    part = target.with_name(f".{target.name}.part")
    try:
        with open(file, "rb") as reader, open(part, "wb", opener=paths.owner_only) as writer:
            shutil.copyfileobj(reader, writer, 1 << 20)
            writer.flush()
            os.fsync(writer.fileno())
        os.replace(part, target)
        paths.sync_folder(room)
    finally:
        part.unlink(missing_ok=True)
    return target
