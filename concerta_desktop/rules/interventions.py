"""What follows from an intervention's facts: its state today, the fields that apply, what to be warned of.

The Lineamientos advise (K3): nothing here blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.choices import InterventionState, InterventionType, Modality
from concerta_desktop.model.fields import Choice, spec
from concerta_desktop.model.instancia import instancia_territory
from concerta_desktop.model.interventions import Intervention, InterventionDay
from concerta_desktop.model.territory import Level, find
from concerta_desktop.rules.calendar import AS_THE_LAW, DaysOff, day_off_name, days_before
from concerta_desktop.rules.spanish_dates import numeric, weekday_date

LINK_DAYS = 2
"""The link is sent two days before [B.3]; the source does not say whether business days."""

_ONLY_IN_PERSON = frozenset({"venue"})
_ONLY_REMOTE = frozenset({"platform", "link"})


class DisplayState(Choice):
    """The state a person sees: what was decided, and what the dates make of it."""

    PROGRAMMED = "programada", "Programada"
    CONVOKED = "convocada", "Convocada"
    UNDER_WAY = "en_curso", "En curso"
    TO_CLOSE = "por_cerrar", "Por cerrar"
    REPORTED = "informe_final", "Informe final"
    RESCHEDULED = "reprogramada", "Reprogramada"
    CANCELLED = "cancelada", "Cancelada"


@dataclass(frozen=True)
class Advisory:
    """Something to be told beside a field. `due` when it has a date; `source` is its paragraph."""

    key: str
    text: str
    field: str
    source: str = ""
    due: date | None = None


def dates_of(intervention: Intervention, days: Iterable[InterventionDay]) -> tuple[date, ...]:
    """When it happens, in order: its days; for a MOOC, which has no days, the ends of its period."""
    if intervention.type == InterventionType.MOOC:
        return tuple(sorted(day for day in (intervention.period_start, intervention.period_end) if day))
    return tuple(sorted({day.day for day in days if day.day}))


def display_state(
    state: InterventionState | None,
    dates: Sequence[date],
    today: date,
    *,
    held: bool = False,
    reported: bool = False,
) -> DisplayState:
    """The state to show. `dates` in order; `held` = somebody was registered as present; `reported` = a
    version of its report was finalised.

    A rescheduled one waits for its new date, so its old dates do not make it "Por cerrar" unless held.
    """
    match state:
        case InterventionState.CANCELLED:
            return DisplayState.CANCELLED
        case InterventionState.RESCHEDULED:
            decided = DisplayState.RESCHEDULED
        case InterventionState.CONVOKED:
            decided = DisplayState.CONVOKED
        case _:
            decided = DisplayState.PROGRAMMED
    if reported:
        return DisplayState.REPORTED
    if not dates or today < dates[0]:
        return decided
    if today <= dates[-1]:
        return DisplayState.UNDER_WAY
    return decided if decided is DisplayState.RESCHEDULED and not held else DisplayState.TO_CLOSE


def has_door(kind: InterventionType | None) -> bool:
    """Whether people sign at a door: a MOOC has a period and no door."""
    return kind != InterventionType.MOOC


def is_in_person(intervention: Intervention) -> bool:
    return has_door(intervention.type) and intervention.modality in {Modality.IN_PERSON, Modality.MIXED}


def is_remote(intervention: Intervention) -> bool:
    return intervention.modality in {Modality.VIRTUAL, Modality.MIXED}


def field_applies(name: str, kind: InterventionType | None, modality: Modality | None) -> bool:
    """Whether a field of an intervention makes sense for its type and modality; unknown ones rule out none.

    A field that stops applying keeps its value: it is only not asked for.
    """
    applies = spec(Intervention, name).facts.applies
    if kind is not None and applies and kind not in applies:
        return False
    if name in _ONLY_IN_PERSON:
        return modality != Modality.VIRTUAL
    return name not in _ONLY_REMOTE or modality != Modality.IN_PERSON


def link_due(dates: Sequence[date], *, business: bool = False, off: DaysOff = AS_THE_LAW) -> date | None:
    """The day by which participants must have the link [B.3]; None while there is no date."""
    return days_before(dates[0], LINK_DAYS, business=business, off=off) if dates else None


def advisories(
    intervention: Intervention,
    days: Sequence[InterventionDay],
    *,
    business: bool = False,
    off: DaysOff = AS_THE_LAW,
) -> tuple[Advisory, ...]:
    """What a person should know while programming. `business`: T-2 counts business days (a setting)."""
    dates = dates_of(intervention, days)
    due = link_due(dates, business=business, off=off)
    return (
        *_where(intervention, due),
        *_cuadro_2(intervention),
        *_encounter(intervention, dates),
        *(_days_off(dates, off) if has_door(intervention.type) else ()),
    )


def serves_region(intervention: Intervention) -> bool:
    """Whether a regional government or its instancia is among those served."""
    served = [find(code) for code in intervention.territories or ()]
    served += [instancia_territory(code) for code in intervention.instancias or ()]
    return any(territory is not None and territory.level is Level.REGION for territory in served)


def _where(intervention: Intervention, due: date | None) -> Iterable[Advisory]:
    if is_in_person(intervention) and not intervention.venue:
        yield Advisory(
            "venue", "Falta el lugar: coordínelo con la Gerencia de Desarrollo Social.", "venue", "B.3"
        )
    if has_door(intervention.type) and is_remote(intervention) and not intervention.link:
        when = f" a más tardar el {numeric(due)}" if due else ""
        text = f"Falta el enlace: envíelo{when}, dos días antes, y guarde la constancia."
        yield Advisory("link", text, "link", "B.3", due)


def _cuadro_2(intervention: Intervention) -> Iterable[Advisory]:
    """K6: the objective of the creation AT reaches regional governments, its participants do not."""
    if intervention.type == InterventionType.CREATION and serves_region(intervention):
        text = (
            "El objetivo del Cuadro 1 alcanza al gobierno regional, pero el Cuadro 2 solo nombra al gobierno "
            "local. Puede continuar; revise a quiénes convoca."
        )
        yield Advisory("creation_region", text, "participants", "Cuadro 2")


def _encounter(intervention: Intervention, dates: Sequence[date]) -> Iterable[Advisory]:
    if intervention.encounter and any(day.month < 10 for day in dates):
        text = "Los encuentros macrorregionales se realizan en el cuarto trimestre (octubre a diciembre)."
        yield Advisory("encounter", text, "encounter", "7.3.4.11")


def _days_off(dates: Sequence[date], off: DaysOff) -> Iterable[Advisory]:
    for day in dates:
        name = day_off_name(day, off)
        if name:
            yield Advisory(f"holiday_{day:%Y%m%d}", f"El {weekday_date(day)} no es laborable: {name}.", "day")
