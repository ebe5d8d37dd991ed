"""What Concerta is made of, with the licence of each part, as installer/legal.py found them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from concerta_desktop.errors import from_os_error
from ui.errors import notice
from ui.save_dialog import ask_target
from ui.theme import font
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label

_PLACE = Qt.ItemDataRole.UserRole
_INTRODUCTION = (
    "{count} partes, cada una con su licencia. La lista para máquinas (CycloneDX) se puede guardar."
)


class LicencesDialog(QDialog):
    """Parts at the left, the licence of the chosen one at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Licencias")
        self.resize(QSize(940, 600))
        told: dict[str, Any] = json.loads(resources.path("legal", "notices.json").read_text("utf-8"))
        self._parts: list[dict[str, Any]] = told["parts"]
        self._texts: list[str] = told["texts"]
        self.list = QListWidget()
        self.list.setAccessibleName("Partes de Concerta")
        self.list.setFont(font("body"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.text = QTextBrowser()
        self.text.setAccessibleName("Texto de la licencia")
        self.text.setObjectName("plain")
        self.text.setFont(font("body"))
        self._fill()
        self._build()
        self.list.currentItemChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _fill(self) -> None:
        for place, part in enumerate(self._parts):
            item = QListWidgetItem(f"{part['name']}  {part['version']}".strip())
            item.setData(_PLACE, place)
            item.setToolTip(paint.tip(part["licence"]))
            item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)

    def _build(self) -> None:
        self.name, self.licence = Label("", "panel"), Label("", tone="secondary", wrap=True)
        parts, reading = Card(padding=8), Card(padding=16)
        parts.setFixedWidth(280)
        parts.body.addWidget(self.list, 1)
        reading.body.addWidget(self.name)
        reading.body.addWidget(self.licence)
        reading.body.addWidget(self.text, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(parts)
        sides.addWidget(reading, 1)
        save, shut = (
            Button("Guardar la lista…", icon="download"),
            Button("Cerrar", kind="primary", keys="Esc"),
        )
        save.clicked.connect(self._save)
        shut.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(save)
        foot.addStretch(1)
        foot.addWidget(shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label("De qué está hecho Concerta", "panel"))
        column.addWidget(Label(_INTRODUCTION.format(count=len(self._parts)), tone="secondary", wrap=True))
        column.addLayout(sides, 1)
        column.addLayout(foot)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            part = self._parts[item.data(_PLACE)]
            self.name.setText(f"{part['name']} {part['version']}".strip())
            self.licence.setText(f"Licencia {part['licence']}")
            self.text.setPlainText("\n\n\n".join(self._texts[place] for place in part["texts"]))

    def _save(self) -> None:
        target = ask_target(
            self, "Guardar la lista de componentes", "concerta-sbom.cdx", ".json", "CycloneDX"
        )
        if target is not None:
            self.save_list(target)

    def save_list(self, target: Path) -> None:
        """Write the bill of materials there."""
        try:
            target.write_bytes(resources.path("legal", "sbom.cdx.json").read_bytes())
        except OSError as error:
            notice(self, from_os_error(error, "guardar la lista")).open()
