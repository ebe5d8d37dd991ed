"""People and entities found, put right, added and sent to the trash, with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from concerta_desktop.model import Person
from concerta_desktop.model.choices import Sex
from concerta_desktop.queries import records
from concerta_desktop.store.store import Store
from tests.factory import a_person, an_attendance, an_entity, an_intervention
from tests.ui.directory.conftest import Directory
from ui.history_dialog import HistoryDialog
from ui.interventions.paste_dialog import PasteDialog
from ui.widgets.tab_order import move_focus

Show = Callable[[], Directory]
NUMBER = "99990431"


@pytest.fixture
def saturnina(store: Store) -> str:
    return a_person(
        store, surnames="Ñahui Quispe", names="Saturnina", document_number=NUMBER, position="Regidora"
    )


@pytest.fixture
def fortunato(store: Store) -> str:
    return a_person(store, surnames="Taype Ñaupa", names="Fortunato", document_number="99990254")


def open_record(shown: Directory, record_id: str) -> None:
    shown.page.open(record_id)
    shown.until(lambda: shown.page.panel.current_id() == record_id)


def test_an_empty_directory_says_how_it_fills(directory: Show) -> None:
    shown = directory()
    assert shown.page.empty.accessibleName() == "Todavía no hay personas."
    assert not shown.page.panel.isVisible()
    shown.page.empty.action_triggered.emit()
    assert shown.dialog().windowTitle() == "Nueva persona"


@pytest.mark.req("42")
def test_typing_finds_blind_to_accents_and_arrow_down_goes_to_the_list(
    directory: Show, saturnina: str, fortunato: str
) -> None:
    shown = directory()
    shown.until(lambda: len(shown.listed()) == 2)
    shown.write_in(shown.screen.search, "nahui")
    shown.until(lambda: shown.listed() == ["Ñahui Quispe, Saturnina"])
    shown.press(Qt.Key.Key_Down)
    assert shown.page.table.hasFocus()
    shown.until(lambda: shown.page.panel.current_id() == saturnina)


def test_a_field_is_saved_when_it_is_left_and_undone(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.page.table.setFocus()
    shown.press(Qt.Key.Key_Return)
    assert shown.field("document_type").hasFocus()
    shown.write_in(shown.field("position"), "Presidenta de la señal\t")
    shown.until(lambda: shown.tasks.undo_stack.next_undo == "Cambiar «Cargo» de Ñahui Quispe, Saturnina")
    assert shown.person(saturnina).position == "Presidenta de la señal"
    shown.tasks.undo()
    shown.until(lambda: shown.field("position").value() == "Regidora")


def test_a_choice_is_saved_at_once(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.field("sex").setFocus()
    shown.press(Qt.Key.Key_Down)
    shown.until(lambda: shown.person(saturnina).sex is Sex.MAN)


def test_a_text_that_cannot_be_kept_says_so_at_its_field(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.write_in(shown.field("position"), "x" * 161 + "\t")
    box = shown.page.panel.fields.form.box("position")
    shown.until(lambda: "admite hasta 160 caracteres y tiene 161" in box.error())
    assert shown.field("position").value() == "x" * 161
    assert shown.person(saturnina).position == "Regidora"


@pytest.mark.req("58")
def test_a_repeated_document_waits_until_the_person_decides(
    directory: Show, saturnina: str, fortunato: str
) -> None:
    shown = directory()
    open_record(shown, fortunato)
    shown.write_in(shown.field("document_number"), NUMBER + "\t")
    like = shown.page.panel.like
    shown.until(like.text)
    assert "Ese documento ya es de Ñahui Quispe, Saturnina" in like.text()
    assert "No se ha guardado" in like.text()
    assert shown.person(fortunato).document_number == "99990254"
    shown.bot.keyClick(like.keep_button, Qt.Key.Key_Return)
    shown.until(lambda: shown.person(fortunato).document_number == NUMBER)
    assert like.text() == ""


def test_from_the_warning_one_goes_to_the_other_person(
    directory: Show, saturnina: str, fortunato: str
) -> None:
    shown = directory()
    open_record(shown, fortunato)
    shown.write_in(shown.field("document_number"), NUMBER + "\t")
    shown.until(shown.page.panel.like.text)
    shown.page.panel.like.other_button.click()
    shown.until(lambda: shown.page.panel.current_id() == saturnina)
    assert shown.person(fortunato).document_number == "99990254"


def test_a_doubtful_document_is_kept_with_a_warning(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.write_in(shown.field("document_number"), "1234567\t")
    shown.until(lambda: "¿Falta un cero al inicio?" in shown.page.panel._doubt.text())
    assert shown.person(saturnina).document_number == "1234567"


def test_an_address_that_is_none_is_kept_and_doubted_at_its_field(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    box = shown.page.panel.fields.form.box("email")
    shown.write_in(box.field, "saturnina arroba gob.pe\t")
    shown.until(lambda: box.doubt().startswith("No es un correo: «saturnina arroba gob.pe»."))
    assert shown.person(saturnina).email == "saturnina arroba gob.pe"
    shown.write_in(box.field, "saturnina@ejemplo.pe\t")
    shown.until(lambda: not box.doubt())


def test_a_new_person_with_the_keyboard_alone(directory: Show, store: Store) -> None:
    shown = directory()
    shown.screen.new()
    dialog = shown.dialog()
    form = dialog.fields.form
    shown.write_in(form.editor("document_number"), "01234567\t")
    shown.write_in(form.editor("surnames"), "Ñahui Quispe\t")
    dialog._try()
    shown.until(lambda: shown.listed() == ["Ñahui Quispe"])
    shown.until(lambda: shown.page.panel.current_id())
    assert shown.person(shown.page.panel.current_id()).document_number == "01234567"


def test_a_new_person_without_surnames_is_not_kept(directory: Show) -> None:
    shown = directory()
    shown.screen.new()
    dialog = shown.dialog()
    shown.write_in(dialog.fields.form.editor("names"), "Saturnina\t")
    dialog._try()
    shown.until(lambda: "Falta «Apellidos»" in dialog.fields.form.box("surnames").error())
    assert dialog.isVisible()
    assert shown.listed() == []


@pytest.mark.req("58")
def test_a_new_person_who_is_there_already_is_told_while_typing(
    directory: Show, saturnina: str, store: Store
) -> None:
    shown = directory()
    shown.screen.new()
    dialog = shown.dialog()
    shown.write_in(dialog.fields.form.editor("document_number"), NUMBER + "\t")
    shown.until(dialog.like.text)
    shown.write_in(dialog.fields.form.editor("surnames"), "Ñahui Quispe\t")
    dialog._try()
    shown.until(lambda: not dialog._busy and dialog.like.text())
    with store.read() as tx:
        assert len(records.find(tx, Person)) == 1
    dialog.like.keep_button.click()
    shown.until(lambda: len(shown.listed()) == 2)


def test_what_was_searched_in_vain_begins_the_new_record(directory: Show, saturnina: str) -> None:
    shown = directory()
    shown.write_in(shown.screen.search, "Oré Huamán Teófilo")
    shown.until(lambda: shown.listed() == [])
    assert shown.page.empty.accessibleName() == "Nada coincide con «Oré Huamán Teófilo»."
    shown.screen.new()
    values = shown.dialog().fields.form.values()
    assert (values["surnames"], values["names"]) == ("Oré Huamán", "Teófilo")


def test_delete_goes_to_the_trash_and_comes_back(directory: Show, saturnina: str, fortunato: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.page.table.setFocus()
    shown.press(Qt.Key.Key_Delete)
    shown.until(lambda: shown.listed() == ["Taype Ñaupa, Fortunato"])
    assert "Ñahui Quispe, Saturnina" in shown.tasks.undo_stack.next_undo
    shown.tasks.undo()
    shown.until(lambda: len(shown.listed()) == 2)


def test_the_entity_is_chosen_or_made_while_typing(directory: Show, saturnina: str, store: Store) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.write_in(shown.field("entity"), "Municipalidad Distrital de Sivia")
    shown.until(lambda: shown.field("entity")._completer.suggestions())
    shown.press(Qt.Key.Key_Return)
    shown.until(lambda: shown.person(saturnina).entity)
    shown.screen._choose_tab("entidades")
    shown.until(lambda: shown.listed() == ["Municipalidad Distrital de Sivia"])


def test_an_entity_leads_to_its_people_and_a_person_to_what_she_attended(
    directory: Show, store: Store
) -> None:
    entity = an_entity(store)
    rosa = a_person(store, entity=entity)
    workshop = an_intervention(store)
    an_attendance(store, workshop, person=rosa)
    shown = directory()
    shown.screen.open_entity(entity)
    shown.until(lambda: rosa in shown.page.panel.related.lines())
    shown.page.panel.related.lines()[rosa].click()
    shown.until(lambda: shown.page.panel.current_id() == rosa)
    assert shown.screen.tabs.value() == "personas"
    shown.until(lambda: workshop in shown.page.panel.related.lines())
    shown.page.panel.related.lines()[workshop].click()
    assert shown.went == [(workshop, "asistencia")]


def test_tab_goes_from_the_last_field_through_what_she_attended(directory: Show, store: Store) -> None:
    rosa = a_person(store)
    workshop = an_intervention(store)
    an_attendance(store, workshop, person=rosa)
    shown = directory()
    open_record(shown, rosa)
    shown.field("address").setFocus()
    assert move_focus(shown.screen, forward=True), "as the program's window does on Tab"
    assert shown.page.panel.related.lines()[workshop].hasFocus()
    assert move_focus(shown.screen, forward=True)
    assert shown.page.panel.history_button.hasFocus()


def test_a_list_from_excel_is_looked_at_and_added(directory: Show, store: Store) -> None:
    shown = directory()
    rows = "DNI\tApellidos\tNombres\n99990431\tÑahui Quispe\tSaturnina\n99990254\tTaype Ñaupa\tFortunato"
    QGuiApplication.clipboard().setText(rows)
    shown.screen.paste_button.click()
    dialog = shown.only(PasteDialog)
    shown.until(lambda: len(dialog.table.rows()) == 2)
    dialog.accept_button.click()
    shown.until(lambda: shown.listed() == ["Ñahui Quispe, Saturnina", "Taype Ñaupa, Fortunato"])
    assert shown.tasks.undo_stack.next_undo == "Agregar 2 personas al directorio"


def test_history_opens_over_the_record(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    shown.page.panel.history_button.click()
    dialog = shown.only(HistoryDialog)
    shown.until(lambda: dialog.table.rows())
    fields = {row.field: (row.before, row.after) for row in dialog.table.rows()}
    assert fields["Cargo"] == ("sin dato", "Regidora")


def test_user_text_is_data(directory: Show, store: Store) -> None:
    rare = a_person(store, surnames="=cmd() <b>Ñahui</b>", names='"O\'Brien" & hijos')
    shown = directory()
    open_record(shown, rare)
    assert shown.listed() == ['=cmd() <b>Ñahui</b>, "O\'Brien" & hijos']
    assert shown.page.panel._title.text() == shown.listed()[0]


def test_on_a_narrow_window_enter_shows_the_record_and_esc_the_list(directory: Show, saturnina: str) -> None:
    shown = directory()
    shown.screen.resize(855, 450)
    open_record(shown, saturnina)
    assert not shown.page.panel.isVisible()
    shown.page.table.setFocus()
    shown.press(Qt.Key.Key_Return)
    assert shown.page.panel.isVisible()
    assert not shown.page.card.isVisible()
    shown.press(Qt.Key.Key_Escape)
    assert shown.page.table.hasFocus()


def test_every_control_has_a_name(directory: Show, saturnina: str) -> None:
    shown = directory()
    open_record(shown, saturnina)
    reached = [
        widget
        for widget in shown.screen.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) > 15
    assert [type(widget).__name__ for widget in reached if not widget.accessibleName()] == []
