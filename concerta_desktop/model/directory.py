"""Who sits on an instancia [7.2, 7.3.2.8-11, DC4]: members, dated mandates, declarations of suitability."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.fields import Choice, Field, Meta, Privacy, Record
from concerta_desktop.model.identity import natural_id


class MemberRole(Choice):
    """[7.2] The presidencia is the Gobernador/a or Alcalde/sa; the ST, the GDS or equivalent."""

    PRESIDENCY = "presidencia", "Presidencia"
    SECRETARIAT = "secretaria_tecnica", "Secretaría técnica"
    MEMBER = "integrante", "Integrante"


class Inscription(Choice):
    """[7.3.2.8] How far an association or organisation has come."""

    IDENTIFIED = "identificada", "Identificada"
    INVITED = "invitada", "Invitada"
    INSCRIBED = "inscrita", "Inscrita"


@dataclass(frozen=True, kw_only=True)
class Member(Record):
    """An institution or organisation that is part of an instancia [7.3.2.8-9]."""

    META: ClassVar[Meta] = Meta("member", "Integrante", "Integrantes", title=("name",))

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    name: Annotated[
        str | None,
        Field("Institución u organización", source="7.3.2.9", required=True, search=True, max_length=200),
    ] = None
    entity: Annotated[str | None, Field("Entidad del directorio", refers_to="entity")] = None
    role: Annotated[MemberRole | None, Field("Función en la instancia", source="7.2")] = None
    seat: Annotated[
        str | None,
        Field(
            "Lugar en la composición",
            help="Cuál de los lugares de la lista de composición ocupa.",
            source="7.3.2.8",
            max_length=60,
        ),
    ] = None
    inscription: Annotated[
        Inscription | None,
        Field("Asociación u organización: estado", source="7.3.2.8"),
    ] = None
    inscribed_on: Annotated[date | None, Field("Inscrita el", source="7.3.2.8")] = None
    since: Annotated[date | None, Field("Integra desde", source="7.3.2.11")] = None
    until: Annotated[date | None, Field("Integró hasta", source="7.3.2.11")] = None
    authority: Annotated[
        str | None,
        Field("Máxima autoridad: nombres y cargo", source="7.3.4.12", max_length=200),
    ] = None
    address: Annotated[str | None, Field("Dirección legal", source="7.3.2.9", max_length=200)] = None
    notes: Annotated[str | None, Field("Notas", long=True, max_length=5000)] = None


@dataclass(frozen=True, kw_only=True)
class Mandate(Record):
    """A person who represents a member for a time, as titular or alterno [7.2, 7.3.2.9, 7.3.2.11]."""

    META: ClassVar[Meta] = Meta("mandate", "Designación", "Designaciones", title=("start", "kind"))

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    member: Annotated[str | None, Field("Integrante", refers_to="member", required=True, index=True)] = None
    person: Annotated[str | None, Field("Persona", refers_to="person", required=True, index=True)] = None
    kind: Annotated[MandateKind | None, Field("Condición", source="7.2", required=True)] = None
    start: Annotated[date | None, Field("Desde", source="7.3.2.11")] = None
    end: Annotated[
        date | None,
        Field("Concluye su período", help="Vacía: sin plazo fijado.", source="7.3.2.11"),
    ] = None
    document: Annotated[
        str | None, Field("Resolución u oficio que designa", source="7.3.2.11", max_length=160)
    ] = None
    left_on: Annotated[
        date | None,
        Field(
            "Deja el cargo",
            help="Sigue representando hasta que se formalice su reemplazo o concluya su período.",
            source="7.3.2.11",
        ),
    ] = None
    replaced_on: Annotated[date | None, Field("Reemplazo formalizado el", source="7.3.2.11")] = None
    replaced_by: Annotated[
        str | None, Field("Resolución u oficio que reemplaza", source="7.3.2.11", max_length=160)
    ] = None


@dataclass(frozen=True, kw_only=True)
class Suitability(Record):
    """That somebody declared to have none of the four impediments [7.3.2.10, DC4], and who verified it.

    What the impediments might be is never kept: there is no field for it. Natural id: instancia and person.
    """

    META: ClassVar[Meta] = Meta(
        "suitability", "Declaración de idoneidad", "Declaraciones de idoneidad", title=("declared_on",)
    )

    instancia: Annotated[str | None, Field("Instancia", catalogue="instancia", required=True, index=True)] = (
        None
    )
    person: Annotated[str | None, Field("Persona", refers_to="person", required=True, index=True)] = None
    declared_on: Annotated[
        date | None,
        Field("Fecha de la declaración jurada", source="7.3.2.10", privacy=Privacy.PERSONAL),
    ] = None
    verified: Annotated[
        bool | None,
        Field(
            "Verificada",
            help="Solo si se verificó y quién: nunca el detalle. Vacío: sin dato.",
            source="7.3.2.10",
            privacy=Privacy.PERSONAL,
        ),
    ] = None
    verified_on: Annotated[
        date | None, Field("Verificada el", source="7.3.2.10", privacy=Privacy.PERSONAL)
    ] = None
    verified_by: Annotated[
        str | None,
        Field("Verificada por", source="7.3.2.10", privacy=Privacy.PERSONAL, max_length=120),
    ] = None


def suitability_id(instancia: str, person: str) -> str:
    return natural_id("suitability", instancia, person)
