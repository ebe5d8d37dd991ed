"""Copied laptops, disks put back, a headquarters restored: nothing is lost and nobody writes over anybody."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from concerta_desktop.services.backups import back_up, restore
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from sync import inbox, merge, package, receipts
from sync.package import DeliveryState
from sync.sane import Unsound
from tests.factory import SteppingClock, a_person
from tests.fixtures import PASSPHRASE
from tests.store.made import Device
from tests.sync.conftest import Office
from tests.sync.looking import broken, operations, rows

pytestmark = pytest.mark.req("8", "75")


def test_both_branches_of_a_copied_laptop_are_kept_and_told_apart_from_then_on(
    office: Office, tmp_path: Path
) -> None:
    rosa = office.join("rosa")
    office.send(rosa)
    office.merge()
    shutil.copytree(rosa.folder, tmp_path / "copia")
    clone = stores.open_store(tmp_path / "copia", PASSPHRASE, now=SteppingClock())
    a_person(rosa, surnames="En El Primero")
    a_person(clone, surnames="En La Copia")
    office.send(rosa)
    office.send(clone)
    outcomes = [one for one in office.merge() if one.plan]
    assert sum(one.plan.forks for one in outcomes if one.plan) == 1
    assert {row["surnames"] for row in rows(office.central)["person"]} == {"En El Primero", "En La Copia"}
    assert not broken(office.central)

    before = (rosa.identity.incarnation, clone.identity.incarnation)
    receipts.write_receipts(office.central)
    for laptop in (rosa, clone):
        a_person(laptop)
        receipts.take(laptop, office.central.folder / receipts.FOLDER)
        a_person(laptop)
        office.send(laptop)
    office.merge()
    assert operations(rosa) | operations(clone) <= operations(office.central)
    assert not broken(office.central)
    assert before[0] == before[1]
    clone.close()


def test_a_later_package_of_a_copy_waits_for_the_earlier_one(store: Store) -> None:
    original = Device("equipo")
    original.makes("p1", {"surnames": "Antes"})
    copy = Device("equipo", original.seq, original.head)
    for number in range(3):
        original.makes("p1", {"names": f"Primero {number}"})
        copy.makes("p1", {"names": f"Copia {number}"})
    with store.write() as tx:
        merge.merge(tx, merge.weigh(tx, original.made, tx.now))
        earlier, later = copy.made[:1], copy.made[1:]
        assert not merge.check_chain(tx, later, "equipo", [])
        assert merge.check_chain(tx, earlier, "equipo", [])
        merge.merge(tx, merge.weigh(tx, earlier, tx.now))
        assert merge.check_chain(tx, later, "equipo", [])
        with pytest.raises(Unsound, match="no siguen"):
            merge.check_chain(tx, [earlier[0], original.made[2]], "equipo", [])


def test_headquarters_restored_from_an_old_copy_gets_back_what_it_lost(office: Office) -> None:
    rosa = office.join("rosa")
    office.send(rosa)
    office.merge()
    old = back_up(office.central, "request")
    a_person(rosa)
    files = office.send(rosa)
    office.merge()
    office.acknowledge(rosa)
    assert package.build(rosa) == []

    office.central = restore(office.central, old)
    for file in (office.central.folder / inbox.FOLDER).glob("*.cpk"):
        if file.name in {one.name for one in files}:
            file.unlink()  # the inbox was on the disk that is gone
    assert not rows(office.central)["person"]
    office.acknowledge(rosa)
    with rosa.read() as tx:
        assert DeliveryState.ACKNOWLEDGED in {one.state for one in package.deliveries(tx, rosa.folder)}
        assert package.waiting(tx, rosa.identity.device).operations == 1
    office.send(rosa)
    office.merge()
    assert rows(office.central)["person"] == rows(rosa)["person"]
    assert operations(rosa) <= operations(office.central)
    office.central.close()


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_ten_years_wrong_loses_nothing_and_one_ahead_is_told(office: Office, years: int) -> None:
    rosa = office.join("rosa")
    rosa.now = SteppingClock(rosa.now() + timedelta(days=365 * years))
    a_person(rosa)
    office.send(rosa)
    (outcome,) = office.merge()
    assert outcome.plan is not None
    assert outcome.plan.ahead == (years > 0)
    assert rows(office.central)["person"] == rows(rosa)["person"]
