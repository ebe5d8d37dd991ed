"""Who goes to town carries what colleagues left, sealed, and brings back what headquarters answers them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.store.store import Store
from sync import courier, delivering, inbox, package
from sync.transports import Access
from tests.factory import an_intervention
from tests.sync.conftest import Office
from tests.sync.looking import rows
from tests.sync.servers import PASSWORD, USER, webdav

pytestmark = pytest.mark.req("75")


def delivered(laptop: Store, folder: Path) -> str:
    """An intervention, left in a folder."""
    folder.mkdir(exist_ok=True)
    workshop = an_intervention(laptop)
    package.build(laptop)
    delivering.deliver(laptop, str(folder))
    return workshop


def labels(laptop: Store) -> list[str]:
    with laptop.read() as tx:
        return [one.label for one in package.deliveries(tx, laptop.folder)]


def test_a_colleagues_package_reaches_headquarters_and_her_receipt_comes_back(
    office: Office, tmp_path: Path
) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    stick, served, access = tmp_path / "memoria", tmp_path / "nube", Access(USER, PASSWORD)
    served.mkdir()
    workshop = delivered(rosa, stick)
    assert courier.take(joel, stick) == 1
    (carried,) = courier.carried(joel)
    assert carried.read_bytes() == next(stick.glob("*.cpk")).read_bytes()
    assert not any(row["id"] == workshop for row in rows(joel)["intervention"])

    with webdav(served) as url:
        package.build(joel)
        assert "1 archivo de colegas" in delivering.deliver(joel, url, access).words()
        assert courier.carried(joel) == []
        delivering.collect(office.central, url, access)
        office.let_in()
        office.merge()
        assert [row["id"] for row in rows(office.central)["intervention"]] == [workshop]
        delivering.publish(office.central, url, access)
        delivering.deliver(joel, url, access)
    delivering.deliver(joel, str(stick))
    delivering.take_back(rosa, stick)
    assert labels(rosa) == ["Acusado"]


def test_from_stick_to_stick(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    hers, his = tmp_path / "de rosa", tmp_path / "de joel"
    workshop = delivered(rosa, hers)
    courier.take(joel, hers)
    delivered(joel, his)
    inbox.receive(office.central, his)
    office.let_in()
    office.merge()
    assert workshop in {row["id"] for row in rows(office.central)["intervention"]}


def test_only_sealed_files_of_ones_own_headquarters_are_taken(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    stick = tmp_path / "memoria"
    delivered(joel, stick)
    (own,) = stick.glob("*.cpk")
    central, device = office.central.identity.device[-6:], rosa.identity.device[-6:]
    (stick / f"concerta-{central}-{device}-20260812-abc.cpk").write_bytes(b"MZ un programa")
    shutil.copy(own, stick / f"concerta-ffffff-{device}-20260812-abc.cpk")
    (stick / "fotos.adj").write_bytes(b"x")
    with pytest.raises(UserError, match="no hay entregas ni acuses de colegas"):
        courier.take(joel, stick)
    assert courier.carried(joel) == []


def test_an_older_answer_never_lies_over_a_newer_one(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    stick = tmp_path / "memoria"
    delivered(rosa, stick)
    office.send(joel)
    inbox.receive(office.central, stick)
    office.let_in()
    office.merge()
    delivering.publish(office.central, str(stick))
    courier.take(joel, stick)
    delivering.publish(office.central, str(stick))
    newer = {file.name: file.read_bytes() for file in stick.glob("*.acuse")}
    delivering.deliver(joel, str(stick))
    assert {file.name: file.read_bytes() for file in stick.glob("*.acuse")} == newer
    for file in stick.glob("*.acuse"):
        os.utime(file, (4e9, 4e9))
    assert courier.take(joel, stick) >= 1
