"""A report as PDF: A4, the State's head on the first page, "Página n de N" on all, always the same bytes."""

# pyright: reportUnknownMemberType=false, reportAttributeAccessIssue=false
from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate, Spacer

from concerta_desktop.documents.blocks import Metadata, Rendered, Report
from concerta_desktop.documents.fonts import Fonts, load_fonts
from concerta_desktop.documents.letterhead import HAIRLINE, INK, INK_SOFT, STATE_HEIGHT, draw_state_header
from concerta_desktop.documents.pdf_canvas import describe, draw_text, page_size
from concerta_desktop.documents.pdf_flow import Setting, flow_all, set_text
from concerta_desktop.documents.wrapping import fit
from concerta_desktop.progress import Progress, silent

_TOP, _BOTTOM = 12 * mm, 20 * mm


def write_pdf(report: Report, progress: Progress = silent) -> Rendered:
    """`report` as PDF bytes. Steps once per page, without a total, and may raise `Cancelled`."""
    fonts = load_fonts()
    meta = report.metadata
    buffer = BytesIO()
    document = _template(buffer, report, fonts, progress)
    setting = Setting(fonts, document.width)
    story: list[Flowable] = [NextPageTemplate("later")]
    story += flow_all(report.opening, setting)
    story += [set_text(setting, report.title, "bold", 11, 15), Spacer(1, 8)]
    story += flow_all(report.blocks, setting)

    def canvas(target: Any, **options: Any) -> Canvas:
        made = _CountingCanvas(target, fonts, meta, **options)
        describe(made, report.title, meta)
        return made

    document.build(story, canvasmaker=canvas)
    return Rendered(buffer.getvalue(), fonts.warnings())


class _CountingCanvas(Canvas):
    """Holds every page back until their number is known, then writes the foot."""

    def __init__(self, target: Any, fonts: Fonts, meta: Metadata, **options: Any) -> None:
        super().__init__(target, **options)
        self._fonts, self._meta = fonts, meta
        self._held: list[dict[str, Any]] = []
        self._headings: list[tuple[int, str, int, float]] = []

    def note_heading(self, text: str, level: int, top: float) -> None:
        """A heading is being set on the page under way, its upper edge at `top`."""
        above = self._headings[-1][2] if self._headings else -1
        self._headings.append((len(self._held) + 1, text, min(level, above + 1), top))

    def showPage(self) -> None:  # noqa: N802
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(held := self._held, start=1):
            self.__dict__.update(state)
            self._outline(number)
            _draw_foot(self, self._fonts, self._meta, f"Página {number} de {len(held)}")
            super().showPage()
        super().save()

    def _outline(self, page: int) -> None:
        """The headings of a page, in the outline of the file: readers jump by it, and so does the preview."""
        for place, (standing, text, level, top) in enumerate(self._headings):
            if standing == page:
                self.bookmarkPage(f"h{place}", fit="XYZ", left=0, top=round(top + 12), zoom=0)
                self.addOutlineEntry(text, f"h{place}", level)


def _template(buffer: BytesIO, report: Report, fonts: Fonts, progress: Progress) -> BaseDocTemplate:
    meta = report.metadata
    width, height = page_size(meta)
    left, right = _margins(meta)

    def first(canvas: Canvas, _document: BaseDocTemplate) -> None:
        progress(0, 0, "Preparando la página 1")
        if meta.letterhead:
            _draw_own_head(canvas, fonts, meta)
        else:
            draw_state_header(canvas, fonts, left, height - _TOP)

    def later(canvas: Canvas, _document: BaseDocTemplate) -> None:
        progress(canvas.getPageNumber() - 1, 0, f"Preparando la página {canvas.getPageNumber()}")
        _draw_running_head(canvas, fonts, meta)

    document = BaseDocTemplate(
        buffer,
        pagesize=(width, height),
        leftMargin=left,
        rightMargin=right,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        invariant=1,
        pageCompression=1,
        lang="es-PE",
    )
    for name, draw, head in (("first", first, STATE_HEIGHT + 14), ("later", later, 20.0)):
        frame = Frame(left, _BOTTOM, width - left - right, height - _TOP - _BOTTOM - head, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate(name, [frame], onPage=draw))
    return document


def _margins(meta: Metadata) -> tuple[float, float]:
    """Left and right, in points."""
    return (15 * mm, 15 * mm) if meta.landscape else (25 * mm, 20 * mm)


def _draw_own_head(canvas: Canvas, fonts: Fonts, meta: Metadata) -> None:
    """The name of an entity that is not the ministry, over a rule: its emblem is for it to add."""
    width, height = page_size(meta)
    left, right = _margins(meta)
    fitted = fit(fonts, meta.letterhead, "semibold", 10, width - left - right, STATE_HEIGHT - 8)
    y = height - _TOP - 10
    for line in fitted.lines:
        draw_text(canvas, fonts, line, left, y, "semibold", fitted.size, INK)
        y -= fitted.size * 1.2
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, height - _TOP - STATE_HEIGHT, width - right, height - _TOP - STATE_HEIGHT)


def _draw_running_head(canvas: Canvas, fonts: Fonts, meta: Metadata) -> None:
    width, height = page_size(meta)
    left, right = _margins(meta)
    y = height - _TOP - 8
    half = (width - left - right) / 2 - 8
    for text, x, align in ((meta.running[0], left, 0.0), (meta.running[1], width - right, 1.0)):
        fitted = fit(fonts, text, "regular", 8, half, 9.5)
        draw_text(canvas, fonts, fitted.lines[0], x, y, "regular", fitted.size, INK_SOFT, align=align)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, y - 6, width - right, y - 6)


def _draw_foot(canvas: Canvas, fonts: Fonts, meta: Metadata, page: str) -> None:
    width, _height = page_size(meta)
    left, right = _margins(meta)
    y = _BOTTOM - 16
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, y + 10, width - right, y + 10)
    draw_text(canvas, fonts, page, width - right, y, "medium", 8, INK, align=1.0)
    for line in fit(fonts, meta.footer, "regular", 7, width - left - right - 110, 19).lines:
        draw_text(canvas, fonts, line, left, y, "regular", 7, INK_SOFT)
        y -= 9
