"""Sessions of an instancia [7.3.3.2]: who was called, who came, what was agreed, and what became of it."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from concerta_desktop.model.choices import MandateKind, Modality
from concerta_desktop.model.fields import Choice, Field, Meta, Privacy, Record
from concerta_desktop.model.identity import natural_id

_LONG = 20_000


class SessionKind(Choice):
    """[7.3.3.2, 7.3.2.12]"""

    ORDINARY = "ordinaria", "Ordinaria"
    EXTRAORDINARY = "extraordinaria", "Extraordinaria"
    INSTALLATION = "instalacion", "De instalación"


class SessionState(Choice):
    """What a person decides; nothing = follows from its date."""

    HELD = "realizada", "Realizada"
    NO_QUORUM = "sin_quorum", "Sin quórum"
    CANCELLED = "cancelada", "Cancelada"


class Presence(Choice):
    """[7.3.4.12]"""

    PRESENT = "asistio", "Asistió"
    ABSENT = "falto", "Faltó"
    EXCUSED = "justifico", "Justificó su inasistencia"


class AgreementState(Choice):
    """How an agreement stands; it carries over to each session until it is met or left."""

    PENDING = "pendiente", "Pendiente"
    IN_PROGRESS = "en_proceso", "En proceso"
    MET = "cumplido", "Cumplido"
    LEFT = "sin_efecto", "Dejado sin efecto"


@dataclass(frozen=True, kw_only=True)
class SessionMeeting(Record):
    """A session, from its convocation to its acta [7.3.3.2, Anexo 3]."""

    META: ClassVar[Meta] = Meta("session_meeting", "Sesión", "Sesiones", title=("day", "number"))

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    kind: Annotated[SessionKind | None, Field("Tipo", source="7.3.3.2", required=True)] = None
    number: Annotated[str | None, Field("Número", source="Anexo 3", max_length=40)] = None
    state: Annotated[SessionState | None, Field("Estado")] = None
    day: Annotated[date | None, Field("Fecha", source="Anexo 3", index=True)] = None
    start: Annotated[time | None, Field("Hora de inicio", source="Anexo 3")] = None
    end: Annotated[time | None, Field("Hora de cierre", source="Anexo 3")] = None
    modality: Annotated[Modality | None, Field("Modalidad", source="7.3.3.2")] = None
    place: Annotated[str | None, Field("Lugar o enlace", source="Anexo 3", max_length=300)] = None
    proposed_by_presidency: Annotated[
        bool | None,
        Field("Extraordinaria: la propone la Presidencia", source="7.3.3.2"),
    ] = None
    convoked_on: Annotated[date | None, Field("Convocada el", source="7.3.3.2")] = None
    convocation: Annotated[
        str | None, Field("Oficio o medio de la convocatoria", source="7.3.3.2", max_length=200)
    ] = None
    quorum: Annotated[
        int | None,
        Field(
            "Quórum: integrantes necesarios",
            help="Vacío: el que fija el reglamento, o la mitad más uno de los integrantes.",
            source="Anexo 3",
            maximum=1000,
        ),
    ] = None
    development: Annotated[
        str | None, Field("Desarrollo", source="Anexo 3", long=True, max_length=100_000)
    ] = None
    closing: Annotated[str | None, Field("Cierre", source="Anexo 3", long=True, max_length=5000)] = None
    acta_signed: Annotated[date | None, Field("Acta suscrita el", source="7.3.2.13")] = None
    acta_sent: Annotated[date | None, Field("Copia del acta enviada el", source="7.3.2.13")] = None
    file: Annotated[str | None, Field("Acta firmada (archivo adjunto)", max_length=120)] = None


@dataclass(frozen=True, kw_only=True)
class SessionItem(Record):
    """A point of a session's agenda, and what was said of it [Anexo 3]."""

    META: ClassVar[Meta] = Meta("session_item", "Punto de agenda", "Puntos de agenda", title=("theme",))

    session: Annotated[
        str | None, Field("Sesión", refers_to="session_meeting", required=True, index=True)
    ] = None
    position: Annotated[int | None, Field("Orden", maximum=1000)] = None
    theme: Annotated[str | None, Field("Tema", source="Anexo 3", required=True, max_length=300)] = None
    development: Annotated[str | None, Field("Desarrollo", source="Anexo 3", long=True, max_length=_LONG)] = (
        None
    )


