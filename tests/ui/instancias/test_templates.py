"""The user's Word templates on screen: loaded, refused with the place of the mistake, filled, removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import DocumentTemplate
from concerta_desktop.model.templates import TemplateKind
from concerta_desktop.queries import records
from tests.documents.reading import docx_text
from tests.services.test_templates import template
from tests.ui.interventions.conftest import Office
from ui.instancias.screen import InstanciasScreen
from ui.instancias.templates_dialog import TemplateDialog, TemplatesDialog


@pytest.mark.req("54", "55")
def test_a_template_is_loaded_filled_replaced_and_removed(
    paged: InstanciasScreen, office: Office, tmp_path: Path
) -> None:
    paged.open_instancia("IPC-0504", "creacion")
    paged.print_document()
    (shown,) = paged.window().findChildren(TemplatesDialog)
    office.until(shown.isActiveWindow)
    good, bad, out = (tmp_path / f"{name}.docx" for name in ("Ordenanza", "mala", "borrador"))
    good.write_bytes(template("Para {{ instancia.nombre }}, {{ nadie_sabe }}"))
    bad.write_bytes(template("Primero", "Señor {% pra x %} alcalde"))

    def load(path: Path) -> TemplateDialog:
        shown.choose_file = lambda: path
        shown.load()
        dialog = shown.findChildren(TemplateDialog)[-1]
        office.until(dialog.isActiveWindow)
        dialog.form.show_values({"kind": TemplateKind.ORDINANCE})
        office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        return dialog

    refused = load(bad)
    said = "no existe la instrucción «pra», en «Señor {% pra x %} alcalde»"
    office.until(lambda: said in refused.notice.text())
    refused.reject()
    load(good)
    office.until(shown.table.rows)

    shown.choose_target = lambda _name: out
    shown.draft_button.click()
    office.until(lambda: "Guardado: borrador.docx." in shown.said.text())
    assert "La plantilla pide «nadie_sabe», que no se conoce." in shown.said.text()
    assert "Instancia Provincial de Concertación de Huanta" in docx_text(out.read_bytes())

    shown.choose_file = lambda: bad
    shown.replace_button.click()
    office.until(lambda: said in shown.said.text())
    (kept,) = office.read(lambda tx: records.find(tx, DocumentTemplate))
    assert kept.file_name == "Ordenanza.docx"
    shown.remove_button.click()
    office.until(lambda: not shown.table.rows())
    assert office.tasks.undo_stack.next_undo == "En la papelera: plantilla «Ordenanza»"
