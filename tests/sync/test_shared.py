"""One headquarters, several operators: they meet at a PostgreSQL server; no work is lost or doubled."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pg8000.exceptions import DatabaseError

from concerta_desktop.cli.app import main
from concerta_desktop.errors import EnvironmentFailure, UserError, ValidationError
from concerta_desktop.model import Intervention, Milestone, Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.services import backups
from concerta_desktop.store import erase, server, shared
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.shared import PACKAGES, SERVER
from concerta_desktop.store.store import Store
from sync import (
    attachments,
    batches,
    central_package,
    conflicts,
    inbox,
    keys,
    operators,
    package,
    shared_files,
)
from sync.editions import Edition
from sync.inbox import ItemState
from tests.factory import MORNING, SteppingClock, a_person, an_attendance, an_intervention, save
from tests.fixtures import PASSPHRASE, NewStore
from tests.sync.conftest import Office
from tests.sync.looking import broken, operations, rows
from tests.sync.postgres import PASSWORD, USER, Postgres, postgres, tls_before
from tests.sync.schedules import judge_shared
from tests.sync.test_attachments import ACTA, a_signed_acta, content_at, received

pytestmark = pytest.mark.req("8", "75")


@pytest.fixture(scope="module")
def running() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


@dataclass
class SharedOffice:
    """A headquarters that Elena created and shares; others enter it."""

    office: Office
    elena: Store
    database: str
    code: str
    enter: Callable[[str], Store]
    """`enter("luis")`: one more operator, at a computer of her or his own."""
    postgres: Postgres

    def at_the_server(self, statement: str) -> list[list[object]]:
        return self.postgres.run(statement, self.database)


@pytest.fixture
def sede(office: Office, running: Postgres, tmp_path: Path) -> Iterator[SharedOffice]:
    database = running.emptied()
    code = operators.share(office.central, running.address(database))
    entered: list[Store] = []

    def enter(who: str) -> Store:
        person: dict[str, object] = {"names": who.capitalize(), "surnames": "De La Sede"}
        where = running.address(database)
        now = SteppingClock(MORNING + timedelta(minutes=10))
        store, _ = operators.enter(tmp_path / who, PASSPHRASE, person, where, code, now=now)
        entered.append(store)
        return store

    yield SharedOffice(office, office.central, database, code, enter, running)
    for store in entered:
        store.close()


def _merge(store: Store, *files: Path) -> list[inbox.Outcome]:
    for file in files:
        inbox.receive(store, file)
    names = {file.name for file in files}
    return inbox.merge_items(store, [one for one in inbox.items(store) if one.file.name in names])


def _by_itself(store: Store, folder: Path) -> Store:
    """A copy of a headquarters that no server knows of."""
    shutil.copytree(store.folder, folder)
    alone = stores.open_store(folder, PASSPHRASE, now=SteppingClock())
    alone.shared = None
    with alone.write() as tx:
        keys.keep(tx, SERVER, "")
    return alone


def test_any_order_at_either_kind_of_headquarters_gives_the_same_bytes(
    sede: SharedOffice, tmp_path: Path
) -> None:
    rosa, joel = sede.office.join("rosa"), sede.office.join("joel")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Anita")
    files = [*sede.office.send(rosa), *sede.office.send(joel)]
    save(rosa, Intervention, workshop, {"venue": "Otro local"})
    files += sede.office.send(rosa)
    luis = sede.enter("luis")
    sede.elena.catch_up()
    alone = _by_itself(sede.elena, tmp_path / "sola")
    _merge(alone, *files)
    _merge(luis, files[1])
    _merge(sede.elena, files[0])
    _merge(luis, files[2], files[0])
    sede.elena.catch_up()
    marta = sede.enter("marta")
    assert rows(sede.elena) == rows(luis)
    assert {key: value for key, value in rows(alone).items() if key != "specialist"} == {
        key: value for key, value in rows(marta).items() if key != "specialist"
    }
    assert operations(alone) == operations(sede.elena) - _of(marta)
    assert not broken(luis)
    exported: set[bytes] = set()
    for number, store in enumerate((alone, sede.elena, luis)):
        central_package.export(store, tmp_path / f"{number}.zip", Edition.FULL)
        exported.add((tmp_path / f"{number}.zip").read_bytes())
    assert len(exported) == 1
    alone.close()


def _of(store: Store) -> set[str]:
    with store.read() as tx:
        query = "SELECT op_id FROM operation WHERE device = ?"
        return set(tx.connection.exec_driver_sql(query, (store.identity.device,)).scalars())


def test_any_schedule_gives_one_picture_at_both(sede: SharedOffice, new_store: NewStore) -> None:
    both, alone = [sede.elena, sede.enter("luis")], new_store("sola")
    for seed in range(2):
        judge_shared(alone, both, seed)


def test_two_operators_merge_at_once_the_same_package_once(sede: SharedOffice) -> None:
    luis = sede.enter("luis")
    files: list[Path] = []
    for who in ("rosa", "joel", "ana"):
        laptop = sede.office.join(who)
        a_person(laptop)
        files += sede.office.send(laptop)
    luis.catch_up()
    outcomes: list[inbox.Outcome] = []
    failed: list[Exception] = []

    def merge(store: Store, chosen: list[Path]) -> None:
        try:
            outcomes.extend(_merge(store, *chosen))
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    work = ((sede.elena, files), (luis, [files[2], files[0]]))
    threads = [threading.Thread(target=merge, args=one) for one in work]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed
    assert all(not outcome.why for outcome in outcomes)
    assert sum(outcome.plan is not None for outcome in outcomes) == 3
    for store in (sede.elena, luis):
        store.catch_up()
        with store.read() as tx:
            assert len(batches.found(tx)) == 3
    assert rows(sede.elena) == rows(luis)
    assert len(rows(luis)["person"]) == 3
    assert not broken(luis)


def test_whatever_one_decides_or_takes_back_the_other_sees(sede: SharedOffice) -> None:
    luis = sede.enter("luis")
    rosa, joel = sede.office.join("rosa"), sede.office.join("joel")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Anita")
    sede.office.send(rosa)
    sede.office.send(joel)
    sede.office.merge()
    luis.catch_up()
    with luis.read() as tx:
        (conflict,) = conflicts.conflicts(tx)
    (hers,) = [option.op_id for option in conflict.options if option.text == "Ana"]
    conflicts.decide(luis, [(conflict, hers)])
    with pytest.raises(UserError, match="ya cambió"):  # Elena's list is older than his decision
        conflicts.decide(sede.elena, [(conflict, hers)])
    assert [row["names"] for row in rows(sede.elena)["attendance"]] == ["Ana"]

    a_person(joel)
    (file,) = sede.office.send(joel)
    sede.office.merge()
    luis.catch_up()
    assert not list((luis.folder / inbox.FOLDER).glob("*"))  # no package lies at his computer
    (newest,) = [item for item in inbox.items(luis) if item.file.name == file.name]
    assert newest.batch is not None
    assert newest.label == "Combinado"
    assert rows(luis)["person"]
    batches.undo(luis, inbox.find(luis, newest.batch.package).batch.package)  # type: ignore[union-attr]
    sede.elena.catch_up()
    assert not rows(sede.elena)["person"]
    states = {item.batch.package: item.state for item in inbox.items(sede.elena) if item.batch}
    assert states[newest.batch.package] is ItemState.UNDONE
    batches.redo(sede.elena, newest.batch.package)
    luis.catch_up()
    assert rows(luis) == rows(sede.elena)
    assert rows(luis)["person"]


def test_a_laptop_is_answered_alike_by_either(sede: SharedOffice) -> None:
    luis = sede.enter("luis")
    rosa = sede.office.join("rosa")
    a_person(rosa)
    sede.office.send(rosa)
    sede.office.merge()
    luis.catch_up()
    sede.office.acknowledge(rosa)
    a_person(rosa)
    (made,) = package.build(rosa)
    package.mark_delivered(rosa, [made], "la memoria")
    _merge(luis, made.file)
    theirs = Office(luis, sede.office.invitation, sede.office.recovery, sede.office.join)
    theirs.acknowledge(rosa)
    assert package.build(rosa) == []  # she neither sends anything again nor counts apart
    with rosa.read() as tx:
        assert {one.state.value for one in package.deliveries(tx, rosa.folder)} == {"acknowledged"}


@pytest.mark.parametrize("moment", ["carried", "committed"])
def test_an_operator_killed_amid_a_merge_leaves_nothing_partial_and_nobody_waiting(
    sede: SharedOffice, moment: str
) -> None:
    luis = sede.enter("luis")
    rosa = sede.office.join("rosa")
    for _ in range(3):
        a_person(rosa)
    (file,) = sede.office.send(rosa)
    inbox.receive(luis, file)
    folder, key = luis.folder, luis.key
    luis.close()
    before = sede.at_the_server("SELECT count(*) FROM concerta_operation")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sync.test_shared"])
    ours, theirs = context.Pipe(duplex=False)
    victim = context.Process(target=_victim, args=(folder, key, moment, theirs))
    victim.start()
    theirs.close()
    assert ours.recv() == moment
    victim.kill()
    victim.join()
    after = sede.at_the_server("SELECT count(*) FROM concerta_operation")
    assert (before == after) == (moment == "carried")
    start = time.monotonic()
    (outcome,) = _merge(sede.elena, file)
    assert time.monotonic() - start < 5
    assert (outcome.plan is None) == (moment == "committed")
    again = stores.open_with_key(folder, key)
    again.catch_up()
    assert rows(again) == rows(sede.elena)
    assert len(rows(again)["person"]) == 3
    assert not broken(again)
    again.close()


def _victim(folder: Path, key: bytes, moment: str, told: Connection) -> None:
    store = stores.open_with_key(folder, key)

    def stop(*_anything: object) -> None:
        told.send(moment)
        time.sleep(60)

    if moment == "carried":
        shared.Turn._commit = stop  # type: ignore[method-assign]
    else:
        Store._mind = stop  # type: ignore[method-assign, assignment]
    waiting = [item for item in inbox.items(store) if item.state is ItemState.NEW]
    inbox.merge_items(store, waiting)


def test_what_cannot_be_written_here_is_at_the_server_and_comes_back(
    sede: SharedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_mind", full)
        with pytest.raises(OSError, match="no space"):
            a_person(sede.elena)
    assert not rows(sede.elena)["person"]
    first = a_person(sede.elena)  # its number goes on after the one that was lost here
    assert len(rows(sede.elena)["person"]) == 2
    assert first in {row["id"] for row in rows(sede.elena)["person"]}
    assert not broken(sede.elena)


def test_a_server_that_stops_midway_leaves_everything_as_it_was(sede: SharedOffice) -> None:
    before, counted = rows(sede.elena), sede.at_the_server("SELECT count(*) FROM concerta_operation")
    with pytest.raises(EnvironmentFailure, match="no responde") as told:
        _write_and_stop(sede.elena, sede.postgres)
    assert "está a salvo" in told.value.safe
    assert told.value.todo
    assert rows(sede.elena) == before  # what is here can be read
    for away in (lambda: a_person(sede.elena), sede.elena.catch_up):
        with pytest.raises(EnvironmentFailure, match="no responde"):
            away()
    with sede.elena.write(here=True) as tx:  # drafts and notes of this computer need no server
        keys.keep(tx, "something", "of one's own")
    sede.postgres.start()
    assert sede.at_the_server("SELECT count(*) FROM concerta_operation") == counted
    a_person(sede.elena)
    assert len(rows(sede.elena)["person"]) == 1


def _write_and_stop(store: Store, own: Postgres) -> None:
    with store.write() as tx:
        change(tx, Person, new_id(), {"surnames": "Nadie", "names": "Todavía"})
        own.stop()


_TABLES = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'concerta_%'"


def test_a_server_put_back_to_an_older_copy_gets_back_what_operators_hold(sede: SharedOffice) -> None:
    luis = sede.enter("luis")
    a_person(sede.elena, surnames="Antes")
    luis.catch_up()
    names = [row[0] for row in sede.at_the_server(_TABLES)]
    for name in names:
        sede.at_the_server(f"CREATE TABLE copy_of_{name} (LIKE {name} INCLUDING ALL)")
        sede.at_the_server(f"INSERT INTO copy_of_{name} SELECT * FROM {name}")
    a_person(luis, surnames="De Luis")
    rosa = sede.office.join("rosa")
    a_person(rosa, surnames="De Rosa")
    sede.office.send(rosa)
    sede.office.merge()
    luis.catch_up()
    for name in names:
        sede.at_the_server(f"DROP TABLE {name}")
        sede.at_the_server(f"ALTER TABLE copy_of_{name} RENAME TO {name}")
    marta = sede.enter("marta")  # writes before anybody gives back what is lacking
    a_person(marta, surnames="De Marta")
    sede.elena.catch_up()
    a_person(sede.elena, surnames="Después")
    for store in (luis, marta):
        store.catch_up()
    found = {row["surnames"] for row in rows(marta)["person"]}
    assert found == {"Antes", "De Luis", "De Rosa", "De Marta", "Después"}
    assert rows(luis) == rows(marta) == rows(sede.elena)
    assert operations(luis) == operations(marta)
    assert not broken(luis)
    folder, key = luis.folder, luis.key
    luis.close()
    stores.open_with_key(folder, key).close()  # its seal holds
    with marta.read() as tx:
        assert len(batches.found(tx)) == 1


def test_an_operator_may_go_back_to_a_copy(sede: SharedOffice) -> None:
    a_person(sede.elena, surnames="Antes")
    copy = backups.back_up(sede.elena, "request")
    a_person(sede.elena, surnames="Después")
    again = backups.restore(sede.elena, copy)
    a_person(again, surnames="De nuevo")
    assert {row["surnames"] for row in rows(again)["person"]} == {"Antes", "Después", "De nuevo"}
    assert not broken(again)
    luis = sede.enter("luis")
    assert rows(luis) == {**rows(again), "specialist": rows(luis)["specialist"]}
    again.close()


def test_attachments_reach_every_operator_sealed(sede: SharedOffice, tmp_path: Path) -> None:
    luis, rosa = sede.enter("luis"), sede.office.join("rosa")
    acta = a_signed_acta(rosa, tmp_path, content=ACTA * 200)
    (made,) = package.build(rosa)
    received(sede.office, made.file.parent)
    assert content_at(sede.elena, acta, tmp_path) == ACTA * 200
    shared_files.meet(luis)
    with luis.read() as tx:
        assert len(attachments.missing(tx, luis.folder)) == 1
    shared_files.meet(sede.elena)
    lying_there = sede.at_the_server("SELECT content FROM concerta_attachment ORDER BY part")
    assert len(lying_there) > 1
    assert not any(b"firmada" in part for (part,) in lying_there)  # type: ignore[operator]
    assert shared_files.meet(luis) == {PACKAGES}
    assert content_at(luis, acta, tmp_path) == ACTA * 200
    assert shared_files.meet(luis) == frozenset()

    sede.at_the_server("UPDATE concerta_attachment SET content = 'otra cosa' WHERE part = 0")
    marta = sede.enter("marta")
    for operator in (marta, luis, marta):  # she does not take it; he lays it there again
        shared_files.meet(operator)
    assert content_at(marta, acta, tmp_path) == ACTA * 200
    with luis.write() as tx:
        delete(tx, Milestone, acta)
    shared_files.meet(luis)
    assert sede.at_the_server("SELECT count(*) FROM concerta_attachment") == [[0]]


@pytest.mark.req("2.9")
def test_an_erasure_reaches_the_server_and_every_operator(sede: SharedOffice) -> None:
    luis = sede.enter("luis")
    person = a_person(sede.elena, surnames="Inconfundible", document_number="99990001")
    luis.catch_up()
    with sede.elena.write() as tx:
        erase.erase(tx, Person, person, {})
    luis.catch_up()
    assert "Inconfundible" not in json.dumps(sede.at_the_server("SELECT patch FROM concerta_operation"))
    with luis.read() as tx:
        patches = tx.connection.exec_driver_sql("SELECT patch FROM operation").scalars()
        assert not any("Inconfundible" in patch for patch in patches)
    assert not broken(luis)


def test_who_administers_the_server_cannot_speak_for_the_headquarters(
    sede: SharedOffice, tmp_path: Path
) -> None:
    with sede.elena.read() as tx:
        secrets = [keys.secret(tx, name) for name in (keys.SIGNING, keys.READING, operators.CODE)]
    lying_there = json.dumps(sede.at_the_server("SELECT * FROM concerta_note"))
    assert all(secret not in lying_there for secret in (*secrets, PASSWORD))
    other = "-".join(reversed(sede.code.split("-")))
    who: dict[str, object] = {"names": "Nadie", "surnames": "De Afuera"}
    for wrong in (other, "K3M9T"):
        with pytest.raises(ValidationError):
            operators.enter(tmp_path / "nadie", PASSPHRASE, who, sede.postgres.address(sede.database), wrong)
    assert not stores.exists(tmp_path / "nadie")


def test_another_headquarters_is_not_overwritten(
    sede: SharedOffice, new_office: Callable[..., Office], tmp_path: Path
) -> None:
    other = new_office("otra").central
    with pytest.raises(UserError, match="otra sede"):
        operators.share(other, sede.postgres.address(sede.database))
    assert other.shared is None
    empty = sede.postgres.address(sede.postgres.new_database())
    who: dict[str, object] = {"names": "Luis", "surnames": "De La Sede"}
    with pytest.raises(UserError, match="no hay ninguna sede"):
        operators.enter(tmp_path / "luis", PASSPHRASE, who, empty, sede.code)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://sede@central.ejemplo.pe/sede?sslmode=disable", "cifrada"),
        ("postgresql://sede@central.ejemplo.pe/sede?sslmode=prefer", "cifrada"),
        ("postgresql://sede@10.0.0.7/sede?sslmode=allow", "cifrada"),
        ("postgresql://sede:secreta@central.ejemplo.pe/sede", "La contraseña no va en la dirección"),
        ("https://central.ejemplo.pe/sede", "no es la dirección"),
        ("postgresql://central.ejemplo.pe/sede", "no es la dirección"),
        ("postgresql://sede@central.ejemplo.pe:puerto/sede", "puerto"),
        ("postgresql://sede@central.ejemplo.pe/sede?target=x", "no se conoce"),
    ],
)
def test_an_address_that_will_not_do_is_told_why(url: str, says: str) -> None:
    with pytest.raises(UserError, match=says) as told:
        server.address(url, PASSWORD)
    assert "secreta" not in str(told.value)


def test_elsewhere_the_connection_is_ciphered_without_asking() -> None:
    where = server.address("postgresql://sede@central.ejemplo.pe/sede", PASSWORD)
    assert where.tls == "verify-full"
    assert PASSWORD not in repr(where)


def test_a_server_proves_who_it_is(running: Postgres, tmp_path: Path) -> None:
    def asked(port: int, host: str, options: str) -> list[list[object]]:
        url = f"postgresql://{USER}@{host}:{port}/postgres?{options}"
        with server.connected(server.address(url, PASSWORD)) as link:
            return link.run("SELECT 1")

    with tls_before(running.port, tmp_path) as (port, vouches):
        assert asked(port, "localhost", f"sslmode=verify-full&sslrootcert={vouches}") == [[1]]
        assert asked(port, "localhost", "sslmode=require") == [[1]]
        for host, options in (("localhost", ""), ("127.0.0.1", f"&sslrootcert={vouches}")):
            with pytest.raises(EnvironmentFailure, match="no probó ser quien dice ser"):
                asked(port, host, f"sslmode=verify-full{options}")
    with pytest.raises(EnvironmentFailure, match="no ofrece conexión cifrada") as told:
        asked(running.port, "localhost", "sslmode=require")
    assert "tampoco la contraseña" in told.value.safe


def test_what_is_wrong_with_the_server_is_told_in_spanish(running: Postgres) -> None:
    wrong = {
        "no acepta ese usuario o esa contraseña": server.address(running.url(), "otra clave"),
        "no tiene esa base de datos": running.address("ninguna"),
        "no responde": server.address(f"postgresql://{USER}@127.0.0.1:1/postgres", PASSWORD),
    }
    for says, where in wrong.items():
        with pytest.raises(EnvironmentFailure, match=says) as told, server.connected(where):
            pass
        assert "a salvo" in told.value.safe
        assert told.value.todo
        assert "clave" not in str(told.value)
    for code, says in {"53100": "espacio", "57P01": "apagando", "55P03": "ocupado", "99999": "99999"}.items():
        with pytest.raises(EnvironmentFailure, match=says) as told, server.explained("sede.pe"):
            raise DatabaseError({"C": code, "M": "DNI 99990001", "D": "Ana Inconfundible"})
        assert "Inconfundible" not in f"{told.value} {told.value.__cause__}"


def test_a_character_that_no_server_keeps_is_refused_on_entry(sede: SharedOffice) -> None:
    with pytest.raises(ValidationError, match="invisible"):
        a_person(sede.elena, surnames="Qui\0spe")
    a_person(sede.elena, surnames="Quispe \\u0000 ñandú")  # it only looks like one
    luis = sede.enter("luis")
    assert rows(luis)["person"] == rows(sede.elena)["person"]


def test_by_the_command_line(
    running: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CONCERTA_SERVER_PASSWORD", PASSWORD)
    url = running.url(running.emptied())

    def run(data: str, *words: str) -> dict[str, object]:
        code = main(["--json", "--data-dir", str(tmp_path / data), *words])
        said = capsys.readouterr()
        assert code == 0, said.err
        assert PASSWORD not in said.out + said.err
        return json.loads(said.out)

    about = ("--name", "DPVLV", "--names", "Elena", "--surnames", "Inventada", "--to", url)
    files = ("--invitation", str(tmp_path / "i.sede"), "--recovery", str(tmp_path / "llave.txt"))
    code = str(run("sede", "central", "init", *about, *files)["operators"])
    assert run("sede", "central", "share")["operators"] == code
    monkeypatch.setenv("CONCERTA_OPERATORS_CODE", code)
    run("otra", "central", "enter", "--from", url, "--names", "Luis", "--surnames", "Inventado")
    first = run("sede", "central", "export", "--out", str(tmp_path / "uno.zip"))
    second = run("otra", "central", "export", "--out", str(tmp_path / "dos.zip"))
    assert first["sha256"] == second["sha256"]
    monkeypatch.setenv("CONCERTA_OPERATORS_CODE", "K3M9T")
    refused = ["--data-dir", str(tmp_path / "tercera"), "central", "enter", "--from", url]
    assert main([*refused, "--names", "Ana", "--surnames", "Inventada"]) == 1
    assert "K3M9T" not in capsys.readouterr().err
