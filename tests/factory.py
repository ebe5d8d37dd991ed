"""Things to test with, obviously fictitious: documents 9999xxxx, addresses at ejemplo.pe.

    store fixture (tests/fixtures.py)    person = a_person(store, surnames="Ñahui Quispe")

Each writes one record, as one action, and returns its id; `values` replace or add fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import count

from concerta_desktop.clock import LIMA
from concerta_desktop.model import (
    AgendaItem,
    Attendance,
    Entity,
    ExpectedPerson,
    Intervention,
    InterventionDay,
    Person,
    Specialist,
)
from concerta_desktop.model.choices import (
    DocumentType,
    EntityKind,
    InterventionState,
    InterventionType,
    Modality,
    Sex,
)
from concerta_desktop.model.fields import Record
from concerta_desktop.model.identity import attendance_id, expected_id, new_id
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store

DAY = date(2026, 8, 12)
"""A Wednesday."""
MORNING = datetime(2026, 8, 12, 8, 41, tzinfo=LIMA)

_numbers = count(1)


class SteppingClock:
    """A clock that goes on by `step` at each reading, so that nothing depends on the day a test runs."""

    def __init__(self, start: datetime = MORNING, step: timedelta = timedelta(milliseconds=1)) -> None:
        self.moment = start
        self.step = step

    def __call__(self) -> datetime:
        self.moment += self.step
        return self.moment


def save(store: Store, record: type[Record], record_id: str, values: Mapping[str, object]) -> str:
    """Create or change one record in one action; returns its id."""
    with store.write() as tx:
        change(tx, record, record_id, values)
    return record_id


def a_document() -> str:
    """A DNI nobody has: 9999 and four more digits, another one each time."""
    return f"9999{next(_numbers):04d}"


def a_person(store: Store, **values: object) -> str:
    known = {
        "document_type": DocumentType.DNI,
        "document_number": a_document(),
        "surnames": "Ccente Palomino",
        "names": "Rosa",
        "sex": Sex.WOMAN,
        "position": "Gerenta de Desarrollo Social",
        "email": "rosa.ccente@ejemplo.pe",
    }
    return save(store, Person, new_id(), known | values)


def an_entity(store: Store, **values: object) -> str:
    known = {
        "name": "Municipalidad Provincial de Huanta",
        "short_name": "MP de Huanta",
        "kind": EntityKind.PROVINCIAL_MUNICIPALITY,
        "territory": "0504",
    }
    return save(store, Entity, new_id(), known | values)


def a_specialist(store: Store, **values: object) -> str:
    known = {"names": "Inventada", "surnames": "De Ejemplo", "position": "Especialista", "unit": "DPVLV"}
    return save(store, Specialist, new_id(), known | values)


def an_intervention(store: Store, **values: object) -> str:
    known = {
        "code": f"AT-2026-{next(_numbers):03d}",
        "title": "Taller de ejemplo en Huanta",
        "type": InterventionType.STRENGTHENING,
        "modality": Modality.IN_PERSON,
        "state": InterventionState.PROGRAMMED,
        "territories": ("0504",),
        "instancias": ("IPC-0504",),
        "venue": "Auditorio municipal, Huanta",
        "goal_people": 40,
        "asks_sensitive": False,
    }
    return save(store, Intervention, new_id(), known | values)


def a_day(store: Store, intervention: str, day: date = DAY, **values: object) -> str:
    known = {"intervention": intervention, "day": day, "start": time(8, 30), "end": time(17)}
    return save(store, InterventionDay, new_id(), known | values)


def an_agenda_item(store: Store, intervention: str, **values: object) -> str:
    known = {"intervention": intervention, "theme": "Balance del plan", "minutes": 90, "position": 1}
    return save(store, AgendaItem, new_id(), known | values)


def an_expected_person(store: Store, intervention: str, person: str, **values: object) -> str:
    known: dict[str, object] = {"intervention": intervention, "person": person}
    return save(store, ExpectedPerson, expected_id(intervention, person), known | values)


def an_attendance(store: Store, intervention: str, day: date = DAY, **values: object) -> str:
    """Somebody who signed, with or without being in the directory. Its natural id comes from its document."""
    number = str(values.pop("document_number", None) or a_document())
    known = {
        "intervention": intervention,
        "day": day,
        "document_type": DocumentType.DNI,
        "document_number": number,
        "surnames": "Huamán Óré",
        "names": "Teófilo",
        "arrived_at": MORNING,
    }
    return save(store, Attendance, attendance_id(intervention, day, "dni", number), known | values)
