"""What the documents of an evaluation need to know: read models only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from concerta_desktop.queries.evaluation import EvaluationSummary
from concerta_desktop.queries.sheet import ActivityHeader
from concerta_desktop.rules.evaluation import Form


@dataclass(frozen=True, slots=True)
class SummaryData:
    """An evaluation summed up."""

    activity: ActivityHeader
    summary: EvaluationSummary
    issued: datetime


@dataclass(frozen=True, slots=True)
class BlankFormData:
    """The form to be printed and answered with a pen."""

    activity: ActivityHeader
    form: Form
    groups: tuple[str, ...]
    issued: datetime
