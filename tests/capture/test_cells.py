"""Pasted text to cells: what Excel, Word, a CSV file and a chat message put on the clipboard."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.capture.cells import cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\r\n\tb\r\n", [["a", ""], ["", "b"]]),
        ('a\t"dos\nlíneas"\tb\r\n', [["a", "dos\nlíneas", "b"]]),
        ('"dice ""sí"""\tb', [['dice "sí"', "b"]]),
        ('"Warmi" Wiñay\tb\nc\td', [['"Warmi" Wiñay', "b"], ["c", "d"]]),
        ('"sin cerrar\tb\nc\td', [['"sin cerrar', "b"], ["c", "d"]]),
        ("a;b\nc;d", [["a", "b"], ["c", "d"]]),
        ('1,"Risco, Ana",x\n2,"Tineo, Luz",y', [["1", "Risco, Ana", "x"], ["2", "Tineo, Luz", "y"]]),
        ("Risco, Ana\nTineo, Luz", [["Risco, Ana"], ["Tineo, Luz"]]),
        ("\u00a0a\u00a0b\u200b\t\ufeffc\n\n\n", [["a b", "c"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ("", []),
        ("\n \n\t\n", []),
    ],
)
def test_rows_and_cells_are_those_the_person_saw(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Z"]), min_size=1, max_size=8)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1)
    )
)
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(grid: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab").writerows(grid)
    assert cells(out.getvalue()) == grid


@given(st.text())
def test_any_text_gives_rows_of_one_width(text: str) -> None:
    assert len({len(row) for row in cells(text)}) < 2
