"""What headquarters and colleagues know travels back before the next trip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from concerta_desktop.model import CatalogueEntry, Finding, FindingUpdate, Specialist
from concerta_desktop.model.catalogues import Catalogue, catalogue_entry_id
from concerta_desktop.model.findings import FindingKind, FindingState
from concerta_desktop.model.identity import finding_update_id, new_id
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.rules.catalogues import shipped
from concerta_desktop.services.catalogues import save_entry
from concerta_desktop.store.store import Store
from sync import conflicts, delivering, work_package
from sync.container import Refused
from tests.factory import a_person, an_attendance, an_entity, an_intervention, save
from tests.sync.conftest import Office
from tests.sync.looking import broken, operations, rows

pytestmark = pytest.mark.req("8", "75")


def a_nudo(store: Store, intervention: str) -> str:
    values: dict[str, object] = {
        "intervention": intervention,
        "kind": FindingKind.OBSTACLE,
        "place": "IPC-0504",
    }
    return save(store, Finding, new_id(), values | {"number": 1, "text": "Sin reglamento aprobado"})


def send_work(office: Office, laptop: Store, folder: Path) -> int:
    work_package.write_work_packages(office.central, folder)
    return delivering.take_back(laptop, folder)[1]


def test_a_nudo_opened_by_one_colleague_is_updated_by_the_next(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa)
    nudo = a_nudo(rosa, workshop)
    an_attendance(rosa, workshop, surnames="No Viaja")
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    assert send_work(office, joel, tmp_path / "memoria")
    assert [row["id"] for row in rows(joel)["finding"]] == [nudo]
    assert rows(joel)["attendance"] == []
    assert not broken(joel)

    visit = an_intervention(joel, title="La visita siguiente")
    said: dict[str, object] = {"finding": nudo, "intervention": visit, "day": date(2026, 9, 1)}
    save(joel, FindingUpdate, finding_update_id(nudo, visit), said | {"state": FindingState.RESOLVED})
    save(joel, Finding, nudo, {"text": "Sin reglamento aprobado, ya en consulta"})
    office.send(joel)
    office.merge()
    assert [row["text"] for row in rows(office.central)["finding"]] == [
        "Sin reglamento aprobado, ya en consulta"
    ]
    with office.central.read() as tx:
        assert conflicts.conflicts(tx) == []


def test_a_blank_laptop_gets_its_work_back(office: Office, tmp_path: Path) -> None:
    lost = office.join("rosa")
    workshop = an_intervention(lost)
    an_attendance(lost, workshop)
    a_person(lost)
    office.send(lost)
    other = office.join("joel")
    a_person(other, surnames="De Otra Persona")
    office.send(other)
    office.merge()

    blank = office.join("Rosa")
    office.send(blank)
    office.merge()
    assert send_work(office, blank, tmp_path / "memoria") >= 3
    for name in ("intervention", "attendance", "person"):
        assert rows(blank)[name] == rows(lost)[name]
    assert operations(lost) <= operations(blank)
    assert not broken(blank)


def decreed(store: Store) -> list[date | None]:
    with store.read() as tx:
        return [entry.day for entry in catalogue(tx, Catalogue.DAY_OFF) if entry.day == date(2026, 12, 24)]


def test_what_headquarters_corrects_in_a_catalogue_reaches_every_laptop(
    office: Office, tmp_path: Path
) -> None:
    rosa = office.join("rosa")
    a_person(rosa)
    office.send(rosa)
    office.merge()
    key = catalogue_entry_id(Catalogue.DAY_OFF, "2026-12-24")
    day: dict[str, object] = {"catalogue": Catalogue.DAY_OFF, "code": "2026-12-24"}
    day |= {"name": "Día no laborable", "day": date(2026, 12, 24), "source": "Decreto de ejemplo"}
    save(office.central, CatalogueEntry, key, day)
    assert not decreed(rosa)
    assert send_work(office, rosa, tmp_path / "memoria")
    assert decreed(rosa)
    save(office.central, CatalogueEntry, key, {"retired": True})
    assert send_work(office, rosa, tmp_path / "otra")
    assert not decreed(rosa)


def test_every_catalogue_is_corrected_at_headquarters(office: Office, tmp_path: Path) -> None:
    rosa = office.join("rosa")
    a_person(rosa)
    office.send(rosa)
    office.merge()
    with office.central.write() as tx:
        for which in Catalogue:
            said = {"source": "Verificado en El Peruano", "verified": True}
            save_entry(tx, which, shipped(which)[0].code, said)
    assert send_work(office, rosa, tmp_path / "memoria")
    with rosa.read() as tx:
        first = [catalogue(tx, which)[0] for which in Catalogue]
    assert {(one.source, one.verified) for one in first} == {("Verificado en El Peruano", True)}


def test_what_headquarters_decided_reaches_both_laptops(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Anita")
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    with office.central.read() as tx:
        (conflict,) = conflicts.conflicts(tx)
    conflicts.decide(office.central, [(conflict, conflict.options[0].op_id)])
    for laptop in (rosa, joel):
        send_work(office, laptop, tmp_path / "memoria")
        assert [row["names"] for row in rows(laptop)["attendance"]] == [conflict.options[0].text]


def test_only_what_is_of_the_ambito(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    with joel.read() as tx:
        (me,) = tx.connection.exec_driver_sql("SELECT id FROM specialist").scalars()
    save(joel, Specialist, me, {"scope": ("R08",)})
    an_entity(rosa, name="Municipalidad de Huanta", territory="0504")
    an_entity(rosa, name="Municipalidad del Cusco", territory="0801")
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    send_work(office, joel, tmp_path / "memoria")
    assert [row["name"] for row in rows(joel)["entity"]] == ["Municipalidad del Cusco"]


def test_a_work_package_is_for_one_laptop(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    written = work_package.write_work_packages(office.central, tmp_path / "memoria")
    (hers,) = [file for file in written if rosa.identity.device[-6:] in file.name]
    with pytest.raises(Refused):
        work_package.take(joel, hers)
    assert len(rows(joel)["specialist"]) == 1


def test_it_comes_with_the_next_delivery(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    an_entity(rosa)
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    stick = tmp_path / "memoria"
    stick.mkdir()
    assert delivering.publish(office.central, str(stick), work=True) == 4
    done = delivering.deliver(joel, str(stick))
    assert done.brought
    assert "De la sede llegaron" in done.words()
    assert rows(joel)["entity"] == rows(rosa)["entity"]
    assert delivering.deliver(joel, str(stick)).brought == 0
