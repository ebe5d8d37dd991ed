"""What the only writer accepts, refuses, and leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Attendance, Intervention, Person
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import oplog
from concerta_desktop.store.change import Change, change, changes, delete, restore, seen
from concerta_desktop.store.fold import fold
from concerta_desktop.store.project import project
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import OPERATION, table_of
from concerta_desktop.store.tx import ReadTx
from tests.factory import a_person, an_intervention, save
from tests.store.made import Device


def count(store: Store) -> int:
    with store.read() as tx:
        return len(tx.connection.execute(select(OPERATION.c.pk)).all())


def row(tx: ReadTx, record_id: str) -> dict[str, object]:
    table = table_of(Person)
    return dict(tx.connection.execute(select(table).where(table.c.id == record_id)).mappings().one())


def test_a_new_record_that_lacks_a_required_field_is_refused_by_its_name(store: Store) -> None:
    with pytest.raises(ValidationError, match="Falta «Apellidos»") as refused, store.write() as tx:
        change(tx, Person, new_id(), {"names": "Rosa"})
    assert refused.value.field == "surnames"
    assert count(store) == 0


@pytest.mark.parametrize("blank", [None, "", "   ", "\t\n"])
def test_a_required_field_cannot_be_emptied(store: Store, blank: str | None) -> None:
    person = a_person(store)
    with pytest.raises(ValidationError, match="Falta «Apellidos»"), store.write() as tx:
        change(tx, Person, person, {"surnames": blank})


def test_an_edit_need_not_repeat_the_required_fields(store: Store) -> None:
    person = a_person(store)
    with store.write() as tx:
        change(tx, Person, person, {"phone": "900 000 412"})
        assert row(tx, person)["phone"] == "900 000 412"


def test_a_comment_of_20000_characters_is_refused_at_its_field_and_nothing_is_half_saved(
    store: Store,
) -> None:
    intervention = an_intervention(store)
    before = count(store)
    values = {"venue": "Otro lugar", "notes": "ñ" * 20_000}
    with pytest.raises(
        ValidationError, match="«Notas» admite hasta 5000 caracteres y tiene 20000"
    ) as refused:
        save(store, Intervention, intervention, values)
    assert refused.value.field == "notes"
    assert count(store) == before


@pytest.mark.parametrize("bad", ["Ro\x00sa", "Ro\x1bsa", "Ro\x85sa", "Ro\ud83dsa", "Ro\x7fsa"])
def test_characters_nobody_sees_are_refused(store: Store, bad: str) -> None:
    with pytest.raises(ValidationError, match="carácter invisible") as refused, store.write() as tx:
        change(tx, Person, new_id(), {"surnames": bad})
    assert refused.value.field == "surnames"
    assert count(store) == 0


@pytest.mark.parametrize(
    "name", ["Ñahui 🙂", "محمد", "\u200fOtra dirección", "O'Higgins \"el»", "=1+1", "<b>&amp;"]
)
def test_every_script_is_kept_as_typed(store: Store, name: str) -> None:
    person = a_person(store, surnames=name)
    with store.read() as tx:
        assert row(tx, person)["surnames"] == name


def test_composed_and_decomposed_accents_are_one_text(store: Store) -> None:
    person = a_person(store, surnames="N\u0303ahui")
    with store.write() as tx:
        change(tx, Person, person, {"surnames": "Ñahui"})
        assert not tx.appended
        assert row(tx, person)["surnames"] == "Ñahui"


def test_a_refused_record_of_a_batch_refuses_the_batch_and_the_action_can_go_on(store: Store) -> None:
    good = new_id()
    with store.write() as tx:
        with pytest.raises(ValidationError):
            changes(tx, [Change(Person, new_id(), {"surnames": "Óré"}), Change(Person, new_id(), {})])
        change(tx, Person, good, {"surnames": "Taype"})
        assert [operation.record_id for operation in tx.appended] == [good]
    with store.read() as tx:
        assert [item.surnames for item in tx.connection.execute(select(table_of(Person)))] == ["Taype"]
        assert oplog.broken(tx) == []


def test_an_unknown_field_is_our_mistake(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as tx:
        change(tx, Person, new_id(), {"surnames": "Óré", "invented": "x"})


def test_one_id_under_two_types_is_two_records(store: Store) -> None:
    shared = new_id()
    with store.write() as tx:
        change(tx, Person, shared, {"surnames": "Óré"})
        change(tx, Attendance, shared, {"surnames": "Taype", "intervention": "x", "day": date(2026, 8, 12)})
        delete(tx, Attendance, shared)
    with store.read() as tx:
        person, attendance = table_of(Person), table_of(Attendance)
        assert tx.connection.execute(select(person.c.surnames, person.c.deleted)).all() == [("Óré", 0)]
        assert tx.connection.execute(select(attendance.c.surnames, attendance.c.deleted)).all() == [
            ("Taype", 1)
        ]


def test_writing_a_record_that_was_in_the_trash_brings_it_back(store: Store) -> None:
    person = a_person(store)
    with store.write() as tx:
        delete(tx, Person, person)
    with store.write() as tx:
        change(tx, Person, person, {"phone": "900 000 001"})
        assert row(tx, person)["deleted"] == 0


def test_deleting_twice_or_restoring_what_is_there_writes_nothing(store: Store) -> None:
    person = a_person(store)
    with store.write() as tx:
        restore(tx, Person, person)
        delete(tx, Person, "nadie")
        assert not tx.appended
        delete(tx, Person, person)
        delete(tx, Person, person)
        assert len(tx.appended) == 1


def test_a_form_opened_before_another_change_keeps_both_values(store: Store) -> None:
    person = a_person(store, phone="1")
    with store.read() as tx:
        opened = seen(tx, person)
    with store.write() as tx:
        change(tx, Person, person, {"phone": "2"})
    with store.write() as tx:
        change(tx, Person, person, {"phone": "3", "position": "Alcaldesa"}, opened)
        assert row(tx, person)["conflicts"] == "phone"
        assert row(tx, person)["phone"] == "3"


def test_a_conflict_is_decided_by_a_person_who_saw_it_and_not_by_saving_the_form_again(store: Store) -> None:
    person = a_person(store, phone="1")
    with store.read() as tx:
        opened = seen(tx, person)
    with store.write() as tx:
        change(tx, Person, person, {"phone": "2"})
        change(tx, Person, person, {"phone": "3"}, opened)
    with store.write() as tx:
        change(tx, Person, person, {"phone": "3", "names": "Rosa"})
        assert row(tx, person)["conflicts"] == "phone"
        change(tx, Person, person, {"phone": "3"}, seen(tx, person))
        assert row(tx, person)["conflicts"] == ""


def test_a_base_that_names_more_than_is_written_is_cut_down_to_it(store: Store) -> None:
    person = a_person(store)
    with store.write() as tx:
        change(tx, Person, person, {"phone": "1"}, {"phone": [], "surnames": ["x"], "otra": ["y"]})
        assert set(tx.appended[0].base_ids()) == {"phone"}


def test_what_a_newer_version_wrote_stays_in_the_log_and_does_not_block_this_one(store: Store) -> None:
    newer, person = Device("más-nueva"), new_id()
    operations = [
        newer.makes(person, {"surnames": "Óré", "document_type": "visa_digital", "blood_type": "O"}),
        newer.makes("x", {"name": "Mesa temática"}, record_type="thematic_table"),
    ]
    with store.write() as tx:
        oplog.write(tx, operations)
        project(tx, [person, "x"])
    with store.write() as tx:
        change(tx, Person, person, {"surnames": "Óré Taype", "document_type": "visa_digital"})
    with store.read() as tx:
        assert row(tx, person)["document_type"] == "visa_digital"
        history = oplog.load(tx, [person, "x"])
        assert fold(history[person]).values["blood_type"] == "O"
        assert history["x"] == operations[1:]
        assert oplog.broken(tx) == []


def test_what_an_action_touched_is_told_from_its_operations(store: Store) -> None:
    with store.write() as tx:
        assert (tx.action, tx.changed) == (1, frozenset())
        change(tx, Person, new_id(), {"surnames": "Óré"})
        change(tx, Intervention, new_id(), {"title": "Taller", "type": "mooc"})
        assert (tx.action, tx.changed) == (1, {"person", "intervention"})
    with store.write() as tx:
        assert tx.action == 3
