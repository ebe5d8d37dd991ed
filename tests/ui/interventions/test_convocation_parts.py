"""Oficio, coordinación, enlace, local and mensajes, as a person uses them: each field saved on leaving it."""

from __future__ import annotations

import email
from datetime import date
from email.policy import default
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from concerta_desktop.model import ContactNote, Convocation, EquipmentItem, Intervention
from concerta_desktop.model.choices import Modality
from concerta_desktop.model.convocation import ContactMeans, EquipmentState
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import get_page
from tests.factory import a_day, a_person, an_entity, an_expected_person, an_intervention
from tests.ui.interventions.conftest import TODAY, Office
from tests.waiting import wait_until
from ui.interventions.convocation import messages_part, oficio_files
from ui.interventions.convocation.contact_dialog import ContactDialog
from ui.interventions.convocation.line_dialog import LineDialog
from ui.interventions.convocation.public_dialog import PublicDialog
from ui.interventions.convocation.step import ConvocationStep
from ui.preview import PreviewDialog


def open_step(office: Office, intervention: str, part: str = "people") -> ConvocationStep:
    step = ConvocationStep(office.tasks)
    office.show(step)
    page = office.read(lambda tx: get_page(tx, intervention, TODAY))
    assert page is not None
    step.open(page)
    step.show_part(part)
    office.until(lambda: step.oficio._view is not None)
    return step


def a_virtual_session(office: Office, **values: object) -> str:
    session = an_intervention(office.store, modality=Modality.VIRTUAL, venue=None, **values)
    a_day(office.store, session, date(2026, 8, 11))
    return session


def record(office: Office) -> Convocation:
    [found] = office.read(lambda tx: records.find(tx, Convocation))
    return found


def shown(step: ConvocationStep) -> Convocation:
    assert step.oficio._view is not None
    return step.oficio._view.letters[0].record


def dialog_of(office: Office, kind: type[QDialog]) -> QDialog:
    office.until(
        lambda: any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())
    )
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.mark.req("35")
def test_the_letter_offers_the_government_and_keeps_each_field_on_leaving_it(office: Office) -> None:
    step = open_step(office, an_intervention(office.store), "oficio")
    letter = step.oficio.letter
    office.until(lambda: letter.values()["authority_entity"] == "Municipalidad Provincial de Huanta")
    letter.editor("authority_name").setFocus()
    office.type("Ana Prueba\t")
    office.until(lambda: shown(step).authority_name == "Ana Prueba")
    assert shown(step).authority_entity is None
    assert step.oficio.says.text() == "Saldrá «sin dato»: la fecha, a quiénes se convoca y quién firma."
    office.tasks.undo()
    office.until(lambda: letter.values()["authority_name"] is None)


@pytest.mark.req("35")
def test_an_authority_without_name_is_said_at_the_field_and_nothing_is_lost(office: Office) -> None:
    step = open_step(office, an_intervention(office.store), "oficio")
    letter = step.oficio.letter
    letter.editor("authority_address").setFocus()
    office.type("Jr. De Ejemplo 1")
    step.oficio.see.click()
    assert "Falta el nombre de la máxima autoridad" in letter.box("authority_name").error()
    assert letter.editor("authority_name").hasFocus()
    office.until(lambda: office.read(lambda tx: records.find(tx, Convocation)))
    assert record(office).authority_address == "Jr. De Ejemplo 1"
    office.type("Ana Prueba")
    assert letter.box("authority_name").error() == ""
    step.oficio.see.click()
    preview = dialog_of(office, PreviewDialog)
    pages = preview.document.pageCount  # type: ignore[attr-defined]
    wait_until(lambda: pages() == 1)  # a child process draws it
    preview.close()


def test_a_date_that_cannot_be_stays_typed_with_the_reason(office: Office) -> None:
    step = open_step(office, an_intervention(office.store), "oficio")
    sent = step.oficio.sent
    sent.editor("oficio_sent").setFocus()
    office.type("11/08/2026\t")
    office.until(lambda: "todavía no llega" in sent.box("oficio_sent").error())
    assert sent.editor("oficio_sent").text() == "11/08/2026"  # type: ignore[attr-defined]
    assert office.read(lambda tx: records.find(tx, Convocation)) == []


