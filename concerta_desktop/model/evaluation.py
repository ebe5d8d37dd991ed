"""What those who came thought of an intervention: anonymous forms [B.4, C].

No field here says who answered, and none ever may.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Merge, Meta, Privacy, Record

MAX_QUESTIONS, MAX_OPEN, MAX_GROUPS = 12, 3, 8
_COMMENT = 4000


class Aspect(Choice):
    """What a closed question asks about [C]. Stays when its words change, so that results add up."""

    METHODOLOGY = "metodologia", "Metodología"
    LOGISTICS = "logistica", "Logística"
    FACILITATION = "facilitacion", "Facilitación"
    OBJECTIVES = "objetivos", "Logro de objetivos"
    NEEDS = "necesidades", "Satisfacción de necesidades"
    OTHER = "otros", "Otros"


@dataclass(frozen=True, kw_only=True)
class Evaluation(Record):
    """The evaluation of one intervention: one for each (natural id)."""

    META: ClassVar[Meta] = Meta("evaluation", "Evaluación", "Evaluaciones", title=("intervention",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    form: Annotated[str | None, Field("Formulario vigente", refers_to="evaluation_form", source="C")] = None
    received: Annotated[
        int | None,
        Field("Formularios recibidos", help="Los de papel que se recogieron.", maximum=5000, source="C"),
    ] = None
    groups: Annotated[
        tuple[str, ...] | None, Field("Grupos", help="Para comparar salones o turnos.", max_length=30)
    ] = None


@dataclass(frozen=True, kw_only=True)
class EvaluationForm(Record):
    """One version of the questions. Never changes: its id comes from what it asks (natural id), so other
    questions are another form, and answers always stand beside the questions that were read."""

    META: ClassVar[Meta] = Meta(
        "evaluation_form", "Formulario de evaluación", "Formularios de evaluación", title=("version",)
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    version: Annotated[int | None, Field("Versión", required=True, minimum=1)] = None
    aspects: Annotated[
        tuple[str, ...] | None, Field("Aspectos", help="Uno por pregunta, por su código.", source="C")
    ] = None
    questions: Annotated[
        tuple[str, ...] | None,
        Field("Preguntas", help="Título y, en otra línea, su explicación.", long=True, max_length=300),
    ] = None
    open_questions: Annotated[tuple[str, ...] | None, Field("Preguntas abiertas", max_length=200)] = None


@dataclass(frozen=True, kw_only=True)
class EvaluationResponse(Record):
    """One form filled by nobody knows whom. Closed: a correction is an operation with its reason."""

    META: ClassVar[Meta] = Meta(
        "evaluation_response",
        "Evaluación respondida",
        "Evaluaciones respondidas",
        title=("number",),
        merge=Merge.KEEP,
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    form: Annotated[str | None, Field("Formulario", refers_to="evaluation_form", required=True)] = None
    number: Annotated[int | None, Field("N.° de formulario", required=True, minimum=1)] = None
    answers: Annotated[
        tuple[str, ...] | None,
        Field("Respuestas", help="De 1 a 5 en el orden de las preguntas; 0 = en blanco.", source="C"),
    ] = None
    group_name: Annotated[str | None, Field("Grupo", max_length=30)] = None
    comment_1: Annotated[
        str | None,
        Field("Comentario", long=True, max_length=_COMMENT, privacy=Privacy.PERSONAL, source="C"),
    ] = None
    comment_2: Annotated[
        str | None, Field("Segundo comentario", long=True, max_length=_COMMENT, privacy=Privacy.PERSONAL)
    ] = None
    comment_3: Annotated[
        str | None, Field("Tercer comentario", long=True, max_length=_COMMENT, privacy=Privacy.PERSONAL)
    ] = None
    entered_at: Annotated[datetime | None, Field("Hora de digitación")] = None
    corrected_at: Annotated[datetime | None, Field("Corregido")] = None
    reason: Annotated[str | None, Field("Motivo de la corrección", max_length=300)] = None
