"""The preview: what is shown is what is printed and saved, and a printer that fails loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.progress import silent
from concerta_desktop.queries.interventions import get_page
from tests.door import Door, open_door
from tests.fixtures import NewStore
from tests.unwritable import ATTEMPTS, write_on_a_full_disk, write_over_what_word_has_open
from tests.waiting import wait_until
from ui import preview
from ui.interventions.attendance.print_options import AttendanceOptions
from ui.preview import PreviewDialog
from ui.printing import PrintOrder, print_pdf
from ui.tasks import Tasks


@pytest.fixture
def door(new_store: NewStore) -> Door:
    return open_door(new_store)


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot, door: Door, tmp_path: Path) -> Iterator[PreviewDialog]:
    tasks = Tasks(door.store)
    with door.store.read() as tx:
        page = get_page(tx, door.workshop)
    assert page is not None
    options = AttendanceOptions(tasks, door.workshop, "Taller de ejemplo", page.days, register=False)
    made = PreviewDialog(
        tasks, "Hoja", options, choose_path=lambda _parent, name, kind: tmp_path / f"{name}.{kind}"
    )
    made.show()
    wait_until(lambda: made.pages.text().endswith("A4"))
    yield made
    if isValid(made):
        made.close()
    tasks.close()


def printed_mark(door: Door) -> bool:
    with door.store.read() as tx:
        page = get_page(tx, door.workshop)
    return page is not None and page.counts.sheet_printed


@pytest.mark.req("42")
def test_options_change_the_pages_and_saving_is_remembered(
    dialog: PreviewDialog, qtbot: QtBot, door: Door, tmp_path: Path
) -> None:
    assert dialog.pages.text() == "4 páginas · A4"
    options = dialog._options
    assert isinstance(options, AttendanceOptions)
    options.days[2].click()
    wait_until(lambda: dialog.pages.text() == "2 páginas · A4")
    assert not printed_mark(door)
    dialog.save("pdf")
    wait_until(lambda: dialog.notice.text().startswith("Guardado en"))
    saved = pypdfium2.PdfDocument(tmp_path / "Hoja de asistencia Taller de ejemplo.pdf")
    assert len(saved) == 2
    assert "Ñahui Quispe, Saturnina" in saved[0].get_textpage().get_text_range()
    wait_until(lambda: printed_mark(door))
    options.document.set_value("register")
    options.document.value_changed.emit("register")
    wait_until(lambda: dialog._saves["docx"].isVisible())
    wait_until(lambda: dialog.pages.text().endswith("A4"))
    dialog.save("docx")
    wait_until(lambda: "Registro" in dialog.notice.text())
    assert (tmp_path / "Registro de asistencia Taller de ejemplo.docx").stat().st_size > 1000


def test_a_document_that_cannot_be_written_is_said_and_can_be_saved_later(
    dialog: PreviewDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Hoja de asistencia Taller de ejemplo.pdf"
    target.write_bytes(b"lo de antes")
    for attempt in (write_over_what_word_has_open, write_on_a_full_disk):
        with monkeypatch.context() as patched:
            patched.setattr(preview, "write", attempt)
            dialog.save("pdf")
        said = ATTEMPTS[attempt].format(target.name)
        wait_until(lambda said=said: dialog.notice.text() == said)
        assert target.read_bytes() == b"lo de antes"
    assert dialog.pages.text() == "4 páginas · A4", "what was prepared is still there"
    dialog.save("pdf")
    wait_until(lambda: dialog.notice.text().startswith("Guardado en"))


@pytest.mark.req("42")
@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_is_said_and_another_gets_every_page_with_its_ink(
    dialog: PreviewDialog, qtbot: QtBot, door: Door, tmp_path: Path
) -> None:
    dialog.print_to(PrintOrder("Impresora inventada"))
    wait_until(lambda: dialog.notice.text().startswith("No se pudo imprimir"))
    assert "«Impresora inventada» no está en este equipo" in dialog.notice.text()
    assert not printed_mark(door)
    target = tmp_path / "cola.pdf"
    dialog.print_to(PrintOrder("", 1, str(target)))
    wait_until(lambda: dialog.notice.text().startswith("Enviado a"))
    queue = pypdfium2.PdfDocument(target)
    assert len(queue) == 4
    assert queue[0].get_width() > queue[0].get_height()
    inked = queue[3].render(scale=1, grayscale=True).to_pil().histogram()
    assert sum(inked[:100]) > 1000
    wait_until(lambda: printed_mark(door))
    with pytest.raises(EnvironmentFailure, match="no aceptó el trabajo"):
        print_pdf(dialog._data, PrintOrder("", 1, "/no/existe/cola.pdf"), silent)


@pytest.mark.req("42")
def test_closing_while_it_prepares_leaves_nothing_under_way(dialog: PreviewDialog, qtbot: QtBot) -> None:
    tasks = dialog._tasks
    dialog._make()
    wait_until(lambda: not tasks._worker.idle())
    assert dialog.pages.text() == "Preparando…"
    dialog.reject()
    assert tasks._worker.idle()


def test_a_short_window_shows_four_rows_of_options(dialog: PreviewDialog) -> None:
    dialog.resize(831, 442)
    assert dialog.height() == 442
    assert dialog.options_card.height() >= 170
