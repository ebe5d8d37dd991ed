"""Figures inside a text: what is stored, what is shown, and that nothing typed ever turns into a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.rules.report_text import (
    FigureRef,
    Piece,
    is_item,
    keys,
    paragraphs,
    parse,
    seen,
    shown,
    stale,
    store,
)

pytestmark = pytest.mark.req("48")

FIGURES = {"participantes.total": "34", "participantes.mujeres_pct": "62\u00a0%"}
WORDS = st.text(alphabet="{}ab.=_ \n", min_size=1, max_size=12)
FIGURE = st.sampled_from(["participantes.total", "nudos.sin_responsable"]).map(FigureRef)


def joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring words are one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] = found[-1] + piece
        else:
            found.append(piece)
    return found


@given(st.lists(WORDS | FIGURE, max_size=6))
def test_every_text_comes_back_as_it_was_written(pieces: list[Piece]) -> None:
    assert list(parse(store(joined(pieces)))) == joined(pieces)


@given(WORDS)
def test_nothing_typed_is_a_figure(typed: str) -> None:
    assert keys(store([typed])) == ()
    assert shown(store([typed]), FIGURES) == typed


def test_braces_that_a_person_types_are_printed_as_typed() -> None:
    assert shown(store(["{{participantes.total}}"]), FIGURES) == "{{participantes.total}}"


def test_a_figure_says_what_the_data_say_now() -> None:
    stored = "Participaron {{participantes.total}} personas"
    assert shown(stored, FIGURES) == "Participaron 34 personas"
    assert shown(stored, {}) == "Participaron sin dato personas"


def test_a_figure_that_changed_since_the_text_was_written_is_stale() -> None:
    stored = "Son {{participantes.total}}, {{participantes.mujeres_pct}} mujeres"
    read = seen(stored, FIGURES)
    assert stale(stored, read, FIGURES) == {}
    assert stale(stored, read, FIGURES | {"participantes.total": "36"}) == {"participantes.total": "34"}


def test_lines_are_paragraphs_and_dashes_make_lists() -> None:
    assert paragraphs("Se acordó:\n\n- adecuar el plan \n") == ("Se acordó:", "- adecuar el plan")
    assert is_item("- adecuar")
    assert not is_item("-adecuar")
