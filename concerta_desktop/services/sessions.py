"""Recording the sessions of an instancia [7.3.3.2]: who came, agenda, agreements, votes, letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import (
    Agreement,
    AgreementUpdate,
    SessionAttendance,
    SessionItem,
    SessionMeeting,
    SessionVote,
)
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.sessions import (
    Presence,
    SessionKind,
    agreement_update_id,
    session_attendance_id,
)
from concerta_desktop.queries import records
from concerta_desktop.queries.instancia_directory import read_directory
from concerta_desktop.queries.sessions import items_of
from concerta_desktop.rules.checks import check_hours, check_instancias
from concerta_desktop.store.change import Change, change, changes, delete, seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import Tx


def add_session(tx: Tx, code: str, kind: SessionKind, values: Mapping[str, object]) -> str:
    """A session, to come or past; returns its id. Its number follows from those of its kind that year."""
    check_instancias("instancia", (code,))
    _check(values)
    record_id = new_id()
    known = {"number": _next_number(tx, code, kind, values.get("day")), **values}
    change(tx, SessionMeeting, record_id, {**known, "instancia": code, "kind": kind})
    return record_id


def save_session(tx: Tx, session: str, values: Mapping[str, object], base: Base | None = None) -> Base:
    """Change some fields; returns the next base. Raises `ValidationError`, `UserError`."""
    found = _living(tx, session)
    _check({"start": found.start, "end": found.end, **values})
    change(tx, SessionMeeting, session, values, base)
    return seen(tx, session)


def attend(
    tx: Tx,
    session: str,
    member: str,
    presence: Presence | None,
    person: str | None = None,
    base: Base | None = None,
) -> Base:
    """Whether a member came; by its titular, else its alterno, unless `person` says who.

    Returns the next base. The name is kept as it was that day, for the acta.
    """
    meeting = _living(tx, session)
    directory = read_directory(tx, meeting.instancia or "", meeting.day or tx.now().date())
    line = next((one for one in directory.lines if one.member.id == member), None)
    if line is None:
        raise UserError("Ese integrante ya no está en el directorio.", safe="No se ha anotado nada.")
    who = next((one for one in line.people if one.mandate.person == person), None) if person else None
    who = who or line.titular or line.alterno
    values: dict[str, object] = {"session": session, "member": member, "presence": presence}
    if presence is Presence.PRESENT and who and who.person:
        values |= {"person": who.person.id, "name": who.name, "kind": who.mandate.kind}
    elif presence is not Presence.PRESENT:
        values |= {"person": None, "name": None, "kind": None}
    record_id = session_attendance_id(session, member)
    change(tx, SessionAttendance, record_id, values, base)
    return seen(tx, record_id)


def set_agenda(tx: Tx, session: str, themes: Sequence[str]) -> None:
    """The agenda as a list of themes, in order; what was written of a theme that stays, stays with it."""
    _living(tx, session)
    standing = list(items_of(tx, session))
    batch: list[Change] = []
    for place, theme in enumerate(themes, 1):
        known = next((one for one in standing if one.theme == theme), None)
        if known:
            standing.remove(known)
        record_id = known.id if known else new_id()
        batch.append(Change(SessionItem, record_id, {"session": session, "theme": theme, "position": place}))
    changes(tx, batch)
    for left in standing:
        delete(tx, SessionItem, left.id)


def agree(tx: Tx, session: str, values: Mapping[str, object]) -> str:
    """An agreement of a session, numbered within its instancia; returns its id."""
    meeting = _living(tx, session)
    table = table_of(Agreement)
    standing = records.find(tx, Agreement, table.c.instancia == meeting.instancia)
    number = max((one.number or 0 for one in standing), default=0) + 1
    record_id = new_id()
    known = {"number": number, **values, "instancia": meeting.instancia, "session": session}
    change(tx, Agreement, record_id, known)
    return record_id


def follow_up(
    tx: Tx,
    agreement: str,
    values: Mapping[str, object],
    session: str | None = None,
    base: Base | None = None,
) -> Base:
    """How an agreement stands: said in a session, once for each, or between two. Returns the next base."""
    if records.find_living(tx, Agreement, agreement) is None:
        raise UserError("Ese acuerdo ya no está.", safe="No se ha anotado nada.")
    day = tx.now().date()
    if session:
        day = _living(tx, session).day or day
    record_id = agreement_update_id(agreement, session or f"day:{day.isoformat()}")
    known = {"day": day, **values, "agreement": agreement, "session": session}
    change(tx, AgreementUpdate, record_id, known, base)
    return seen(tx, record_id)


def add_vote(tx: Tx, session: str, values: Mapping[str, object]) -> str:
    """A vote of a session; returns its id."""
    _living(tx, session)
    record_id = new_id()
    change(tx, SessionVote, record_id, {**values, "session": session})
    return record_id


def told_of_absences(tx: Tx, attendance: Sequence[str], day: date, document: str | None = None) -> None:
    """Remember that a member's authority was told of these absences [7.3.4.12]."""
    for record_id in attendance:
        change(tx, SessionAttendance, record_id, {"letter_on": day, "letter": document})


def _living(tx: Tx, session: str) -> SessionMeeting:
    found = records.find_living(tx, SessionMeeting, session)
    if found is None:
        raise UserError("Esa sesión ya no está.", safe="No se ha tocado nada.")
    return found


def _check(values: Mapping[str, object]) -> None:
    start, end = values.get("start"), values.get("end")
    check_hours(start if isinstance(start, time) else None, end if isinstance(end, time) else None)
    quorum = values.get("quorum")
    if isinstance(quorum, int) and quorum < 1:
        raise ValidationError("quorum", "El quórum debe ser de al menos 1.")


def _next_number(tx: Tx, code: str, kind: SessionKind, day: object) -> str:
    """ "003-2026": the third of its kind that year."""
    year = day.year if isinstance(day, date) else tx.now().year
    table = table_of(SessionMeeting)
    own = records.find(tx, SessionMeeting, table.c.instancia == code, table.c.kind == kind.value)
    taken = [one.number or "" for one in own if (one.number or "").endswith(f"-{year}")]
    numbers = [int(text.partition("-")[0]) for text in taken if text.partition("-")[0].isdecimal()]
    return f"{max(numbers, default=0) + 1:03d}-{year}"
