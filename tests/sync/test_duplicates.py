"""People recorded on two laptops: asked about once, merged or told apart, and the laptops learn it."""

from __future__ import annotations

from pathlib import Path

import pytest

from concerta_desktop.model import Person
from concerta_desktop.queries import directory, records
from concerta_desktop.services.comparisons import merge_same, separate, tell_apart
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from sync import duplicates, inbox, work_package
from sync.consolidated import indicators
from tests.factory import a_person, an_attendance, an_entity, an_intervention, save
from tests.sync.conftest import Office

pytestmark = pytest.mark.req("75")


def at_two_laptops(office: Office, **hers: object) -> tuple[Store, Store, str, str]:
    """Rosa Ccente, on one laptop with her document and on another as given, both merged at headquarters."""
    rosa, joel = office.join("rosa"), office.join("joel")
    one = a_person(rosa, document_number="99990001", phone=None)
    other = a_person(joel, **{"document_number": "99990001", "phone": "066 111 222"} | hers)
    for laptop in (rosa, joel):
        office.send(laptop)
    office.merge()
    return rosa, joel, one, other


def test_both_stand_side_by_side_with_who_recorded_them(office: Office) -> None:
    at_two_laptops(office, names="Rosa María")
    with office.central.read() as tx:
        (pair,) = duplicates.waiting(tx)
        facing = duplicates.face(tx, pair)
    assert facing is not None
    assert (pair.reason, pair.alike) == ("Mismo documento, otro nombre", False)
    assert {facing.one.author, facing.other.author} == {"Rosa De Ejemplo", "Joel De Ejemplo"}
    place = facing.labels.index("Teléfono")
    assert {facing.one.values[place], facing.other.values[place]} == {"sin dato", "066 111 222"}


def test_told_apart_nobody_asks_again(office: Office) -> None:
    at_two_laptops(office)
    with office.central.read() as tx:
        (pair,) = duplicates.waiting(tx)
    with office.central.write() as tx:
        tell_apart(tx, pair.kind, pair.one, pair.other)
    with office.central.read() as tx:
        assert duplicates.waiting(tx) == []


def test_namesakes_with_two_documents_are_two_people(office: Office) -> None:
    at_two_laptops(office, document_number="99990002")
    with office.central.read() as tx:
        assert duplicates.waiting(tx) == []


def test_those_without_doubt_are_merged_at_once_and_separable_one_by_one(office: Office) -> None:
    at_two_laptops(office)
    for laptop in ("ana", "luz"):
        an_entity(store := office.join(laptop))
        office.send(store)
    office.merge()
    with office.central.read() as tx:
        waiting = duplicates.waiting(tx)
    assert duplicates.merge_alike(office.central, waiting) == 2
    with office.central.read() as tx:
        merged = duplicates.merged(tx)
        assert duplicates.waiting(tx) == []
    with office.central.write() as tx:
        separate(tx, merged[0].comparison)
    with office.central.read() as tx:
        assert [one.comparison for one in duplicates.merged(tx)] == [merged[1].comparison]
        assert duplicates.waiting(tx) == []


def test_the_merging_reaches_the_laptops_and_what_comes_late_follows(office: Office, tmp_path: Path) -> None:
    _, joel, one, other = at_two_laptops(office)
    workshop = an_intervention(joel)
    with office.central.read() as tx:
        (pair,) = duplicates.waiting(tx)
    with office.central.write() as tx:
        merge_same(tx, pair.kind, one, other)
    for file in work_package.write_work_packages(office.central, tmp_path, joel.identity.device):
        work_package.take(joel, file)
    with joel.read() as tx:
        assert [row.id for row in directory.list_people(tx, "").rows] == [one]

    an_attendance(joel, workshop, person=other, document_number="99990001")
    an_attendance(joel, workshop, person=one, document_number="99990009")
    office.send(joel)
    office.merge()
    with office.central.read() as tx:
        assert [row[3] for row in indicators(tx).rows] == [1]


def test_an_edit_that_had_not_seen_the_merging_brings_the_record_back_for_a_person_to_decide(
    office: Office,
) -> None:
    _, joel, one, other = at_two_laptops(office)
    with office.central.read() as tx:
        (pair,) = duplicates.waiting(tx)
    with office.central.write() as tx:
        merge_same(tx, pair.kind, one, other)
    save(joel, Person, other, {"phone": "066 333 444"})
    office.send(joel)
    office.merge()
    with office.central.read() as tx:
        (back,) = records.find(tx, Person, table_of(Person).c.id == other)
        assert back.phone == "066 333 444"
        assert duplicates.merged(tx) == []


def test_the_preview_counts_what_the_list_asks(office: Office) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    a_person(rosa, document_number="99990001")
    a_person(joel, document_number="99990001")
    office.send(rosa)
    office.merge()
    office.send(joel)
    (item,) = [one for one in inbox.items(office.central) if one.batch is None]
    assert "1 posible duplicado" in inbox.preview(office.central, item).words()
