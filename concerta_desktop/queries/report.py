"""What the informe técnico is drafted from, and what somebody already wrote of it [B.4, C; 48]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from concerta_desktop.errors import UserError
from concerta_desktop.model import (
    AgendaItem,
    Attendance,
    Convocation,
    Entity,
    Intervention,
    InterventionDay,
    ReportSection,
    ReportVersion,
    Specialist,
    TechnicalReport,
)
from concerta_desktop.model import territory as territories
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.choices import EntityKind, MandateKind, Sex
from concerta_desktop.model.instancia import instancia_name
from concerta_desktop.model.report import ReportPart, report_id
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import ExpectedRow, attendances, expected_rows
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.queries.convocation import convocation_view
from concerta_desktop.queries.evaluation import EvaluationSummary, evaluation_summary
from concerta_desktop.queries.interventions import agenda_of, days_of
from concerta_desktop.queries.office import Office, office
from concerta_desktop.queries.report_sources import FindingLine, finding_lines
from concerta_desktop.rules.attendance import Attendee, attendees, presence
from concerta_desktop.rules.catalogues import Entry
from concerta_desktop.rules.interventions import dates_of
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import State
from concerta_desktop.store.fold import fold as fold_history
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key


@dataclass(frozen=True, slots=True)
class ReportPerson:
    """Somebody convoked, or who came, counted once. `days` are those on which she or he signed."""

    full_name: str
    document_number: str
    sex: Sex | None
    entity: str
    entity_kind: EntityKind | None
    position: str
    mandate: MandateKind | None
    expected: bool
    days: tuple[date, ...]

    @property
    def came(self) -> bool:
        return bool(self.days)


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything recorded about an intervention that its report speaks of."""

    intervention: Intervention
    days: tuple[InterventionDay, ...]
    dates: tuple[date, ...]
    """When it was held: its days, and any other on which somebody signed; the ends of a MOOC's period."""
    agenda: tuple[AgendaItem, ...]
    host: str
    served: tuple[str, ...]
    """Instancias and territories, as documents write them."""
    people: tuple[ReportPerson, ...]
    """In Spanish order of name."""
    findings: tuple[FindingLine, ...]
    evaluation: EvaluationSummary
    author: Specialist | None
    office: Office
    norms: tuple[Entry, ...]
    """The legal library, as it stands."""
    oficios: tuple[Convocation, ...] = ()
    """Those that were sent, as they were worded, in the order of their governments."""

    @property
    def came(self) -> tuple[ReportPerson, ...]:
        return tuple(person for person in self.people if person.came)

    @property
    def nudos(self) -> tuple[FindingLine, ...]:
        """Nudos críticos by number, those of earlier visits first."""
        found = [item for item in self.findings if not item.advance]
        return tuple(sorted(found, key=lambda item: (item.since is None, len(item.code), item.code)))

    @property
    def close(self) -> date | None:
        """The last day it was held."""
        return self.dates[-1] if self.dates else None

    @property
    def convoked(self) -> tuple[ReportPerson, ...]:
        return tuple(person for person in self.people if person.expected)


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report of an intervention as it stands."""

    data: ReportData
    head: TechnicalReport
    """Blank when nobody has begun it."""
    sections: Mapping[ReportPart, ReportSection]
    """Those that somebody edited."""
    versions: tuple[ReportVersion, ...]
    """The oldest first."""
    bases: Mapping[str, Base]
    """By id of head and sections: what a person who opens the report has seen."""
    others: Mapping[ReportPart, tuple[str, ...]] = field(default_factory=dict[ReportPart, tuple[str, ...]])
    """Texts that stand beside the one shown: somebody wrote them elsewhere without having seen it."""
    unfinished: bool = False
    """Its last day is still to come, or it has none."""

    @property
    def latest(self) -> ReportVersion | None:
        return self.versions[-1] if self.versions else None


def get_report(tx: ReadTx, intervention: str, today: date) -> ReportView:
    """The report of an intervention with the data behind it. Raises `UserError` when there is none."""
    found = records.find_living(tx, Intervention, intervention)
    if found is None:
        raise UserError("Esa intervención ya no está en la lista.", safe="No se ha tocado nada.")
    section, version = table_of(ReportSection), table_of(ReportVersion)
    head_id = report_id(intervention)
    head = records.find_living(tx, TechnicalReport, head_id) or TechnicalReport(id=head_id)
    written = records.find(tx, ReportSection, section.c.intervention == intervention)
    order = (version.c.version, version.c.finalised_at, version.c.id)
    versions = records.find(tx, ReportVersion, version.c.intervention == intervention, order=order)
    ids = [head_id, *(one.id for one in written)]
    folded = {key: fold_history(history) for key, history in oplog.load(tx, ids).items()}
    data = _data(tx, found, (head.dated or today).year)
    return ReportView(
        data=data,
        unfinished=data.close is None or today < data.close,
        head=head,
        sections={one.section: one for one in written if one.section and one.edited},
        versions=tuple(versions),
        bases={key: state.seen() for key, state in folded.items()},
        others={one.section: _others(folded[one.id]) for one in written if one.section and one.id in folded},
    )


def _others(state: State) -> tuple[str, ...]:
    """Texts of a section that nobody decided against, the one shown apart."""
    shown = state.values.get("text")
    texts = (head.value for head in state.heads.get("text", ()) if head.value != shown)
    return tuple(dict.fromkeys(text for text in texts if isinstance(text, str) and text))


def _data(tx: ReadTx, found: Intervention, year: int) -> ReportData:
    days = days_of(tx, found.id)
    signed = attendances(tx, found.id)
    held = {*dates_of(found, days), *(item.day for item in signed if item.day)}
    host = records.referred(tx, Entity, found.host)
    author = records.get(tx, Specialist, found.responsible) if found.responsible else None
    return ReportData(
        intervention=found,
        days=days,
        dates=tuple(sorted(held)),
        agenda=agenda_of(tx, found.id),
        host=(host.name or "") if host else "",
        served=(
            *(instancia_name(code) for code in found.instancias or ()),
            *(territories.label(code) for code in found.territories or ()),
        ),
        people=_people(tx, found.id, signed),
        findings=finding_lines(tx, found.id),
        evaluation=evaluation_summary(tx, found.id),
        author=author,
        office=office(tx, year),
        norms=catalogue(tx, Catalogue.NORM),
        oficios=tuple(one.said for one in convocation_view(tx, found).letters if one.said.oficio_sent),
    )


def _people(tx: ReadTx, intervention: str, signed: list[Attendance]) -> tuple[ReportPerson, ...]:
    expected = {row.person.id: row for row in expected_rows(tx, intervention)}
    by_id = {item.id: item for item in signed}
    groups = attendees(presence(item) for item in signed)
    names = {row.person.entity or "" for row in expected.values()} | {item.entity or "" for item in signed}
    entities = records.get_many(tx, Entity, (name for name in names if name))
    found = [_came(group, by_id, expected, entities) for group in groups]
    here = {item.person for item in signed}
    found += [_absent(row, entities) for key, row in expected.items() if key not in here]
    return tuple(sorted(found, key=lambda person: sort_key(person.full_name)))


def _came(
    group: Attendee,
    signed: Mapping[str, Attendance],
    expected: Mapping[str, ExpectedRow],
    entities: Mapping[str, Entity],
) -> ReportPerson:
    latest = signed[group.latest.id]
    return ReportPerson(
        full_name=records.title_of(latest),
        document_number=latest.document_number or "",
        sex=latest.sex,
        entity=_entity(latest.entity, latest.entity_name, entities),
        entity_kind=latest.entity_kind,
        position=latest.position or "",
        mandate=latest.mandate,
        expected=any(signed[key].person in expected for key in group.signatures),
        days=group.days,
    )


def _absent(row: ExpectedRow, entities: Mapping[str, Entity]) -> ReportPerson:
    person = row.person
    return ReportPerson(
        full_name=person.full_name,
        document_number=person.document_number or "",
        sex=person.sex,
        entity=_entity(person.entity, person.entity_name, entities),
        entity_kind=person.entity_kind,
        position=person.position or "",
        mandate=row.mandate,
        expected=True,
        days=(),
    )


def _entity(record: str | None, signed: str | None, entities: Mapping[str, Entity]) -> str:
    """Its whole name where the snapshot kept the short one; "" = sin dato."""
    entity = entities.get(record or "")
    if entity and entity.name and signed in (None, entity.short_name):
        return entity.name
    return signed or ""
