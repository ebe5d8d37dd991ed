"""The matriz of the fictitious case: two earlier visits by a colleague, whose nudos come along to the
workshop, and what the workshop finds itself. Twelve findings, two of them carried over."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from concerta_desktop.clock import LIMA, Now
from concerta_desktop.model import Specialist
from concerta_desktop.model.choices import Approach, InterventionState, InterventionType, Modality, Reply
from concerta_desktop.model.findings import FindingKind, FindingState
from concerta_desktop.model.identity import expected_id, new_id
from concerta_desktop.queries.findings import matrix
from concerta_desktop.services import attendance, findings, interventions
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import Tx
from resources import path

_COLLEAGUE = {
    "names": "Joel",
    "surnames": "Illanes Soto",
    "position": "Especialista en Gestión Territorial",
    "unit": "DPVLV",
    "email": "jillanes@ejemplo.pe",
}
_FIRST, _FOLLOWING = timedelta(days=161), timedelta(days=85)


def earlier_visits(store: Store, today: date, people: dict[str, str]) -> None:
    """Two visits to the same instancia before the workshop: one that found two nudos, and a virtual one
    that asked after the first of them. `store.now` is left as it was."""
    now, colleague, guests = store.now, new_id(), list(people.values())[:9]
    try:
        day = today - _FIRST
        store.now = _at(day)
        with store.write() as tx:
            tx.author = colleague
            change(tx, Specialist, colleague, _COLLEAGUE)
            title = "Visita de acompañamiento, IPC Huanta"
            values = {"venue": "Municipalidad Provincial de Huanta", "modality": Modality.IN_PERSON}
            visit = _visit(tx, title, "AT-JIS-004", day, guests, values)
            for row in _rows("earlier"):
                findings.add_finding(tx, visit, FindingKind(row["kind"]), _values(row, today))
        day = today - _FOLLOWING
        store.now = _at(day)
        with store.write() as tx:
            tx.author = colleague
            title = "Seguimiento virtual al plan de trabajo, IPC Huanta"
            values = {
                "modality": Modality.VIRTUAL,
                "platform": "Zoom",
                "link": "https://ejemplo.pe/reunion/004",
            }
            follow_up = _visit(tx, title, "AT-JIS-009", day, guests[:4], values)
            said = {"state": FindingState.OPEN, "note": "La GDS aún no recibe respuesta de Presupuesto."}
            findings.say(tx, follow_up, _nudos(tx, follow_up)[0], said)
    finally:
        store.now = now


def workshop_findings(tx: Tx, workshop: str, today: date) -> None:
    """What the workshop says of the nudos that came along, and what it finds itself."""
    for finding, row in zip(_nudos(tx, workshop), _rows("earlier"), strict=True):
        _say(tx, workshop, finding, row)
    for row in _rows("workshop"):
        finding = findings.add_finding(tx, workshop, FindingKind(row["kind"]), _values(row, today))
        _say(tx, workshop, finding, row)


def _visit(tx: Tx, title: str, code: str, day: date, guests: list[str], values: Mapping[str, object]) -> str:
    """A visit that was held, with everything it needed."""
    made = interventions.create_intervention(
        tx,
        title,
        InterventionType.ACCOMPANIMENT,
        [(day, time(9, 0), time(13, 0))],
        code=code,
        approach=Approach.ACCOMPANIMENT,
        state=InterventionState.CONVOKED,
        territories=("0504",),
        instancias=("IPC-0504",),
        **values,
    )
    theme = {
        "day": day,
        "theme": "Seguimiento del plan de trabajo",
        "minutes": 120,
        "facilitator": "Joel Illanes",
    }
    interventions.save_agenda_item(tx, made, None, theme)
    interventions.expect(tx, made, guests)
    for person in guests:
        interventions.save_expected(tx, expected_id(made, person), {"reply": Reply.CONFIRMED})
        attendance.register(tx, made, day, person)
    return made


def _nudos(tx: Tx, intervention: str) -> list[str]:
    """Ids of the nudos that come along to a visit, in order of their number."""
    found = matrix(tx, intervention)
    return [row.id for row in found.carried] if found else []


def _say(tx: Tx, workshop: str, finding: str, row: dict[str, str]) -> None:
    if row["state"]:
        said = {"state": FindingState(row["state"]), "note": row["note"]}
        findings.say(tx, workshop, finding, said)


def _values(row: dict[str, str], today: date) -> Mapping[str, object]:
    due = today + timedelta(days=int(row["due"])) if row["due"] else None
    texts = ("place", "about", "text", "cause", "measure", "responsible")
    return {name: row[name] or None for name in texts} | {"due": due}


def _rows(visit: str) -> Iterator[dict[str, str]]:
    with path("demo", "findings.csv").open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["visit"] == visit)


def _at(day: date) -> Now:
    moment = datetime.combine(day, time(12, 30), LIMA)
    return lambda: moment
