"""One report in three formats, read back; text is data in all of them."""

from __future__ import annotations

import tempfile
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from reportlab.graphics.shapes import Rect

from concerta_desktop.documents import blocks
from concerta_desktop.documents.attendance_sheet import SheetOptions, compose_sheet
from concerta_desktop.documents.blocks import Bar, Chart, Column, Metadata, Report, Table
from concerta_desktop.documents.column_widths import column_widths
from concerta_desktop.documents.draw_chart import draw_chart
from concerta_desktop.documents.fonts import load_fonts
from concerta_desktop.documents.numbering import numbered
from concerta_desktop.documents.register import compose_register
from concerta_desktop.documents.render import FORMATS, Format, render
from concerta_desktop.errors import Cancelled
from tests.documents import samples
from tests.documents.reading import docx_text, pdf_pages, xlsx

HOSTILE = (
    "=1+1",
    "+51 966 000 000",
    "-5",
    "@suma",
    "<b>no</b> & <i>",
    "&lt;",
    'comillas "dobles"',
    "_x0041_",
    "1. a\n2. b",
)


def report(*parts: blocks.Block, landscape: bool = False) -> Report:
    meta = Metadata(samples.ISSUED, landscape=landscape, running=("INFORME", "Taller"), footer="Versión 1")
    return Report("Informe de prueba", meta, parts)


def text_of(document: Report, file_format: Format) -> str:
    data = render(document, file_format).data
    if file_format == "pdf":
        return " ".join(pdf_pages(data))
    if file_format == "docx":
        return docx_text(data)
    return "\n".join(str(cell.value) for sheet in xlsx(data) for row in sheet for cell in row)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_types_arrives_as_typed(file_format: Format, typed: str) -> None:
    table = Table((Column("Dato"), Column("N.°", "number")), ((typed, 1),), sheet="Datos")
    found = text_of(report(blocks.Paragraph(typed), table), file_format)
    expected = {"pdf": " ".join(typed.split()), "xlsx": typed.replace("_x", "_x005F_x")}.get(
        file_format, typed
    )
    assert found.count(expected) >= 2


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_report_gives_the_same_bytes(file_format: Format) -> None:
    document = compose_register(samples.three())
    assert render(document, file_format).data == render(document, file_format).data


@pytest.mark.req("42")
@pytest.mark.parametrize("file_format", FORMATS)
def test_the_register_says_the_same_in_every_format(file_format: Format) -> None:
    found = text_of(compose_register(samples.three()), file_format)
    for text in (
        "Registro de asistencia",
        "Ñahui Quispe, Saturnina",
        "****0003",
        "sin dato",
        "Alca Ríos, Edith",
    ):
        assert text in found
    assert "99990003" not in found


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_the_sheet_can_be_had_in_editable_formats(file_format: Format) -> None:
    data = render(compose_sheet(samples.sheet(3), SheetOptions(blank_rows=5)), file_format).data
    found = (
        docx_text(data) if file_format == "docx" else str([[c.value for c in r] for r in xlsx(data)["Día 1"]])
    )
    assert "DNI 99990002" in found


@pytest.mark.req("42")
def test_a_spreadsheet_keeps_identifiers_as_text_and_numbers_as_numbers() -> None:
    book = xlsx(render(compose_register(samples.three(), full_documents=True), "xlsx").data)
    assert book.sheetnames == ["Asistencia", "No asistieron", "Resumen"]
    sheet = book["Asistencia"]
    number = sheet["D3"]
    assert (number.value, number.data_type, number.number_format) == ("99990001", "s", "@")
    assert (sheet["A3"].value, sheet["A3"].data_type) == (2, "n")
    assert sheet["K3"].value == time(8, 47)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:L3"


