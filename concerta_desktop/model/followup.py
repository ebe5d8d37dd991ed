"""Follow-up and evaluation [7.3.4]: reports of the plan and their journey, the yearly situation report,
the evaluation of a process of assistance."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record
from concerta_desktop.model.identity import natural_id

_LONG = 50_000


class ReportPeriod(Choice):
    """[7.3.4.2, 7.3.4.6; K15] One template, three periods."""

    FIRST = "semestre_1", "Primer semestre"
    SECOND = "semestre_2", "Segundo semestre"
    ANNUAL = "anual", "Anual"


class JourneyStep(Choice):
    """[7.3.4.4-7] To whom a report goes, in order."""

    PROVINCE = "ipc", "Presidencia de la IPC"
    REGION = "irc", "IRC"
    CMAN = "st_cman", "ST-CMAN"
    DPVLV = "dpvlv", "DPVLV"


@dataclass(frozen=True, kw_only=True)
class PlanReport(Record):
    """A semester or yearly report of an instancia's plan [Anexo 4]. Natural id: instancia, year, period."""

    META: ClassVar[Meta] = Meta(
        "plan_report", "Informe de seguimiento", "Informes de seguimiento", title=("year", "period")
    )

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    year: Annotated[int | None, Field("Año", required=True, minimum=2000, maximum=2100)] = None
    period: Annotated[ReportPeriod | None, Field("Período", source="7.3.4.2", required=True)] = None
    instrument: Annotated[str | None, Field("Plan", refers_to="instrument")] = None
    prepared_on: Annotated[date | None, Field("Elaborado el", source="7.3.4.2")] = None
    analysis: Annotated[str | None, Field("Análisis", source="7.3.4.1", long=True, max_length=_LONG)] = None
    conclusions: Annotated[
        str | None, Field("Conclusiones y recomendaciones", source="Anexo 4", long=True, max_length=_LONG)
    ] = None
    published_on: Annotated[date | None, Field("Publicado (Observatorio Regional)", source="7.3.4.3")] = None
    published_at: Annotated[str | None, Field("Dónde se publicó", source="7.3.4.3", max_length=300)] = None
    file: Annotated[str | None, Field("Archivo adjunto", max_length=120)] = None


@dataclass(frozen=True, kw_only=True)
class ReportStep(Record):
    """A report sent on to the next level [7.3.4.4-7]. Natural id: report and step."""

    META: ClassVar[Meta] = Meta(
        "report_step", "Remisión de informe", "Remisiones de informes", title=("step", "sent")
    )

    report: Annotated[str | None, Field("Informe", refers_to="plan_report", required=True, index=True)] = None
    step: Annotated[JourneyStep | None, Field("A quién", source="7.3.4.4", required=True)] = None
    sent: Annotated[date | None, Field("Enviado el", source="7.3.4.4")] = None
    received: Annotated[date | None, Field("Recibido el", source="7.3.4.4")] = None
    evidence: Annotated[str | None, Field("Constancia", max_length=300)] = None
    advice: Annotated[
        str | None,
        Field("Recomendaciones de quien lo recibe", source="7.3.4.4", long=True, max_length=_LONG),
    ] = None


@dataclass(frozen=True, kw_only=True)
class SituationReport(Record):
    """DPVLV's yearly report on the situation of the instancias [7.3.4.9-10]. Natural id: year."""

    META: ClassVar[Meta] = Meta(
        "situation_report", "Informe anual de situación", "Informes anuales de situación", title=("year",)
    )

    year: Annotated[int | None, Field("Año", required=True, minimum=2000, maximum=2100)] = None
    conclusions: Annotated[
        str | None, Field("Conclusiones", source="7.3.4.9", long=True, max_length=_LONG)
    ] = None
    advice: Annotated[str | None, Field("Recomendaciones", source="7.3.4.9", long=True, max_length=_LONG)] = (
        None
    )
    delivered_on: Annotated[date | None, Field("Presentado a la ST-CMAN el", source="7.3.4.9")] = None
    included_on: Annotated[
        date | None,
        Field("Incluido en la agenda de la segunda sesión ordinaria", source="7.3.4.9; K11"),
    ] = None
    presented_on: Annotated[
        date | None, Field("Presentado en sesión ordinaria de la CMAN", source="7.3.4.9; K11")
    ] = None
    committee_on: Annotated[
        date | None, Field("Presentado al Comité Intergubernamental", source="7.3.4.9")
    ] = None
    published_on: Annotated[
        date | None, Field("Publicado en el Observatorio Nacional", source="7.3.4.10")
    ] = None
    published_at: Annotated[str | None, Field("Dónde se publicó", source="7.3.4.10", max_length=300)] = None


@dataclass(frozen=True, kw_only=True)
class ProcessEvaluation(Record):
    """The evaluation at the end of a process of assistance, against its baseline [7.3.4.8; K14].

    Natural id: the process.
    """

    META: ClassVar[Meta] = Meta(
        "process_evaluation", "Evaluación de proceso", "Evaluaciones de procesos", title=("day",)
    )

    process: Annotated[
        str | None,
        Field("Proceso de asistencia técnica", refers_to="assistance_process", required=True, index=True),
    ] = None
    day: Annotated[date | None, Field("Fecha", source="7.3.4.8")] = None
    quantitative: Annotated[
        str | None, Field("Análisis cuantitativo", source="7.3.4.8", long=True, max_length=_LONG)
    ] = None
    qualitative: Annotated[
        str | None, Field("Análisis cualitativo", source="7.3.4.8", long=True, max_length=_LONG)
    ] = None
    goals_reached: Annotated[
        str | None,
        Field("Metas alcanzadas frente a la línea de base", source="7.3.4.8", long=True, max_length=_LONG),
    ] = None
    proposal: Annotated[
        str | None, Field("Propuesta de mejora", source="7.3.4.8", long=True, max_length=_LONG)
    ] = None
    report: Annotated[str | None, Field("Informe de la DGCVG", source="7.3.4.8", max_length=160)] = None


class PoiSubject(Choice):
    """[DC3] What the POI Multianual of the DPVLV includes."""

    ASSISTANCE = "asistencia_tecnica", "Asistencia técnica"
    INSTANCIAS = "instancias", "Instancias de concertación"
    OBSERVATORIES = "observatorios", "Observatorios regionales"


@dataclass(frozen=True, kw_only=True)
class PoiActivity(Record):
    """An activity that the DPVLV programmed in its Plan Operativo Institucional [DC3]."""

    META: ClassVar[Meta] = Meta(
        "poi_activity", "Actividad del POI", "Actividades del POI", title=("year", "name")
    )

    year: Annotated[int | None, Field("Año", required=True, minimum=2000, maximum=2100)] = None
    subject: Annotated[PoiSubject | None, Field("Sobre", source="DC3", required=True)] = None
    name: Annotated[
        str | None, Field("Actividad", source="DC3", required=True, search=True, max_length=300)
    ] = None
    unit: Annotated[str | None, Field("Unidad de medida", max_length=80)] = None
    goal: Annotated[int | None, Field("Meta", source="DC3")] = None
    done: Annotated[int | None, Field("Ejecutado", source="DC3")] = None


def plan_report_id(instancia: str, year: int, period: ReportPeriod) -> str:
    return natural_id("plan_report", instancia, str(year), period.value)


def report_step_id(report: str, step: JourneyStep) -> str:
    return natural_id("report_step", report, step.value)


def situation_report_id(year: int) -> str:
    return natural_id("situation_report", str(year))


def process_evaluation_id(process: str) -> str:
    return natural_id("process_evaluation", process)
