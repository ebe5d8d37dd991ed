"""Whether each step of an intervention is empty, started or complete, and what it still lacks.

A step never blocks another. What is missing says so in words that fit a list: "Falta el lugar".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from concerta_desktop.model.choices import Coordination, InterventionType
from concerta_desktop.model.interventions import Intervention, InterventionDay
from concerta_desktop.model.place import place_label
from concerta_desktop.rules.calendar import AS_THE_LAW, DaysOff
from concerta_desktop.rules.convocation import in_a_row
from concerta_desktop.rules.interventions import (
    dates_of,
    field_applies,
    has_door,
    is_in_person,
    is_remote,
    link_due,
)
from concerta_desktop.rules.oficio import governments
from concerta_desktop.rules.oficio import pending as oficios_pending
from concerta_desktop.rules.spanish_dates import short_date


class Step(StrEnum):
    """The steps of an intervention's page, in order."""

    PROGRAMMING = "programacion"
    CONVOCATION = "convocatoria"
    ATTENDANCE = "asistencia"
    MATRIX = "matriz"
    EVALUATION = "evaluacion"
    REPORT = "informe"


STEP_LABELS = {
    Step.PROGRAMMING: "Programación",
    Step.CONVOCATION: "Convocatoria",
    Step.ATTENDANCE: "Asistencia",
    Step.MATRIX: "Matriz",
    Step.EVALUATION: "Evaluación",
    Step.REPORT: "Informe",
}


class StepState(StrEnum):
    EMPTY = "empty"
    STARTED = "started"
    COMPLETE = "complete"


@dataclass(frozen=True)
class StepCounts:
    """What the step rules count, apart from the intervention itself. `present`: people, not signatures.
    `carried`: nudos of earlier visits; `carried_pending` those that this visit says nothing of.
    `oficios`: governments whose oficio was sent or needs none, as `rules.oficio.pending` reads them.
    `link_proved`: the constancia of its sending is kept; `equipment_pending`: items nobody confirmed.
    `evaluated`: evaluation forms entered, of those `received` (None = nobody has said).
    `written`: sections of the report that somebody edited; `versions`: how often it was finalised."""

    agenda: int = 0
    expected: int = 0
    confirmed: int = 0
    declined: int = 0
    oficios: frozenset[str] = frozenset()
    link_sent: bool = False
    link_proved: bool = False
    equipment_pending: int = 0
    present: int = 0
    sheet_printed: bool = False
    findings: int = 0
    findings_blank: int = 0
    carried: int = 0
    carried_pending: int = 0
    nudos_unassigned: int = 0
    evaluated: int = 0
    received: int | None = None
    written: int = 0
    versions: int = 0


@dataclass(frozen=True)
class Missing:
    """One thing to do: where (`step`, `field`; "" when no single field) and by when, if it has a date."""

    key: str
    text: str
    step: Step
    field: str = ""
    due: date | None = None


@dataclass(frozen=True)
class StepStatus:
    step: Step
    state: StepState
    summary: str
    missing: tuple[Missing, ...] = ()

    @property
    def label(self) -> str:
        return STEP_LABELS[self.step]


def step_statuses(
    intervention: Intervention,
    days: Sequence[InterventionDay],
    counts: StepCounts,
    today: date,
    *,
    business: bool = False,
    off: DaysOff = AS_THE_LAW,
) -> tuple[StepStatus, ...]:
    """The steps in order, each with what it lacks. `business`: the link's two days are business days."""
    dates = dates_of(intervention, days)
    due = link_due(dates, business=business, off=off)
    return (
        _programming(intervention, days, counts),
        _convocation(intervention, counts, due, begun=bool(dates) and today >= dates[0]),
        _attendance(intervention, counts, over=bool(dates) and today > dates[-1]),
        _matrix(intervention, counts, dates, today),
        _evaluation(counts, over=bool(dates) and today > dates[-1]),
        _report(counts, over=bool(dates) and today > dates[-1]),
    )


def _programming(
    intervention: Intervention, days: Sequence[InterventionDay], counts: StepCounts
) -> StepStatus:
    step = Step.PROGRAMMING
    missing = tuple(
        Missing(key, text, step, key) for key, text in _facts_missing(intervention, days, counts.agenda)
    )
    if not missing:
        return StepStatus(step, StepState.COMPLETE, "completa")
    summary = missing[0].text.lower() if len(missing) == 1 else f"faltan {len(missing)} datos"
    return StepStatus(step, StepState.STARTED, summary, missing)


