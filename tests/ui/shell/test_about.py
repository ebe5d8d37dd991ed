"""Ayuda > Acerca de: version, and what the program is made of."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.about import AboutDialog
from ui.licences_dialog import LicencesDialog
from ui.widgets.buttons import Button


def test_the_licence_of_every_part_is_read_in_the_help(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    about = AboutDialog(window)
    next(button for button in about.findChildren(Button) if "Licencias" in button.text()).click()
    (licences,) = about.findChildren(LicencesDialog)
    said = ""
    for place in range(licences.list.count()):
        licences.list.setCurrentRow(place)
        assert licences.text.toPlainText().strip(), licences.list.item(place).text()
        if licences.list.item(place).text().startswith("pyside6-essentials"):
            said = licences.text.toPlainText()
    assert "usted puede reemplazarlas" in said
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in said
    assert "GNU GENERAL PUBLIC LICENSE" in said
    licences.save_list(tmp_path / "lista.json")
    assert json.loads((tmp_path / "lista.json").read_text("utf-8"))["bomFormat"] == "CycloneDX"
