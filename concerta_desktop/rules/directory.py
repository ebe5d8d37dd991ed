"""Who represents whom, since when and until when; what the directory of an instancia lacks [7.2, 7.3.2.8-11].

All of it advises and none of it blocks: Lineamientos 2 to 4 are "orientador" (K3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import Mandate, Member, MemberRole, Suitability
from concerta_desktop.model.fields import Choice
from concerta_desktop.rules.catalogues import Entry
from concerta_desktop.rules.notices import Notice, Severity
from concerta_desktop.rules.spanish_dates import numeric

EXPIRING_DAYS = 60
"""[propuesta] A setting: catalogue "plazo"."""


class MandateState(Choice):
    """How a designation stands on a day."""

    COMING = "por_iniciar", "Por iniciar"
    CURRENT = "vigente", "Vigente"
    EXPIRING = "por_vencer", "Por vencer"
    HOLDOVER = "continua", "Continúa hasta su reemplazo"
    ENDED = "concluida", "Concluida"


IN_OFFICE = frozenset({MandateState.CURRENT, MandateState.EXPIRING, MandateState.HOLDOVER})


def mandate_state(mandate: Mandate, today: date, expiring: int = EXPIRING_DAYS) -> MandateState:
    """[7.3.2.11] Whoever leaves stays until the replacement is formalised or the term ends."""
    if mandate.start and mandate.start > today:
        return MandateState.COMING
    if (mandate.replaced_on and mandate.replaced_on <= today) or (mandate.end and mandate.end < today):
        return MandateState.ENDED
    if mandate.left_on and mandate.left_on <= today:
        return MandateState.HOLDOVER
    if mandate.end and mandate.end <= today + timedelta(days=expiring):
        return MandateState.EXPIRING
    return MandateState.CURRENT


def is_part(member: Member, today: date) -> bool:
    """Whether an institution belongs to the instancia on a day."""
    return (not member.since or member.since <= today) and (not member.until or member.until >= today)


class SeatState(Choice):
    """How a place of the composition stands."""

    UNKNOWN = "sin_dato", "Sin dato"
    EMPTY = "vacante", "No registrada"
    FILLED = "completa", "Registrada"
    BEYOND = "excede", "Excede el máximo"
    NOT_NEEDED = "opcional", "Opcional"


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of the composition checklist."""

    entry: Entry
    members: tuple[Member, ...]
    state: SeatState


def checklist(entries: Iterable[Entry], level: str, members: Sequence[Member]) -> tuple[Seat, ...]:
    """The composition of a level with who fills each place. An empty directory is sin dato, not vacant."""
    by_seat: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_seat[member.seat or ""].append(member)
    found: list[Seat] = []
    for entry in entries:
        if entry.level in ("", level):
            there = tuple(by_seat[entry.code])
            found.append(Seat(entry, there, _seat_state(entry, len(there), known=bool(members))))
    return tuple(found)


def _seat_state(entry: Entry, count: int, *, known: bool) -> SeatState:
    if entry.maximum is not None and count > entry.maximum:
        return SeatState.BEYOND
    if count:
        return SeatState.FILLED
    if not known:
        return SeatState.UNKNOWN
    return SeatState.EMPTY if entry.minimum else SeatState.NOT_NEEDED


def composition_notices(seats: Iterable[Seat]) -> list[Notice]:
    """Civil society above its maximum, or with nobody [7.3.2.8; K18]."""
    found: list[Notice] = []
    for seat in seats:
        name, count, most = seat.entry.name, len(seat.members), seat.entry.maximum
        if seat.state is SeatState.BEYOND:
            found.append(Notice(f"«{name}»: hay {count} y el máximo es {most}.", "7.3.2.8"))
        elif seat.entry.civil_society and not count and seat.state is not SeatState.UNKNOWN:
            found.append(Notice(f"«{name}»: no hay ninguna inscrita (se recomienda {most}).", "7.3.2.8"))
    return found


def presidency_notice(member: Member, kind: MandateKind | None) -> Notice | None:
    """The presidencia is indelegable [2.2]: an alterno for it is told of before it is kept."""
    if member.role is MemberRole.PRESIDENCY and kind is MandateKind.ALTERNO:
        text = "La presidencia es indelegable: no corresponde un alterno, aunque 7.2 lo permita a titulares."
        return Notice(text, "7.2", Severity.NORM, member.id)
    return None


def mandate_notices(
    members: Sequence[Member],
    mandates: Mapping[str, Sequence[Mandate]],
    today: date,
    expiring: int = EXPIRING_DAYS,
) -> list[Notice]:
    """Vacancies, designations that end soon, whoever goes on until replaced, alternos of the presidencia.

    `mandates` by id of member."""
    found: list[Notice] = []
    for member in members:
        standing = [(one, mandate_state(one, today, expiring)) for one in mandates.get(member.id, ())]
        here = [one for one, state in standing if state in IN_OFFICE]
        if not any(one.kind is MandateKind.TITULAR for one in here):
            text = f"{member.name}: sin titular vigente."
            found.append(Notice(text, "7.3.2.9", about=member.id))
        for one, state in standing:
            if state is MandateState.EXPIRING and one.end:
                text = f"{member.name}: la designación concluye el {numeric(one.end)}."
                found.append(Notice(text, "7.3.2.11", about=one.id))
            elif state is MandateState.HOLDOVER:
                text = f"{member.name}: quien representa dejó el cargo y continúa hasta su reemplazo."
                found.append(Notice(text, "7.3.2.11", about=one.id))
            if one in here and (notice := presidency_notice(member, one.kind)):
                found.append(notice)
        if sum(one.kind is MandateKind.ALTERNO for one in here) > 1:
            found.append(Notice(f"{member.name}: tiene más de un alterno.", "7.2", about=member.id))
    return found


class SuitabilityState(Choice):
    """What is known of a declaration; never what it says."""

    UNKNOWN = "sin_dato", "Sin dato"
    DECLARED = "declarada", "Declarada, por verificar"
    VERIFIED = "verificada", "Verificada"


def suitability_state(declaration: Suitability | None) -> SuitabilityState:
    if declaration and declaration.verified:
        return SuitabilityState.VERIFIED
    if declaration and declaration.declared_on:
        return SuitabilityState.DECLARED
    return SuitabilityState.UNKNOWN
