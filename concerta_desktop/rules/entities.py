"""What kind of entity a name speaks of: a proposal for the person to confirm, never a fact."""

from __future__ import annotations

import re

from concerta_desktop.model.choices import EntityKind
from concerta_desktop.text import fold

_CLUES: tuple[tuple[EntityKind, str], ...] = (
    (
        EntityKind.REGIONAL_GOVERNMENT,
        (
            r"gobierno regional|gore|gr|diresa|geresa|diris|dre|gre|ugel|red (integrada )?de salud"
            r"|direccion regional|gerencia regional|gerencia sub ?regional|microred|hospital regional"
        ),
    ),
    (
        EntityKind.PROVINCIAL_MUNICIPALITY,
        r"municipalidad (metropolitana|provincial)|muni\.? provincial|mp|mml",
    ),
    (
        EntityKind.DISTRICT_MUNICIPALITY,
        r"municipalidad (distrital|de centro poblado)|muni\.? distrital|md|mcp",
    ),
    (
        EntityKind.CIVIL_SOCIETY,
        (
            r"asociacion|organizacion|ong|comunidad|ronda(s)?|federacion|club de madres|vaso de leche|comite"
            r"|mesa de concertacion|mclcp|colectivo|red de mujeres|sindicato|parroquia|junta vecinal"
        ),
    ),
    (
        EntityKind.NATIONAL_ENTITY,
        (
            r"ministerio|mimp|aurora|cem|centro (de )?emergencia mujer|pnp|policia|comisaria|depincri"
            r"|divincri|poder judicial|corte superior|juzgado|ministerio publico|fiscalia|medicina legal"
            r"|defensa publica|minjus|minjusdh|alegra|midis|minsa|minedu|mininter|subprefectura|prefectura"
            r"|inabif|conadis|inpe|defensoria del pueblo|reniec|essalud|ejercito|jne|onpe|sunarp|sunafil"
            r"|cuna mas|juntos|pension 65"
        ),
    ),
    (EntityKind.PRIVATE, r"s\.?a\.?c?|e\.?i\.?r\.?l|empresa|universidad privada|camara de comercio"),
)

_PATTERNS = tuple((kind, re.compile(rf"(?<!\w)(?:{clues})(?!\w)")) for kind, clues in _CLUES)


def guess_kind(name: str | None) -> EntityKind | None:
    """The kind a name suggests ("MD de Luricocha" -> district municipality); None when it suggests none.

    The clue that stands first decides: "Comité de la Municipalidad Provincial" is no municipality.
    """
    folded = fold(name or "")
    found = [
        (match.start(), -match.end(), order, kind)
        for order, (kind, pattern) in enumerate(_PATTERNS)
        if (match := pattern.search(folded))
    ]
    return min(found, key=lambda clue: clue[:3])[3] if found else None
