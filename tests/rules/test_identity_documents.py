"""Documents as people type them and readers send them; a doubt is said and nothing is blocked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.model.choices import DocumentType
from concerta_desktop.rules.identity_documents import Scan, check_document, parse_scan

DNI, CE, PASSPORT = DocumentType.DNI, DocumentType.CE, DocumentType.PASSPORT


@pytest.mark.req("42", "58")
@pytest.mark.parametrize(
    "typed", ["10117410", "10117410-2", "101174102", "10117410G", "10117410-g", " 10 117 410 ", "10.117.410"]
)
def test_a_dni_is_kept_as_its_eight_digits_however_it_was_typed(typed: str) -> None:
    check = check_document(DNI, typed)
    assert (check.normalised, check.warning) == ("10117410", None)


def test_leading_zeros_are_kept() -> None:
    assert check_document(DNI, "00099731").normalised == "00099731"


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("10117410-3", "10117410", "dígito verificador"),
        ("9999731", "9999731", "¿Falta un cero al inicio?"),
        ("9999", "9999", "El DNI tiene 8 dígitos y aquí hay 4."),
        ("AB999731", "AB999731", "solo lleva dígitos"),
        ("00000000", "00000000", "relleno"),
        ("٩٩٩٩٠٧٣١", "٩٩٩٩٠٧٣١", "solo lleva dígitos"),
    ],
)
def test_a_doubtful_dni_is_kept_as_typed_with_a_warning(typed: str, kept: str, said: str) -> None:
    check = check_document(DNI, typed)
    assert check.normalised == kept
    assert check.warning is not None
    assert said in check.warning


@pytest.mark.parametrize(
    ("kind", "typed", "doubtful"),
    [
        (CE, "001766062", False),
        (CE, "00176606212", True),
        (PASSPORT, "ab123456", False),
        (PASSPORT, "A", True),
        (DocumentType.OTHER, "PTP-99-1", False),
    ],
)
def test_foreign_documents_warn_and_never_block(kind: DocumentType, typed: str, doubtful: bool) -> None:
    check = check_document(kind, typed)
    assert check.normalised
    assert (check.warning is not None) is doubtful


def test_no_number_is_no_data_rather_than_a_doubt() -> None:
    assert check_document(DNI, "  ").normalised == ""
    assert check_document(DNI, "  ").warning is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99990731", Scan(DNI, "99990731")),
        ("99990731\r\n", Scan(DNI, "99990731")),
        ("\x0299990731\x03", Scan(DNI, "99990731")),
        ("10117410-2", Scan(DNI, "10117410")),
        ("101174102", Scan(DNI, "10117410")),
        ("001766062", Scan(CE, "001766062")),
        ("DNI 99990731", Scan(DNI, "99990731")),
        ("DNI N° 99990731", Scan(DNI, "99990731")),
        ("CE: 001766062", Scan(CE, "001766062")),
        ("C.E. 001766062", Scan(CE, "001766062")),
        ("Pasaporte AB123456", Scan(PASSPORT, "AB123456")),
        ("AB123456", Scan(PASSPORT, "AB123456")),
        ("CE123456", Scan(CE, "123456")),
        ("I<PER99990731<5<<<<<<<<<<<<<<<", Scan(DNI, "99990731")),
        ("P<PERQUISPE<<MARIA<<<<<<<<<<<<<<<<<<<<<<<<<<\nAB1234567<PER8001019F", Scan(PASSPORT, "AB1234567")),
        ("99990731|CCOYLLO|RISCO|MARLENI", Scan(DNI, "99990731")),
        ("999907", Scan(DNI, "999907")),
    ],
)
def test_what_reaches_the_entry_line_is_understood(text: str, expected: Scan) -> None:
    assert parse_scan(text) == expected


@pytest.mark.parametrize("text", ["Ccoyllo Risco, Marleni", "", "   ", "Ñahui", "\x00", "CECILIA"])
def test_a_name_is_not_taken_for_a_document(text: str) -> None:
    assert parse_scan(text) is None


@given(st.text())
def test_nothing_that_can_be_typed_breaks_the_entry_line(text: str) -> None:
    parse_scan(text)
    for kind in DocumentType:
        check_document(kind, text)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_every_dni_is_recognised_and_its_kept_form_is_stable(number: str) -> None:
    assert parse_scan(number) == Scan(DNI, number)
    assert check_document(DNI, number).normalised == number
