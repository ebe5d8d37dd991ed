"""The steps of an instancia's page, in order. A new step is one line here and what it lists."""

from __future__ import annotations

from ui.instancias.creation_step import CreationStep
from ui.instancias.part_step import PartStep
from ui.instancias.parts import (
    AWARENESS,
    INSTRUMENTS,
    MEMBERS,
    REPORTS,
    REVIEWS,
    SESSIONS,
    SUITABILITY,
)
from ui.instancias.step import Step


class DirectoryStep(PartStep):
    """Who sits on it [7.3.2.8-11]."""

    key = "integrantes"
    title = "Directorio"
    part = MEMBERS
    more = (SUITABILITY,)


class InstrumentsStep(PartStep):
    """What it has approved [7.3.3.1]."""

    key = "instrumentos"
    title = "Instrumentos"
    part = INSTRUMENTS
    more = (REVIEWS, AWARENESS)


class SessionsStep(PartStep):
    """When it met, and what was agreed [7.3.3.2]."""

    key = "sesiones"
    title = "Sesiones"
    part = SESSIONS


class FollowUpStep(PartStep):
    """What it reports [7.3.4]."""

    key = "seguimiento"
    title = "Seguimiento"
    part = REPORTS


STEPS: tuple[type[Step], ...] = (CreationStep, DirectoryStep, InstrumentsStep, SessionsStep, FollowUpStep)
