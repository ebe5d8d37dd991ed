"""What the oficio, the messages and the calendar file of an intervention need to know: read models only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from concerta_desktop.model.convocation import Convocation
from concerta_desktop.model.interventions import AgendaItem, Intervention
from concerta_desktop.queries.office import Office
from concerta_desktop.queries.sheet import ActivityHeader


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who answers questions about the intervention; "" = sin dato."""

    name: str = ""
    position: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class CallData:
    """An intervention as those invited are told of it."""

    activity: ActivityHeader
    intervention: Intervention
    dates: tuple[date, ...]
    agenda: tuple[AgendaItem, ...]
    letter: Convocation
    equipment: tuple[str, ...]
    """Names of what the venue must have; what does not hace falta is left out."""
    coordinator: Coordinator
    office: Office
    link_due: date | None
