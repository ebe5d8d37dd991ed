"""Names of people as lists, spreadsheets and fast fingers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.rules.names import (
    FullName,
    display,
    given_names_first,
    is_given_name,
    name_key,
    proper_case,
    split_name,
    without_title,
)


@pytest.mark.req("42")
@pytest.mark.parametrize(
    ("text", "surnames", "names"),
    [
        ("Ccoyllo Risco, Marleni", "Ccoyllo Risco", "Marleni"),
        ("CCOYLLO RISCO MARLENI", "Ccoyllo Risco", "Marleni"),
        ("ccoyllo risco, marleni", "Ccoyllo Risco", "Marleni"),
        ("ÑAHUI QUISPE, SATURNINA", "Ñahui Quispe", "Saturnina"),
        ("Sánchez Ayala Luz Marina", "Sánchez Ayala", "Luz Marina"),
        ("DE LA CRUZ QUISPE MARIA DEL CARMEN", "De la Cruz Quispe", "Maria del Carmen"),
        ("Ortega y Gasset Pérez José", "Ortega y Gasset Pérez", "José"),
        ("SAN MARTIN QUISPE ROSA", "San Martin Quispe", "Rosa"),
        ("Quispe Rosa", "Quispe", "Rosa"),
        ("Quispe", "Quispe", ""),
        ("GARCIA-SAYAN O'HIGGINS ANA", "Garcia-Sayan O'Higgins", "Ana"),
        ("", "", ""),
    ],
)
def test_surnames_are_told_from_names(text: str, surnames: str, names: str) -> None:
    assert split_name(text) == FullName(surnames, names)


@pytest.mark.parametrize(
    ("text", "surnames", "names"),
    [
        ("Marleni Ccoyllo Risco", "Ccoyllo Risco", "Marleni"),
        ("LUZ MARINA SANCHEZ AYALA", "Sanchez Ayala", "Luz Marina"),
        ("Rosa Quispe", "Quispe", "Rosa"),
        ("María del Carmen de la Cruz Quispe", "de la Cruz Quispe", "María del Carmen"),
        ("Ccoyllo Risco, Marleni", "Ccoyllo Risco", "Marleni"),
    ],
)
def test_a_column_of_names_and_surnames_is_split_from_its_end(text: str, surnames: str, names: str) -> None:
    assert split_name(text, given_first=True) == FullName(surnames, names)


def test_what_was_typed_in_mixed_case_stays_as_typed() -> None:
    assert proper_case("MacLean de la Torre") == "MacLean de la Torre"
    assert proper_case("PEÑA DE LA TORRE") == "Peña de la Torre"


@pytest.mark.parametrize("text", ['=CMD("X")', "=cmd()", "<B>ROSA</B>", "QUISPE & HIJOS", "AGENTE 007"])
def test_what_is_no_name_stays_as_typed(text: str) -> None:
    assert proper_case(text) == text
    name = split_name(text)
    assert f"{name.surnames} {name.names}".strip() == text


def test_a_person_shows_as_lists_write_them() -> None:
    assert display("Ccoyllo Risco", "Marleni") == "Ccoyllo Risco, Marleni"
    assert display("Ccoyllo Risco", None) == "Ccoyllo Risco"
    assert display(None, None) == "sin dato"


def test_the_same_person_written_otherwise_has_the_same_key() -> None:
    key = name_key("De la Cruz Peña", "María José")
    assert key == name_key("PENA DE LA CRUZ", "maria jose")
    assert key == name_key("María José de la Cruz Peña", None)
    assert key != name_key("De la Cruz Peña", "María")


def test_a_column_tells_which_end_the_given_names_stand_at() -> None:
    assert given_names_first(["Marleni Ccoyllo Risco", "Óscar Huamán Tineo", "Xoyllur Yaranga Curi"])
    assert not given_names_first(["Ccoyllo Risco Marleni", "Huamán Tineo Óscar"])
    assert not given_names_first([])
    assert is_given_name("Óscar")
    assert not is_given_name("Ccoyllo")


@pytest.mark.parametrize("title", ["Lic. ", "Abog.", "Dra. ", "S3. PNP. ", "", "Mg. Psic. "])
def test_a_title_is_not_part_of_the_name(title: str) -> None:
    assert without_title(f"{title}Marleni Ccoyllo Risco") == "Marleni Ccoyllo Risco"
    assert without_title(f"{title}J. Ccoyllo".strip()).endswith("Ccoyllo")


@given(st.text())
def test_no_word_of_a_name_is_ever_lost(text: str) -> None:
    for given_first in (False, True):
        full = split_name(text, given_first=given_first)
        assert len(f"{full.surnames} {full.names}".split()) == len(text.replace(",", " ", 1).split())
