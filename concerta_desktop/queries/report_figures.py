"""The figures a report may hold: a closed list, each computed from the data and each with the rows behind it.

Keys are stored in texts (rules.report_text) and never change; a figure whose data are missing is "sin dato".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from concerta_desktop.model.choices import MandateKind, Sex
from concerta_desktop.model.interventions import AgendaItem
from concerta_desktop.queries.report import ReportData, ReportPerson
from concerta_desktop.queries.report_sources import NOT_ASKED, FindingLine
from concerta_desktop.rules.evaluation_results import SMALLEST_GROUP, AspectResult, highest, lowest
from concerta_desktop.rules.interventions import has_door
from concerta_desktop.rules.report_text import UNKNOWN
from concerta_desktop.rules.spanish_dates import held_on, numeric
from concerta_desktop.text import fold

_NBSP = "\u00a0"
_PROGRAMMING, _CONVOCATION, _ATTENDANCE = "programacion", "convocatoria", "asistencia"
_MATRIX, _EVALUATION = "matriz", "evaluacion"


@dataclass(frozen=True, slots=True)
class RowSet:
    """The rows behind a figure, as text, and the step where they are changed."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    step: str


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """One figure. `counts`: its value is the number of its rows."""

    key: str
    label: str
    value: Callable[[ReportData], str]
    rows: Callable[[ReportData], RowSet]
    counts: bool = False


def figures(data: ReportData) -> dict[str, str]:
    """What every figure says now, by key."""
    return {spec.key: spec.value(data) for spec in FIGURES}


def spec_of(key: str) -> FigureSpec | None:
    """The figure of a key; None when this version does not know it."""
    return next((spec for spec in FIGURES if spec.key == key), None)


def entities_of(people: Iterable[ReportPerson]) -> tuple[str, ...]:
    """Different entities of some people, blind to accents and capitals, in order of first appearance."""
    found: dict[str, str] = {}
    for person in people:
        if person.entity:
            found.setdefault(fold(person.entity), person.entity)
    return tuple(found.values())


def absent_entities(data: ReportData) -> tuple[str, ...]:
    """Entities convoked of which nobody came."""
    came = {fold(name) for name in entities_of(data.came)}
    return tuple(name for name in entities_of(data.convoked) if fold(name) not in came)


def percent(part: int, whole: int) -> str:
    """ "62 %" """
    return f"{(200 * part + whole) // (2 * whole)}{_NBSP}%" if whole else UNKNOWN


def when_held(data: ReportData) -> tuple[str, str]:
    """When it was held, as `held_on`: a MOOC runs from the first date to the last."""
    return held_on(data.dates, period=not has_door(data.intervention.type))


def hours_text(data: ReportData) -> str:
    """Hours of the agenda, "14" or "14,5"."""
    minutes = sum(item.minutes or 0 for item in data.agenda)
    if minutes:
        hours = f"{minutes / 60:.1f}".replace(".", ",")
        return hours.removesuffix(",0")
    return UNKNOWN


def facilitators(data: ReportData) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.facilitator for item in data.agenda if item.facilitator))


def _people(people: Iterable[ReportPerson]) -> RowSet:
    rows = tuple(
        (
            person.full_name,
            person.entity or UNKNOWN,
            person.position or UNKNOWN,
            ", ".join(numeric(day) for day in person.days) or "no asistió",
        )
        for person in people
    )
    return RowSet(("Apellidos y nombres", "Entidad", "Cargo", "Asistió"), rows, _ATTENDANCE)


def _names(title: str, names: Iterable[str], step: str) -> RowSet:
    return RowSet((title,), tuple((name,) for name in names), step)


def _agenda(items: Iterable[AgendaItem]) -> RowSet:
    rows = tuple(
        (
            numeric(item.day) if item.day else UNKNOWN,
            item.theme or UNKNOWN,
            f"{item.minutes} min" if item.minutes else UNKNOWN,
            item.facilitator or UNKNOWN,
        )
        for item in items
    )
    return RowSet(("Día", "Tema", "Duración", "Facilita"), rows, _PROGRAMMING)


