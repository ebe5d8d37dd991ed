"""Cuadros 1 and 2 of the Lineamientos [7.3.1.2 B.2, B.3]: what each type is for and who takes part.

The words are the source's, shipped in resources/catalogues/cuadros.json. Its page break scrambles the MOOC
and Pasantías cells of Cuadro 1, set in order here; in Cuadro 2 the last three rows share the merged cell
of Acompañamiento técnico.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from concerta_desktop.model.choices import InterventionType


@dataclass(frozen=True)
class CuadroRow:
    """One type of intervention. `invited` are the participants one by one, without their heading."""

    name: str
    objective: str
    heading: str
    invited: tuple[str, ...] = ()

    @property
    def participants(self) -> str:
        """Cuadro 2 as it is written into a field: the heading, then one line per participant."""
        return "\n".join([self.heading, *(f"- {one}" for one in self.invited)])


@cache
def _rows() -> dict[InterventionType, CuadroRow]:
    text = (resources.files("resources") / "catalogues" / "cuadros.json").read_text("utf-8")
    return {
        InterventionType(code): CuadroRow(  # type: ignore[call-arg]
            facts["name"], facts["objective"], facts["heading"], tuple(facts["invited"])
        )
        for code, facts in json.loads(text)["types"].items()
    }


def cuadro(kind: InterventionType) -> CuadroRow:
    """The row of a type in both Cuadros."""
    return _rows()[kind]


def follows_default(text: str | None, defaults: tuple[str, ...]) -> bool:
    """Whether a text is nobody's own yet: empty, or word for word one of the `defaults`."""
    return not text or text in defaults


def objective_for(kind: InterventionType, current: str | None) -> str:
    """The objective once the type is chosen: Cuadro 1's, unless a person wrote one of their own."""
    defaults = tuple(row.objective for row in _rows().values())
    return cuadro(kind).objective if follows_default(current, defaults) else current or ""


def participants_for(kind: InterventionType, current: str | None) -> str:
    """The participants once the type is chosen: Cuadro 2's, unless a person wrote their own."""
    defaults = tuple(row.participants for row in _rows().values())
    return cuadro(kind).participants if follows_default(current, defaults) else current or ""
