"""The sheet as PDF, read back: what a person sees on paper."""

from __future__ import annotations

import pypdfium2
import pytest

from concerta_desktop.documents.attendance_sheet import SheetOptions, compose_sheet
from concerta_desktop.documents.draw_sheet import draw_sheet
from concerta_desktop.errors import Cancelled
from tests.documents import samples
from tests.documents.reading import pdf_pages

pytestmark = pytest.mark.req("42")


def test_every_page_repeats_the_head_the_columns_and_the_notice() -> None:
    pages = pdf_pages(draw_sheet(compose_sheet(samples.sheet(40), SheetOptions(blank_rows=20))).data)
    assert len(pages) == 4
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de 4" in page
        for text in ("PERÚ", "Registro de asistencia", "Taller de la IPC Huanta", "miércoles 12/08/2026",
                     "08:30 a 17:00", "Apellidos y nombres", "Firma", "Ley N.° 29733",
                     "Firma de la persona responsable"):  # fmt: skip
            assert text in page
    assert "Ejemplo 039, Marleni DNI 99990039" in pages[2]


def test_pages_are_a4_landscape() -> None:
    with pypdfium2.PdfDocument(draw_sheet(compose_sheet(samples.sheet(1))).data) as document:
        assert [round(side) for side in document[0].get_size()] == [842, 595]


def test_typed_text_arrives_as_typed_and_the_cargo_of_120_characters_does_not_overlap() -> None:
    (page,) = pdf_pages(
        draw_sheet(
            compose_sheet(samples.sheet(0, expected=(samples.HOSTILE,)), SheetOptions(blank_rows=0))
        ).data
    )
    assert "=cmd()|' /C calc'!A0 & <b>Asociación</b>" in page
    assert 'Ñáñez O\'Higgins Tres, Ana "Anita"' in page
    assert "Pasaporte XK123456789012345678" in page


def test_what_no_font_has_prints_as_a_box_and_is_told() -> None:
    people = (samples.person(full_name="𒀀 Ana 中 😀"), samples.person(full_name="Ana"))
    result = draw_sheet(compose_sheet(samples.sheet(0, expected=people), SheetOptions(blank_rows=0)))
    (page,) = pdf_pages(result.data)
    assert "□ Ana □" in page
    (warning,) = result.warnings
    assert "U+4E2D, U+12000" in warning
    assert "siguen guardados como se escribieron" in warning


def test_right_to_left_names_are_printed() -> None:
    people = (samples.person(full_name="محمد, عبد"), samples.person(full_name="דוד כהן"))
    result = draw_sheet(compose_sheet(samples.sheet(0, expected=people), SheetOptions(blank_rows=0)))
    assert result.warnings == ()


def test_the_same_data_give_the_same_bytes() -> None:
    data = samples.sheet(16)
    assert draw_sheet(compose_sheet(data)).data == draw_sheet(compose_sheet(data)).data


def test_the_file_names_no_user_and_no_machine() -> None:
    with pypdfium2.PdfDocument(draw_sheet(compose_sheet(samples.sheet(1))).data) as document:
        found = document.get_metadata_dict()
    assert found["Title"] == "Registro de asistencia"
    assert (found["Author"], found["Creator"], found["Producer"]) == ("MIMP", "Concerta", "Concerta")
    assert found["CreationDate"] == "D:20260813170500-05'00'"


def test_it_can_be_cancelled_between_pages() -> None:
    steps: list[tuple[int, int]] = []

    def stop_at_two(done: int, total: int, _text: str) -> None:
        steps.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw_sheet(compose_sheet(samples.sheet(45), SheetOptions(blank_rows=0)), stop_at_two)
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_a_cargo_of_120_characters_is_printed_whole() -> None:
    cargo = (
        "Responsable de la Sub Gerencia de Programas Sociales, Igualdad de Mujeres y Hombres, Niñez, "
        "Adolescencia y Adulto Mayor"
    )
    people = (samples.person(position=cargo),)
    data = draw_sheet(compose_sheet(samples.sheet(0, expected=people), SheetOptions(blank_rows=0))).data
    (page,) = pdf_pages(data)
    assert cargo in " ".join(page.split())