def _facts_missing(
    intervention: Intervention, days: Sequence[InterventionDay], agenda: int
) -> Iterable[tuple[str, str]]:
    """Field and words of what the cronograma of B.2 asks for and is not there yet."""
    if not intervention.modality:
        yield "modality", "Falta la modalidad"
    yield from _when_missing(intervention, days)
    if not (intervention.territories or intervention.instancias):
        yield "territories", "Falta a quién atiende"
    if field_applies("host", intervention.type, intervention.modality) and not intervention.host:
        yield "host", "Falta la entidad anfitriona"
    if is_in_person(intervention) and not intervention.venue:
        yield "venue", "Falta el lugar"
    if is_remote(intervention) and not intervention.platform:
        yield "platform", "Falta la plataforma"
    if intervention.type == InterventionType.INTERNSHIP and not intervention.visitor:
        yield "visitor", "Falta la instancia que visita"
    if intervention.type == InterventionType.INTERNSHIP and not intervention.visited:
        yield "visited", "Falta la instancia que recibe"
    if not intervention.objective:
        yield "objective", "Falta el objetivo"
    if has_door(intervention.type) and not agenda:
        yield "agenda", "Falta la agenda"


def _when_missing(intervention: Intervention, days: Sequence[InterventionDay]) -> Iterable[tuple[str, str]]:
    if intervention.coordination in (Coordination.PROPOSED, Coordination.CHANGES_ASKED):
        yield "coordination", "Falta acordar las fechas"
    if not has_door(intervention.type):
        if not intervention.period_start:
            yield "period_start", "Falta el inicio del período"
        if not intervention.period_end:
            yield "period_end", "Falta el fin del período"
        return
    dated = [day for day in days if day.day]
    if not dated:
        yield "day", "Falta la fecha"
    elif any(not (day.start and day.end) for day in dated):
        yield "start", "Falta la hora"


def _convocation(
    intervention: Intervention, counts: StepCounts, due: date | None, *, begun: bool
) -> StepStatus:
    step = Step.CONVOCATION
    missing: list[Missing] = []
    if not counts.expected:
        missing.append(Missing("expected", "Faltan las personas convocadas", step))
    pending = 0 if begun else counts.expected - counts.confirmed - counts.declined
    if pending > 0:
        missing.append(Missing("replies", f"{_count(pending, 'persona')} sin confirmar asistencia", step))
    unsent = () if begun else oficios_pending(intervention, counts.oficios)
    if unsent:
        words = _oficios_missing(unsent, one_only=len(governments(intervention)) < 2)
        missing.append(Missing("oficio", words, step, "oficio_sent"))
    missing += _link_missing(intervention, counts, due, begun=begun)
    if counts.equipment_pending and is_in_person(intervention) and not begun:
        items = _count(counts.equipment_pending, "equipo")
        missing.append(Missing("equipment", f"{items} sin confirmar con el local", step, "equipment"))
    if not counts.expected:
        state = StepState.STARTED if counts.oficios else StepState.EMPTY
        return StepStatus(step, state, "sin convocados", tuple(missing))
    summary = _count(counts.expected, "esperada")
    if (counts.confirmed or counts.declined) and not begun:
        summary = f"{counts.confirmed} de {counts.expected} confirmaron"
    if missing and pending <= 0:
        short = _SHORT_CONVOCATION | ({"oficio": f"{len(unsent)} oficios sin enviar"} if unsent[1:] else {})
        summary = short.get(missing[0].key, summary)
    return StepStatus(step, StepState.STARTED if missing else StepState.COMPLETE, summary, tuple(missing))


_NAMED = 3
"""How many governments a line names; the rest are counted."""
_SHORT_CONVOCATION = {
    "oficio": "oficio sin enviar",
    "link": "enlace sin enviar",
    "proof": "falta la constancia",
    "equipment": "equipos sin confirmar",
}


def _oficios_missing(unsent: Sequence[str], *, one_only: bool) -> str:
    """[35] Which governments the DGCVG did not write to yet; unnamed when there is only one."""
    if one_only:
        return "Oficio de la DGCVG sin enviar"
    named = [place_label(code) for code in unsent]
    if len(named) > _NAMED:
        named[_NAMED - 1 :] = [f"{len(named) - _NAMED + 1} más"]
    return f"{_count(len(unsent), 'oficio')} sin enviar: {in_a_row(named)}"


