"""A fictitious case, whole: what `concerta demo` shows and "Explorar con datos de ejemplo" opens.

People, documents (9999xxxx) and addresses (ejemplo.pe) are invented. Dates follow the day it is filled:
the workshop's second day is that day, so the list always has something past, present and to come.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from concerta_desktop.clock import LIMA
from concerta_desktop.model import Attendance, Entity, Intervention, Person
from concerta_desktop.model.choices import (
    Approach,
    Coordination,
    DocumentType,
    EntityKind,
    InterventionState,
    InterventionType,
    MandateKind,
    Modality,
    Reply,
    Sex,
)
from concerta_desktop.model.identity import expected_id, new_id
from concerta_desktop.queries import records
from concerta_desktop.queries.evaluation import evaluation_view
from concerta_desktop.queries.people import entity_named
from concerta_desktop.services import attendance, evaluation, interventions
from concerta_desktop.services.attendance import AlreadyPresent, Walk
from concerta_desktop.services.demo_convocation import convoke_workshop
from concerta_desktop.services.demo_findings import earlier_visits, workshop_findings
from concerta_desktop.services.demo_instancias import record_instancias
from concerta_desktop.services.demo_report import write_report
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import Tx
from resources import path

SPECIALIST: dict[str, object] = {
    "names": "Rosa",
    "surnames": "Ccente Palomino",
    "position": "Especialista en Gestión Territorial",
    "unit": "DPVLV",
    "email": "rccente@ejemplo.pe",
    "scope": ("R03", "R05", "R09"),
}
PROVINCE, INSTANCIA = "0504", "IPC-0504"
_START, _END = time(8, 30), time(17, 0)
_AGENDA = (
    ("Bienvenida y presentación del programa", 30, "Rosa Ccente"),
    ("Marco normativo: Ley N.° 30364 y su Reglamento", 90, "Rosa Ccente"),
    ("Balance del plan de trabajo de la instancia", 120, "Joel Illanes"),
    ("Nudos críticos: identificación y causas", 120, "Joel Illanes"),
    ("Medidas correctivas y responsables", 120, "Rosa Ccente"),
    ("Indicadores y reporte semestral", 90, "Joel Illanes"),
    ("Acuerdos y cierre", 60, "Rosa Ccente"),
)


class _SteppingClock:
    """Twenty seconds pass between one person and the next, as at a real door."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=20)
        return self.moment


def fill(store: Store, today: date) -> str:
    """Record the case in an empty store; returns the id of the workshop. `store.now` is left as it was."""
    now, first = store.now, today - timedelta(days=1)
    try:
        store.now = _SteppingClock(datetime.combine(first - timedelta(days=20), time(9, 0), LIMA))
        with store.write() as tx:
            people = _directory(tx)
        earlier_visits(store, today, people)
        with store.write() as tx:
            workshop = _workshop(tx, first, today, people)
        store.now = _SteppingClock(datetime.combine(first - timedelta(days=1), time(15, 0), LIMA))
        with store.write() as tx:
            convoke_workshop(tx, workshop, first)
        for number, day in enumerate((first, today), start=1):
            store.now = _SteppingClock(datetime.combine(day, time(8, 21), LIMA))
            _door(store, workshop, day, str(number), people)
        store.now = _SteppingClock(datetime.combine(today, time(17, 5), LIMA))
        with store.write() as tx:
            workshop_findings(tx, workshop, today)
        with store.write() as tx:
            _evaluations(tx, workshop)
        with store.write() as tx:
            write_report(tx, workshop)
        with store.write() as tx:
            _others(tx, today, people)
            _process(tx)
            _office(tx)
        with store.write() as tx:
            record_instancias(tx, today, people)
    finally:
        store.now = now
    return workshop


def _directory(tx: Tx) -> dict[str, str]:
    """Entities and people; returns person ids by full name."""
    entities: dict[str, str] = {}
    wanted: list[Change] = []
    for row in _rows("entities.csv"):
        entities[row["short_name"]] = new_id()
        wanted.append(Change(Entity, entities[row["short_name"]], row | {"kind": EntityKind(row["kind"])}))
    people: dict[str, str] = {}
    for index, row in enumerate(_rows("people.csv")):
        name = f"{row['surnames']}, {row['names']}"
        people[name] = new_id()
        values: dict[str, object] = {
            "document_type": DocumentType.DNI,
            "document_number": f"{99990072 + index * 21:08d}",
            "surnames": row["surnames"],
            "names": row["names"],
            "sex": Sex(row["sex"]),
            "entity": entities[row["entity"]],
            "position": row["position"],
            "mandate": MandateKind(row["mandate"]),
            "email": f"persona{index + 1:02d}@ejemplo.pe",
            "phone": f"900 000 {100 + index}",
        }
        wanted.append(Change(Person, people[name], values))
    changes(tx, wanted)
    return people


