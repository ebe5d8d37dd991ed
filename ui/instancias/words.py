"""How the states of an instancia look and what lines about it say, the same in list, map, legend and page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from concerta_desktop.model import territory
from concerta_desktop.model.instancias import InstanciaState, MilestoneKind
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow
from concerta_desktop.rules.instancia_steps import next_step
from concerta_desktop.rules.instancias import Coverage
from concerta_desktop.rules.spanish_dates import numeric
from ui.widgets.badge import BadgeText
from ui.widgets.numbers import thousands
from ui.widgets.symbols import Symbol

UNKNOWN = "sin dato"
NOT_YET = "—"
SYMBOLS: dict[InstanciaState, Symbol] = {
    InstanciaState.WORKING: Symbol("disc", "accent_text"),
    InstanciaState.INSTALLED: Symbol("dotted", "accent_text"),
    InstanciaState.ORDINANCE: Symbol("half", "accent_text"),
    InstanciaState.PRIOR: Symbol("ring", "accent_text"),
    InstanciaState.NOTHING: Symbol("cross", "error"),
    InstanciaState.UNKNOWN: Symbol("square", "input_border"),
}
"""From the furthest to the least: the order of the legend."""
_BADGES = {
    InstanciaState.WORKING: BadgeText("ok", "circle-check", "Funcionando"),
    InstanciaState.INSTALLED: BadgeText("accent", "circle-dot", "Instalada"),
    InstanciaState.ORDINANCE: BadgeText("info", "file-check", "Con ordenanza"),
    InstanciaState.PRIOR: BadgeText("warning", "circle", "Mecanismo previo"),
    InstanciaState.NOTHING: BadgeText("error", "x", "Sin mecanismo"),
    InstanciaState.UNKNOWN: BadgeText("neutral", "circle-dashed", "Sin dato"),
}
LEVELS = {
    Level.REGION: ("Regiones", "Regionales (IRC)", "región", "regiones"),
    Level.PROVINCE: ("Provincias", "Provinciales (IPC)", "provincia", "provincias"),
    Level.DISTRICT: ("Distritos", "Distritales (IDC)", "distrito", "distritos"),
}
"""Of the territories, of their instancias, and one or several of them in a sentence."""
SIGLAS = {Level.REGION: "IRC", Level.PROVINCE: "IPC", Level.DISTRICT: "IDC"}
_HAD_ORDINANCE = (InstanciaState.ORDINANCE, InstanciaState.INSTALLED, InstanciaState.WORKING)


def symbol(row: InstanciaRow) -> Symbol:
    return SYMBOLS[row.state]


def badge(state: InstanciaState) -> BadgeText:
    return _BADGES[state]


def within(row: InstanciaRow) -> str:
    """Where it lies: "Huanta, Ayacucho" for a district, "Ayacucho" for a province, "Perú" for a region."""
    return territory.label(row.place.territory).partition(", ")[2] or "Perú"


PARAGRAPHS = {
    MilestoneKind.MEETING: "7.3.2.3",
    MilestoneKind.EXPEDIENTE: "7.3.2.5",
    MilestoneKind.ORDINANCE: "7.3.2.6",
    MilestoneKind.COPY_SENT: "7.3.2.7",
    MilestoneKind.COPY_RECEIVED: "7.3.2.7",
    MilestoneKind.DESIGNATION: "7.3.2.9",
    MilestoneKind.INSTALLED: "7.3.2.12",
    MilestoneKind.ACTA: "7.3.2.13",
    MilestoneKind.ACTA_SENT: "7.3.2.13",
    MilestoneKind.ACTA_RECEIVED: "7.3.2.13",
}
"""Where the text asks for each milestone."""


def missing(row: InstanciaRow) -> str:
    return next_step(row.state)


def missing_tone(row: InstanciaRow) -> str:
    if row.state is InstanciaState.NOTHING:
        return "error"
    return "secondary" if row.state is InstanciaState.UNKNOWN else "warning"


def missing_icon(row: InstanciaRow) -> str:
    if not missing(row):
        return ""
    return "search" if row.state is InstanciaState.UNKNOWN else "circle-alert"


def session(row: InstanciaRow) -> str:
    """The last session; "—" while there can have been none."""
    if row.last_session:
        return numeric(row.last_session)
    holds = row.state in (InstanciaState.INSTALLED, InstanciaState.WORKING)
    return UNKNOWN if holds or row.state is InstanciaState.UNKNOWN else NOT_YET


def ordinance(row: InstanciaRow) -> str:
    if row.ordinance:
        return row.ordinance
    return UNKNOWN if row.state in _HAD_ORDINANCE or row.state is InstanciaState.UNKNOWN else NOT_YET


def day(value: date | None) -> str:
    return numeric(value) if value else UNKNOWN


def quiet(words: str) -> str:
    """The tone of a cell: what is not known stands back."""
    return "neutral" if words in (UNKNOWN, NOT_YET) else "text"


def told(row: InstanciaRow, inside: Coverage | None = None) -> tuple[str, tuple[str, ...]]:
    """What the map says of it: its name, and some lines."""
    lines = [f"{SIGLAS[row.place.level]}: {row.state.label.lower()}"]
    if row.ordinance or row.ordinance_day:
        when = f" del {numeric(row.ordinance_day)}" if row.ordinance_day else ""
        lines.append(f"Ordenanza {row.ordinance}".rstrip() + when)
    if row.installed_day:
        lines.append(f"Instalada el {numeric(row.installed_day)}")
    if row.last_session:
        lines.append(f"Última sesión: {numeric(row.last_session)}")
    if inside is not None and inside.eligible:
        share = f"{thousands(inside.created)} de {thousands(inside.eligible)}"
        unknown = f", {thousands(inside.unknown)} sin dato" if inside.unknown else ""
        lines.append(f"Dentro: {share} con instancia{unknown}")
    if row.place.approximate:
        lines.append("Ubicación aproximada: su capital no tiene coordenadas")
    return territory.label(row.place.territory), tuple(lines)


def percent(coverage: Coverage) -> str:
    """ "24 %"; what is too little to round is not said to be nothing, nor almost all to be all."""
    share = coverage.percent
    if share is None:
        return UNKNOWN
    if 0 < share < 1:
        return "menos de 1 %"
    return f"{min(round(share), 99) if share < 100 else 100} %"


def counted(rows: Sequence[InstanciaRow], level: Level | None) -> str:
    """ "196 provincias", "2 115 territorios" """
    one, many = LEVELS[level][2:] if level else ("territorio", "territorios")
    return f"{thousands(len(rows))} {one if len(rows) == 1 else many}"
