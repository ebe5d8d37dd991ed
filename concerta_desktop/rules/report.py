"""How far the report has come, section by section, and what it lacks to be finalised [C; 48]."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from concerta_desktop.model.report import TEXT_PARTS, ReportPart
from concerta_desktop.rules.completeness import StepState

_NUMERAL = re.compile(r"^([\d.]+|[IV]+\.) ")
_BLANK = {
    ReportPart.BACKGROUND: "Antecedentes vacíos",
    ReportPart.LEGAL_BASIS: "Base legal vacía",
    ReportPart.DEVELOPMENT: "Desarrollo vacío",
    ReportPart.PARTICIPANTS: "Participantes: sin texto",
    ReportPart.EVALUATION: "Evaluación: sin texto",
    ReportPart.OBSTACLES: "Nudos críticos: sin texto",
    ReportPart.ADVANCES: "Avances: sin texto",
    ReportPart.CONCLUSIONS: "Conclusiones vacías",
    ReportPart.RECOMMENDATIONS: "Recomendaciones vacías",
    ReportPart.ANNEXES: "Anexos vacíos",
}


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What completeness looks at. `texts`: what each section says, as stored; `stale`: figures that changed
    since it was edited; `disputed`: sections written differently on two laptops; `unnamed_year`: that of the
    report, when nobody knows its name. `unassigned` and `unmeasured`: codes of nudos without responsible or
    measure.
    """

    texts: Mapping[ReportPart, str]
    stale: Mapping[ReportPart, int]
    disputed: Collection[ReportPart] = ()
    recipient: str = ""
    author: str = ""
    present: int = 0
    findings: int = 0
    responses: int = 0
    unentered: int = 0
    unfinished: bool = False
    unnamed_year: int = 0
    unassigned: Sequence[str] = ()
    unmeasured: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One section: its mark, and what it lacks in words that fit a list."""

    part: ReportPart
    state: StepState
    missing: tuple[str, ...]


def name_of(part: ReportPart) -> str:
    """A section without its numeral: "Participantes"."""
    return _NUMERAL.sub("", part.label)


def part_statuses(facts: ReportFacts) -> tuple[PartStatus, ...]:
    """Every section in order."""
    return tuple(_status(part, facts) for part in ReportPart)


def _status(part: ReportPart, facts: ReportFacts) -> PartStatus:
    missing = (*_head(part, facts), *_text(part, facts), *_data(part, facts))
    if not missing:
        return PartStatus(part, StepState.COMPLETE, ())
    blank = part in TEXT_PARTS and not facts.texts.get(part, "").strip()
    return PartStatus(part, StepState.EMPTY if blank else StepState.STARTED, missing)


def _head(part: ReportPart, facts: ReportFacts) -> Iterable[str]:
    if part is ReportPart.HEAD and not facts.recipient:
        yield "A: autoridad sin nombre"
    if part is ReportPart.HEAD and not facts.author:
        yield "DE: falta quién informa"
    if part is ReportPart.HEAD and facts.unnamed_year:
        yield f"Nombre del año {facts.unnamed_year}: póngalo en Ajustes > Catálogos"


def _text(part: ReportPart, facts: ReportFacts) -> Iterable[str]:
    if part in TEXT_PARTS and not facts.texts.get(part, "").strip():
        yield _BLANK[part]
    count = facts.stale.get(part, 0)
    if count:
        words = "1 cifra desactualizada" if count == 1 else f"{count} cifras desactualizadas"
        yield f"{name_of(part)}: {words}"
    if part in facts.disputed:
        yield f"{name_of(part)}: dos textos"


def _data(part: ReportPart, facts: ReportFacts) -> Iterable[str]:
    if part is ReportPart.DEVELOPMENT and facts.unfinished:
        yield "La intervención no ha terminado"
    if part is ReportPart.PARTICIPANTS and not facts.present:
        yield "Sin participantes registrados"
    if part is ReportPart.EVALUATION and not (facts.responses or facts.unentered):
        yield "Sin formularios de evaluación"
    if part is ReportPart.EVALUATION and facts.unentered:
        many = "1 formulario" if facts.unentered == 1 else f"{facts.unentered} formularios"
        yield f"{many} por digitar"
    if part is ReportPart.ADVANCES and not facts.findings:
        yield "Matriz sin hallazgos"
    if part is ReportPart.OBSTACLES:
        yield from (f"{code} sin medida correctiva" for code in facts.unmeasured)
        yield from (f"{code} sin responsable" for code in facts.unassigned)
