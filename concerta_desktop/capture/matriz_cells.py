"""Cells of a received matriz read as dates, states, levels and yes or no. What is not certain is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from concerta_desktop.capture.workbook import Cell, Formula, NotACell
from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.rules.spanish_dates import MONTHS
from concerta_desktop.text import fold

NO_DATA = frozenset(
    {"", "-", "--", "s/d", "sd", "sin dato", "sin informacion", "n/d", "nd", "no se sabe", "?"}
)
_EPOCH = date(1899, 12, 30)
_SERIALS = range(18_264, 55_153)
"""Excel's numbers of the days from 1950 to 2050."""
_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?")
_WORDS = re.compile(r"(\d{1,2}) (?:de )?([a-z]+)(?: del?)? (\d{4})")
_FULL = {name: place for place, name in enumerate(MONTHS, 1)} | {"septiembre": 9}
_MONTHS = _FULL | {name[:3]: place for name, place in _FULL.items()}

_STATES: tuple[tuple[InstanciaState, re.Pattern[str]], ...] = tuple(
    (state, re.compile(pattern))
    for state, pattern in (
        (InstanciaState.NOTHING, r"sin mecanismo|no (cuenta|tiene|existe|creada)|sin crear|no|ninguno"),
        (InstanciaState.PRIOR, r"(con )?mecanismo previo|mesa|comision|otro mecanismo"),
        (InstanciaState.ORDINANCE, r"(con )?ordenanza|creada|creado|con norma"),
        (InstanciaState.INSTALLED, r"instalad[ao]|creada e instalada"),
        (InstanciaState.WORKING, r"funcionando|en funcionamiento|operativ[ao]|activ[ao]|sesionando|funciona"),
    )
)
_LEVELS = {
    "regional": Level.REGION, "region": Level.REGION, "irc": Level.REGION,
    "provincial": Level.PROVINCE, "provincia": Level.PROVINCE, "ipc": Level.PROVINCE,
    "distrital": Level.DISTRICT, "distrito": Level.DISTRICT, "idc": Level.DISTRICT,
}  # fmt: skip
_LONGEST = 60
_YES, _NO = frozenset({"si", "s", "x", "1", "verdadero", "cuenta"}), frozenset({"no", "n", "0", "falso"})


class Unreadable(ValueError):
    """What is wrong with a cell, in Spanish, to be said after its address."""


def quoted(text: str) -> str:
    """What a cell says, to be told of it: as much as fits in a line."""
    return f"«{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}»"


def text_of(cell: Cell) -> str:
    """A cell as text, "" when it says that there is no data. Raises `Unreadable` on formulas and errors."""
    if isinstance(cell, Formula):
        raise Unreadable("hay una fórmula. Cópiela y péguela como valor.")
    if isinstance(cell, NotACell):
        raise Unreadable(f"Excel muestra un error ({cell}). Corríjalo o deje la celda vacía.")
    if isinstance(cell, bool):
        return "sí" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    seen = "" if cell is None else "".join(one for one in str(cell) if unicodedata.category(one) != "Cf")
    text = " ".join(seen.split()).removeprefix("'")
    return "" if fold(text) in NO_DATA else text


def date_of(cell: Cell) -> date | None:
    """A complete date, day first. Raises `Unreadable` when it is not certain which day it is."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in _SERIALS:
            return _EPOCH + timedelta(days=int(cell))
        raise Unreadable(f"{quoted(text_of(cell))} no es una fecha completa. Escríbala como 09/03/2021.")
    text = text_of(cell)
    return _date_of_text(text) if text else None


def _date_of_text(text: str) -> date:
    plain = fold(text).rstrip(".")
    try:
        if found := _ISO.fullmatch(plain):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMERIC.fullmatch(plain):
            year = int(found[3])
            return date(year if year > 99 else 2000 + year, int(found[2]), int(found[1]))
        if (found := _WORDS.fullmatch(plain)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError as error:
        raise Unreadable(f"{quoted(text)} no es una fecha posible (día, mes y año).") from error
    raise Unreadable(f"{quoted(text)} no es una fecha completa. Escríbala como 09/03/2021.")


def state_of_cell(cell: Cell) -> InstanciaState | None:
    text = text_of(cell)
    plain = fold(text)
    found = next((state for state, pattern in _STATES if pattern.fullmatch(plain)), None)
    found = found or next((state for state in InstanciaState if fold(state.label) == plain), None)
    if text and found is None:
        labels = ", ".join(state.label for state in InstanciaState if state is not InstanciaState.UNKNOWN)
        raise Unreadable(f"{quoted(text)} no es un estado conocido. Use uno de: {labels}.")
    return None if found is InstanciaState.UNKNOWN else found


def level_of_cell(cell: Cell) -> Level | None:
    text = text_of(cell)
    if not text:
        return None
    words = fold(text).replace("-", " ").split()
    found = {_LEVELS[word] for word in words if word in _LEVELS}
    if len(found) != 1:
        raise Unreadable(f"{quoted(text)} no es un nivel. Use regional, provincial o distrital.")
    return found.pop()


def yes_of_cell(cell: Cell) -> bool | None:
    text = text_of(cell)
    plain = fold(text)
    if plain and plain not in _YES | _NO:
        raise Unreadable(f"{quoted(text)} no es sí ni no. Escriba sí, no, o deje la celda vacía.")
    return plain in _YES if plain else None
