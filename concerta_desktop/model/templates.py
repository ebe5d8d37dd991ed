"""Word templates that a person loads [7.3.2.5, 7.3.2.13; K20]: models of ordinance, reglamento, actas."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record


class TemplateKind(Choice):
    """What it drafts."""

    ORDINANCE = "ordenanza", "Proyecto de ordenanza"
    EXPEDIENTE = "expediente", "Informe sustentatorio"
    REGULATION = "reglamento", "Reglamento interno"
    INSTALLATION = "acta_instalacion", "Acta de instalación"
    LETTER = "oficio", "Oficio o carta"
    OTHER = "otro", "Otro"


@dataclass(frozen=True, kw_only=True)
class DocumentTemplate(Record):
    """A template, its file kept ciphered beside the store."""

    META: ClassVar[Meta] = Meta("document_template", "Plantilla", "Plantillas", title=("name",))

    name: Annotated[str | None, Field("Nombre", required=True, search=True, max_length=160)] = None
    kind: Annotated[TemplateKind | None, Field("Qué redacta", source="K20", required=True)] = None
    level: Annotated[
        str | None, Field("Nivel", help="region, province o district; vacío: todos.", max_length=20)
    ] = None
    source: Annotated[str | None, Field("De dónde viene", source="7.3.2.5", max_length=200)] = None
    file: Annotated[str | None, Field("Archivo adjunto", required=True, max_length=120)] = None
    file_name: Annotated[str | None, Field("Nombre del archivo", max_length=200)] = None
