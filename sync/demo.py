"""The synchronisation in the small: three laptops, edits that overlap, two ways of delivery, two orders of
merging, and two central packages that are equal byte for byte. Fictitious, for `concerta demo`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from concerta_desktop import clock
from concerta_desktop.model import Attendance, Finding
from concerta_desktop.model.findings import FindingKind
from concerta_desktop.queries import records
from concerta_desktop.services.setup import first_run
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store, open_store
from concerta_desktop.store.tables import table_of
from sync import central_package, conflicts, delivering, devices, inbox, joining, package
from sync.devices import PeerState
from sync.editions import Edition
from sync.transports import Access

_COLLEAGUES: Mapping[str, dict[str, object]] = {
    "joel": {"names": "Joel", "surnames": "Illanes Inventado", "scope": ("R03", "R05", "R09")},
    "maruja": {"names": "Maruja", "surnames": "Ñahui Inventada", "scope": ("R03", "R05", "R09")},
}


@dataclass(frozen=True)
class Played:
    """What the demo of the synchronisation left."""

    lines: tuple[str, ...]
    digest: str
    equal: bool
    """The two central packages are the same bytes."""


class _Clock:
    """A second passes at each reading, from a moment that is the same each time."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def play(folder: Path, rosa: Store, passphrase: str, moment: datetime, url: str = "") -> Played:
    """Let the laptop `rosa` and two colleagues deliver to a new headquarters in `folder`. `url`: a WebDAV
    server for the second delivery; without one it goes by a second stick."""
    now, stick = _Clock(moment), folder / "memoria"
    server = folder / "memoria-2"
    for place in (stick, server):
        place.mkdir(parents=True, exist_ok=True)
    who: dict[str, object] = {"names": "Elena", "surnames": "Solís Inventada", "position": "Sede central"}
    central, _code, _key = joining.create_central(
        folder / "sede", passphrase, who, "DPVLV (ejemplo)", now=now
    )
    joining.invite(central, folder / "dpvlv.sede")
    invitation = joining.read_invitation(folder / "dpvlv.sede")
    others = [
        first_run(folder / "equipos" / name, passphrase, about, now=now)[0]
        for name, about in _COLLEAGUES.items()
    ]
    laptops = [rosa, *others]
    try:
        lines = _first_trip(central, invitation, laptops, stick)
        lines += _second_trip(laptops, stick, url or str(server), moment.date())
        _receive(central, stick, url or str(server))
        played = _merge_twice(central, folder, passphrase, now)
        return Played((*lines, *played.lines), played.digest, played.equal)
    finally:
        for store in (central, *others):
            store.close()


def _first_trip(central: Store, invitation: joining.Central, laptops: list[Store], stick: Path) -> list[str]:
    """All join, the first delivers, and its colleagues get what they need for the next trip."""
    for laptop in laptops:
        joining.join(laptop, invitation)
        package.build(laptop)
        delivering.deliver(laptop, str(stick))
    inbox.receive(central, stick)
    with central.read() as tx:
        asking = devices.peers(tx)
    for one in asking:
        devices.decide(central, one.device, PeerState.APPROVED)
    inbox.merge_items(central, inbox.items(central))
    delivering.publish(central, str(stick), work=True)
    brought = sum(delivering.deliver(laptop, str(stick)).brought for laptop in laptops)
    return [f"Tres equipos unidos; de la sede volvieron {brought} registros antes del segundo viaje."]


def _second_trip(laptops: list[Store], stick: Path, server: str, today: date) -> list[str]:
    """The same nudo is edited on two laptops, the same person signs on two: then each delivers its way."""
    for number, laptop in enumerate(laptops):
        with laptop.write() as tx:
            kind = table_of(Finding).c.kind == FindingKind.OBSTACLE.value
            nudo = min(records.find(tx, Finding, kind), key=lambda one: one.id)
            if number:
                change(tx, Finding, nudo.id, {"responsible": f"Equipo {number + 1} (ejemplo)"})
            else:
                signed = min(records.find(tx, Attendance), key=lambda one: one.id)
                change(tx, Attendance, signed.id, {"position": f"Cargo corregido el {today:%d/%m/%Y}"})
        package.build(laptop)
        access = Access("equipo", "clave de ejemplo") if "://" in server else None
        if number == 1:
            delivering.deliver(laptop, server, access)
        else:
            delivering.deliver(laptop, str(stick))
    how = "WebDAV" if "://" in server else "otra memoria"
    return [f"Entregas: dos por memoria y una por {how}."]


def _receive(central: Store, stick: Path, server: str) -> None:
    inbox.receive(central, stick)
    access = Access("equipo", "clave de ejemplo") if "://" in server else None
    delivering.collect(central, server, access)


def _merge_twice(central: Store, folder: Path, passphrase: str, now: clock.Now) -> Played:
    """The headquarters and its twin merge the same packages, the other way round."""
    central.turn_over()
    shutil.copytree(central.folder, folder / "sede-espejo")
    twin = open_store(folder / "sede-espejo", passphrase, now=now)
    try:
        inbox.merge_items(central, inbox.items(central))
        for item in sorted(inbox.items(twin), key=lambda one: one.file.name, reverse=True):
            inbox.merge_items(twin, [item])
        inbox.merge_items(twin, inbox.items(twin))
        with central.read() as tx:
            disputed = conflicts.conflicts(tx)
        made = central_package.export(central, folder / "paquete-central.zip", Edition.FULL)
        same = central_package.export(twin, folder / "paquete-central-otro-orden.zip", Edition.FULL)
        central_package.export(central, folder / "paquete-sin-datos-personales.zip", Edition.ANONYMOUS)
    finally:
        twin.close()
    lines = (
        f"Combinado en dos órdenes; conflictos por decidir en la sede: {len(disputed)}.",
        f"Paquete central {'igual byte por byte' if made.digest == same.digest else 'DISTINTO'} en los dos.",
    )
    return Played(lines, made.digest, made.digest == same.digest)
