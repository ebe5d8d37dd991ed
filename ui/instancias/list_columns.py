"""The columns of the matriz and the orders they offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow
from concerta_desktop.text import sort_key
from ui.instancias import words
from ui.widgets.columns import Column

_STATES, _LEVELS = list(InstanciaState), list(Level)

_ORDERS: dict[str, Callable[[InstanciaRow], object]] = {
    "name": lambda row: (sort_key(row.place.name), row.code),
    "within": lambda row: (
        row.place.level is not Level.REGION,
        sort_key(words.within(row)),
        sort_key(row.place.name),
    ),
    "level": lambda row: _LEVELS.index(row.place.level),
    "state": lambda row: -_STATES.index(row.state),
    "session": lambda row: (row.last_session is None, row.last_session or date.min),
    "missing": lambda row: (not words.missing(row), _STATES.index(row.state)),
}


def columns() -> list[Column]:
    """Those always shown, and those to ask for."""
    return [
        Column("name", "Territorio", lambda row: row.place.name, bold=lambda _row: True),
        Column("within", "Dónde", words.within, 132, tone=lambda _row: "secondary"),
        Column("level", "Nivel", lambda row: words.SIGLAS[row.place.level], 56),
        Column("state", "Estado", lambda row: row.state.label, 152, symbol=words.symbol),
        _known("session", "Última sesión", 104, words.session, sortable=True),
        Column(
            "missing",
            "Falta",
            words.missing,
            108,
            icon=words.missing_icon,
            tone=words.missing_tone,
        ),
        _asked("territory", "Código", 76, lambda row: row.place.territory),
        _asked("ordinance", "Ordenanza", 150, words.ordinance),
        _asked("ordinance_day", "Ordenanza: fecha", 118, lambda row: words.day(row.ordinance_day)),
        _asked("installed_day", "Instalada el", 104, lambda row: words.day(row.installed_day)),
        _asked("reported_on", "Informado al", 104, lambda row: words.day(row.reported_on)),
        _asked("reported_by", "Fuente", 160, lambda row: row.reported_by or words.UNKNOWN),
    ]


def in_order(rows: Sequence[InstanciaRow], key: str, *, descending: bool) -> list[InstanciaRow]:
    """Rows as they come (regions, provinces, districts, each as Spanish sorts them) or by a column."""
    if not key:
        return list(rows)
    return sorted(rows, key=_ORDERS[key], reverse=descending)  # type: ignore[arg-type]


def _known(
    key: str, title: str, width: int, text: Callable[[InstanciaRow], str], *, sortable: bool = False
) -> Column:
    return Column(key, title, text, width, tone=lambda row: words.quiet(text(row)), sortable=sortable)


def _asked(key: str, title: str, width: int, text: Callable[[InstanciaRow], str]) -> Column:
    """A column to ask for."""
    return Column(
        key, title, text, width, tone=lambda row: words.quiet(text(row)), sortable=False, optional=True
    )
