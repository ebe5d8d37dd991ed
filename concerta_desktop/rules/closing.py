"""What an intervention that is over still lacks before its report can be written [B.4].

Who was convoked no longer matters then; who came, and what is known of them, does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from concerta_desktop.rules.completeness import Missing, Step, StepStatus


@dataclass(frozen=True, slots=True)
class ClosingCounts:
    """People present of whom something is "sin dato"."""

    without_sex: int = 0
    without_entity: int = 0


def missing_to_close(steps: Iterable[StepStatus], people: ClosingCounts) -> tuple[Missing, ...]:
    """What is missing, attendance first. `steps` as they stand after the last day."""
    by_step = {status.step: status.missing for status in steps}
    unknown = ((people.without_sex, "sex", "sin sexo"), (people.without_entity, "entity", "sin entidad"))
    gaps = tuple(
        Missing(key, f"{count} {'persona' if count == 1 else 'personas'} {words}", Step.ATTENDANCE)
        for count, key, words in unknown
        if count
    )
    after = by_step.get(Step.MATRIX, ()) + by_step.get(Step.EVALUATION, ())
    last = by_step.get(Step.PROGRAMMING, ()) + by_step.get(Step.REPORT, ())
    return by_step.get(Step.ATTENDANCE, ()) + gaps + after + last
