"""What is delivered arrives whole or not at all, and what stands in the way is said in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from concerta_desktop.errors import Cancelled, EnvironmentFailure, UserError
from sync import delivering, inbox, package, transports
from sync.host_keys import OtherHost, UnknownHost
from sync.package import DeliveryState
from sync.transports import Access, opened
from tests.factory import a_person
from tests.sync.conftest import Office
from tests.sync.looking import rows
from tests.sync.servers import PASSWORD, USER, answering, place, sftp, webdav

pytestmark = pytest.mark.req("8", "75")

KNOWN = Access(USER, PASSWORD)
_Place = tuple[str, Access, Path]


@pytest.fixture(params=["memoria", "webdav", "sftp"])
def somewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[_Place]:
    """A place to deliver to: its URL, what it asks for, and the folder behind it."""
    folder = tmp_path / "lugar"
    folder.mkdir()
    with place(request.param, folder) as (url, access):
        yield url, access, folder


@pytest.fixture
def big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of five parts."""
    monkeypatch.setattr(transports, "PART", 10_000)
    file = tmp_path / "grande.cpk"
    file.write_bytes(os.urandom(45_000))
    return file


def test_there_and_back(somewhere: _Place, big: Path, tmp_path: Path) -> None:
    url, access, _ = somewhere
    with opened(url, access) as place:
        transports.put(place, big)
        assert transports.names(place, ".cpk") == [big.name]
        transports.get(place, big.name, tmp_path / "vuelta.cpk")
    assert (tmp_path / "vuelta.cpk").read_bytes() == big.read_bytes()


def test_cut_anywhere_nothing_partial_is_taken_for_whole_and_at_most_one_part_goes_again(
    somewhere: _Place, big: Path
) -> None:
    url, access, folder = somewhere
    for stop_after in range(1, 6):
        told: list[int] = []

        def stop(done: int, total: int, text: str, limit: int = stop_after, told: list[int] = told) -> None:
            told.append(done)
            if len(told) >= limit:
                raise Cancelled

        with pytest.raises(Cancelled), opened(url, access) as place:
            transports.put(place, big, stop)
        with opened(url, access) as place:
            assert transports.names(place, ".cpk") == []
    kept = (
        sorted((folder / f"{big.name}.partes").glob("*")) if (folder / f"{big.name}.partes").exists() else []
    )
    stamps = {file.name: file.stat().st_mtime_ns for file in kept}
    with opened(url, access) as place:
        transports.put(place, big)
        assert transports.names(place, ".cpk") == [big.name]
    assert {
        file.name: file.stat().st_mtime_ns for file in kept
    } == stamps  # what had arrived was not sent again


def test_a_whole_round_and_the_receipt_comes_back_by_the_same_way(office: Office, somewhere: _Place) -> None:
    url, access, _ = somewhere
    rosa = office.join("rosa")
    a_person(rosa)
    delivering.remember(rosa, url, access)
    delivering.remember(office.central, url, access)
    package.build(rosa)
    assert "1 paquete, leído de vuelta" in delivering.deliver(rosa, url).words()
    assert len(delivering.collect(office.central, url)) == 1
    assert delivering.collect(office.central, url) == []
    office.let_in()
    office.merge()
    assert delivering.publish(office.central, url) == 1
    again = delivering.deliver(rosa, url)
    assert again.receipt is not None
    assert again.receipt.acknowledged == 1
    with rosa.read() as tx:
        assert [one.state for one in package.deliveries(tx, rosa.folder)] == [DeliveryState.ACKNOWLEDGED]
    assert rows(office.central)["person"] == rows(rosa)["person"]


def test_a_stick_may_be_pulled_when_told_so(office: Office, tmp_path: Path) -> None:
    rosa = office.join("rosa")
    a_person(rosa)
    package.build(rosa)
    stick = tmp_path / "memoria"
    with pytest.raises(EnvironmentFailure, match="Conecte la memoria"):
        delivering.deliver(rosa, str(stick))
    stick.mkdir()
    assert "Puede retirar la memoria" in delivering.deliver(rosa, str(stick)).words()
    assert [file.suffix for file in stick.iterdir()] == [".cpk"]
    inbox.receive(office.central, stick)


def test_a_stick_pulled_out_half_way(big: Path, tmp_path: Path) -> None:
    stick = tmp_path / "memoria"
    stick.mkdir()

    def pull(done: int, total: int, text: str) -> None:
        if done > 20_000 and stick.exists():
            for file in stick.iterdir():
                file.unlink()
            stick.rmdir()

    with pytest.raises(EnvironmentFailure, match="ya no está") as told, opened(str(stick)) as place:
        transports.put(place, big, pull)
    assert "está a salvo" in str(told.value)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("401 Unauthorized", "no acepta ese usuario"),
        ("403 Forbidden", "no permite escribir"),
        ("404 Not Found", "ya no está|no tiene esa carpeta"),
        ("423 Locked", "bloqueado por otra persona"),
        ("507 Insufficient Storage", "no tiene espacio"),
        ("500 Internal Server Error", "problema propio"),
        ("200 OK", "página web"),
    ],
)
def test_what_a_server_answers_is_said_in_a_sentence(status: str, said: str, big: Path) -> None:
    page = b"<html><body><p>Bienvenido<br></body></html>"
    with (
        answering(status, page) as url,
        pytest.raises(EnvironmentFailure, match=said) as told,
        opened(url, KNOWN) as place,
    ):
        transports.put(place, big)
    assert "a salvo" in str(told.value)
    assert PASSWORD not in str(told.value)


@pytest.mark.parametrize(
    ("status", "said"), [("423 Locked", "bloqueado"), ("507 Insufficient Storage", "espacio")]
)
def test_refused_in_the_middle_of_an_upload(status: str, said: str, big: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lugar"
    folder.mkdir()
    puts: list[str] = []

    def wrap(app: Any) -> Any:
        def between(environ: dict[str, Any], start: Any) -> Any:
            if environ["REQUEST_METHOD"] == "PUT":
                puts.append(environ["PATH_INFO"])
                if len(puts) > 3:
                    environ["wsgi.input"].read()
                    start(status, [("Content-Length", "0")])
                    return [b""]
            return app(environ, start)

        return between

    with webdav(folder, wrap) as url:
        with pytest.raises(EnvironmentFailure, match=said), opened(url, KNOWN) as place:
            transports.put(place, big)
        with opened(url, KNOWN) as place:
            assert transports.names(place, ".cpk") == []


def test_no_connection_is_a_normal_state(big: Path) -> None:
    for url in ("http://127.0.0.1:9/", "sftp://127.0.0.1:9/"):
        with pytest.raises(EnvironmentFailure, match="No hay conexión"), opened(url, KNOWN) as place:
            transports.put(place, big)


def test_an_sftp_server_is_known_by_its_key(tmp_path: Path) -> None:
    with sftp(tmp_path) as (url, host_key):
        with pytest.raises(UnknownHost, match="primera vez") as told, opened(url, KNOWN):
            pass
        assert told.value.fingerprint == host_key
        with (
            pytest.raises(OtherHost, match="no es el de siempre"),
            opened(url, Access(USER, PASSWORD, "SHA256:x")),
        ):
            pass
        wrong = Access(USER, "otra", host_key)
        with pytest.raises(EnvironmentFailure, match="no acepta ese usuario"), opened(url, wrong):
            pass


def test_a_password_does_not_go_in_the_clear() -> None:
    with pytest.raises(UserError, match="no cifra"), opened("http://servidor.ejemplo.pe/dav", KNOWN):
        pass
