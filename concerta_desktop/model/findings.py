"""The matriz de avances y nudos críticos [B.4.ii]: what a visit finds, and what later visits say of it.

A nudo is recorded once, by the visit that finds it. Each visit that comes after says how it stands: that is
its story, a ledger across visits.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record

_LONG = 20_000


class FindingKind(Choice):
    """[B.4.ii]"""

    OBSTACLE = "nudo_critico", "Nudo crítico"
    ADVANCE = "avance", "Avance"


class FindingState(Choice):
    """How a nudo stands when a visit closes."""

    OPEN = "abierto", "Abierto"
    IN_PROGRESS = "en_proceso", "En proceso"
    RESOLVED = "resuelto", "Resuelto"


@dataclass(frozen=True, kw_only=True)
class Finding(Record):
    """An avance, or a nudo crítico with its cause and corrective measure [B.4.ii, C]."""

    META: ClassVar[Meta] = Meta("finding", "Hallazgo", "Hallazgos", title=("text",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    kind: Annotated[FindingKind | None, Field("Tipo", source="B.4.ii", required=True)] = None
    place: Annotated[
        str | None,
        Field("De quién", catalogue="place", source="B.4.ii", index=True),
    ] = None
    number: Annotated[int | None, Field("Número", help="Único en su GR, GL o instancia.", minimum=1)] = None
    about: Annotated[
        str | None, Field("Función o instrumento", source="B.4.ii", search=True, max_length=120)
    ] = None
    text: Annotated[
        str | None, Field("Hallazgo", source="B.4.ii", search=True, long=True, max_length=_LONG)
    ] = None
    cause: Annotated[str | None, Field("Causa", source="C", long=True, max_length=_LONG)] = None
    measure: Annotated[str | None, Field("Medida correctiva", source="C", long=True, max_length=_LONG)] = None
    responsible: Annotated[str | None, Field("Responsable", source="C", max_length=160)] = None
    due: Annotated[date | None, Field("Plazo", source="C")] = None


@dataclass(frozen=True, kw_only=True)
class FindingUpdate(Record):
    """What a visit says of a nudo: one for each finding and intervention (natural id)."""

    META: ClassVar[Meta] = Meta(
        "finding_update", "Seguimiento de nudo crítico", "Seguimientos de nudos críticos", title=("day",)
    )

    finding: Annotated[str | None, Field("Hallazgo", refers_to="finding", required=True, index=True)] = None
    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    day: Annotated[date | None, Field("Fecha")] = None
    state: Annotated[FindingState | None, Field("Estado al cierre de esta visita", source="B.4.ii")] = None
    note: Annotated[
        str | None, Field("Qué se hizo o se dijo hoy", source="B.4.ii", long=True, max_length=_LONG)
    ] = None
