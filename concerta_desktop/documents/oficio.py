"""The oficio by which the DGCVG calls: to the highest authority, saying that the GDS convenes [B.3, 2.8]."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from concerta_desktop.documents.blocks import (
    Block,
    Closing,
    KeyValues,
    MemoHead,
    MemoLine,
    Metadata,
    Paragraph,
    Report,
    SignatureSpace,
    Value,
)
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.choices import Modality
from concerta_desktop.model.convocation import Convocation
from concerta_desktop.model.instancia import instancia_name
from concerta_desktop.model.place import place_name
from concerta_desktop.queries.call_documents import CallData
from concerta_desktop.queries.office import Office
from concerta_desktop.rules.convocation import in_a_row, lines_of, with_article
from concerta_desktop.rules.cuadros import cuadro
from concerta_desktop.rules.official import document_number
from concerta_desktop.rules.spanish_dates import (
    days_in_words,
    document_date,
    hours,
    numeric,
    period_in_words,
)

_PLACE = "Lima"
_SIGN_HERE = "Espacio para la firma digital\n(sistema de gestión documental)"
_BY_THE_SYSTEM = (
    "El número del oficio, la firma digital y el pie de autenticidad (D.S. 070-2013-PCM y D.S. "
    "026-2016-PCM) los agrega el sistema de gestión documental."
)
_GDS_CONVENES = (
    "Cabe precisar que la Gerencia de Desarrollo Social {entity}, o la que haga sus veces, es la "
    "encargada de convocar a las y los participantes, toda vez que le corresponde la Secretaría Técnica de "
    "la instancia de concertación de su jurisdicción, cuya presidencia recae en usted. Por ello, "
    "agradeceré disponer que dicha Gerencia convoque a {whom}:"
)
"""[7.2] The authority presides, the GDS is Secretaría Técnica. B.3 read as giving the GDS the presidency
is a slip of its wording."""
_FAREWELL = "Sin otro particular, hago propicia la oportunidad para expresarle mi especial consideración."


def compose_oficio(data: CallData, issued: datetime) -> Report:
    """The letter as it goes to the document system. It is dated on the day it was sent, else on that of
    `issued`; its number stays blank until recorded."""
    letter = data.letter
    dated = letter.oficio_sent or issued.date()
    names = [f"“{name}”" for name in (data.office.decade, data.office.year_name) if name]
    opening: tuple[Block, ...] = (
        *((Paragraph("\n".join(names), "centered"),) if names else ()),
        Paragraph(document_date(_PLACE, dated), "right"),
    )
    title = oficio_number(letter, data.office, dated.year)
    subject = f"Convocatoria a «{data.intervention.title or UNKNOWN}»"
    metadata = Metadata(issued, subject=subject, running=(title, subject), footer=_BY_THE_SYSTEM)
    blocks = (*_head(letter, subject), *_body(data), *_closing(data))
    return Report(title, metadata, blocks, opening)


def oficio_number(letter: Convocation, office: Office, year: int) -> str:
    """ "OFICIO N° D______-2026-MIMP-DGCVG", or as it was recorded."""
    recorded = letter.oficio_number or ""
    return document_number(office.oficio_pattern, recorded, year=year, unit="DGCVG", initials="")


def _head(letter: Convocation, subject: str) -> tuple[Block, ...]:
    treatment = letter.treatment.label if letter.treatment else "Señor/a"
    whom = (
        treatment,
        (letter.authority_name or UNKNOWN).upper(),
        letter.authority_position or "",
        letter.authority_entity or "",
        letter.authority_address or "",
        "Presente.-",
    )
    references = lines_of(letter.cited)
    lettered = [f"{chr(ord('a') + place)}) {line}" for place, line in enumerate(references)]
    lines = [MemoLine("ASUNTO", subject)]
    if references:
        lines.append(MemoLine("REFERENCIA", "\n".join(lettered if len(references) > 1 else references)))
    return Paragraph("\n".join(part for part in whom if part)), MemoHead(tuple(lines))


def _body(data: CallData) -> tuple[Block, ...]:
    it = data.intervention
    kind = f", del tipo «{cuadro(it.type).name}»" if it.type else ""
    return (
        Paragraph("De mi consideración:"),
        Paragraph(
            "Es grato dirigirme a usted para saludarle cordialmente y comunicarle que la Dirección de "
            "Políticas para una Vida Libre de Violencia de esta Dirección General, en el marco de la Ley "
            f"N° 30364 y su Reglamento, desarrollará la intervención «{it.title or UNKNOWN}»{kind}"
            f"{_served(data)}, como sigue:"
        ),
        KeyValues(tuple(_facts(data))),
        *_participants(data),
        *_equipment(data),
        *_coordination(data),
        Paragraph(_FAREWELL),
    )


def _served(data: CallData) -> str:
    it = data.intervention
    names = [instancia_name(code) for code in it.instancias or ()]
    names = names or [place_name(code) for code in it.territories or ()]
    return f", dirigida {in_a_row(with_article('a', name) for name in names)}" if names else ""


def _facts(data: CallData) -> Iterable[tuple[str, Value]]:
    it = data.intervention
    yield "Fecha", _when(data.dates, by_period=not data.activity.days)
    spans = dict.fromkeys(hours(day.starts, day.ends) for day in data.activity.days)
    if spans:
        yield "Hora", "; ".join(spans)
    yield "Modalidad", data.activity.modality or UNKNOWN
    if it.modality is not Modality.VIRTUAL and data.activity.days:
        yield "Lugar", it.venue or UNKNOWN
    if it.modality in (Modality.VIRTUAL, Modality.MIXED):
        yield "Plataforma", it.platform or UNKNOWN
        yield "Enlace", it.link or _link_to_come(data.link_due)


def _link_to_come(due: date | None) -> str:
    when = f"hasta el {numeric(due)}" if due else "dos días antes"
    return f"Se remitirá por medio electrónico {when}."


def _when(dates: tuple[date, ...], *, by_period: bool) -> str:
    if by_period and len(dates) > 1:
        return period_in_words(dates[0], dates[-1]).capitalize()
    return days_in_words(dates).capitalize() if dates else UNKNOWN


def _participants(data: CallData) -> Iterable[Block]:
    """Whom the GDS convenes: Cuadro 2 as it stands in the intervention, under its own heading."""
    heading, *listed = lines_of(data.intervention.participants) or (UNKNOWN,)
    whom = heading.rstrip(":.")
    told = _GDS_CONVENES.format(
        entity=with_article("de", data.letter.authority_entity or UNKNOWN),
        whom=whom[:1].lower() + whom[1:],
    )
    yield Paragraph(told if listed else told.rstrip(":") + ".")
    for line in listed:
        yield Paragraph(line if line.startswith("- ") else f"- {line}", "item")


def _equipment(data: CallData) -> Iterable[Block]:
    if data.intervention.modality is Modality.VIRTUAL or not (data.equipment and data.activity.days):
        return
    needed = "; ".join(name[0].lower() + name[1:] for name in data.equipment)
    yield Paragraph(f"Asimismo, agradeceré que el local cuente con lo siguiente: {needed}.")


def _coordination(data: CallData) -> Iterable[Block]:
    who = data.coordinator
    if who.name:
        role = f", {who.position}" if who.position else ""
        at = f", correo electrónico {who.email}" if who.email else ""
        yield Paragraph(f"Para las coordinaciones puede comunicarse con {who.name}{role}{at}.")


def _closing(data: CallData) -> tuple[Block, ...]:
    letter = data.letter
    return (
        Closing(
            "Atentamente,",
            SignatureSpace(_SIGN_HERE),
            (letter.signer_name or UNKNOWN).upper(),
            letter.signer_position or UNKNOWN,
        ),
    )