def _workshop(tx: Tx, first: date, second: date, people: dict[str, str]) -> str:
    host = entity_named(tx, "MP de Huanta")
    workshop = interventions.create_intervention(
        tx,
        "Taller de fortalecimiento de la IPC Huanta",
        InterventionType.STRENGTHENING,
        [(first, _START, _END), (second, _START, _END)],
        modality=Modality.IN_PERSON,
        approach=Approach.ACCOMPANIMENT,
        coordination=Coordination.AGREED,
        state=InterventionState.CONVOKED,
        territories=(PROVINCE,),
        instancias=(INSTANCIA,),
        host=host.id if host else None,
        venue="Auditorio municipal, Huanta",
        goal_people=40,
        goal_entities=17,
        goal_hours=14,
    )
    for index, (theme, minutes, facilitator) in enumerate(_AGENDA):
        day = first if index < 4 else second
        values = {
            "day": day,
            "position": index,
            "theme": theme,
            "minutes": minutes,
            "facilitator": facilitator,
        }
        interventions.save_agenda_item(tx, workshop, None, values)
    interventions.expect(tx, workshop, people.values())
    for row in _rows("people.csv"):
        if row["reply"]:
            person = people[f"{row['surnames']}, {row['names']}"]
            interventions.save_expected(tx, expected_id(workshop, person), {"reply": Reply(row["reply"])})
    return workshop


def _door(store: Store, workshop: str, day: date, number: str, people: dict[str, str]) -> None:
    """Everybody who came that day, then one who gives again a document that is already on the list."""
    last = ""
    for row in _rows("people.csv"):
        if number in row["came"]:
            last = people[f"{row['surnames']}, {row['names']}"]
            with store.write() as tx:
                attendance.register(tx, workshop, day, last)
    for index, row in enumerate(_rows("walk_ins.csv")):
        if number not in row["came"]:
            continue
        with store.write() as tx:
            name = f"{row['surnames']}, {row['names']}"
            if name in people:
                attendance.register(tx, workshop, day, people[name])
                continue
            walk = Walk(
                document_type=DocumentType.CE if index == 1 else DocumentType.DNI,
                document_number="001766062" if index == 1 else f"{99990640 + index}",
                surnames=row["surnames"],
                names=row["names"],
                sex=Sex(row["sex"]),
                entity_name=row["entity"],
                position=row["position"],
                mandate=MandateKind(row["mandate"]),
            )
            people[name] = _person_of(tx, attendance.register_walk_in(tx, workshop, day, walk))
    try:
        with store.write() as tx:
            attendance.register(tx, workshop, day, last)
    except AlreadyPresent:
        return
    raise AssertionError("a repeated document must be refused at the door")


def _evaluations(tx: Tx, workshop: str) -> None:
    """The forms collected on leaving, as they were answered: anonymous, some with a comment."""
    rows = list(_rows("evaluations.csv"))
    evaluation.set_received(tx, workshop, len(rows))
    evaluation.set_groups(tx, workshop, sorted({row["group"] for row in rows}))
    form = evaluation_view(tx, workshop).form
    for row in rows:
        answers = tuple(map(int, row["answers"]))
        evaluation.record_response(tx, workshop, form, answers, (row["comment"],), row["group"])


def _person_of(tx: Tx, attendance_id: str) -> str:

    found = records.get(tx, Attendance, attendance_id)
    return (found.person or "") if found else ""


def _others(tx: Tx, today: date, people: dict[str, str]) -> None:
    """What the list shows around the workshop: other types, states and modalities."""
    for row in _rows("interventions.csv"):
        day = today + timedelta(days=int(row["days_from_today"]))
        kind, state = InterventionType(row["type"]), InterventionState(row["state"])
        is_mooc = kind is InterventionType.MOOC
        values: dict[str, object] = {
            "modality": Modality(row["modality"]),
            "territories": tuple(row["territories"].split()),
            "state": state,
        }
        if is_mooc:
            values |= {"period_start": day, "period_end": day + timedelta(days=27)}
        else:
            values |= {"venue": row["venue"] or None}
        days = () if is_mooc else ((day, time(9, 0), time(13, 0)),)
        created = interventions.create_intervention(tx, row["title"], kind, days, **values)
        if state is InterventionState.CONVOKED and not is_mooc:
            interventions.expect(tx, created, list(people.values())[:18])


def _office(tx: Tx) -> None:
    """What the office says in its privacy notice: invented, and said to be so."""
    for name, text in (
        ("privacy_bank", "«Asistencia técnica» (banco de ejemplo)"),
        ("privacy_recipients", "A la DGCVG y, en cifras, a los gobiernos e instancias que participan"),
        ("privacy_retention", "Cinco años desde la actividad (plazo de ejemplo)"),
        ("privacy_contact", "datospersonales@ejemplo.pe"),
    ):
        interventions.set_preference(tx, name, text)


def _process(tx: Tx) -> None:
    """One process groups all that is done with the instancia of the workshop [7.3.4.8]."""
    process = interventions.save_process(
        tx,
        None,
        {
            "name": "Fortalecimiento de la IPC Huanta",
            "territories": (PROVINCE,),
            "baseline": (
                "Reglamento interno aprobado, sin plan de trabajo vigente. La instancia sesionó dos veces en "
                "el año anterior y no informó al nivel regional."
            ),
            "goals": (
                "Plan de trabajo aprobado y en ejecución, cuatro sesiones ordinarias en el año e informes "
                "semestrales enviados."
            ),
        },
    )
    for item in records.find(tx, Intervention):
        if INSTANCIA in (item.instancias or ()):
            interventions.save_intervention(tx, item.id, {"process": process})


def _rows(name: str) -> Iterator[dict[str, str]]:
    with path("demo", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
