"""The device package: what this laptop recorded and no receipt has acknowledged, sealed for headquarters."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select

from concerta_desktop import paths
from concerta_desktop.errors import UserError, from_os_error
from concerta_desktop.model import Specialist, record_type
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import records
from concerta_desktop.store import age, oplog
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import DELIVERY
from concerta_desktop.store.tx import ReadTx, Tx
from sync import attachments, container, journal, keys
from sync.container import Manifest
from sync.joining import Central, joined

FOLDER = "entregas"
"""Beside the data: sealed packages, kept until headquarters acknowledges them."""
ENDING = ".cpk"
ACKNOWLEDGED = "acknowledged"
"""What the secret is called that holds incarnation -> seq up to which headquarters has everything."""
_OPERATIONS = 20_000
_SIZE = 30_000_000


class DeliveryState(StrEnum):
    PREPARED = "prepared"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    OBSERVED = "observed"


LABELS = {
    DeliveryState.PREPARED: "Preparado",
    DeliveryState.DELIVERED: "Entregado",
    DeliveryState.ACKNOWLEDGED: "Acusado",
    DeliveryState.OBSERVED: "Observado",
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A package that was prepared here, and what became of it."""

    package: str
    file: Path
    made_at: datetime
    operations: int
    reach: dict[str, int]
    """Incarnation -> seq of the last operation in it."""
    state: DeliveryState
    delivered_at: str
    place: str
    acked_at: str
    note: str

    @property
    def label(self) -> str:
        return LABELS[self.state]


@dataclass(frozen=True)
class Waiting:
    """What a package prepared now would carry."""

    operations: int
    records: dict[str, int]
    """Record type's plural label -> how many records of it."""
    since: str
    """When the oldest of it was made, ISO; "" = nothing."""
    attachments: int = 0


def waiting(tx: ReadTx, device: str, *, everything: bool = False) -> Waiting:
    """What no receipt has acknowledged; all that was ever recorded here on request."""
    touched: dict[str, set[str]] = {}
    count, first = 0, ""
    files: set[str] = set()
    for operation in _pending(tx, device, everything=everything):
        count += 1
        files.update(attachments.names_in([operation]))
        first = min(first or operation.hlc, operation.hlc)
        touched.setdefault(operation.record_type, set()).add(operation.record_id)
    labels = {name: _plural(name) for name in touched}
    since = datetime.fromtimestamp(int(first[:14]) / 1000).astimezone().isoformat() if first else ""
    return Waiting(count, {labels[name]: len(ids) for name, ids in touched.items()}, since, len(files))


def unprepared(tx: ReadTx, store: Store) -> bool:
    """Whether something was recorded that is in no package which still waits to be acknowledged."""
    known = dict(keys.secret_json(tx, ACKNOWLEDGED))
    for one in deliveries(tx, store.folder):
        if one.state in {DeliveryState.PREPARED, DeliveryState.DELIVERED} and one.file.exists():
            for incarnation, seq in one.reach.items():
                known[incarnation] = max(seq, known.get(incarnation, 0))
    chains = oplog.chains(tx, store.identity.device)
    return any(seq > known.get(incarnation, 0) for (_, incarnation), seq in chains.items())


def build(store: Store, *, everything: bool = False) -> list[Delivery]:
    """Prepare what waits: one package, or several when it is much; [] = nothing waits. Those prepared before
    and not delivered are replaced, since the new ones hold what they held.

    Raises `UserError` when the laptop never joined, `EnvironmentFailure`; then nothing was prepared."""
    with store.read() as tx:
        central = joined(tx)
        seal_attachments(store, tx, central)
        made: list[tuple[Manifest, Path, dict[str, int]]] = []
        try:
            pieces = portions(_pending(tx, store.identity.device, everything=everything))
            made.extend(_write(store, tx, central, portion) for portion in pieces)
        except BaseException:
            for _, file, _ in made:
                file.unlink(missing_ok=True)
            raise
    with store.write() as tx:
        if made:
            _replace(tx, store.folder)
        for manifest, file, reach in made:
            _note(tx, manifest, file, reach)
        found = {one.package: one for one in deliveries(tx, store.folder)}
    return [found[manifest.package] for manifest, _, _ in made]


def seal_attachments(store: Store, tx: ReadTx, central: Central) -> list[Path]:
    """Seal the attachments that go beside the packages: those of what no receipt has acknowledged, and those
    that headquarters said it lacks."""
    named = attachments.names_in(_pending(tx, store.identity.device, everything=False))
    lacked = keys.secret_json(tx, attachments.MISSING).get("names", [])
    names = list(dict.fromkeys([*named, *lacked]))
    return attachments.seal_for_central(store, tx, central, names, store.folder / FOLDER)


def deliveries(tx: ReadTx, folder: Path) -> list[Delivery]:
    """What was prepared in the store in `folder`, the newest first."""
    rows = tx.connection.execute(select(DELIVERY).order_by(DELIVERY.c.made_at.desc(), DELIVERY.c.file.desc()))
    return [
        Delivery(
            row.package,
            folder / FOLDER / row.file,
            datetime.fromisoformat(row.made_at),
            row.operations,
            json.loads(row.reach),
            DeliveryState(row.state),
            row.delivered_at,
            row.place,
            row.acked_at,
            row.note,
        )
        for row in rows
    ]


