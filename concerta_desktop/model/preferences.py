"""Institutional texts a person may change, kept and merged like any record."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Field, Meta, Record


@dataclass(frozen=True, kw_only=True)
class Preference(Record):
    """A named text or number of the office: privacy notice, header lines, blank rows. Natural id: name."""

    META: ClassVar[Meta] = Meta("preference", "Ajuste", "Ajustes", title=("name",))

    name: Annotated[str | None, Field("Nombre", required=True, index=True, max_length=60)] = None
    text: Annotated[str | None, Field("Valor", long=True, max_length=5000)] = None
