"""What the papers of an instancia share: they carry the name of the government that presides."""

from __future__ import annotations

from datetime import datetime

from concerta_desktop.documents.blocks import Metadata
from concerta_desktop.model.instancia import instancia_name, instancia_territory
from concerta_desktop.model.place import place_name

PROPOSAL = "Estructura propuesta por Concerta: los Lineamientos nombran este anexo y no publican su cuerpo."


def government(code: str) -> str:
    """The government that presides: "Municipalidad Provincial de Huanta"."""
    territory = instancia_territory(code)
    return place_name(territory.code) if territory else code


def own_metadata(code: str, title: str, issued: datetime, *, landscape: bool = False) -> Metadata:
    """Of a paper of the instancia itself, and not of the ministry."""
    name, own = instancia_name(code), government(code)
    return Metadata(issued, own, name, landscape, running=(title, name), letterhead=own)