@pytest.mark.req("35")
def test_with_one_government_there_is_nothing_to_choose(office: Office) -> None:
    step = open_step(office, an_intervention(office.store), "oficio")
    assert step.oficio.letters.isHidden()
    assert step.oficio.government == "0504"


def to_huanta_and_the_region(office: Office) -> ConvocationStep:
    served = {"instancias": ("IPC-0504", "IRC-R05"), "territories": ("0504",)}
    step = open_step(office, an_intervention(office.store, **served), "oficio")
    office.until(lambda: step.oficio.letters.isVisible())
    return step


@pytest.mark.req("35", "46")
def test_each_government_has_its_oficio_chosen_with_the_arrows(office: Office) -> None:
    step = to_huanta_and_the_region(office)
    part, letter = step.oficio, step.oficio.letter
    letter.editor("authority_name").setFocus()
    office.type("Ana Prueba")
    part.letters.table.setFocus()
    office.press(Qt.Key.Key_Down)
    office.until(lambda: letter.values()["authority_entity"] == "Gobierno Regional de Ayacucho")
    assert letter.values()["authority_name"] is None
    letter.editor("authority_name").setFocus()
    office.type("Eva Prueba\t")
    office.until(
        lambda: [one.said.authority_name for one in part.letters.table.rows()] == ["Ana Prueba", "Eva Prueba"]
    )
    assert part.government == "R05"
    assert {
        one.government: one.authority_name for one in office.read(lambda tx: records.find(tx, Convocation))
    } == {
        "0504": "Ana Prueba",
        "R05": "Eva Prueba",
    }


@pytest.mark.req("35")
def test_a_refused_date_is_put_right_before_another_oficio_is_shown(office: Office) -> None:
    step = to_huanta_and_the_region(office)
    part, sent = step.oficio, step.oficio.sent
    sent.editor("oficio_sent").setFocus()
    office.type("11/08/2026")
    part.letters.table.setFocus()
    office.press(Qt.Key.Key_Down)
    office.until(lambda: "todavía no llega" in sent.box("oficio_sent").error())
    office.until(lambda: part.letters.table.current_id() == "0504")
    assert part.government == "0504"
    assert sent.editor("oficio_sent").text() == "11/08/2026"  # type: ignore[attr-defined]
    assert sent.editor("oficio_sent").hasFocus()


@pytest.mark.req("35")
def test_an_oficio_that_needs_none_is_asked_for_no_more(office: Office) -> None:
    step = to_huanta_and_the_region(office)
    table = step.oficio.letters.table
    table.setFocus()
    office.type("n")
    office.until(lambda: table.rows()[0].record.oficio_unneeded)
    step.go_to_field("oficio_sent")
    office.until(lambda: step.oficio.government == "R05")
    assert step.oficio.sent.editor("oficio_sent").hasFocus()
    table.select("0504")
    table.setFocus()
    office.type(" ")
    office.until(lambda: not table.rows()[0].record.oficio_unneeded)


@pytest.mark.req("35")
def test_all_oficios_are_kept_at_once_and_who_lacks_a_name_is_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = to_huanta_and_the_region(office)
    monkeypatch.setattr(oficio_files, "ask_folder", lambda *_: tmp_path)
    letters = step.oficio.letters
    letters.save_all.click()
    office.until(
        lambda: letters.notice.text() == "Falta el nombre de la autoridad: MP de Huanta y GR de Ayacucho."
    )
    step.oficio.letter.editor("authority_name").setFocus()
    office.type("Ana Prueba")
    letters.save_all.click()
    wait_until(lambda: "Se guardó 1 oficio" in letters.notice.text())
    assert "Falta el nombre de la autoridad: GR de Ayacucho." in letters.notice.text()
    name = "Oficio MP de Huanta Taller de ejemplo en Huanta"
    assert sorted(path.name for path in tmp_path.glob("Oficio*")) == [f"{name}.docx", f"{name}.pdf"]
    monkeypatch.setattr(oficio_files, "ask_folder", lambda *_: tmp_path / "memoria quitada")
    letters.save_all.click()
    wait_until(lambda: "No se pudo guardar" in letters.notice.text())
    assert "está a salvo" in letters.notice.text()