def mark_delivered(store: Store, done: list[Delivery], place: str) -> None:
    """They lie now where headquarters takes them from, read back and found whole."""
    with store.write() as tx:
        for one in done:
            now = tx.now().isoformat(timespec="seconds")
            values = {"delivered_at": now, "place": place}
            if one.state is DeliveryState.PREPARED:
                values["state"] = DeliveryState.DELIVERED.value
            tx.connection.execute(DELIVERY.update().where(DELIVERY.c.package == one.package).values(values))
            journal.note(tx, f"Entregado: {one.file.name} en {place}.")


def verify(store: Store, file: Path) -> None:
    """A package is what it was when it left here: its outside is compared with the one kept here. What is
    inside only headquarters can read. Raises `UserError`, `EnvironmentFailure`."""
    from concerta_desktop.store.files import digest

    kept = store.folder / FOLDER / file.name
    try:
        if kept.exists() and digest(file) == digest(kept):
            return
    except OSError as error:
        raise from_os_error(error, "leer el paquete") from error
    raise UserError(
        f"«{file.name}» no es igual al que se preparó en este equipo.",
        safe="Lo registrado está a salvo.",
        todo="Entréguelo otra vez.",
    )


def _pending(tx: ReadTx, device: str, *, everything: bool) -> Iterator[Operation]:
    known = {} if everything else keys.secret_json(tx, ACKNOWLEDGED)
    for (_, incarnation), _last in sorted(oplog.chains(tx, device).items()):
        yield from oplog.following(tx, device, incarnation, known.get(incarnation, 0))


def portions(operations: Iterator[Operation]) -> Iterator[list[Operation]]:
    """As many as go into one package, several times."""
    portion: list[Operation] = []
    size = 0
    for operation in operations:
        weight = 600 + len(operation.patch) + len(operation.base)
        if portion and (len(portion) >= _OPERATIONS or size + weight > _SIZE):
            yield portion
            portion, size = [], 0
        portion.append(operation)
        size += weight
    if portion:
        yield portion


def _write(
    store: Store, tx: ReadTx, central: Central, operations: list[Operation]
) -> tuple[Manifest, Path, dict[str, int]]:
    private = keys.secret(tx, keys.SIGNING)
    reach = {one.incarnation: one.seq for one in operations}
    present = {one.op_id for one in operations}
    manifest = Manifest(
        kind="device",
        package=new_id(),
        central=central.id,
        sender=store.identity.device,
        sign_key=keys.public_key(private),
        recipient=central.id,
        made=store.now().isoformat(),
        about={
            "name": _who(tx, store),
            "reads": age.recipient_of(keys.secret(tx, keys.READING)),
            "incarnation": store.identity.incarnation,
            "wants": attachments.missing(tx, store.folder),
            "gaps": [one for one in oplog.after_gaps(tx) if one in present],
        },
    )
    room = paths.ensure_dir(store.folder / FOLDER)
    moment = store.now()
    name = f"concerta-{central.id[-6:]}-{store.identity.device[-6:]}-{moment:%Y%m%d-%H%M%S}"
    file = room / f"{name}-{manifest.package[-8:]}{ENDING}"
    part = file.with_suffix(".part")
    try:
        with open(part, "wb", opener=paths.owner_only) as out:
            whole = container.seal(out, manifest, operations, private, (central.recipient, central.recovery))
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, file)
        paths.sync_folder(room)
    except OSError as error:
        raise from_os_error(error, "preparar la entrega") from error
    finally:
        part.unlink(missing_ok=True)
    return whole, file, reach


def _replace(tx: Tx, folder: Path) -> None:
    for one in deliveries(tx, folder):
        if one.state is DeliveryState.PREPARED:
            one.file.unlink(missing_ok=True)
            tx.connection.execute(DELIVERY.delete().where(DELIVERY.c.package == one.package))


def _note(tx: Tx, manifest: Manifest, file: Path, reach: dict[str, int]) -> None:
    row = {
        "package": manifest.package,
        "file": file.name,
        "made_at": manifest.made,
        "operations": manifest.operations,
        "reach": json.dumps(reach),
        "state": DeliveryState.PREPARED.value,
    }
    empty = {"delivered_at": "", "place": "", "acked_at": "", "note": ""}
    tx.connection.execute(DELIVERY.insert(), row | empty)
    journal.note(tx, f"Preparado: {file.name}, {manifest.operations} cambios.")


def _who(tx: ReadTx, store: Store) -> str:
    known = records.get(tx, Specialist, store.author) if store.author else None
    return f"{known.names or ''} {known.surnames or ''}".strip() if known else "sin nombre"


def _plural(name: str) -> str:
    record = record_type(name)
    return record.META.plural if record else "De una versión más nueva"
