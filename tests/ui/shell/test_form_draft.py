"""A dialog left half typed: kept as it is typed, offered back with its day and hour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import delete

from concerta_desktop.model import Intervention
from concerta_desktop.queries import records
from concerta_desktop.store import drafts
from concerta_desktop.store.drafts import Draft
from concerta_desktop.store.store import Store
from tests.factory import an_intervention
from tests.ui.shell.conftest import Shell
from ui.form_draft import FormDraft
from ui.home.screen import HomeScreen
from ui.interventions.convocation.contact_dialog import ContactDialog
from ui.interventions.new_dialog import NewInterventionDialog

Show = Callable[[], Shell]
D = TypeVar("D", bound=QDialog)


def kept(shell: Shell) -> list[Draft]:
    with shell.tasks.store.read() as tx:
        return drafts.all_drafts(tx)


def dialog(shell: Shell, kind: type[D]) -> D:
    def shown() -> list[D]:
        return [one for one in shell.window.findChildren(kind) if one.isVisible()]

    shell.until(shown)
    return shown()[0]


def half_typed(shell: Shell) -> NewInterventionDialog:
    """Nueva intervención with a title, a day, and an hour that is none yet."""
    shell.window._in_section("intervenciones", "new_intervention")
    new = dialog(shell, NewInterventionDialog)
    shell.bot.keyClicks(new.form.editor("title"), "Taller de Churcampa")
    line = new.days._lines[0]
    shell.bot.keyClicks(line._day, "120826")
    shell.bot.keyClicks(line._start, "8:")
    return new


def home_offers(shell: Shell) -> list[str]:
    shell.window.go_to("inicio")
    home = shell.window.sections.current_screen()
    assert isinstance(home, HomeScreen)
    shell.until(shell.tasks.idle)
    return [offer.notice.text() for offer in home.left_open.offers]


def test_after_a_crash_inicio_offers_it_and_leads_to_the_dialog_that_gives_it_back(shell: Show) -> None:
    before = shell()
    lost = half_typed(before)
    before.until(lambda: "8:" in str([draft.values for draft in kept(before)]))
    delete(lost)
    before.window.hide()

    after = shell()
    assert len(home_offers(after)) == 1
    assert home_offers(after)[0].startswith(
        "«Nueva intervención» quedó a medio escribir el 12/08/2026 a las "
    )
    home = after.window.sections.current_screen()
    assert isinstance(home, HomeScreen)
    home.left_open.offers[0].recovered.emit()
    new = dialog(after, NewInterventionDialog)
    after.until(new.draft_offer.isVisible)
    new.draft_offer.recovered.emit()
    assert new.form.values()["title"] == "Taller de Churcampa"
    assert new.days._lines[0].half_typed() == ["12/08/2026", "8:", ""]
    assert not new.draft_offer.isVisible()


def test_what_depends_on_a_field_follows_when_it_comes_back(shell: Show) -> None:
    shown = shell()
    with shown.tasks.store.write() as tx:
        values = {"Tipo": "pasantia", "Título": "Pasantía", "Días": []}
        drafts.save(tx, "intervention:new", values, "Nueva intervención")
    shown.window._in_section("intervenciones", "new_intervention")
    new = dialog(shown, NewInterventionDialog)
    shown.until(new.draft_offer.isVisible)
    new.draft_offer.recovered.emit()
    assert new.form.box("visitor").isVisible()


def test_esc_keeps_it_and_cancelar_forgets_it(shell: Show) -> None:
    shown = shell()
    new = half_typed(shown)
    shown.press(Qt.Key.Key_Escape, on=new)
    shown.until(lambda: [draft.title for draft in kept(shown)] == ["Nueva intervención"])
    shown.window._in_section("intervenciones", "new_intervention")
    again = dialog(shown, NewInterventionDialog)
    shown.until(again.draft_offer.isVisible)
    again.cancel_button.click()
    shown.until(lambda: not kept(shown))
    assert home_offers(shown) == []


def test_saving_forgets_it(shell: Show) -> None:
    shown = shell()
    new = half_typed(shown)
    shown.until(lambda: kept(shown))
    new.days._lines[0]._start.setText("8:30")
    new.days.commit()
    new.form.editor("type").set_value("at_creacion")  # type: ignore[attr-defined]
    new.accept_button.click()
    shown.until(lambda: not new.isVisible() and not kept(shown))
    with shown.tasks.store.read() as tx:
        titles = [one.title for one in records.find(tx, Intervention)]
    assert titles == ["Taller de Churcampa"]


def test_a_form_nobody_touched_leaves_nothing(shell: Show) -> None:
    shown = shell()
    shown.window._in_section("intervenciones", "new_intervention")
    new = dialog(shown, NewInterventionDialog)
    new.findChild(FormDraft).keep()  # as its clock does twice a second
    shown.press(Qt.Key.Key_Escape, on=new)
    shown.until(shown.tasks.idle)
    assert kept(shown) == []


@pytest.mark.req("34")
def test_a_contact_half_noted_comes_back_where_it_was(shell: Show, store: Store) -> None:
    shown = shell()
    intervention = an_intervention(store)
    note = ContactDialog(shown.tasks, intervention, None, {}, parent=shown.window)
    note.open()
    note.form.editor("said").set_value('Pidió <oficio> & "fecha"')  # type: ignore[attr-defined]
    note.reject()
    shown.until(lambda: kept(shown))
    assert kept(shown)[0].place == ("intervenciones", "open_intervention", intervention, "convocatoria")
    again = ContactDialog(shown.tasks, intervention, None, {}, parent=shown.window)
    again.open()
    shown.until(again.draft_offer.isVisible)
    again.draft_offer.recovered.emit()
    assert again.form.values()["said"] == 'Pidió <oficio> & "fecha"'
