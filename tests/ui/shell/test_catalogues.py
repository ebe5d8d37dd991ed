"""The editor of catalogues: what is wrong is said at its field, what was corrected says its source."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.queries.catalogues import catalogue
from tests.ui.interventions.conftest import Office, office
from ui.settings.catalogues_dialog import CataloguesDialog, EntryDialog

__all__ = ["office"]


@pytest.mark.req("8", "58")
def test_the_maximum_of_civil_society_is_corrected_with_its_source(office: Office) -> None:
    home = QWidget()
    office.show(home)
    shown = CataloguesDialog(office.tasks, home)
    shown.which.set_value("composicion:district")
    shown.reload()
    shown.open()
    office.until(lambda: [one for one in shown.table.rows() if one.code == "idc-sociedad"])
    row = next(one for one in shown.table.rows() if one.code == "idc-sociedad")
    shown.table.select(row.id)
    shown.edit_button.click()
    (dialog,) = shown.findChildren(EntryDialog)
    office.until(dialog.isActiveWindow)
    most: Any = dialog.form.editor("maximum")
    least: Any = dialog.form.editor("minimum")
    least.set_value(3)
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: "El máximo es menor que el mínimo" in dialog.form.box("maximum").error())
    most.set_value(4)
    dialog.form.box("maximum").set_error("")
    source: Any = dialog.form.editor("source")
    source.set_value("Ordenanza ficticia 1-2026")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: shown.table.current_row().own)
    (entry,) = [
        one
        for one in office.read(lambda tx: catalogue(tx, Catalogue.COMPOSITION))
        if one.code == "idc-sociedad"
    ]
    assert (entry.minimum, entry.maximum, entry.source) == (3, 4, "Ordenanza ficticia 1-2026")
    assert not entry.verified
    shown.back_button.click()
    office.until(lambda: not shown.table.current_row().own)


@pytest.mark.req("3")
def test_a_norm_that_ships_is_corrected_and_verified(office: Office) -> None:
    home = QWidget()
    office.show(home)
    shown = CataloguesDialog(office.tasks, home)
    shown.which.set_value("norma")
    shown.reload()
    shown.open()
    office.until(lambda: shown.table.current_row() and shown.table.current_row().code == "ley-27783")
    assert not shown.table.current_row().verified
    shown.edit_button.click()
    (dialog,) = shown.findChildren(EntryDialog)
    office.until(dialog.isActiveWindow)
    verified: Any = dialog.form.editor("verified")
    verified.set_value(True)
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: shown.table.current_row().verified)
    shown.which.set_value("patron_numero")
    shown.reload()
    office.until(lambda: shown.table.current_row() and shown.table.current_row().code == "informe")
    assert not shown.add_button.isEnabled()
    assert not shown.retire_button.isEnabled()
