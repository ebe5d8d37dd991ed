"""Text into boxes: two lines, then smaller, then "…"; names and identifiers never lose a letter."""

from __future__ import annotations

import pytest

from concerta_desktop.documents.fonts import load_fonts, visual_order
from concerta_desktop.documents.wording import mask
from concerta_desktop.documents.wrapping import SMALLEST, fit
from tests.documents.samples import CARGO_OF_120

FONTS = load_fonts()


def test_short_text_stays_on_one_line_at_its_size() -> None:
    fitted = fit(FONTS, "Regidora", "regular", 7.7, 105, 21)
    assert (fitted.lines, fitted.size) == (("Regidora",), 7.7)


def test_longer_text_takes_two_lines_before_it_shrinks() -> None:
    fitted = fit(FONTS, "Especialista de convivencia escolar", "regular", 7.7, 105, 21)
    assert (len(fitted.lines), fitted.size) == (2, 7.7)


@pytest.mark.parametrize("text", [CARGO_OF_120, "W" * 300, "a " * 400, CARGO_OF_120 * 3])
def test_no_line_is_wider_or_taller_than_its_box(text: str) -> None:
    fitted = fit(FONTS, text, "regular", 7.7, 105, 21)
    assert all(FONTS.width(line, "regular", fitted.size) <= 105 for line in fitted.lines)
    assert len(fitted.lines) * fitted.size * 1.18 <= 21
    assert fitted.size >= SMALLEST


def test_what_does_not_fit_at_the_smallest_size_ends_in_an_ellipsis() -> None:
    assert fit(FONTS, CARGO_OF_120 * 3, "regular", 7.7, 105, 21).lines[-1].endswith("…")


@pytest.mark.parametrize("name", ["Mamani " * 17, "X" * 120, "XK123456789012345678"])
def test_names_and_identifiers_are_never_cut(name: str) -> None:
    fitted = fit(FONTS, name, "semibold", 8.4, 60, 21, whole=True)
    assert "".join(fitted.lines).replace(" ", "") == name.replace(" ", "")
    assert len(fitted.lines) * fitted.size * 1.18 <= 21


def test_an_identifier_shrinks_before_it_is_broken_in_two() -> None:
    assert fit(FONTS, "XK123456789012345678", "regular", 7.7, 61, 21, whole=True).lines == (
        "XK123456789012345678",
    )


def test_right_to_left_runs_turn_round_and_figures_do_not() -> None:
    assert visual_order("Ana שלום 12") == "Ana םולש 12"
    assert visual_order("Ñandú 45") == "Ñandú 45"


@pytest.mark.parametrize(
    ("number", "shown"), [("99990731", "****0731"), ("XK12", "****2"), ("A1", "****"), ("", "****")]
)
def test_a_masked_number_keeps_its_end_only(number: str, shown: str) -> None:
    assert mask(number) == shown
