"""Nothing that was tampered with is merged or stays behind, and it takes neither time nor memory."""

from __future__ import annotations

import random
import resource
import time
from pathlib import Path

import pytest

from concerta_desktop.errors import ConcertaError, UserError
from concerta_desktop.store import age
from concerta_desktop.store.store import Store
from sync import container, devices, inbox, keys, package, receipts
from sync.container import Contents, Manifest, Refused
from sync.devices import PeerState
from sync.inbox import ItemState
from tests.factory import a_person
from tests.sync import hostile
from tests.sync.conftest import Office
from tests.sync.looking import operations, rows

pytestmark = pytest.mark.req("8", "75")


@pytest.fixture
def sound(office: Office) -> tuple[Office, Store, Path, Contents]:
    """A laptop that was let in, and its next package, not merged."""
    rosa = office.join("rosa")
    office.send(rosa)
    office.merge()
    for _ in range(3):
        a_person(rosa, surnames="Texto Secreto")
    (made,) = package.build(rosa)
    return office, rosa, made.file, hostile.opened(office.central, made.file)


def test_every_attack_is_refused(sound: tuple[Office, Store, Path, Contents], tmp_path: Path) -> None:
    office, rosa, _file, contents = sound
    before = operations(office.central)
    for number, (attack, change) in enumerate(hostile.attacks().items()):
        data = hostile.made_by(rosa, contents, change)
        file = tmp_path / f"ataque-{number}.cpk"
        file.write_bytes(data)
        started = time.process_time()
        inbox.receive(office.central, file)
        (item,) = [one for one in inbox.items(office.central) if one.file.name == file.name]
        (outcome,) = inbox.merge_items(office.central, [item])
        assert outcome.why, attack
        assert time.process_time() - started < 5, attack
        assert operations(office.central) == before, attack
        (office.central.folder / inbox.FOLDER / file.name).unlink()
    left = b"".join(one.read_bytes() for one in office.central.folder.rglob("*") if one.is_file())
    assert b"Texto Secreto" not in left
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000


def test_bits_and_ends(sound: tuple[Office, Store, Path, Contents]) -> None:
    tampered_with(sound[0].central, sound[2].read_bytes(), 60)


def tampered_with(central: Store, data: bytes, times: int) -> None:
    """Flip a bit, cut the end: `times` each, and none is accepted."""
    import io

    with central.read() as tx:
        identity = keys.secret(tx, keys.READING)
    chance = random.Random(7)
    for number in range(times):
        for wrong in (hostile.flipped(data, chance), data[: chance.randrange(len(data))]):
            with pytest.raises(Refused):
                container.unseal(io.BytesIO(wrong), identity, lambda _manifest: None)
        assert number < times


def test_signed_by_another_key_or_turned_away(
    sound: tuple[Office, Store, Path, Contents], tmp_path: Path
) -> None:
    office, rosa, file, contents = sound
    with office.central.read() as tx:
        stranger = keys.secret(tx, keys.SIGNING)

    def same(manifest: Manifest, lines: list[bytes]) -> tuple[Manifest, bytes]:
        return hostile.told(manifest, lines)

    def with_key(manifest: Manifest, lines: list[bytes]) -> tuple[Manifest, bytes]:
        return hostile.told(manifest, lines, sign_key=keys.public_key(stranger))

    for name, data in {
        "sin-firma": hostile.made_by(rosa, contents, same, signer=stranger),
        "otra-llave": hostile.made_by(rosa, contents, with_key, signer=stranger),
        "version-2": hostile.made_by(rosa, contents, same, magic=b"concerta paquete 2"),
        "version-0": hostile.made_by(rosa, contents, same, magic=b"concerta paquete 0"),
        "mil-destinos": b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 100_000,
        "para-otra": hostile.made_by(rosa, contents, same, to=age.new_identity()[1]),
    }.items():
        (tmp_path / f"{name}.cpk").write_bytes(data)
        inbox.receive(office.central, tmp_path / f"{name}.cpk")
        (item,) = [one for one in inbox.items(office.central) if one.file.name == f"{name}.cpk"]
        assert item.state is ItemState.REFUSED, name
    devices.decide(office.central, rosa.identity.device, PeerState.REVOKED)
    inbox.receive(office.central, file)
    assert "revocado" in next(one for one in office.merge() if one.item.file.name == file.name).why
    assert not rows(office.central)["person"]


def test_a_receipt_is_believed_only_from_headquarters_and_only_once(
    sound: tuple[Office, Store, Path, Contents], tmp_path: Path
) -> None:
    office, rosa, file, _contents = sound
    inbox.receive(office.central, file)
    office.merge()
    (old,) = receipts.write_receipts(office.central, tmp_path / "viejo")
    (new,) = receipts.write_receipts(office.central, tmp_path / "nuevo")
    assert receipts.apply(rosa, new).acknowledged == 2
    assert receipts.apply(rosa, old).acknowledged == 0  # one that was put aside and comes again
    with rosa.read() as tx:
        assert package.waiting(tx, rosa.identity.device).operations == 0
    with pytest.raises(ConcertaError):
        receipts.apply(rosa, file)
    joel = office.join("joel")
    with pytest.raises(UserError):
        receipts.apply(joel, new)
