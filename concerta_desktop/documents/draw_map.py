"""Peru as dots: a territory at its capital, told by shape as well as by colour, as the window tells it. Drawn
as SVG, kept as PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import resources
from concerta_desktop.documents.blocks import Image
from concerta_desktop.model.instancias import InstanciaState
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import InstanciaRow, places
from concerta_desktop.rules.map_projection import fit, project

_WIDTH, _HEIGHT, _MARGIN = 860, 1220, 24
_LEGEND = 210
_SIZES = {Level.REGION: 2.6, Level.PROVINCE: 1.7, Level.DISTRICT: 1.0}
_NAMES = {Level.REGION: "regiones", Level.PROVINCE: "provincias", Level.DISTRICT: "distritos"}
_VIOLET, _RED, _GREY = "#5A2D91", "#A61B34", "#8A8299"
_RING = f'<circle r="3.8" fill="#FFFFFF" stroke="{_VIOLET}" stroke-width="1.2"/>'
SHAPES: Mapping[InstanciaState, str] = {
    InstanciaState.UNKNOWN: f'<rect x="-2" y="-2" width="4" height="4" fill="{_GREY}"/>',
    InstanciaState.NOTHING: f'<path d="M-3-3L3 3M-3 3L3-3" stroke="{_RED}" stroke-width="1.8"/>',
    InstanciaState.PRIOR: _RING,
    InstanciaState.ORDINANCE: f'{_RING}<path d="M0-3.8A3.8 3.8 0 0 0 0 3.8Z" fill="{_VIOLET}"/>',
    InstanciaState.INSTALLED: f'{_RING}<circle r="1.7" fill="{_VIOLET}"/>',
    InstanciaState.WORKING: f'<circle r="4.4" fill="{_VIOLET}"/>',
}


def draw_map(rows: Sequence[InstanciaRow], width_mm: float = 120, level: Level = Level.DISTRICT) -> Image:
    """The map of one level with its legend and how many of each; those without coordinates of their own stand
    near the capital of their province, and it says how many."""
    import resvg_py

    data = resvg_py.svg_to_bytes(
        map_svg(rows, level),
        zoom=2,
        background="#ffffff",
        skip_system_fonts=True,
        font_dirs=[str(resources.path("fonts"))],
    )
    return Image(bytes(data), width_mm, f"Mapa del Perú por {_NAMES[level]}. {_said(rows, level)}.")


def map_svg(rows: Sequence[InstanciaRow], level: Level = Level.DISTRICT) -> str:
    """Most territories first, so that what is rarest lies on top; districts are the country's shape."""
    own = [row for row in rows if row.place.level is level]
    counts = {state: sum(row.state is state for row in own) for state in InstanciaState}
    shape = [
        project(one.lat, one.lon)
        for one in places()
        if one.level is Level.DISTRICT and not one.approximate and one.lat is not None and one.lon is not None
    ]
    frame, size = fit(shape, _WIDTH, _HEIGHT, _MARGIN), _SIZES[level]
    ground = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.3"/>' for x, y in map(frame.at, shape)]
    dots: list[str] = []
    near = sum(row.place.approximate for row in own)
    for state in InstanciaState:
        for row in own:
            lat, lon = row.place.lat, row.place.lon
            if row.state is not state or lat is None or lon is None:
                continue
            x, y = frame.at(project(lat, lon))
            dots.append(f'<g transform="translate({x:.1f} {y:.1f}) scale({size})">{SHAPES[state]}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}"><rect width="100%" height="100%" fill="#FFFFFF"/>'
        f'<g fill="#DAD4E4">{"".join(ground)}</g>{"".join(dots)}{_legend(counts, near)}</svg>'
    )


def _legend(counts: Mapping[InstanciaState, int], near: int) -> str:
    """Over the Pacific, from the furthest to the least."""
    top = _HEIGHT - _LEGEND - 30
    found = [
        f'<g transform="translate(40 {top + place * 34}) scale(2.2)">{SHAPES[state]}</g>'
        f'<text x="64" y="{top + place * 34 + 8}" font-family="Inter" font-size="22" '
        f'fill="#1E1829">{state.label}: {counts[state]}</text>'
        for place, state in enumerate(reversed(InstanciaState))
    ]
    if near:
        found.append(
            f'<text x="30" y="{_HEIGHT - 24}" font-family="Inter" font-size="18" fill="#50485E">'
            f"{near} sin coordenadas: junto a la capital de su provincia.</text>"
        )
    return "".join(found)


def _said(rows: Sequence[InstanciaRow], level: Level) -> str:
    own = [row for row in rows if row.place.level is level]
    return ", ".join(f"{state.label}: {sum(row.state is state for row in own)}" for state in InstanciaState)