@dataclass(frozen=True, kw_only=True)
class SessionAttendance(Record):
    """Whether a member came, and by whom [Anexo 3, 7.3.4.12]. Natural id: session and member."""

    META: ClassVar[Meta] = Meta(
        "session_attendance", "Asistencia a sesión", "Asistencias a sesiones", title=("name",)
    )

    session: Annotated[
        str | None, Field("Sesión", refers_to="session_meeting", required=True, index=True)
    ] = None
    member: Annotated[str | None, Field("Integrante", refers_to="member", required=True, index=True)] = None
    presence: Annotated[Presence | None, Field("Asistencia", source="7.3.4.12")] = None
    person: Annotated[str | None, Field("Persona", refers_to="person", index=True)] = None
    name: Annotated[
        str | None,
        Field("Nombre como firmó", source="Anexo 3", privacy=Privacy.PERSONAL, max_length=160),
    ] = None
    kind: Annotated[MandateKind | None, Field("Condición", source="7.2")] = None
    letter_on: Annotated[
        date | None,
        Field("Inasistencia informada a su autoridad el", source="7.3.4.12"),
    ] = None
    letter: Annotated[str | None, Field("Documento que la informa", source="7.3.4.12", max_length=160)] = None


@dataclass(frozen=True, kw_only=True)
class Agreement(Record):
    """An agreement of a session, with its responsible and due date [Anexo 3]."""

    META: ClassVar[Meta] = Meta("agreement", "Acuerdo", "Acuerdos", title=("text",))

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    session: Annotated[
        str | None, Field("Sesión", refers_to="session_meeting", required=True, index=True)
    ] = None
    number: Annotated[int | None, Field("Número", source="Anexo 3", minimum=1)] = None
    text: Annotated[
        str | None,
        Field("Acuerdo", source="Anexo 3", required=True, search=True, long=True, max_length=_LONG),
    ] = None
    responsible: Annotated[str | None, Field("Responsable", source="Anexo 3", max_length=200)] = None
    due: Annotated[date | None, Field("Plazo", source="Anexo 3")] = None


@dataclass(frozen=True, kw_only=True)
class AgreementUpdate(Record):
    """What a session says of an earlier agreement. Natural id: agreement and session."""

    META: ClassVar[Meta] = Meta(
        "agreement_update", "Seguimiento de acuerdo", "Seguimientos de acuerdos", title=("day",)
    )

    agreement: Annotated[str | None, Field("Acuerdo", refers_to="agreement", required=True, index=True)] = (
        None
    )
    session: Annotated[
        str | None,
        Field("Sesión", help="Vacía: entre sesiones.", refers_to="session_meeting", index=True),
    ] = None
    day: Annotated[date | None, Field("Fecha")] = None
    state: Annotated[AgreementState | None, Field("Cómo está", source="Anexo 3")] = None
    note: Annotated[str | None, Field("Qué se dijo o se hizo", long=True, max_length=5000)] = None


@dataclass(frozen=True, kw_only=True)
class SessionVote(Record):
    """A vote in a session [7.3.3.2, Anexo 3]."""

    META: ClassVar[Meta] = Meta("session_vote", "Votación", "Votaciones", title=("matter",))

    session: Annotated[
        str | None, Field("Sesión", refers_to="session_meeting", required=True, index=True)
    ] = None
    matter: Annotated[str | None, Field("Asunto", source="Anexo 3", required=True, max_length=300)] = None
    for_extraordinary: Annotated[
        bool | None,
        Field("Convoca a sesión extraordinaria", source="7.3.3.2"),
    ] = None
    attendees: Annotated[int | None, Field("Asistentes", source="7.3.3.2", maximum=1000)] = None
    in_favour: Annotated[int | None, Field("A favor", source="7.3.3.2", maximum=1000)] = None
    against: Annotated[int | None, Field("En contra", source="7.3.3.2", maximum=1000)] = None
    abstained: Annotated[int | None, Field("Abstenciones", source="7.3.3.2", maximum=1000)] = None
    needed: Annotated[
        int | None,
        Field(
            "Votos necesarios",
            help="Vacío: los que fija el reglamento, o la mitad más uno de los asistentes.",
            source="7.3.3.2",
            maximum=1000,
        ),
    ] = None


def session_attendance_id(session: str, member: str) -> str:
    return natural_id("session_attendance", session, member)


def agreement_update_id(agreement: str, session: str) -> str:
    return natural_id("agreement_update", agreement, session)
