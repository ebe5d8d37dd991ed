"""What laptops recorded becomes one picture at headquarters, in any order, any number of times."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.model import Attendance, Intervention, Person
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import delete
from concerta_desktop.store.erase import erase
from concerta_desktop.store.store import Store
from sync import batches, conflicts, devices, inbox, joining, package, receipts
from sync.devices import PeerState
from sync.inbox import ItemState
from sync.package import DeliveryState
from tests.factory import a_person, an_attendance, an_intervention, save
from tests.fixtures import PASSPHRASE
from tests.sync.conftest import Office
from tests.sync.looking import broken, operations, rows

pytestmark = pytest.mark.req("8", "75")


def test_a_trip_becomes_part_of_the_national_picture(office: Office) -> None:
    rosa = office.join("rosa")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop)
    office.send(rosa)
    (outcome,) = office.merge()
    assert outcome.plan is not None
    assert outcome.plan.words() == "3 nuevos"
    assert operations(rosa) <= operations(office.central)
    assert rows(office.central)["attendance"] == rows(rosa)["attendance"]
    assert not broken(office.central)


def test_two_orders_and_repetition_give_the_same(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Anita")
    files = [*office.send(rosa), *office.send(joel)]
    save(rosa, Intervention, workshop, {"venue": "Otro local"})
    files += office.send(rosa)
    shutil.copytree(office.central.folder, tmp_path / "espejo")
    mirror = stores.open_store(tmp_path / "espejo", PASSPHRASE)
    office.merge()
    for file in reversed(files):  # the last one waits for the first
        found = [item for item in inbox.items(mirror) if item.file.name == file.name]
        inbox.merge_items(mirror, found)
    inbox.merge_items(mirror, inbox.items(mirror))
    again = [outcome for _ in range(4) for outcome in inbox.merge_items(mirror, inbox.items(mirror))]
    assert not any(outcome.plan for outcome in again)
    assert rows(mirror) == rows(office.central)
    assert operations(mirror) >= operations(rosa) | operations(joel)
    mirror.close()


def test_a_laptop_is_let_in_by_a_person_and_can_be_turned_away(office: Office) -> None:
    rosa = office.join("rosa")
    a_person(rosa)
    (file,) = [one.file for one in package.build(rosa)]
    inbox.receive(office.central, file)
    (item,) = inbox.items(office.central)
    assert item.state is ItemState.ASKS
    assert office.merge()[0].why == "Equipo por aprobar."
    with office.central.read() as tx, rosa.read() as other:
        (asking,) = devices.peers(tx)
        assert asking.fingerprint == joining.own_fingerprint(other)
        assert asking.name == "Rosa De Ejemplo"
    devices.decide(office.central, asking.device, PeerState.REVOKED)
    assert "revocado" in office.merge()[0].why
    assert not rows(office.central)["person"]
    devices.decide(office.central, asking.device, PeerState.APPROVED)
    assert office.merge()[0].merged


def test_only_a_receipt_says_acusado(office: Office) -> None:
    rosa = office.join("rosa")
    a_person(rosa)
    office.send(rosa)
    states = _states(rosa)
    assert states == [DeliveryState.DELIVERED]
    office.merge()
    assert _states(rosa) == [DeliveryState.DELIVERED]
    office.acknowledge(rosa)
    assert _states(rosa) == [DeliveryState.ACKNOWLEDGED]
    assert package.build(rosa) == []
    a_person(rosa)
    with rosa.read() as tx:
        assert package.waiting(tx, rosa.identity.device).operations == 1


def test_the_same_field_written_twice_waits_for_a_person(office: Office) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Anita")
    office.send(rosa)
    office.send(joel)
    office.merge()
    with office.central.read() as tx:
        (conflict,) = conflicts.conflicts(tx)
    assert conflict.label == "Nombres"
    assert {(option.text, option.device) for option in conflict.options} == {
        ("Ana", "Rosa De Ejemplo"),
        ("Anita", "Joel De Ejemplo"),
    }
    (hers,) = [option.op_id for option in conflict.options if option.text == "Ana"]
    conflicts.decide(office.central, [(conflict, hers)])
    assert [row["names"] for row in rows(office.central)["attendance"]] == ["Ana"]
    with office.central.read() as tx:
        assert conflicts.conflicts(tx) == []
    with pytest.raises(UserError, match="ya cambió"):
        conflicts.decide(office.central, [(conflict, hers)])


def test_deleted_on_one_laptop_and_changed_on_another_stays_until_decided(office: Office) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa)
    signed = an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Ana")
    with rosa.write() as tx:
        delete(tx, Attendance, signed)
    office.send(rosa)
    office.send(joel)
    office.merge()
    with office.central.read() as tx:
        (conflict,) = conflicts.conflicts(tx)
    assert [option.text for option in conflict.options] == ["Borrar", "Conservar"]
    conflicts.decide(office.central, [(conflict, conflicts.newest(conflict))])
    with office.central.read() as tx:
        assert conflicts.conflicts(tx) == []


def test_a_whole_package_is_undone_and_does_not_come_back_by_itself(office: Office) -> None:
    rosa = office.join("rosa")
    a_person(rosa)
    office.send(rosa)
    office.merge()
    before = operations(office.central)
    (item,) = inbox.items(office.central)
    assert item.manifest is not None
    batches.undo(office.central, item.manifest.package)
    assert not rows(office.central)["person"]
    assert operations(office.central) == before
    office.merge()
    assert not rows(office.central)["person"]
    office.acknowledge(rosa)
    assert _states(rosa) == [DeliveryState.OBSERVED]
    batches.redo(office.central, item.manifest.package)
    assert rows(office.central)["person"] == rows(rosa)["person"]


def test_much_deleted_waits_for_a_person(office: Office) -> None:
    rosa = office.join("rosa")
    people = [a_person(rosa) for _ in range(12)]
    office.send(rosa)
    office.merge()
    for person in people[:8]:
        with rosa.write() as tx:
            delete(tx, Person, person)
    office.send(rosa)
    outcome = next(one for one in office.merge() if one.item.state is ItemState.NEW)
    assert "Borra 8 registros" in outcome.why
    assert not any(row["deleted"] for row in rows(office.central)["person"])
    inbox.merge_items(office.central, inbox.items(office.central), deletions=True)
    assert sum(row["deleted"] for row in rows(office.central)["person"]) == 8


def test_what_was_erased_stays_erased_at_headquarters(office: Office) -> None:
    rosa = office.join("rosa")
    person = a_person(rosa, surnames="Borrada Inventada")
    old = office.send(rosa)
    office.merge()
    with rosa.write() as tx:
        erase(tx, Person, person, {"surnames": "Suprimido"})
    office.send(rosa)
    office.merge()
    assert [row["surnames"] for row in rows(office.central)["person"]] == ["Suprimido"]
    inbox.receive(office.central, old[0])
    office.merge()
    with office.central.read() as tx:
        query = "SELECT count(*) FROM operation WHERE instr(patch, 'Borrada')"
        assert tx.connection.exec_driver_sql(query).scalar() == 0
    assert not broken(office.central)


def test_a_laptop_of_another_headquarters_is_turned_away(new_office: Callable[..., Office]) -> None:
    here, there = new_office("aquí"), new_office("allá")
    rosa = here.join("rosa")
    a_person(rosa)
    (file,) = [one.file for one in package.build(rosa)]
    inbox.receive(there.central, file)
    (item,) = inbox.items(there.central)
    assert item.state is ItemState.REFUSED
    assert "otra sede" in item.why
    with pytest.raises(UserError, match="pertenece"):
        joining.join(rosa, joining.read_invitation(there.invitation))
    receipts.write_receipts(here.central)


def _states(laptop: Store) -> list[DeliveryState]:
    with laptop.read() as tx:
        return [one.state for one in package.deliveries(tx, laptop.folder)]