@pytest.mark.req("34", "46")
def test_a_contact_is_noted_with_the_keyboard_and_corrected(office: Office) -> None:
    step = open_step(office, an_intervention(office.store), "oficio")
    step.new()
    dialog = dialog_of(office, ContactDialog)
    assert isinstance(dialog, ContactDialog)
    office.until(lambda: dialog.form.editor("means").hasFocus())
    assert dialog.form.values()["day"] == TODAY
    dialog.form.editor("means").set_value(ContactMeans.PHONE.value)  # type: ignore[attr-defined]
    dialog.form.editor("who").setFocus()
    office.type("Óscar Inventado")
    dialog.accept_button.click()
    office.until(lambda: "Falta «Qué se dijo»" in dialog.form.box("said").error())
    assert dialog.form.values()["who"] == "Óscar Inventado"
    office.type("Acepta las fechas.")
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: len(step.oficio.contacts.table.rows()) == 1)
    [note] = office.read(lambda tx: records.find(tx, ContactNote))
    assert (note.day, note.means, note.said) == (TODAY, ContactMeans.PHONE, "Acepta las fechas.")
    step.activateWindow()
    office.until(step.isActiveWindow)
    step.oficio.contacts.table.setFocus()
    office.until(lambda: step.oficio.contacts.whole.text() == "Acepta las fechas.")
    office.press(Qt.Key.Key_Delete)
    office.until(lambda: not step.oficio.contacts.table.rows())
    office.tasks.undo()
    office.until(lambda: step.oficio.contacts.table.rows())


@pytest.mark.req("38", "39")
def test_the_link_is_written_here_and_its_sending_kept_with_its_constancia(office: Office) -> None:
    session = a_virtual_session(office)
    step = open_step(office, session, "place")
    assert step.place.status.text() == "Debió enviarse el 09/08/2026 (dos días antes): vencido, 1 día."
    assert not step.place.at_door.isVisible()
    step.place.today.click()
    assert "Falta el enlace que se envió" in step.place.link.box("link").error()
    assert step.place.link.editor("link").hasFocus()
    office.type("https://ejemplo.pe/sala\t")
    office.until(lambda: office.read(lambda tx: records.get(tx, Intervention, session)).link)  # type: ignore[union-attr]
    step.place.today.click()
    office.until(lambda: step.place.sent.editor("link_evidence").hasFocus())
    office.until(lambda: "Falta la constancia" in step.place.status.text())
    office.type("Correo del 10/08, captura enlace.png")
    step.hide()
    office.until(lambda: record(office).link_evidence)
    assert (record(office).link_sent, record(office).link_means) == (TODAY, ContactMeans.EMAIL)
    assert record(office).link_evidence == "Correo del 10/08, captura enlace.png"


@pytest.mark.req("40")
def test_the_checklist_is_answered_with_two_keys(office: Office) -> None:
    workshop = an_intervention(office.store)
    step = open_step(office, workshop, "place")
    equipment = step.place.equipment
    office.until(lambda: len(equipment.table.rows()) == 2)
    equipment.table.setFocus()
    office.type("cn")
    office.until(lambda: [row.state for row in equipment.table.rows()] == list(EquipmentState))
    equipment.line.setFocus()
    office.type("Parlantes\r")
    office.until(lambda: len(equipment.table.rows()) == 3)
    assert equipment.line.text() == ""
    office.type("proyector\r")
    office.until(lambda: "ya está en la lista" in equipment.box.error())
    assert equipment.line.text() == "proyector"
    equipment.table.select(equipment.table.rows()[0].id)
    equipment.table.setFocus()
    office.press(Qt.Key.Key_Delete)
    office.until(lambda: "lo nombra el numeral B.3" in equipment.box.error())
    assert len(office.read(lambda tx: records.find(tx, EquipmentItem))) == 3


