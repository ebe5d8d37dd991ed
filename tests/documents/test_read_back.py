"""Every document read back as a reader would: all that was composed is there, and PDF and Word say the same.

The documents are those of `DOCUMENTS`: one added there is read back here, or these tests are red.
"""

from __future__ import annotations

import email
from email.policy import default
from itertools import chain

import icalendar
import pytest

from concerta_desktop.cli.demo import MOMENT
from concerta_desktop.documents.blocks import KeyValues, Paragraph, Report, Table
from concerta_desktop.documents.calendar_file import calendar_file
from concerta_desktop.documents.messages import compose_message, drafts
from concerta_desktop.documents.recovery_sheet import recovery_sheet
from concerta_desktop.documents.render import AnyDocument, render
from concerta_desktop.documents.wording import show
from concerta_desktop.rules.convocation import MessageKind
from concerta_desktop.services.documents import DOCUMENTS
from tests.documents.conftest import VIRTUAL, Case
from tests.documents.reading import docx_text, letters, pdf_letters, pdf_pages, said, xlsx_text

READ = tuple[str, AnyDocument, str, str]
ON_PAPER_ONLY = {"hoja": ("Página", "Hoja AT-", "Día ")}
"""The stamp of each page, which Word and Excel do without."""
SIGNED = "Firma de la persona"
"""A spreadsheet is not signed."""
IN_FILES_ONLY = {"constancias": ("Constancias: ",), "formulario": tuple("12345")}
"""The title of a file of constancias; the numbers of the scale, which on paper are the boxes to mark."""


@pytest.fixture(scope="module", params=DOCUMENTS)
def read(request: pytest.FixtureRequest, case: Case) -> READ:
    """A document by name: what was composed, the letters of its PDF, and the text of its Word file."""
    document = case.compose(request.param)
    pdf = pdf_letters(render(document, "pdf").data, document.metadata)
    return request.param, document, pdf, docx_text(render(document, "docx").data)


def test_everything_composed_is_in_the_pdf(read: READ) -> None:
    name, document, pdf, _ = read
    lost = [line for line in said(document) if letters(line) not in pdf]
    assert [line for line in lost if not line.startswith(IN_FILES_ONLY.get(name, ()))] == []


def test_everything_composed_is_in_the_word_file(read: READ) -> None:
    name, document, _, word = read
    lost = [line for line in said(document) if letters(line) not in letters(word)]
    assert [line for line in lost if not line.startswith(ON_PAPER_ONLY.get(name, ()))] == []


def test_the_word_file_of_a_report_says_nothing_that_its_pdf_does_not(
    read: READ,
) -> None:
    _, document, pdf, word = read
    if isinstance(document, Report):
        assert [line for line in word.split("\n") if letters(line) not in pdf] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_fact_and_every_row_is_in_the_spreadsheet(case: Case, name: str) -> None:
    document = case.compose(name)
    words = letters(xlsx_text(render(document, "xlsx").data))
    blocks = document.blocks if isinstance(document, Report) else ()
    lines = [line for block in blocks if isinstance(block, Paragraph | KeyValues) for line in said(block)]
    for table in (block for block in blocks if isinstance(block, Table)):
        lines += [*(column.title for column in table.columns), *map(show, chain(*table.rows))]
    lost = [line for line in lines or said(document) if letters(line) not in words]
    assert [line for line in lost if not line.startswith((*ON_PAPER_ONLY.get(name, ()), SIGNED))] == []


@pytest.mark.parametrize("kind", MessageKind)
def test_a_draft_is_opened_by_a_mail_program_as_it_was_composed(case: Case, kind: MessageKind) -> None:
    text = compose_message(kind, case.call(VIRTUAL))
    (draft,) = drafts(text, "rccente@ejemplo.pe", ["uno@ejemplo.pe", "dos@ejemplo.pe"], MOMENT)
    read = email.message_from_bytes(draft, policy=default)
    assert (read["Subject"], read["To"], read["Bcc"]) == (
        text.subject,
        "rccente@ejemplo.pe",
        "uno@ejemplo.pe, dos@ejemplo.pe",
    )
    assert read.get_content().replace("\r\n", "\n") == text.body + "\n"


def test_the_calendar_is_opened_by_a_calendar_program_as_it_was_composed(case: Case) -> None:
    data = case.call(case.workshop)
    events = icalendar.Calendar.from_ical(calendar_file(data, MOMENT)).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [
        f"{data.intervention.title} (día {number} de 2)" for number in (1, 2)
    ]
    assert {str(event["LOCATION"]) for event in events} == {"Auditorio municipal, Huanta"}
    assert all((item.theme or "") in str(event["DESCRIPTION"]) for event in events for item in data.agenda)


def test_the_recovery_sheet_has_the_whole_code_and_how_to_use_it() -> None:
    code = "K3M9T-7QX2A-0WERT-YP4SD-FGHJK-1ZXCV-BNM56"
    (page,) = pdf_pages(recovery_sheet(code, MOMENT))
    for place, group in enumerate(code.split("-"), start=1):
        assert f"{place} {group}" in page
    assert "elija «Olvidé mi contraseña» y escriba los siete grupos" in page
    assert "Generado el 13/08/2026" in page


def test_an_emoji_can_be_copied_from_a_pdf_as_it_was_typed(case: Case) -> None:
    words = " ".join(pdf_pages(render(case.compose("evaluacion"), "pdf").data))
    assert "Gracias 🙏 muy claro el tema de la Ley N.° 30364" in words
