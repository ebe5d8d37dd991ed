"""Charts, drawn once as reportlab drawings: vectors in the PDF, SVG for screens, PNG for DOCX."""

# pyright: reportUnknownVariableType=false, reportArgumentType=false
from __future__ import annotations

import re

from reportlab.graphics.renderSVG import drawToString
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor

import resources
from concerta_desktop.documents.blocks import Bar, Chart
from concerta_desktop.documents.fonts import Fonts, Weight
from concerta_desktop.documents.letterhead import INK, INK_SOFT, VIOLET, WHITE
from concerta_desktop.documents.wrapping import fit

_BAR, _THIN, _PITCH, _LABELS, _NOTES, _GAP = 13.0, 8.0, 17.5, 125.0, 34.0, 0.7
_FACE = re.compile(r'style="font-family: (?P<family>Inter|Noto\w+)-(?P<weight>\w+);')
_WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
_SCALE: tuple[tuple[Color, Color], ...] = (
    (HexColor("#A95614"), WHITE),
    (HexColor("#E9B77C"), INK),
    (HexColor("#D9D4E1"), INK),
    (HexColor("#A583D2"), INK),
    (VIOLET, WHITE),
)
"""Ground and figure of each step, worst to best; the figures keep it readable in grey."""
_UNKNOWN = HexColor("#B8B1C4")


def draw_chart(chart: Chart, fonts: Fonts, width: float) -> Drawing:
    """`chart` as a drawing `width` points wide; the writer sets its caption and source."""
    legend = 22.0 if len(chart.series) > 1 else 0.0
    drawing = Drawing(width, _PITCH * len(chart.bars) + legend)
    room = width - _LABELS - _NOTES
    longest = max((sum(bar.counts) for bar in chart.bars), default=0)
    for index, bar in enumerate(chart.bars):
        y = drawing.height - _PITCH * index - _BAR
        label = fit(fonts, bar.label, "regular", 8, _LABELS - 6, 10).lines[0]
        _string(drawing, fonts, label, 0, y + 3.6, "regular", 8, INK)
        if len(chart.series) == 1:
            _amount(drawing, bar, y, room / longest if longest else 0)
        else:
            whole = sum(bar.counts)
            _shares(drawing, fonts, bar, y, room / whole if whole else 0)
        _string(drawing, fonts, bar.note, width, y + 3.6, "semibold", 8, INK, align=1)
    if legend:
        _legend(drawing, fonts, chart.series)
    return drawing


def chart_svg(chart: Chart, fonts: Fonts, width: float) -> str:
    """The same drawing as SVG, its faces named as systems know them (family and weight)."""
    svg: str = drawToString(draw_chart(chart, fonts, width))
    return _FACE.sub(_css, svg)


def _css(face: re.Match[str]) -> str:
    family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", face["family"])
    return f'style="font-family: {family}; font-weight: {_WEIGHTS[face["weight"]]};'


def chart_png(chart: Chart, fonts: Fonts, width: float) -> bytes:
    """The same drawing as PNG, three pixels to the point."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            chart_svg(chart, fonts, width),
            zoom=3,
            background="#ffffff",
            skip_system_fonts=True,
            font_dirs=[str(resources.path("fonts"))],
        )
    )


def _amount(drawing: Drawing, bar: Bar, y: float, unit: float) -> None:
    """One amount, told at the right."""
    ground = _UNKNOWN if bar.unknown else VIOLET
    width = max(0.5, sum(bar.counts) * unit)
    middle = y + (_BAR - _THIN) / 2
    drawing.add(Rect(_LABELS, middle, width, _THIN, fillColor=ground, strokeWidth=0, strokeColor=None))


def _shares(drawing: Drawing, fonts: Fonts, bar: Bar, y: float, unit: float) -> None:
    """A scale from worst to best, each share with its count where there is room for it."""
    x = _LABELS
    for count, (ground, figure) in zip(bar.counts, _SCALE, strict=False):
        width = count * unit
        if width:
            drawing.add(
                Rect(x, y, max(0.5, width - _GAP), _BAR, fillColor=ground, strokeWidth=0, strokeColor=None)
            )
        if width > 12:
            _string(drawing, fonts, str(count), x + width / 2, y + 4, "regular", 7, figure, align=0.5)
        x += width


def _legend(drawing: Drawing, fonts: Fonts, series: tuple[str, ...]) -> None:
    x = 0.0
    for name, (ground, _figure) in zip(series, _SCALE, strict=False):
        drawing.add(Rect(x, 2, 8, 8, fillColor=ground, strokeWidth=0, strokeColor=None))
        x += 11 + _string(drawing, fonts, name, x + 11, 3.2, "regular", 7.5, INK_SOFT) + 12


def _string(
    drawing: Drawing,
    fonts: Fonts,
    text: str,
    x: float,
    y: float,
    weight: Weight,
    size: float,
    color: Color,
    *,
    align: float = 0.0,
) -> float:
    width = fonts.width(text, weight, size)
    start = x - width * align
    for face, part in fonts.runs(text, weight):
        drawing.add(String(start, y, part, fontName=face.name, fontSize=size, fillColor=color))
        start += sum(face.widths[ord(char)] for char in part) * size / 1000
    return width