def _findings(items: Iterable[FindingLine]) -> RowSet:
    rows = tuple(
        (
            item.code,
            item.text,
            item.measure or UNKNOWN,
            item.responsible or UNKNOWN,
            numeric(item.due) if item.due else NOT_ASKED if item.settled else UNKNOWN,
            item.state or UNKNOWN,
        )
        for item in items
    )
    titles = ("N.°", "Hallazgo", "Medida correctiva", "Responsable", "Plazo", "Estado")
    return RowSet(titles, rows, _MATRIX)


def _aspects(data: ReportData) -> RowSet:
    rows = tuple(
        (one.title, *(("—",) * 6), f"menos de {SMALLEST_GROUP}")
        if one.withheld
        else (one.title, *map(str, one.tally.counts), str(one.tally.blank), one.tally.mean)
        for one in data.evaluation.aspects
    )
    return RowSet(("Aspecto", "1", "2", "3", "4", "5", "En blanco", "Promedio"), rows, _EVALUATION)


def _count(
    key: str, label: str, rows: Callable[[ReportData], RowSet], known: Callable[[ReportData], object]
) -> FigureSpec:
    """A figure that is the number of its rows; "sin dato" while there is nothing to count from."""
    return FigureSpec(
        key, label, lambda data: str(len(rows(data).rows)) if known(data) else UNKNOWN, rows, counts=True
    )


def _came(key: str, label: str, chosen: Callable[[ReportPerson], object]) -> FigureSpec:
    return _count(key, label, lambda data: _people(p for p in data.came if chosen(p)), lambda data: data.came)


def _share(
    key: str,
    label: str,
    part: Callable[[ReportPerson], object],
    whole: Callable[[ReportData], tuple[ReportPerson, ...]],
) -> FigureSpec:
    """Which share of `whole` meets `part`; its rows are those that do."""
    return FigureSpec(
        key,
        label,
        lambda data: percent(sum(bool(part(p)) for p in whole(data)), len(whole(data))),
        lambda data: _people(p for p in whole(data) if part(p)),
    )


def _nudos(key: str, label: str, chosen: Callable[[FindingLine], object]) -> FigureSpec:
    return _count(
        key,
        label,
        lambda data: _findings(item for item in data.nudos if chosen(item)),
        lambda data: data.findings,
    )


def _aspect(
    key: str,
    label: str,
    chosen: Callable[[Sequence[AspectResult]], AspectResult | None],
    show: Callable[[AspectResult], str],
) -> FigureSpec:
    def value(data: ReportData) -> str:
        found = chosen(data.evaluation.aspects)
        return show(found) if found else UNKNOWN

    return FigureSpec(key, label, value, _aspects)


def _comments(data: ReportData) -> list[str]:
    return [text for _question, texts in data.evaluation.comments for text in texts]


def _days(data: ReportData) -> RowSet:
    return _names("Día", (numeric(day) for day in data.dates), _PROGRAMMING)


def _goal(data: ReportData) -> str:
    goal = data.intervention.goal_people
    return UNKNOWN if goal is None else str(goal)


def _woman(person: ReportPerson) -> bool:
    return person.sex is Sex.WOMAN


def _man(person: ReportPerson) -> bool:
    return person.sex is Sex.MAN


