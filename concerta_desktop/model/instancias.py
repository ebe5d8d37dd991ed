"""What is known of each instancia de concertación [A.1.i, 7.3.2]: mechanisms before it, and its milestones.

Everything about an instancia refers to its code ("IPC-0504"), which follows from its territory: the matriz
has a line for every territory of Peru, also where nothing is recorded yet.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record
from concerta_desktop.model.identity import natural_id

_LONG = 20_000


class InstanciaState(Choice):
    """[A.1.i, 7.3.2.1] How far an instancia has come: follows from what is recorded (rules.instancias)."""

    UNKNOWN = "sin_dato", "Sin dato"
    NOTHING = "sin_mecanismo", "Sin mecanismo"
    PRIOR = "mecanismo_previo", "Mecanismo previo"
    ORDINANCE = "ordenanza", "Con ordenanza"
    INSTALLED = "instalada", "Instalada"
    WORKING = "funcionando", "Funcionando"


class MilestoneKind(Choice):
    """[7.3.2] What happens from the mechanism before to an installed instancia, in order."""

    MEETING = "reunion_oficial", "Reunión oficial del mecanismo previo"
    EXPEDIENTE = "expediente", "Expediente técnico de creación"
    ORDINANCE = "ordenanza", "Ordenanza de creación"
    AMENDED = "modificatoria", "Ordenanza modificatoria"
    COPY_SENT = "copia_enviada", "Copia fedateada de la ordenanza, enviada a la ST-CMAN"
    COPY_RECEIVED = "copia_recibida", "Copia fedateada de la ordenanza, recibida por la ST-CMAN"
    DESIGNATION = "designacion", "Designación de representantes"
    INSTALLED = "instalacion", "Acto público de instalación"
    ACTA = "acta_instalacion", "Acta de instalación suscrita"
    ACTA_SENT = "acta_enviada", "Copia del acta de instalación, enviada a la ST-CMAN"
    ACTA_RECEIVED = "acta_recibida", "Copia del acta de instalación, recibida por la ST-CMAN"
    WORKING = "funcionamiento", "Funcionamiento comprobado"
    ENDED = "cese", "Ordenanza derogada o cese"


class MechanismKind(Choice):
    """[7.3.2.2]"""

    BOARD = "mesa", "Mesa"
    INSTANCIA = "instancia", "Instancia"
    COMMISSION = "comision", "Comisión"
    AXIS = "eje", "Eje"
    OTHER = "otro", "Otro"


class MechanismOutcome(Choice):
    """[7.3.2.3] What becomes of it once there is an instancia."""

    PENDING = "pendiente", "Por decidir"
    ADAPTED = "adecuacion", "Adecuación"
    ENDED = "culminacion", "Culminación"


@dataclass(frozen=True, kw_only=True)
class Instancia(Record):
    """What somebody knows of one instancia, created or not. Natural id: its code."""

    META: ClassVar[Meta] = Meta("instancia", "Instancia", "Instancias", title=("code",))

    code: Annotated[
        str | None,
        Field("Instancia", catalogue="instancia", source="A.1.i", required=True, index=True, search=True),
    ] = None
    prior: Annotated[
        bool | None,
        Field(
            "¿Hay un mecanismo previo?",
            help="Mesa, comisión, eje u otro que ya articule en el territorio. Vacío: sin dato.",
            source="7.3.2.2",
        ),
    ] = None
    reported: Annotated[
        InstanciaState | None,
        Field(
            "Estado informado",
            help="Lo que dice una matriz o un oficio, mientras no haya hitos con fecha.",
            source="A.1.i",
        ),
    ] = None
    reported_on: Annotated[date | None, Field("Informado al", source="A.1.i")] = None
    reported_by: Annotated[str | None, Field("Fuente", max_length=200)] = None
    gds: Annotated[
        str | None,
        Field(
            "Gerencia que es secretaría técnica",
            help="Gerencia de Desarrollo Social, o la que haga sus veces.",
            source="7.2",
            max_length=160,
        ),
    ] = None
    gender_mechanism: Annotated[
        str | None,
        Field("Mecanismo para la Igualdad de Género", source="7.3.3.4", long=True, max_length=2000),
    ] = None
    team: Annotated[
        str | None,
        Field("Equipo técnico de la secretaría técnica", source="7.3.3.4", long=True, max_length=2000),
    ] = None
    security: Annotated[
        str | None,
        Field(
            "Articulación con el Comité de Seguridad Ciudadana y otros",
            source="DC1",
            long=True,
            max_length=2000,
        ),
    ] = None
    notes: Annotated[str | None, Field("Notas", search=True, long=True, max_length=_LONG)] = None


@dataclass(frozen=True, kw_only=True)
class Milestone(Record):
    """Something that happened, with its date and what proves it [7.3.2.1-13]."""

    META: ClassVar[Meta] = Meta("milestone", "Hito", "Hitos", title=("day", "kind"))

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    kind: Annotated[MilestoneKind | None, Field("Hito", source="7.3.2", required=True)] = None
    day: Annotated[
        date | None, Field("Fecha", source="7.3.2", help="Vacía: ocurrió, sin fecha conocida.")
    ] = None
    number: Annotated[
        str | None,
        Field("Número del documento", source="7.3.2.6", search=True, max_length=120),
    ] = None
    evidence: Annotated[
        str | None,
        Field(
            "Evidencia",
            help="Qué lo prueba y dónde está: expediente, cargo, enlace, nombre del archivo.",
            source="7.3.2.7",
            max_length=500,
        ),
    ] = None
    file: Annotated[str | None, Field("Archivo adjunto", max_length=120)] = None
    notes: Annotated[str | None, Field("Notas", long=True, max_length=5000)] = None


@dataclass(frozen=True, kw_only=True)
class PriorMechanism(Record):
    """A mechanism that coordinated before there was an instancia [7.3.2.2-4]."""

    META: ClassVar[Meta] = Meta("prior_mechanism", "Mecanismo previo", "Mecanismos previos", title=("name",))

    instancia: Annotated[
        str | None,
        Field("Territorio de la instancia", catalogue="instancia", required=True, index=True),
    ] = None
    name: Annotated[
        str | None, Field("Nombre", source="7.3.2.2", required=True, search=True, max_length=200)
    ] = None
    kind: Annotated[MechanismKind | None, Field("Tipo", source="7.3.2.2")] = None
    norm: Annotated[str | None, Field("Norma que lo autoriza", source="7.3.2.4", max_length=200)] = None
    repealed_by: Annotated[str | None, Field("Ordenanza que lo deroga", source="7.3.2.4", max_length=200)] = (
        None
    )
    met_on: Annotated[
        date | None,
        Field("Reunión oficial", help="Donde se presentó la Ley N.° 30364.", source="7.3.2.3"),
    ] = None
    outcome: Annotated[MechanismOutcome | None, Field("Desenlace", source="7.3.2.3")] = None
    report_asked: Annotated[date | None, Field("Informe final: pedido el", source="7.3.2.4")] = None
    report_received: Annotated[date | None, Field("Informe final: recibido el", source="7.3.2.4")] = None
    experiences: Annotated[
        str | None, Field("Experiencias que recoge", source="7.3.2.4", long=True, max_length=_LONG)
    ] = None
    priorities: Annotated[
        str | None,
        Field("Acciones prioritarias que recomienda", source="7.3.2.4", long=True, max_length=_LONG),
    ] = None


def instancia_id(code: str) -> str:
    return natural_id("instancia", code)


def milestone_id(code: str, kind: MilestoneKind) -> str:
    """The id of the first milestone of a kind: two laptops that record the same ordinance agree."""
    return natural_id("milestone", code, kind.value)
