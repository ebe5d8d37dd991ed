"""What a person is told to look at, with the paragraph behind it and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from concerta_desktop.model.fields import Choice


class Severity(Choice):
    """[K3]"""

    ADVISORY = "orientador", "Orientador"
    NORM = "norma_superior", "Norma superior"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to look at, with the paragraph behind it. It never blocks."""

    text: str
    paragraph: str
    severity: Severity = Severity.ADVISORY
    about: str = ""
    """Id of the record it speaks of."""
    late: bool = False
    """It was due and is not done."""
