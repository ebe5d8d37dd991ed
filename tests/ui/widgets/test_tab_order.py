"""Tab reaches everything in sight, in order, and nothing that is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import dump

from ui.widgets.buttons import Button
from ui.widgets.inputs import TextField
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import TabWindow, lead_to

pytestmark = pytest.mark.req("46")


def walk(steps: int, *, back: bool = False) -> list[str]:
    """Accessible names of what takes the keyboard, one Tab after another."""
    names: list[str] = []
    for _ in range(steps):
        at = QApplication.focusWidget()
        assert at is not None
        modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(at, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, modifier)
        there = QApplication.focusWidget()
        names.append(there.accessibleName() if there else "")
    return names


def test_a_part_that_begins_with_its_second_field_hides_none_of_its_others(qtbot: QtBot) -> None:
    window, column = TabWindow(), QVBoxLayout()
    window.setLayout(column)
    qtbot.addWidget(window)
    parts = Segmented("Parte", [Choice("a", "Personas"), Choice("b", "Oficio")])
    parts.set_value("b")
    part, away = QWidget(), QWidget()
    for holder, names in ((part, ("Lista", "Nombre", "Cargo")), (away, ("Guardado",))):
        fields = [TextField(name) for name in names]
        inside = QVBoxLayout(holder)
        for field in fields:
            inside.addWidget(field)
        lead_to(holder, fields[-1] if holder is away else fields[1])
    see = Button("Ver")
    see.setAccessibleName("Ver")
    for widget in (parts, part, away, see):
        column.addWidget(widget)
    away.findChild(TextField).hide()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    parts.setFocus()
    assert walk(5) == ["Lista", "Nombre", "Cargo", "Ver", "Oficio"]
    assert walk(2, back=True) == ["Ver", "Cargo"]
    parts.set_choices([Choice("b", "Oficio"), Choice("c", "Local")])
    see.setFocus()
    assert walk(2) == ["Oficio", "Lista"]


def test_tab_leaves_every_widget_with_the_parent_it_has(qtbot: QtBot) -> None:
    """PySide would give a field that Tab reached to Python to delete, once the one before it had gone."""
    window, column = TabWindow(), QVBoxLayout()
    window.setLayout(column)
    qtbot.addWidget(window)
    fields = [TextField(name) for name in ("Nombre", "Cargo", "Entidad")]
    for field in fields:
        column.addWidget(field)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    fields[0].setFocus()
    assert walk(2) == ["Cargo", "Entidad"]
    assert walk(1, back=True) == ["Cargo"]
    assert walk(1) == ["Entidad"]  # and QTest lets go of Shift
    for field in fields:
        parents = [line for line in dump(field).splitlines() if line.startswith("parent")]
        assert len(parents) == 1
        assert "TabWindow" in parents[0]
