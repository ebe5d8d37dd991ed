"""What each section of the report says before anybody writes in it: drafted from the data, figures as tokens.

The draft is made anew each time from what is recorded, so it never goes stale; a section that somebody
edits keeps its own text (rules.report_text says how figures stand in it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from concerta_desktop.documents.oficio import oficio_number
from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model import Intervention
from concerta_desktop.model.choices import Approach, InterventionType
from concerta_desktop.model.convocation import Convocation
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.report import ReportData, ReportView
from concerta_desktop.queries.report_figures import absent_entities, facilitators, spec_of, when_held
from concerta_desktop.queries.report_sources import FindingLine
from concerta_desktop.rules.convocation import with_article
from concerta_desktop.rules.evaluation_results import highest, lowest
from concerta_desktop.rules.norms import citation, usual
from concerta_desktop.rules.report_text import FigureRef, store
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.text import fold

_KINDS = {
    InterventionType.CREATION: "una asistencia técnica para promover la creación de instancias",
    InterventionType.STRENGTHENING: "una asistencia técnica para el fortalecimiento",
    InterventionType.ACCOMPANIMENT: "un acompañamiento técnico",
    InterventionType.MACROREGIONAL: "un taller macrorregional",
    InterventionType.MOOC: "una capacitación virtual autoinstructiva (MOOC)",
    InterventionType.INTERNSHIP: "una pasantía",
}
_SYSTEM = (
    "La Ley N° 30364 establece el Sistema Nacional para la Prevención, Sanción y Erradicación de la "
    "Violencia contra las Mujeres y los Integrantes del Grupo Familiar, que se organiza mediante instancias "
    "de concertación regional, provincial y distrital."
)


def draft(part: ReportPart, view: ReportView) -> str:
    """The drafted text of a section, as it would be stored; "" for the head, and where there is nothing."""
    return "\n".join(line for line in _DRAFTS[part](view) if line) if part in _DRAFTS else ""


def _background(view: ReportView) -> list[str]:
    data = view.data
    lines = [_SYSTEM]
    served = [_said(name) for name in data.served]
    if data.intervention.instancias:
        count = len(data.intervention.instancias)
        lines.append(f"La intervención se dirige a la {_joined(served[:count])}.")
    elif served:
        lines.append(f"La intervención se dirige al territorio de {_joined(served)}.")
    carried = [item for item in data.findings if item.since]
    if carried:
        visits = [numeric(day) for day in sorted({item.since for item in carried if item.since})]
        former = "De la visita" if len(visits) == 1 else "De las visitas"
        many = f"quedaron {_f('nudos.anteriores')} nudos críticos"
        had = "quedó 1 nudo crítico" if len(carried) == 1 else many
        lines.append(f"{former} del {_joined(visits)} {had} por atender.")
    lines += [_formalised(data), _convoked(view)]
    return lines


def _formalised(data: ReportData) -> str:
    """[B.3] The DGCVG's oficios to the highest authorities; "" while none was sent."""
    sent = [
        f"{_oficio(data, letter, day)}, enviado el {numeric(day)}"
        f" {with_article('a', _said(letter.authority_entity or UNKNOWN))}"
        for letter in data.oficios
        if (day := letter.oficio_sent)
    ]
    return f"La DGCVG formalizó la coordinación mediante {'; '.join(sent)}." if sent else ""


def _oficio(data: ReportData, letter: Convocation, sent: date) -> str:
    number = oficio_number(letter, data.office, sent.year).replace("OFICIO", "Oficio", 1)
    return f"el {_said(number)}" if letter.oficio_number else "un oficio"


def _convoked(view: ReportView) -> str:
    data = view.data
    if not data.convoked:
        return ""
    how = "Mediante el documento de la referencia a) se" if view.head.cited else "Se"
    who = _n(data, "convocados.total", "persona", "personas")
    text = f"{how} convocó a {who} de {_n(data, 'convocados.entidades', 'entidad', 'entidades')}."
    if data.host:
        text += f" La coordinación se realizó con la entidad anfitriona, {_said(data.host)}."
    return text


def _legal_basis(view: ReportView) -> list[str]:
    norms = usual(view.data.norms, view.data.intervention)
    return ["La intervención se sustenta en:", *(f"- {citation(norm)}" for norm in norms)]


