"""Laptops of older and newer versions deliver to one headquarters: what one of them does not know is kept."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from concerta_desktop.model.identity import new_id
from concerta_desktop.model.values import Raw
from concerta_desktop.store import oplog
from concerta_desktop.store import store as stores
from concerta_desktop.store.operation import SCHEMA, hash_operation
from concerta_desktop.store.store import Store
from sync import joining
from tests.factory import SteppingClock, a_person
from tests.fixtures import PASSPHRASE
from tests.store.test_frozen import FROZEN
from tests.sync.conftest import Office
from tests.sync.looking import broken, operations, rows
from tests.sync.test_work_package import send_work

pytestmark = pytest.mark.req("8", "75")


def as_a_newer_version(laptop: Store, name: str, record_id: str, patch: Mapping[str, Raw]) -> None:
    """Record something as a version would that declares more than this one."""
    with laptop.write() as tx:
        made = oplog.append(tx, name, record_id, patch, {})
        newer = made._replace(schema=SCHEMA + 1)
        newer = newer._replace(op_id=hash_operation(newer))
        tx.appended[-1], tx.head = newer, newer.op_id
        oplog.write(tx, [newer])


def test_a_laptop_of_an_older_version_delivers_all_it_has(office: Office, tmp_path: Path) -> None:
    shutil.copytree(FROZEN, tmp_path / "antiguo")
    laptop = stores.open_store(tmp_path / "antiguo", PASSPHRASE, now=SteppingClock())
    joining.join(laptop, joining.read_invitation(office.invitation))
    office.send(laptop)
    office.merge()
    for name in ("person", "intervention", "attendance", "expected_person"):
        assert rows(laptop)[name]
        assert rows(office.central)[name] == rows(laptop)[name]
    assert operations(laptop) <= operations(office.central)
    assert not broken(office.central)
    laptop.close()


def test_what_only_a_newer_version_knows_is_kept_and_travels_on(office: Office, tmp_path: Path) -> None:
    rosa = office.join("rosa")
    person, thing = a_person(rosa, surnames="Quispe"), new_id()
    as_a_newer_version(rosa, "person", person, {"position": "Regidora", "field_of_2031": "lo nuevo"})
    as_a_newer_version(rosa, "record_type_of_2031", thing, {"title": "otra cosa"})
    office.send(rosa)
    (outcome,) = office.merge()
    assert outcome.plan is not None
    assert outcome.plan.by_type["De una versión más nueva"] == 1
    assert rows(office.central)["person"][0]["position"] == "Regidora"
    assert not broken(office.central)

    blank = office.join("Rosa")
    office.send(blank)
    office.merge()
    send_work(office, blank, tmp_path / "memoria")
    with blank.read() as tx:
        known = oplog.load(tx, [person, thing])
    assert known[person][-1].patch_values()["field_of_2031"] == "lo nuevo"
    assert known[thing][0].schema == SCHEMA + 1
    assert operations(rosa) <= operations(blank)
