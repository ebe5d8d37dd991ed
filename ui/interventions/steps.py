"""The steps of an intervention's page, in order. A new step is one line here."""

from __future__ import annotations

from ui.interventions.attendance.step import AttendanceStep
from ui.interventions.convocation.step import ConvocationStep
from ui.interventions.evaluation.step import EvaluationStep
from ui.interventions.matrix.step import MatrixStep
from ui.interventions.programming.step import ProgrammingStep
from ui.interventions.report.step import ReportStep
from ui.interventions.step import Step

STEPS: tuple[type[Step], ...] = (
    ProgrammingStep,
    ConvocationStep,
    AttendanceStep,
    MatrixStep,
    EvaluationStep,
    ReportStep,
)
