"""How an intervention is convoked [B.3]: the oficio, the link or the equipment, and who was spoken to."""

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Privacy, Record


class Treatment(Choice):
    """How the oficio addresses the authority."""

    WOMAN = "senora", "Señora"
    MAN = "senor", "Señor"


class ContactMeans(Choice):
    """[B.3, 34] How somebody was reached, or the link sent."""

    PHONE = "telefono", "Teléfono"
    EMAIL = "correo", "Correo"
    MESSAGE = "mensaje", "Mensaje (WhatsApp u otro)"
    OTHER = "otro", "Otro"


class EquipmentState(Choice):
    """What the host answered; without an answer it is still to be confirmed."""

    CONFIRMED = "confirmado", "Confirmado"
    NOT_NEEDED = "no_hace_falta", "No hace falta"


@dataclass(frozen=True, kw_only=True)
class Convocation(Record):
    """The formal side of convoking an intervention (natural id: intervention and government).

    One for each government served: the DGCVG's oficio to its highest authority [35, 36], whose number the
    document system gives later [2.8]. And one of no government, for the intervention as a whole: the link;
    also an oficio begun before it was known whom the intervention serves.
    """

    META: ClassVar[Meta] = Meta("convocation", "Convocatoria", "Convocatorias", title=("authority_name",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    government: Annotated[
        str | None, Field("Gobierno al que va el oficio", catalogue="territory", source="B.3")
    ] = None
    treatment: Annotated[Treatment | None, Field("Tratamiento", source="B.3")] = None
    authority_name: Annotated[
        str | None,
        Field("Máxima autoridad: nombres y apellidos", source="B.3", max_length=160),
    ] = None
    authority_position: Annotated[str | None, Field("Cargo", source="B.3", max_length=160)] = None
    authority_entity: Annotated[str | None, Field("Entidad", source="B.3", max_length=200)] = None
    authority_address: Annotated[str | None, Field("Dirección", max_length=200)] = None
    cited: Annotated[str | None, Field("Referencia: un documento por línea", long=True, max_length=2000)] = (
        None
    )
    signer_name: Annotated[str | None, Field("Firma por la DGCVG", source="B.3", max_length=160)] = None
    signer_position: Annotated[str | None, Field("Cargo de quien firma", max_length=200)] = None
    oficio_number: Annotated[str | None, Field("Número", source="2.8", max_length=80)] = None
    oficio_sent: Annotated[date | None, Field("Enviado el", source="B.3")] = None
    oficio_received: Annotated[date | None, Field("Recibido el")] = None
    oficio_evidence: Annotated[
        str | None,
        Field(
            "Constancia",
            help="Qué prueba que lo recibieron: el cargo, el expediente de su mesa de partes.",
            max_length=300,
        ),
    ] = None
    oficio_unneeded: Annotated[
        bool | None,
        Field("A este gobierno no se le envía oficio", help="Por ejemplo, porque convoca otro por él."),
    ] = None
    link_sent: Annotated[date | None, Field("Enviado el", source="B.3")] = None
    link_means: Annotated[ContactMeans | None, Field("Por qué medio", source="B.3")] = None
    link_evidence: Annotated[
        str | None,
        Field(
            "Constancia",
            help="Qué la prueba y dónde está: el correo, la captura, el nombre del archivo.",
            source="B.3",
            long=True,
            max_length=1000,
        ),
    ] = None


LETTER_FIELDS = (
    *("treatment", "authority_name", "authority_position", "authority_entity", "authority_address"),
    *("cited", "signer_name", "signer_position"),
    *("oficio_number", "oficio_sent", "oficio_received", "oficio_evidence", "oficio_unneeded"),
)
"""What a convocation says of one government's oficio; the rest is of the whole intervention."""


@dataclass(frozen=True, kw_only=True)
class ContactNote(Record):
    """One call, mail or visit to coordinate an intervention [B.3, 34], above all with the GDS."""

    META: ClassVar[Meta] = Meta("contact_note", "Contacto", "Contactos", title=("day", "who"))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    day: Annotated[date | None, Field("Fecha", source="B.3", required=True)] = None
    at: Annotated[time | None, Field("Hora")] = None
    means: Annotated[ContactMeans | None, Field("Medio", source="B.3", required=True)] = None
    who: Annotated[
        str | None,
        Field("Con quién", source="B.3", required=True, privacy=Privacy.PERSONAL, max_length=160),
    ] = None
    office: Annotated[str | None, Field("Cargo y entidad", max_length=200)] = None
    with_gds: Annotated[
        bool | None,
        Field("Es de la Gerencia de Desarrollo Social (GDS), o equivalente", source="B.3"),
    ] = None
    said: Annotated[
        str | None,
        Field(
            "Qué se dijo",
            source="B.3",
            required=True,
            privacy=Privacy.PERSONAL,
            long=True,
            max_length=5000,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class EquipmentItem(Record):
    """Something the venue must have [B.3, 40]. Natural id: intervention and the name it was added with."""

    META: ClassVar[Meta] = Meta("equipment_item", "Equipo", "Equipos", title=("name",))

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    name: Annotated[str | None, Field("Equipo", source="B.3", required=True, max_length=120)] = None
    state: Annotated[EquipmentState | None, Field("Estado", source="B.3")] = None
    note: Annotated[str | None, Field("Quién lo pone o con quién se confirmó", max_length=200)] = None
