"""What people type fast is read as they meant it, and nonsense gets a sentence."""

from __future__ import annotations

from datetime import date, time

import pytest

from ui.widgets.parse import parse_date, parse_int, parse_time

TODAY = date(2026, 8, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/08/2026", date(2026, 8, 12)),
        ("12/8/26", date(2026, 8, 12)),
        ("12-8-2026", date(2026, 8, 12)),
        ("12.8", date(2026, 8, 12)),
        ("12 8 26", date(2026, 8, 12)),
        ("120826", date(2026, 8, 12)),
        ("12082026", date(2026, 8, 12)),
        ("1208", date(2026, 8, 12)),
        ("hoy", TODAY),
        ("HOY ", TODAY),
        ("mañana", date(2026, 8, 11)),
        ("ayer", date(2026, 8, 9)),
        ("", None),
    ],
)
def test_a_date_typed_fast(typed: str, meant: date | None) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/26", "El 31/02/2026 no existe en el calendario."),
        ("12/13/26", "El mes 13 no existe"),
        ("pronto", "Escriba día, mes y año"),
        ("12/8/202", "Escriba día, mes y año"),
        ("١٢/٠٨/٢٠٢٦\u0000", "Escriba día, mes y año"),
        ("01/01/1066", "Revise el año 1066"),
    ],
)
def test_an_impossible_date_is_explained(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0830", time(8, 30)),
        ("830", time(8, 30)),
        ("8", time(8)),
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("14h", time(14)),
        ("3 pm", time(15)),
        ("12 a. m.", time(0)),
        ("", None),
    ],
)
def test_a_time_typed_fast(typed: str, meant: time | None) -> None:
    assert parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["25", "8:75", "temprano", "13 pm", "8:3"])
def test_an_impossible_time_is_explained(typed: str) -> None:
    with pytest.raises(ValueError, match="Escriba la hora"):
        parse_time(typed)


def test_numbers_are_whole_and_within_bounds() -> None:
    assert parse_int("1 200", 0, 5000) == 1200
    assert parse_int("", 0, 5000) is None
    with pytest.raises(ValueError, match="solo con cifras"):
        parse_int("doce", 0, 5000)
    with pytest.raises(ValueError, match="entre 0 y 50"):
        parse_int("51", 0, 50)
    with pytest.raises(ValueError, match="entre 0 y 50"):
        parse_int("9" * 5000, 0, 50)
