"""The two ideas, on three very different records: a field is declared once, a change is written once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from concerta_desktop.model import Attendance, Intervention, Person
from concerta_desktop.model.choices import DocumentType, InterventionType, Modality, Sex
from concerta_desktop.model.fields import Record
from concerta_desktop.model.identity import attendance_id, new_id
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries import records
from concerta_desktop.store import change as changing
from concerta_desktop.store import cipher
from concerta_desktop.store.history import history
from concerta_desktop.store.operation import DELETED
from concerta_desktop.store.project import replay
from concerta_desktop.store.store import Store, set_author
from concerta_desktop.store.tables import record_tables, table_of
from concerta_desktop.store.tx import ReadTx
from tests.factory import DAY, MORNING, a_specialist


@dataclass(frozen=True)
class Case:
    """A new record, and then something else for some of its fields."""

    record: type[Record]
    record_id: str
    values: Mapping[str, object]
    edit: Mapping[str, object]


CASES = (
    Case(
        Person,
        new_id(),
        {
            "document_type": DocumentType.DNI,
            "document_number": "99990431",
            "surnames": "Ñahui Quispe",
            "names": "Saturnina",
            "sex": Sex.WOMAN,
            "email": "snahui@ejemplo.pe",
        },
        {"phone": "900 000 412", "email": None, "surnames": "Ñahui de Óré"},
    ),
    Case(
        Intervention,
        new_id(),
        {
            "code": "AT-2026-900",
            "title": "Taller <b>de ejemplo</b> & «comillas»",
            "type": InterventionType.MACROREGIONAL,
            "territories": ("0504", "0501"),
            "instancias": ("IPC-0504",),
            "encounter": False,
            "goal_people": 40,
            "objective": "Primera línea\nSegunda línea",
        },
        {"territories": ("0504",), "encounter": True, "modality": Modality.MIXED, "goal_people": None},
    ),
    Case(
        Attendance,
        attendance_id("intervención-de-ejemplo", DAY, "dni", "99990432"),
        {
            "intervention": "intervención-de-ejemplo",
            "day": DAY,
            "document_type": DocumentType.DNI,
            "document_number": "99990432",
            "surnames": "=Óré",
            "arrived_at": MORNING,
            "consent": True,
        },
        {"arrived_at": MORNING + timedelta(minutes=5), "consent": None, "names": "Teófilo"},
    ),
)


def read(store: Store, case: Case) -> tuple[Record, bool]:
    """The record as queries build it from its row, and whether it is in the trash."""
    table = table_of(case.record)
    with store.read() as tx:
        found = records.get(tx, case.record, case.record_id)
        deleted = tx.connection.execute(select(table.c.deleted).where(table.c.id == case.record_id)).scalar()
    assert found is not None
    return found, bool(deleted)


def expected(case: Case, *patches: Mapping[str, object]) -> Record:
    values: dict[str, Any] = {}
    for patch in patches:
        values |= patch
    return case.record(id=case.record_id, **values)


def contents(tx: ReadTx) -> dict[str, list[dict[str, Any]]]:
    """Every row of every record table, without its place in the file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in record_tables():
        rows = tx.connection.execute(select(table).order_by(table.c.id)).mappings()
        found[table.name] = [{key: value for key, value in row.items() if key != "pk"} for row in rows]
    return found


def undo(store: Store, action: int) -> int:
    with store.write() as tx:
        changing.undo(tx, tx.device, tx.incarnation, action)
        return tx.action


def write(store: Store, case: Case, values: Mapping[str, object]) -> int:
    with store.write() as tx:
        changing.change(tx, case.record, case.record_id, values)
        return tx.action


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.record.META.name)
def test_what_is_declared_is_kept_changed_taken_back_and_rebuilt(store: Store, case: Case) -> None:
    creation = write(store, case, case.values)
    created = expected(case, case.values)
    assert read(store, case) == (created, False)

    edit = write(store, case, case.edit)
    edited = expected(case, case.values, case.edit)
    assert read(store, case) == (edited, False)

    undone = undo(store, edit)
    assert read(store, case) == (created, False)
    undo(store, undone)
    assert read(store, case) == (edited, False)

    with store.write() as tx:
        changing.delete(tx, case.record, case.record_id)
    assert read(store, case) == (edited, True)
    with store.write() as tx:
        changing.restore(tx, case.record, case.record_id)
    assert read(store, case) == (edited, False)

    with store.write() as tx:
        before = contents(tx)
        replay(tx)
        assert contents(tx) == before
        assert before[case.record.META.name]
    assert creation == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.record.META.name)
def test_the_whole_record_can_be_written_back_as_it_was_read(store: Store, case: Case) -> None:
    write(store, case, case.values)
    record, _ = read(store, case)
    with store.write() as tx:
        changing.change(tx, case.record, case.record_id, fields_of(record))
        assert not tx.appended, "nothing changed, so nothing is written"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.record.META.name)
def test_history_tells_who_changed_what_from_what(store: Store, case: Case) -> None:
    specialist = a_specialist(store)
    set_author(store, specialist)
    write(store, case, case.values)
    write(store, case, case.edit)
    with store.write() as tx:
        changing.delete(tx, case.record, case.record_id)
    with store.read() as tx:
        told = history(tx, case.record_id)

    deletion, *others = told
    assert (deletion.field, deletion.before, deletion.after) == (DELETED, None, True)
    edits = {entry.field: (entry.before, entry.after) for entry in others[: len(case.edit)]}
    assert edits == {name: (case.values.get(name), value) for name, value in case.edit.items()}
    created = {entry.field: entry.after for entry in others[len(case.edit) :]}
    assert created == dict(case.values)
    assert {entry.author for entry in told} == {specialist}
    assert told[0].when > told[-1].when > MORNING
    standing = {entry.field for entry in others[len(case.edit) :] if entry.stands}
    assert standing == set(case.values) - set(case.edit)


def test_an_undone_creation_is_in_the_trash_and_redo_brings_it_back(store: Store) -> None:
    case = CASES[0]
    undone = undo(store, write(store, case, case.values))
    assert read(store, case)[1]
    undo(store, undone)
    assert read(store, case) == (expected(case, case.values), False)


def test_a_specialist_is_a_record_like_any_other(store: Store) -> None:
    record_id = a_specialist(store, scope=("R05", "R09"))
    with store.read() as tx:
        assert contents(tx)["specialist"][0]["scope"] == '["R05", "R09"]'
        assert history(tx, record_id)[0].author == ""


def test_the_memory_a_batch_takes_is_given_back_though_it_fails(store: Store) -> None:
    with store.write() as tx:

        def kept() -> int:
            return -(tx.connection.exec_driver_sql("PRAGMA cache_size").scalar() or 0)

        before = kept()
        with suppress(RuntimeError), cipher.roomy(tx.connection):
            assert kept() > before
            raise RuntimeError
        assert kept() == before
