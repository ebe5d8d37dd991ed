"""The sessions of an instancia, and one of them whole: quorum, attendance, agenda, agreements, votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from concerta_desktop import clock
from concerta_desktop.model import (
    Agreement,
    AgreementUpdate,
    Member,
    SessionAttendance,
    SessionItem,
    SessionMeeting,
    SessionVote,
)
from concerta_desktop.model.instruments import Instrument, InstrumentKind
from concerta_desktop.model.sessions import Presence
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import period
from concerta_desktop.queries.instancia_directory import Directory, MemberLine, read_directory
from concerta_desktop.queries.instruments import instruments_of
from concerta_desktop.rules.instruments import latest
from concerta_desktop.rules.notices import Notice
from concerta_desktop.rules.sessions import (
    Quorum,
    Standing,
    absences_to_tell,
    carried,
    carry_over,
    is_held,
    quorum,
    session_notices,
    standing,
    votes_needed,
)
from concerta_desktop.store.change import seen
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the list of sessions."""

    meeting: SessionMeeting
    held: bool
    present: int
    agreements: int


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """A member with who came for it; `attendance` None = nobody has said: sin dato."""

    line: MemberLine
    attendance: SessionAttendance | None

    @property
    def presence(self) -> Presence | None:
        return self.attendance.presence if self.attendance else None


