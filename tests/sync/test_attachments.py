"""Attachments go beside the packages, sealed; what lacks is asked for again; work packages bring them."""

from __future__ import annotations

import io
import random
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import docx
import pytest

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Milestone
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.model.templates import TemplateKind
from concerta_desktop.queries import records
from concerta_desktop.services.instancia_files import bring_out, keep
from concerta_desktop.services.templates import add_template, draft
from concerta_desktop.store import attachments as kept
from concerta_desktop.store.age import recipient_of
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from sync import attachments, delivering, inbox, keys, package, transports, work_package
from sync.container import Manifest, Refused
from sync.joining import joined
from sync.transports import Access
from tests.factory import DAY
from tests.sync import hostile
from tests.sync.conftest import Office
from tests.sync.servers import PASSWORD, USER, webdav

pytestmark = pytest.mark.req("75")
ACTA = b"%PDF acta firmada por todas\n" * 400


def a_signed_acta(laptop: Store, tmp_path: Path, content: bytes = ACTA) -> str:
    """A milestone with a file; returns its id."""
    source, milestone = tmp_path / "acta de Huanta.pdf", new_id()
    source.write_bytes(content)
    with laptop.write() as tx:
        values = {"instancia": "IPC-0504", "kind": MilestoneKind.MEETING, "day": DAY}
        change(tx, Milestone, milestone, values | {"file": keep(laptop, tx, source)})
    return milestone


def content_at(store: Store, milestone: str, tmp_path: Path) -> bytes:
    out = tmp_path / "leído.pdf"
    with store.read() as tx:
        found = records.get(tx, Milestone, milestone)
        assert found is not None
        bring_out(store, tx, found.file or "", out)
    return out.read_bytes()


def received(office: Office, stick: Path) -> None:
    """What lies on the stick is taken in, its laptops let in, and merged."""
    inbox.receive(office.central, stick)
    office.let_in()
    office.merge()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "memoria"
    folder.mkdir()
    return folder


def test_a_file_goes_with_the_delivery_and_tells_nobody_what_it_is(
    office: Office, stick: Path, tmp_path: Path
) -> None:
    rosa = office.join("rosa")
    milestone = a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    done = delivering.deliver(rosa, str(stick))
    assert "Con 1 adjunto." in done.words()
    (sealed,) = stick.glob("*.adj")
    assert b"acta" not in sealed.read_bytes()
    assert "acta" not in sealed.name
    received(office, stick)
    assert content_at(office.central, milestone, tmp_path) == ACTA
    assert not list((office.central.folder / inbox.FOLDER).glob("*.adj"))


@pytest.mark.req("54")
def test_a_word_template_reaches_headquarters_a_blank_laptop_and_a_colleague(
    office: Office, stick: Path, tmp_path: Path
) -> None:
    source = tmp_path / "ordenanza.docx"
    document = docx.Document()
    document.add_paragraph("ORDENANZA que crea la {{ instancia.nombre }}")
    document.save(str(source))
    rosa = office.join("rosa")
    with rosa.write() as tx:
        template = add_template(rosa, tx, source, {"kind": TemplateKind.ORDINANCE})
    package.build(rosa)
    delivering.deliver(rosa, str(stick))
    received(office, stick)
    assert "Huanta" in drafted(office.central, template)
    for other in (office.join("Rosa"), office.join("joel")):
        package.build(other)
        delivering.deliver(other, str(stick))
        received(office, stick)
        work_package.write_work_packages(office.central, stick)
        delivering.take_back(other, stick)
        assert "Huanta" in drafted(other, template)


def drafted(store: Store, template: str) -> str:
    with store.read() as tx:
        made = draft(store, tx, template, "IPC-0504", store.now())
    return "\n".join(one.text for one in docx.Document(io.BytesIO(made.data)).paragraphs)


@pytest.mark.parametrize("harm", ["lost", "cut", "changed"])
def test_one_that_did_not_come_whole_is_asked_for_until_it_comes(
    office: Office, stick: Path, tmp_path: Path, harm: str
) -> None:
    rosa = office.join("rosa")
    milestone = a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    delivering.deliver(rosa, str(stick))
    (sealed,) = stick.glob("*.adj")
    whole = sealed.read_bytes()
    if harm == "lost":
        sealed.unlink()
    else:
        sealed.write_bytes(whole[:-900] if harm == "cut" else whole[:-900] + b"x" + whole[-899:])
    received(office, stick)
    with pytest.raises(EnvironmentFailure, match="no está en este equipo"):
        content_at(office.central, milestone, tmp_path)

    office.acknowledge(rosa)
    assert delivering.deliver(rosa, str(stick)).attachments == 1
    received(office, stick)
    assert content_at(office.central, milestone, tmp_path) == ACTA
    office.acknowledge(rosa)
    assert delivering.deliver(rosa, str(stick)).attachments == 0
    assert not list((rosa.folder / package.FOLDER).glob("*.adj"))


def test_bits_and_ends(office: Office, tmp_path: Path) -> None:
    tampered_with(office, sealed_by_a_laptop(office, tmp_path), 40)


def sealed_by_a_laptop(office: Office, tmp_path: Path) -> bytes:
    rosa = office.join("rosa")
    a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    (sealed,) = (rosa.folder / package.FOLDER).glob("*.adj")
    return sealed.read_bytes()


def tampered_with(office: Office, data: bytes, times: int) -> None:
    """Flip a bit, cut the end: `times` each, and none is accepted."""
    with office.central.read() as tx:
        identity = keys.secret(tx, keys.READING)
    chance = random.Random(11)
    for _ in range(times):
        for wrong in (hostile.flipped(data, chance), data[: chance.randrange(len(data))]):
            with pytest.raises(Refused):
                read_whole(wrong, identity)
    manifest, content = read_whole(data, identity)
    assert (manifest.size, content) == (len(ACTA), ACTA)