def _development(view: ReportView) -> list[str]:
    data = view.data
    it = data.intervention
    kind = _KINDS.get(it.type, "una intervención") if it.type else "una intervención"
    mode = f", en la modalidad {it.modality.label.lower()}" if it.modality else ""
    way = f" y como {it.approach.label.lower()}" if it.approach and not _said_already(it) else ""
    lines = [f"La intervención corresponde a {kind}{mode}{way}."]
    if it.objective:
        lines.append(f"El objetivo fue el siguiente: {_said(' '.join(it.objective.split()))}")
    if data.dates:
        when = f"{when_held(data)[0]} {_f('intervencion.fechas')}".strip()
        lines.append(f"Se realizó {when}.{_where(it)}")
    if data.agenda:
        lines.append(_agenda(data))
        lines += [_theme(item.theme or UNKNOWN, item.minutes, item.facilitator) for item in data.agenda]
    return lines


def _said_already(it: Intervention) -> bool:
    """An acompañamiento técnico is an acompañamiento."""
    return it.type is InterventionType.ACCOMPANIMENT and it.approach is Approach.ACCOMPANIMENT


def _where(it: Intervention) -> str:
    """As typed: its article is not ours to guess."""
    online = " · ".join(part for part in (it.platform, it.link) if part)
    known = (("Lugar", it.venue), ("Plataforma", online))
    return "".join(f" {name}: {_said(text)}." for name, text in known if text)


def _agenda(data: ReportData) -> str:
    text = f"Se desarrollaron {_f('intervencion.temas')} temas"
    if len(data.agenda) == 1:
        text = "Se desarrolló un tema"
    if any(item.minutes for item in data.agenda):
        text += f" en {_n(data, 'intervencion.horas', 'hora efectiva', 'horas efectivas')}"
    who = facilitators(data)
    if len(who) == 1:
        return f"{text}, a cargo de {_said(who[0])}:"
    return f"{text}, a cargo de {_f('intervencion.facilitadores')} personas:" if who else f"{text}:"


def _theme(theme: str, minutes: int | None, facilitator: str | None) -> str:
    about = [f"{minutes} min" if minutes else "", _said(facilitator or "")]
    known = ", ".join(part for part in about if part)
    return f"- {_said(theme)}" + (f" ({known})" if known else "")


def _participants(view: ReportView) -> list[str]:
    data = view.data
    if not data.came:
        return ["Sin dato: no se registró la asistencia."]
    lines = [_who_came(data)]
    if data.intervention.goal_people:
        goal = f"La meta programada fue de {_f('participantes.meta')} personas"
        lines.append(f"{goal}; se alcanzó el {_f('participantes.meta_pct')}.")
    absent = absent_entities(data)
    if absent:
        count = f"{_f('convocados.entidades_ausentes')} entidades convocadas"
        who = "una entidad convocada" if len(absent) == 1 else count
        lines.append(
            f"No asistieron representantes de {who}: {_joined([_said(name) for name in absent])}. Conforme "
            "al numeral 7.3.4.12 de los Lineamientos, corresponde que la Presidencia de la instancia lo "
            "comunique a la máxima autoridad de cada una."
        )
    return lines


def _who_came(data: ReportData) -> str:
    text = (
        f"{'Participó' if len(data.came) == 1 else 'Participaron'} "
        f"{_n(data, 'participantes.total', 'persona', 'personas')} de "
        f"{_n(data, 'participantes.entidades', 'entidad', 'entidades')}: "
        f"{_n(data, 'participantes.mujeres', 'mujer', 'mujeres')} ({_f('participantes.mujeres_pct')}) y "
        f"{_n(data, 'participantes.hombres', 'hombre', 'hombres')} ({_f('participantes.hombres_pct')})"
    )
    if any(person.sex is None for person in data.came):
        text += f"; de {_f('participantes.sin_sexo')} no se tiene dato de sexo"
    if not data.convoked:
        return f"{text}."
    text += (
        f". De {'' if len(data.convoked) == 1 else 'las '}"
        f"{_n(data, 'convocados.total', 'persona convocada', 'personas convocadas')} "
        f"{'asistió' if sum(one.came for one in data.convoked) == 1 else 'asistieron'} "
        f"{_f('convocados.asistieron')} ({_f('convocados.asistieron_pct')})"
    )
    more = sum(not person.expected for person in data.came)
    if more:
        verb = "se registró" if more == 1 else "se registraron"
        text += f"; {_f('participantes.sin_convocatoria')} más {verb} sin convocatoria previa"
    return f"{text}."


