"""What a report lacks to be finalised, and how its number is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concerta_desktop.model.report import TEXT_PARTS, ReportPart
from concerta_desktop.rules.completeness import StepState
from concerta_desktop.rules.report import ReportFacts, name_of, part_statuses

pytestmark = pytest.mark.req("48")

WHOLE = ReportFacts(
    texts=dict.fromkeys(TEXT_PARTS, "Dicho."),
    stale={},
    recipient="Mónica Ejemplo",
    author="Rosa Ejemplo",
    present=34,
    findings=12,
    responses=31,
)


def missing(facts: ReportFacts) -> list[str]:
    return [words for status in part_statuses(facts) for words in status.missing]


def test_a_whole_report_lacks_nothing() -> None:
    assert missing(WHOLE) == []
    assert {status.state for status in part_statuses(WHOLE)} == {StepState.COMPLETE}


def test_an_authority_without_name_is_said() -> None:
    assert missing(replace(WHOLE, recipient="")) == ["A: autoridad sin nombre"]


def test_an_emptied_section_is_empty_and_said() -> None:
    facts = replace(WHOLE, texts={**WHOLE.texts, ReportPart.CONCLUSIONS: " \n"})
    assert missing(facts) == ["Conclusiones vacías"]
    by_part = {status.part: status.state for status in part_statuses(facts)}
    assert by_part[ReportPart.CONCLUSIONS] is StepState.EMPTY


def test_a_nudo_without_responsible_and_a_stale_figure_are_said() -> None:
    facts = replace(WHOLE, unassigned=["N-10"], stale={ReportPart.PARTICIPANTS: 2})
    assert missing(facts) == ["Participantes: 2 cifras desactualizadas", "N-10 sin responsable"]


def test_with_nothing_recorded_each_section_says_so() -> None:
    facts = replace(WHOLE, present=0, findings=0, responses=0)
    assert missing(facts) == [
        "Sin participantes registrados",
        "Sin formularios de evaluación",
        "Matriz sin hallazgos",
    ]


def test_a_section_is_named_without_its_numeral() -> None:
    assert [name_of(part) for part in (ReportPart.PARTICIPANTS, ReportPart.BACKGROUND)] == [
        "Participantes",
        "Antecedentes",
    ]
