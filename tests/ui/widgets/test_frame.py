"""Sidebar, steps, status line, toast, dialogs: what the window is made of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.waiting import wait_until
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dialogs import ConfirmDialog, FormDialog
from ui.widgets.header import PageHeader
from ui.widgets.inputs import TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.notice import InlineNotice
from ui.widgets.sidebar import Sidebar, SidebarItem
from ui.widgets.status_bar import StatusBar
from ui.widgets.step_rail import RailStep, StepRail
from ui.widgets.toast import Toast

ITEMS = [SidebarItem("home", "Inicio", "house"), SidebarItem("sync", "Sincronización", "git-merge")]
STEPS = [
    RailStep("a", "Programación", "completa", "done"),
    RailStep("b", "Asistencia", "27 presentes", "started"),
]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def test_undo_of_a_toast_runs_once_and_closes_it(qtbot: QtBot, window: QWidget) -> None:
    undone: list[str] = []
    toast = Toast(window)
    toast.say("Se eliminó A.", action="Deshacer", keys="Ctrl+Z", run=lambda: undone.append("A"))
    toast.say("Se eliminó B.", action="Deshacer", keys="Ctrl+Z", run=lambda: undone.append("B"))
    assert toast.text() == "Se eliminó B."
    button = next(one for one in toast.findChildren(QPushButton) if one.text() == "Deshacer")
    button.click()
    assert undone == ["B"]
    assert not toast.isVisible()


def test_a_toast_goes_away_but_waits_while_pointed_at(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window, shown_ms=20)
    toast.say("Se guardó la lista.")
    where = QPointF(1, 1)
    QApplication.sendEvent(toast, QEnterEvent(where, where, where))
    assert not toast._timer.isActive()
    with qtbot.waitSignal(toast.closed):
        QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert not toast.isVisible()


def test_a_toast_does_not_take_the_focus(qtbot: QtBot, window: QWidget) -> None:
    field = TextField("Documento", parent=window)
    field.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    field.setFocus()
    Toast(window).say("Presente.", action="Deshacer")
    assert QApplication.focusWidget() is field


def test_the_sidebar_shrinks_to_icons_with_names_in_tooltips(qtbot: QtBot) -> None:
    bar = Sidebar("Concerta", ITEMS)
    qtbot.addWidget(bar)
    bar.fit(1366)
    assert bar.width() == 184
    bar.fit(1100)
    assert bar.width() == 56
    assert bar.findChildren(QRadioButton)[0].toolTip() == "Inicio"
    bar.set_count("sync", 3)
    assert bar.findChildren(QRadioButton)[1].accessibleName() == "Sincronización, 3 por atender"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_section_is_chosen_with_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    bar = Sidebar("Concerta", ITEMS)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.section_chosen) as told:
        QTest.keyClick(bar.findChildren(QRadioButton)[1], key)
    assert told.args == ["sync"]
    assert bar.current() == "sync"


def test_steps_tell_how_far_they_are_without_colour(qtbot: QtBot) -> None:
    rail = StepRail(STEPS)
    qtbot.addWidget(rail)
    cells = rail.findChildren(QRadioButton)
    assert [cell.accessibleName() for cell in cells] == [
        "1. Programación: completa",
        "2. Asistencia: 27 presentes",
    ]
    assert [cell.accessibleDescription() for cell in cells] == ["completo", "empezado"]
    with qtbot.assertNotEmitted(rail.step_chosen):
        rail.set_current("b")
    rail.set_steps([STEPS[0], RailStep("b", "Asistencia", "28 presentes", "started")])
    assert rail.current() == "b"
    with qtbot.waitSignal(rail.step_chosen) as told:
        QTest.keyClick(cells[0], Qt.Key.Key_Return)
    assert told.args == ["a"]


def test_work_in_the_status_line_can_be_cancelled(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.set_segment("saved", "Guardado 14:32", icon="check", tone="ok")
    bar.show()
    bar.show_job("Escribiendo el informe", 3, 40)
    assert bar.segment_text("saved") == "Guardado 14:32"
    cancel = next(one for one in bar.findChildren(Button) if one.text() == "Cancelar")
    with qtbot.waitSignal(bar.job_cancelled):
        cancel.click()
    bar.hide_job()
    assert not cancel.isVisible()


def test_enter_in_a_question_keeps_things_as_they_are(qtbot: QtBot) -> None:
    dialog = ConfirmDialog("¿Descartar lo recibido?", "Se borran 12 filas.", "Descartar")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.keep
    QTest.keyClick(dialog.keep, Qt.Key.Key_Return)
    assert dialog.result() == ConfirmDialog.DialogCode.Rejected


def test_ctrl_enter_saves_a_form_and_a_refusal_keeps_it_open(qtbot: QtBot) -> None:
    class Refusing(FormDialog):
        asked = 0

        def submit(self) -> bool:
            self.asked += 1
            self.show_error("No se pudo guardar. Lo escrito sigue aquí.")
            return self.asked > 1

    dialog = Refusing("Nueva persona")
    qtbot.addWidget(dialog)
    field = TextField("Nombre")
    dialog.body.addWidget(field)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.asked == 1
    assert dialog.isVisible()
    assert dialog.notice.text() == "No se pudo guardar. Lo escrito sigue aquí."
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.asked == 1, "Enter alone must not save"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == FormDialog.DialogCode.Accepted


def test_a_refusal_at_a_field_hides_no_other_field(qtbot: QtBot) -> None:
    dialog = FormDialog("Nueva persona", width=360)
    qtbot.addWidget(dialog)
    boxes = [LabeledField(name, TextField(name)) for name in ("Nombres", "Correo", "Cargo")]
    for box in boxes:
        dialog.body.addWidget(box)
    dialog.show()
    before = dialog.height()
    boxes[1].set_error("«ana» no es un correo. Escríbalo como nombre@institucion.gob.pe.")

    def last_in_sight() -> bool:
        last = boxes[2]
        bottom = last.mapTo(dialog, QPoint(0, last.height())).y()
        return dialog.height() > before and bottom < dialog.accept_button.y()

    wait_until(last_in_sight)


def test_the_way_back_is_made_of_buttons(qtbot: QtBot) -> None:
    head = PageHeader("Taller <b>&", breadcrumb=("Intervenciones", "2026"))
    qtbot.addWidget(head)
    crumbs = head.findChildren(QPushButton)
    with qtbot.waitSignal(head.breadcrumb_clicked) as told:
        crumbs[0].click()
    assert told.args == [0]


def test_a_notice_says_what_kind_it_is_and_hides_when_empty(qtbot: QtBot, window: QWidget) -> None:
    notice = InlineNotice("warning", "Ese documento ya está en la fila 12.", parent=window)
    assert notice.accessibleName() == "Atención: Ese documento ya está en la fila 12."
    notice.set_notice("ok", "")
    assert notice.isHidden()


def test_an_icon_button_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    button = IconButton("trash-2", "Enviar a la papelera")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Enviar a la papelera",) * 2


def test_a_form_that_grows_keeps_its_buttons_on_the_screen(qtbot: QtBot) -> None:
    """What is said at a field makes it taller, wherever it was put."""
    dialog = FormDialog("Nueva persona", width=360)
    qtbot.addWidget(dialog)
    note = Label("", "body", wrap=True)
    note.hide()
    dialog.body.addWidget(note)
    with qtbot.waitExposed(dialog):
        dialog.show()
    screen = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), screen.bottom() - dialog.height())
    note.setText("Falta «Apellidos». " * 30)
    note.show()
    wait_until(lambda: note.height() > 40)
    wait_until(lambda: dialog.frameGeometry().bottom() <= screen.bottom())
    assert dialog.accept_button.isVisible()
