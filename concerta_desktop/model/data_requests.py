"""What data subjects ask about their own data, and what was answered (Ley 29733) [2.9]."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record


class RequestKind(Choice):
    """The rights of whoever the data is about."""

    ACCESS = "acceso", "Acceso"
    RECTIFICATION = "rectificacion", "Rectificación"
    ERASURE = "cancelacion", "Cancelación (supresión)"
    OBJECTION = "oposicion", "Oposición"


@dataclass(frozen=True, kw_only=True)
class DataRequest(Record):
    """One request. It names the person by reference only: when she or he is erased, nothing stays here."""

    META: ClassVar[Meta] = Meta(
        "data_request", "Pedido sobre datos", "Pedidos sobre datos", title=("received", "kind")
    )

    kind: Annotated[RequestKind | None, Field("Qué pide", source="2.9", required=True)] = None
    person: Annotated[str | None, Field("Persona", refers_to="person", required=True, index=True)] = None
    received: Annotated[date | None, Field("Recibido el", source="2.9", required=True)] = None
    channel: Annotated[
        str | None,
        Field("Cómo lo pidió", help="En persona, por correo, por mesa de partes…", max_length=120),
    ] = None
    answered: Annotated[date | None, Field("Atendido el", source="2.9")] = None
    answer: Annotated[
        str | None, Field("Qué se hizo", help="Sin datos de la persona.", long=True, max_length=1000)
    ] = None
