"""Numbers, decade and name of the year, as the ministry writes them [2.8]."""

from __future__ import annotations

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.rules.catalogues import Entry, shipped
from concerta_desktop.rules.official import (
    check_pattern,
    decade_name,
    document_number,
    number_pattern,
    year_name,
)

pytestmark = pytest.mark.req("48")
NAMES, PATTERNS = shipped(Catalogue.YEAR_NAME), shipped(Catalogue.NUMBER_PATTERN)


def test_the_number_is_blank_until_the_document_system_gives_it() -> None:
    def number(recorded: str) -> str:
        return document_number(
            number_pattern(PATTERNS, "informe"), recorded, year=2026, unit="DPVLV", initials="RCP"
        )

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
    assert year_name(NAMES, 2026) == "Año de la Esperanza y el Fortalecimiento de la Democracia"
    assert decade_name(NAMES, 2027) == "Decenio de la Igualdad de Oportunidades para Mujeres y Hombres"
    assert (year_name(NAMES, 2027), decade_name(NAMES, 2028)) == ("", "")


def test_the_name_that_somebody_adds_is_taken_and_the_last_written_stands() -> None:
    added = [Entry(Catalogue.YEAR_NAME, str(n), f"Nombre {n}", first_year=2027) for n in (1, 2)]
    assert year_name((*NAMES, *added), 2027) == "Nombre 2"


def test_a_lost_pattern_is_that_which_ships() -> None:
    lost = [Entry(Catalogue.NUMBER_PATTERN, "oficio", "Oficio")]
    assert number_pattern(lost, "oficio") == "OFICIO N° D{número}-{año}-MIMP-{unidad}"
