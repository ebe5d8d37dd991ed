"""The shell: sections, search, undo, what the status line says, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTableView, QWidget

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.model import Person
from concerta_desktop.queries import records
from concerta_desktop.services.people import save_person
from concerta_desktop.store.store import Store
from tests.factory import a_day, a_person, an_expected_person, an_intervention
from tests.ui.shell.conftest import Shell
from ui.errors import FailureDialog
from ui.help.pages import page_for
from ui.help.screen import HelpScreen
from ui.interventions.attendance.door_line import DoorLine
from ui.interventions.screen import InterventionsScreen
from ui.interventions.steps import STEPS
from ui.sections import ITEMS
from ui.settings.screen import SettingsScreen
from ui.theme import current
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.labels import Label
from ui.widgets.table_card import TableFooter

Show = Callable[[], Shell]


@pytest.mark.parametrize(("number", "item"), list(enumerate(ITEMS, start=1)))
def test_alt_and_a_number_go_to_each_section(shell: Show, number: int, item: object) -> None:
    shown = shell()
    shown.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    assert shown.window.sections.current_key == getattr(item, "key", "")
    assert shown.window.sidebar.current() == getattr(item, "key", "")


def test_no_key_of_a_section_or_a_step_is_one_of_the_menus_too(shell: Show, store: Store) -> None:
    """Two owners of one key, and Qt gives it to neither."""
    intervention = an_intervention(store)
    shown = shell()
    for item in ITEMS:
        shown.window.go_to(item.key)
    for step in STEPS:
        shown.window.open_intervention(intervention, step.key)
    of_menus = {key.toString() for action in shown.window.findChildren(QAction) for key in action.shortcuts()}
    shortcuts = shown.window.findChildren(QShortcut)
    of_screens = {key.toString() for shortcut in shortcuts for key in QShortcut.keys(shortcut)}
    assert {"Ctrl+Shift+C", "Ctrl+Shift+N", "F6"} <= of_screens
    assert of_menus & of_screens == set()


def test_f1_opens_the_page_of_the_step_on_show(shell: Show, store: Store) -> None:
    intervention = an_intervention(store)
    shown = shell()
    for step in STEPS:
        shown.window.open_intervention(intervention, step.key)
        shown.press(Qt.Key.Key_F1)
        screen = shown.window.sections.current_screen()
        assert isinstance(screen, HelpScreen)
        assert screen.page().key == page_for(step.key).key
        assert page_for(step.key).key in {step.key, "primera-intervencion"}


def test_every_button_and_field_of_every_section_has_a_name(shell: Show) -> None:
    shown = shell()
    for item in ITEMS:
        shown.window.go_to(item.key)
    controls = [*shown.window.findChildren(Button), *shown.window.findChildren(QLineEdit)]
    assert not [control for control in controls if control.isVisible() and not control.accessibleName()]


def test_the_status_line_says_who_and_when_it_was_saved(shell: Show) -> None:
    shown = shell()
    shown.until(lambda: shown.window.status.segment_text("who") == "Rosa Ccente Palomino · DPVLV")
    assert shown.window.status.segment_text("saved") == "Todo guardado"
    shown.tasks.write(lambda tx: save_person(tx, None, {"surnames": "Ñahui"}), owner=shown.window)
    shown.until(lambda: shown.window.status.segment_text("saved").startswith("Guardado 08:4"))


def test_an_action_is_told_and_undone_with_ctrl_z(shell: Show) -> None:
    shown = shell()
    made: list[str] = []
    shown.tasks.write(
        lambda tx: save_person(tx, None, {"surnames": "Ñahui"}),
        made.append,
        owner=shown.window,
        label="Nueva persona",
    )
    shown.until(lambda: shown.window.toast.text() == "Nueva persona")
    shown.ctrl(Qt.Key.Key_Z)
    shown.until(lambda: shown.window.toast.text() == "Se deshizo: Nueva persona")
    with shown.tasks.store.read() as tx:
        assert records.find_living(tx, Person, made[0]) is None
    shown.ctrl(Qt.Key.Key_Y)
    shown.until(lambda: shown.window.toast.text() == "Se rehízo: Nueva persona")
    with shown.tasks.store.read() as tx:
        assert records.find_living(tx, Person, made[0]) is not None


def test_ctrl_z_belongs_to_the_field_while_it_has_something_typed(shell: Show) -> None:
    shown = shell()
    shown.tasks.write(
        lambda tx: save_person(tx, None, {"surnames": "Ñahui"}), owner=shown.window, label="Nueva persona"
    )
    shown.until(lambda: shown.window.toast.text() == "Nueva persona")
    field = shown.window.top.search
    field.setFocus()
    shown.bot.keyClicks(field, "abc")
    shown.ctrl(Qt.Key.Key_Z)
    assert field.text() == ""
    assert shown.window.toast.text() == "Nueva persona"
    shown.ctrl(Qt.Key.Key_Z)
    shown.until(lambda: shown.window.toast.text() == "Se deshizo: Nueva persona")


def find(shown: Shell, typed: str, title: str) -> None:
    """Ctrl+K, type, wait for the entry and take it."""
    shown.ctrl(Qt.Key.Key_K)
    field, palette = shown.window.top.search, shown.window.palette_search
    assert field.hasFocus()
    shown.bot.keyClicks(field, typed)
    shown.until(lambda: title in [entry.title for entry in palette.entries()])
    place = [entry.title for entry in palette.entries()].index(title)
    for _ in range(place):
        shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Return)
    assert not palette.list.isVisible()


@pytest.mark.parametrize(
    ("typed", "title", "section"),
    [
        ("directo", "Directorio", "directorio"),
        ("luricocha", "Taller en Luricocha", "intervenciones"),
        ("nahui", "Ñahui Óré, Saturnina", "directorio"),
        ("huanta", "Huanta", "intervenciones"),
        ("ipc huanta", "IPC Huanta", "instancias"),
    ],
)
def test_ctrl_k_finds_blind_to_accents(
    shell: Show, store: Store, typed: str, title: str, section: str
) -> None:
    an_intervention(store, title="Taller en Luricocha")
    a_person(store, surnames="Ñahui Óré", names="Saturnina")
    shown = shell()
    find(shown, typed, title)
    assert shown.window.sections.current_key == section


def test_ctrl_k_says_that_nothing_matches_and_stays(shell: Show) -> None:
    shown = shell()
    shown.ctrl(Qt.Key.Key_K)
    field = shown.window.top.search
    shown.bot.keyClicks(field, "<b>zzz")
    shown.until(lambda: [one.title for one in shown.window.palette_search.entries()])
    assert [one.title for one in shown.window.palette_search.entries()] == ["Nada coincide con «<b>zzz»."]
    shown.press(Qt.Key.Key_Return)
    assert field.text() == "<b>zzz"
    assert field.hasFocus()


def test_escape_leaves_the_search_where_one_was(shell: Show) -> None:
    shown = shell()
    shown.window.go_to("ayuda")
    before = QApplication.focusWidget()
    shown.ctrl(Qt.Key.Key_K)
    shown.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_the_theme_changes_and_is_remembered(shell: Show) -> None:
    shown = shell()
    changes: list[bool] = []
    shown.window.theme_changed.connect(lambda: changes.append(shown.remembered.dark()))
    shown.window.commands.action("theme:dark").trigger()
    shown.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert changes == [True, False]
    assert shown.remembered.settings.theme == "light"
    assert not current().dark
    screen = shown.window.sections.screen_of("ajustes")
    assert isinstance(screen, SettingsScreen)


def test_section_and_columns_come_back(shell: Show) -> None:
    first = shell()
    first.window.go_to("directorio")
    table = next(t for t in first.window.findChildren(QTableView) if t.isVisible() and t.accessibleName())
    name = table.accessibleName()
    table.setColumnWidth(1, 211)
    first.window.close()
    again = shell()
    assert again.window.sections.current_key == "directorio"
    found = next(t for t in again.window.findChildren(QTableView) if t.accessibleName() == name)
    assert found.columnWidth(1) == 211


def _slow(progress: Callable[[int, int, str], None]) -> None:
    import time

    progress(1, 40, "Escribiendo la página 1")
    time.sleep(60)


def test_closing_while_a_document_is_made_asks(shell: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shell()
    asked: list[str] = []

    def answer(dialog: ConfirmDialog) -> int:
        asked.append(dialog.accessibleName())
        return 0

    monkeypatch.setattr(ConfirmDialog, "exec", answer)
    shown.tasks.export("Hoja de asistencia", _slow, (), lambda _made: None, owner=shown.window)
    shown.until(lambda: shown.window.status.findChildren(Button)[0].isVisible())
    assert not shown.window.close()
    assert asked == ["Se está preparando «Hoja de asistencia»."]
    shown.window.status.job_cancelled.emit()
    shown.until(lambda: not shown.window.status.findChildren(Button)[0].isVisible())
    assert shown.window.close()


def test_what_a_person_can_put_right_is_said_plainly(shell: Show) -> None:
    shown = shell()
    shown.tasks.failed.emit(UserError("Falta la fecha.", safe="No se ha guardado nada.", todo="Escríbala."))
    (dialog,) = shown.window.findChildren(FailureDialog)
    assert dialog.accessibleName() == "Falta la fecha."
    assert dialog.accessibleDescription() == "No se ha guardado nada. Escríbala."


def test_a_full_disk_is_said_and_the_window_goes_on(shell: Show) -> None:
    shown = shell()

    def fail(_tx: object) -> None:
        raise EnvironmentFailure("No queda espacio en el disco.", safe="Lo guardado antes está a salvo.")

    shown.tasks.write(fail, owner=shown.window)
    shown.until(lambda: shown.window.findChildren(FailureDialog))
    assert shown.window.status.segment_text("saved") == "Todo guardado"


def test_our_own_fault_says_what_is_safe_and_tells_nothing_personal(
    shell: Show, tmp_path: Path, logged_errors: list[object]
) -> None:
    shown = shell()

    def fail(_tx: object) -> None:
        raise KeyError("Ñahui Quispe, 99990731")

    shown.tasks.write(fail, owner=shown.window)
    shown.until(lambda: shown.window.findChildren(FailureDialog))
    (dialog,) = shown.window.findChildren(FailureDialog)
    assert dialog.accessibleName() == "Concerta tuvo un problema propio."
    assert "concerta.log" in dialog.accessibleDescription()
    copy = next(button for button in dialog.findChildren(Button) if button.text() == "Copiar detalles")
    copy.click()
    details = QApplication.clipboard().text()
    assert "KeyError at test_main_window.py" in details
    assert "99990731" not in details
    assert "Ñahui" not in details
    assert len(logged_errors) == 1


def test_the_menu_says_what_would_be_undone(shell: Show) -> None:
    shown = shell()
    undo = shown.window.commands.action("undo")
    assert not undo.isEnabled()
    shown.tasks.write(
        lambda tx: save_person(tx, None, {"surnames": "Ñahui"}), owner=shown.window, label="Nueva persona"
    )
    shown.until(lambda: undo.text() == "&Deshacer: Nueva persona")
    undo.trigger()
    shown.until(lambda: not undo.isEnabled())
    assert shown.window.commands.action("redo").isEnabled()


@pytest.mark.req("33")
def test_a_section_has_the_keyboard_at_once_and_chosen_again_goes_back_to_its_list(
    shell: Show, store: Store
) -> None:
    """Arrows move in the list as soon as it is there; on a page, the same section again is the way back."""
    intervention = an_intervention(store)
    shown = shell()
    alt = Qt.KeyboardModifier.AltModifier
    shown.press(Qt.Key.Key_2, alt)
    screen = shown.window.sections.screen_of("intervenciones")
    assert isinstance(screen, InterventionsScreen)
    assert QApplication.focusWidget() is screen.list.table
    shown.until(lambda: screen.list.table.current_id() == intervention)
    shown.press(Qt.Key.Key_Return)
    assert not screen.list.isVisible()
    shown.press(Qt.Key.Key_1, alt)
    shown.press(Qt.Key.Key_2, alt)
    assert not screen.list.isVisible()
    shown.press(Qt.Key.Key_2, alt)
    assert screen.list.isVisible()
    assert QApplication.focusWidget() is screen.list.table


@pytest.mark.req("42")
def test_the_door_opened_first_of_all_waits_for_digits(shell: Show, store: Store) -> None:
    """The page is made just then; what had the keyboard before it is gone from sight."""
    intervention = an_intervention(store)
    a_day(store, intervention)
    shown = shell()
    shown.window.go_to("intervenciones")
    shown.window.open_intervention(intervention, "asistencia")
    shown.until(lambda: isinstance(QApplication.focusWidget(), DoorLine))
    shown.press(Qt.Key.Key_9)
    line = QApplication.focusWidget()
    assert isinstance(line, DoorLine)
    assert line.text() == "9"


@pytest.mark.req("33")
@pytest.mark.long
def test_at_150_per_cent_on_a_small_laptop_no_control_is_cut(shell: Show, store: Store) -> None:
    """1366 x 768 at 150 % leaves 911 x 512: what is on screen can be read and pressed whole."""
    intervention = an_intervention(store)
    a_day(store, intervention)
    an_expected_person(store, intervention, a_person(store))
    shown = shell()
    shown.window.resize(911, 512)
    for item in ITEMS:
        shown.window.go_to(item.key)
        shown.until(shown.tasks.idle)
        assert not cut_short(shown.window), item.label
    for step in STEPS:
        shown.window.open_intervention(intervention, step.key)
        shown.until(shown.tasks.idle)
        assert not cut_short(shown.window), step.title


def cut_short(window: QWidget) -> list[str]:
    """Controls on screen that reach beyond its side, and totals under a table without their last letters."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    controls = [one for one in window.findChildren(QWidget) if isinstance(one, kinds)]
    cut = [one.accessibleName() for one in controls if 0 < seen(one) < one.width()]
    footers = [one for one in window.findChildren(TableFooter) if one.isVisible()]
    totals = [one for footer in footers for one in footer.findChildren(Label) if one.isVisible()]
    return cut + [one.text() for one in totals if one.width() < one.sizeHint().width()]


def seen(widget: QWidget) -> int:
    """How much of its width is on screen, in pixels."""
    return widget.visibleRegion().boundingRect().width()
