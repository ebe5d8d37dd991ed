"""Instruments of an instancia [7.3.3.1]: reglamento interno, diagnóstico, plan de trabajo, observatorio,
adecuación del Protocolo Base; what reviews find in them, and what they are aligned with."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.choices import Enfoque
from concerta_desktop.model.fields import Choice, Field, Meta, Record
from concerta_desktop.model.identity import natural_id

_LONG = 20_000


class InstrumentKind(Choice):
    """[7.3.3.1; A.2.ii]"""

    REGULATION = "reglamento", "Reglamento interno"
    DIAGNOSIS = "diagnostico", "Diagnóstico"
    PLAN = "plan", "Plan de trabajo"
    OBSERVATORY = "observatorio", "Observatorio"
    PROTOCOL = "protocolo", "Adecuación del Protocolo Base"


class InstrumentState(Choice):
    """[1.6] How far it has come. Nothing recorded is sin dato, never "no existe"."""

    NONE = "no_existe", "No existe"
    DRAFT = "en_elaboracion", "En elaboración"
    FORMULATED = "formulado", "Formulado"
    APPROVED = "aprobado", "Aprobado"


class ObservatoryState(Choice):
    """[K7]"""

    NONE = "no_existe", "No existe"
    PROPOSED = "en_propuesta", "En propuesta"
    APPROVED = "aprobado_sin_implementar", "Aprobado sin implementar"
    OUTDATED = "implementado_desactualizado", "Implementado, desactualizado"
    REPORTING = "implementado_reportando", "Implementado y reportando"


class RegulationPart(Choice):
    """[6.1.9] What a reglamento interno settles."""

    COMPOSITION = "conformacion", "Conformación"
    ORGANISATION = "organizacion", "Organización"
    WORKING = "funcionamiento", "Funcionamiento"
    FUNCTIONS = "funciones", "Funciones"
    MEMBERS = "miembros", "Miembros"
    RESPONSIBILITIES = "responsabilidades", "Responsabilidades"
    POWERS = "atribuciones", "Atribuciones"
    SESSIONS = "sesiones", "Desarrollo de sesiones"
    DIFFUSION = "difusion", "Difusión"
    OTHER = "otros", "Otros"


class PlanInput(Choice):
    """[7.3.3.1-4] What a plan is formulated with."""

    DIAGNOSIS = "diagnostico", "Diagnóstico"
    NORMS = "normativa", "Normativa"
    NATIONAL = "instrumentos_nacionales", "Instrumentos nacionales"
    PDC = "pdc", "Plan de Desarrollo Concertado"
    INVESTMENT = "pmi", "Programa Multianual de Inversiones"
    OTHER = "otros", "Otros"


class DiagnosisSource(Choice):
    """[7.3.3.1-3 a-c]"""

    SURVEYS = "encuestas", "Encuestas nacionales (ENDES, ENARES, ENAHO, ENUT…)"
    RECORDS = "registros", "Registros administrativos (comisarías, juzgados, Aurora…)"
    RESEARCH = "investigaciones", "Investigaciones"


class AlignedWith(Choice):
    """[A.2.iii, 7.3.3.1-4]"""

    LAW = "ley_30364", "Ley N.° 30364"
    PDC = "pdc", "Plan de Desarrollo Concertado (PDC)"
    PEI = "pei", "Plan Estratégico Institucional (PEI)"
    POI = "poi", "Plan Operativo Institucional (POI)"
    ABOVE = "nivel_superior", "Instrumento del nivel superior"
    BELOW = "nivel_inferior", "Instrumentos del nivel inferior"


class ReviewOf(Choice):
    """[A.2.i-ii] What is reviewed."""

    ORDINANCE = "ordenanza", "Ordenanza"
    REGULATION = "reglamento", "Reglamento interno"
    DIAGNOSIS = "diagnostico", "Diagnóstico"
    PLAN = "plan", "Plan de trabajo"
    OBSERVATORY = "observatorio", "Observatorio"
    PROTOCOL = "protocolo", "Adecuación del Protocolo Base"
    ACTA = "acta", "Acta de sesión"


class ReviewAbout(Choice):
    """[A.2.i]"""

    MEMBERS = "integrantes", "Integrantes"
    REPRESENTATIVES = "titulares_alternos", "Titulares y alternos"
    FUNCTIONS = "funciones", "Funciones"
    SECRETARIAT = "secretaria_tecnica", "Secretaría técnica"
    OTHER = "otros", "Otros"


class Verdict(Choice):
    """[A.2.i]"""

    INCONSISTENT = "inconsistencia", "Inconsistencia"
    UPDATE = "actualizacion", "Necesidad de actualización"


@dataclass(frozen=True, kw_only=True)
class Instrument(Record):
    """An instrument, or one version of it. A plan runs from one to three years [K1]."""

    META: ClassVar[Meta] = Meta("instrument", "Instrumento", "Instrumentos", title=("kind", "name"))

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    kind: Annotated[InstrumentKind | None, Field("Instrumento", source="7.3.3.1", required=True)] = None
    name: Annotated[str | None, Field("Nombre", search=True, max_length=200)] = None
    version: Annotated[int | None, Field("Versión", source="DC2", minimum=1, maximum=99)] = None
    replaces: Annotated[str | None, Field("Reemplaza a", refers_to="instrument", source="DC2")] = None
    state: Annotated[InstrumentState | None, Field("Estado", source="A.2.ii")] = None
    observatory: Annotated[ObservatoryState | None, Field("Estado del observatorio", source="K7")] = None
    last_report: Annotated[date | None, Field("Último reporte del observatorio", source="1.6")] = None
    valid_from: Annotated[date | None, Field("Vigente desde", source="K1")] = None
    valid_until: Annotated[date | None, Field("Vigente hasta", source="K1")] = None
    drafted_on: Annotated[date | None, Field("Propuesta de la ST", source="7.3.3.1")] = None
    opinion_on: Annotated[date | None, Field("Opinión técnica", source="7.3.3.1-1")] = None
    presented_on: Annotated[date | None, Field("Presentado en sesión", source="7.3.3.1-3")] = None
    approved_on: Annotated[date | None, Field("Aprobado el", source="7.3.3.1")] = None
    approval: Annotated[
        str | None,
        Field("Acta o norma que lo aprueba", source="7.3.3.1-4", max_length=200),
    ] = None
    copy_sent: Annotated[date | None, Field("Copia fedateada enviada a la ST-CMAN", source="7.3.3.1-4")] = (
        None
    )
    copy_received: Annotated[date | None, Field("Recibida por la ST-CMAN", source="7.3.3.1-4")] = None
    copy_forwarded: Annotated[date | None, Field("Copia remitida a la DPVLV", source="7.3.3.1-4")] = None
    communicated_on: Annotated[date | None, Field("Actualización comunicada el", source="DC2")] = None
    covers: Annotated[
        tuple[RegulationPart, ...] | None,
        Field("Qué contiene el reglamento", source="6.1.9"),
    ] = None
    covers_members: Annotated[
        bool | None,
        Field(
            "Fija las responsabilidades de cada integrante",
            help="Además de las del órgano colegiado.",
            source="7.3.3.1",
        ),
    ] = None
    quorum: Annotated[
        int | None,
        Field("Quórum que fija (porcentaje)", source="7.3.3.2", minimum=1, maximum=100, unit="%"),
    ] = None
    extraordinary_votes: Annotated[
        int | None,
        Field(
            "Votos para una extraordinaria (porcentaje)",
            help="Vacío: la mitad más uno de los asistentes.",
            source="7.3.3.2",
            minimum=1,
            maximum=100,
            unit="%",
        ),
    ] = None
    sessions_a_year: Annotated[
        int | None, Field("Sesiones ordinarias al año", source="7.3.3.2", minimum=1, maximum=52)
    ] = None
    inputs: Annotated[tuple[PlanInput, ...] | None, Field("Insumos del plan", source="7.3.3.1-4")] = None
    joint: Annotated[bool | None, Field("Formulado en conjunto con otros niveles", source="7.3.3.1-4")] = None
    sources: Annotated[
        tuple[DiagnosisSource, ...] | None, Field("Fuentes del diagnóstico", source="7.3.3.1-3")
    ] = None
    context: Annotated[
        str | None, Field("Marco y contexto territorial", source="Anexo 1", long=True, max_length=_LONG)
    ] = None
    services: Annotated[
        str | None,
        Field("Cobertura y calidad de los servicios", source="7.3.3.1-3", long=True, max_length=_LONG),
    ] = None
    budget: Annotated[
        str | None, Field("Inversión presupuestal", source="7.3.3.1-3", long=True, max_length=_LONG)
    ] = None
    conclusions: Annotated[
        str | None, Field("Conclusiones", source="Anexo 1", long=True, max_length=_LONG)
    ] = None
    file: Annotated[str | None, Field("Archivo adjunto", max_length=120)] = None
    notes: Annotated[str | None, Field("Notas", long=True, max_length=5000)] = None
    enfoques: Annotated[tuple[Enfoque, ...] | None, Field("Enfoques", source="6.3")] = None


@dataclass(frozen=True, kw_only=True)
class DiagnosisFigure(Record):
    """A figure of a diagnóstico [7.3.3.1-3]: how many, of whom. Aggregates only, never a person."""

    META: ClassVar[Meta] = Meta(
        "diagnosis_figure", "Cifra del diagnóstico", "Cifras del diagnóstico", title=("variable", "value")
    )

    instrument: Annotated[
        str | None, Field("Diagnóstico", refers_to="instrument", required=True, index=True)
    ] = None
    violence: Annotated[str | None, Field("Tipo de violencia", source="7.3.3.1-3", max_length=60)] = None
    modality: Annotated[str | None, Field("Modalidad", source="7.3.3.1-3", max_length=60)] = None
    variable: Annotated[
        str | None,
        Field(
            "Variable",
            help="Sexo, edad, discapacidad, estado civil, nivel educativo, ocupación, procedencia…",
            source="7.3.3.1-3",
            max_length=60,
        ),
    ] = None
    value: Annotated[str | None, Field("Valor", source="7.3.3.1-3", max_length=120)] = None
    year: Annotated[int | None, Field("Año", minimum=1990, maximum=2100)] = None
    cases: Annotated[int | None, Field("Casos", maximum=100_000_000)] = None
    origin: Annotated[str | None, Field("Fuente de la cifra", source="7.3.3.1-3", max_length=200)] = None


@dataclass(frozen=True, kw_only=True)
class PlanAction(Record):
    """An action of a plan de trabajo [Anexo 2], as Concerta proposes it."""

    META: ClassVar[Meta] = Meta("plan_action", "Acción del plan", "Acciones del plan", title=("action",))

    instrument: Annotated[str | None, Field("Plan", refers_to="instrument", required=True, index=True)] = None
    position: Annotated[int | None, Field("Orden", maximum=1000)] = None
    objective: Annotated[str | None, Field("Objetivo", source="Anexo 2", long=True, max_length=2000)] = None
    action: Annotated[
        str | None,
        Field("Acción", source="Anexo 2", required=True, search=True, long=True, max_length=2000),
    ] = None
    indicator: Annotated[str | None, Field("Indicador", source="Anexo 2", max_length=300)] = None
    unit: Annotated[str | None, Field("Unidad de medida", source="Anexo 2", max_length=80)] = None
    responsible: Annotated[str | None, Field("Responsable", source="Anexo 2", max_length=200)] = None
    budget: Annotated[
        int | None, Field("Presupuesto", source="Anexo 2", maximum=1_000_000_000, unit="S/")
    ] = None
    funding: Annotated[str | None, Field("Fuente de financiamiento", source="Anexo 2", max_length=160)] = None
    aligned: Annotated[str | None, Field("Alineamiento", source="Anexo 2", max_length=300)] = None
    enfoques: Annotated[tuple[Enfoque, ...] | None, Field("Enfoques", source="6.3")] = None


@dataclass(frozen=True, kw_only=True)
class PlanGoal(Record):
    """What a plan's action is to reach in a year, by semester, and how much of it was done [K1, Anexo 4].

    Natural id: action and year.
    """

    META: ClassVar[Meta] = Meta("plan_goal", "Meta del plan", "Metas del plan", title=("year",))

    action: Annotated[str | None, Field("Acción", refers_to="plan_action", required=True, index=True)] = None
    year: Annotated[int | None, Field("Año", required=True, minimum=2000, maximum=2100)] = None
    first_goal: Annotated[int | None, Field("Meta del primer semestre", source="Anexo 4")] = None
    first_done: Annotated[int | None, Field("Ejecutado en el primer semestre", source="Anexo 4")] = None
    second_goal: Annotated[int | None, Field("Meta del segundo semestre", source="Anexo 4")] = None
    second_done: Annotated[int | None, Field("Ejecutado en el segundo semestre", source="Anexo 4")] = None
    evidence: Annotated[str | None, Field("Evidencia", source="Anexo 4", long=True, max_length=2000)] = None
    difficulties: Annotated[
        str | None, Field("Dificultades", source="Anexo 4", long=True, max_length=5000)
    ] = None
    measure: Annotated[
        str | None, Field("Medida correctiva", source="Anexo 4", long=True, max_length=5000)
    ] = None
    advice: Annotated[str | None, Field("Recomendaciones", source="Anexo 4", long=True, max_length=5000)] = (
        None
    )


@dataclass(frozen=True, kw_only=True)
class PlanYear(Record):
    """The approval of one year's programming of a plan [7.3.3.1-4, K1]. Natural id: plan and year."""

    META: ClassVar[Meta] = Meta("plan_year", "Programación anual", "Programaciones anuales", title=("year",))

    instrument: Annotated[str | None, Field("Plan", refers_to="instrument", required=True, index=True)] = None
    year: Annotated[int | None, Field("Año", required=True, minimum=2000, maximum=2100)] = None
    approved_on: Annotated[
        date | None,
        Field(
            "Aprobada el",
            help="Hasta el último día hábil de noviembre del año anterior.",
            source="7.3.3.1-4",
        ),
    ] = None
    acta: Annotated[str | None, Field("Acta donde consta", source="7.3.3.1-4", max_length=200)] = None
    communicated_on: Annotated[date | None, Field("Actualización comunicada el", source="DC2")] = None


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """What a review finds in an ordinance, an instrument or an acta [A.2.i-ii]."""

    META: ClassVar[Meta] = Meta(
        "review", "Observación de revisión", "Observaciones de revisión", title=("text",)
    )

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    of: Annotated[ReviewOf | None, Field("Qué se revisó", source="A.2", required=True)] = None
    instrument: Annotated[str | None, Field("Instrumento", refers_to="instrument", source="A.2.ii")] = None
    document: Annotated[
        str | None, Field("Documento", help="Número de la ordenanza o del acta.", max_length=160)
    ] = None
    about: Annotated[ReviewAbout | None, Field("Sobre", source="A.2.i")] = None
    verdict: Annotated[Verdict | None, Field("Resultado", source="A.2.i", required=True)] = None
    text: Annotated[
        str | None,
        Field("Observación", source="A.2.i", required=True, search=True, long=True, max_length=_LONG),
    ] = None
    day: Annotated[date | None, Field("Revisado el")] = None
    solved_on: Annotated[date | None, Field("Subsanado el", source="A.2")] = None


