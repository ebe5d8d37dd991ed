"""What somebody asks about her own data: all of it, and to have it erased; counts and reports still hold."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.documents.frozen_report import digest
from concerta_desktop.errors import UserError
from concerta_desktop.model import Attendance, ContactNote, DataRequest, ReportVersion
from concerta_desktop.model.choices import Sex
from concerta_desktop.model.convocation import ContactMeans
from concerta_desktop.model.data_requests import RequestKind
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import records
from concerta_desktop.queries.data_subject import person_file
from concerta_desktop.rules.data_rights import answer_due
from concerta_desktop.services.data_rights import erase_person, save_request
from concerta_desktop.store import drafts, oplog
from concerta_desktop.store.store import Store
from tests.factory import DAY, a_person, an_attendance, an_entity, an_intervention, save

NUMBER = "99990731"


@pytest.fixture
def saturnina(store: Store) -> str:
    """In the directory, present at one workshop, named in a contact note and in a finished report."""
    entity = an_entity(store)
    person = a_person(
        store, document_number=NUMBER, surnames="Ñahui", names="Saturnina", sex=Sex.WOMAN, entity=entity
    )
    workshop = an_intervention(store, title="Taller de Huanta")
    an_attendance(
        store,
        workshop,
        document_number=NUMBER,
        surnames="Ñahui",
        names="Saturnina",
        sex=Sex.WOMAN,
        entity_name="MP de Huanta",
        person=person,
    )
    note = {"intervention": workshop, "means": ContactMeans.PHONE, "day": DAY, "who": "Saturnina Ñahui"} | {
        "said": "Vendrá"
    }
    save(store, ContactNote, new_id(), note)
    content = '{"sections":[["2.2",["Asistieron Ñahui, Saturnina y 33 m\\u00e1s"]]]}'
    version = {
        "intervention": workshop,
        "version": 1,
        "digest": digest(content.encode("ascii", "backslashreplace").decode()),
        "content": content,
        "finalised_at": store.now(),
    }
    save(store, ReportVersion, new_id(), version)
    with store.write() as tx:
        drafts.save(tx, "walk_in:x", {"name": "Ñahui, Saturnina"})
    return person


@pytest.mark.req("2.9")
def test_everything_about_a_person_is_told(store: Store, saturnina: str) -> None:
    with store.read() as tx:
        found = person_file(tx, saturnina)
    assert found is not None
    assert [(one.label, one.title) for one in found.held] == [
        ("Persona", "Directorio"),
        ("Asistencia", "Taller de Huanta"),
    ]
    assert ("N.° de documento", NUMBER) in found.held[1].values
    assert [(one.label, one.field) for one in found.mentions] == [("Contacto", "Con quién")]
    assert {row.field for row in found.history} >= {"Apellidos", "Correo"}


@pytest.mark.req("2.9")
def test_erasing_leaves_the_counts_and_nothing_that_tells_who(store: Store, saturnina: str) -> None:
    with store.write() as tx:
        done = erase_person(tx, saturnina)
    assert (done.attendances, done.reports) == (1, 1)
    assert [one.field for one in done.mentions] == ["Con quién"], (
        "free text is shown to a person, not rewritten"
    )
    with store.read() as tx:
        (attendance,) = records.find(tx, Attendance)
        assert (attendance.surnames, attendance.names, attendance.document_number) == (
            "Datos suprimidos",
            None,
            None,
        )
        assert (attendance.sex, attendance.entity_name, attendance.day) == (Sex.WOMAN, "MP de Huanta", DAY)
        (version,) = records.find(tx, ReportVersion)
        assert "Datos suprimidos" in (version.content or "")
        assert version.digest == digest(version.content or "")
        assert "a su pedido" in (version.changes or "")
        assert drafts.all_drafts(tx) == []
        assert oplog.broken(tx) == []
        told = repr(person_file(tx, saturnina))
    assert "Saturnina" not in told
    assert NUMBER not in told


@pytest.mark.req("2.9")
def test_a_request_has_its_day_and_its_answer(store: Store, saturnina: str) -> None:
    assert answer_due(RequestKind.ERASURE, date(2026, 8, 12)) == date(2026, 8, 26)
    with store.write() as tx:
        asked = save_request(
            tx, None, {"kind": RequestKind.ERASURE, "person": saturnina, "received": date(2026, 8, 12)}
        )
        save_request(tx, asked, {"answered": date(2026, 8, 13), "answer": "Se suprimió."})
        erase_person(tx, saturnina)
    with store.read() as tx:
        (request,) = records.find(tx, DataRequest)
    assert (request.answered, request.answer) == (date(2026, 8, 13), "Se suprimió.")


def test_somebody_unknown_is_said(store: Store) -> None:
    with store.write() as tx, pytest.raises(UserError, match="ya no está en el directorio"):
        erase_person(tx, new_id())
