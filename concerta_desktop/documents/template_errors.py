"""What is wrong with a template, in Spanish and with the words of the paragraph where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_ABOVE = 3
"""docxtpl hands the lines around a mistake; this many stand above it, fewer at the beginning."""
_SAID = (
    (r"unknown tag '(?P<what>end\w+)'", "«{what}» no tiene su comienzo"),
    (r"unknown tag '(?P<what>\w+)'", "no existe la instrucción «{what}»"),
    (r"innermost block that needs to be closed is '(?P<what>\w+)'", "falta cerrar «{what}»"),
    (r"No (?:filter|test) named '(?P<what>\w+)'", "no existe el filtro «{what}»"),
    (r"expected token '[^']+', got '(?P<what>[^']+)'", "sobra o falta algo junto a «{what}»"),
    (r"unexpected (?:char )?'[/<>]'", "falta cerrar «{{{{» con «}}}}»"),
    (r"unexpected (?:char )?'(?P<what>[^']+)'", "sobra «{what}»"),
    (r"[Ee]xpected an expression", "hay una instrucción vacía"),
    (r"[Uu]nexpected end of template", "falta cerrar una instrucción"),
    (r"tag name expected", "falta la instrucción después de «{{%»"),
)
_OTHERWISE = "una de sus instrucciones no se entiende"
_LONGEST = 80


def explain(error: Any) -> str:
    """A `TemplateError` of Jinja as a sentence for whoever wrote the template."""
    message = str(error.message or "")
    for pattern, words in _SAID:
        found = re.search(pattern, message)
        if found:
            said = words.format(**found.groupdict())
            break
    else:
        said = _OTHERWISE
    place = _place(getattr(error, "docx_context", ()), getattr(error, "lineno", None))
    return f"{said}, en «{place}»." if place else f"{said}."


def _place(context: Iterable[str], line: int | None) -> str:
    """The words of the paragraph where it is; "" when there are none to tell it by."""
    around = list(context)
    at = min(_ABOVE, (line or 0) - 1)
    words = " ".join(around[at].split()) if 0 <= at < len(around) else ""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
