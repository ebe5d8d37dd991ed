"""The evaluation on paper: the blank form, and the summary read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concerta_desktop.documents.blocks import Bar, Chart, Heading, Paragraph, Table
from concerta_desktop.documents.evaluation_form import NOTICE, compose_form
from concerta_desktop.documents.evaluation_summary import compose_summary
from concerta_desktop.documents.render import render
from concerta_desktop.model.evaluation import Aspect
from concerta_desktop.queries.evaluation import EvaluationSummary
from concerta_desktop.queries.evaluation_documents import BlankFormData, SummaryData
from concerta_desktop.rules.evaluation import DEFAULT_FORM, SERIES, Form, Question, Tally
from concerta_desktop.rules.evaluation_results import AspectResult, GroupResult, to_look_at
from tests.documents import samples
from tests.documents.reading import docx_text, pdf_pages

pytestmark = pytest.mark.req("49")

_COUNTS = ((0, 1, 4, 13, 13), (1, 4, 8, 12, 6), (0, 0, 3, 12, 16), (0, 2, 6, 13, 9), (0, 3, 7, 13, 8))
ASPECTS = tuple(
    AspectResult(question.title, Tally(counts, 31 - sum(counts)), question.key)
    for question, counts in zip(DEFAULT_FORM.questions, _COUNTS, strict=True)
)
COMMENTS = ("=cmd() & <b>frío</b>", "El auditorio < 40 sillas", 'Empezó "tarde" 🙏')
SUMMARY = EvaluationSummary(
    entered=31,
    received=31,
    present=34,
    versions=(1,),
    aspects=ASPECTS,
    groups=(GroupResult("Grupo A", 27, ASPECTS), GroupResult("Grupo B", 4, ())),
    comments=(("¿Qué mejoraría?", COMMENTS),),
    to_look_at=to_look_at(ASPECTS, COMMENTS, 31, 34),
    hidden=False,
)


def data(**changes: object) -> SummaryData:
    return SummaryData(samples.activity(), replace(SUMMARY, **changes), samples.ISSUED)  # type: ignore[arg-type]


def blank(form: Form = DEFAULT_FORM, groups: tuple[str, ...] = ()) -> BlankFormData:
    return BlankFormData(samples.activity(), form, groups, samples.ISSUED)


def test_one_sentence_sums_up() -> None:
    (sentence,) = [
        one.text
        for one in compose_summary(data()).blocks
        if isinstance(one, Paragraph) and one.style == "lead"
    ]
    assert sentence == (
        "Respondieron la evaluación 31 de las 34 personas participantes (91 %); el aspecto mejor valorado "
        "fue «Facilitación» (4,42 de 5) y el de menor valoración, «Logística» (3,58)."
    )


def test_the_chart_has_a_bar_of_five_parts_for_each_aspect_and_its_mean() -> None:
    chart = next(one for one in compose_summary(data()).blocks if isinstance(one, Chart))
    assert chart.series == SERIES == ("1 Malo", "2 Regular", "3 Aceptable", "4 Bueno", "5 Excelente")
    assert chart.bars[1] == Bar("Logística", (1, 4, 8, 12, 6), "3,58")
    assert chart.source == (
        "31 formularios anónimos. Escala de 1 (malo) a 5 (excelente). "
        "En blanco: 1 en «Logro de objetivos»; no cuentan en el promedio."
    )


def test_the_table_says_the_same_and_counts_blanks() -> None:
    table = next(one for one in compose_summary(data()).blocks if isinstance(one, Table))
    assert table.rows[3] == ("Logro de objetivos", 0, 2, 6, 13, 9, 1, 30, "3,97")


def test_a_group_under_five_is_named_and_not_shown() -> None:
    blocks = compose_summary(data()).blocks
    assert [one.caption for one in blocks if isinstance(one, Chart)][1:] == [
        "Valoración por aspecto: Grupo A (número de respuestas; promedio a la derecha)"
    ]
    assert any(isinstance(one, Paragraph) and "«Grupo B»" in one.text for one in blocks)


def test_under_five_forms_nothing_is_broken_down() -> None:
    report = compose_summary(data(entered=4, received=4, hidden=True, aspects=(), groups=(), comments=(),
                                  to_look_at=()))  # fmt: skip
    assert not [one for one in report.blocks if isinstance(one, Chart | Table | Heading)]
    (page,) = pdf_pages(render(report, "pdf").data)
    assert "no se muestran los resultados de menos de 5 formularios" in page


def test_a_question_that_few_answered_is_named_and_not_shown() -> None:
    few = (*ASPECTS, AspectResult("¿Volvería?", Tally(), "otros:volveria", withheld=True))
    blocks = compose_summary(data(aspects=few)).blocks
    table = next(one for one in blocks if isinstance(one, Table))
    assert table.rows[-1] == ("¿Volvería?", *["—"] * 7, "< 5 resp.")
    assert table.source.endswith("Menos de 5 respuestas, sin mostrar por anonimato: «¿Volvería?».")
    chart = next(one for one in blocks if isinstance(one, Chart))
    assert chart.bars[-1] == Bar("¿Volvería?", (0, 0, 0, 0, 0), "< 5 resp.")


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_the_summary_read_back_has_figures_and_comments_as_typed(file_format: str) -> None:
    made = render(compose_summary(data()), file_format)  # type: ignore[arg-type]
    text = " ".join(pdf_pages(made.data)) if file_format == "pdf" else docx_text(made.data)
    for words in ("91 %", "3,58", "31 recibidos, 31 digitados", *COMMENTS[:2], "Cinco de 31 marcaron 1 o 2."):
        assert words in text
    assert 'Empezó "tarde"' in text


def test_what_is_still_to_be_entered_is_said() -> None:
    first = next(one for one in compose_summary(data(entered=18)).blocks if isinstance(one, Paragraph))
    assert first.text.endswith("Faltan 13 formularios por digitar.")


def test_the_blank_form_is_anonymous_and_two_fit_on_a_page() -> None:
    form = compose_form(blank(groups=("Grupo A", "Grupo B")))
    assert form.per_page == 2
    (page,) = pdf_pages(render(form, "pdf").data)
    assert page.count("Este formulario es anónimo: no escriba su nombre ni su documento.") == 2
    for words in ("3. Facilitación", "Excelente", "Grupo B", "¿Qué mejoraría", "formulario versión 1"):
        assert page.count(words) == 2


def test_a_long_form_takes_a_page_of_its_own() -> None:
    extra = tuple(Question(Aspect.OTHER, f"Pregunta propia {n} de nombre largo", "") for n in range(7))
    form = compose_form(blank(Form((*DEFAULT_FORM.questions, *extra), ("¿Qué?", "¿Cómo?", "¿Cuándo?"))))
    assert form.per_page == 1
    (page,) = pdf_pages(render(form, "pdf").data)
    assert page.count("12. Pregunta propia 6") == 1
    assert "¿Cuándo?" in page


def test_the_form_can_be_edited_in_word_and_repeats_to_the_byte() -> None:
    form = compose_form(blank())
    text = docx_text(render(form, "docx").data)
    assert NOTICE in text
    assert "Satisfacción de necesidades" in text
    assert render(form, "pdf").data == render(form, "pdf").data


def test_hostile_words_in_a_question_print_as_typed() -> None:
    form = Form((Question(Aspect.OTHER, "<b>¿Frío?</b> & =1+1", "a < b"),), ("<i>",))
    (page,) = pdf_pages(render(compose_form(blank(form)), "pdf").data)
    assert page.count("1. <b>¿Frío?</b> & =1+1") == 2
