"""Files that prove a milestone: attached in its window, seen and opened on the page, taken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import Milestone
from concerta_desktop.model.attached import file_name
from concerta_desktop.model.instancias import MilestoneKind, milestone_id
from concerta_desktop.queries import records
from concerta_desktop.store.attachments import FOLDER
from tests.ui.interventions.conftest import Office
from ui.instancias import file_field
from ui.instancias.creation_step import CreationStep
from ui.instancias.file_field import FileField
from ui.instancias.part_dialog import PartDialog
from ui.instancias.screen import InstanciasScreen
from ui.widgets.buttons import Button

ORDINANCE = milestone_id("IPC-0504", MilestoneKind.ORDINANCE)


def attached(office: Office) -> str:
    return file_name(office.read(lambda tx: records.get(tx, Milestone, ORDINANCE)).file)  # type: ignore[union-attr]


@pytest.mark.req("55")
def test_the_evidence_of_a_milestone_is_attached_seen_opened_and_taken_off(
    paged: InstanciasScreen, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "Ordenanza 004-2021.pdf"
    paper.write_bytes(b"%PDF ficticia")
    paged.open_instancia("IPC-0504", "creacion")
    assert paged.view is not None
    step = paged.view.step("creacion")
    assert isinstance(step, CreationStep)
    office.until(step.line.shown)

    def field() -> FileField:
        step.line.chosen.emit(ORDINANCE)
        dialog = paged.window().findChildren(PartDialog)[-1]
        office.until(dialog.isActiveWindow)
        found = dialog.fields.form.editor("file")
        assert isinstance(found, FileField)
        return found

    editor = field()
    editor.choose_file = lambda: tmp_path / "no está.pdf"
    editor.attach_button.click()
    box = paged.window().findChildren(PartDialog)[-1].fields.form.box("file")
    office.until(lambda: "No se pudo leer «no está.pdf»" in box.error())
    editor.choose_file = lambda: paper
    editor.attach_button.click()
    office.until(lambda: editor.name.text() == "Ordenanza 004-2021.pdf")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: step.line.shown()[0].file == "Ordenanza 004-2021.pdf")
    assert all(b"ficticia" not in one.read_bytes() for one in (office.store.folder / FOLDER).iterdir())

    shown: list[Path] = []
    monkeypatch.setattr(file_field, "show_file", shown.append)
    next(one for one in step.line.findChildren(Button) if one.text() == paper.name).click()
    office.until(lambda: shown)
    assert shown[0].read_bytes() == b"%PDF ficticia"

    field().remove_button.click()
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: not attached(office))
    office.until(lambda: not step.line.shown()[0].file)
