"""The informe técnico: structure of §2.8, drafted from data, the same in PDF and in Word."""

# pyright: reportAttributeAccessIssue=false, reportOptionalSubscript=false
from __future__ import annotations

from io import BytesIO

import docx
import pytest

from concerta_desktop.documents.blocks import Chart, Heading, Paragraph, Report, Table
from concerta_desktop.documents.render import render
from concerta_desktop.documents.technical_report import FrozenMark, as_report
from concerta_desktop.model.report import ReportPart
from tests.documents.reading import docx_text, letters, pdf_pages, said
from tests.documents.report_samples import (
    HOSTILE,
    ISSUED,
    NOTHING,
    composed,
    edited,
    view,
)

pytestmark = pytest.mark.req("48")


def report(**changes: object) -> Report:
    return as_report(composed(view(**changes))[0], ISSUED)


def test_the_chapters_stand_as_the_ministry_writes_them() -> None:
    headings = [
        f"{block.number} {block.text}".strip() for block in report().blocks if isinstance(block, Heading)
    ]
    assert headings == [
        "I. ANTECEDENTES",
        "II. ANÁLISIS",
        "2.1 Desarrollo de la intervención",
        "2.2 Participantes",
        "2.3 Resultados de la evaluación",
        "2.4 Nudos críticos y medidas correctivas",
        "2.5 Avances",
        "III. CONCLUSIONES",
        "IV. RECOMENDACIONES",
        "ANEXOS",
        "Anexo 1. Relación de participantes",
        "Anexo 2. Matriz de avances y nudos críticos",
        "Anexo 3. Resultados de la evaluación",
    ]


def test_the_composed_text_is_this_one() -> None:
    texts = [f"{block.number} {block.text}" for block in report().blocks if isinstance(block, Paragraph)]
    assert texts[0].strip().startswith("Tengo el agrado de dirigirme a usted")
    assert texts[3:5] == [
        "1.3 De la visita del 05/03/2026 quedó 1 nudo crítico por atender.",
        (
            "1.4 Mediante el documento de la referencia a) se convocó a 3 personas de 2 entidades. La "
            "coordinación se realizó con la entidad anfitriona, Municipalidad Provincial de Huanta."
        ),
    ]
    participants = (
        "2.2.1 Participaron 3 personas de 2 entidades: 2 mujeres (67\u00a0%) y 1 hombre (33\u00a0%). De las "
        "3 personas convocadas asistieron 2 (67\u00a0%); 1 más se registró sin convocatoria previa."
    )
    assert participants in texts
    assert "4.1 Gerencia de Desarrollo Social: Adecuar el plan, hasta el 30/09/2026 (N-03)." in texts


def test_with_nothing_recorded_the_report_says_sin_dato() -> None:
    texts = "\n".join(said(report(people=(), findings=(), evaluation=NOTHING)))
    assert "Sin dato: no se registró la asistencia." in texts
    assert "Sin dato: no se registraron formularios de evaluación." in texts
    assert texts.count("Sin dato: no se registró la matriz") == 2


def test_the_tables_add_up_and_a_person_counts_once() -> None:
    (table,) = [block for block in report().blocks if isinstance(block, Table) and block.number == "Cuadro 1"]
    assert table.totals == ("Total", 3, 2, 1, 2, 1, 3)
    assert [row[-1] for row in table.rows] == [2, 0, 1]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_every_text_is_there_and_the_document_number_is_not(form: str) -> None:
    made = report()
    data = render(made, form).data  # type: ignore[arg-type]
    text = letters(" ".join(pdf_pages(data)) if form == "pdf" else docx_text(data))
    assert [words for words in said(made) if letters(words) not in text] == []
    assert "99990731" not in text
    assert "****0731" in text
    assert letters("{{participantes.total}}") in text


def test_pdf_and_docx_say_the_same() -> None:
    """By content: each word of the one is in the other, head and foot apart."""
    made = report()
    pdf = letters(" ".join(pdf_pages(render(made, "pdf").data)))
    document = docx.Document(BytesIO(render(made, "docx").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [*(paragraph.text for paragraph in document.paragraphs), *cells]
    lines = [line for text in texts for line in text.split("\n")]
    charts = [bar.note for block in made.blocks if isinstance(block, Chart) for bar in block.bars]
    assert [line for line in lines if letters(line) not in pdf] == []
    assert all(note in pdf for note in charts)
    assert len(document.inline_shapes) == 2


def test_a_draft_says_so_and_has_no_hash() -> None:
    (first, *_) = pdf_pages(render(report(), "pdf").data)
    assert "Borrador del 17/08/2026 10:42." in first
    assert "huella" not in first
    assert "Página 1 de" in first


def test_a_finalised_one_carries_version_date_and_hash_on_every_page() -> None:
    mark = FrozenMark(1, ISSUED, "7f3a91c4d20eb865" + "0" * 48)
    pages = pdf_pages(render(as_report(composed()[0], ISSUED, mark), "pdf").data)
    for number, page in enumerate(pages, start=1):
        assert "Versión 1, finalizada el 17/08/2026 10:42 · huella 7F3A 91C4 D20E B865." in page
        assert f"Página {number} de {len(pages)}" in page


@pytest.mark.req("12")
def test_the_head_names_decade_year_and_blank_number() -> None:
    (first, *_) = pdf_pages(render(report(), "pdf").data)
    for words in (
        "“Decenio de la Igualdad de Oportunidades para Mujeres y Hombres”",
        "“Año de la Esperanza y el Fortalecimiento de la Democracia”",
        "Lima, 17 de agosto de 2026",
        "INFORME N° D______-2026-MIMP-DPVLV-RCP",
        "MÓNICA ARANZÁBAL LUJÁN",
        "a) Oficio N° D______-2026-MIMP-DGCVG",
        "N° 2026-0000000",
        "Espacio para la firma digital",
    ):
        assert words in first


def test_what_a_person_writes_is_printed_as_typed() -> None:
    made, _ = composed(edited(view(), ReportPart.CONCLUSIONS, "Con <b> & {{{{}}participantes.total}}"))
    texts = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    assert "Con <b> & {{participantes.total}}" in texts
    assert any(HOSTILE.split(" ", 1)[0] in str(row) for row in made.blocks)


def test_the_outline_leads_to_every_chapter() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(render(report(), "pdf").data) as document:
        titles = [item.get_title() for item in document.get_toc()]
    assert "2.2 Participantes" in titles
    assert titles[0] == "I. ANTECEDENTES"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(report(), "pdf").data == render(report(), "pdf").data
