"""Counting who came: people and not signatures, and what is unknown counted as unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.model.attendance import Attendance
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex
from concerta_desktop.rules.attendance import Count, Expected, Presence, attendees, counts, presence

DAY_1, DAY_2 = date(2026, 8, 12), date(2026, 8, 13)

NAHUI = Presence(
    id="1",
    day=DAY_1,
    person="nahui",
    document_number="99990431",
    surnames="Ñahui Quispe",
    names="Saturnina",
    sex=Sex.WOMAN,
    entity="luricocha",
    entity_name="MD de Luricocha",
    entity_kind=EntityKind.DISTRICT_MUNICIPALITY,
    mandate=MandateKind.TITULAR,
)
TAYPE = Presence(
    id="2",
    day=DAY_1,
    person="taype",
    document_number="99990254",
    surnames="Taype Ñaupa",
    names="Fortunato",
    sex=Sex.MAN,
    entity_name="CEM Huanta",
    entity_kind=EntityKind.NATIONAL_ENTITY,
    mandate=MandateKind.ALTERNO,
)
STRANGER = Presence(id="3", day=DAY_1, surnames="Cárdenas Lapa", names="Rufina")


def lines(found: tuple[Count, ...]) -> list[tuple[str, int]]:
    return [(line.label, line.number) for line in found]


@pytest.mark.req("42")
def test_the_live_counts_by_sex_level_entity_and_condition() -> None:
    found = counts([TAYPE, NAHUI, STRANGER])
    assert found.present == 3
    assert lines(found.by_sex) == [("Mujeres", 1), ("Hombres", 1), ("Sin dato", 1)]
    assert lines(found.by_level) == [
        ("Municipalidades distritales", 1),
        ("Entidades nacionales", 1),
        ("Sin dato", 1),
    ]
    assert lines(found.by_entity) == [("CEM Huanta", 1), ("MD de Luricocha", 1), ("Sin dato", 1)]
    assert lines(found.by_mandate) == [("Titulares", 1), ("Alternos", 1), ("Sin dato", 1)]


@pytest.mark.req("37", "42")
def test_expected_walk_ins_and_entities_with_nobody_present() -> None:
    expected = [
        Expected("nahui", "luricocha", "Municipalidad Distrital de Luricocha"),
        Expected("illanes", None, "CEM  HUANTA"),
        Expected("curi", "sivia", "MD de Sivia"),
        Expected("otra", None, None),
    ]
    found = counts([NAHUI, TAYPE, STRANGER], expected)
    assert (found.present, found.expected, found.expected_present) == (3, 4, 1)
    assert (found.walk_ins, found.still_missing) == (2, 3)
    assert found.absent_entities == ("MD de Sivia",)


@pytest.mark.req("42")
def test_somebody_who_came_both_days_is_one_person() -> None:
    second = Presence(id="9", day=DAY_2, document_number="99990431", surnames="Ñahui", sex=Sex.WOMAN)
    found = attendees([NAHUI, TAYPE, second])
    assert [one.days for one in found] == [(DAY_1, DAY_2), (DAY_1,)]
    assert found[0].latest == second
    assert found[0].signatures == ("1", "9")
    assert counts([NAHUI, second]).present == 1


def test_a_row_that_bears_both_marks_joins_the_two_it_belongs_to() -> None:
    by_document = Presence(id="a", day=DAY_1, document_number="99990001", surnames="Uno")
    by_person = Presence(id="b", day=DAY_2, person="p", surnames="Uno")
    both = Presence(id="c", day=DAY_2, person="p", document_number="99990001", surnames="Uno")
    [one] = attendees([by_document, by_person, both])
    assert sorted(one.signatures) == ["a", "b", "c"]


def test_the_same_number_on_another_kind_of_document_is_somebody_else() -> None:
    foreign = Presence(id="4", day=DAY_1, document_type=DocumentType.PASSPORT, document_number="99990431")
    assert len(attendees([NAHUI, foreign])) == 2


def test_without_document_name_and_entity_tell_people_apart() -> None:
    same = Presence(id="5", day=DAY_2, surnames="CARDENAS LAPA", names="RUFINA")
    elsewhere = Presence(id="6", day=DAY_2, surnames="Cárdenas Lapa", names="Rufina", entity_name="UGEL")
    assert len(attendees([STRANGER, same, elsewhere])) == 2


def test_a_recorded_attendance_counts_as_it_was_signed() -> None:
    signed = Attendance(id="x", day=DAY_1, surnames="Ñahui", sex=Sex.WOMAN, entity_name="MD de Luricocha")
    assert presence(signed) == Presence(
        id="x", day=DAY_1, surnames="Ñahui", sex=Sex.WOMAN, entity_name="MD de Luricocha"
    )


def test_nobody_yet() -> None:
    found = counts([], [Expected("nahui")])
    assert (found.present, found.by_sex, found.still_missing) == (0, (), 1)


ROWS = st.lists(
    st.builds(
        Presence,
        id=st.uuids().map(str),
        day=st.sampled_from([DAY_1, DAY_2]),
        person=st.sampled_from([None, "p", "q"]),
        document_number=st.sampled_from([None, "99990001", "99990002"]),
        surnames=st.sampled_from(["Uno", "Dos"]),
        sex=st.sampled_from([None, *Sex]),
        entity_kind=st.sampled_from([None, *EntityKind]),
        entity_name=st.sampled_from([None, "UGEL", "ugel"]),
    ),
    unique_by=lambda row: row.id,
)


@given(ROWS)
def test_every_signature_belongs_to_one_person_and_every_count_adds_up(rows: list[Presence]) -> None:
    people = attendees(rows)
    assert sorted(mark for one in people for mark in one.signatures) == sorted(row.id for row in rows)
    found = counts(rows)
    assert found.present == len(people)
    for by in (found.by_sex, found.by_level, found.by_entity, found.by_mandate):
        assert sum(line.number for line in by) == found.present


@given(ROWS)
def test_the_order_of_signing_does_not_change_who_came(rows: list[Presence]) -> None:
    assert {frozenset(one.signatures) for one in attendees(rows)} == {
        frozenset(one.signatures) for one in attendees(rows[::-1])
    }