@dataclass(frozen=True, kw_only=True)
class Alignment(Record):
    """Whether an instrument agrees with the law, plans or other levels [A.2.iii]. Natural id: both."""

    META: ClassVar[Meta] = Meta("alignment", "Alineamiento", "Alineamientos", title=("against",))

    instrument: Annotated[
        str | None, Field("Instrumento", refers_to="instrument", required=True, index=True)
    ] = None
    against: Annotated[AlignedWith | None, Field("Con qué", source="A.2.iii", required=True)] = None
    aligned: Annotated[bool | None, Field("Está alineado", help="Vacío: sin dato.", source="A.2.iii")] = None
    day: Annotated[date | None, Field("Revisado el")] = None
    note: Annotated[str | None, Field("En qué, o por qué no", long=True, max_length=5000)] = None


@dataclass(frozen=True, kw_only=True)
class AwarenessAction(Record):
    """A yearly action of sensibilización e información [7.3.3.3]."""

    META: ClassVar[Meta] = Meta(
        "awareness_action", "Acción de sensibilización", "Acciones de sensibilización", title=("day", "name")
    )

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    name: Annotated[
        str | None, Field("Acción", source="7.3.3.3", required=True, search=True, max_length=200)
    ] = None
    day: Annotated[date | None, Field("Fecha", source="7.3.3.3")] = None
    international_day: Annotated[
        bool | None,
        Field("En el marco del 25 de noviembre", source="7.3.3.3"),
    ] = None
    by_cman: Annotated[bool | None, Field("Dispuesta por la ST-CMAN", source="7.3.3.3")] = None
    people: Annotated[int | None, Field("Personas alcanzadas", source="7.3.3.3")] = None
    evidence: Annotated[str | None, Field("Evidencia", max_length=500)] = None
    enfoques: Annotated[tuple[Enfoque, ...] | None, Field("Enfoques", source="6.3")] = None


def plan_goal_id(action: str, year: int) -> str:
    return natural_id("plan_goal", action, str(year))


def plan_year_id(instrument: str, year: int) -> str:
    return natural_id("plan_year", instrument, str(year))


def alignment_id(instrument: str, against: AlignedWith) -> str:
    return natural_id("alignment", instrument, against.value)