@pytest.mark.req("37")
def test_an_address_that_is_none_is_said_in_the_list_and_put_right_there(office: Office) -> None:
    workshop = an_intervention(office.store)
    an_expected_person(office.store, workshop, a_person(office.store, surnames="Bien"))
    an_expected_person(office.store, workshop, a_person(office.store, surnames="Mal", email="mal"))
    step = open_step(office, workshop, "messages")
    table = step.messages.recipients.table
    office.until(lambda: len(table.rows()) == 2)
    assert table.rows()[0].problem == "no es un correo: «mal»"
    table.setFocus()
    office.type("\r")
    dialog = dialog_of(office, LineDialog)
    assert isinstance(dialog, LineDialog)
    dialog.line.selectAll()
    office.type("sigue mal\r")
    office.until(lambda: "no es un correo" in dialog.box.error())
    dialog.line.selectAll()
    office.type("ya@ejemplo.pe\r")
    office.until(lambda: not any(row.problem for row in table.rows()))


@pytest.mark.req("37", "39")
def test_drafts_and_calendar_are_saved_and_a_folder_that_is_gone_is_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = an_intervention(office.store)
    a_day(office.store, workshop)
    an_expected_person(office.store, workshop, a_person(office.store, email="una@ejemplo.pe"))
    step = open_step(office, workshop, "messages")
    part = step.messages
    target = tmp_path / "no está" / "invitación.eml"
    monkeypatch.setattr(messages_part, "ask_target", lambda *_: target)
    office.until(lambda: part.body.value().startswith("Estimadas y estimados:"))
    part.mail.click()
    wait_until(lambda: "No se pudo guardar" in part.notice.text())
    assert "está a salvo" in part.notice.text()
    target.parent.mkdir()
    part.mail.click()
    wait_until(lambda: "Guardado" in part.notice.text())
    draft = email.message_from_bytes(target.read_bytes(), policy=default)
    assert (draft["Bcc"], draft["X-Unsent"]) == ("una@ejemplo.pe", "1")
    target = tmp_path / "taller.ics"
    part.calendar.click()
    wait_until(target.exists)
    [event] = icalendar.Calendar.from_ical(target.read_bytes().decode()).walk("VEVENT")
    assert str(event["summary"]) == "Taller de ejemplo en Huanta"


def test_a_message_for_nobody_says_so(office: Office) -> None:
    step = open_step(office, an_intervention(office.store), "messages")
    step.messages.mail.click()
    office.until(lambda: "No hay a quién escribir" in step.messages.notice.text())


@pytest.mark.req("33")
def test_whom_cuadro_2_sends_for_is_ticked_and_convoked(office: Office) -> None:
    workshop = an_intervention(office.store)
    town = an_entity(office.store)
    a_person(office.store, surnames="De La Gerencia", entity=town)
    step = open_step(office, workshop)
    step.people._by_public()
    dialog = dialog_of(office, PublicDialog)
    assert isinstance(dialog, PublicDialog)
    office.until(lambda: len(dialog.table.rows()) == 1)
    assert "Sin nadie en el directorio: Gerencia de Planeamiento" in dialog.lacking.text()
    dialog.accept_button.click()
    assert "Marque a quién convocar" in dialog.notice.text()
    dialog.table.setFocus()
    office.type(" ")
    office.until(lambda: dialog.accept_button.text() == "Agregar 1")
    dialog.all.click()
    assert (dialog.accept_button.text(), dialog.all.text()) == ("Agregar", "Marcar todas")
    dialog.all.click()
    assert (dialog.accept_button.text(), dialog.all.text()) == ("Agregar 1", "Quitar marcas")
    dialog.accept_button.click()
    office.until(
        lambda: [row.person.full_name for row in step.listed.table.rows()] == ["De La Gerencia, Rosa"]
    )


@pytest.mark.req("37")
def test_each_part_says_that_it_lacks_something_and_is_reached_from_what_is_missing(office: Office) -> None:
    session = a_virtual_session(office)
    step = open_step(office, session)
    page = office.read(lambda tx: get_page(tx, session, TODAY))
    assert page is not None
    for missing in page.steps[1].missing:
        step.go_to_field(missing.field or missing.key)
        assert step.parts.value() == {"expected": "people", "oficio": "oficio", "link": "place"}[missing.key]
    step.go_to_field("equipment")
    assert step.parts.value() == "place"
