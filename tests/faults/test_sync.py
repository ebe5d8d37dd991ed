"""The synchronisation in full number: schedules, wrong bits, cut files, kills during a merge."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from concerta_desktop.store import age
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from sync import container, devices, inbox, keys, package, receipts, transports
from sync.container import Manifest
from sync.devices import PeerState
from tests.factory import a_person
from tests.faults import attacks
from tests.faults.bounded import taken_in
from tests.faults.merging import kill_while_merging
from tests.faults.uploading import kill_while_uploading
from tests.fixtures import PASSPHRASE
from tests.sync import hostile, test_attachments
from tests.sync.conftest import Office, new_office, office
from tests.sync.looking import operations
from tests.sync.schedules import judge
from tests.sync.servers import place
from tests.sync.test_hostile import tampered_with

__all__ = ["new_office", "office"]
Tell = Callable[[str], None]


def _times(full: int) -> int:
    """TIMES_OF_SYNC asks for another number, for a look."""
    return int(os.environ.get("TIMES_OF_SYNC", full))


@pytest.mark.req("8")
def test_schedules(store: Store, tell: Tell) -> None:
    times = _times(10_000)
    for seed in range(times):
        judge(store, seed)
    tell(f"{times} schedules, each in two orders: 0 differences, 0 operations or values lost")


@pytest.mark.req("8")
def test_bits_and_ends(office: Office, tell: Tell) -> None:
    rosa = office.join("rosa")
    for _ in range(20):
        a_person(rosa)
    (made,) = package.build(rosa)
    times = _times(10_000)
    tampered_with(office.central, made.file.read_bytes(), times)
    tell(f"{times} flipped bits and {times} cut packages: 0 accepted")


@pytest.mark.req("75")
def test_bits_and_ends_of_an_attachment(office: Office, tmp_path: Path, tell: Tell) -> None:
    times = _times(10_000)
    test_attachments.tampered_with(office, test_attachments.sealed_by_a_laptop(office, tmp_path), times)
    tell(f"{times} flipped bits and {times} cut attachments: 0 accepted")


@pytest.mark.req("8")
def test_kills_while_merging(office: Office, tell: Tell) -> None:
    rosa = office.join("rosa")
    for _ in range(6):
        for _ in range(40):
            a_person(rosa)
        office.send(rosa)
    folder: Path = office.central.folder
    assert len(inbox.items(office.central)) == 6
    office.central.close()
    killed = kill_while_merging(folder, _times(300), 1)
    tell(f"{killed.tried} kills, {killed.amid} before all was merged: {killed.partial} partial")
    assert killed.amid
    assert not killed.partial
    assert not killed.broken


@pytest.mark.req("8")
def test_hostile_packages(office: Office, tmp_path: Path, tell: Tell) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    written = receipts.write_receipts(office.central, tmp_path / "viejo")
    (old,) = [file for file in written if rosa.identity.device[-6:] in file.name]
    for _ in range(3):
        a_person(rosa, surnames="Texto Secreto")
    (made,) = package.build(rosa)
    contents = hostile.opened(office.central, made.file)
    wrong = attacks.write(tmp_path / "paquetes", attacks.packages(rosa, contents), ".cpk")
    wrong += attacks.write(tmp_path / "archivos", attacks.files(made.file.read_bytes()), ".cpk")
    before, folder = operations(office.central), office.central.folder
    devices.decide(office.central, joel.identity.device, PeerState.REVOKED)
    a_person(joel)
    wrong += [one.file for one in package.build(joel)]
    office.central.close()
    answers = taken_in(folder, wrong)
    assert [one.name for one in answers if not one.refused] == []
    assert max(one.seconds for one in answers) < 5
    left = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert b"Texto Secreto" not in left

    central = stores.open_store(folder, PASSPHRASE)
    assert operations(central) == before
    forged = attacks.write(tmp_path / "acuses", _forged(central, rosa, old), receipts.ENDING)
    forged += attacks.write(tmp_path / "acuses", attacks.files(old.read_bytes()), ".trabajo")
    central.close()
    known = (operations(rosa), waits(rosa))
    rosa.close()
    refused = taken_in(rosa.folder, forged)
    assert [one.name for one in refused if not one.refused] == []
    again = stores.open_store(rosa.folder, PASSPHRASE)
    assert (operations(again), waits(again)) == known
    again.close()
    tell(
        f"{len(answers)} hostile packages and {len(refused)} forged receipts: all refused in 512 MB, "
        f"the slowest in {max(one.seconds for one in (*answers, *refused)):.1f} s; nothing left behind"
    )


def waits(laptop: Store) -> int:
    with laptop.read() as tx:
        return package.waiting(tx, laptop.identity.device).operations


def _forged(central: Store, rosa: Store, real: Path) -> Iterator[tuple[str, bytes]]:
    """Receipts for rosa that her headquarters did not write, or not so."""
    with rosa.read() as tx:
        own, mine = keys.secret(tx, keys.SIGNING), keys.secret(tx, keys.READING)
    with central.read() as tx:
        theirs = keys.secret(tx, keys.SIGNING)
    with open(real, "rb") as sealed:
        manifest = container.unseal(sealed, mine, lambda _manifest: None).manifest
    about = manifest.about
    wrong: dict[str, tuple[Manifest, str]] = {
        "signed by a laptop": (manifest, own),
        "with a laptop's key": (replace(manifest, sign_key=keys.public_key(own)), own),
        "for another": (replace(manifest, recipient="otro"), theirs),
        "of another central": (replace(manifest, central="otra"), theirs),
        "a delivery": (replace(manifest, kind="device"), theirs),
        "of another kind": (replace(manifest, kind="x"), theirs),
    }
    for field in ("reach", "observed"):
        left = {key: value for key, value in about.items() if key != field}
        wrong[f"without {field}"] = (replace(manifest, about=left), theirs)
        wrong[f"{field} a number"] = (replace(manifest, about={**about, field: 5}), theirs)
    for name, (told, signer) in wrong.items():
        out = BytesIO()
        container.seal(out, told, [], signer, (age.recipient_of(mine),))
        yield name, out.getvalue()


@pytest.mark.req("8")
@pytest.mark.parametrize("kind", ["memoria", "webdav", "sftp"])
def test_killed_uploads(kind: str, tmp_path: Path, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transports, "PART", 20_000)
    file, behind = tmp_path / "grande.cpk", tmp_path / "lugar"
    behind.mkdir()
    file.write_bytes(random.Random(1).randbytes(150_000))
    with place(kind, behind) as (url, access):
        done = kill_while_uploading(url, access, behind, file, _times(200), 1)
    tell(
        f"{done.tried} uploads killed by {kind}, {done.amid} amid: {done.partial} partial taken for whole, "
        f"at most {done.sent_again} parts sent again"
    )
    assert done.amid
    assert not done.partial
    assert done.sent_again <= 1
