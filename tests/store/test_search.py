"""The search box: blind to accents, afraid of nothing that can be typed, in Spanish order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from concerta_desktop.model import Person
from concerta_desktop.queries import records
from concerta_desktop.store import search
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.search import first, matches
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from tests.factory import a_person

PEOPLE = (
    ("Ñahui Quispe", "Saturnina", "99990431"),
    ("Núñez Óré", "María José", "99990432"),
    ("Nuñovero", "Edith", "99990433"),
    ("Zárate", "Li", "99990434"),
    ("Álvarez", "Luz", "99990435"),
    ("Alvarado", "Óscar", "99990436"),
    ("de la Cruz", "Ana", "99990437"),
    ("Díaz", "Zoe", "99990438"),
    ("Díaz Abanto", "Ana", "99990439"),
    ('O"Higgins 100%', "Percy_X", "99990440"),
    ("Ōta", "Delia", "99990441"),
)


@pytest.fixture
def directory(store: Store) -> Store:
    for surnames, names, number in PEOPLE:
        a_person(store, surnames=surnames, names=names, document_number=number)
    return store


def found(store: Store, typed: str) -> list[str]:
    """Surnames, in order; the same with and without looking at the number of hits first."""
    table = table_of(Person)
    with store.read() as tx:
        results = [
            [
                row.surnames
                for row in tx.connection.execute(
                    select(table.c.surnames).where(condition).order_by(table.c.sort_key).limit(50)
                )
            ]
            for condition in (matches(Person, typed), first(tx, Person, typed, 50))
        ]
    assert results[0] == results[1]
    return results[0]


@pytest.mark.parametrize(
    ("typed", "surnames"),
    [
        ("nahui", ["Ñahui Quispe"]),
        ("ÑAHUI", ["Ñahui Quispe"]),
        ("ñahui", ["Ñahui Quispe"]),
        ("quispe sat", ["Ñahui Quispe"]),
        ("sat QUISPE 0431", ["Ñahui Quispe"]),
        ("maria ore", ["Núñez Óré"]),
        ("maría josé", ["Núñez Óré"]),
        ("99990434", ["Zárate"]),
        ("ota", ["Ōta"]),
        ("nun", ["Núñez Óré", "Nuñovero"]),
        ("nu", ["Núñez Óré", "Nuñovero"]),
        ("ña", ["Ñahui Quispe"]),
        ("na", ["Ñahui Quispe"]),
        ("zarate li", ["Zárate"]),
        ("al lu", ["Álvarez"]),
        ("cruz de la", ["de la Cruz"]),
        ('o"higgins', ['O"Higgins 100%']),
        ("100%", ['O"Higgins 100%']),
        ("%%%", []),
        ("percy_x", ['O"Higgins 100%']),
        ("a_v", []),
        ("diaz", ["Díaz", "Díaz Abanto"]),
        ("nadie así", []),
    ],
)
def test_every_word_is_found_anywhere_whatever_its_accents(
    directory: Store, typed: str, surnames: list[str]
) -> None:
    assert found(directory, typed) == surnames


@pytest.mark.parametrize(
    "typed",
    ['"', '"""', "'; DROP TABLE person; --", "AND OR NOT", "NEAR(a b)", "col:abc", "*", "abc*", "^abc", "(((",
     "\\", "quispe\x00", "{abc}", "-abc", "+abc", "🙂🙂🙂", "%", "_", "\u202eabc"],
)  # fmt: skip
def test_what_would_be_an_operator_is_only_text(directory: Store, typed: str) -> None:
    assert len(found(directory, typed)) <= 1


@given(st.text(max_size=12))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_can_be_typed_breaks_the_search(directory: Store, typed: str) -> None:
    found(directory, typed)


def test_lists_are_in_spanish_order(directory: Store) -> None:
    assert found(directory, "") == [
        "Alvarado",
        "Álvarez",
        "de la Cruz",
        "Díaz",
        "Díaz Abanto",
        "Núñez Óré",
        "Nuñovero",
        "Ñahui Quispe",
        'O"Higgins 100%',
        "Ōta",
        "Zárate",
    ]


def test_the_index_follows_what_is_changed_deleted_and_brought_back(store: Store) -> None:
    person = a_person(store, surnames="Ñahui Quispe")
    with store.write() as tx:
        change(tx, Person, person, {"surnames": "Óré Taype"})
    assert (found(store, "nahui"), found(store, "taype")) == ([], ["Óré Taype"])
    with store.write() as tx:
        delete(tx, Person, person)
    assert found(store, "taype") == []
    with store.write() as tx:
        change(tx, Person, person, {"phone": "900 000 412"})
    assert found(store, "taype") == ["Óré Taype"]


@pytest.mark.parametrize("walked", [5_000, 7, 2, 0])
def test_common_words_and_rare_ones_are_found_in_order(
    directory: Store, monkeypatch: pytest.MonkeyPatch, walked: int
) -> None:
    monkeypatch.setattr(search, "_WALK", walked)
    assert found(directory, "nunez") == ["Núñez Óré"]
    assert found(directory, "9999 ana") == ["de la Cruz", "Díaz Abanto"]
    assert found(directory, "9999 a") == ["Alvarado", "Álvarez", "de la Cruz", "Díaz Abanto"]
    assert found(directory, "9999")[:3] == ["Alvarado", "Álvarez", "de la Cruz"]


@pytest.mark.parametrize("walked", [5_000, 7, 2, 0])
def test_no_more_than_wanted_are_found_and_they_are_the_first(
    directory: Store, monkeypatch: pytest.MonkeyPatch, walked: int
) -> None:
    monkeypatch.setattr(search, "_WALK", walked)
    with directory.read() as tx:
        names = [person.surnames for person in records.search(tx, Person, "9999", 3)]
    assert names == ["Alvarado", "Álvarez", "de la Cruz"]
