"""Somebody, or some entity, recorded twice: merged by a person, counted once, separable again."""

from __future__ import annotations

import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.model import Entity, Person
from concerta_desktop.model.choices import DocumentType, Reply
from concerta_desktop.model.comparisons import Compared, comparison_id
from concerta_desktop.queries import directory, people, records
from concerta_desktop.queries.attendance import attendances, door_rows, expected_rows
from concerta_desktop.queries.data_subject import person_file
from concerta_desktop.rules.attendance import counts, presence
from concerta_desktop.services import attendance as door
from concerta_desktop.services.comparisons import merge_same, separate
from concerta_desktop.services.data_rights import erase_person
from concerta_desktop.services.interventions import expect, save_expected
from concerta_desktop.store.change import restore
from concerta_desktop.store.store import Store
from tests.factory import DAY, a_person, an_attendance, an_entity, an_expected_person, an_intervention

pytestmark = pytest.mark.req("75")


def merge(store: Store, kept: str, other: str, kind: Compared = Compared.PERSON) -> str:
    with store.write() as tx:
        merge_same(tx, kind, kept, other)
    return comparison_id(kept, other)


def test_whoever_was_recorded_twice_is_listed_and_counted_once(store: Store) -> None:
    workshop = an_intervention(store)
    rosa = a_person(store, document_number="99990001", phone=None)
    again = a_person(store, document_number="99990010", phone="066 111 222")
    for person, number in ((rosa, "99990001"), (again, "99990010")):
        an_attendance(store, workshop, person=person, document_number=number)
        an_expected_person(store, workshop, person)
    merge(store, rosa, again)

    with store.read() as tx:
        assert [row.id for row in directory.list_people(tx, "").rows] == [rosa]
        assert records.get_many(tx, Person, [again])[again].phone == "066 111 222"
        assert counts(presence(one) for one in attendances(tx, workshop)).present == 1
        assert {row.person for row in door_rows(tx, workshop, DAY)} == {rosa}
        assert [row.person.id for row in expected_rows(tx, workshop)] == [rosa]
        card = directory.person_card(tx, rosa)
        assert card is not None
        assert [one.days for one in card.attended] == [1]
        file = person_file(tx, rosa)
        assert file is not None
        assert [held.label for held in file.held].count("Asistencia") == 2


def test_the_document_of_the_merged_record_still_opens_the_door(store: Store) -> None:
    workshop = an_intervention(store)
    rosa, again = a_person(store), a_person(store, document_number="99990010")
    merge(store, rosa, again)
    with store.write() as tx:
        signed = door.arrive(tx, workshop, DAY, DocumentType.DNI, "99990010")
    with store.read() as tx:
        assert [one.person for one in attendances(tx, workshop) if one.id == signed] == [rosa]
    with pytest.raises(door.AlreadyPresent), store.write() as tx:
        door.register(tx, workshop, DAY, rosa)


def test_an_answer_to_the_convocation_of_the_merged_record_is_hers(store: Store) -> None:
    workshop = an_intervention(store)
    rosa, again = a_person(store), a_person(store)
    expected = an_expected_person(store, workshop, again)
    with store.write() as tx:
        save_expected(tx, expected, {"reply": Reply.CONFIRMED})
    merge(store, rosa, again)
    with store.write() as tx:
        assert expect(tx, workshop, [rosa]) == 0
    with store.read() as tx:
        assert [(row.person.id, row.reply) for row in expected_rows(tx, workshop)] == [
            (rosa, Reply.CONFIRMED)
        ]


def test_people_of_a_merged_entity_are_of_the_one_that_stays(store: Store) -> None:
    huanta, again = an_entity(store), an_entity(store, short_name="Muni Huanta")
    for entity in (huanta, again):
        a_person(store, entity=entity)
    merge(store, huanta, again, Compared.ENTITY)
    with store.read() as tx:
        assert [(row.id, row.people) for row in directory.list_entities(tx, "").rows] == [(huanta, 2)]
        card = directory.entity_card(tx, huanta)
        assert card is not None
        assert card.total == 2
        assert {row.entity_name for row in people.search_people(tx, "")} == {"MP de Huanta"}


def test_separated_they_are_two_again_as_they_stood(store: Store) -> None:
    rosa = a_person(store, phone=None)
    again = a_person(store, phone="066 111 222")
    comparison = merge(store, rosa, again)
    with store.write() as tx:
        separate(tx, comparison)
    with store.read() as tx:
        assert {row.id: row.phone for row in directory.list_people(tx, "").rows} == {
            rosa: None,
            again: "066 111 222",
        }
    with pytest.raises(UserError, match="no están fusionados"), store.write() as tx:
        separate(tx, comparison)


def test_what_comes_out_of_the_trash_stands_for_itself(store: Store) -> None:
    rosa, again = a_person(store), a_person(store)
    merge(store, rosa, again)
    with store.write() as tx:
        restore(tx, Person, again)
    with store.read() as tx:
        assert records.get_many(tx, Person, [again])[again].id == again


def test_merging_twice_in_a_row_leads_to_the_last_one(store: Store) -> None:
    one, two, three = (an_entity(store) for _ in range(3))
    merge(store, two, one, Compared.ENTITY)
    merge(store, three, two, Compared.ENTITY)
    with store.read() as tx:
        assert records.get_many(tx, Entity, [one])[one].id == three


def test_separating_the_last_of_three_leaves_the_first_two_merged(store: Store) -> None:
    one, two, three = (an_entity(store) for _ in range(3))
    first = merge(store, two, one, Compared.ENTITY)
    second = merge(store, three, two, Compared.ENTITY)
    with store.write() as tx:
        separate(tx, second)
    with store.read() as tx:
        assert records.get_many(tx, Entity, [one])[one].id == two
        assert {row.id for row in directory.list_entities(tx, "").rows} == {two, three}
    with store.write() as tx:
        separate(tx, first)
    with store.read() as tx:
        assert {row.id for row in directory.list_entities(tx, "").rows} == {one, two, three}


def test_separating_the_first_of_three_leaves_the_others_merged(store: Store) -> None:
    one, two, three = (an_entity(store) for _ in range(3))
    first = merge(store, two, one, Compared.ENTITY)
    merge(store, three, two, Compared.ENTITY)
    with store.write() as tx:
        separate(tx, first)
    with store.read() as tx:
        assert {row.id for row in directory.list_entities(tx, "").rows} == {one, three}
        assert records.get_many(tx, Entity, [two])[two].id == three
        assert not tx.connection.exec_driver_sql("SELECT id FROM comparison WHERE conflicts <> ''").first()


def test_erasing_somebody_erases_what_was_merged_into_her(store: Store) -> None:
    rosa, again = a_person(store), a_person(store, names="Rosita Inventada")
    merge(store, rosa, again)
    with store.write() as tx:
        erase_person(tx, rosa)
    with store.read() as tx:
        log = tx.connection.exec_driver_sql("SELECT patch FROM operation").scalars().all()
        assert not any("Inventada" in patch for patch in log if "specialist" not in patch)
        assert len(directory.list_people(tx, "").rows) == 1
