"""How Inicio says things, in short Spanish sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from concerta_desktop.queries.home import Scope, ToClose, Trip, Upcoming
from concerta_desktop.queries.intervention_list import InterventionRow
from concerta_desktop.rules.completeness import Missing
from concerta_desktop.rules.interventions import DisplayState, has_door
from concerta_desktop.rules.spanish_dates import (
    MONTHS,
    hours,
    month_short,
    relative,
    short_date,
    weekday_date,
)
from ui.widgets.numbers import thousands

_ACTIONS = {
    "sheet": "Imprimir",
    "replies": "Ver lista",
    "expected": "Convocar",
    "link": "Anotar",
    "oficio": "Anotar",
    "proof": "Anotar",
    "equipment": "Confirmar",
    "agenda": "Agregar",
    "present": "Registrar",
    "sex": "Completar",
    "entity": "Completar",
    "findings": "Anotar",
    "carried": "Actualizar",
    "blank": "Completar",
    "unassigned": "Completar",
    "forms": "Digitar",
    "received": "Anotar",
}
_SHORT = {"present": "lista de participantes"}
_ARTICLES = {"el", "la", "los", "las"}
_MANY_REGIONS = 4


def heading(today: date) -> str:
    """ "Lunes 10 de agosto" """
    words = weekday_date(today)
    return words[0].upper() + words[1:]


def scope_line(scope: Scope) -> str:
    """ "Mi ámbito: Apurímac, Ayacucho y Huancavelica · 25 provincias" """
    if not scope.regions:
        named = "todo el país"
    elif len(scope.regions) > _MANY_REGIONS:
        named = f"{len(scope.regions)} regiones"
    else:
        named = in_a_row(scope.regions)
    return f"Mi ámbito: {named} · {count(scope.provinces, 'provincia', 'provincias')}"


def when(trip: Trip, today: date) -> str:
    """ "Lo siguiente · en 2 días", "Hoy · día 2 de 2", "En curso · hasta el 27 ago" """
    if not has_door(trip.row.type) and trip.row.state is DisplayState.UNDER_WAY:
        return f"En curso · hasta el {short_date(trip.day)}"
    which = f" · día {trip.number} de {trip.days}" if trip.days > 1 else ""
    if trip.day == today:
        return f"Hoy{which or ' · en curso'}"
    if trip.row.state is DisplayState.UNDER_WAY:
        return f"En curso{which} · {relative(trip.day, today)}"
    return f"Lo siguiente · {relative(trip.day, today)}"


def whom(row: InterventionRow) -> str:
    """ "Presencial · Huanta" """
    return f"{_modality(row)} · {row.place}"


def trip_line(trip: Trip) -> str:
    """ "Presencial · Auditorio municipal, Huanta · 08:30 a 17:00"; a MOOC has no hours."""
    parts = [_modality(trip.row), trip.row.venue or trip.row.place]
    if has_door(trip.row.type):
        parts.append(hours(trip.start, trip.end))
    return " · ".join(parts)


def date_block(first: date, last: date) -> tuple[str, str]:
    """The two lines of the date: ("12–13", "agosto"), ("30–1", "ago – set")."""
    if first == last:
        return str(first.day), MONTHS[first.month - 1]
    if first.month == last.month and first.year == last.year:
        return f"{first.day}–{last.day}", MONTHS[first.month - 1]
    return f"{first.day}–{last.day}", f"{month_short(first)} – {month_short(last)}"


def action(missing: Missing) -> str:
    """The word of the link that solves it."""
    return _ACTIONS.get(missing.key, "Completar")


def lacks(item: ToClose) -> str:
    """ "Falta: lista de participantes, entidad anfitriona y agenda" """
    return f"Falta: {in_a_row([_SHORT.get(missing.key) or _bare(missing.text) for missing in item.missing])}"


def to_do(missing: Missing) -> str:
    """Under a heading that already says "Falta": "Entidad anfitriona"."""
    words = _bare(missing.text)
    return words[0].upper() + words[1:]


def coming(item: Upcoming, today: date) -> str:
    """When it is, counted from today."""
    if item.day is None:
        waits = item.row.state is DisplayState.RESCHEDULED
        return "espera nueva fecha" if waits else "sin fecha"
    if item.row.first and item.row.first < today and not has_door(item.row.type):
        return "en curso"
    return relative(item.day, today)


def count(number: int, one: str, many: str) -> str:
    """ "1 provincia", "25 provincias" """
    return f"{thousands(number)} {one if number == 1 else many}"


def in_a_row(items: Sequence[str]) -> str:
    """ "uno, dos y tres" """
    return " y ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def _bare(text: str) -> str:
    """ "Falta la agenda" -> "agenda" """
    for opening in ("Faltan ", "Falta "):
        if text.startswith(opening):
            rest = text.removeprefix(opening)
            article, _, noun = rest.partition(" ")
            return noun if article in _ARTICLES else rest
    return text


def _modality(row: InterventionRow) -> str:
    return row.modality.label if row.modality else "Modalidad sin dato"
