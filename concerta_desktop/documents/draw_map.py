"""Peru as dots: a district at its capital, told by shape as well as by colour. Drawn as SVG, kept as PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import resources
from concerta_desktop.documents.blocks import Image
from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow

_WEST, _EAST, _SOUTH, _NORTH = -81.6, -68.4, -18.6, 0.2
_WIDTH, _HEIGHT = 860, 1220
_LEGEND = 210

SHAPES: Mapping[InstanciaState, str] = {
    InstanciaState.UNKNOWN: '<circle r="2.1" fill="none" stroke="#A9A3B5" stroke-width="0.9"/>',
    InstanciaState.NOTHING: '<path d="M-3-3L3 3M-3 3L3-3" stroke="#A8480C" stroke-width="1.8"/>',
    InstanciaState.PRIOR: '<path d="M0-4L4 3H-4Z" fill="none" stroke="#A8480C" stroke-width="1.5"/>',
    InstanciaState.ORDINANCE: (
        '<rect x="-3" y="-3" width="6" height="6" fill="none" stroke="#5A2D91" stroke-width="1.7"/>'
    ),
    InstanciaState.INSTALLED: '<rect x="-3.4" y="-3.4" width="6.8" height="6.8" fill="#5A2D91"/>',
    InstanciaState.WORKING: '<circle r="4.4" fill="#1E6B4F" stroke="#FFFFFF" stroke-width="0.8"/>',
}


def draw_map(rows: Sequence[InstanciaRow], width_mm: float = 120) -> Image:
    """The map with its legend and how many of each; districts without coordinates are only counted."""
    import resvg_py

    data = resvg_py.svg_to_bytes(
        map_svg(rows),
        zoom=2,
        background="#ffffff",
        skip_system_fonts=True,
        font_dirs=[str(resources.path("fonts"))],
    )
    return Image(bytes(data), width_mm, f"Mapa del Perú por distritos. {_said(rows)}.")


def map_svg(rows: Sequence[InstanciaRow]) -> str:
    """Most districts first, so that what is rarest lies on top."""
    districts = [row for row in rows if row.place.level is Level.DISTRICT]
    counts = {state: sum(row.state is state for row in districts) for state in InstanciaState}
    dots: list[str] = []
    for state in InstanciaState:
        for row in districts:
            lat, lon = row.place.lat, row.place.lon
            if row.state is state and lat is not None and lon is not None:
                x = (lon - _WEST) / (_EAST - _WEST) * _WIDTH
                y = (_NORTH - lat) / (_NORTH - _SOUTH) * _HEIGHT
                dots.append(f'<g transform="translate({x:.1f} {y:.1f})">{SHAPES[state]}</g>')
    legend = [
        f'<g transform="translate(40 {_HEIGHT - _LEGEND + place * 34}) scale(2.2)">{SHAPES[state]}</g>'
        f'<text x="64" y="{_HEIGHT - _LEGEND + place * 34 + 8}" font-family="Inter" font-size="22" '
        f'fill="#1E1829">{state.label}: {counts[state]}</text>'
        for place, state in enumerate(InstanciaState)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}"><rect width="100%" height="100%" fill="#FFFFFF"/>'
        f"{''.join(dots)}{''.join(legend)}</svg>"
    )


def _said(rows: Sequence[InstanciaRow]) -> str:
    districts = [row for row in rows if row.place.level is Level.DISTRICT]
    return ", ".join(
        f"{state.label}: {sum(row.state is state for row in districts)}" for state in InstanciaState
    )
