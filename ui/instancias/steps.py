"""The steps of an instancia's page, in order. A new step is one line here."""

from __future__ import annotations

from ui.instancias.creation_step import CreationStep
from ui.instancias.step import Step

STEPS: tuple[type[Step], ...] = (CreationStep,)
