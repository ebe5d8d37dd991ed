"""The matriz as a document: blocks as composed, and the same read back from PDF, XLSX and DOCX [43]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from concerta_desktop.documents.blocks import KeyValues, Paragraph, Table
from concerta_desktop.documents.matrix import MatrixData, compose_matrix
from concerta_desktop.documents.render import render
from concerta_desktop.model.findings import Finding, FindingKind, FindingState, FindingUpdate
from concerta_desktop.queries.findings import FindingRow, Matrix, StoryLine
from concerta_desktop.rules.finding_subjects import subjects
from concerta_desktop.rules.findings import Standing, Visit
from tests.documents import samples
from tests.documents.reading import docx_text, pdf_pages, xlsx

pytestmark = pytest.mark.req("43", "8")

MARCH = Visit("m", "Visita de marzo", date(2026, 3, 5), "1", frozenset({"0504"}))
AUGUST = Visit("a", "Taller de la IPC Huanta", date(2026, 8, 12), "2", frozenset({"0504"}))
HOSTILE = "=cmd()|' /C calc'!A0 <b>50 %</b> & \"comillas\" _x0041_"
TOLD = """05/03/2026 Registrado, J. Illanes: Visita de marzo
20/05/2026 Nota: Llamada a la GDS
12/08/2026 En proceso, R. Ccente: Hay borrador con costos"""


def finding(
    number: int, text: str | None, kind: FindingKind = FindingKind.OBSTACLE, **values: object
) -> Finding:
    known = {"place": "IPC-0504", "about": "Plan de trabajo", "intervention": "a"}
    return Finding(id=f"{kind}{number}", kind=kind, number=number, text=text, **{**known, **values})  # type: ignore[arg-type]


CARRIED = FindingRow(
    finding(3, "El plan no tiene presupuesto", cause="Se aprobó sin Presupuesto", measure="Adecuar el plan",
            responsible="Secretaría Técnica", due=date(2026, 7, 23)),
    "N-03", MARCH, Standing.IN_PROGRESS,
    FindingUpdate(id="u", finding="nudo_critico3", intervention="a", state=FindingState.IN_PROGRESS),
    carried=True,
)  # fmt: skip
FORGOTTEN = replace(
    CARRIED, finding=finding(4, "Sin alterno"), code="N-04", standing=Standing.OPEN, update=None,
    lacks=("responsible", "due"),
)  # fmt: skip
FRESH = FindingRow(finding(8, HOSTILE, place="050407", about="Vocería"), "N-08", AUGUST, Standing.NEW)
SOLVED = FindingRow(finding(9, None), "N-09", AUGUST, Standing.RESOLVED)
ADVANCE = FindingRow(
    finding(1, "Reglamento aprobado", FindingKind.ADVANCE, responsible="ST"), "A-01", AUGUST, Standing.NEW
)
STORY = (
    StoryLine(date(2026, 8, 12), Standing.IN_PROGRESS, "Hay borrador con costos", "R. Ccente", AUGUST),
    StoryLine(date(2026, 5, 20), None, "Llamada a la GDS", "", AUGUST),
    StoryLine(date(2026, 3, 5), None, "Visita de marzo", "J. Illanes", MARCH, registered=True),
)


def data(*rows: FindingRow) -> MatrixData:
    found = Matrix(AUGUST, rows, {CARRIED.id: STORY}, {})
    return MatrixData(
        samples.activity(samples.DAYS), ("IPC-0504", "0504"), found, subjects(None), samples.ISSUED
    )


FULL = data(CARRIED, FORGOTTEN, FRESH, SOLVED, ADVANCE)


def tables(given: MatrixData = FULL) -> dict[str, Table]:
    return {block.number: block for block in compose_matrix(given).blocks if isinstance(block, Table)}


def test_nudos_of_earlier_visits_come_first_with_their_story() -> None:
    first = tables()["Cuadro 1"]
    assert first.caption == "Nudos críticos que vienen de visitas anteriores, con su historia"
    assert first.rows == (
        (
            "N-03", "IPC Huanta", "Plan de trabajo",
            "El plan no tiene presupuesto\nCausa: Se aprobó sin Presupuesto",
            "Adecuar el plan", "Secretaría Técnica", date(2026, 7, 23),
            "En proceso\ndesde 05/03/2026\nvencido, 21 días",
            TOLD,
        ),
        (
            "N-04", "IPC Huanta", "Plan de trabajo", "Sin alterno\nCausa: sin dato", None, None, None,
            "Abierto\ndesde 05/03/2026\nsin actualizar", "",
        ),
    )  # fmt: skip


def test_then_new_nudos_and_avances_with_what_is_unknown_said_to_be() -> None:
    found = tables()
    assert found["Cuadro 2"].rows == (
        ("N-08", "MD de Sivia", "Vocería", HOSTILE, None, None, None, None, "Nuevo"),
        ("N-09", "IPC Huanta", "Plan de trabajo", None, None, None, None, "—", "Resuelto"),
    )
    assert found["Cuadro 3"].rows == (("A-01", "IPC Huanta", "Plan de trabajo", "Reglamento aprobado", "ST"),)


def test_counts_by_whom_and_by_function_or_instrument_add_up() -> None:
    found = tables()
    assert found["Cuadro 4"].rows == (("IPC Huanta", 2, 1, 1, 2, 1, 4), ("MD de Sivia", 0, 1, 0, 1, 0, 1))
    assert found["Cuadro 5"].rows == (
        ("Instrumento: Plan de trabajo", 2, 1, 1, 2, 1, 4),
        ("Vocería", 0, 1, 0, 1, 0, 1),
    )
    assert found["Cuadro 4"].totals == found["Cuadro 5"].totals == ("Total", 2, 2, 1, 3, 1, 5)


def test_one_sentence_sums_up() -> None:
    def sentence(given: MatrixData) -> str:
        return next(block.text for block in compose_matrix(given).blocks if isinstance(block, Paragraph))

    assert sentence(FULL) == (
        "4 nudos críticos y 1 avance. De los nudos, 2 vienen de visitas anteriores y 2 son nuevos. "
        "Al cierre de la visita, 1 quedó resuelto y 3 siguen pendientes."
    )
    assert sentence(data()) == "Aún no se ha registrado ningún avance ni nudo crítico."


def test_the_head_says_whom_the_visit_attends() -> None:
    facts = next(block for block in compose_matrix(FULL).blocks if isinstance(block, KeyValues))
    assert dict(facts.pairs)["Atiende a"] == (
        "Instancia Provincial de Concertación de Huanta\nMunicipalidad Provincial de Huanta"
    )


def test_an_empty_matriz_says_so_in_each_part() -> None:
    found = tables(data())
    assert [found[f"Cuadro {number}"].empty for number in (1, 2, 3)] == [
        "Ningún nudo crítico de visitas anteriores estaba pendiente.",
        "Esta visita no registró nudos críticos.",
        "Esta visita no registró avances.",
    ]


def test_the_pdf_reads_as_typed() -> None:
    pages = pdf_pages(render(compose_matrix(FULL), "pdf").data)
    text = " ".join(pages)
    assert "Matriz de avances y nudos críticos: Taller de la IPC Huanta" in text
    for words in (
        "N-03",
        "vencido, 21 días",
        "<b>50 %</b>",
        '& "comillas"',
        "sin dato",
        "A-01",
        "23/07/2026",
    ):
        assert words in text, words
    assert "Página 1 de" in pages[0]
    assert "Fuente: matriz de la intervención AS-2026-0148" in text


def test_the_spreadsheet_has_a_page_for_each_part_and_dates_are_dates() -> None:
    book = xlsx(render(compose_matrix(FULL), "xlsx").data)
    assert book.sheetnames == ["Vienen de antes", "Nudos de esta visita", "Avances", "Resumen"]
    carried, fresh = book["Vienen de antes"], book["Nudos de esta visita"]
    assert carried["A2"].value == "N-03"
    assert carried["G2"].value == datetime(2026, 7, 23)  # noqa: DTZ001 - a cell knows no time zone
    assert carried["F3"].value == "sin dato"
    assert (fresh["D2"].value, fresh["D2"].data_type) == (HOSTILE.replace("_x", "_x005F_x"), "s")
    assert book["Avances"]["D2"].value == "Reglamento aprobado"


def test_the_text_document_says_the_same() -> None:
    text = docx_text(render(compose_matrix(FULL), "docx").data)
    assert HOSTILE in text
    assert "12/08/2026 En proceso, R. Ccente: Hay borrador con costos" in text


@pytest.mark.long
def test_twenty_thousand_characters_go_on_over_the_pages() -> None:
    long = " ".join(["medida"] * 2857)
    pages = pdf_pages(
        render(compose_matrix(data(replace(FRESH, finding=finding(8, "x", measure=long)))), "pdf").data
    )
    assert sum(page.count("medida") for page in pages) >= 2857
    assert len(pages) > 3
    unbroken = "ñ" * 20_000
    for cells in ({"text": unbroken}, {"cause": unbroken}):
        made = data(replace(FRESH, finding=replace(finding(8, "x"), **cells)))
        assert len(pdf_pages(render(compose_matrix(made), "pdf").data)) > 3
