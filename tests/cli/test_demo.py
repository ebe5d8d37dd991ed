"""`concerta demo DIR` leaves documents worth handing to a ministry, and the data they came from."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from concerta_desktop.cli.app import main
from concerta_desktop.cli.demo import LEFT
from concerta_desktop.services.documents import DOCUMENTS
from tests.documents.reading import docx_text


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


def test_every_document_there_is_is_left(demo_folder: Path) -> None:
    assert set(LEFT) == set(DOCUMENTS)
    left = {path.name for path in demo_folder.iterdir() if path.is_file()}
    assert left == {f"{file}.{form}" for file, formats in LEFT.values() for form in formats}


@pytest.mark.req("43")
def test_the_matriz_has_twelve_findings_of_which_two_were_carried_over(demo_folder: Path) -> None:
    words = words_of(demo_folder / "matriz.pdf").replace("\r\n", " ")
    assert (
        "7 nudos críticos y 5 avances. De los nudos, 2 vienen de visitas anteriores y 5 son nuevos." in words
    )
    book = openpyxl.load_workbook(demo_folder / "matriz.xlsx")
    rows = {
        name: [row[0] for row in book[name].iter_rows(min_row=2, values_only=True)]
        for name in book.sheetnames
    }
    assert rows["Vienen de antes"] == ["N-01", "N-02"]
    assert rows["Nudos de esta visita"] == ["N-03", "N-04", "N-07", "N-06", "N-05"]
    assert rows["Avances"] == ["A-01", "A-03", "A-04", "A-05", "A-02"]
    history = book["Vienen de antes"]["I2"].value
    assert "05/03/2026 Registrado" in str(history)
    assert "13/08/2026 En proceso" in str(history)


@pytest.mark.req("49")
def test_thirty_one_forms_were_answered_and_odd_comments_stay_as_written(demo_folder: Path) -> None:
    words = words_of(demo_folder / "evaluacion.pdf").replace("\r\n", " ")
    assert "Respondieron la evaluación 31 de las 34 personas participantes" in words
    for comment in (
        "El auditorio <b>muy</b> frío por la mañana",
        "El auditorio no tiene rampa & hace frío",
        '"Empezó tarde" el segundo día',
        "«Más tiempo para los casos prácticos»",
        "=Que vuelvan a Huanta",
        "Gracias 🙏 muy claro el tema",
    ):
        assert comment in words
    assert "Metodología" in words_of(demo_folder / "formulario-de-evaluacion.pdf")


@pytest.mark.req("35", "36", "48")
def test_oficio_report_and_constancias_are_of_the_same_workshop(demo_folder: Path) -> None:
    for file in ("oficio", "informe-tecnico", "constancias"):
        assert "Taller de fortalecimiento de la IPC Huanta" in words_of(demo_folder / f"{file}.pdf")
    report = docx_text((demo_folder / "informe-tecnico.docx").read_bytes())
    assert "Participaron 34 personas de 19 entidades" in report
    assert "Se identificaron 7 nudos críticos: 2 de visitas anteriores y 5 de esta." in report
    assert "es la encargada de convocar a las y los participantes" in docx_text(
        (demo_folder / "oficio.docx").read_bytes()
    )


@pytest.mark.long
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
    ciphered = [*(demo_folder / "datos").rglob("*"), *(demo_folder / "sincronizacion").rglob("*.db")]
    for file in (one for one in ciphered if one.is_file()):
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


@pytest.mark.req("8", "75")
def test_two_orders_of_merging_leave_one_central_package(demo_folder: Path) -> None:
    left = demo_folder / "sincronizacion"
    one, other = left / "paquete-central.zip", left / "paquete-central-otro-orden.zip"
    assert one.read_bytes() == other.read_bytes()
    assert (left / "paquete-sin-datos-personales.zip").exists()
    assert b"99990" not in (left / "paquete-sin-datos-personales.zip").read_bytes()
