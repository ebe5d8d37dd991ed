"""What the DPVLV does in the territory: interventions, their days, agenda, and the process they belong to."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from concerta_desktop.model.choices import (
    Approach,
    Coordination,
    InterventionState,
    InterventionType,
    Modality,
)
from concerta_desktop.model.fields import Field, Meta, Record

_MOOC = (InterventionType.MOOC.value,)
_INTERNSHIP = (InterventionType.INTERNSHIP.value,)
_MACROREGIONAL = (InterventionType.MACROREGIONAL.value,)
_WITH_DOOR = tuple(kind.value for kind in InterventionType if kind is not InterventionType.MOOC)


@dataclass(frozen=True, kw_only=True)
class AssistanceProcess(Record):
    """Groups interventions that pursue one change, measured against a baseline [7.3.4.8]."""

    META: ClassVar[Meta] = Meta(
        "assistance_process",
        "Proceso de asistencia técnica",
        "Procesos de asistencia técnica",
        title=("name",),
    )

    name: Annotated[str | None, Field("Nombre", required=True, search=True, max_length=160)] = None
    territories: Annotated[
        tuple[str, ...] | None, Field("Territorios", catalogue="territory", source="7.3.4.8")
    ] = None
    baseline: Annotated[str | None, Field("Línea de base", source="7.3.4.8", long=True, max_length=5000)] = (
        None
    )
    goals: Annotated[str | None, Field("Metas", source="7.3.4.8", long=True, max_length=5000)] = None


@dataclass(frozen=True, kw_only=True)
class Intervention(Record):
    """One technical assistance, accompaniment, workshop, MOOC or pasantía [7.3.1.2 B.2].

    It happens at a venue and serves one or more territories or instancias.
    """

    META: ClassVar[Meta] = Meta("intervention", "Intervención", "Intervenciones", title=("title",))

    code: Annotated[str | None, Field("Código", search=True, index=True, max_length=40)] = None
    title: Annotated[str | None, Field("Título", required=True, search=True, max_length=200)] = None
    type: Annotated[InterventionType | None, Field("Tipo", source="B.2", required=True)] = None
    modality: Annotated[Modality | None, Field("Modalidad", source="B.2")] = None
    approach: Annotated[Approach | None, Field("Forma", source="6.1.1")] = None
    state: Annotated[InterventionState | None, Field("Estado")] = None
    territories: Annotated[
        tuple[str, ...] | None,
        Field("Territorios que atiende", catalogue="territory", source="B.2"),
    ] = None
    instancias: Annotated[
        tuple[str, ...] | None, Field("Instancias que atiende", catalogue="instancia", source="B.2")
    ] = None
    host: Annotated[
        str | None, Field("Entidad anfitriona", refers_to="entity", applies=_WITH_DOOR, source="B.3")
    ] = None
    venue: Annotated[
        str | None,
        Field(
            "Lugar", help="Local y distrito.", search=True, applies=_WITH_DOOR, source="B.3", max_length=160
        ),
    ] = None
    platform: Annotated[
        str | None, Field("Plataforma", help="Zoom, Google Meet u otra.", source="B.3", max_length=80)
    ] = None
    link: Annotated[str | None, Field("Enlace", source="B.3", max_length=300)] = None
    coordination: Annotated[
        Coordination | None, Field("Cronograma coordinado con el GR o GL", source="B.2")
    ] = None
    period_start: Annotated[date | None, Field("Inicio del período", applies=_MOOC)] = None
    period_end: Annotated[date | None, Field("Fin del período", applies=_MOOC)] = None
    visitor: Annotated[
        str | None, Field("Instancia que visita", catalogue="instancia", applies=_INTERNSHIP)
    ] = None
    visited: Annotated[
        str | None, Field("Instancia que recibe", catalogue="instancia", applies=_INTERNSHIP)
    ] = None
    encounter: Annotated[
        bool | None,
        Field(
            "Encuentro macrorregional", help="Cuarto trimestre.", applies=_MACROREGIONAL, source="7.3.4.11"
        ),
    ] = None
    objective: Annotated[str | None, Field("Objetivo", source="Cuadro 1", long=True, max_length=3000)] = None
    participants: Annotated[
        str | None, Field("Participantes", source="Cuadro 2", long=True, max_length=2000)
    ] = None
    goal_people: Annotated[
        int | None, Field("Meta de participantes", unit="personas", maximum=5000, source="2.11")
    ] = None
    goal_entities: Annotated[int | None, Field("Meta de entidades", unit="entidades", maximum=2000)] = None
    goal_hours: Annotated[int | None, Field("Meta de horas", unit="horas", maximum=1000)] = None
    process: Annotated[
        str | None, Field("Proceso de asistencia técnica", refers_to="assistance_process", source="7.3.4.8")
    ] = None
    responsible: Annotated[str | None, Field("Responsable", refers_to="specialist")] = None
    asks_sensitive: Annotated[
        bool | None,
        Field(
            "Preguntar autoidentificación étnica, lengua y discapacidad",
            help="Apagado por defecto. Encendido, la hoja lleva el aviso de consentimiento.",
            applies=_WITH_DOOR,
        ),
    ] = None
    notes: Annotated[str | None, Field("Notas", long=True, max_length=5000)] = None


@dataclass(frozen=True, kw_only=True)
class InterventionDay(Record):
    """One day of an intervention, with its hours."""

    META: ClassVar[Meta] = Meta("intervention_day", "Día", "Días", title=("day",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    day: Annotated[date | None, Field("Fecha", source="B.2", required=True, index=True)] = None
    start: Annotated[time | None, Field("Desde", source="B.2")] = None
    end: Annotated[time | None, Field("Hasta", source="B.2")] = None


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """A theme of the agenda and who facilitates it [B.2]."""

    META: ClassVar[Meta] = Meta("agenda_item", "Tema de agenda", "Temas de agenda", title=("theme",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    day: Annotated[date | None, Field("Día")] = None
    start: Annotated[time | None, Field("Hora")] = None
    minutes: Annotated[int | None, Field("Duración", unit="min", minimum=1, maximum=1440)] = None
    theme: Annotated[str | None, Field("Tema", source="B.2", required=True, max_length=300)] = None
    facilitator: Annotated[str | None, Field("Facilita", max_length=120)] = None
    position: Annotated[int | None, Field("Orden")] = None
