"""The informe técnico, composed [2.8; C; 48]: the head of the ministry, four chapters, closing, annexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_lowercase

from concerta_desktop.documents.blocks import (
    Block,
    Heading,
    MemoHead,
    MemoLine,
    Metadata,
    PageBreak,
    Paragraph,
    Report,
    SignatureSpace,
)
from concerta_desktop.documents.frozen_report import Content, Section, short_digest
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.report_state import ReportState, author_of
from concerta_desktop.documents.report_tables import annex_tables, tables_of
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.report import ReportView
from concerta_desktop.queries.report_figures import when_held
from concerta_desktop.rules.official import document_number
from concerta_desktop.rules.report_text import is_item, paragraphs
from concerta_desktop.rules.spanish_dates import document_date
from concerta_desktop.text import initials

PLACE = "Lima"
_SIGN_HERE = "Espacio para la firma digital\n(sistema de gestión documental)"
_GREETING = (
    "Tengo el agrado de dirigirme a usted, en atención al asunto y a los documentos de la referencia, para "
    "informarle lo siguiente:"
)
_GREETING_ALONE = "Tengo el agrado de dirigirme a usted, en atención al asunto, para informarle lo siguiente:"
_CLOSING = "Es todo cuanto informo a usted, para su conocimiento y fines pertinentes."
_BY_THE_SYSTEM = (
    "El número del informe, la firma digital y el pie de autenticidad (D.S. 070-2013-PCM y D.S. "
    "026-2016-PCM) los agrega el sistema de gestión documental."
)
_HEADINGS: dict[ReportPart, tuple[tuple[str, int], ...]] = {
    ReportPart.BACKGROUND: (("ANTECEDENTES", 1),),
    ReportPart.DEVELOPMENT: (("ANÁLISIS", 1), ("Desarrollo de la intervención", 2)),
    ReportPart.PARTICIPANTS: (("Participantes", 2),),
    ReportPart.EVALUATION: (("Resultados de la evaluación", 2),),
    ReportPart.OBSTACLES: (("Nudos críticos y medidas correctivas", 2),),
    ReportPart.ADVANCES: (("Avances", 2),),
    ReportPart.CONCLUSIONS: (("CONCLUSIONES", 1),),
    ReportPart.RECOMMENDATIONS: (("RECOMENDACIONES", 1),),
}


@dataclass(frozen=True, slots=True)
class FrozenMark:
    """What the foot of a finalised report says."""

    number: int
    at: datetime
    digest: str


def compose_report(view: ReportView, state: ReportState, dated: date) -> Content:
    """The report as it would be printed on `dated`, in sections; nothing in it depends on the moment.

    Its number stays blank: recording it later must not make another version.
    """
    year = dated.year
    office = view.data.office
    names = [f"“{name}”" for name in (office.decade, office.year_name) if name]
    opening: tuple[Block, ...] = (
        SignatureSpace(_SIGN_HERE),
        *((Paragraph("\n".join(names), "centered"),) if names else ()),
        Paragraph(document_date(PLACE, dated), "right"),
    )
    sections = [Section(ReportPart.HEAD.value, _head(view))]
    for part in ReportPart:
        if part is ReportPart.ANNEXES:
            sections.append(Section("cierre", _closing(view)))
            sections.append(Section(part.value, _annexes(view, state)))
        elif part is not ReportPart.HEAD:
            sections.append(Section(part.value, _section(part, view, state)))
    about = view.data.intervention.title or UNKNOWN
    return Content(report_title(view, year, ""), about, opening, tuple(sections))


def report_title(view: ReportView, year: int, recorded: str) -> str:
    """Its number, as recorded; blank where the document system will write it."""
    name, _cargo = author_of(view)
    unit = (view.data.author.unit or "") if view.data.author else ""
    return document_number(
        view.data.office.report_pattern,
        recorded,
        year=year,
        unit=unit,
        initials=initials(*name.split()),
    )


def subject_of(view: ReportView) -> str:
    """The asunto: as written, else from title and dates."""
    if view.head.subject:
        return view.head.subject
    when = f", realizada {' '.join(when_held(view.data)).strip()}" if view.data.dates else ""
    return f"Informe técnico de la intervención «{view.data.intervention.title or UNKNOWN}»{when}"


def _head(view: ReportView) -> tuple[Block, ...]:
    head = view.head
    name, cargo = author_of(view)
    references = [line.strip() for line in (head.cited or "").split("\n") if line.strip()]
    lines = [
        MemoLine("A", _who(head.recipient_name or "", head.recipient_position or ""), strong=True),
        MemoLine("DE", _who(name, cargo), strong=True),
        MemoLine("ASUNTO", subject_of(view)),
    ]
    if references:
        lettered = [f"{_letter(place)}) {line}" for place, line in enumerate(references)]
        lines.append(MemoLine("REFERENCIA", "\n".join(lettered)))
    if head.expediente:
        lines.append(MemoLine("Expediente", f"N° {head.expediente.removeprefix('N°').strip()}"))
    return MemoHead(tuple(lines)), Paragraph(_GREETING if references else _GREETING_ALONE)


def _letter(place: int) -> str:
    """ "a" to "z", then "aa", "bb"…"""
    return ascii_lowercase[place % 26] * (place // 26 + 1)


def _who(name: str, cargo: str) -> str:
    return "\n".join(part for part in (name.upper() or UNKNOWN, cargo) if part)


def _section(part: ReportPart, view: ReportView, state: ReportState) -> tuple[Block, ...]:
    headings = tuple(Heading(text, level) for text, level in _HEADINGS.get(part, ()))
    said = paragraphs(state.shown(part)) or (UNKNOWN.capitalize() + ".",)
    return (
        *headings,
        *(Paragraph(text, "item") if is_item(text) else Paragraph(text, counted=True) for text in said),
        *tables_of(part, view.data),
    )


def _closing(view: ReportView) -> tuple[Block, ...]:
    name, cargo = author_of(view)
    return (
        Paragraph(_CLOSING),
        Paragraph("Atentamente,"),
        Paragraph(name or UNKNOWN, "lead"),
        *((Paragraph(cargo),) if cargo else ()),
    )


def _annexes(view: ReportView, state: ReportState) -> tuple[Block, ...]:
    listed, tables = paragraphs(state.shown(ReportPart.ANNEXES)), annex_tables(view.data)
    if not (listed or tables):
        return ()
    found: list[Block] = [Heading("ANEXOS", counted=False), *(Paragraph(text) for text in listed)]
    for number, (title, table) in enumerate(tables, start=1):
        found += [PageBreak(), Heading(f"Anexo {number}. {title}", counted=False), table]
    return tuple(found)


def as_report(
    content: Content, issued: datetime, version: FrozenMark | None = None, title: str = ""
) -> Report:
    """The content as a document. Without a `version` its foot says "Borrador", and it has no hash.

    `title`: the number once recorded; "" leaves it blank.
    """
    if version is None:
        said = f"Borrador del {issued:%d/%m/%Y %H:%M}."
    else:
        said = (
            f"Versión {version.number}, finalizada el {version.at:%d/%m/%Y %H:%M} · huella "
            f"{short_digest(version.digest)}."
        )
    metadata = Metadata(
        issued if version is None else version.at,
        subject=content.about,
        running=(title or content.title, content.about),
        footer=f"{said} {_BY_THE_SYSTEM}",
    )
    return Report(title or content.title, metadata, numbered(content.blocks), content.opening)
