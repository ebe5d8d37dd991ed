"""Forty people pasted from a spreadsheet: columns found, doubts said, nothing lost and nothing saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.capture.columns import Target
from concerta_desktop.capture.paste import ImportPlan, plan
from concerta_desktop.capture.rows import PastedPerson
from concerta_desktop.errors import UserError
from concerta_desktop.model.choices import DocumentType, EntityKind, MandateKind, Sex

PEOPLE = (
    ("Ñahui Quispe", "Saturnina", "M", "MD de Luricocha", "Gerenta, GDS", "Titular"),
    ("Taype Ñaupa", "Fortunato", "H", "MD de Huamanguilla", "Subgerente, GPP", "Titular"),
    ("Cárdenas Lapa", "Rufina", "M", "Asociación Warmi Wiñay", "Tesorera", "Alterno"),
    ("Sánchez Ayala", "Luz Marina", "M", "CEM Huanta", "Coordinadora", "Titular"),
    ("De la Cruz Yaranga", "Óscar", "H", "MP de Huanta", "Gerente, GDS", "Alterno"),
)
FORTY = [(f"{99990000 + at}", *PEOPLE[at % len(PEOPLE)]) for at in range(40)]
Row = tuple[str, ...]


def tsv(*rows: Row) -> str:
    return "".join("\t".join(row) + "\r\n" for row in rows)


def forty(cells: Callable[[str, str, str, str, str, str, str], Row]) -> list[Row]:
    return [cells(*row) for row in FORTY]


def assert_all_forty(found: ImportPlan) -> None:
    """Every row mapped right: document, both halves of the name, sex, entity."""
    assert not found.refused
    assert [row.messages for row in found.rows if row.messages] == []
    for row, (number, surnames, names, sex, entity, _, _) in zip(found.rows, FORTY, strict=True):
        person = row.person
        assert (person.document_type, person.document_number) == (DocumentType.DNI, number)
        assert (person.surnames, person.names) == (surnames, names)
        assert person.sex is (Sex.WOMAN if sex == "M" else Sex.MAN)
        assert person.entity_name == entity


@pytest.mark.req("42")
def test_forty_rows_with_headings() -> None:
    header = ("N°", "Apellidos y nombres", "DNI", "Sexo", "Entidad", "Cargo", "Condición")
    rows = forty(lambda dni, last, first, *rest: ("1", f"{last}, {first}".upper(), dni, *rest))
    found = plan(tsv(header, *rows))
    assert_all_forty(found)
    assert found.heading_line == 1
    assert found.rows[0].line == 2
    assert found.rows[2].person == PastedPerson(
        DocumentType.DNI,
        "99990002",
        "Cárdenas Lapa",
        "Rufina",
        Sex.WOMAN,
        "Asociación Warmi Wiñay",
        position="Tesorera",
        mandate=MandateKind.ALTERNO,
    )


@pytest.mark.req("42")
@pytest.mark.parametrize(
    "cells",
    [
        lambda dni, last, first, *rest: (dni, f"{last} {first}", *rest),
        lambda dni, last, first, *rest: (dni, f"{last}, {first}", *rest),
        lambda dni, last, first, *rest: (f"{first} {last}", dni, *rest),
        lambda dni, last, first, *rest: (dni, last, first, *rest),
        lambda dni, last, first, *rest: (first, last, dni, *rest),
        lambda dni, last, first, sex, *rest: (*rest, sex, f"{last} {first}", dni),
    ],
)
def test_forty_rows_without_headings_in_any_order(cells: Callable[..., Row]) -> None:
    found = plan(tsv(*forty(cells)))
    assert_all_forty(found)
    assert found.heading_line is None
    assert Target.POSITION in found.mapping.values()


@pytest.mark.req("42")
def test_a_title_above_names_first_titles_of_persons_and_the_other_letters_for_sex() -> None:
    rows = forty(
        lambda dni, last, first, sex, entity, *_: (f"Lic. {first} {last}", dni, "FM"["MH".index(sex)], entity)
    )
    top = [("TALLER DE FORTALECIMIENTO", "", "", ""), ("Huanta, 12/08/2026", "", "", "")]
    header = ("Nombre", "Documento de identidad", "Sexo (F/M)", "Entidad que representa")
    found = plan(tsv(*top, header, *rows))
    assert_all_forty(found)
    assert found.heading_line == 3


@pytest.mark.req("42")
def test_semicolons_and_headings_repeated_on_every_page() -> None:
    rows = forty(lambda dni, last, first, sex, entity, *_: (dni, last, first, sex, entity))
    header = ("dni", "apellidos", "nombres", "sexo", "entidad")
    lines = [";".join(row) for row in (header, *rows[:20], header, *rows[20:])]
    assert_all_forty(plan("\n".join(lines)))


def test_three_columns_for_a_name() -> None:
    rows = [(last.split()[-2], last.split()[-1], first) for last, first, *_ in PEOPLE]
    found = plan(tsv(*rows))
    assert list(found.mapping.values()) == [Target.FIRST_SURNAME, Target.SECOND_SURNAME, Target.NAMES]
    assert found.rows[0].person.surnames == "Ñahui Quispe"


def test_a_plain_list_of_names_or_of_documents() -> None:
    names = plan("\n".join(f"{last}, {first}" for _, last, first, *_ in FORTY))
    assert [row.person.names for row in names.rows][:2] == ["Saturnina", "Fortunato"]
    documents = plan("\n".join(dni for dni, *_ in FORTY))
    assert [row.person.document_number for row in documents.rows] == [dni for dni, *_ in FORTY]
    assert "directorio" in documents.rows[0].messages[0]


def one(header: Row, *row: str) -> tuple[PastedPerson, tuple[str, ...]]:
    [found] = plan(tsv(header, row)).rows
    return found.person, found.messages


@pytest.mark.req("42")
@pytest.mark.parametrize(
    ("cell", "kept", "said"),
    [
        ("9.9990731E7", "99990731", ""),
        ("9,9990731E+07", "99990731", ""),
        ("99990731.0", "99990731", ""),
        ("99.990.731", "99990731", ""),
        ("\u00a099990731\u00a0", "99990731", ""),
        ("10117410-2", "10117410", ""),
        ("990731", "00990731", "se propone 00990731"),
        ("9990731", "09990731", "Excel quita los ceros"),
        ("9.99907E+07", None, "recortó el documento"),
        ("99990", "99990", "aquí hay 5"),
        ("99990731X", "99990731X", "carné de extranjería|pasaporte|"),
    ],
)
def test_what_spreadsheets_do_to_a_dni_is_undone_or_told(cell: str, kept: str | None, said: str) -> None:
    person, messages = one(("Apellidos y nombres", "DNI"), "Ñahui Quispe, Saturnina", cell)
    assert person.document_number == kept
    assert bool(messages) is bool(said) or kept == "99990731X"
    assert any(part in "".join(messages) for part in said.split("|"))


def test_other_documents_by_their_column_or_their_look() -> None:
    header = ("Apellidos y nombres", "Tipo de documento", "N.° de documento")
    for kind, number, expected in (
        ("C.E.", "001766062", (DocumentType.CE, "001766062")),
        ("Carné de extranjería", "1766062", (DocumentType.CE, "001766062")),
        ("Pasaporte", "ab123456", (DocumentType.PASSPORT, "AB123456")),
        ("PTP", "99", (DocumentType.OTHER, "99")),
        ("DNI", "99990731", (DocumentType.DNI, "99990731")),
        ("", "AB123456", (DocumentType.PASSPORT, "AB123456")),
    ):
        person, _ = one(header, "Ñahui Quispe, Saturnina", kind, number)
        assert (person.document_type, person.document_number) == expected


@pytest.mark.req("42")
def test_an_m_alone_may_be_either_and_stays_without_data() -> None:
    header = ("Apellidos y nombres", "Sexo")
    person, messages = one(header, "Ñahui Quispe, Saturnina", "M")
    assert person.sex is None
    assert messages == ("Fila 2: «M» puede ser mujer o masculino: sexo sin dato.",)
    person, messages = one(("Apellidos y nombres", "Sexo (M/H)"), "Ñahui Quispe, Saturnina", "M")
    assert (person.sex, messages) == (Sex.WOMAN, ())
    assert one(header, "Ñahui Quispe, Saturnina", "Masculino")[0].sex is Sex.MAN


@pytest.mark.req("42")
@pytest.mark.parametrize(
    ("target", "sex"), [(Target.SEX_M_WOMAN, Sex.WOMAN), (Target.SEX_M_MAN, Sex.MAN), (Target.SEX, None)]
)
def test_what_an_m_alone_is_is_asked_once_for_the_whole_list(target: Target, sex: Sex | None) -> None:
    text = tsv(("Apellidos y nombres", "Sexo"), ("Ñahui Quispe, Saturnina", "M"), ("Taype, Rosa", "m"))
    assert "«M» puede ser mujer o masculino" in plan(text).doubt
    found = plan(text, {1: target})
    assert [row.person.sex for row in found.rows] == [sex, sex]
    assert bool(found.doubt) is (sex is None)


@pytest.mark.parametrize("letters", ["MFM", "MHM", "MVM", "FHF"])
def test_letters_that_explain_each_other_are_not_asked_about(letters: str) -> None:
    found = plan(tsv(("Apellidos", "Sexo"), *((f"Ñahui {letter}", letter) for letter in letters)))
    assert found.doubt == ""
    assert None not in [row.person.sex for row in found.rows]


def test_level_of_government_e_mail_and_phone() -> None:
    header = ("Apellidos y nombres", "Tipo de entidad", "Correo", "Celular")
    person, messages = one(
        header, "Ñahui, Saturnina", "Municipalidad Distrital", "a@ejemplo.pe", "966123456.0"
    )
    assert person.entity_kind is EntityKind.DISTRICT_MUNICIPALITY
    assert (person.email, person.phone, messages) == ("a@ejemplo.pe", "966123456", ())
    person, messages = one(header, "Ñahui, Saturnina", "¿?", "sin correo", "")
    assert (person.entity_kind, person.email, person.phone) == (None, "sin correo", None)
    assert len(messages) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Ñahui\x00 Quispe", "99990731"), "carácter invisible"),
        (("Ñahui Quispe", "9999\x070731"), "carácter invisible"),
        (("Ñ" * 200, "99990731"), "admite hasta 80 caracteres"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_by_its_number_and_the_others_go_on(row: Row, said: str) -> None:
    header, good = ("Apellidos", "DNI"), ("Taype Ñaupa", "99990254")
    found = plan(tsv(header, good, ("", ""), row, ("Cárdenas Lapa", "99990640")))
    assert [accepted.line for accepted in found.accepted] == [2, 5]
    [refused] = found.refused
    assert refused.messages[0].startswith("Fila 4: ")
    assert said in refused.messages[0]


def test_a_row_with_neither_name_nor_document_is_refused() -> None:
    found = plan(tsv(("Apellidos", "DNI", "Cargo"), ("", "", "Gerenta"), ("Total 40", "", "")))
    assert [row.refused for row in found.rows] == [True, False]
    assert "lleva números" in found.rows[1].messages[0]


@pytest.mark.req("42")
def test_repeats_inside_the_paste_are_told_with_the_row_they_repeat() -> None:
    header = ("Apellidos y nombres", "DNI")
    found = plan(
        tsv(
            header,
            ("Ñahui, Ana", "99990001"),
            ("Otra, Luz", "99990001"),
            ("ÑAHUI, ANA", ""),
            ("Tres, Eva", ""),
        )
    )
    assert [row.messages for row in found.rows] == [
        (),
        ("Fila 3: Repite el documento de la fila 2.",),
        ("Fila 4: Parece repetir a la persona de la fila 2.",),
        (),
    ]
    assert not found.refused


@pytest.mark.req("42")
def test_a_wrong_guess_is_corrected_by_mapping_and_nothing_else_changes() -> None:
    text = tsv(("Qori", "Warmi", "99990001"), ("Sumaq", "Wiñay", "99990002"))
    guessed = plan(text)
    corrected = plan(text, {**guessed.mapping, 0: Target.NAMES, 1: Target.SURNAMES})
    assert [(row.person.surnames, row.person.names) for row in corrected.rows] == [
        ("Warmi", "Qori"),
        ("Wiñay", "Sumaq"),
    ]
    assert corrected.mapping[2] is Target.DOCUMENT
    assert corrected.columns[0].samples == ("Qori", "Sumaq")


def test_a_row_of_people_is_not_taken_for_headings_and_headings_can_be_denied() -> None:
    row = ("Rosa Quispe Lapa", "Institución Educativa Ejemplo", "Encargada de documentos")
    assert plan(tsv(row)).heading_line is None
    found = plan(tsv(("Nombres", "DNI"), ("Rosa", "99990001")), headings=False)
    assert len(found.rows) == 2


def test_nothing_or_too_much_is_said_plainly() -> None:
    with pytest.raises(UserError, match="No hay nada que pegar"):
        plan(" \n\t\n")
    with pytest.raises(UserError, match="2001 filas"):
        plan("99990001\n" * 2001)


def test_markup_and_formulas_are_only_text() -> None:
    person, _ = one(("Apellidos", "Cargo", "DNI"), '<b>O\'Higgins & "Ñ"</b>', "=SUMA(A1)", "99990001")
    assert (person.surnames, person.position) == ('<b>O\'Higgins & "Ñ"</b>', "=SUMA(A1)")


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=12))
def test_whatever_is_pasted_is_planned_or_refused_with_words(grid: list[list[str]]) -> None:
    try:
        found = plan("\n".join("\t".join(row) for row in grid))
    except UserError:
        return
    assert len(found.accepted) + len(found.refused) == len(found.rows)
    for row in found.refused:
        assert row.messages
