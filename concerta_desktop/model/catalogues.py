"""Reference data that headquarters may correct: what ships is a file, what somebody changes is a record."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record
from concerta_desktop.model.identity import natural_id


class Catalogue(Choice):
    """The catalogues that ship with the program."""

    COMPOSITION = "composicion", "Composición de las instancias"
    MODALITY = "modalidad", "Modalidades de violencia"
    VIOLENCE = "tipo_violencia", "Tipos de violencia"
    SERVICE = "servicio", "Servicios públicos"
    DAY_OFF = "dia_no_laborable", "Feriados y días no laborables"
    PERIOD = "plazo", "Plazos que los Lineamientos no fijan"
    NORM = "norma", "Normas"
    YEAR_NAME = "nombre_anio", "Nombres de los años y del decenio"
    NUMBER_PATTERN = "patron_numero", "Números de los documentos"


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry(Record):
    """An entry that was added, or one that shipped and was corrected. Natural id: catalogue and code."""

    META: ClassVar[Meta] = Meta(
        "catalogue_entry", "Entrada de catálogo", "Entradas de catálogo", title=("catalogue", "name")
    )

    catalogue: Annotated[Catalogue | None, Field("Catálogo", required=True, index=True)] = None
    code: Annotated[str | None, Field("Código", required=True, index=True, max_length=60)] = None
    name: Annotated[
        str | None,
        Field("Nombre", help="De una norma, su tipo y número: Ley N° 30364.", search=True, max_length=300),
    ] = None
    title: Annotated[
        str | None,
        Field("De qué trata", help="Como sigue en la cita: que aprueba…", search=True, max_length=600),
    ] = None
    pattern: Annotated[
        str | None, Field("Patrón", help="Se reemplazan {número}, {año}, {unidad} y {siglas}.")
    ] = None
    level: Annotated[
        str | None, Field("Nivel", help="region, province o district; vacío: todos.", max_length=20)
    ] = None
    day: Annotated[date | None, Field("Fecha")] = None
    minimum: Annotated[int | None, Field("Mínimo", maximum=1000)] = None
    maximum: Annotated[int | None, Field("Máximo", maximum=1000)] = None
    number: Annotated[int | None, Field("Valor", help="De un plazo: días, meses o años.")] = None
    first_year: Annotated[int | None, Field("Año, o primero del decenio", minimum=1900, maximum=2200)] = None
    last_year: Annotated[
        int | None,
        Field("Último del decenio", help="Vacío: es el nombre de un año.", minimum=1900, maximum=2200),
    ] = None
    civil_society: Annotated[bool | None, Field("Es de la sociedad civil", source="7.3.2.8")] = None
    source: Annotated[str | None, Field("Fuente", max_length=300)] = None
    verified: Annotated[
        bool | None, Field("Verificada con la norma vigente", help="Vacío o no: por verificar.")
    ] = None
    verified_on: Annotated[date | None, Field("Verificada el")] = None
    verified_by: Annotated[str | None, Field("Verificada por", max_length=120)] = None
    retired: Annotated[bool | None, Field("Ya no se usa")] = None
    notes: Annotated[str | None, Field("Notas", long=True, max_length=5000)] = None


def catalogue_entry_id(catalogue: Catalogue, code: str) -> str:
    return natural_id("catalogue_entry", catalogue.value, code)
