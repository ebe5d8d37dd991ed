"""A person's rights over her data, by the window: a copy, a request, erasure; and who looked at what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from concerta_desktop.model import DataRequest, Person
from concerta_desktop.model.data_requests import RequestKind
from concerta_desktop.queries import records
from concerta_desktop.store.access import AccessKind, accesses
from concerta_desktop.store.store import Store
from tests.factory import a_person
from tests.ui.directory.conftest import Directory
from ui.preview import PreviewDialog
from ui.privacy.access_dialog import AccessDialog
from ui.privacy.requests_dialog import RequestDialog
from ui.privacy.rights_dialog import RightsDialog
from ui.widgets.dialogs import ConfirmDialog

Show = Callable[[], Directory]


@pytest.fixture
def rights(directory: Show, store: Store) -> tuple[Directory, RightsDialog, str]:
    person = a_person(store, surnames="Ñahui", names="Saturnina")
    shown = directory()
    shown.screen.open_person(person)
    shown.until(lambda: shown.page.panel.current_id() == person)
    shown.page.panel.rights_button.click()
    dialog = shown.only(RightsDialog)
    shown.until(lambda: dialog.title.text() == "Ñahui, Saturnina")
    return shown, dialog, person


@pytest.mark.req("2.9")
def test_a_request_is_noted_with_the_day_it_falls_due(rights: tuple[Directory, RightsDialog, str]) -> None:
    shown, dialog, person = rights
    dialog.ask.click()
    asked = shown.only(RequestDialog)
    kind = asked.form.editor("kind")
    kind.set_value("acceso")  # type: ignore[attr-defined]
    kind.value_changed.emit("acceso")  # type: ignore[attr-defined]
    assert asked.due.isVisible()
    asked.accept_button.click()
    shown.until(lambda: dialog.table.rows())
    with shown.tasks.store.read() as tx:
        (kept,) = records.find(tx, DataRequest)
    assert (kept.kind, kept.person) == (RequestKind.ACCESS, person)
    assert kept.answered is None


@pytest.mark.req("2.9")
def test_erasing_asks_first_and_then_says_what_was_done(rights: tuple[Directory, RightsDialog, str]) -> None:
    shown, dialog, person = rights

    def answer(words: str) -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, ConfirmDialog)
        (asked.do if words == "do" else asked.keep).click()

    QTimer.singleShot(0, lambda: answer("keep"))
    dialog.erase.click()
    with shown.tasks.store.read() as tx:
        assert records.find(tx, Person)[0].names == "Saturnina"
    QTimer.singleShot(0, lambda: answer("do"))
    dialog.erase.click()
    shown.until(lambda: dialog.notice.text().startswith("Suprimidos."))
    shown.until(lambda: dialog.title.text() == "Datos suprimidos")
    with shown.tasks.store.read() as tx:
        assert [one.id for one in records.find(tx, Person)] == [person]
    assert not shown.tasks.undo_stack.next_undo


@pytest.mark.req("2.9")
def test_the_copy_is_shown_before_it_is_handed_over(rights: tuple[Directory, RightsDialog, str]) -> None:
    shown, dialog, _person = rights
    dialog.copy.click()
    preview = shown.only(PreviewDialog)
    shown.until(lambda: preview.document.pageCount() > 0)
    preview.reject()


@pytest.mark.req("2.9")
def test_who_looked_at_whose_data_is_noted_once(rights: tuple[Directory, RightsDialog, str]) -> None:
    shown, dialog, person = rights
    dialog.reject()
    shown.page._looked.timeout.emit()
    shown.page._looked.timeout.emit()

    def noted() -> list[tuple[AccessKind, str]]:
        with shown.tasks.store.read() as tx:
            return [(one.action, one.subject) for one in accesses(tx)]

    shown.until(noted)
    assert noted() == [(AccessKind.VIEWED, person)]
    told = AccessDialog(shown.tasks, shown.screen)
    told.open()
    shown.until(lambda: told.table.rows())
    assert told.table.rows()[0].about == "Ñahui, Saturnina"
    told.reject()
