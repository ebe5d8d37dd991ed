"""Quorum, votes, agreements that carry over and absences that call for a letter [7.3.3.2, 7.3.4.12, K9]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.instruments import Instrument
from concerta_desktop.model.sessions import (
    Agreement,
    AgreementState,
    AgreementUpdate,
    Presence,
    SessionAttendance,
    SessionKind,
    SessionMeeting,
    SessionState,
    SessionVote,
)
from concerta_desktop.rules.notices import Notice

_OVER = (AgreementState.MET, AgreementState.LEFT)


def half_and_one(count: int) -> int:
    """ "50 % más uno" of `count`: floor(n/2) + 1 [7.3.3.2; K9]."""
    return count // 2 + 1


def quorum_needed(meeting: SessionMeeting, members: int, regulation: Instrument | None) -> int:
    """How many members must be there: as the session says, else as the reglamento, else half and one."""
    if meeting.quorum is not None:
        return meeting.quorum
    if regulation and regulation.quorum:
        return -(-members * regulation.quorum // 100)
    return half_and_one(members)


@dataclass(frozen=True, slots=True)
class Quorum:
    """`reached` None = nobody has said who came."""

    members: int
    present: int
    needed: int
    reached: bool | None


def quorum(
    meeting: SessionMeeting,
    members: int,
    attendance: Iterable[SessionAttendance],
    regulation: Instrument | None,
) -> Quorum:
    known = [one.presence for one in attendance if one.presence]
    present = sum(one is Presence.PRESENT for one in known)
    needed = quorum_needed(meeting, members, regulation)
    return Quorum(members, present, needed, present >= needed if known else None)


def votes_needed(vote: SessionVote, regulation: Instrument | None) -> int | None:
    """Votes that carry a motion; None when it is not known how many attended.

    As the vote itself says, else as the reglamento fixes for an extraordinary session, else floor(n/2) + 1 of
    the attendees.
    """
    if vote.needed is not None:
        return vote.needed
    if vote.attendees is None:
        return None
    if vote.for_extraordinary and regulation and regulation.extraordinary_votes:
        return -(-vote.attendees * regulation.extraordinary_votes // 100)
    return half_and_one(vote.attendees)


def carried(vote: SessionVote, regulation: Instrument | None) -> bool | None:
    """Whether a motion was carried; None = sin dato."""
    needed = votes_needed(vote, regulation)
    return None if needed is None or vote.in_favour is None else vote.in_favour >= needed


def votes_add_up(vote: SessionVote) -> bool:
    """Whether there are no more votes than people who attended."""
    cast = sum(count or 0 for count in (vote.in_favour, vote.against, vote.abstained))
    return vote.attendees is None or cast <= vote.attendees


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands, and since which update."""

    agreement: Agreement
    state: AgreementState
    updates: tuple[AgreementUpdate, ...]
    overdue: bool

    @property
    def over(self) -> bool:
        return self.state in _OVER


def standing(agreement: Agreement, updates: Iterable[AgreementUpdate], day: date) -> Standing:
    """By what was said until `day`, the latest last."""
    own = [one for one in updates if one.agreement == agreement.id and (not one.day or one.day <= day)]
    own.sort(key=lambda one: one.day or date.min)
    state = next((one.state for one in reversed(own) if one.state), AgreementState.PENDING)
    late = agreement.due is not None and agreement.due < day and state not in _OVER
    return Standing(agreement, state, tuple(own), late)


def carry_over(
    meeting: SessionMeeting,
    agreements: Iterable[Agreement],
    updates: Sequence[AgreementUpdate],
    meetings: Mapping[str, SessionMeeting],
) -> list[Standing]:
    """Agreements of earlier sessions that were not over when this one began: they come until they are met."""
    day = meeting.day or date.max
    found: list[Standing] = []
    for agreement in agreements:
        origin = meetings.get(agreement.session or "")
        if agreement.session == meeting.id or origin is None or not origin.day or origin.day > day:
            continue
        before = [one for one in updates if one.session != meeting.id and (not one.day or one.day < day)]
        if not standing(agreement, before, day).over:
            found.append(standing(agreement, updates, day))
    return sorted(found, key=lambda one: (one.agreement.due or date.max, one.agreement.number or 0))


def is_held(meeting: SessionMeeting, today: date) -> bool:
    """Whether it took place, as far as anybody knows."""
    if meeting.state is not None:
        return meeting.state is SessionState.HELD
    return meeting.day is not None and meeting.day < today


def absences_to_tell(
    attendance: Iterable[SessionAttendance],
    meetings: Mapping[str, SessionMeeting],
    today: date,
    least: int = 1,
) -> dict[str, list[SessionAttendance]]:
    """By id of member: its latest absences in a row, when they are `least` or more and nobody has told its
    authority of the last [7.3.4.12]. An excused one counts as well: the authority takes the measure."""
    by_member: dict[str, list[tuple[date, SessionAttendance]]] = {}
    for one in attendance:
        meeting = meetings.get(one.session or "")
        if meeting and meeting.day and is_held(meeting, today) and one.member and one.presence:
            by_member.setdefault(one.member, []).append((meeting.day, one))
    found: dict[str, list[SessionAttendance]] = {}
    for member, lines in by_member.items():
        run: list[SessionAttendance] = []
        for _, one in sorted(lines, key=lambda line: line[0], reverse=True):
            if one.presence is Presence.PRESENT or one.letter_on:
                break
            run.append(one)
        if len(run) >= least:
            found[member] = list(reversed(run))
    return found


def session_notices(meeting: SessionMeeting, count: Quorum, votes: Iterable[SessionVote]) -> list[Notice]:
    """What to look at in a session; nothing blocks."""
    found: list[Notice] = []
    if count.reached is False:
        text = f"Sin quórum: asistieron {count.present} de {count.needed} necesarios."
        found.append(Notice(text, "7.3.3.2", about=meeting.id))
    if meeting.kind is SessionKind.EXTRAORDINARY and meeting.proposed_by_presidency is None:
        text = "No consta que la Presidencia propusiera la sesión extraordinaria."
        found.append(Notice(text, "7.3.3.2", about=meeting.id))
    for vote in votes:
        if not votes_add_up(vote):
            text = f"«{vote.matter}»: hay más votos que asistentes."
            found.append(Notice(text, "7.3.3.2", about=vote.id))
    if meeting.kind is SessionKind.INSTALLATION and meeting.acta_signed and not meeting.acta_sent:
        text = "No consta que se enviara copia del acta de instalación a la ST-CMAN."
        found.append(Notice(text, "7.3.2.13", about=meeting.id))
    return found
