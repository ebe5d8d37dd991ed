"""A person or an entity added or put right."""

from __future__ import annotations

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Entity, Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.queries import records
from concerta_desktop.services import directory
from concerta_desktop.services.directory import MayRepeat
from concerta_desktop.store.change import seen
from concerta_desktop.store.store import Store
from tests.factory import a_person, an_entity


def person(store: Store, person_id: str) -> Person:
    with store.read() as tx:
        found = records.get(tx, Person, person_id)
    assert found is not None
    return found


@pytest.mark.req("58")
def test_a_dni_keeps_its_leading_zeros_and_loses_its_separators(store: Store) -> None:
    with store.write() as tx:
        made = directory.add_person(tx, {"surnames": "Ñahui", "document_number": "0123 4567"})
    found = person(store, made)
    assert (found.document_type, found.document_number) == (DocumentType.DNI, "01234567")


def test_a_type_without_a_number_says_nothing(store: Store) -> None:
    with store.write() as tx:
        made = directory.add_person(tx, {"surnames": "Ñahui", "document_type": DocumentType.DNI})
    assert person(store, made).document_type is None


def test_a_doubtful_number_is_kept(store: Store) -> None:
    with store.write() as tx:
        made = directory.add_person(tx, {"surnames": "Ñahui", "document_number": "123"})
    assert person(store, made).document_number == "123"


@pytest.mark.req("58")
def test_a_repeat_is_told_before_anything_is_written_and_kept_once_accepted(store: Store) -> None:
    known = a_person(store, document_number="99990431", surnames="Ñahui Quispe", names="Saturnina")
    values = {"surnames": "Otra", "document_number": "99990431"}
    with (
        pytest.raises(MayRepeat, match="Ese documento ya es de Ñahui Quispe, Saturnina"),
        store.write() as tx,
    ):
        directory.add_person(tx, values)
    with store.read() as tx:
        assert len(records.find(tx, Person)) == 1
    with store.write() as tx:
        assert directory.add_person(tx, values, {known})


def test_changing_what_identifies_nobody_asks_nothing(store: Store) -> None:
    a_person(store, document_number="99990431")
    twin = a_person(store, document_number="99990431")
    with store.write() as tx:
        directory.edit_person(tx, twin, {"phone": "900 000 100"}, seen(tx, twin))
    assert person(store, twin).phone == "900 000 100"
    with pytest.raises(MayRepeat), store.write() as tx:
        directory.edit_person(tx, twin, {"names": "Rosa María"}, seen(tx, twin))


def test_each_save_tells_what_has_been_seen_from_then_on(store: Store) -> None:
    rosa = a_person(store)
    with store.write() as tx:
        base = directory.edit_person(tx, rosa, {"position": "Regidora"}, seen(tx, rosa))
    with store.write() as tx:
        directory.edit_person(tx, rosa, {"position": "Alcaldesa"}, base)
    assert person(store, rosa).position == "Alcaldesa"


def test_an_entity_needs_a_name_and_a_territory_that_exists(store: Store) -> None:
    with pytest.raises(ValidationError, match="Nombre") as refused, store.write() as tx:
        directory.add_entity(tx, {"short_name": "MP"})
    assert refused.value.field == "name"
    with pytest.raises(ValidationError, match="999999") as refused, store.write() as tx:
        directory.add_entity(tx, {"name": "Municipalidad", "territory": "999999"})
    assert refused.value.field == "territory"


def test_an_entity_already_there_is_told(store: Store) -> None:
    known = an_entity(store)
    with pytest.raises(MayRepeat) as refused, store.write() as tx:
        directory.add_entity(tx, {"name": "MUNICIPALIDAD PROVINCIAL DE HUANTA"})
    assert [one.id for one in refused.value.found] == [known]
    other = an_entity(store, name="Otra", short_name=None)
    with pytest.raises(MayRepeat), store.write() as tx:
        directory.edit_entity(tx, other, {"name": "MP de Huanta"}, seen(tx, other))
    with store.write() as tx:
        directory.edit_entity(tx, other, {"name": "MP de Huanta"}, seen(tx, other), {known})
    with store.read() as tx:
        assert len(records.find(tx, Entity)) == 2
