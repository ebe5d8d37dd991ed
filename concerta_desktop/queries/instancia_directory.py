"""The directory of an instancia: members, who represents them today, what it lacks [7.3.2.8-11]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop import clock
from concerta_desktop.model import Mandate, Member, Person, Suitability
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.queries import records
from concerta_desktop.queries.catalogues import catalogue, period
from concerta_desktop.queries.comparisons import merged_into
from concerta_desktop.rules.directory import (
    IN_OFFICE,
    MandateState,
    Seat,
    SuitabilityState,
    checklist,
    composition_notices,
    is_part,
    mandate_notices,
    mandate_state,
    suitability_state,
)
from concerta_desktop.rules.names import display
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx

_ROLES = {role: place for place, role in enumerate(MemberRole)}


@dataclass(frozen=True, slots=True)
class Representative:
    """A designation with its person, as it stands today."""

    mandate: Mandate
    person: Person | None
    state: MandateState
    suitability: SuitabilityState

    @property
    def name(self) -> str:
        return display(self.person.surnames, self.person.names) if self.person else "sin dato"

    @property
    def kind(self) -> str:
        return self.mandate.kind.label if self.mandate.kind else "sin dato"

    @property
    def in_office(self) -> bool:
        return self.state in IN_OFFICE


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member with everybody who ever represented it, whoever is in office first."""

    member: Member
    part: bool
    """It belongs to the instancia today."""
    people: tuple[Representative, ...]

    def in_office(self, kind: MandateKind) -> Representative | None:
        return next((one for one in self.people if one.in_office and one.mandate.kind is kind), None)

    @property
    def titular(self) -> Representative | None:
        return self.in_office(MandateKind.TITULAR)

    @property
    def alterno(self) -> Representative | None:
        return self.in_office(MandateKind.ALTERNO)


@dataclass(frozen=True, slots=True)
class Directory:
    """Who sits on an instancia, in the order presidencia, secretaría técnica, integrantes."""

    code: str
    lines: tuple[MemberLine, ...]
    seats: tuple[Seat, ...]
    notices: tuple[Notice, ...]

    @property
    def members(self) -> tuple[MemberLine, ...]:
        """Those that belong to it today."""
        return tuple(line for line in self.lines if line.part)


def read_directory(tx: ReadTx, code: str, today: date | None = None) -> Directory:
    today = today or clock.today()
    expiring = period(tx, "mandato_por_vencer")
    members = records.find(tx, Member, table_of(Member).c.instancia == code)
    members.sort(key=lambda one: _ROLES.get(one.role or MemberRole.MEMBER, 9))
    table = table_of(Mandate)
    mandates: dict[str, list[Mandate]] = defaultdict(list)
    for one in records.find(tx, Mandate, table.c.instancia == code, order=(table.c.start.desc(),)):
        mandates[one.member or ""].append(one)
    lines = _lines(tx, code, members, mandates, today, expiring)
    here = [line.member for line in lines if line.part]
    territory = instancia_territory(code)
    level = territory.level.value if territory else ""
    seats = checklist(catalogue(tx, Catalogue.COMPOSITION), level, here)
    notices = [*mandate_notices(here, mandates, today, expiring), *composition_notices(seats)]
    notices += _unsuited(lines)
    return Directory(code, tuple(lines), seats, tuple(notices))


def _lines(
    tx: ReadTx,
    code: str,
    members: Sequence[Member],
    mandates: dict[str, list[Mandate]],
    today: date,
    expiring: int,
) -> list[MemberLine]:
    everyone = {one.person for group in mandates.values() for one in group if one.person}
    people = records.get_many(tx, Person, everyone)
    found = records.find(tx, Suitability, table_of(Suitability).c.instancia == code)
    into = merged_into(tx, Person, {*everyone, *(one.person for one in found)})
    declared = {into.get(one.person or "", one.person or ""): one for one in found}
    lines: list[MemberLine] = []
    for member in members:
        represented = [
            Representative(
                one,
                people.get(one.person or ""),
                mandate_state(one, today, expiring),
                suitability_state(declared.get(into.get(one.person or "", one.person or ""))),
            )
            for one in mandates[member.id]
        ]
        represented.sort(key=lambda one: (not one.in_office, one.mandate.kind is not MandateKind.TITULAR))
        lines.append(MemberLine(member, is_part(member, today), tuple(represented)))
    return lines


def _unsuited(lines: Sequence[MemberLine]) -> list[Notice]:
    """Who has not declared yet; the secretaría técnica is told of apart [7.3.2.10, DC4]."""
    found: list[Notice] = []
    lacking = 0
    for line in lines:
        for one in line.people:
            if one.in_office and one.suitability is SuitabilityState.UNKNOWN:
                if line.member.role is MemberRole.SECRETARIAT:
                    text = f"{one.name} (secretaría técnica): sin declaración de idoneidad."
                    found.append(Notice(text, "DC4", about=one.mandate.id))
                else:
                    lacking += 1
    if lacking:
        who = "1 representante" if lacking == 1 else f"{lacking} representantes"
        found.append(Notice(f"{who} sin declaración de idoneidad registrada.", "7.3.2.10"))
    return found
