"""Numbers, decade and name of the year, as the ministry writes them [2.8]."""

from __future__ import annotations

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.rules.official import (
    NUMBER_PATTERN,
    check_pattern,
    decade_name,
    document_number,
    year_name,
)

pytestmark = pytest.mark.req("48")


def test_the_number_is_blank_until_the_document_system_gives_it() -> None:
    def number(recorded: str) -> str:
        return document_number(NUMBER_PATTERN, recorded, year=2026, unit="DPVLV", initials="RCP")

    assert number("") == "INFORME N° D______-2026-MIMP-DPVLV-RCP"
    assert number("10") == number("D000010") == "INFORME N° D000010-2026-MIMP-DPVLV-RCP"
    whole = "Informe N° 022-2014-MIMP/DGCVG-DATPS-AVSF"
    assert number(whole) == whole


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("INFORME {siglas}", "Falta {número}"), ("D{número}-{anio}", "«{anio}» no se conoce"), ("", "Falta")],
)
def test_a_pattern_that_could_not_hold_a_number_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words.replace("{", r"\{")) as refused:
        check_pattern(pattern, "pattern")
    assert refused.value.field == "pattern"


def test_a_pattern_of_another_office_is_taken() -> None:
    check_pattern("Nota N° {número}-{año}", "pattern")


def test_no_name_is_invented_for_a_year_or_a_decade() -> None:
    assert year_name(2026) == "Año de la Esperanza y el Fortalecimiento de la Democracia"
    assert decade_name(2027) == "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres"
    assert (year_name(2027), decade_name(2028)) == ("", "")
