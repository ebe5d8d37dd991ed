"""What cannot be true of an intervention: refused at the field, with what was typed kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.instancia import is_instancia_code
from concerta_desktop.model.interventions import Intervention, InterventionDay
from concerta_desktop.model.territory import is_code
from concerta_desktop.rules.spanish_dates import numeric


def check_territories(field: str, codes: Iterable[str] | None) -> None:
    """Raise `ValidationError` on a ubigeo that the catalogue does not have."""
    for code in codes or ():
        if not is_code(code):
            raise ValidationError(
                field,
                f"El ubigeo «{code}» no existe en el catálogo de territorios.",
                todo="Búsquelo por su nombre y elíjalo de la lista.",
            )


def check_instancias(field: str, codes: Iterable[str | None] | None) -> None:
    """Raise `ValidationError` on an instancia whose level and territory cannot be."""
    for code in codes or ():
        if code and not is_instancia_code(code):
            raise ValidationError(
                field,
                f"La instancia «{code}» no existe en el catálogo.",
                todo="Búsquela por el nombre de su territorio y elíjala de la lista.",
            )


def check_intervention(intervention: Intervention) -> None:
    """Raise `ValidationError` on territories that do not exist and periods that end before they begin."""
    check_territories("territories", intervention.territories)
    check_instancias("instancias", intervention.instancias)
    check_instancias("visitor", (intervention.visitor,))
    check_instancias("visited", (intervention.visited,))
    if intervention.visitor and intervention.visitor == intervention.visited:
        raise ValidationError(
            "visited", "La instancia que recibe es la misma que visita.", todo="Elija otra."
        )
    start, end = intervention.period_start, intervention.period_end
    if start and end and end < start:
        raise ValidationError(
            "period_end",
            f"El período termina el {numeric(end)}, antes de empezar el {numeric(start)}.",
            todo="Corrija una de las dos fechas.",
        )


def check_hours(start: time | None, end: time | None) -> None:
    """Raise `ValidationError` on "end" when it is not after `start`."""
    if start and end and end <= start:
        raise ValidationError(
            "end",
            f"La hora de fin ({end:%H:%M}) no es posterior a la de inicio ({start:%H:%M}).",
            todo="Corrija una de las dos horas.",
        )


def check_days(days: Iterable[InterventionDay]) -> None:
    """Raise `ValidationError` on a day that ends before it starts or is listed twice."""
    seen: set[object] = set()
    for day in days:
        check_hours(day.start, day.end)
        if day.day and day.day in seen:
            raise ValidationError(
                "day", f"El {numeric(day.day)} ya está entre los días.", todo="Elija otra fecha."
            )
        seen.add(day.day)
