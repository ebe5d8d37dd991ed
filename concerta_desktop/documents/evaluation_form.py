"""The blank evaluation form (requirement 49): to be answered with a pen, by nobody in particular.

Like the attendance sheet it is a form and not a text, so it has a page model of its own, `PrintedForm`, drawn
by `draw_form`; in an editable format it becomes ordinary blocks (`form_as_report`).
"""

from __future__ import annotations

from dataclasses import dataclass

from concerta_desktop.documents.blocks import Block, Column, Metadata, Paragraph, Report, Table
from concerta_desktop.documents.wording import weekday_date
from concerta_desktop.queries.evaluation_documents import BlankFormData
from concerta_desktop.queries.sheet import ActivityHeader
from concerta_desktop.rules.evaluation import SERIES

TITLE = "Evaluación de la actividad"
NOTICE = (
    "Este formulario es anónimo: no escriba su nombre ni su documento. Sus respuestas se suman a las de las "
    "demás personas y sirven para mejorar las siguientes actividades."
)
ASK = "Marque con una X una casilla por fila, de 1 (malo) a 5 (excelente)."

_FIXED, _ROW, _OPEN, _GROUPS = 152, 25, 50, 20
_HALF = 373
"""Points of half a page between its margins."""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """Everything the form says. `per_page` 2 = two equal forms to be cut apart."""

    title: str
    activity: str
    facts: str
    metadata: Metadata
    notice: str
    ask: str
    scale: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    """Title and explanation of each."""
    open_questions: tuple[str, ...]
    groups: tuple[str, ...]
    foot: str
    per_page: int


def compose_form(data: BlankFormData, per_page: int = 2) -> PrintedForm:
    """The form of an intervention; one on each page when two do not fit, whatever was asked for."""
    form = data.form
    return PrintedForm(
        title=TITLE,
        activity=data.activity.title,
        facts=_facts(data.activity),
        metadata=Metadata(data.issued, subject=f"{TITLE}: {data.activity.title}"),
        notice=NOTICE,
        ask=ASK,
        scale=SERIES,
        questions=tuple((one.title, one.hint) for one in form.questions),
        open_questions=form.open_questions,
        groups=data.groups,
        foot=f"{data.activity.code} · formulario versión {form.version}",
        per_page=min(per_page, most_on_a_page(data)),
    )


def most_on_a_page(data: BlankFormData) -> int:
    """2 when two forms fit on one page, else 1."""
    form = data.form
    height = _FIXED + _ROW * len(form.questions) + _OPEN * len(form.open_questions)
    return 2 if height + (_GROUPS if data.groups else 0) <= _HALF else 1


def form_as_report(form: PrintedForm) -> Report:
    """The form as ordinary blocks, for who edits it before printing."""
    blank = "□"
    columns = (
        Column("Pregunta", width=220),
        *(Column(name.replace(" ", "\n", 1), width=46) for name in form.scale),
    )
    rows = tuple((f"{title}\n{hint}".strip(), *[blank] * len(form.scale)) for title, hint in form.questions)
    blocks: list[Block] = [Paragraph(form.facts), Paragraph(form.notice, "lead")]
    if form.groups:
        blocks.append(Paragraph("Grupo:   " + "   ".join(f"{blank} {name}" for name in form.groups)))
    blocks += [Paragraph(form.ask), Table(columns, rows)]
    for question in form.open_questions:
        blocks += [Paragraph(question, "lead"), Paragraph("\n".join(["_" * 84] * 3))]
    blocks.append(Paragraph(form.foot, "small"))
    return Report(f"{form.title}: {form.activity}", form.metadata, tuple(blocks))


def _facts(activity: ActivityHeader) -> str:
    days = [weekday_date(day.date) for day in activity.days]
    when = f"{days[0]} y {days[-1]}" if len(days) == 2 else " a ".join(dict.fromkeys([*days[:1], *days[-1:]]))
    return " · ".join(part for part in (activity.place, when) if part)