def read_whole(sealed: bytes, identity: str) -> tuple[Manifest, bytes]:
    def whole(manifest: Manifest, content: IO[bytes]) -> tuple[Manifest, bytes]:
        pieces = list(iter(lambda: content.read(1000), b""))
        return manifest, b"".join(pieces)

    return attachments.unseal(io.BytesIO(sealed), identity, lambda _manifest: None, whole)


def test_a_large_scan_is_never_in_memory_whole(
    office: Office, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "PART", 400_000)
    scan = random.Random(3).randbytes(12_000_000)
    rosa = office.join("rosa")
    milestone = a_signed_acta(rosa, tmp_path, scan)
    with peak_of_memory() as peak:
        package.build(rosa)
        delivering.deliver(rosa, str(stick))
        received(office, stick)
        assert peak() < len(scan) // 2
    assert content_at(office.central, milestone, tmp_path) == scan


@contextmanager
def peak_of_memory() -> Iterator[Callable[[], int]]:
    """Bytes that Python held at most."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_one_of_a_laptop_that_was_not_let_in_waits(office: Office, stick: Path, tmp_path: Path) -> None:
    rosa = office.join("rosa")
    a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    delivering.deliver(rosa, str(stick))
    inbox.receive(office.central, stick)
    assert not kept.names(office.central.folder)
    office.let_in()
    office.merge()
    assert len(kept.names(office.central.folder)) == 1


def test_one_for_another_headquarters_is_refused(
    office: Office, new_office: Callable[..., Office], stick: Path, tmp_path: Path
) -> None:
    other = new_office("otra")
    rosa = other.join("rosa")
    a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    delivering.deliver(rosa, str(stick))
    room = office.central.folder / inbox.FOLDER
    room.mkdir()
    attachments.receive(office.central, stick, room)
    assert attachments.take_in(office.central, room) == 0
    assert not list(room.glob("*.adj"))
    assert not kept.names(office.central.folder)


def test_one_that_names_another_headquarters_is_refused_though_it_opens(
    office: Office, tmp_path: Path
) -> None:
    rosa = office.join("rosa")
    a_signed_acta(rosa, tmp_path)
    office.send(rosa)
    office.merge()
    room = office.central.folder / inbox.FOLDER
    with rosa.read() as tx:
        central = joined(tx)
        (name,) = kept.names(rosa.folder)
        to = ("concerta-forged", "otra sede", "otra sede", (central.recipient,))
        assert attachments.seal(rosa, tx, name, room, to)
    assert attachments.take_in(office.central, room) == 0
    assert not kept.names(office.central.folder)


def test_a_laptop_takes_only_what_its_headquarters_sealed(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    a_signed_acta(joel, tmp_path)
    (name,) = kept.names(joel.folder)
    with rosa.read() as tx:
        central = joined(tx)
        reads = recipient_of(keys.secret(tx, keys.READING))
    with joel.read() as tx:
        to = ("forged", central.id, rosa.identity.device, (reads,))
        file = attachments.seal(joel, tx, name, tmp_path / "memoria", to)
    assert file is not None
    attachments.await_these(rosa, {name: file.name, "../fuera": "x.adj", "f" * 64: "../x.adj"})
    assert attachments.awaited(rosa) == {name: file.name}
    assert attachments.take_awaited(rosa, central, file.parent) == 0
    assert not kept.names(rosa.folder)


def test_a_blank_laptop_gets_its_files_back_and_a_colleague_what_is_of_her_region(
    office: Office, stick: Path, tmp_path: Path
) -> None:
    rosa, again = office.join("rosa"), office.join("Rosa")
    milestone = a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    delivering.deliver(rosa, str(stick))
    received(office, stick)
    a_signed_acta(again, tmp_path, b"%PDF otra")
    office.send(again)
    office.merge()
    work_package.write_work_packages(office.central, tmp_path / "sede", again.identity.device)
    delivering.take_back(again, tmp_path / "sede")
    assert content_at(again, milestone, tmp_path) == ACTA


def test_a_laptop_that_lost_its_files_asks_headquarters(office: Office, stick: Path, tmp_path: Path) -> None:
    rosa = office.join("rosa")
    milestone = a_signed_acta(rosa, tmp_path)
    package.build(rosa)
    delivering.deliver(rosa, str(stick))
    received(office, stick)
    for name in kept.names(rosa.folder):
        kept.erase(rosa.folder, name)
    a_signed_acta(rosa, tmp_path, b"%PDF otra")
    office.send(rosa)
    office.merge()
    work_package.write_work_packages(office.central, tmp_path / "sede")
    delivering.take_back(rosa, tmp_path / "sede")
    assert content_at(rosa, milestone, tmp_path) == ACTA


def test_over_webdav_there_and_back(office: Office, tmp_path: Path) -> None:
    served, access = tmp_path / "nube", Access(USER, PASSWORD)
    served.mkdir()
    rosa, again = office.join("rosa"), office.join("Rosa")
    milestone = a_signed_acta(rosa, tmp_path)
    with webdav(served) as url:
        for laptop in (rosa, again):
            package.build(laptop)
            delivering.deliver(laptop, url, access)
        delivering.collect(office.central, url, access)
        office.let_in()
        office.merge()
        assert content_at(office.central, milestone, tmp_path) == ACTA
        delivering.publish(office.central, url, access, work=True)
        delivering.deliver(again, url, access)
    assert content_at(again, milestone, tmp_path) == ACTA
