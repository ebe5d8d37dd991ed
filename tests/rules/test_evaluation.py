"""The evaluation form: what it asks, what an answer may be, how answers add up, what may be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.evaluation import Aspect
from concerta_desktop.rules.evaluation import (
    DEFAULT_FORM,
    Form,
    Question,
    Tally,
    check_answers,
    check_form,
    check_groups,
)
from concerta_desktop.rules.evaluation_entry import carry_over, empty
from concerta_desktop.rules.evaluation_results import (
    AspectResult,
    Filled,
    Look,
    by_group,
    rate,
    results,
    to_look_at,
    total,
)

pytestmark = pytest.mark.req("49")

ANSWERS = st.lists(st.integers(0, 5), min_size=5, max_size=5).map(tuple)


def filled(answers: tuple[int, ...], *, group: str = "", form: Form = DEFAULT_FORM) -> Filled:
    return Filled(form, answers, (), group)


def aspects(forms: list[Filled]) -> tuple[AspectResult, ...]:
    return results(DEFAULT_FORM.questions, total(forms).everybody.tallies)


def test_the_usual_form_asks_the_five_aspects_and_an_open_question() -> None:
    assert [one.aspect.label for one in DEFAULT_FORM.questions] == [
        "Metodología", "Logística", "Facilitación", "Logro de objetivos", "Satisfacción de necesidades",
    ]  # fmt: skip
    assert len(DEFAULT_FORM.open_questions) == 1


@pytest.mark.parametrize("answer", [-1, 6, 9, 55])
def test_an_answer_outside_1_to_5_is_refused_naming_its_question(answer: int) -> None:
    with pytest.raises(ValidationError, match=f"«Logística»: {answer} no es una respuesta") as refused:
        check_answers(DEFAULT_FORM, (4, answer, 4, 4, 4))
    assert "0 si quedó en blanco" in str(refused.value)


def test_a_blank_is_an_answer_and_an_answer_too_few_is_not() -> None:
    check_answers(DEFAULT_FORM, (0, 1, 2, 3, 5))
    with pytest.raises(ValidationError, match="5 preguntas y llegaron 4"):
        check_answers(DEFAULT_FORM, (1, 2, 3, 4))


def test_means_have_a_comma_and_blanks_count_neither_for_nor_against() -> None:
    tally = Tally((0, 1, 3, 8, 6), blank=4)
    assert (tally.n, tally.mean) == (18, "4,06")
    assert Tally((1, 3, 5, 6, 3)).mean == "3,39"
    assert Tally((0, 0, 0, 1, 1)).mean == "4,50"
    assert Tally(blank=3).mean == "sin dato"


@given(st.lists(ANSWERS, max_size=30))
def test_adding_one_by_one_gives_what_counting_at_once_gives(given_answers: list[tuple[int, ...]]) -> None:
    totals = total(filled(one) for one in given_answers)
    for place, question in enumerate(DEFAULT_FORM.questions):
        column = [one[place] for one in given_answers]
        tally = totals.everybody.tallies.get(question.key, Tally())
        assert tally == Tally(tuple(column.count(n) for n in range(1, 6)), column.count(0))  # type: ignore[arg-type]


@given(st.lists(ANSWERS, min_size=1, max_size=12))
def test_taking_a_form_away_undoes_adding_it(given_answers: list[tuple[int, ...]]) -> None:
    *rest, last = (filled(one) for one in given_answers)
    assert aspects(rest) == results(
        DEFAULT_FORM.questions, total([*rest, last]).plus(last, -1).everybody.tallies
    )


def test_answers_to_two_versions_add_up_by_aspect_though_its_words_changed() -> None:
    renamed = Form((Question(Aspect.LOGISTICS, "Local y refrigerio"), Question(Aspect.OTHER, "Idioma")))
    totals = total([filled((4, 2, 4, 4, 4)), filled((5, 3), form=renamed)])
    tallies = totals.everybody.tallies
    assert tallies["logistica"].counts == (0, 1, 0, 0, 1)
    assert tallies["otros:idioma"].counts == (0, 0, 1, 0, 0)


def test_a_group_under_five_is_not_told_apart() -> None:
    forms = [filled((4, 4, 4, 4, 4), group="A")] * 9 + [filled((1, 1, 1, 1, 1), group="B")] * 4
    forms += [filled((2, 2, 2, 2, 2), group="C")] * 4
    a, b, c = by_group(DEFAULT_FORM.questions, total(forms))
    assert (a.name, a.entered, a.hidden) == ("A", 9, False)
    assert (b.hidden, b.aspects, c.hidden) == (True, (), True)


def test_a_hidden_group_cannot_be_had_by_subtracting_the_others() -> None:
    forms = [filled((4, 4, 4, 4, 4), group="A")] * 9 + [filled((5, 5, 5, 5, 5), group="B")] * 6
    forms += [filled((1, 1, 1, 1, 1))] * 2
    a, b, rest = by_group(DEFAULT_FORM.questions, total(forms))
    assert (a.hidden, b.hidden, rest.hidden, rest.name) == (False, True, True, "Sin grupo")


def test_a_question_that_few_of_a_group_answered_is_withheld_in_it() -> None:
    """Two of B left blank what four did not; what is hidden of it cannot be had by subtracting A."""
    forms = [filled((4, 4, 4, 4, 4), group="A")] * 9
    forms += [filled((5, 0, 5, 5, 5), group="B")] * 2 + [filled((5, 1, 5, 5, 5), group="B")] * 4
    a, b = by_group(DEFAULT_FORM.questions, total(forms))
    assert [one.withheld for one in b.aspects] == [False, True, False, False, False]
    assert [one.withheld for one in a.aspects] == [False, True, False, False, False]
    assert b.aspects[1].tally == Tally()


def test_what_a_hidden_group_answered_cannot_be_had_question_by_question() -> None:
    """B and C, of three each, are hidden; only two of them answered the second question."""
    forms = [filled((4, 4, 4, 4, 4), group="A")] * 9
    forms += [filled((1, 1, 1, 1, 1), group="B"), filled((1, 1, 1, 1, 1), group="C")]
    forms += [filled((1, 0, 1, 1, 1), group="B")] * 2 + [filled((1, 0, 1, 1, 1), group="C")] * 2
    a, b, c = by_group(DEFAULT_FORM.questions, total(forms))
    assert (b.hidden, c.hidden) == (True, True)
    assert [one.withheld for one in a.aspects] == [False, True, False, False, False]


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 5), st.integers(0, 5)),
        min_size=5,
        max_size=40,
    )
)
def test_no_set_of_answers_under_five_can_be_put_together(found: list[tuple[str, int, int]]) -> None:
    """Whatever is told apart, and whatever is left after taking it from the total, is nobody's or five's."""
    questions = DEFAULT_FORM.questions[:2]
    form = Form(questions)
    totals = total(Filled(form, (one, other), (), group) for group, one, other in found)
    groups = by_group(questions, totals)
    for place, question in enumerate(questions):
        whole = totals.everybody.tallies[question.key].n
        told = [one.aspects[place].tally.n for one in groups if one.aspects]
        assert all(n == 0 or n >= 5 for n in told)
        if groups and whole >= 5:
            assert whole - sum(told) == 0 or whole - sum(told) >= 5


def test_without_groups_nobody_is_told_apart() -> None:
    assert by_group(DEFAULT_FORM.questions, total([filled((4, 4, 4, 4, 4))] * 9)) == ()


def test_the_response_rate_is_against_attendance_and_unknown_without_it() -> None:
    assert rate(31, 34) == 91
    assert rate(34, 34) == 100
    assert rate(0, 34) == 0
    assert rate(31, 0) is None
    assert rate(35, 34) is None, "more forms than people is no share"


def test_what_deserves_a_look_is_said_in_words() -> None:
    logistics = [1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5]
    forms = [filled((4, answer, 5, 5, 4)) for answer in logistics]
    comments = ["El auditorio es frío", "En el Auditorio no se oye", "AUDITORIO chico", "Gracias"]
    found = to_look_at(aspects(forms), comments, 18, 20)
    assert [one.text for one in found] == [
        "Logística es el aspecto más bajo: 3,39. Cuatro de 18 marcaron 1 o 2.",
        "4 comentarios; 3 dicen «auditorio».",
    ]


def test_more_forms_than_attendees_comes_first() -> None:
    first, *_rest = to_look_at((), ["Bien"], 36, 34)
    assert (first.kind, first.warns) == (Look.TOO_MANY, True)
    assert first.text == "Hay 36 formularios y 34 presentes: revise si uno se digitó dos veces."


def test_few_answers_and_many_blanks_are_told() -> None:
    forms = [filled((4, 4, 4, 0, 4))] * 2 + [filled((4, 4, 4, 4, 4))] * 4
    texts = [one.text for one in to_look_at(aspects(forms), (), 6, 20)]
    assert "Logro de objetivos quedó en blanco en 2 de 6: quizá no se entendió." in texts
    assert "Respondió menos de la mitad: 6 de 20 presentes." in texts


def test_a_form_needs_questions_with_words_that_differ() -> None:
    with pytest.raises(ValidationError, match="se quedó sin preguntas"):
        check_form(Form(()))
    with pytest.raises(ValidationError, match="Falta el texto") as refused:
        check_form(Form((*DEFAULT_FORM.questions, Question(Aspect.OTHER, "  "))))
    assert refused.value.field == "question-5"
    with pytest.raises(ValidationError, match="ya está en el formulario"):
        check_form(Form((*DEFAULT_FORM.questions, Question(Aspect.OTHER, "logistica"))))


def test_groups_are_named_once() -> None:
    assert check_groups(["Grupo A", " grupo  a ", "", "Turno tarde"]) == ("grupo a", "Turno tarde")
    with pytest.raises(ValidationError, match="hasta 8 grupos"):
        check_groups(f"Grupo {n}" for n in range(9))


def test_a_key_answers_and_goes_on_and_back_takes_it_away() -> None:
    half = empty(DEFAULT_FORM).answer(4).answer(0)
    assert (half.answers, half.current) == ((4, 0, None, None, None), 2)
    half = half.back()
    assert (half.answers, half.current) == ((4, None, None, None, None), 1)
    assert empty(DEFAULT_FORM).back() == empty(DEFAULT_FORM)


def test_putting_right_an_earlier_answer_returns_to_where_one_was() -> None:
    half = empty(DEFAULT_FORM).answer(4).answer(2).answer(5)
    corrected = half.at(1).answer(3)
    assert (corrected.answers, corrected.current) == ((4, 3, 5, None, None), 3)
    done = corrected.answer(4).answer(4)
    assert (done.complete, done.current) == (True, 5)


def test_what_is_half_entered_outlives_a_change_of_questions() -> None:
    half = empty(DEFAULT_FORM).answer(4).answer(2).answer(5)
    after = Form((DEFAULT_FORM.questions[2], Question(Aspect.OTHER, "Idioma"), DEFAULT_FORM.questions[0]))
    carried = carry_over(half, DEFAULT_FORM, after)
    assert (carried.answers, carried.current) == ((5, None, 4), 1)
