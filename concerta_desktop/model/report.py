"""The informe técnico, which is also the reporte de ejecución [B.4, C]: its head, its texts, what was frozen.

An intervention has one report, so every id follows from the intervention: two laptops agree on it. Each
section is a record of its own, so that two people who write different sections do not meet.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Merge, Meta, Record
from concerta_desktop.model.identity import natural_id


class ReportPart(Choice):
    """The sections of the report, in the order in which they stand [2.8]."""

    HEAD = "encabezado", "Encabezado"
    BACKGROUND = "antecedentes", "I. Antecedentes"
    LEGAL_BASIS = "base_legal", "Base legal"
    DEVELOPMENT = "desarrollo", "2.1 Desarrollo"
    PARTICIPANTS = "participantes", "2.2 Participantes"
    EVALUATION = "evaluacion", "2.3 Evaluación"
    OBSTACLES = "nudos", "2.4 Nudos críticos"
    ADVANCES = "avances", "2.5 Avances"
    CONCLUSIONS = "conclusiones", "III. Conclusiones"
    RECOMMENDATIONS = "recomendaciones", "IV. Recomendaciones"
    ANNEXES = "anexos", "Anexos"


TEXT_PARTS = tuple(part for part in ReportPart if part is not ReportPart.HEAD)
"""The sections that hold running text; the head is made of fields."""


@dataclass(frozen=True, kw_only=True)
class TechnicalReport(Record):
    """The head of the report. The document system gives the number: it is blank until recorded [2.8]."""

    META: ClassVar[Meta] = Meta(
        "technical_report", "Informe técnico", "Informes técnicos", title=("number", "subject")
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    number: Annotated[
        str | None,
        Field("Número del informe", help="Lo da el sistema documental; anótelo después.", max_length=80),
    ] = None
    dated: Annotated[date | None, Field("Fecha del informe")] = None
    recipient_name: Annotated[str | None, Field("A: nombres y apellidos", max_length=120)] = None
    recipient_position: Annotated[str | None, Field("A: cargo", max_length=160)] = None
    author_name: Annotated[str | None, Field("De: nombres y apellidos", max_length=120)] = None
    author_position: Annotated[str | None, Field("De: cargo", max_length=160)] = None
    subject: Annotated[str | None, Field("Asunto", long=True, max_length=400)] = None
    cited: Annotated[
        str | None,
        Field("Referencia", help="Un documento por línea: las letras van solas.", long=True, max_length=2000),
    ] = None
    expediente: Annotated[str | None, Field("Expediente", max_length=60)] = None


@dataclass(frozen=True, kw_only=True)
class ReportSection(Record):
    """The text of a section that somebody wrote over the draft. Figures in it are tokens (rules.report_text).

    `edited` with no text is a section emptied on purpose; not `edited` is the draft.
    """

    META: ClassVar[Meta] = Meta(
        "report_section", "Sección del informe", "Secciones del informe", title=("section",)
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    section: Annotated[ReportPart | None, Field("Sección", required=True)] = None
    text: Annotated[str | None, Field("Texto", source="C", long=True, max_length=200_000)] = None
    edited: Annotated[bool | None, Field("Editada a mano")] = None
    seen: Annotated[
        tuple[str, ...] | None,
        Field("Cifras leídas", help="Lo que decía cada cifra al editar: clave=valor.", max_length=300),
    ] = None


@dataclass(frozen=True, kw_only=True)
class ReportVersion(Record):
    """A report as it was finalised: evidence, never changed. `content` = canonical JSON of its blocks."""

    META: ClassVar[Meta] = Meta(
        "report_version", "Versión del informe", "Versiones del informe", title=("version",), merge=Merge.KEEP
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    version: Annotated[int | None, Field("Versión", required=True, minimum=1, maximum=10_000)] = None
    digest: Annotated[str | None, Field("Huella SHA-256", required=True, max_length=64)] = None
    content: Annotated[str | None, Field("Contenido", required=True, long=True, max_length=8_000_000)] = None
    finalised_at: Annotated[datetime | None, Field("Finalizada el", required=True)] = None
    finalised_by: Annotated[str | None, Field("Finalizada por", refers_to="specialist")] = None
    changes: Annotated[str | None, Field("Qué cambió desde la anterior", long=True, max_length=20_000)] = None


def report_id(intervention: str) -> str:
    return natural_id("technical_report", intervention)


def section_id(intervention: str, part: ReportPart) -> str:
    return natural_id("report_section", intervention, part.value)


def version_id(intervention: str, version: int, digest: str) -> str:
    """The same content finalised on two laptops is one version; different contents are both kept."""
    return natural_id("report_version", intervention, str(version), digest)
