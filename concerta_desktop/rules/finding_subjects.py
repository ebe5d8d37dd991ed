"""What a finding may be about: the functions of an instancia and its instruments [B.4.ii; 7.3.3.1].

The list is the office's: a preference in lines such as "Instrumento: Plan de trabajo". What is on no list
is another subject, never guessed to be one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from concerta_desktop.model.fields import Choice
from concerta_desktop.text import fold

PREFERENCE = "finding_subjects"
"""Name of the preference that holds the office's own list."""


class Aspect(Choice):
    """How the matriz is read: by function or by instrument."""

    INSTRUMENT = "instrumento", "Instrumento"
    FUNCTION = "funcion", "Función"
    OTHER = "otro", "Otro asunto"


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    aspect: Aspect


SHIPPED = """Instrumento: Ordenanza de creación
Instrumento: Reglamento interno
Instrumento: Diagnóstico
Instrumento: Plan de trabajo
Instrumento: Observatorio regional
Instrumento: Protocolo Base (PBAC)
Función: Conformación y directorio
Función: Sesiones, actas y acuerdos
Función: Presidencia
Función: Secretaría Técnica
Función: Articulación
Función: Presupuesto
Función: Gestión de personal
Función: Seguimiento y reporte
Función: Sensibilización e información"""
"""[propuesta] Those that the Lineamientos name."""

RESPONSIBLES = (
    "Secretaría Técnica",
    "Gerencia de Desarrollo Social",
    "Oficina de Planeamiento y Presupuesto",
    "Presidencia de la instancia",
)
"""Who usually answers for a corrective measure [7.2, Cuadro 2]; any other may be written."""


def subjects(text: str | None, used: Iterable[str] = ()) -> tuple[Subject, ...]:
    """The list of the office (None = the shipped one), then what was already written and is not in it."""
    found: dict[str, Subject] = {}
    for line in (SHIPPED if text is None else text).splitlines():
        subject = _subject(line)
        if subject:
            found.setdefault(fold(subject.name), subject)
    for name in used:
        found.setdefault(fold(name), Subject(name, Aspect.OTHER))
    return tuple(found.values())


def aspect_of(about: str | None, listed: Iterable[Subject]) -> Aspect:
    """Whether a finding is about a function or an instrument, by the list."""
    wanted = fold(about or "")
    return next((item.aspect for item in listed if fold(item.name) == wanted), Aspect.OTHER)


def _subject(line: str) -> Subject | None:
    """A line of the list; without a word before ":" it is another subject."""
    head, colon, rest = line.partition(":")
    aspect = next((one for one in Aspect if fold(one.label) == fold(head)), None) if colon else None
    name = (rest if aspect else line).strip()
    return Subject(name, aspect or Aspect.OTHER) if name else None
