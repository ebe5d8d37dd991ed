"""The evaluation summed up (requirement 49): response rate, each aspect, groups, comments as typed.

`aspect_chart`, `aspect_table` and `results_sentence` serve the technical report as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from concerta_desktop.documents.blocks import (
    Bar,
    Block,
    Chart,
    Column,
    Heading,
    KeyValues,
    Metadata,
    Paragraph,
    Report,
    Table,
)
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.wording import UNKNOWN, weekday_date
from concerta_desktop.queries.evaluation import EvaluationSummary
from concerta_desktop.queries.evaluation_documents import SummaryData
from concerta_desktop.queries.sheet import ActivityHeader
from concerta_desktop.rules.evaluation import SERIES
from concerta_desktop.rules.evaluation_results import (
    SMALLEST_GROUP,
    AspectResult,
    Look,
    highest,
    lowest,
)

TITLE = "Resultados de la evaluación"
FEW = f"menos de {SMALLEST_GROUP} respuestas"
_FEW_SHORT = f"< {SMALLEST_GROUP} resp."
_ANONYMOUS = f"Por anonimato, no se muestran los resultados de menos de {SMALLEST_GROUP} formularios."


def compose_summary(data: SummaryData) -> Report:
    """The summary of an intervention's evaluation."""
    found, activity = data.summary, data.activity
    blocks: list[Block] = [_facts(activity, found), Paragraph(results_sentence(found), "lead")]
    if found.hidden:
        blocks.append(Paragraph(_ANONYMOUS))
    else:
        blocks += [
            Heading("Por aspecto"),
            aspect_chart(found.aspects, source(found)),
            aspect_table(found.aspects, source(found)),
            *_groups(found),
            *_worth_a_look(found),
            *_comments(found),
        ]
    metadata = Metadata(
        data.issued,
        subject=activity.title,
        running=(f"{TITLE} {activity.code}", activity.title),
        footer=f"{TITLE} {activity.code}, al {data.issued:%d/%m/%Y %H:%M}. Formularios anónimos.",
    )
    return Report(f"{TITLE}: {activity.title}", metadata, numbered(blocks))


def results_sentence(found: EvaluationSummary) -> str:
    """What a report says first: who answered, the best and the weakest aspect."""
    if not found.entered:
        return "Aún no se ha digitado ningún formulario de evaluación."
    answered = "Se digitó 1 formulario" if found.entered == 1 else f"Se digitaron {found.entered} formularios"
    if found.present and found.forms <= found.present:
        answered = (
            f"Respondieron la evaluación {found.forms} de las {found.present} personas participantes "
            f"({found.rate} %)"
        )
    best, weakest = highest(found.aspects), lowest(found.aspects)
    extremes = [
        f"el aspecto mejor valorado fue «{best.title}» ({best.tally.mean} de 5)" if best else "",
        f"el de menor valoración, «{weakest.title}» ({weakest.tally.mean})" if weakest else "",
    ]
    said = " y ".join(part for part in extremes if part)
    still = found.forms - found.entered
    lacking = f" Faltan {still} formularios por digitar." if still > 1 else ""
    lacking = " Falta 1 formulario por digitar." if still == 1 else lacking
    return f"{answered}; {said}.{lacking}" if said else f"{answered}.{lacking}"


def source(found: EvaluationSummary) -> str:
    """What stands under a chart or a table."""
    forms = "1 formulario anónimo" if found.entered == 1 else f"{found.entered} formularios anónimos"
    parts = [f"{forms}. Escala de 1 (malo) a 5 (excelente)."]
    blank = [f"{one.tally.blank} en «{one.title}»" for one in found.aspects if one.tally.blank]
    if blank:
        parts.append(f"En blanco: {', '.join(blank)}; no cuentan en el promedio.")
    few = [f"«{one.title}»" for one in found.aspects if one.withheld]
    if few:
        parts.append(f"{FEW.capitalize()}, sin mostrar por anonimato: {', '.join(few)}.")
    if len(found.versions) > 1:
        parts.append(f"Se usaron {len(found.versions)} versiones del formulario.")
    return " ".join(parts)


