"""The door without a window: who is registered, who is refused, what stays as it was signed."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Attendance, Person
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import door_counts, door_row, door_rows
from concerta_desktop.queries.people import find_by_document, possible_repeats
from concerta_desktop.services import attendance as service
from concerta_desktop.services.attendance import AlreadyPresent, NotInDirectory, Walk
from concerta_desktop.services.interventions import save_expected
from concerta_desktop.services.people import save_entity, save_person
from concerta_desktop.store.change import undo
from tests.door import FIRST, SECOND, Door


def arrive(door: Door, number: str, day: date = FIRST) -> str:
    door.clock.tick()
    with door.store.write() as tx:
        return service.arrive(tx, door.workshop, day, DocumentType.DNI, number)


def signed(door: Door, attendance: str) -> Attendance:
    with door.store.read() as tx:
        found = records.get(tx, Attendance, attendance)
    assert found is not None
    return found


def listed(door: Door, day: date = FIRST) -> list[tuple[int | None, str]]:
    with door.store.read() as tx:
        return [(row.number, row.full_name) for row in door_rows(tx, door.workshop, day)]


@pytest.mark.req("42")
def test_the_newest_is_on_top_and_those_who_are_missing_follow_by_name(door: Door) -> None:
    arrive(door, "99990254")
    arrive(door, "99990431")
    assert listed(door) == [
        (2, "Ñahui Quispe, Saturnina"),
        (1, "Taype Ñaupa, Fortunato"),
        (None, "Rimachi Sulca, Wilber"),
        (None, "Sánchez Ayala, Luz Marina"),
    ]
    assert all(number is None for number, _ in listed(door, SECOND))


@pytest.mark.req("42")
def test_the_row_handed_back_is_the_row_the_list_will_show(door: Door) -> None:
    arrive(door, "99990254")
    with door.store.write() as tx:
        made = service.arrive(tx, door.workshop, FIRST, DocumentType.DNI, "99990431")
        row = door_row(tx, made)
    with door.store.read() as tx:
        assert door_rows(tx, door.workshop, FIRST)[0] == row


@pytest.mark.req("42")
def test_what_was_signed_stays_when_the_directory_changes(door: Door) -> None:
    attendance = arrive(door, "99990431")
    with door.store.write() as tx:
        entity = save_entity(tx, None, {"name": "Gobierno Regional de Ejemplo"})
        person = door.people["99990431"]
        save_person(tx, person, {"surnames": "Otro Apellido", "entity": entity, "position": "Asesora"})
    kept = signed(door, attendance)
    assert (kept.surnames, kept.entity_name, kept.position) == (
        "Ñahui Quispe",
        "MD de Luricocha",
        "Gerenta, GDS",
    )
    assert kept.entity_kind is EntityKind.DISTRICT_MUNICIPALITY


@pytest.mark.req("42")
def test_a_repeated_document_is_refused_with_its_hour_and_nothing_is_written(door: Door) -> None:
    first = arrive(door, "99990431")
    with pytest.raises(
        AlreadyPresent, match=r"Ñahui Quispe, Saturnina ya está en la lista .*08:41"
    ) as refused:
        arrive(door, "99990431")
    assert refused.value.attendance == first
    assert sum(number is not None for number, _ in listed(door)) == 1
    assert arrive(door, "99990431", SECOND) != first


def test_a_document_nobody_has_asks_who_it_is(door: Door) -> None:
    with pytest.raises(NotInDirectory, match="99990999 no está en el directorio"):
        arrive(door, "99990999")
    assert all(number is None for number, _ in listed(door))


@pytest.mark.req("42", "58")
def test_a_walk_in_goes_into_the_directory_and_onto_the_list_in_one_action(door: Door) -> None:
    walk = Walk(
        DocumentType.DNI,
        "9999-0731",
        "Ccoyllo Risco",
        "Marleni",
        "m",
        "Asociación Warmi de Ejemplo",
        "Tesorera",
    )
    with door.store.write() as tx:
        attendance = service.register_walk_in(tx, door.workshop, FIRST, walk)
    with door.store.read() as read:
        person = find_by_document(read, DocumentType.DNI, "99990731")
        counts = door_counts(door_rows(read, door.workshop, FIRST))
    assert person is not None
    assert person.entity_kind is EntityKind.CIVIL_SOCIETY
    assert (counts.present, counts.walk_ins, counts.expected) == (1, 1, 4)
    with door.store.write() as action:
        undo(action, door.store.identity.device, door.store.identity.incarnation, tx.action)
    with door.store.read() as read:
        assert find_by_document(read, DocumentType.DNI, "99990731") is None
        assert records.find_living(read, Attendance, attendance) is None


def test_a_walk_in_without_surnames_is_refused_at_the_field_and_leaves_nothing(door: Door) -> None:
    with pytest.raises(ValidationError) as refused, door.store.write() as tx:
        service.register_walk_in(tx, door.workshop, FIRST, Walk(DocumentType.DNI, "99990731", ""))
    assert refused.value.field == "surnames"
    with door.store.read() as tx:
        assert find_by_document(tx, DocumentType.DNI, "99990731") is None


@pytest.mark.parametrize("value", ["a" * 20_000, "nulo\x00dentro"])
def test_a_cargo_that_cannot_be_kept_names_its_field(door: Door, value: str) -> None:
    walk = Walk(DocumentType.DNI, "99990731", "Ccoyllo Risco", position=value)
    with pytest.raises(ValidationError) as refused, door.store.write() as tx:
        service.register_walk_in(tx, door.workshop, FIRST, walk)
    assert refused.value.field == "position"


@pytest.mark.parametrize("value", ["=cmd()", "<b>Gerenta</b> & «Ejemplo»", "مديرة 🌻"])
def test_user_text_is_kept_exactly_as_typed(door: Door, value: str) -> None:
    walk = Walk(DocumentType.DNI, "99990731", "Ccoyllo Risco", position=value)
    with door.store.write() as tx:
        attendance = service.register_walk_in(tx, door.workshop, FIRST, walk)
    assert signed(door, attendance).position == value


def test_a_name_without_letters_is_refused_at_the_field(door: Door) -> None:
    with pytest.raises(ValidationError, match="necesita letras") as refused, door.store.write() as tx:
        service.register_walk_in(tx, door.workshop, FIRST, Walk(DocumentType.DNI, "99990731", "99990387"))
    assert refused.value.field == "surnames"


def test_two_without_a_document_are_two_people(door: Door) -> None:
    with door.store.write() as tx:
        one = service.register_walk_in(tx, door.workshop, FIRST, Walk(None, None, "Quispe", "Ana"))
        two = service.register_walk_in(tx, door.workshop, FIRST, Walk(None, None, "Quispe", "Rosa"))
    assert one != two


@pytest.mark.req("42")
def test_the_same_name_and_entity_with_another_document_is_a_possible_repeat(door: Door) -> None:
    with door.store.read() as tx:
        (alike,) = possible_repeats(tx, "NAHUI QUISPE", "saturnina", "MD de Luricocha")
        assert alike.document_number == "99990431"
        assert not possible_repeats(tx, "Ñahui Quispe", "Saturnina", "CEM Huanta")
        assert not possible_repeats(tx, "Ñahui", None, None)


@pytest.mark.req("11")
def test_who_was_convoked_as_alterno_signs_as_alterno(door: Door) -> None:
    from concerta_desktop.model.identity import expected_id

    expected = expected_id(door.workshop, door.people["99990431"])
    with door.store.write() as tx:
        save_expected(tx, expected, {"mandate": MandateKind.ALTERNO})
    assert signed(door, arrive(door, "99990431")).mandate is MandateKind.ALTERNO


def test_taken_off_by_mistake_and_registered_again_is_one_row_with_the_new_hour(door: Door) -> None:
    first = arrive(door, "99990431")
    with door.store.write() as tx:
        service.take_off(tx, first)
    assert all(number is None for number, _ in listed(door))
    assert arrive(door, "99990431") == first
    moment = signed(door, first).arrived_at
    assert moment is not None
    assert f"{moment:%H:%M}" == "08:42"


def test_a_corrected_number_frees_the_one_that_was_wrong(door: Door) -> None:
    wrong = arrive(door, "99990254")
    with door.store.write() as tx:
        service.correct(tx, wrong, {"document_number": "99990255"})
    with door.store.write() as tx:
        real = save_person(tx, None, {"surnames": "Tocayo", "document_number": "99990254"})
        attendance = service.register(tx, door.workshop, FIRST, real)
    assert attendance != wrong
    assert signed(door, wrong).document_number == "99990255"


def test_a_correction_cannot_take_the_document_of_somebody_on_the_list(door: Door) -> None:
    arrive(door, "99990254")
    other = arrive(door, "99990431")
    with pytest.raises(AlreadyPresent), door.store.write() as tx:
        service.correct(tx, other, {"document_number": "99990254"})
    assert signed(door, other).document_number == "99990431"


def test_a_correction_reaches_the_directory_only_when_asked(door: Door) -> None:
    attendance = arrive(door, "99990431")
    with door.store.write() as tx:
        service.correct(tx, attendance, {"names": "Saturnina Rosa"})
    with door.store.write() as tx:
        service.correct(tx, attendance, {"position": "Regidora"}, directory_too=True)
    with door.store.read() as tx:
        person = records.get(tx, Person, door.people["99990431"])
    assert person is not None
    assert (person.names, person.position) == ("Saturnina", "Regidora")


@pytest.mark.req("42")
def test_sensitive_answers_are_kept_only_with_consent(door: Door) -> None:
    answers = {"ethnicity": "quechua", "language": "Quechua chanka", "disability": "ninguna"}
    walk = Walk(DocumentType.DNI, "99990731", "Ccoyllo Risco")
    with door.store.write() as tx:
        attendance = service.register_walk_in(tx, door.workshop, FIRST, walk, {"consent": False, **answers})
    assert signed(door, attendance).language is None
    with door.store.write() as tx:
        service.correct(tx, attendance, {"consent": True, **answers})
    assert signed(door, attendance).language == "Quechua chanka"
    with door.store.write() as tx:
        service.correct(tx, attendance, {"language": "Castellano"})
    assert signed(door, attendance).language == "Castellano"
    with door.store.write() as tx:
        service.correct(tx, attendance, {"consent": False})
    assert (signed(door, attendance).ethnicity, signed(door, attendance).language) == (None, None)


@pytest.mark.req("42")
def test_unknown_sex_and_level_are_counted_as_unknown(door: Door) -> None:
    arrive(door, "99990640")
    arrive(door, "99990431")
    with door.store.read() as tx:
        counts = door_counts(door_rows(tx, door.workshop, FIRST))
    assert [(line.label, line.number) for line in counts.by_sex] == [("Mujeres", 1), ("Sin dato", 1)]
    assert [line.label for line in counts.by_level] == ["Municipalidades distritales", "Sin dato"]
    assert counts.absent_entities == ("CEM Huanta", "Comisaría PNP Huanta", "MD de Huamanguilla")