def test_a_formula_in_a_spreadsheet_stays_text() -> None:
    table = Table((Column("Dato"), Column("Ubigeo", "identifier"), Column("Fecha", "date")),
                  (("=cmd()", "050401", date(2026, 8, 12)),), sheet="Datos")  # fmt: skip
    sheet = xlsx(render(report(table), "xlsx").data)["Datos"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("=cmd()", "s", True)
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("050401", "s")
    assert sheet["C2"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("file_format", ["docx", "xlsx"])
def test_office_files_name_no_user_and_carry_only_the_date_of_issue(
    file_format: Format, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(render(compose_register(samples.three()), file_format).data)
    with ZipFile(path) as parts:
        core = parts.read("docProps/core.xml").decode()
        assert {info.date_time for info in parts.infolist()} == {(2026, 8, 13, 17, 5, 0)}
    assert "MIMP" in core
    assert core.count("2026-08-13T17:05:00Z") == 2
    assert "python-docx" not in core
    assert "openpyxl" not in core


def test_a_table_over_pages_repeats_its_heading_and_pages_are_counted() -> None:
    rows = tuple((number, f"Fila {number}") for number in range(120))
    table = Table(
        (Column("N.°", "number"), Column("Texto", width=4)),
        rows,
        ("", "Fin"),
        caption="Lista",
        source="ensayo.",
    )
    pages = pdf_pages(render(report(*numbered([table])), "pdf").data)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de {len(pages)}" in page
        assert "Cuadro 1. Lista" in page
    assert "INFORME Taller" in pages[1]
    assert "Fila 119" in pages[-1]
    assert "Fuente: ensayo." in pages[-1]


def test_a_comment_of_20000_characters_runs_over_pages() -> None:
    table = Table((Column("N.°", "number"), Column("Texto", width=6)), ((1, "palabra " * 2500),))
    pages = pdf_pages(render(report(table), "pdf").data)
    assert sum(page.count("palabra") for page in pages) == 2500


def test_paragraphs_and_captions_are_numbered_as_the_ministry_does() -> None:
    parts = numbered([
        blocks.Heading("ANTECEDENTES"), blocks.Paragraph("Uno.", counted=True), blocks.Heading("ANÁLISIS"),
        blocks.Heading("Participantes", 2), blocks.Paragraph("Dos.", counted=True),
        blocks.Paragraph("Tres.", counted=True), Chart((Bar("A", (3,)),), ("n",), caption="Personas"),
    ])  # fmt: skip
    page = pdf_pages(render(report(*parts), "pdf").data)[0]
    for text in (
        "I. ANTECEDENTES",
        "1.1 Uno.",
        "II. ANÁLISIS",
        "2.1 Participantes",
        "2.1.2 Tres.",
        "Gráfico 1. Personas",
    ):
        assert text in page


def chart() -> Chart:
    bars = (Bar("Metodología", (0, 1, 4, 13, 13), "4,23"), Bar("Logística", (1, 4, 8, 12, 6), "3,58"))
    return Chart(
        bars, ("1 Malo", "2 Regular", "3 Aceptable", "4 Bueno", "5 Excelente"), source="31 formularios."
    )


def test_a_chart_is_vectors_in_the_pdf_and_a_picture_in_the_docx() -> None:
    (page,) = pdf_pages(render(report(chart()), "pdf").data)
    assert "Metodología" in page
    assert "4,23" in page
    assert "5 Excelente" in page
    made = render(report(chart()), "docx").data
    assert "Fuente: 31 formularios." in docx_text(made)
    (picture,) = docx.Document(BytesIO(made)).inline_shapes
    assert picture._inline.docPr.get("descr").startswith(
        "Metodología: 1 en 2 Regular, 4 en 3 Aceptable, 13 en 4 Bueno, 13 en 5 Excelente; 4,23. Logística: 1"
    )


def test_word_spells_in_spanish_and_its_pages_are_headed_from_the_second_on() -> None:
    document = docx.Document(BytesIO(render(report(blocks.Paragraph("Hola.")), "docx").data))
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"es-PE"}
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "INFORME\tTaller"
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.first_page_footer.paragraphs[0].text == section.footer.paragraphs[0].text
    assert section.footer.paragraphs[0].text.startswith("Versión 1")


def test_amounts_are_told_once_at_the_right_and_who_is_unknown_stands_in_grey() -> None:
    bars = (Bar("Sociedad civil", (4,), "4"), Bar("Sin dato", (2,), "2", unknown=True))
    found = Chart(bars, ("Participantes",), caption="Participantes")
    (page,) = pdf_pages(render(report(found), "pdf").data)
    assert page.split("Sociedad civil")[1].split()[:4] == ["4", "Sin", "dato", "2"]
    drawing = draw_chart(found, load_fonts(), 400)
    known, unknown = (shape for shape in drawing.contents if isinstance(shape, Rect))
    assert (known.width, unknown.width) == (241, 120.5)
    assert known.fillColor != unknown.fillColor


@pytest.mark.parametrize("file_format", FORMATS)
def test_signatures_pictures_and_page_breaks_are_set(file_format: Format) -> None:
    from PIL import Image

    png = BytesIO()
    Image.new("RGB", (4, 2), "red").save(png, "PNG")
    document = report(
        blocks.Image(png.getvalue(), 30, "Un rectángulo"), blocks.PageBreak(),
        blocks.Signatures((("Ana Ejemplo", "Responsable"), ("Luz Ejemplo", "Directora"))), landscape=True,
    )  # fmt: skip
    found = text_of(document, file_format)
    assert ("Luz Ejemplo" in found) == (file_format != "xlsx")


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_writer_can_be_cancelled_and_leaves_nothing_in_the_temporary_folder(
    file_format: Format,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def stop(_done: int, _total: int, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render(compose_register(samples.three()), file_format, stop)
    assert not list(tmp_path.iterdir())


_SIGNER = blocks.Signatures((("Rosa Ccente Palomino", "Responsable del registro"),))


@pytest.mark.parametrize("rows", range(14, 46))
def test_a_signature_never_stands_alone_on_its_page(rows: int) -> None:
    """However long the table, the page to be signed shows the end of what is signed, and the total once."""
    table = Table(
        (Column("Entidad"), Column("Personas", "number")),
        tuple((f"Entidad {row}", row) for row in range(rows)),
        ("Total", 7),
        caption="Personas por entidad",
        source="registro.",
    )
    pages = pdf_pages(render(report(table, _SIGNER, landscape=True), "pdf").data)
    assert f"Entidad {rows - 1} " in pages[-1]
    assert "Fuente: registro." in pages[-1]
    assert "Responsable del registro" in pages[-1]
    assert [page.count("Personas por entidad") for page in pages] == [1] * len(pages)
    assert sum(page.count("Total") for page in pages) == 1


def test_a_short_table_is_not_cut_by_the_end_of_a_page() -> None:
    """Whatever stands before it."""
    table = Table(
        (Column("Nivel"), Column("Total", "number")),
        tuple((f"Nivel {row}", row) for row in range(6)),
        ("Total", 15),
        caption="Por nivel",
    )
    for lines in range(18, 34):
        before = [blocks.Paragraph(f"Línea {line}") for line in range(lines)]
        pages = pdf_pages(render(report(*before, table, landscape=True), "pdf").data)
        assert sum("Por nivel" in page for page in pages) == 1


def test_the_titles_of_columns_are_set_alike() -> None:
    """A narrow column takes from the wide ones what its title lacks, and the table stays as wide."""
    columns = (
        Column("Aspecto", width=300),
        Column("Excelente", "number", 4),
        Column("En blanco", "number", 4),
    )
    fonts = load_fonts()
    widths = column_widths(columns, fonts, 480, 9)
    assert sum(widths) == pytest.approx(480)
    for column, width in zip(columns, widths, strict=True):
        longest = max(fonts.width(word, "semibold", 7.5) for word in column.title.split())
        assert width >= longest + 9
    assert widths[0] < 480 * 300 / 308
