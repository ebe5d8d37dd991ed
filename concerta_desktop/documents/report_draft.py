"""What each section of the report says before anybody writes in it: drafted from the data, figures as tokens.

The draft is made anew each time from what is recorded, so it never goes stale; a section that somebody
edits keeps its own text (rules.report_text says how figures stand in it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from concerta_desktop.documents.wording import UNKNOWN
from concerta_desktop.model.choices import InterventionType
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.report import ReportData, ReportView
from concerta_desktop.queries.report_figures import absent_entities, facilitators
from concerta_desktop.queries.report_sources import FindingLine
from concerta_desktop.rules.evaluation_results import highest, lowest
from concerta_desktop.rules.interventions import has_door
from concerta_desktop.rules.norms import usual
from concerta_desktop.rules.report_text import FigureRef, store
from concerta_desktop.rules.spanish_dates import numeric

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
        visits = _joined(sorted({numeric(item.since) for item in carried if item.since}))
        many = f"quedaron {_f('nudos.anteriores')} nudos críticos"
        had = "quedó 1 nudo crítico" if len(carried) == 1 else many
        lines.append(f"De la visita del {visits} {had} por atender.")
    lines.append(_convoked(view))
    return lines


def _convoked(view: ReportView) -> str:
    data = view.data
    if not data.convoked:
        return ""
    how = "Mediante el documento de la referencia a) se" if view.head.cited else "Se"
    who = "1 persona" if len(data.convoked) == 1 else f"{_f('convocados.total')} personas"
    text = f"{how} convocó a {who} de {_f('convocados.entidades')} entidades."
    if data.host:
        text += f" La coordinación se realizó con la entidad anfitriona, {_said(data.host)}."
    return text


def _legal_basis(view: ReportView) -> list[str]:
    norms = usual(view.data.intervention)
    return ["La intervención se sustenta en:", *(f"- {norm.citation}" for norm in norms)]


def _development(view: ReportView) -> list[str]:
    data = view.data
    it = data.intervention
    kind = _KINDS.get(it.type, "una intervención") if it.type else "una intervención"
    mode = f", en la modalidad {it.modality.label.lower()}" if it.modality else ""
    way = f" y como {it.approach.label.lower()}" if it.approach else ""
    lines = [f"La intervención corresponde a {kind}{mode}{way}."]
    if it.objective:
        lines.append(f"El objetivo fue el siguiente: {_said(' '.join(it.objective.split()))}")
    where = it.venue or " · ".join(part for part in (it.platform, it.link) if part)
    when = "en el período" if not has_door(it.type) else "el" if len(data.dates) == 1 else "los días"
    if data.dates:
        place = f" en {_said(where)}" if where else ""
        lines.append(f"Se realizó {when} {_f('intervencion.fechas')}{place}.")
    if data.agenda:
        lines.append(_agenda(data))
        lines += [_theme(item.theme or UNKNOWN, item.minutes, item.facilitator) for item in data.agenda]
    return lines


def _agenda(data: ReportData) -> str:
    text = f"Se desarrollaron {_f('intervencion.temas')} temas"
    if len(data.agenda) == 1:
        text = "Se desarrolló un tema"
    if any(item.minutes for item in data.agenda):
        text += f" en {_f('intervencion.horas')} horas efectivas"
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
    total = len(data.came)
    text = (
        f"{'Participó' if total == 1 else 'Participaron'} {_f('participantes.total')} "
        f"{'persona' if total == 1 else 'personas'} de {_f('participantes.entidades')} entidades: "
        f"{_f('participantes.mujeres')} mujeres ({_f('participantes.mujeres_pct')}) y "
        f"{_f('participantes.hombres')} hombres ({_f('participantes.hombres_pct')})"
    )
    if any(person.sex is None for person in data.came):
        text += f"; de {_f('participantes.sin_sexo')} no se tiene dato de sexo"
    if not data.convoked:
        return f"{text}."
    return (
        f"{text}. De las {_f('convocados.total')} personas convocadas asistieron "
        f"{_f('convocados.asistieron')} ({_f('convocados.asistieron_pct')}); otras "
        f"{_f('participantes.sin_convocatoria')} se registraron sin convocatoria previa."
    )


def _evaluation(view: ReportView) -> list[str]:
    found = view.data.evaluation
    if not found.entered:
        return ["Sin dato: no se registraron formularios de evaluación."]
    text = f"Respondieron la evaluación {_f('evaluacion.respuestas')} personas"
    if view.data.came:
        text += f" de las {_f('participantes.total')} participantes ({_f('evaluacion.tasa_pct')})"
    text += ", de forma anónima."
    best, worst = highest(found.aspects), lowest(found.aspects)
    if best and worst:
        text += (
            f" El aspecto mejor valorado fue {_f('evaluacion.mejor')} ({_f('evaluacion.mejor_promedio')} "
            f"de 5) y el de menor valoración, {_f('evaluacion.menor')} ({_f('evaluacion.menor_promedio')})."
        )
    if found.hidden:
        text += " Con menos de cinco formularios no se muestran resultados por aspecto, por anonimato."
    lines = [text]
    if found.comment_count:
        lines.append(f"Se recibieron {_f('evaluacion.comentarios')} comentarios abiertos.")
    return lines


def _obstacles(view: ReportView) -> list[str]:
    nudos = _nudos(view)
    if not view.data.findings:
        return ["Sin dato: no se registró la matriz de avances y nudos críticos."]
    if not nudos:
        return ["No se identificaron nudos críticos."]
    if len(nudos) == 1:
        text = "Se identificó un nudo crítico"
    else:
        text = f"Se identificaron {_f('nudos.total')} nudos críticos"
    carried = [item for item in nudos if item.since]
    if carried:
        text += (
            f": {_f('nudos.anteriores')} de visitas anteriores y {_f('nudos.nuevos')} de esta. Quedan "
            f"{_f('nudos.pendientes')} por resolver y {_f('nudos.resueltos')} se resolvieron"
        )
    lines = [f"{text}. El detalle, con las medidas correctivas recomendadas, figura en el cuadro siguiente."]
    if any(not item.responsible and not item.resolved for item in nudos):
        lines.append(f"Por resolver y sin responsable designado: {_f('nudos.sin_responsable')}.")
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
            f"La intervención se realizó con la participación de {_f('participantes.total')} personas de "
            f"{_f('participantes.entidades')} entidades."
        )
    if _nudos(view):
        lines.append(
            f"Quedan {_f('nudos.pendientes')} nudos críticos por resolver, de {_f('nudos.total')} "
            f"identificados; {_f('nudos.con_medida')} cuentan con medida correctiva."
        )
    if highest(data.evaluation.aspects):
        lines.append(
            f"La evaluación de quienes participaron valora mejor {_f('evaluacion.mejor')} y señala como "
            f"aspecto por mejorar {_f('evaluacion.menor')}."
        )
    return lines


def _recommendations(view: ReportView) -> list[str]:
    return [_measure(item) for item in _nudos(view) if item.measure and not item.resolved]


def _measure(item: FindingLine) -> str:
    who = f"{_said(item.responsible)}: " if item.responsible else ""
    until = f", hasta el {numeric(item.due)}" if item.due else ""
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


def _nudos(view: ReportView) -> list[FindingLine]:
    return [item for item in view.data.findings if not item.advance]


def _about(item: FindingLine) -> str:
    return f"{_said(item.subject)}: " if item.subject else ""


def _f(key: str) -> str:
    return store([FigureRef(key)])


def _said(text: str) -> str:
    """What a person typed, so that its braces stay braces and its line ends do not make paragraphs."""
    return store([" ".join(text.split())])


def _joined(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} y {names[-1]}" if len(names) > 1 else "".join(names)


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
