"""What the steps of an instancia's page list, declared: a new record type is one entry here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from concerta_desktop.model.attached import FIELD, file_name
from concerta_desktop.model.directory import Mandate, Member, Suitability
from concerta_desktop.model.fields import Kind, Record, specs_by_name
from concerta_desktop.model.followup import PlanReport, ReportStep
from concerta_desktop.model.instancias import Milestone, PriorMechanism
from concerta_desktop.model.instruments import (
    Alignment,
    AwarenessAction,
    DiagnosisFigure,
    Instrument,
    InstrumentKind,
    PlanAction,
    PlanGoal,
    PlanYear,
    Review,
)
from concerta_desktop.model.sessions import (
    Agreement,
    AgreementUpdate,
    SessionAttendance,
    SessionItem,
    SessionMeeting,
    SessionVote,
)
from concerta_desktop.model.values import label_of
from concerta_desktop.queries import records
from concerta_desktop.queries.instancia_parts import PartRow, title
from concerta_desktop.store.tx import ReadTx
from ui.widgets.lines import LineText

UNKNOWN = "sin dato"
_NAMED = (Kind.DATE, Kind.INTEGER, Kind.BOOLEAN)


@dataclass(frozen=True)
class Part:
    """One kind of record. `owner` is the field that holds whom it belongs to; `said` names the fields that
    stand under its title in a list; `when` tells whether an owner can have it."""

    record: type[Record]
    owner: str
    new: str
    nothing: str
    how: str = ""
    """How the list fills, under `nothing`."""
    rows: Sequence[Sequence[str]] = ()
    said: tuple[str, ...] = ()
    big: str = ""
    """A date that stands at the left of its line."""
    children: tuple[Part, ...] = ()
    when: Callable[[Any], bool] = lambda _owner: True
    heading: str = ""
    names: tuple[str, ...] = ()

    def title(self) -> str:
        """Of the list."""
        return self.heading or self.record.META.plural

    def types(self) -> frozenset[str]:
        """Names of its record type and of those below it."""
        below = (child.types() for child in self.children)
        return frozenset({self.record.META.name}).union(*below)

    def elsewhere(self) -> tuple[str, ...]:
        """Fields that its place fills in."""
        names = specs_by_name(self.record)
        return tuple(name for name in ("instancia", self.owner) if name in names)

    def line(self, row: PartRow) -> LineText:
        """It as a row of a list: dates, figures and yes or no with the name of their field."""
        fields = specs_by_name(self.record)
        said: list[str] = []
        for name in self.said:
            words = row.references.get(name) or label_of(fields[name], getattr(row.record, name))
            if words != UNKNOWN:
                told = fields[name].kind in _NAMED
                said.append(f"{fields[name].label}: {words}" if told else " ".join(words.split()))
        attached = file_name(getattr(row.record, FIELD, None))
        if attached:
            said.append(f"Adjunto: {attached}")
        day = getattr(row.record, self.big) if self.big else None
        second = " · ".join(said) or (UNKNOWN if self.said else "")
        return LineText(
            " ".join(self.named(row).split()),
            second,
            big=f"{day:%d/%m}" if day else "",
            right=f"{day:%Y}" if day else "",
        )

    def in_order(self, rows: Sequence[PartRow]) -> list[PartRow]:
        """As they come, by their title; those with a date of their own the latest first."""
        if not self.big:
            return list(rows)
        return sorted(rows, key=lambda row: getattr(row.record, self.big) or date.max, reverse=True)

    def day(self, row: PartRow) -> str:
        """Its date, for a column."""
        return label_of(specs_by_name(self.record)[self.big], getattr(row.record, self.big))

    def day_tone(self, row: PartRow) -> str:
        return "text" if getattr(row.record, self.big) else "neutral"

    def named(self, row: PartRow) -> str:
        """Its title, by `names` when its own would not do: of a mandate the person."""
        fields = specs_by_name(self.record)
        parts = [
            row.references.get(name) or label_of(fields[name], getattr(row.record, name))
            for name in self.names
        ]
        said = " ".join(part for part in parts if part != UNKNOWN)
        return said or title(row.record)


def part_owner(tx: ReadTx, part: Part, record_id: str) -> str:
    """Of something that belongs to a record of `part`, the id of that record; else its own."""
    for child in part.children:
        found: Any = records.find_living(tx, child.record, record_id)
        if found is not None:
            return str(getattr(found, child.owner) or "")
    return record_id


def _is(*kinds: InstrumentKind) -> Callable[[Any], bool]:
    return lambda owner: owner.kind in kinds


MILESTONES = Part(
    Milestone,
    "instancia",
    "Registrar hito",
    "Todavía no hay hitos.",
    rows=(("kind",), ("day", "number"), ("evidence",), ("file",), ("notes",)),
    said=("number", "evidence"),
)
MECHANISMS = Part(
    PriorMechanism,
    "instancia",
    "Nuevo mecanismo previo",
    "No se ha registrado ninguno.",
    rows=(
        ("name",),
        ("kind", "outcome"),
        ("norm", "repealed_by"),
        ("met_on",),
        ("report_asked", "report_received"),
    ),
    said=("kind", "norm", "outcome"),
)
MEMBERS = Part(
    Member,
    "instancia",
    "Nuevo integrante",
    "Todavía no hay integrantes.",
    "Agregue las instituciones y organizaciones que la ordenanza nombra; luego, a quienes las representan.",
    rows=(("name",), ("role", "seat"), ("entity",), ("inscription", "inscribed_on"), ("since", "until")),
    said=("role", "seat", "inscription"),
    children=(
        Part(
            Mandate,
            "member",
            "Nueva designación",
            "Sin titular ni alterno registrados.",
            rows=(
                ("person",),
                ("kind",),
                ("start", "end"),
                ("document",),
                ("left_on", "replaced_on"),
                ("replaced_by",),
            ),
            said=("kind", "start", "end", "document"),
            heading="Titulares y alternos",
            names=("person",),
        ),
    ),
)
SUITABILITY = Part(
    Suitability,
    "instancia",
    "Nueva declaración",
    "Ninguna declaración registrada.",
    "Solo la fecha, y si se verificó y quién: nunca el detalle de un impedimento [7.3.2.10].",
    rows=(("person",), ("declared_on", "verified_on"), ("verified",), ("verified_by",)),
    said=("declared_on", "verified", "verified_by"),
    heading="Declaraciones de idoneidad",
    names=("person",),
)
INSTRUMENTS = Part(
    Instrument,
    "instancia",
    "Nuevo instrumento",
    "Todavía no hay instrumentos.",
    "Reglamento interno, diagnóstico, plan de trabajo, observatorio o adecuación del Protocolo Base.",
    rows=(
        ("kind", "state"),
        ("name",),
        ("observatory",),
        ("version", "replaces"),
        ("valid_from", "valid_until"),
        ("drafted_on", "opinion_on"),
        ("presented_on", "approved_on"),
        ("approval",),
        ("file",),
    ),
    said=("state", "observatory", "valid_from", "valid_until"),
    children=(
        Part(
            PlanYear,
            "instrument",
            "Nueva programación",
            "Ningún año programado.",
            rows=(("year", "approved_on"), ("acta",)),
            said=("approved_on", "acta"),
            when=_is(InstrumentKind.PLAN),
            heading="Años",
        ),
        Part(
            PlanAction,
            "instrument",
            "Nueva acción",
            "Todavía no hay acciones.",
            rows=(
                ("action",),
                ("objective",),
                ("indicator", "unit"),
                ("responsible",),
                ("budget", "funding"),
            ),
            said=("indicator", "responsible"),
            when=_is(InstrumentKind.PLAN),
            heading="Acciones",
            children=(
                Part(
                    PlanGoal,
                    "action",
                    "Nueva meta",
                    "Sin metas.",
                    rows=(("year",), ("first_goal", "first_done"), ("second_goal", "second_done")),
                    said=("first_goal", "first_done", "second_goal", "second_done"),
                ),
            ),
        ),
        Part(
            DiagnosisFigure,
            "instrument",
            "Nueva cifra",
            "Sin cifras.",
            rows=(("violence", "modality"), ("variable", "value"), ("year", "cases"), ("origin",)),
            said=("violence", "modality", "year", "cases", "origin"),
            when=_is(InstrumentKind.DIAGNOSIS),
            heading="Cifras",
        ),
        Part(
            Alignment,
            "instrument",
            "Revisar alineamiento",
            "No se ha revisado con qué está alineado.",
            rows=(("against",), ("aligned",), ("day",), ("note",)),
            said=("aligned", "day", "note"),
        ),
    ),
)
REVIEWS = Part(
    Review,
    "instancia",
    "Nueva observación",
    "Ninguna observación de revisión.",
    "Inconsistencias o necesidad de actualización que halla en ordenanzas, instrumentos y actas [A.2].",
    rows=(("of", "verdict"), ("instrument",), ("document", "about"), ("text",), ("day", "solved_on")),
    said=("of", "verdict", "solved_on"),
)
AWARENESS = Part(
    AwarenessAction,
    "instancia",
    "Nueva acción",
    "Ninguna acción de sensibilización.",
    "Las del año, entre ellas las del 25 de noviembre [7.3.3.3].",
    rows=(("name",), ("day", "people"), ("international_day",), ("by_cman",), ("evidence",)),
    said=("people", "evidence"),
    big="day",
    names=("name",),
)
UPDATES = Part(
    AgreementUpdate,
    "agreement",
    "Nuevo seguimiento",
    "Sin seguimiento.",
    rows=(("state", "day"), ("session",), ("note",)),
    said=("state", "note"),
)
CARRIED = Part(
    Agreement,
    "session",
    "",
    "Ningún acuerdo anterior está pendiente.",
    heading="Pendientes",
)
"""Agreements of earlier sessions: shown in each until they are met."""
SESSIONS = Part(
    SessionMeeting,
    "instancia",
    "Nueva sesión",
    "Todavía no hay sesiones.",
    "Registre la primera: tipo y fecha bastan para empezar.",
    rows=(
        ("kind", "number"),
        ("day", "state"),
        ("start", "end"),
        ("modality",),
        ("place",),
        ("proposed_by_presidency",),
        ("convoked_on", "quorum"),
        ("convocation",),
        ("file",),
    ),
    said=("state", "modality", "place"),
    big="day",
    names=("kind", "number"),
    children=(
        Part(
            SessionItem,
            "session",
            "Nuevo punto",
            "Sin agenda.",
            rows=(("theme",), ("position",), ("development",)),
            said=("development",),
            heading="Agenda",
        ),
        Part(
            SessionAttendance,
            "session",
            "Registrar asistencia",
            "Nadie registrado.",
            rows=(("member",), ("presence", "kind"), ("person",), ("name",)),
            said=("presence", "person", "kind"),
            heading="Asistencia",
            names=("member",),
        ),
        Part(
            Agreement,
            "session",
            "Nuevo acuerdo",
            "Sin acuerdos.",
            rows=(("text",), ("number", "due"), ("responsible",)),
            said=("responsible", "due"),
            children=(UPDATES,),
        ),
        CARRIED,
        Part(
            SessionVote,
            "session",
            "Nueva votación",
            "Sin votaciones.",
            rows=(
                ("matter",),
                ("for_extraordinary",),
                ("attendees", "needed"),
                ("in_favour", "against", "abstained"),
            ),
            said=("in_favour", "against", "abstained"),
        ),
    ),
)
REPORTS = Part(
    PlanReport,
    "instancia",
    "Nuevo informe",
    "Todavía no hay informes de seguimiento.",
    "Uno por semestre y el anual, desde las metas del plan [7.3.4.2, 7.3.4.6].",
    rows=(
        ("year", "period"),
        ("instrument", "prepared_on"),
        ("analysis",),
        ("conclusions",),
        ("published_on", "published_at"),
        ("file",),
    ),
    said=("prepared_on", "published_on"),
    children=(
        Part(
            ReportStep,
            "report",
            "Nueva remisión",
            "No se ha remitido.",
            rows=(("step",), ("sent", "received"), ("evidence",), ("advice",)),
            said=("sent", "received", "evidence"),
            heading="Remisiones",
        ),
    ),
)