def aspect_chart(aspects: Sequence[AspectResult], origin: str, about: str = "") -> Chart:
    """One bar of five parts for each aspect, its mean at the right."""
    bars = tuple(Bar(one.title, one.tally.counts, _mean(one)) for one in aspects)
    caption = f"Valoración por aspecto{about} (número de respuestas; promedio a la derecha)"
    return Chart(bars, SERIES, caption=caption, source=origin)


def aspect_table(aspects: Sequence[AspectResult], origin: str, about: str = "") -> Table:
    """The same figures for who reads numbers, blanks among them."""
    columns = (
        Column("Aspecto", width=142),
        *(Column(name.replace(" ", "\n", 1), "number", 56) for name in SERIES),
        Column("En\nblanco", "number", 44),
        Column("Respuestas", "number", 60),
        Column("Promedio", "number", 52, strong=True),
    )
    rows = tuple(
        (one.title, *(("—",) * 7), _FEW_SHORT)
        if one.withheld
        else (one.title, *one.tally.counts, one.tally.blank, one.tally.n, one.tally.mean)
        for one in aspects
    )
    return Table(columns, rows, caption=f"Respuestas por aspecto{about}", source=origin)


def _facts(activity: ActivityHeader, found: EvaluationSummary) -> KeyValues:
    days = "\n".join(weekday_date(day.date) for day in activity.days)
    received = f"{found.entered} digitados"
    if found.received is not None:
        received = f"{found.received} recibidos, {received}"
    return KeyValues(
        (
            ("Tipo", activity.type or None),
            ("Fecha", days or None),
            ("Lugar", activity.place or None),
            ("Responsable", activity.responsible or None),
            ("Participantes", found.present or None),
            ("Formularios", received),
            ("Tasa de respuesta", _rate(found)),
            ("Registro", activity.code or None),
        ),
        columns=2,
    )


def _mean(one: AspectResult) -> str:
    return _FEW_SHORT if one.withheld else one.tally.mean if one.tally.n else "s. d."


def _groups(found: EvaluationSummary) -> list[Block]:
    """Each group that may be told apart, and the names of those that may not."""
    if not found.groups:
        return []
    blocks: list[Block] = [Heading("Por grupo")]
    shown = [group for group in found.groups if not group.hidden]
    for group in shown:
        origin = f"{group.entered} formularios anónimos de este grupo."
        blocks.append(aspect_chart(group.aspects, origin, f": {group.name}"))
    hidden = [group.name for group in found.groups if group.hidden]
    if hidden:
        names = ", ".join(f"«{name}»" for name in hidden)
        blocks.append(
            Paragraph(f"Sin mostrar por separado, para que nadie sea reconocible: {names}.", "small")
        )
    return blocks


def _rate(found: EvaluationSummary) -> str:
    if found.rate is not None:
        return f"{found.rate} %"
    return f"{UNKNOWN}: hay más formularios que participantes" if found.present else UNKNOWN


def _worth_a_look(found: EvaluationSummary) -> list[Block]:
    texts = [one.text for one in found.to_look_at if one.kind is not Look.COMMENTS]
    return [Heading("Para mirar"), *(Paragraph(text) for text in texts)] if texts else []


def _comments(found: EvaluationSummary) -> list[Block]:
    """What was written, as typed, in alphabetical order: no form can be put together again."""
    if not found.comments:
        return [Heading("Comentarios"), Paragraph("Nadie escribió comentarios.")]
    blocks: list[Block] = [Heading("Comentarios")]
    for question, texts in found.comments:
        rows = tuple((place, text) for place, text in enumerate(texts, start=1))
        columns = (Column("N.°", "number", 24), Column("Comentario", width=430))
        origin = "formularios anónimos, en orden alfabético y tal como se escribieron."
        blocks.append(Table(columns, rows, caption=question, source=origin))
    return blocks