def _evaluation(view: ReportView) -> list[str]:
    found = view.data.evaluation
    if not found.forms:
        return ["Sin dato: no se registraron formularios de evaluación."]
    text = f"{_who_answered(view.data)}, de forma anónima."
    if found.entered < found.forms:
        entered = _n(view.data, "evaluacion.respuestas", "formulario digitado", "formularios digitados")
        text += f" Los resultados son de {entered}." if found.entered else " Aún no se han digitado."
    best, worst = highest(found.aspects), lowest(found.aspects)
    if best and worst:
        text += (
            f" El aspecto mejor valorado fue {_f('evaluacion.mejor')} ({_f('evaluacion.mejor_promedio')} "
            f"de 5) y el de menor valoración, {_f('evaluacion.menor')} ({_f('evaluacion.menor_promedio')})."
        )
    if found.hidden and found.entered:
        text += " Con menos de cinco formularios no se muestran resultados por aspecto, por anonimato."
    lines = [text]
    if found.comment_count:
        comments = _n(view.data, "evaluacion.comentarios", "comentario abierto", "comentarios abiertos")
        lines.append(f"{'Se recibió' if found.comment_count == 1 else 'Se recibieron'} {comments}.")
    return lines


def _who_answered(data: ReportData) -> str:
    """Against attendance when there is one; more forms than people is a fact to explain, not a share."""
    found, one = data.evaluation, data.evaluation.forms == 1
    if 0 < found.forms <= len(data.came):
        answered = _n(data, "evaluacion.recibidos", "persona", "personas")
        of = _n(data, "participantes.total", "participante", "participantes")
        return (
            f"{'Respondió' if one else 'Respondieron'} la evaluación {answered} de "
            f"{'' if len(data.came) == 1 else 'las '}{of} ({_f('evaluacion.tasa_pct')})"
        )
    forms = _n(data, "evaluacion.recibidos", "formulario", "formularios")
    text = f"{'Se recibió' if one else 'Se recibieron'} {forms} de evaluación"
    of = _n(data, "participantes.total", "persona participante", "personas participantes")
    return f"{text}, más que {of}" if data.came else text


def _obstacles(view: ReportView) -> list[str]:
    data, nudos = view.data, view.data.nudos
    if not view.data.findings:
        return ["Sin dato: no se registró la matriz de avances y nudos críticos."]
    if not nudos:
        return ["No se identificaron nudos críticos."]
    if len(nudos) == 1:
        text = "Se identificó un nudo crítico"
    else:
        text = f"Se identificaron {_f('nudos.total')} nudos críticos"
    solved = sum(item.resolved for item in nudos)
    if any(item.since for item in nudos):
        text += f": {_f('nudos.anteriores')} de visitas anteriores y {_f('nudos.nuevos')} de esta"
    if solved:
        left = "Queda" if len(nudos) - solved == 1 else "Quedan"
        verb = "se resolvió" if solved == 1 else "se resolvieron"
        text += f". {left} {_f('nudos.pendientes')} por resolver y {_f('nudos.resueltos')} {verb}"
    lines = [f"{text}. El detalle, con las medidas correctivas recomendadas, figura en el cuadro siguiente."]
    if any(not item.responsible and not item.resolved for item in nudos):
        one, many = "nudo por resolver no tiene", "nudos por resolver no tienen"
        lines.append(f"{_n(data, 'nudos.sin_responsable', one, many)} responsable designado.")
    return lines


