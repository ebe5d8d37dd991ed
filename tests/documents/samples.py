"""Fictitious people and an activity, for every test of documents."""

from __future__ import annotations

from datetime import date, datetime, time

from concerta_desktop.clock import LIMA
from concerta_desktop.queries.sheet import (
    ActivityDay,
    ActivityHeader,
    DayMark,
    Participant,
    RegisterData,
    RegisterEntry,
    SheetData,
)

ISSUED = datetime(2026, 8, 13, 17, 5, tzinfo=LIMA)
DAYS = (
    ActivityDay(1, date(2026, 8, 12), time(8, 30), time(17)),
    ActivityDay(2, date(2026, 8, 13), time(8, 30), time(13)),
)
CARGO_OF_120 = (
    "Responsable de la articulación intersectorial, seguimiento, monitoreo y evaluación de la instancia "
    "provincial de Huanta"
).ljust(120, "x")
HOSTILE = Participant(
    'Ñáñez O\'Higgins Tres, Ana "Anita"',
    "Pasaporte",
    "XK123456789012345678",
    "M",
    "=cmd()|' /C calc'!A0 & <b>Asociación</b>",
    "",
    "",
    CARGO_OF_120,
    "T",
)


def activity(
    days: tuple[ActivityDay, ...] = DAYS[:1], title: str = "Taller de la IPC Huanta"
) -> ActivityHeader:
    return ActivityHeader(
        id="01J9Z3K4M5N6P7Q8R9S0T1V2W3",
        code="AS-2026-0148",
        title=title,
        type="AT para el fortalecimiento",
        modality="Presencial · acompañamiento",
        place="Auditorio municipal, Huanta, Ayacucho",
        responsible="Rosa Ccente Palomino, DPVLV",
        days=days,
    )


def person(number: int = 0, **changes: str) -> Participant:
    given = {
        "full_name": f"Ejemplo {number:03d}, Marleni",
        "document_type": "DNI",
        "document_number": f"9999{number:04d}",
        "sex": "M",
        "entity": "UGEL Huanta",
        "entity_kind": "Entidad nacional",
        "government_level": "Entidades nacionales",
        "position": "Especialista",
        "mandate": "T",
    }
    return Participant(**{**given, **changes})


def sheet(people: int, **changes: object) -> SheetData:
    given = {"activity": activity(), "expected": tuple(map(person, range(people))), "issued": ISSUED}
    return SheetData(**{**given, **changes})  # type: ignore[arg-type]


def entry(who: Participant, *marks: time | bool, expected: bool = True) -> RegisterEntry:
    """`marks`: an hour, True (present, hour unknown) or False for each day."""
    return RegisterEntry(who, expected, tuple(
        DayMark(present=mark is not False, at=mark if isinstance(mark, time) else None) for mark in marks
    ))  # fmt: skip


def register(*entries: RegisterEntry, issued: datetime = ISSUED) -> RegisterData:
    return RegisterData(activity(DAYS), entries, issued)


def three() -> RegisterData:
    """Two expected, one of whom came; one who came unexpected, of unknown sex and entity."""
    walk_in = person(
        3, full_name="Ñahui Quispe, Saturnina", sex="", entity_kind="", government_level="", mandate=""
    )
    return register(
        entry(person(1, full_name="Oré Ccorahua, Teófilo", sex="H"), time(8, 47), True),
        entry(person(2, full_name="Alca Ríos, Edith"), False, False),
        entry(walk_in, time(9, 2), False, expected=False),
    )
