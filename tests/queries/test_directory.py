"""The directory's lists, records, history and whom somebody may repeat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from concerta_desktop.model import Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import directory
from concerta_desktop.queries.history import history_rows
from concerta_desktop.services.directory import edit_person
from concerta_desktop.services.interventions import remove
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from tests.factory import DAY, a_person, a_specialist, an_attendance, an_entity, an_intervention


def names(store: Store, typed: str) -> list[str]:
    with store.read() as tx:
        return [row.full_name for row in directory.list_people(tx, typed).rows]


@pytest.mark.req("42")
def test_people_are_found_blind_to_accents_and_sorted_as_spanish_does(store: Store) -> None:
    for surnames in ("Ñahui Quispe", "Oré Quispe", "Núñez Quispe"):
        a_person(store, surnames=surnames, names="Flor")
    assert names(store, "QUISPE") == ["Núñez Quispe, Flor", "Ñahui Quispe, Flor", "Oré Quispe, Flor"]
    assert names(store, "nunez flor") == ["Núñez Quispe, Flor"]


def test_a_long_list_shows_its_beginning_and_says_so(store: Store) -> None:
    with store.write() as tx:
        people = [{"surnames": f"Apellido {n:03d}"} for n in range(directory.FIRST + 1)]
        changes(tx, [Change(Person, new_id(), values) for values in people])
    with store.read() as tx:
        listed = directory.list_people(tx, "")
        narrowed = directory.list_people(tx, "007")
    assert (len(listed.rows), listed.more, listed.total) == (directory.FIRST, True, directory.FIRST + 1)
    assert ([row.full_name for row in narrowed.rows], narrowed.more) == (["Apellido 007"], False)


def test_entities_count_their_living_people(store: Store) -> None:
    entity = an_entity(store)
    a_person(store, entity=entity)
    gone = a_person(store, entity=entity)
    with store.write() as tx:
        remove(tx, Person, [gone])
    with store.read() as tx:
        row = directory.list_entities(tx, "huanta").rows[0]
        card = directory.entity_card(tx, entity)
    assert (row.name, row.territory, row.people) == (
        "Municipalidad Provincial de Huanta",
        "Huanta, Ayacucho",
        1,
    )
    assert card is not None
    assert (len(card.people), card.total) == (1, 1)


def test_a_person_shows_what_she_attended_the_latest_first(store: Store) -> None:
    rosa = a_person(store)
    first, second = an_intervention(store, title="Primera"), an_intervention(store, title="Segunda")
    for intervention, offset in ((first, 0), (second, 7), (second, 8)):
        an_attendance(store, intervention, DAY + timedelta(days=offset), person=rosa)
    with store.read() as tx:
        card = directory.person_card(tx, rosa)
    assert card is not None
    assert [(item.title, item.days) for item in card.attended] == [("Segunda", 2), ("Primera", 1)]


def test_one_in_the_trash_has_no_card(store: Store) -> None:
    rosa = a_person(store)
    with store.write() as tx:
        remove(tx, Person, [rosa])
    with store.read() as tx:
        assert directory.person_card(tx, rosa) is None


def like(store: Store, **values: object) -> list[str]:
    with store.read() as tx:
        return [one.said() for one in directory.like_person(tx, values)]


@pytest.mark.req("58")
def test_the_same_document_is_told_first_then_the_same_name_of_the_same_entity(store: Store) -> None:
    entity, other = (
        an_entity(store),
        an_entity(store, name="Municipalidad Distrital de Sivia", short_name=None),
    )
    a_person(store, surnames="Ñahui Quispe", names="Saturnina", document_number="99990431", entity=entity)
    a_person(store, surnames="Taype Ñaupa", names="Fortunato", document_number="99990254")
    same = "99990431 · MP de Huanta · Gerenta de Desarrollo Social"
    found = like(
        store,
        document_number="9999-0254",
        document_type=DocumentType.DNI,
        surnames="NAHUI QUISPE",
        names="saturnina",
        entity=entity,
    )
    assert found[0].startswith("Ese documento ya es de Taype Ñaupa, Fortunato (99990254")
    assert found[1] == f"Ya hay una persona con ese nombre: Ñahui Quispe, Saturnina ({same})."
    assert like(store, surnames="Ñahui Quispe", names="Saturnina", entity=other) == []


def test_nobody_repeats_herself(store: Store) -> None:
    rosa = a_person(store, document_number="99990777")
    with store.read() as tx:
        values = {"surnames": "Ccente Palomino", "names": "Rosa", "document_number": "99990777"}
        assert directory.like_person(tx, values, rosa) == ()


def test_an_entity_is_known_by_its_words_or_its_short_name(store: Store) -> None:
    an_entity(store)
    with store.read() as tx:
        assert directory.like_entity(tx, {"name": "municipalidad provincial de huanta"})
        assert directory.like_entity(tx, {"name": "MP de Huanta"})
        assert not directory.like_entity(tx, {"name": "Municipalidad Provincial de La Mar"})


def test_history_says_who_when_from_what_to_what(store: Store) -> None:
    store.author = a_specialist(store)
    entity = an_entity(store)
    rosa = a_person(store, position="Regidora")
    with store.write() as tx:
        edit_person(tx, rosa, {"position": "Alcaldesa", "entity": entity}, directory.seen(tx, rosa))
    with store.write() as tx:
        remove(tx, Person, [rosa])
    with store.read() as tx:
        rows = history_rows(tx, Person, rosa)
    said = [(row.who, row.field, row.before, row.after) for row in rows[:3]]
    assert said == [
        ("Inventada De Ejemplo", "Papelera", "en uso", "en la papelera"),
        ("Inventada De Ejemplo", "Entidad", "sin dato", "Municipalidad Provincial de Huanta"),
        ("Inventada De Ejemplo", "Cargo", "Regidora", "Alcaldesa"),
    ]
    assert rows[0].when.date() == DAY
