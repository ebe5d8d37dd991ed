"""What an intervention that is over still lacks."""

from __future__ import annotations

from concerta_desktop.rules.closing import ClosingCounts, missing_to_close
from concerta_desktop.rules.completeness import Missing, Step, StepState, StepStatus

NOBODY = Missing("present", "Falta registrar quiénes participaron", Step.ATTENDANCE)
NO_VENUE = Missing("venue", "Falta el lugar", Step.PROGRAMMING, "venue")
NO_EXPECTED = Missing("expected", "Faltan las personas convocadas", Step.CONVOCATION)


def steps(*missing: Missing) -> list[StepStatus]:
    return [
        StepStatus(step, StepState.STARTED, "", tuple(item for item in missing if item.step is step))
        for step in Step
    ]


def texts(*missing: Missing, **people: int) -> list[str]:
    return [item.text for item in missing_to_close(steps(*missing), ClosingCounts(**people))]


def test_attendance_leads_because_the_report_rests_on_it() -> None:
    assert texts(NO_VENUE, NOBODY) == ["Falta registrar quiénes participaron", "Falta el lugar"]


def test_who_was_convoked_no_longer_matters() -> None:
    assert texts(NO_EXPECTED) == []


def test_people_of_whom_something_is_unknown_are_counted() -> None:
    assert texts(without_sex=1, without_entity=3) == ["1 persona sin sexo", "3 personas sin entidad"]
