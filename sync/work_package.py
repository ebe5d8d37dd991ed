"""The work package: what headquarters and colleagues know, sealed to one laptop, before its next trip.

It carries whole histories, so that what the laptop changes afterwards supersedes what it has seen: the
directory, instancias and nudos of its ámbito, catalogues, what headquarters decided of its own records, and
all that the same person recorded on another laptop, which is how a blank one gets its work back. It is a
receipt as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import select

from concerta_desktop.model import RECORD_TYPES, Comparison, Specialist
from concerta_desktop.model.fields import FieldSpec, Record, specs
from concerta_desktop.model.place import place_territory
from concerta_desktop.model.territory import region_of
from concerta_desktop.queries import records
from concerta_desktop.queries.comparisons import merged_into
from concerta_desktop.services.backups import back_up_before
from concerta_desktop.services.comparisons import RECORDS
from concerta_desktop.store import oplog
from concerta_desktop.store.operation import Operation
from concerta_desktop.store.shared import WANTS
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import from_column, table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import fold
from sync import attachments, devices, journal, keys, merge, receipts, remarks
from sync.devices import Peer, PeerState
from sync.joining import Central, joined
from sync.package import portions

ENDING = ".trabajo"
_OTHERS_OWN = {
    "attendance",
    "expected_person",
    "evaluation",
    "evaluation_form",
    "evaluation_response",
    "convocation",
    "contact_note",
    "equipment_item",
    "technical_report",
    "report_section",
    "report_version",
    "data_request",
    "preference",
    "remark",
}
"""Of these a laptop carries only its own: who came to a colleague's workshop is no business of hers."""
_EVERYBODYS = {"specialist", "catalogue_entry", "document_template"}


_LAST = "last work package "


@dataclass(frozen=True)
class Taken:
    """What a work package brought."""

    records: int
    types: frozenset[str]
    receipt: receipts.Applied


def write_work_packages(store: Store, out: Path, device: str = "") -> list[Path]:
    """A work package for each laptop that was let in, or for one. Raises `EnvironmentFailure`."""
    written: list[Path] = []
    with store.read() as tx:
        central = joined(tx)
        for one in devices.peers(tx):
            if one.state is PeerState.APPROVED and device in {"", one.device}:
                for number, portion in enumerate(portions(iter(operations_for(tx, one)))):
                    sealed = _seal_attachments(store, tx, central, one, portion, out)
                    more = {"part": number, "attachments": sealed}
                    written.append(receipts.seal_for(store, tx, central, one, "work", out, more, portion))
    return written


def take(store: Store, file: Path) -> Taken:
    """Merge what headquarters sent into this laptop, after a copy. Raises `Refused`, `UserError`,
    `EnvironmentFailure`; then nothing of it was taken."""
    contents = receipts.open_from_central(store, file, "work")
    with store.read() as tx:
        central = joined(tx)
    attachments.await_these(store, contents.manifest.about.get("attachments"))
    attachments.take_awaited(store, central, file.parent)
    made, part = contents.manifest.made, str(contents.manifest.about.get("part", 0))
    with store.read() as tx:
        if made <= keys.secret(tx, _LAST + part):
            return Taken(0, frozenset(), receipts.Applied(0, 0, resend=False, forked=False))
    back_up_before(store, "merge")
    with store.write() as tx:
        keys.keep(tx, _LAST + part, made)
        weighed = merge.weigh(tx, contents.operations, store.now)
        merge.merge(tx, weighed)
        journal.note(tx, f"Paquete de trabajo de la sede: {weighed.plan.words()}.")
    applied = receipts.take_in(store, contents.manifest)
    plan, touched = weighed.plan, frozenset(record.META.name for record in weighed.rows)
    return Taken(plan.created + plan.updated, touched, applied)


def _seal_attachments(
    store: Store, tx: ReadTx, central: Central, peer: Peer, operations: list[Operation], out: Path
) -> dict[str, str]:
    """The attachments that these operations name, but those that the laptop has itself unless it lacks them;
    attachment -> file."""
    own = set(attachments.names_in(one for one in operations if one.device == peer.device))
    own -= set(keys.secret_json(tx, WANTS + peer.device).get("names", []))
    to = (f"{central.id[-6:]}-{peer.device[-6:]}", central.id, peer.device, (peer.recipient,))
    sealed: dict[str, str] = {}
    for name in attachments.names_in(operations):
        file = None if name in own else attachments.seal(store, tx, name, out, to)
        if file is not None:
            sealed[name] = file.name
    return sealed


