"""The full privacy notice that stands at the desk: what the foot of the sheet has no room for [2.9].

What the law asks to tell (Ley 29733, article 18): who, what for, to whom, how long, whether one must answer
and what follows, and one's rights. The words are a proposal of Concerta, for the office's legal review.
"""

from __future__ import annotations

from concerta_desktop.documents.blocks import Block, Heading, KeyValues, Metadata, Paragraph, Report
from concerta_desktop.queries.sheet import ActivityHeader, NoticeData
from concerta_desktop.rules.spanish_dates import days_short

TITLE = "Aviso de privacidad"
BLANK = "_" * 48
"""What the office has not said yet is written by hand."""
_LEAD = (
    "Antes de llenar y firmar la hoja de asistencia, sepa qué se hace con sus datos personales, de "
    "conformidad con la Ley N.° 29733 y su Reglamento (D.S. N.° 016-2024-JUS)."
)
_WHO = "El Ministerio de la Mujer y Poblaciones Vulnerables (MIMP), titular del banco de datos: "
_WHAT = (
    "Los que pide la hoja: nombres y apellidos, documento de identidad, sexo, entidad, cargo, teléfono o "
    "correo y firma."
)
_FOR = (
    "Para registrar y acreditar su participación, elaborar reportes institucionales y evaluar esta "
    "actividad. La evaluación es anónima: no pide su nombre."
)
_MUST = (
    "Su nombre, su documento y su firma hacen falta para acreditar que participó: sin ellos no se puede "
    "emitir su constancia. Lo demás puede dejarlo en blanco."
)
_SENSITIVE = (
    "La autoidentificación étnica, la lengua y la discapacidad son voluntarias y se tratan solo si usted lo "
    "autoriza por escrito en la hoja. Lo mismo vale para el uso de su imagen."
)
_RIGHTS = (
    "Puede pedir ver, corregir o suprimir sus datos, u oponerse a su uso (derechos de acceso, rectificación, "
    "cancelación y oposición), ante: "
)


def compose_notice(data: NoticeData) -> Report:
    """One A4 to be put where people sign. What the office has not said leaves a line to write on."""
    sections = (
        ("¿Quién trata sus datos?", _WHO + _said(data.bank)),
        ("¿Qué datos trata?", _WHAT),
        ("¿Para qué?", _FOR),
        ("¿Está obligada u obligado a darlos?", _MUST),
        ("Datos sensibles e imagen", _SENSITIVE if data.asks_sensitive else ""),
        ("¿A quién se comunican?", _said(data.recipients)),
        ("¿Cuánto tiempo se conservan?", _said(data.retention)),
        ("¿Cuáles son sus derechos?", _RIGHTS + _said(data.contact)),
    )
    blocks: list[Block] = []
    if data.activity is not None:
        blocks.append(KeyValues(_activity(data.activity)))
    blocks.append(Paragraph(data.own_words.strip() or _LEAD))
    for question, answer in sections:
        if answer:
            blocks += [Heading(question, counted=False), Paragraph(answer)]
    subject = f"{TITLE}: {data.activity.title}" if data.activity else TITLE
    return Report(TITLE, Metadata(data.issued, subject=subject), tuple(blocks))


def _activity(activity: ActivityHeader) -> tuple[tuple[str, str], ...]:
    days = days_short([day.date for day in activity.days])
    facts = (
        ("Actividad", activity.title),
        ("Fecha", days),
        ("Lugar", activity.place),
        ("Responsable", activity.responsible),
    )
    return tuple((label, value) for label, value in facts if value)


def _said(text: str) -> str:
    text = text.strip()
    return (text if text.endswith((".", "?", "!")) else f"{text}.") if text else BLANK
