"""What headquarters remarks on an intervention that it received, and what the specialist answers [B.4]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record


class RemarkState(Choice):
    """The specialist attends to it; headquarters closes it."""

    OPEN = "por_atender", "Por atender"
    ATTENDED = "atendida", "Atendida"
    CLOSED = "conforme", "Conforme"


@dataclass(frozen=True, kw_only=True)
class Remark(Record):
    """One thing to put right, or to explain. The correction itself is an edit of the intervention."""

    META: ClassVar[Meta] = Meta("remark", "Observación", "Observaciones", title=("text",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    text: Annotated[
        str | None,
        Field(
            "Observación", help="Qué falta o qué hay que corregir.", required=True, long=True, max_length=2000
        ),
    ] = None
    state: Annotated[RemarkState | None, Field("Estado", required=True)] = None
    answer: Annotated[
        str | None, Field("Respuesta", help="Qué se corrigió, o por qué no.", long=True, max_length=2000)
    ] = None