def operations_for(tx: ReadTx, peer: Peer) -> list[Operation]:
    """The histories that go to one laptop, in the order in which headquarters got them."""
    persons = _same_person(tx, peer)
    own = _touched_by(tx, peer.device, persons)
    wanted = own | _in_scope(tx, _regions(tx, persons))
    for name in _EVERYBODYS:
        rows = tx.connection.exec_driver_sql(
            "SELECT DISTINCT record_id FROM operation WHERE record_type = ?", (name,)
        )
        wanted |= {(name, record_id) for record_id in rows.scalars()}
    interventions = {key for name, key in own if name == "intervention"}
    wanted |= {("remark", one) for one in remarks.on(tx, interventions)}
    for record in RECORDS.values():  # whoever stands for somebody merged goes where that one goes
        name = record.META.name
        into = merged_into(tx, record, [key for kind, key in wanted if kind == name])
        wanted |= {(name, key) for key in into.values()}
    wanted |= {(Comparison.META.name, key) for key in _comparisons(tx, {key for _, key in wanted})}
    histories = oplog.load(tx, {record_id for _, record_id in wanted})
    found = (one for history in histories.values() for one in history)
    return [one for one in found if (one.record_type, one.record_id) in wanted]


_Key = tuple[str, str]


def _comparisons(tx: ReadTx, ids: set[str]) -> set[str]:
    """What was said of these people and entities, also what was taken back."""
    table = table_of(Comparison)
    rows = tx.connection.execute(select(table.c.id, table.c.kept, table.c.other))
    return {row[0] for row in rows if row[1] in ids or row[2] in ids}


def _same_person(tx: ReadTx, peer: Peer) -> set[str]:
    """Ids of the specialists who are whoever works at this laptop: by e-mail, or by names and surnames."""
    query = "SELECT DISTINCT author FROM operation WHERE device = ?"
    own = set(tx.connection.exec_driver_sql(query, (peer.device,)).scalars())
    everybody = records.find(tx, Specialist)
    marks = {mark for one in everybody if one.id in own for mark in _marks(one)}
    return own | {one.id for one in everybody if marks & _marks(one)}


def _marks(one: Specialist) -> set[str]:
    return {fold(one.email)} if one.email else {fold(f"{one.names or ''} {one.surnames or ''}")}


def _regions(tx: ReadTx, persons: set[str]) -> set[str] | None:
    """Codes of the regions of their ámbito; None = the whole country."""
    scopes = [one.scope for one in records.get_many(tx, Specialist, persons).values()]
    if not scopes or any(not scope for scope in scopes):
        return None
    regions = (region_of(code) for scope in scopes for code in scope or ())
    return {region.code for region in regions if region}


def _touched_by(tx: ReadTx, device: str, persons: set[str]) -> set[_Key]:
    found: set[_Key] = set()
    run = tx.connection.exec_driver_sql
    found.update(map(tuple, run("SELECT record_type, record_id FROM operation WHERE device = ?", (device,))))
    for person in persons - {""}:
        query = "SELECT record_type, record_id FROM operation WHERE author = ?"
        found.update(map(tuple, run(query, (person,))))
    return found


def _in_scope(tx: ReadTx, regions: set[str] | None) -> set[_Key]:
    """Records whose territory is in the ámbito, and those that refer to them, to any depth."""
    shared = [one for one in RECORD_TYPES if one.META.name not in _OTHERS_OWN | _EVERYBODYS]
    found: set[_Key] = set()
    for record in shared:
        for field in specs(record):
            if field.facts.catalogue:
                found.update((record.META.name, key) for key in _placed(tx, record, field, regions))
    grown = -1
    while grown != len(found):
        grown = len(found)
        for record in shared:
            for field in specs(record):
                if field.facts.refers_to in {one.META.name for one in shared}:
                    ids = {key for name, key in found if name == field.facts.refers_to}
                    found.update((record.META.name, key) for key in _referring(tx, record, field, ids))
    return found


def _placed(tx: ReadTx, record: type[Record], field: FieldSpec, regions: set[str] | None) -> Iterable[str]:
    for key, value in _column(tx, record, field):
        codes = cast(list[object], value if isinstance(value, list) else [value])
        if regions is None or any(_region(str(code)) in regions for code in codes):
            yield key


def _referring(tx: ReadTx, record: type[Record], field: FieldSpec, ids: set[str]) -> Iterable[str]:
    return (key for key, value in _column(tx, record, field) if value in ids)


def _column(tx: ReadTx, record: type[Record], field: FieldSpec) -> list[tuple[str, object]]:
    table = table_of(record)
    query = (
        table.select()
        .with_only_columns(table.c.id, table.c[field.name])
        .where(table.c[field.name].is_not(None))
    )
    return [(row[0], from_column(field, row[1])) for row in tx.connection.execute(query)]


def _region(code: str) -> str:
    place = place_territory(code)
    region = region_of(place.code) if place else None
    return region.code if region else ""
