"""Ajustes, Papelera and Ayuda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

import resources
from concerta_desktop.documents.attendance_sheet import PRIVACY_NOTICE
from concerta_desktop.model import Person, Specialist
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import preference
from concerta_desktop.queries.office import certificate_share
from concerta_desktop.services.documents import sheet_options
from concerta_desktop.store.change import delete
from concerta_desktop.store.store import Store
from tests.factory import a_person, an_intervention
from tests.ui.shell.conftest import Shell
from ui.help.pages import PAGES
from ui.help.screen import HelpScreen
from ui.preview import PreviewDialog
from ui.settings.screen import SettingsScreen
from ui.trash.screen import TrashScreen

Show = Callable[[], Shell]


def section(shown: Shell, key: str) -> Any:
    shown.window.go_to(key)
    return shown.window.sections.current_screen()


def test_who_works_here_is_saved_as_one_leaves_the_field(shell: Show) -> None:
    shown = shell()
    screen: SettingsScreen = section(shown, "ajustes")
    field = screen.who.form.editor("position")
    shown.until(lambda: field.property("text") == "Especialista")
    field.setFocus()
    field.setProperty("text", "")
    shown.bot.keyClicks(field, "Jefa")
    shown.press(Qt.Key.Key_Tab)
    shown.until(lambda: shown.window.toast.text() == "Cambiar «Cargo»")


def test_an_address_that_is_none_is_said_at_the_field_and_kept(shell: Show) -> None:
    shown = shell()
    screen: SettingsScreen = section(shown, "ajustes")
    box = screen.who.form.box("email")
    shown.until(lambda: screen.who.form.editor("names").property("text") == "Rosa")
    for typed, said in (("rosa gob pe", "No es un correo: «rosa gob pe»."), ("rosa@ejemplo.pe", "")):
        box.field.setFocus()
        shown.ctrl(Qt.Key.Key_A)
        shown.bot.keyClicks(box.field, typed)
        shown.press(Qt.Key.Key_Tab)
        shown.until(lambda typed=typed: specialist(shown).email == typed)
        shown.until(lambda said=said: box.doubt().startswith(said) and bool(box.doubt()) == bool(said))


def specialist(shown: Shell) -> Specialist:
    store = shown.tasks.store
    with store.read() as tx:
        found = records.get(tx, Specialist, store.author)
    assert found is not None
    return found


def test_a_name_cannot_be_left_empty_and_what_was_typed_stays(shell: Show) -> None:
    shown = shell()
    screen: SettingsScreen = section(shown, "ajustes")
    box = screen.who.form.box("names")
    shown.until(lambda: box.field.property("text") == "Rosa")
    box.field.setFocus()
    shown.ctrl(Qt.Key.Key_A)
    shown.press(Qt.Key.Key_Delete)
    shown.press(Qt.Key.Key_Tab)
    shown.until(box.error)
    assert box.field.property("text") == ""


@pytest.mark.req("42")
def test_who_earns_a_constancia_is_set_here(shell: Show, store: Store) -> None:
    shown = shell()
    share = section(shown, "ajustes").documents.share
    shown.until(lambda: share.value() == 80)
    share.setFocus()
    shown.ctrl(Qt.Key.Key_A)
    shown.bot.keyClicks(share, "50")
    shown.press(Qt.Key.Key_Tab)
    shown.until(lambda: _read(store, certificate_share) == 50)


@pytest.mark.req("42")
def test_blank_rows_and_privacy_notice_reach_the_sheet(shell: Show, store: Store) -> None:
    workshop = an_intervention(store)
    shown = shell()
    screen: SettingsScreen = section(shown, "ajustes")
    card = screen.sheet
    shown.until(lambda: card.rows.value() == 20 and card.notice.value() == PRIVACY_NOTICE)
    card.rows.setText("35")
    card.rows.commit()
    card.notice.setPlainText("Aviso propio de la oficina.")
    card.save_notice()
    with_rows = lambda: _read(store, lambda tx: sheet_options(tx, workshop).blank_rows)  # noqa: E731
    shown.until(lambda: with_rows() == 35)
    shown.until(
        lambda: _read(store, lambda tx: preference(tx, "privacy_notice")) == "Aviso propio de la oficina."
    )


@pytest.mark.req("2.9")
def test_what_the_full_notice_says_is_written_and_seen_in_settings(shell: Show, store: Store) -> None:
    shown = shell()
    card = section(shown, "ajustes").privacy
    field = card.texts.lines["privacy_contact"]
    field.setFocus()
    shown.bot.keyClicks(field, "datos@ejemplo.pe")
    shown.press(Qt.Key.Key_Tab)
    contact = lambda: _read(store, lambda tx: preference(tx, "privacy_contact"))  # noqa: E731
    shown.until(lambda: contact() == "datos@ejemplo.pe" and shown.tasks.idle())
    field.setText("x" * 201)
    field.editingFinished.emit()
    shown.until(lambda: "caben 200" in card.texts.boxes["privacy_contact"].error())
    assert (len(field.value()), contact()) == (201, "datos@ejemplo.pe")
    card.see.click()
    (preview,) = card.findChildren(PreviewDialog)
    shown.until(lambda: preview.document.pageCount() == 1)
    preview.close()


def test_a_number_that_makes_no_sense_stays_with_the_reason(shell: Show, store: Store) -> None:
    shown = shell()
    card = section(shown, "ajustes").sheet
    shown.until(lambda: card.rows.value() == 20)
    card.rows.setText("veinte")
    assert not card.rows.commit()
    assert card.rows.text() == "veinte"
    assert card.rows.problem()


def test_the_passphrase_changes_only_with_the_present_one(shell: Show, store: Store) -> None:
    shown = shell()
    screen: SettingsScreen = section(shown, "ajustes")
    assert screen.safety is not None
    dialog = screen.safety.change_passphrase()
    assert not dialog.submit()
    assert dialog.current_box.error() == "Escriba su contraseña actual."


def test_a_deleted_person_comes_back_with_enter(shell: Show, store: Store) -> None:
    person = a_person(store, surnames="Ñahui Óré", names="Saturnina")
    with store.write() as tx:
        delete(tx, Person, person)
    shown = shell()
    screen: TrashScreen = section(shown, "papelera")
    shown.until(lambda: [row.title for row in screen.table.rows()] == ["Ñahui Óré, Saturnina"])
    screen.table.setFocus()
    shown.press(Qt.Key.Key_Return)
    shown.until(lambda: not screen.table.rows())
    assert shown.window.toast.text() == "Restaurar «Ñahui Óré, Saturnina»"
    assert _read(store, lambda tx: records.find_living(tx, Person, person)) is not None


def test_an_empty_trash_says_so(shell: Show) -> None:
    screen: TrashScreen = section(shell(), "papelera")
    assert not screen.restore_button.isEnabled()


def test_the_trash_is_searched_blind_to_accents(shell: Show, store: Store) -> None:
    for surnames in ("Ñahui", "Quispe"):
        person = a_person(store, surnames=surnames, names=None)
        with store.write() as tx:
            delete(tx, Person, person)
    shown = shell()
    screen: TrashScreen = section(shown, "papelera")
    shown.until(lambda: len(screen.table.rows()) == 2)
    shown.ctrl(Qt.Key.Key_F)
    shown.bot.keyClicks(screen.search, "nahui")
    assert [row.title for row in screen.table.rows()] == ["Ñahui"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_of_the_help_reads(shell: Show, page: Any) -> None:
    screen: HelpScreen = section(shell(), "ayuda")
    screen.show_page(page.key)
    assert screen.page() is page
    assert len(screen.browser.toPlainText()) > 200


@pytest.mark.req("7")
def test_the_glossary_holds_the_eleven_definitions(shell: Show) -> None:
    screen: HelpScreen = section(shell(), "ayuda")
    screen.show_page("glosario")
    text = screen.browser.toPlainText()
    assert all(f"[6.1.{number}]" in text for number in range(1, 12))


def test_f1_answers_for_the_section(shell: Show) -> None:
    shown = shell()
    shown.window.go_to("directorio")
    shown.press(Qt.Key.Key_F1)
    screen = shown.window.sections.current_screen()
    assert isinstance(screen, HelpScreen)
    assert screen.page().key == "directorio"


def test_links_between_pages_lead_somewhere(shell: Show) -> None:
    keys = {page.key for page in PAGES}
    for page in PAGES:
        targets = [part.split(")")[0] for part in page.text().split("](")[1:]]
        pictures = [target for target in targets if target.endswith(".png")]
        links = {target.removesuffix(".md") for target in targets if target not in pictures}
        assert links <= keys, page.key
        assert all(resources.path("help", *picture.split("/")).exists() for picture in pictures), page.key


def _read(store: Store, what: Callable[[Any], Any]) -> Any:
    with store.read() as tx:
        return what(tx)