@dataclass(frozen=True, slots=True)
class VoteLine:
    """`needed` and `carried` None = sin dato."""

    vote: SessionVote
    needed: int | None
    carried: bool | None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session, for its page and its acta."""

    meeting: SessionMeeting
    held: bool
    quorum: Quorum
    attendance: tuple[AttendanceLine, ...]
    items: tuple[SessionItem, ...]
    pending: tuple[Standing, ...]
    """Agreements that came along from earlier sessions."""
    agreements: tuple[Standing, ...]
    """Agreements of this one."""
    votes: tuple[VoteLine, ...]
    notices: tuple[Notice, ...]
    directory: Directory
    base: Base


@dataclass(frozen=True, slots=True)
class Absence:
    """A member whose authority is to be told of its absences in a row [7.3.4.12], the oldest first."""

    line: MemberLine
    meetings: tuple[SessionMeeting, ...]
    attendance: tuple[SessionAttendance, ...]


def list_sessions(tx: ReadTx, code: str, today: date | None = None) -> list[SessionRow]:
    """The latest first; those without a date lead."""
    today = today or clock.today()
    table = table_of(SessionMeeting)
    found = records.find(tx, SessionMeeting, table.c.instancia == code)
    present = Counter(one.session for one in _attendance_of(tx, code) if one.presence is Presence.PRESENT)
    agreed = Counter(one.session for one in agreements_of(tx, code))
    rows = [SessionRow(one, is_held(one, today), present[one.id], agreed[one.id]) for one in found]
    return sorted(rows, key=lambda row: row.meeting.day or date.max, reverse=True)


def read_session(tx: ReadTx, session: str, today: date | None = None) -> SessionPage | None:
    """None when there is no such session."""
    today = today or clock.today()
    meeting = records.find_living(tx, SessionMeeting, session)
    if meeting is None or meeting.instancia is None:
        return None
    code = meeting.instancia
    directory = read_directory(tx, code, meeting.day or today)
    regulation = latest(InstrumentKind.REGULATION, instruments_of(tx, code))
    attendance = _attendance_lines(tx, meeting, directory)
    came = [one.attendance for one in attendance if one.attendance]
    count = quorum(meeting, len(directory.members), came, regulation)
    votes = _votes(tx, session, regulation)
    agreements, updates = agreements_of(tx, code), updates_of(tx, code)
    meetings = _meetings(tx, code)
    own = [standing(one, updates, today) for one in agreements if one.session == session]
    return SessionPage(
        meeting,
        is_held(meeting, today),
        count,
        attendance,
        items_of(tx, session),
        tuple(carry_over(meeting, agreements, updates, meetings)),
        tuple(sorted(own, key=lambda one: one.agreement.number or 0)),
        votes,
        tuple(session_notices(meeting, count, (line.vote for line in votes))),
        directory,
        seen(tx, session),
    )


def open_agreements(tx: ReadTx, code: str, today: date | None = None) -> list[Standing]:
    """Agreements not met yet, whatever the session, those due first leading."""
    today = today or clock.today()
    updates = updates_of(tx, code)
    found = [standing(one, updates, today) for one in agreements_of(tx, code)]
    return sorted((one for one in found if not one.over), key=lambda one: one.agreement.due or date.max)


def open_agreements_everywhere(tx: ReadTx, today: date) -> list[Standing]:
    """The same, of all instancias."""
    updates: dict[str | None, list[AgreementUpdate]] = {}
    for one in records.find(tx, AgreementUpdate):
        updates.setdefault(one.agreement, []).append(one)
    found = [standing(one, updates.get(one.id, ()), today) for one in records.find(tx, Agreement)]
    return [one for one in found if not one.over]


def absences(tx: ReadTx, code: str, today: date | None = None) -> list[Absence]:
    """Members whose authority should be told of their absences, and has not been [7.3.4.12]."""
    today = today or clock.today()
    meetings = _meetings(tx, code)
    least = period(tx, "inasistencias") or 1
    found = absences_to_tell(_attendance_of(tx, code), meetings, today, least)
    lines = {line.member.id: line for line in read_directory(tx, code, today).lines}
    return [
        Absence(lines[member], tuple(meetings[one.session or ""] for one in run), tuple(run))
        for member, run in found.items()
        if member in lines
    ]


def items_of(tx: ReadTx, session: str) -> tuple[SessionItem, ...]:
    """The agenda, in the order a person gave it."""
    table = table_of(SessionItem)
    order = (table.c.position.is_(None), table.c.position, table.c.created, table.c.id)
    return tuple(records.find(tx, SessionItem, table.c.session == session, order=order))


def agreements_of(tx: ReadTx, code: str) -> list[Agreement]:
    return records.find(tx, Agreement, table_of(Agreement).c.instancia == code)


def updates_of(tx: ReadTx, code: str) -> list[AgreementUpdate]:
    update, agreement = table_of(AgreementUpdate), table_of(Agreement)
    own = select(agreement.c.id).where(agreement.c.instancia == code)
    return records.find(tx, AgreementUpdate, update.c.agreement.in_(own))


def _meetings(tx: ReadTx, code: str) -> Mapping[str, SessionMeeting]:
    table = table_of(SessionMeeting)
    return {one.id: one for one in records.find(tx, SessionMeeting, table.c.instancia == code)}


def _attendance_of(tx: ReadTx, code: str) -> list[SessionAttendance]:
    came, meeting = table_of(SessionAttendance), table_of(SessionMeeting)
    own = select(meeting.c.id).where(meeting.c.instancia == code, meeting.c.deleted == 0)
    return records.find(tx, SessionAttendance, came.c.session.in_(own))


def _attendance_lines(
    tx: ReadTx, meeting: SessionMeeting, directory: Directory
) -> tuple[AttendanceLine, ...]:
    """A line for each member that belonged that day, and for whoever else was noted."""
    table = table_of(SessionAttendance)
    noted = {
        one.member or "": one for one in records.find(tx, SessionAttendance, table.c.session == meeting.id)
    }
    lines = [AttendanceLine(line, noted.pop(line.member.id, None)) for line in directory.members]
    left = records.get_many(tx, Member, noted)
    lines += [
        AttendanceLine(MemberLine(member, part=False, people=()), noted[key]) for key, member in left.items()
    ]
    return tuple(lines)


def _votes(tx: ReadTx, session: str, regulation: Instrument | None) -> tuple[VoteLine, ...]:
    table = table_of(SessionVote)
    found = records.find(tx, SessionVote, table.c.session == session, order=(table.c.created,))
    return tuple(VoteLine(one, votes_needed(one, regulation), carried(one, regulation)) for one in found)
