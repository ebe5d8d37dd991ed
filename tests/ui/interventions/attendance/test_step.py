"""The queue at the door, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget

from concerta_desktop.model import Attendance
from concerta_desktop.model.choices import DocumentType
from concerta_desktop.queries import records
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.rules.attendance import Count
from concerta_desktop.rules.door import Entry
from concerta_desktop.services import attendance as service
from concerta_desktop.services.interventions import save_intervention
from concerta_desktop.store import drafts
from concerta_desktop.store.drafts import Draft
from tests.door import FIRST, SECOND
from tests.ui.interventions.attendance.conftest import Screen, reopen
from tests.waiting import wait_until
from ui.interventions.attendance.corrections import CorrectionDialog
from ui.interventions.attendance.side import _foremost
from ui.widgets.stats import BarStat


def stored(screen: Screen) -> list[Attendance]:
    with screen.door.store.read() as tx:
        return attendances(tx, screen.door.workshop, FIRST)


def draft_of(screen: Screen) -> Draft | None:
    with screen.door.store.read() as tx:
        return drafts.load(tx, f"walk_in:{screen.door.workshop}")


@pytest.mark.req("42")
def test_a_known_person_is_present_after_nine_keystrokes(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(lambda: screen.present() == ["Ñahui Quispe, Saturnina"])
    assert screen.strokes == 9
    assert screen.said() == "Presente: Ñahui Quispe, Saturnina MD de Luricocha · 08:40 · N.° 1"
    assert [item.surnames for item in stored(screen)] == ["Ñahui Quispe"]
    assert QApplication.focusWidget() is screen.step.entry.line
    assert screen.step.entry.line.text() == ""


@pytest.mark.req("42")
def test_ten_in_a_row_of_every_kind(screen: Screen) -> None:
    """Known, scanned, by name, unknown, repeated, doubtful, foreign, not convoked, with no document."""
    entry, card = screen.step.entry, screen.step.flow.card

    def known(typed: str, name: str) -> None:
        screen.type(typed)
        screen.until(lambda: screen.present()[:1] == [name])

    def unknown(typed: str, about: str, name: str) -> None:
        screen.type(typed)
        screen.until(card.isVisible)
        known(about, name)

    def named(typed: str, offered: int) -> None:
        screen.type(typed)
        screen.until(lambda: len(entry.completer.suggestions()) == offered)

    known("99990431\r", "Ñahui Quispe, Saturnina")
    known("DNI99990254\r", "Taype Ñaupa, Fortunato")
    named("sanchez ay", 2)
    known("\r", "Sánchez Ayala, Luz Marina")
    about = "Ccoyllo Risco, Marleni\tmAsociación de Ejemplo\tTesorera\r"
    unknown("99990731\r", about, "Ccoyllo Risco, Marleni")
    screen.type("99990431\r")
    screen.until_said("Ñahui Quispe, Saturnina ya está en la lista, 08:40.")
    screen.type("9999014\r")
    screen.until_said("El DNI tiene 8 dígitos y aquí hay 7")
    known("7\r", "Rimachi Sulca, Wilber")
    unknown("001766062\r", "Souza Ejemplo, João\r", "Souza Ejemplo, João")
    known("99990640\r", "Cárdenas Lapa, Rufina")
    named("pari de ejemplo", 1)
    unknown("\r", ", Ana\r", "Pari de Ejemplo, Ana")
    unknown("9999888\r\r", "Quispe Ejemplo, Óscar\r", "Quispe Ejemplo, Óscar")

    walked_in = next(item for item in stored(screen) if item.document_number == "99990731")
    assert (walked_in.sex, walked_in.entity_name, walked_in.position) == (
        "m",
        "Asociación de Ejemplo",
        "Tesorera",
    )
    assert len(stored(screen)) == 9
    screen.until(lambda: "Presentes ahora: 9 de 4 esperadas" in screen.step.side.count.accessibleName())
    assert {item.document_type for item in stored(screen)} == {DocumentType.DNI, DocumentType.CE, None}
    assert QApplication.focusWidget() is entry.line


@pytest.mark.req("42")
@pytest.mark.parametrize("habit", ["", "\t"])
def test_a_letter_chooses_the_sex_and_a_tab_after_it_does_not_skip_the_entity(
    screen: Screen, habit: str
) -> None:
    screen.type("99990731\r")
    screen.until(screen.step.flow.card.isVisible)
    screen.type(f"Ccoyllo Risco, Marleni\tm{habit}Asociación de Ejemplo\tTesorera\r")
    screen.until(screen.present)
    assert [(item.entity_name, item.position) for item in stored(screen)] == [
        ("Asociación de Ejemplo", "Tesorera")
    ]


@pytest.mark.req("42")
def test_the_live_counts_tell_sex_level_and_entity(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    screen.type("99990640\r")
    screen.until(lambda: len(screen.present()) == 2)

    def told() -> list[str]:
        bars = screen.step.side.findChildren(BarStat)
        return sorted(bar.accessibleName() for bar in bars if bar.isVisibleTo(screen.step.side))

    screen.until(lambda: "MD de Luricocha: 1 de 2" in told())
    assert told().count("Sin dato: 1 de 2") >= 2, "whose entity, and so level, is unknown says so"
    assert "Mujeres: 1 de 2" in told()


def test_many_entities_are_told_in_few_lines() -> None:
    many = [Count(f"Entidad {number}", 1) for number in range(20)]
    shown = _foremost([*many, Count("Sin dato", 3)])
    assert [line.label for line in shown[-2:]] == ["Otras 12 entidades", "Sin dato"]
    assert sum(line.number for line in shown) == 23


@pytest.mark.req("42")
def test_the_eighth_digit_already_says_who_it_is_and_whether_it_repeats(screen: Screen) -> None:
    screen.type("99990431")
    screen.until_said("Ñahui Quispe, Saturnina MD de Luricocha · Enter registra")
    screen.type("\r")
    screen.until(screen.present)
    screen.type("99990431")
    screen.until_said("Ñahui Quispe, Saturnina ya está en la lista, 08:40.")
    assert len(stored(screen)) == 1


@pytest.mark.req("42")
def test_a_repeated_document_goes_to_its_row_even_behind_a_filter(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    screen.step.list.search.setText("taype")
    screen.step.list.search.value_changed.emit("taype")
    assert screen.shown() == ["Taype Ñaupa, Fortunato"]
    screen.type("99990431\r")
    screen.until_said("No se repitió")
    current = screen.step.list.table.current_row()
    assert current is not None
    assert current.full_name == "Ñahui Quispe, Saturnina"


@pytest.mark.req("42")
def test_ctrl_z_on_the_empty_line_takes_the_last_one_back(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    screen.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    screen.until(lambda: not screen.present())
    assert not stored(screen)
    screen.until_said("Deshecho: Asistencia de Ñahui Quispe.")


def test_escape_discards_the_unknown_one_and_leaves_the_number(screen: Screen) -> None:
    screen.type("99990731\r")
    screen.until(screen.step.flow.card.isVisible)
    assert QApplication.focusWidget() is screen.step.flow.card.name
    screen.type("Ccoy\x1b")
    assert not screen.step.flow.card.isVisible()
    assert screen.step.entry.line.text() == "99990731"
    assert QApplication.focusWidget() is screen.step.entry.line


@pytest.mark.req("42")
def test_somebody_alike_is_said_and_a_second_enter_accepts(screen: Screen) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("NAHUI QUISPE, Saturnina\r")
    screen.until(card.warning.text)
    assert "Ñahui Quispe, Saturnina (99990431 · MD de Luricocha)" in card.warning.text()
    assert not stored(screen)
    screen.type("\r")
    screen.until(lambda: len(stored(screen)) == 1)


def test_somebody_alike_may_be_the_same(screen: Screen) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("Ñahui Quispe, Saturnina\r")
    screen.until(card.warning.text)
    card.warning.action_triggered.emit()
    screen.until(screen.present)
    assert [item.document_number for item in stored(screen)] == ["99990431"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ("\r", "name", "Escriba los apellidos"),
        ("Quispe\tm\t" + "a" * 161 + "\r", "entity", "admite hasta 160"),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_field_and_kept(
    screen: Screen, typed: str, field: str, words: str
) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    if field == "entity":
        card.name.setText("Quispe Ejemplo")
        card.entity.setText("a" * 161)
        screen.type("\r")
    else:
        screen.type(typed)
    screen.until(card.warning.text)
    widget = getattr(card, field)
    assert words in card.warning.text()
    assert widget.problem()
    assert QApplication.focusWidget() is widget
    assert not stored(screen)


@pytest.mark.req("42")
def test_a_half_typed_person_survives_and_is_offered_with_its_hour(screen: Screen) -> None:
    card, flow = screen.step.flow.card, screen.step.flow
    screen.type("99990731\r")
    screen.until(card.isVisible)
    screen.type("Ccoyllo Risco, Mar")
    flow._keep.timeout.emit()
    screen.until(lambda: draft_of(screen))
    flow.open("otra", asks_sensitive=False)
    assert not card.isVisible()
    flow.open(screen.door.workshop, asks_sensitive=False)
    screen.until(flow.offer.isVisible)
    assert (
        flow.offer.notice.text()
        == "Quedó a medio escribir el 12/08/2026 a las 08:40:00: Ccoyllo Risco, Mar · 99990731."
    )
    flow.offer.recovered.emit()
    assert (card.name.text(), card.number) == ("Ccoyllo Risco, Mar", "99990731")
    screen.type("leni\r")
    screen.until(lambda: [item.names for item in stored(screen)] == ["Marleni"])
    screen.until(lambda: draft_of(screen) is None)


@pytest.mark.req("42")
def test_space_marks_an_expected_person_and_takes_her_off_again(screen: Screen) -> None:
    table = screen.step.list.table
    table.setFocus()
    table.select(screen.door.people["99990147"])
    screen.type(" ")
    screen.until(lambda: screen.present() == ["Rimachi Sulca, Wilber"])
    table.select(stored(screen)[0].id)
    table.setFocus()
    screen.type(" ")
    screen.until(lambda: not screen.present())
    assert screen.tasks.undo_stack.next_undo == "Quitar a Rimachi Sulca, Wilber"


def test_filters_count_and_search_is_blind_to_accents(screen: Screen) -> None:
    screen.type("99990640\r")
    screen.until(screen.present)
    words = [segment.text() for segment in screen.step.list.filter.findChildren(QRadioButton)]
    assert words == ["Todas 5", "Presentes 1", "Faltan 4", "Sin convocar 1"]
    screen.step.side.entity_chosen.emit("CEM Huanta")
    assert screen.shown() == ["Sánchez Ayala, Luz Marina"]


@pytest.mark.req("42")
def test_each_day_has_its_own_list_and_today_can_be_added(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    screen.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    screen.until(lambda: screen.step.day == SECOND and not screen.present())
    screen.door.clock.tick(3 * 24 * 60)
    screen.step.reload()
    feedback = screen.step.entry.feedback
    screen.until(lambda: feedback._offer.isVisible())
    assert feedback._offer.accessibleName() == "Hoy, sáb 15, no está programado. Agregar hoy"
    feedback.offer_clicked.emit()
    screen.until(lambda: screen.tasks.undo_stack.next_undo == "Día agregado")
    reopen(screen)
    screen.until(lambda: str(screen.step.day) == "2026-08-15" and not feedback._offer.isVisible())


def test_a_reload_by_somebody_else_keeps_what_is_being_typed(screen: Screen) -> None:
    screen.type("9999")
    with screen.door.store.write() as tx:
        service.arrive(tx, screen.door.workshop, FIRST, DocumentType.DNI, "99990254")
    screen.tasks.changed.emit(frozenset({"attendance"}))
    screen.until(lambda: screen.present() == ["Taype Ñaupa, Fortunato"])
    assert screen.step.entry.line.text() == "9999"


@pytest.mark.req("42")
def test_the_sensitive_questions_come_with_consent_first_and_only_when_asked(screen: Screen) -> None:
    card = screen.step.flow.card
    screen.type("99990731\r")
    screen.until(card.isVisible)
    assert not card.sensitive.isVisible()
    screen.type("\x1b")
    with screen.door.store.write() as tx:
        save_intervention(tx, screen.door.workshop, {"asks_sensitive": True})
    reopen(screen)
    screen.step.entry.line.clear()
    screen.type("99990731\r")
    screen.until(card.sensitive.isVisible)
    assert not card.sensitive.language.isEnabled()
    card.sensitive.consent.click()
    card.sensitive.language.setText("Quechua")
    screen.type("Ccoyllo Risco\r")
    screen.until(lambda: len(stored(screen)) == 1)
    assert (stored(screen)[0].consent, stored(screen)[0].language) == (True, "Quechua")


def test_a_correction_changes_the_list_and_not_the_directory(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    screen.step.list.edit_wanted.emit(screen.step.list.table.rows()[0])
    from ui.interventions.attendance.corrections import CorrectionDialog

    (dialog,) = screen.step.findChildren(CorrectionDialog)
    screen.until(dialog.name.text)
    dialog.position.setText("Regidora")
    dialog.accept_button.click()
    screen.until(lambda: screen.step.list.table.rows()[0].position == "Regidora")
    with screen.door.store.read() as tx:
        from concerta_desktop.model import Person

        person = records.get(tx, Person, screen.door.people["99990431"])
    assert person is not None
    assert person.position == "Gerenta, GDS"


@pytest.mark.req("42")
@pytest.mark.parametrize("place", ["list", "entry line"])
def test_cells_pasted_from_excel_are_looked_at_and_then_taken_as_one_action(
    screen: Screen, place: str
) -> None:
    from ui.interventions.paste_dialog import PasteDialog

    rows = "DNI\tApellidos y nombres\n99998801\tQuispe Mamani, Juana\n99990431\t\n12\t=1+1\n"
    QGuiApplication.clipboard().setText(rows)
    (screen.step.list.table if place == "list" else screen.step.entry.line).setFocus()
    screen.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    screen.until(lambda: screen.step.findChildren(PasteDialog))
    assert screen.step.entry.line.text() == ""
    (dialog,) = screen.step.findChildren(PasteDialog)
    screen.until(dialog.table.rows)
    assert not stored(screen)
    assert dialog.accept_button.text() == "Registrar 3 personas"
    dialog.table.check_toggled.emit("4", False)
    assert dialog.accept_button.text() == "Registrar 2 personas"
    dialog.accept_button.click()
    screen.until(lambda: len(screen.present()) == 2)
    assert screen.tasks.undo_stack.next_undo == "Pegado de 2 personas"
    screen.tasks.undo()
    screen.until(lambda: not screen.present())


@pytest.mark.req("42")
def test_a_correction_that_asks_the_sensitive_questions_shows_them_whole(screen: Screen) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    (signed,) = stored(screen)
    dialog = CorrectionDialog(screen.tasks, signed.id, asks_sensitive=True, parent=screen.step)
    screen.bot.addWidget(dialog)
    dialog.show()
    screen.until(dialog.name.text)
    for field in (dialog.sex, dialog.mandate, dialog.phone, dialog.sensitive.disability):
        assert field.visibleRegion().boundingRect().width() == field.width(), field.accessibleName()


@pytest.mark.parametrize(("typed", "said"), [("nadie@", "No es un correo: «nadie@»"), ("a@ejemplo.pe", "")])
def test_a_correction_says_at_the_field_an_address_that_is_none(
    screen: Screen, typed: str, said: str
) -> None:
    screen.type("99990431\r")
    screen.until(screen.present)
    (signed,) = stored(screen)
    dialog = CorrectionDialog(screen.tasks, signed.id, asks_sensitive=False, parent=screen.step)
    screen.bot.addWidget(dialog)
    dialog.show()
    screen.until(dialog.name.text)
    dialog.email.setText(typed)
    dialog.email.editingFinished.emit()
    told = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert (said in told) if said else ("No es un correo" not in told)
    dialog.reject()


def test_one_cell_pasted_is_typed(screen: Screen) -> None:
    QGuiApplication.clipboard().setText("99990431\r\n")
    screen.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    screen.type("\r")
    screen.until(lambda: screen.present() == ["Ñahui Quispe, Saturnina"])


@pytest.mark.req("42")
def test_a_doubt_said_at_enter_is_not_covered_by_who_it_may_be(screen: Screen) -> None:
    """The look-up of the eighth digit may come back after Enter: it must not invite to a second one."""
    entry = screen.step.entry
    screen.type("99990431-1\r")
    screen.until_said("El dígito verificador no corresponde")
    entry.document_typed.emit(Entry(DocumentType.DNI, "99990431"))
    wait_until(screen.tasks.idle)
    QApplication.processEvents()
    assert "El dígito verificador no corresponde" in screen.said()
    assert not stored(screen)


def test_nothing_to_paste_is_said(screen: Screen) -> None:
    from ui.interventions.paste_dialog import PasteDialog

    dialog = PasteDialog(screen.tasks, "Pegar", "Registrar", lambda _tx: (), text="  \n", parent=screen.step)
    dialog.open()
    screen.until(dialog.notice.text)
    assert dialog.notice.text().startswith("No hay nada que pegar.")
    assert not dialog.accept_button.isEnabled()


def test_every_control_has_a_name(screen: Screen) -> None:
    screen.type("99990731\r")
    screen.until(screen.step.flow.card.isVisible)
    reached = [
        one for one in screen.step.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    unnamed = [one for one in reached if one.isVisible() and not one.accessibleName()]
    assert not unnamed


@pytest.mark.req("42")
def test_ctrl_and_a_number_choose_the_kind_of_document(screen: Screen) -> None:
    kinds = [DocumentType.DNI, DocumentType.CE, DocumentType.PASSPORT, DocumentType.OTHER]
    for place, kind in enumerate(kinds):
        screen.press(Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
        assert screen.step.entry.kind.value() == kind.value
        assert QApplication.focusWidget() is screen.step.entry.line
