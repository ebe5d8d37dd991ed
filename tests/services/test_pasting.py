"""A pasted list: each row with what becomes of it, all of it in one action or none."""

from __future__ import annotations

import pytest

from concerta_desktop.capture.paste import plan
from concerta_desktop.model import Person
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import attendances, door_rows
from concerta_desktop.queries.people import find_by_document
from concerta_desktop.services import attendance as service
from concerta_desktop.services.pasting import Compared, compare, register_pasted, take_people
from concerta_desktop.store.change import undo
from tests.door import FIRST, Door

PASTED = """N.°\tApellidos y nombres\tDNI\tSexo\tEntidad\tCargo
1\tQUISPE MAMANI, JUANA\t99998801\tF\tMD de Sivia\tRegidora
2\tTaype Ñaupa, Fortunato\t99990254\tM\t\tGerente
3\tÑahui Quispe, Saturnina\t99990431\tF\tMD de Luricocha\t
4\tQUISPE MAMANI, JUANA\t99998801\tF\tMD de Sivia\tRegidora
5\t\t99997777\t\t\t
6\t\t99990147\t\t\t
"""


def compared(door: Door) -> list[Compared]:
    with door.store.read() as tx:
        there = {item.person for item in attendances(tx, door.workshop, FIRST) if item.person}
        return compare(tx, plan(PASTED).rows, there)


@pytest.mark.req("42")
def test_each_row_says_what_becomes_of_it(door: Door) -> None:
    with door.store.write() as tx:
        service.arrive(tx, door.workshop, FIRST, DocumentType.DNI, "99990431")
    rows = compared(door)
    assert [row.state.label for row in rows] == [
        "Nuevo",
        "Conocido",
        "Ya está",
        "Ya está",
        "No se puede",
        "Conocido",
    ]
    assert rows[3].row.problems[0].text == "Repite el documento de la fila 2."
    assert rows[4].row.problems[0].text.startswith("No está en el directorio")
    assert rows[5].row.person.surnames == "Rimachi Sulca"


@pytest.mark.req("42")
def test_what_is_taken_is_one_action_that_one_undo_takes_back(door: Door) -> None:
    wanted = [row for row in compared(door) if row.takes]
    with door.store.write() as tx:
        assert register_pasted(tx, door.workshop, FIRST, wanted) == 4
    with door.store.read() as read:
        rows = {row.document_number: row for row in door_rows(read, door.workshop, FIRST) if row.present}
    assert rows["99990254"].position == "Gerente"
    assert rows["99990254"].entity_name == "MD de Huamanguilla"
    assert rows["99998801"].full_name == "Quispe Mamani, Juana"
    assert rows["99998801"].entity_name == "MD de Sivia"
    with door.store.write() as again:
        undo(again, door.store.identity.device, door.store.identity.incarnation, tx.action)
    with door.store.read() as read:
        assert not attendances(read, door.workshop, FIRST)
        assert find_by_document(read, DocumentType.DNI, "99998801") is None


def test_a_failure_half_way_leaves_nothing(door: Door) -> None:
    wanted = [row for row in compared(door) if row.takes]

    def cut_short() -> None:
        with door.store.write() as tx:
            register_pasted(tx, door.workshop, FIRST, wanted)
            raise RuntimeError("corte de luz")

    with pytest.raises(RuntimeError):
        cut_short()
    with door.store.read() as read:
        assert not attendances(read, door.workshop, FIRST)
        assert find_by_document(read, DocumentType.DNI, "99998801") is None


@pytest.mark.req("58")
def test_a_column_may_become_any_text_that_is_declared_of_a_person(door: Door) -> None:
    pasted = "Apellidos y nombres\tDNI\tDirección\nQUISPE MAMANI, JUANA\t99998801\t=Jr. <Ayacucho> 123\n"
    with door.store.read() as read:
        wanted = compare(read, plan(pasted).rows, ())
    with door.store.write() as tx:
        (person,) = take_people(tx, wanted)
        found = records.get(tx, Person, person)
    assert found is not None
    assert found.address == "=Jr. <Ayacucho> 123"


def test_a_text_too_long_for_its_field_is_said_at_its_row() -> None:
    pasted = f"Apellidos y nombres\tDNI\tDirección legal\nQuispe, Juana\t99998801\t{'x' * 20_000}\n"
    (row,) = plan(pasted).rows
    assert row.refused
    assert "«Dirección legal» admite hasta 200" in row.messages[0]
