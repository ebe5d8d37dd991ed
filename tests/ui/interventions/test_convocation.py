"""The Convocatoria step: adding people and their answers, by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from concerta_desktop.model import ExpectedPerson
from concerta_desktop.model.choices import MandateKind, Reply
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import expected_rows
from concerta_desktop.queries.convocation import people_of_entity
from concerta_desktop.queries.interventions import get_page
from tests.factory import a_day, a_person, an_attendance, an_entity, an_expected_person, an_intervention
from tests.ui.interventions.conftest import Office
from ui.interventions.convocation.several_dialog import SeveralDialog
from ui.interventions.convocation.step import ConvocationStep


def open_step(office: Office, intervention: str) -> ConvocationStep:
    step = ConvocationStep(office.tasks)
    office.show(step)
    page = office.read(lambda tx: get_page(tx, intervention))
    assert page is not None
    step.open(page)
    return step


def names(step: ConvocationStep) -> list[str]:
    return [row.person.full_name for row in step.listed.table.rows()]


@pytest.mark.req("33", "42")
def test_a_person_is_added_by_part_of_the_name_and_enter(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_person(office.store, surnames="Ñahui Quispe", names="Saturnina")
    a_person(office.store, surnames="Taype Ñaupa", names="Fortunato")
    step = open_step(office, intervention)
    step.add.line.setFocus()
    office.type("nahui sat")
    office.until(lambda: step.add._completer.suggestions())
    office.type("\r")
    office.until(lambda: names(step) == ["Ñahui Quispe, Saturnina"])
    assert step.add.line.text() == ""
    assert step.add.line.hasFocus()
    office.until(lambda: office.toasts == ["1 persona convocada"])


def test_who_is_there_already_says_so_and_is_not_repeated(office: Office) -> None:
    intervention, person = an_intervention(office.store), a_person(office.store)
    an_expected_person(office.store, intervention, person)
    step = open_step(office, intervention)
    said: list[str] = []
    step.notice.connect(said.append)
    step.add.line.setFocus()
    office.type("ccente")
    office.until(lambda: step.add._completer.suggestions())
    assert step.add._completer.suggestions()[0].subtitle.startswith("ya está convocada")
    office.type("\r")
    office.until(lambda: said == ["Ya estaba en la lista."])
    assert len(names(step)) == 1


def test_answers_are_typed_one_after_another(office: Office) -> None:
    intervention = an_intervention(office.store)
    for surnames in ("Aguilar", "Bautista", "Cárdenas"):
        an_expected_person(office.store, intervention, a_person(office.store, surnames=surnames))
    step = open_step(office, intervention)
    office.until(lambda: len(names(step)) == 3)
    step.listed.table.setFocus()
    office.type("cn")
    office.until(
        lambda: [row.reply for row in step.listed.table.rows()] == [Reply.CONFIRMED, Reply.DECLINED, None]
    )
    office.press(Qt.Key.Key_Home)
    step.listed.table.selectRow(0)
    office.type(" ")
    office.until(lambda: step.listed.table.rows()[0].reply is None)
    labels = [segment.text() for segment in step.listed.filter._segments.values()]
    assert labels == ["Todas 3", "Confirmaron 0", "No asistirán 1", "Sin respuesta 2"]


def test_titular_or_alterno_and_taking_off_with_undo(office: Office) -> None:
    intervention = an_intervention(office.store)
    an_expected_person(office.store, intervention, a_person(office.store))
    step = open_step(office, intervention)
    office.until(lambda: len(names(step)) == 1)
    step.listed.table.setFocus()
    office.type("t")
    office.until(lambda: step.listed.table.rows()[0].mandate is MandateKind.TITULAR)
    office.press(Qt.Key.Key_Delete)
    office.until(lambda: names(step) == [] and step.listed._empty.isVisible())
    office.tasks.undo()
    office.until(lambda: len(names(step)) == 1)
    office.until(lambda: office.toasts == ["1 persona quitada de la convocatoria"])


def test_several_at_once_those_who_came_before_and_those_of_the_territory(office: Office) -> None:
    store = office.store
    before = an_intervention(store, title="Antes")
    a_day(store, before, date(2026, 3, 5))
    came = a_person(store, surnames="Vino Antes")
    an_attendance(store, before, date(2026, 3, 5), person=came)
    entity = an_entity(store)
    a_person(store, surnames="De La Entidad", entity=entity)
    a_person(store, surnames="De Otra Parte")
    intervention = an_intervention(store)
    step = open_step(office, intervention)
    dialog = SeveralDialog(office.tasks, intervention, ("0504",))
    dialog.people_chosen.connect(step.people._expect)
    office.show(dialog)
    office.until(lambda: len(dialog.table.rows()) == 2)
    dialog._all.click()
    assert dialog.accept_button.text() == "Agregar 2"
    dialog.accept_button.click()
    office.until(lambda: names(step) == ["De La Entidad, Rosa", "Vino Antes, Rosa"])
    assert office.read(lambda tx: people_of_entity(tx, intervention, entity)) == []


def test_nobody_ticked_is_told(office: Office) -> None:
    dialog = SeveralDialog(office.tasks, an_intervention(office.store), ())
    office.show(dialog)
    dialog.accept_button.click()
    assert "Marque a quién convocar" in dialog.notice.text()
    assert dialog.isVisible()


def test_somebody_new_is_made_in_place(office: Office) -> None:
    intervention = an_intervention(office.store)
    step = open_step(office, intervention)
    step.people._new_person("Ccoyllo Risco Marleni")
    office.until(lambda: any(dialog.isVisible() for dialog in QApplication.topLevelWidgets()))
    dialog = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "fields"))
    dialog.accept_button.click()  # type: ignore[attr-defined]
    office.until(lambda: names(step) == ["Ccoyllo Risco, Marleni"])
    rows = office.read(lambda tx: expected_rows(tx, intervention))
    assert len(rows) == len(office.read(lambda tx: records.find(tx, ExpectedPerson))) == 1
