"""A norm that somebody adds to the legal library; those of the Lineamientos and of their notes ship [IV]."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Field, Meta, Record


@dataclass(frozen=True, kw_only=True)
class Norm(Record):
    """One norm as it is cited, and where it was taken from."""

    META: ClassVar[Meta] = Meta("norm", "Norma", "Normas", title=("name",))

    name: Annotated[
        str | None,
        Field("Tipo y número", help="Por ejemplo: Ordenanza N° 012-2021-MPH.", required=True, search=True),
    ] = None
    title: Annotated[
        str | None,
        Field("De qué trata", help="Como sigue en la cita: que aprueba…", search=True, max_length=600),
    ] = None
    origin: Annotated[
        str | None, Field("Fuente", help="Dónde consta: El Peruano, portal de la entidad.", max_length=300)
    ] = None
