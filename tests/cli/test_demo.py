"""`concerta demo DIR` leaves documents worth handing to a ministry, and the data they came from."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from concerta_desktop.cli.app import main


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.req("42")
def test_the_sheet_has_the_forty_expected_and_rows_to_write_on(demo_folder: Path) -> None:
    words = words_of(demo_folder / "hoja-de-asistencia.pdf")
    assert "Ñahui Quispe, Saturnina" in words
    assert "Página 4 de 4" in words
    assert "Filas 41 a 60: personas que no figuran en la lista." in words.replace("\r\n", " ")
    assert "Ley N.° 29733" in words


@pytest.mark.req("42")
def test_the_register_counts_who_came_and_masks_the_documents(demo_folder: Path) -> None:
    words = words_of(demo_folder / "registro-de-asistencia.pdf").replace("\r\n", " ")
    assert "Asistieron 34 personas: 31 de las 40 esperadas y 3 sin convocatoria." in words
    assert "****" in words
    assert "99990" not in words, "a document number went out whole"


@pytest.mark.req("42")
def test_what_people_typed_arrives_in_excel_as_typed(demo_folder: Path) -> None:
    workbook = openpyxl.load_workbook(demo_folder / "registro-de-asistencia.xlsx")
    cells = {cell.value: cell for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert cells["=Responsable de OMAPED"].data_type == "s", "a cargo became a formula"
    assert 'Federación de Clubes de Madres "Paz y Pan"' in cells
    assert "Colegio de Abogados de Ayacucho <filial Huanta>" in cells
    assert any(isinstance(value, str) and len(value) == 120 for value in cells)


def test_the_same_demo_gives_the_same_register(demo_folder: Path, tmp_path: Path) -> None:
    assert main(["demo", str(tmp_path / "again")]) == 0
    first = words_of(demo_folder / "registro-de-asistencia.pdf")
    assert words_of(tmp_path / "again" / "registro-de-asistencia.pdf") == first


def test_a_second_demo_in_the_same_folder_touches_nothing(
    demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (demo_folder / "datos" / "concerta.db").read_bytes()
    assert main(["demo", str(demo_folder)]) == 1
    assert "ya hay un ejemplo" in capsys.readouterr().err
    assert (demo_folder / "datos" / "concerta.db").read_bytes() == before


def test_no_document_number_can_be_read_in_the_data(demo_folder: Path) -> None:
    number = "99990219"
    assert number in words_of(demo_folder / "hoja-de-asistencia.pdf"), "the test looks for a real one"
    for file in (demo_folder / "datos").iterdir():
        assert number.encode() not in file.read_bytes(), file.name


@pytest.mark.req("2.9")
def test_the_notice_the_sheet_refers_to_is_one_page(demo_folder: Path) -> None:
    path = demo_folder / "aviso-de-privacidad.pdf"
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
    words = words_of(path)
    assert "Taller de fortalecimiento de la IPC Huanta" in words
    assert "datospersonales@ejemplo.pe" in words
    assert "___" not in words
