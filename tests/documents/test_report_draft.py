"""The drafted sections read as somebody who writes well would write them, whatever the data say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from concerta_desktop.documents.blocks import MemoHead, Paragraph, Table
from concerta_desktop.documents.report_state import report_state
from concerta_desktop.documents.technical_report import subject_of
from concerta_desktop.model.choices import Approach, InterventionType, Sex
from concerta_desktop.model.convocation import Convocation
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.report import ReportView
from concerta_desktop.queries.report_sources import FindingLine
from tests.documents.report_samples import DAYS, NOTHING, OFFICE, composed, evaluation, findings, person, view

pytestmark = pytest.mark.req("48")

NBSP = "\u00a0"


def said(part: ReportPart, found: ReportView | None = None) -> str:
    return report_state(found or view()).shown(part).replace(NBSP, " ")


def nudo(code: str, **changes: object) -> FindingLine:
    (sample, *_) = findings()
    return replace(sample, code=code, **changes)  # type: ignore[arg-type]


def of_type(kind: InterventionType, **changes: object) -> ReportView:
    found = view(**changes)
    return replace(found, data=replace(found.data, intervention=replace(found.data.intervention, type=kind)))


def test_one_of_a_thing_is_said_in_the_singular() -> None:
    alone = view(people=(person("Alca Ríos, Edith", *DAYS),))
    assert said(ReportPart.PARTICIPANTS, alone).startswith(
        "Participó 1 persona de 1 entidad: 1 mujer (100 %) y 0 hombres (0 %). "
        "De 1 persona convocada asistió 1 (100 %)."
    )
    assert "con la participación de 1 persona de 1 entidad." in said(ReportPart.CONCLUSIONS, alone)
    assert "se convocó a 1 persona de 1 entidad." in said(ReportPart.BACKGROUND, alone)


@pytest.mark.req("35")
def test_the_oficios_that_were_sent_are_told_with_their_number_and_to_whom() -> None:
    huanta = Convocation(
        id="a",
        oficio_number="412",
        oficio_sent=date(2026, 7, 29),
        authority_entity="Municipalidad Provincial de Huanta",
    )
    region = Convocation(
        id="b", oficio_sent=date(2026, 7, 30), authority_entity="Gobierno Regional de {Ayacucho}"
    )
    told = said(ReportPart.BACKGROUND, view(oficios=(huanta, region)))
    assert (
        "La DGCVG formalizó la coordinación mediante el Oficio N° D000412-2026-MIMP-DGCVG, enviado el "
        "29/07/2026 a la Municipalidad Provincial de Huanta; un oficio, enviado el 30/07/2026 al Gobierno "
        "Regional de {Ayacucho}."
    ) in told
    assert "formalizó" not in said(ReportPart.BACKGROUND, view(oficios=()))


def test_nobody_without_convocation_is_not_spoken_of() -> None:
    invited = view(people=(person("A, B", *DAYS), person("C, D", DAYS[0], sex=Sex.MAN)))
    assert "sin convocatoria" not in said(ReportPart.PARTICIPANTS, invited)


def test_what_was_solved_and_what_is_left_agree_with_their_number() -> None:
    found = (nudo("N-01"), nudo("N-02", since=None), nudo("N-03", since=None, resolved=True))
    assert said(ReportPart.OBSTACLES, view(findings=found)).startswith(
        "Se identificaron 3 nudos críticos: 1 de visitas anteriores y 2 de esta. "
        "Quedan 2 por resolver y 1 se resolvió. El detalle"
    )
    one_left = view(findings=(nudo("N-01", since=None), nudo("N-02", since=None, resolved=True)))
    assert "Queda 1 por resolver y 1 se resolvió." in said(ReportPart.OBSTACLES, one_left)
    assert "Queda 1 nudo crítico por resolver, de 2 identificados; 2 cuentan" in said(
        ReportPart.CONCLUSIONS, one_left
    )


def test_a_nudo_without_responsible_is_said_as_a_sentence() -> None:
    found = view(findings=(nudo("N-01", responsible=""), nudo("N-02")))
    assert "1 nudo por resolver no tiene responsable designado." in said(ReportPart.OBSTACLES, found)


def test_a_due_date_that_has_passed_is_not_recommended() -> None:
    found = view(findings=(nudo("N-01", due=date(2026, 7, 23)), nudo("N-02")))
    assert said(ReportPart.RECOMMENDATIONS, found).split("\n") == [
        "Gerencia de Desarrollo Social: Adecuar el plan; el plazo venció el 23/07/2026 (N-01).",
        "Gerencia de Desarrollo Social: Adecuar el plan, hasta el 30/09/2026 (N-02).",
    ]


def test_nudos_stand_by_number_those_of_earlier_visits_first() -> None:
    found = (nudo("N-10", since=None), nudo("N-09", since=None), nudo("N-12"))
    recommended = said(ReportPart.RECOMMENDATIONS, view(findings=found)).split("\n")
    assert [line[-7:-2] for line in recommended] == ["(N-12", "(N-09", "(N-10"]


def test_several_earlier_visits_are_named_in_order_of_time() -> None:
    found = (nudo("N-01", since=date(2026, 3, 5)), nudo("N-02", since=date(2025, 11, 20)))
    assert "De las visitas del 20/11/2025 y 05/03/2026 quedaron 2 nudos críticos por atender." in said(
        ReportPart.BACKGROUND, view(findings=found)
    )


def test_territories_are_joined_as_spanish_joins_them() -> None:
    regions = of_type(InterventionType.MACROREGIONAL, served=("Ayacucho", "Cusco", "Ica"))
    it = replace(regions.data.intervention, instancias=())
    found = replace(regions, data=replace(regions.data, intervention=it))
    assert "al territorio de Ayacucho, Cusco e Ica." in said(ReportPart.BACKGROUND, found)


def test_an_acompanamiento_is_not_said_twice() -> None:
    found = of_type(InterventionType.ACCOMPANIMENT)
    assert found.data.intervention.approach is Approach.ACCOMPANIMENT
    first = said(ReportPart.DEVELOPMENT, found).split("\n")[0]
    assert first == "La intervención corresponde a un acompañamiento técnico, en la modalidad presencial."


def test_the_place_is_named_as_typed_without_guessing_its_article() -> None:
    assert "Se realizó los días 12 y 13 de agosto de 2026. Lugar: Auditorio municipal, Huanta." in said(
        ReportPart.DEVELOPMENT
    )


def test_a_mooc_runs_from_its_first_day_to_its_last() -> None:
    found = of_type(InterventionType.MOOC, dates=(date(2026, 5, 22), date(2026, 6, 18)))
    assert "Se realizó del 22 de mayo al 18 de junio de 2026." in said(ReportPart.DEVELOPMENT, found)
    assert subject_of(found).endswith(", realizada del 22 de mayo al 18 de junio de 2026")


def test_forms_received_are_those_who_answered_even_before_they_are_entered() -> None:
    found = view(evaluation=replace(evaluation(), entered=2, received=3))
    text = said(ReportPart.EVALUATION, found)
    assert text.startswith("Respondieron la evaluación 3 personas de las 3 participantes (100 %), de forma")
    assert "Los resultados son de 2 formularios digitados." in text
    missing = [words for status in report_state(found).statuses for words in status.missing]
    assert "1 formulario por digitar" in missing
    waiting = view(evaluation=replace(NOTHING, received=3))
    assert said(ReportPart.EVALUATION, waiting).endswith("de forma anónima. Aún no se han digitado.")


def test_more_forms_than_people_is_said_and_is_no_share() -> None:
    text = said(ReportPart.EVALUATION, view(evaluation=replace(evaluation(), entered=7, received=7)))
    assert text.startswith(
        "Se recibieron 7 formularios de evaluación, más que 3 personas participantes, de forma anónima."
    )
    assert "%" not in text


def test_a_resolved_nudo_needs_no_due_date_and_an_overdue_one_says_so() -> None:
    close = (nudo("N-01", due=None, resolved=True, state="Resuelto"), nudo("N-02", due=date(2026, 7, 1)))
    made, _state = composed(view(findings=close))
    blocks = [block for section in made.sections if section.code == "nudos" for block in section.blocks]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[4] for row in table.rows] == ["—", date(2026, 7, 1)]
    assert [str(row[5]).split("\n")[-1] for row in table.rows] == ["desde 05/03/2026", "vencido"]


def test_without_annexes_there_is_no_heading_for_them() -> None:
    made, _state = composed(view(people=(), findings=(), evaluation=NOTHING))
    assert [section.blocks for section in made.sections if section.code == "anexos"] == [()]


def test_a_year_whose_name_nobody_knows_yet_is_asked_for() -> None:
    found = view(office=replace(OFFICE, year=2027, year_name=""))
    missing = [words for status in report_state(found).statuses for words in status.missing]
    assert "Nombre del año 2027: póngalo en Ajustes > Catálogos" in missing
    made, _state = composed(found)
    assert next(block.text for block in made.opening if isinstance(block, Paragraph)).count("“") == 1


def test_more_references_than_letters_are_still_told_apart() -> None:
    many = "\n".join(f"Oficio {number}" for number in range(1, 29))
    made, _state = composed(replace(view(), head=replace(view().head, cited=many)))
    head = next(block for block in made.sections[0].blocks if isinstance(block, MemoHead))
    (lines,) = [line.text.split("\n") for line in head.lines if line.label == "REFERENCIA"]
    assert lines[25:] == ["z) Oficio 26", "aa) Oficio 27", "bb) Oficio 28"]
