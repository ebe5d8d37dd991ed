"""Texts of the yearly situation report and of a process' final evaluation: written before the PDF is seen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from concerta_desktop.model.followup import (
    ProcessEvaluation,
    SituationReport,
    process_evaluation_id,
    situation_report_id,
)
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.interventions import AssistanceProcess
from concerta_desktop.queries import records
from tests.factory import save
from tests.ui.interventions.conftest import TODAY, Office
from ui.instancias.report_texts import ReportTextsDialog, edit_evaluation, edit_situation
from ui.preview import PreviewDialog


def write(office: Office, home: QWidget, dialog: ReportTextsDialog, name: str, text: str) -> None:
    office.until(dialog.accept_button.isEnabled)
    office.until(dialog.isActiveWindow)
    editor: Any = dialog.form.editor(name)
    editor.set_value(text)
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: home.findChildren(PreviewDialog))
    home.findChildren(PreviewDialog)[0].reject()


@pytest.mark.req("7", "82")
def test_the_texts_of_both_reports_are_kept_and_then_shown(office: Office) -> None:
    home = QWidget()
    office.show(home)
    shown = edit_situation(office.tasks, home)
    write(office, home, shown, "conclusions", "Conclusión ficticia\nde dos líneas")
    kept = office.read(lambda tx: records.get(tx, SituationReport, situation_report_id(TODAY.year)))
    assert kept is not None
    assert (kept.year, kept.conclusions) == (TODAY.year, "Conclusión ficticia\nde dos líneas")
    process = save(office.store, AssistanceProcess, new_id(), {"name": "Proceso ficticio"})
    office.until(lambda: not home.findChildren(PreviewDialog))
    write(office, home, edit_evaluation(office.tasks, process, "Proceso", home), "proposal", "Mejorar")
    said = office.read(lambda tx: records.get(tx, ProcessEvaluation, process_evaluation_id(process)))
    assert said is not None
    assert said.proposal == "Mejorar"