def _link_missing(
    intervention: Intervention, counts: StepCounts, due: date | None, *, begun: bool
) -> Iterable[Missing]:
    """[39] The link, its sending two days before, and the constancia of it."""
    step, when = Step.CONVOCATION, f" (enviarlo hasta el {short_date(due)})" if due else ""
    if not (is_remote(intervention) and has_door(intervention.type)):
        return
    if not intervention.link:
        yield Missing("link", f"Falta el enlace{when}", step, "link", due)
    elif not counts.link_sent and not begun:
        yield Missing("link", f"Enlace sin enviar{when}", step, "link_sent", due)
    elif counts.link_sent and not counts.link_proved:
        yield Missing("proof", "Falta la constancia del envío del enlace", step, "link_evidence")


def _attendance(intervention: Intervention, counts: StepCounts, *, over: bool) -> StepStatus:
    step = Step.ATTENDANCE
    if counts.present:
        state = StepState.COMPLETE if over else StepState.STARTED
        return StepStatus(step, state, _count(counts.present, "presente"))
    if over:
        lacking = Missing("present", "Falta registrar quiénes participaron", step)
        return StepStatus(step, StepState.EMPTY, "sin registrar", (lacking,))
    if not is_in_person(intervention):
        return StepStatus(step, StepState.EMPTY, "sin iniciar")
    if counts.sheet_printed:
        return StepStatus(step, StepState.STARTED, "hoja impresa")
    lacking = Missing("sheet", "Hoja de asistencia sin imprimir", step)
    return StepStatus(step, StepState.EMPTY, "hoja sin imprimir", (lacking,))


def _matrix(intervention: Intervention, counts: StepCounts, dates: Sequence[date], today: date) -> StepStatus:
    step, total = Step.MATRIX, counts.findings + counts.carried
    begun, over = bool(dates) and today >= dates[0], bool(dates) and today > dates[-1]
    if not total:
        lacking = Missing("findings", "Falta la matriz de avances y nudos críticos", step)
        asked = over and counts.present and has_door(intervention.type)
        return StepStatus(step, StepState.EMPTY, "sin hallazgos", (lacking,) if asked else ())
    summary = _count(total, "hallazgo")
    if counts.carried and not counts.findings:
        summary = f"{counts.carried} viene{'n' if counts.carried > 1 else ''} de antes"
    missing = tuple(_matrix_missing(counts)) if begun else ()
    done = begun and counts.findings and not missing
    return StepStatus(step, StepState.COMPLETE if done else StepState.STARTED, summary, missing)


def _matrix_missing(counts: StepCounts) -> Iterable[Missing]:
    step = Step.MATRIX
    if counts.carried_pending:
        nudos = _count(counts.carried_pending, "nudo")
        yield Missing("carried", f"{nudos} de visitas anteriores sin actualizar", step)
    if counts.findings_blank:
        yield Missing("blank", f"{_count(counts.findings_blank, 'hallazgo')} sin texto", step)
    if counts.nudos_unassigned:
        nudos = _count(counts.nudos_unassigned, "nudo")
        yield Missing("unassigned", f"{nudos} sin responsable o plazo", step)


def _evaluation(counts: StepCounts, *, over: bool) -> StepStatus:
    step, entered, received = Step.EVALUATION, counts.evaluated, counts.received
    if not entered and not received:
        lacking = Missing("forms", "Faltan los formularios de evaluación", step)
        missing = (lacking,) if over and counts.present and received is None else ()
        return StepStatus(step, StepState.EMPTY, "formulario listo", missing)
    if received is None:
        lacking = Missing("received", "Falta anotar cuántos formularios se recibieron", step, "received")
        return StepStatus(step, StepState.STARTED, _count(entered, "digitado"), (lacking,))
    if entered >= received:
        return StepStatus(step, StepState.COMPLETE, _count(entered, "digitado"))
    lacking = Missing("forms", f"Faltan {_count(received - entered, 'formulario')} por digitar", step)
    return StepStatus(step, StepState.STARTED, f"{entered} de {received} digitados", (lacking,))


def _report(counts: StepCounts, *, over: bool) -> StepStatus:
    """The draft writes itself from the data: what counts is what somebody wrote, and finalising it."""
    step = Step.REPORT
    if counts.versions:
        return StepStatus(step, StepState.COMPLETE, f"versión {counts.versions}")
    lacking = (Missing("report", "Falta finalizar el informe técnico", step),) if over else ()
    if counts.written:
        many = "1 sección editada" if counts.written == 1 else f"{counts.written} secciones editadas"
        return StepStatus(step, StepState.STARTED, many, lacking)
    return StepStatus(step, StepState.EMPTY, "por finalizar" if over else "borrador", lacking)


def _count(number: int, noun: str) -> str:
    """ "1 persona", "4 personas" """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