FIGURES: tuple[FigureSpec, ...] = (
    FigureSpec(
        "intervencion.fechas",
        "Fechas en que se realizó",
        lambda data: when_held(data)[1] if data.dates else UNKNOWN,
        _days,
    ),
    _count("intervencion.dias", "Días", _days, lambda data: data.dates),
    _count("intervencion.temas", "Temas de la agenda", lambda d: _agenda(d.agenda), lambda d: d.agenda),
    FigureSpec("intervencion.horas", "Horas de la agenda", hours_text, lambda data: _agenda(data.agenda)),
    _count(
        "intervencion.facilitadores",
        "Personas que facilitaron",
        lambda data: _names("Facilita", facilitators(data), _PROGRAMMING),
        facilitators,
    ),
    _count("convocados.total", "Personas convocadas", lambda d: _people(d.convoked), lambda d: d.convoked),
    _count(
        "convocados.entidades",
        "Entidades convocadas",
        lambda data: _names("Entidad", entities_of(data.convoked), _CONVOCATION),
        lambda data: data.convoked,
    ),
    _came("convocados.asistieron", "Convocadas que asistieron", lambda person: person.expected),
    _share(
        "convocados.asistieron_pct",
        "Convocadas que asistieron, en %",
        lambda person: person.came,
        lambda data: data.convoked,
    ),
    _count(
        "convocados.ausentes",
        "Convocadas que no asistieron",
        lambda data: _people(person for person in data.convoked if not person.came),
        lambda data: data.convoked,
    ),
    _count(
        "convocados.entidades_ausentes",
        "Entidades convocadas sin representante",
        lambda data: _names("Entidad", absent_entities(data), _ATTENDANCE),
        lambda data: data.convoked,
    ),
    _came("participantes.total", "Participantes", lambda _person: True),
    _count(
        "participantes.entidades",
        "Entidades que participaron",
        lambda data: _names("Entidad", entities_of(data.came), _ATTENDANCE),
        lambda data: data.came,
    ),
    _came("participantes.mujeres", "Mujeres", _woman),
    _share("participantes.mujeres_pct", "Mujeres, en %", _woman, lambda data: data.came),
    _came("participantes.hombres", "Hombres", _man),
    _share("participantes.hombres_pct", "Hombres, en %", _man, lambda data: data.came),
    _came("participantes.sin_sexo", "Participantes sin dato de sexo", lambda person: person.sex is None),
    _came("participantes.sin_convocatoria", "Sin convocatoria previa", lambda person: not person.expected),
    _came("participantes.titulares", "Titulares", lambda person: person.mandate is MandateKind.TITULAR),
    _came("participantes.alternos", "Alternos", lambda person: person.mandate is MandateKind.ALTERNO),
    _count(
        "participantes.todos_los_dias",
        "Asistieron todos los días",
        lambda data: _people(person for person in data.came if len(person.days) == len(data.dates)),
        lambda data: data.came and has_door(data.intervention.type),
    ),
    FigureSpec("participantes.meta", "Meta de participantes", _goal, lambda data: _people(data.came)),
    FigureSpec(
        "participantes.meta_pct",
        "Avance de la meta, en %",
        lambda data: percent(len(data.came), data.intervention.goal_people or 0),
        lambda data: _people(data.came),
    ),
    _nudos("nudos.total", "Nudos críticos", lambda _item: True),
    _nudos("nudos.anteriores", "Nudos de visitas anteriores", lambda item: item.since),
    _nudos("nudos.nuevos", "Nudos nuevos", lambda item: not item.since),
    _nudos("nudos.resueltos", "Nudos resueltos", lambda item: item.resolved),
    _nudos("nudos.pendientes", "Nudos por resolver", lambda item: not item.resolved),
    _nudos("nudos.con_medida", "Nudos con medida correctiva", lambda item: item.measure),
    _nudos(
        "nudos.sin_responsable",
        "Nudos sin responsable",
        lambda item: not item.resolved and not item.responsible,
    ),
    _count(
        "avances.total",
        "Avances",
        lambda data: _findings(item for item in data.findings if item.advance),
        lambda data: data.findings,
    ),
    FigureSpec(
        "evaluacion.respuestas",
        "Formularios de evaluación digitados",
        lambda data: str(data.evaluation.entered) if data.evaluation.entered else UNKNOWN,
        _aspects,
    ),
    FigureSpec(
        "evaluacion.recibidos",
        "Formularios de evaluación recibidos",
        lambda data: str(data.evaluation.forms) if data.evaluation.forms else UNKNOWN,
        _aspects,
    ),
    FigureSpec(
        "evaluacion.tasa_pct",
        "Tasa de respuesta, en %",
        lambda data: (
            UNKNOWN if data.evaluation.rate is None else percent(data.evaluation.forms, len(data.came))
        ),
        _aspects,
    ),
    _aspect("evaluacion.mejor", "Aspecto mejor valorado", highest, lambda one: f"«{one.title}»"),
    _aspect("evaluacion.mejor_promedio", "Promedio del mejor aspecto", highest, lambda one: one.tally.mean),
    _aspect("evaluacion.menor", "Aspecto de menor valoración", lowest, lambda one: f"«{one.title}»"),
    _aspect("evaluacion.menor_promedio", "Promedio del menor", lowest, lambda one: one.tally.mean),
    _count(
        "evaluacion.comentarios",
        "Comentarios",
        lambda data: _names("Comentario", _comments(data), _EVALUATION),
        lambda data: data.evaluation.entered,
    ),
)