def _advances(view: ReportView) -> list[str]:
    found = [item for item in view.data.findings if item.advance]
    if not view.data.findings:
        return ["Sin dato: no se registró la matriz de avances y nudos críticos."]
    if not found:
        return ["No se registraron avances."]
    how_many = "un avance" if len(found) == 1 else f"{_f('avances.total')} avances"
    return [f"Se registró {how_many}:" if len(found) == 1 else f"Se registraron {how_many}:"] + [
        f"- {_about(item)}{_said(item.text)}" for item in found
    ]


def _conclusions(view: ReportView) -> list[str]:
    data = view.data
    lines: list[str] = []
    if data.came:
        lines.append(
            "La intervención se realizó con la participación de "
            f"{_n(data, 'participantes.total', 'persona', 'personas')} de "
            f"{_n(data, 'participantes.entidades', 'entidad', 'entidades')}."
        )
    if data.nudos:
        left = "Queda" if sum(not item.resolved for item in data.nudos) == 1 else "Quedan"
        lines.append(
            f"{left} {_n(data, 'nudos.pendientes', 'nudo crítico', 'nudos críticos')} por resolver, de "
            f"{_n(data, 'nudos.total', 'identificado', 'identificados')}; "
            f"{_n(data, 'nudos.con_medida', 'cuenta', 'cuentan')} con medida correctiva."
        )
    if highest(data.evaluation.aspects):
        lines.append(
            f"La evaluación de quienes participaron valora mejor {_f('evaluacion.mejor')} y señala como "
            f"aspecto por mejorar {_f('evaluacion.menor')}."
        )
    return lines


def _recommendations(view: ReportView) -> list[str]:
    data = view.data
    return [_measure(item, data.close) for item in data.nudos if item.measure and not item.resolved]


def _measure(item: FindingLine, close: date | None) -> str:
    """A due date that had passed when the visit closed is said to have passed, not recommended."""
    who = f"{_said(item.responsible)}: " if item.responsible else ""
    until = f", hasta el {numeric(item.due)}" if item.due else ""
    if item.due and item.overdue(close):
        until = f"; el plazo venció el {numeric(item.due)}"
    return f"{who}{_said(item.measure.rstrip('.'))}{until} ({item.code})."


def _annexes(view: ReportView) -> list[str]:
    names = [name for name, present in annexes(view.data) if present]
    return [f"Anexo {number}. {name}." for number, name in enumerate(names, start=1)]


def annexes(data: ReportData) -> tuple[tuple[str, bool], ...]:
    """The annexes there may be, and whether there is something to put in them."""
    return (
        ("Relación de participantes", bool(data.came)),
        ("Matriz de avances y nudos críticos", bool(data.findings)),
        ("Resultados de la evaluación", bool(data.evaluation.aspects)),
    )


def _about(item: FindingLine) -> str:
    return f"{_said(item.subject)}: " if item.subject else ""


def _f(key: str) -> str:
    return store([FigureRef(key)])


def _n(data: ReportData, key: str, one: str, many: str) -> str:
    """A figure and its noun, which agrees with what the figure says now: "1 mujer", "21 mujeres"."""
    spec = spec_of(key)
    return f"{_f(key)} {one if spec and spec.value(data) == '1' else many}"


def _said(text: str) -> str:
    """What a person typed, so that its braces stay braces and its line ends do not make paragraphs."""
    return store([" ".join(text.split())])


def _joined(names: list[str]) -> str:
    """ "Ayacucho, Cusco e Ica" """
    if len(names) < 2:
        return "".join(names)
    last = fold(names[-1])
    sounds_like_i = last.startswith(("i", "hi")) and not last.startswith(("hia", "hie"))
    return f"{', '.join(names[:-1])} {'e' if sounds_like_i else 'y'} {names[-1]}"


_DRAFTS: Mapping[ReportPart, Callable[[ReportView], list[str]]] = {
    ReportPart.BACKGROUND: _background,
    ReportPart.LEGAL_BASIS: _legal_basis,
    ReportPart.DEVELOPMENT: _development,
    ReportPart.PARTICIPANTS: _participants,
    ReportPart.EVALUATION: _evaluation,
    ReportPart.OBSTACLES: _obstacles,
    ReportPart.ADVANCES: _advances,
    ReportPart.CONCLUSIONS: _conclusions,
    ReportPart.RECOMMENDATIONS: _recommendations,
    ReportPart.ANNEXES: _annexes,
}
