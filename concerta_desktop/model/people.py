"""Who takes part: the specialist at this laptop, entities and the people of the directory."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex
from concerta_desktop.model.fields import Field, Meta, Privacy, Record


@dataclass(frozen=True, kw_only=True)
class Specialist(Record):
    """Who works at this computer; heads the documents as responsible person."""

    META: ClassVar[Meta] = Meta("specialist", "Especialista", "Especialistas", title=("surnames", "names"))

    names: Annotated[str | None, Field("Nombres", required=True, max_length=80)] = None
    surnames: Annotated[str | None, Field("Apellidos", required=True, max_length=80)] = None
    position: Annotated[str | None, Field("Cargo", max_length=120)] = None
    unit: Annotated[str | None, Field("Unidad", max_length=120)] = None
    email: Annotated[str | None, Field("Correo", privacy=Privacy.PERSONAL, max_length=120)] = None
    scope: Annotated[
        tuple[str, ...] | None,
        Field("Ámbito", help="Regiones que acompaña. Vacío: todo el país.", catalogue="territory"),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Entity(Record):
    """A public, private or civil-society organisation that takes part [V]."""

    META: ClassVar[Meta] = Meta("entity", "Entidad", "Entidades", title=("name",))

    name: Annotated[str | None, Field("Nombre", required=True, search=True, max_length=160)] = None
    short_name: Annotated[
        str | None,
        Field("Nombre corto", help="Como sale en listas: MP de Huanta.", search=True, max_length=60),
    ] = None
    kind: Annotated[EntityKind | None, Field("Tipo de entidad")] = None
    territory: Annotated[str | None, Field("Territorio", catalogue="territory", index=True)] = None


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """Somebody of the directory [7.3.2.9]: names, document, cargo, where to reach her or him."""

    META: ClassVar[Meta] = Meta("person", "Persona", "Personas", title=("surnames", "names"))

    document_type: Annotated[DocumentType | None, Field("Tipo de documento", source="7.3.2.9")] = None
    document_number: Annotated[
        str | None,
        Field(
            "N.° de documento",
            source="7.3.2.9",
            privacy=Privacy.PERSONAL,
            search=True,
            index=True,
            max_length=20,
        ),
    ] = None
    surnames: Annotated[
        str | None,
        Field(
            "Apellidos", source="7.3.2.9", required=True, search=True, privacy=Privacy.PERSONAL, max_length=80
        ),
    ] = None
    names: Annotated[
        str | None,
        Field("Nombres", source="7.3.2.9", search=True, privacy=Privacy.PERSONAL, max_length=80),
    ] = None
    sex: Annotated[Sex | None, Field("Sexo", privacy=Privacy.PERSONAL)] = None
    entity: Annotated[str | None, Field("Entidad", refers_to="entity", index=True)] = None
    position: Annotated[str | None, Field("Cargo", source="7.3.2.9", max_length=160)] = None
    mandate: Annotated[MandateKind | None, Field("Condición", source="7.2")] = None
    email: Annotated[
        str | None, Field("Correo", source="7.3.2.9", privacy=Privacy.PERSONAL, max_length=120)
    ] = None
    phone: Annotated[
        str | None, Field("Teléfono", source="7.3.2.9", privacy=Privacy.PERSONAL, max_length=40)
    ] = None
    address: Annotated[
        str | None, Field("Dirección legal", source="7.3.2.9", privacy=Privacy.PERSONAL, max_length=200)
    ] = None
