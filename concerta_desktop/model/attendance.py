"""Who was expected and who came [B.4.i]."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from concerta_desktop.model.choices import (
    Disability,
    DocumentType,
    EntityKind,
    Ethnicity,
    MandateKind,
    Reply,
    Sex,
)
from concerta_desktop.model.fields import Field, Merge, Meta, Privacy, Record


@dataclass(frozen=True, kw_only=True)
class ExpectedPerson(Record):
    """A person convoked to an intervention [B.3]. One per intervention and person (natural id)."""

    META: ClassVar[Meta] = Meta(
        "expected_person", "Persona convocada", "Personas convocadas", title=("intervention", "person")
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    person: Annotated[str | None, Field("Persona", refers_to="person", required=True, index=True)] = None
    mandate: Annotated[MandateKind | None, Field("Condición", source="7.2")] = None
    reply: Annotated[Reply | None, Field("Respuesta", source="B.3")] = None


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """One person, one day, as signed at the door.

    Everything but `person` is a snapshot of what was signed: it stays when the directory changes. Its id
    comes from intervention, day and document, so two laptops at one door agree; without a document it is
    a record of its own.
    """

    META: ClassVar[Meta] = Meta(
        "attendance", "Asistencia", "Asistencias", title=("surnames", "names"), merge=Merge.KEEP
    )

    intervention: Annotated[
        str | None, Field("Intervención", refers_to="intervention", required=True, index=True)
    ] = None
    day: Annotated[date | None, Field("Día", source="B.4.i", required=True)] = None
    person: Annotated[str | None, Field("Persona", refers_to="person", index=True)] = None
    document_type: Annotated[DocumentType | None, Field("Tipo de documento", source="2.11")] = None
    document_number: Annotated[
        str | None, Field("N.° de documento", source="2.11", privacy=Privacy.PERSONAL, max_length=20)
    ] = None
    surnames: Annotated[
        str | None, Field("Apellidos", source="2.11", required=True, privacy=Privacy.PERSONAL, max_length=80)
    ] = None
    names: Annotated[str | None, Field("Nombres", source="2.11", privacy=Privacy.PERSONAL, max_length=80)] = (
        None
    )
    sex: Annotated[Sex | None, Field("Sexo", source="2.11", privacy=Privacy.PERSONAL)] = None
    entity: Annotated[str | None, Field("Entidad (registro)", refers_to="entity")] = None
    entity_name: Annotated[str | None, Field("Entidad", source="B.4.i", max_length=160)] = None
    entity_kind: Annotated[EntityKind | None, Field("Tipo de entidad", source="2.11")] = None
    position: Annotated[str | None, Field("Cargo", source="2.11", max_length=160)] = None
    mandate: Annotated[MandateKind | None, Field("Condición", source="2.11")] = None
    email: Annotated[str | None, Field("Correo", source="2.11", privacy=Privacy.PERSONAL, max_length=120)] = (
        None
    )
    phone: Annotated[
        str | None, Field("Teléfono", source="2.11", privacy=Privacy.PERSONAL, max_length=40)
    ] = None
    arrived_at: Annotated[datetime | None, Field("Hora de registro", source="B.4.i")] = None
    consent: Annotated[bool | None, Field("Autoriza el tratamiento de sus datos sensibles", source="2.9")] = (
        None
    )
    ethnicity: Annotated[
        Ethnicity | None, Field("Autoidentificación étnica", source="2.10", privacy=Privacy.SENSITIVE)
    ] = None
    language: Annotated[
        str | None, Field("Lengua materna", source="2.10", privacy=Privacy.SENSITIVE, max_length=60)
    ] = None
    disability: Annotated[
        Disability | None, Field("Discapacidad", source="2.10", privacy=Privacy.SENSITIVE)
    ] = None
