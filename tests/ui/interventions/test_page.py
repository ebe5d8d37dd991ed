"""The page of one intervention: head, rail, steps, and its Programación."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from concerta_desktop.model import AssistanceProcess, Entity, Intervention
from concerta_desktop.model.choices import Coordination, InterventionState, InterventionType, Modality
from concerta_desktop.model.fields import specs
from concerta_desktop.queries import records
from concerta_desktop.queries.interventions import agenda_of, days_of
from concerta_desktop.rules.cuadros import cuadro
from concerta_desktop.services.interventions import save_process
from concerta_desktop.store.tables import table_of
from tests.factory import a_day, an_agenda_item, an_attendance, an_entity, an_intervention
from tests.ui.interventions.conftest import Office
from ui.interventions.attendance.step import AttendanceStep
from ui.interventions.programming.step import ProgrammingStep
from ui.interventions.screen import InterventionsScreen

DAY = date(2026, 8, 12)


def open_page(office: Office, intervention: str, step: str = "programacion") -> InterventionsScreen:
    screen = InterventionsScreen(office.tasks)
    office.show(screen)
    screen.open_intervention(intervention, step)
    office.until(lambda: screen.view and screen.view._page)
    return screen


def programming(screen: InterventionsScreen) -> ProgrammingStep:
    assert screen.view is not None
    step = screen.view.current_step()
    assert isinstance(step, ProgrammingStep)
    return step


def kept(office: Office, intervention: str) -> Intervention:
    found = office.read(lambda tx: records.get(tx, Intervention, intervention))
    assert found is not None
    return found


def write(office: Office, step: ProgrammingStep, field: str, text: str) -> None:
    """Go to a field, put `text` in place of what it says, and leave it."""
    step.go_to_field(field)
    office.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    office.press(Qt.Key.Key_Backspace)
    office.type(text + "\t")


@pytest.mark.req("12")
def test_the_head_and_the_rail_say_where_one_is(office: Office) -> None:
    intervention = an_intervention(office.store, state=InterventionState.CONVOKED)
    a_day(office.store, intervention)
    view = open_page(office, intervention).view
    assert view is not None
    assert view.head._title.text() == "Taller de ejemplo en Huanta"
    assert [cell.accessibleName().partition(":")[0] for cell in view.rail._cells.values()] == [
        "1. Programación",
        "2. Convocatoria",
        "3. Asistencia",
        "4. Matriz",
        "5. Evaluación",
        "6. Informe",
    ]
    assert "sin convocados" in view.rail._cells["convocatoria"].accessibleName()


def test_no_step_makes_the_window_larger_than_a_small_screen_at_150_percent(office: Office) -> None:
    """1366 x 768 are 910 x 512 there; side bar, menu, status bar and title take the rest."""
    view = open_page(office, an_intervention(office.store)).view
    assert view is not None
    for key in view.rail._cells:
        view.step(key)
    least = view.minimumSizeHint()
    assert least.width() <= 854
    assert least.height() <= 400


def test_a_step_is_remembered_and_the_way_leads_back(office: Office) -> None:
    first, second = an_intervention(office.store), an_intervention(office.store)
    screen = open_page(office, first)
    view = screen.view
    assert view is not None
    view.rail._cells["convocatoria"].click()
    screen.open_intervention(second)
    assert view.rail.current() == "programacion"
    screen.open_intervention(first)
    assert view.rail.current() == "convocatoria"
    view.head.breadcrumb_clicked.emit(0)
    assert screen.list.isVisible()


@pytest.mark.req("31")
def test_a_field_is_kept_on_leaving_it_and_can_be_undone(office: Office) -> None:
    intervention = an_intervention(office.store)
    step = programming(open_page(office, intervention))
    write(office, step, "venue", "Sala ñandú 2")
    office.until(lambda: kept(office, intervention).venue == "Sala ñandú 2")
    office.until(lambda: step.side._saved.text().startswith("Guardado"))
    assert office.toasts == []
    office.tasks.undo()
    office.until(lambda: kept(office, intervention).venue == "Auditorio municipal, Huanta")
    office.until(lambda: step.where.form.values()["venue"] == "Auditorio municipal, Huanta")


@pytest.mark.req("32")
def test_the_cronograma_is_marked_as_agreed_with_the_keyboard(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention)
    step = programming(open_page(office, intervention))
    step.go_to_field("coordination")
    office.type("acor\t")
    office.until(lambda: kept(office, intervention).coordination is Coordination.AGREED)


def test_saving_the_same_field_again_and_again_conflicts_with_nobody(office: Office) -> None:
    intervention = an_intervention(office.store)
    step = programming(open_page(office, intervention))
    for text in ("A", "B", "C"):
        step._autosave.keep("venue", text)
    office.until(lambda: kept(office, intervention).venue == "C")
    row = office.read(lambda tx: tx.connection.execute(table_of(Intervention).select()).one())
    assert row.conflicts == ""


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Falta «Título»"),
        ("title", "x" * 201, "admite hasta 200 caracteres y tiene 201"),
        ("venue", "con \x00 dentro", "carácter invisible"),
        ("goal_people", "cuarenta", "número"),
        ("territories", "0504999", "no está elegido"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_with_what_was_typed(
    office: Office, field: str, typed: str, said: str
) -> None:
    intervention = an_intervention(office.store)
    before = kept(office, intervention)
    step = programming(open_page(office, intervention))
    if "\x00" in typed or len(typed) > 100:
        editor = step.where.form.editor("venue") if field == "venue" else step.what.form.editor("title")
        editor.setFocus()
        editor.setText(typed)  # type: ignore[attr-defined]
        editor.textEdited.emit(typed)  # type: ignore[attr-defined]
        office.type("\t")
    elif field == "territories":
        step.go_to_field(field)
        office.type(typed + "\t")
    else:
        write(office, step, field, typed)
    box = next(card.form.box(field) for card in step.cards if field in card.form.names())
    office.until(lambda: said in box.error())
    step.reload()
    assert kept(office, intervention) == before
    assert box.error()


def test_a_comment_of_20000_characters_is_told_and_stays_typed(office: Office) -> None:
    intervention = an_intervention(office.store)
    step = programming(open_page(office, intervention))
    notes = step.notes.form.editor("notes")
    notes.setFocus()
    notes.setPlainText("a" * 20_000)  # type: ignore[attr-defined]
    office.press(Qt.Key.Key_Tab)
    office.until(lambda: "5000" in step.notes.form.box("notes").error())
    office.bot.wait(50)
    assert len(notes.value()) == 20_000  # type: ignore[attr-defined]
    assert kept(office, intervention).notes is None


def test_what_is_missing_leads_to_its_field(office: Office) -> None:
    intervention = an_intervention(office.store, venue=None)
    step = programming(open_page(office, intervention))
    row = next(row for row in step.side._rows if row.text() == "Falta el lugar")
    row.click()
    assert step.where.form.editor("venue").hasFocus()
    office.type("Auditorio\t")
    office.until(lambda: "Falta el lugar" not in [row.text() for row in step.side._rows])


@pytest.mark.req("30")
def test_the_texts_of_the_cuadros_come_back(office: Office) -> None:
    intervention = an_intervention(office.store, objective="El nuestro", participants="Otros")
    step = programming(open_page(office, intervention))
    assert step._defaults.isVisible()
    step._defaults.click()
    office.until(
        lambda: kept(office, intervention).objective == cuadro(InterventionType.STRENGTHENING).objective
    )
    office.until(lambda: not step._defaults.isVisible())


def test_fields_follow_type_and_modality(office: Office) -> None:
    intervention = an_intervention(office.store)
    step = programming(open_page(office, intervention))
    assert step.where.form.box("venue").isVisible()
    assert not step.where.form.box("link").isVisible()
    step._autosave.keep("modality", Modality.VIRTUAL)
    office.until(lambda: step.where.form.box("link").isVisible())
    assert not step.where.form.box("venue").isVisible()
    step._autosave.keep("type", InterventionType.MOOC)
    office.until(lambda: step.when.form.box("period_start").isVisible())
    assert not step.days.isVisible()


@pytest.mark.req("33")
def test_creation_at_a_region_is_allowed_with_a_notice(office: Office) -> None:
    intervention = an_intervention(
        office.store, type=InterventionType.CREATION, territories=("R05",), instancias=()
    )
    step = programming(open_page(office, intervention))
    said = " ".join(note.text() for card in step.cards for note in card._notes)
    assert "el Cuadro 2 solo nombra al gobierno local" in said


def test_days_one_key_adds_the_next_with_the_same_hours(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention)
    step = programming(open_page(office, intervention))
    step.go_to_field("day")
    office.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: len(office.read(lambda tx: days_of(tx, intervention))) == 2)
    second = office.read(lambda tx: days_of(tx, intervention))[1]
    assert (second.day, second.start, second.end) == (date(2026, 8, 13), time(8, 30), time(17))
    office.until(lambda: step.days._total.text() == "2 días · 17 h")


def test_the_same_day_twice_is_told_on_its_line(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention)
    step = programming(open_page(office, intervention))
    step.days.add_next()
    office.until(lambda: len(office.read(lambda tx: days_of(tx, intervention))) == 2)
    office.until(lambda: all(line.key for line in step.days._lines))
    step.days._lines[1]._day.setFocus()
    office.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    office.type("120826\t")
    office.until(lambda: "ya está entre los días" in step.days.problem())
    assert [day.day for day in office.read(lambda tx: days_of(tx, intervention))] == [DAY, date(2026, 8, 13)]


def test_a_day_on_which_people_signed_stays(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention)
    an_attendance(office.store, intervention, DAY)
    step = programming(open_page(office, intervention))
    step.days._lines[0].removed.emit()
    office.until(lambda: "ya tiene personas registradas" in step.days.problem())


def test_the_agenda_is_typed_as_in_a_spreadsheet(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention)
    step = programming(open_page(office, intervention))
    step.go_to_field("agenda")
    office.type("Bienvenida\rBalance del año\r")
    office.until(lambda: len(office.read(lambda tx: agenda_of(tx, intervention))) == 2)
    office.until(lambda: len(step.agenda.model.keys()) == 2)
    index = step.agenda.model.index(0, 2)
    step.agenda.view.setCurrentIndex(index)
    step.agenda.view.setFocus()
    office.type("30\r")
    office.until(lambda: office.read(lambda tx: agenda_of(tx, intervention))[0].minutes == 30)
    step.agenda.view.setFocus()
    step.agenda.view.setCurrentIndex(step.agenda.model.index(0, 3))
    office.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    office.until(
        lambda: (
            [item.theme for item in office.read(lambda tx: agenda_of(tx, intervention))]
            == ["Balance del año", "Bienvenida"]
        )
    )


def test_text_in_a_number_of_the_agenda_stays_with_its_reason(office: Office) -> None:
    intervention = an_intervention(office.store)
    an_agenda_item(office.store, intervention)
    step = programming(open_page(office, intervention))
    model = step.agenda.model
    model.setData(model.index(0, 2), "media hora")
    assert model.data(model.index(0, 2)) == "media hora"
    assert step.agenda._problem.isVisible()
    assert office.read(lambda tx: agenda_of(tx, intervention))[0].minutes == 90


def test_lines_pasted_from_excel_become_themes_and_undo_takes_them_all(office: Office) -> None:
    intervention = an_intervention(office.store)
    a_day(office.store, intervention)
    step = programming(open_page(office, intervention))
    QGuiApplication.clipboard().setText("08:30\tBienvenida\tRosa\n09:00\t=1+1 <b>\t\n")
    wrong = step.days._lines[0]
    for field, typed in ((wrong._start, "ocho"), (wrong._end, "0700")):
        field.setFocus()
        field.selectAll()
        office.type(f"{typed}\t")
    step.go_to_field("agenda")
    office.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: len(step.agenda.model.keys()) == 2)
    assert wrong.half_typed() == ["12/08/2026", "ocho", "07:00"]  # a reload takes nothing that was typed
    themes = office.read(lambda tx: agenda_of(tx, intervention))
    assert [(item.start, item.theme) for item in themes] == [
        (time(8, 30), "Bienvenida"),
        (time(9), "=1+1 <b>"),
    ]
    office.until(lambda: office.toasts == ["2 temas pegados"])
    office.tasks.undo()
    office.until(lambda: office.read(lambda tx: agenda_of(tx, intervention)) == ())


def test_host_and_process_are_found_or_made_in_place(office: Office) -> None:
    intervention, entity = an_intervention(office.store), an_entity(office.store)
    step = programming(open_page(office, intervention))
    step.go_to_field("host")
    office.type("huanta")
    office.until(lambda: step.host._completer.suggestions())
    assert [one.title for one in step.host._completer.suggestions()] == [
        "MP de Huanta",
        "Crear la entidad «huanta»",
    ]
    office.type("\r")
    office.until(lambda: kept(office, intervention).host == entity)
    step.group.process.create_asked.emit("IPC Huanta 2026")
    office.until(lambda: kept(office, intervention).process)
    assert [p.name for p in office.read(lambda tx: records.find(tx, AssistanceProcess))] == [
        "IPC Huanta 2026"
    ]
    assert len(office.read(lambda tx: records.find(tx, Entity))) == 1


@pytest.mark.req("82")
def test_the_process_is_shown_edited_and_leads_to_its_other_interventions(office: Office) -> None:
    with office.store.write() as tx:
        process = save_process(tx, None, {"name": "IPC Huanta 2026", "baseline": "Sin plan vigente."})
    own = an_intervention(office.store, title="Taller", process=process)
    mate = an_intervention(office.store, title="Visita <b>previa</b>", process=process)
    a_day(office.store, mate, day=DAY)
    an_intervention(office.store, title="De otro proceso")
    screen = open_page(office, own)
    screen.intervention_chosen.connect(screen.open_intervention)  # as the window does
    card = programming(screen).group
    assert card.process.text() == "IPC Huanta 2026"
    assert card.facts.values()["baseline"] == "Sin plan vigente."
    office.until(lambda: card.mates.lines())
    assert [line.accessibleName() for line in card.mates.lines().values()] == [
        "12 ago 26. Visita <b>previa</b>. AT fortalecimiento · Presencial"
    ]
    card.facts.focus_field("goals")
    office.type("Cuatro sesiones al año\t")
    goals = lambda tx: getattr(records.get(tx, AssistanceProcess, process), "goals", None)  # noqa: E731
    office.until(lambda: office.read(goals) == "Cuatro sesiones al año")
    card.facts.focus_field("name")
    office.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    office.press(Qt.Key.Key_Backspace)
    office.press(Qt.Key.Key_Tab)
    office.until(lambda: card.facts.box("name").error())
    assert card.facts.box("name").error() == "Falta «Nombre». Escríbalo para guardar."
    card.facts.clear_typed()
    card.mates.lines()[mate].click()
    office.until(lambda: screen.view and screen.view._page and screen.view._page.intervention.id == mate)
    office.until(lambda: [*programming(screen).group.mates.lines()] == [own])


@pytest.mark.req("82")
def test_a_process_goes_to_the_trash_and_comes_back_with_its_interventions(office: Office) -> None:
    with office.store.write() as tx:
        process = save_process(tx, None, {"name": "IPC Huanta 2026"})
    screen = open_page(office, an_intervention(office.store, title="Taller", process=process))
    card = programming(screen).group
    assert card.process.text() == "IPC Huanta 2026"
    card.remove.click()
    office.until(lambda: not card.process.text())
    assert not card.facts.isVisible()
    office.tasks.undo()
    office.until(lambda: card.process.text() == "IPC Huanta 2026")


def test_without_a_process_nothing_of_one_is_asked(office: Office) -> None:
    card = programming(open_page(office, an_intervention(office.store))).group
    assert not card.facts.isVisible()
    assert not card.mates.isVisible()


def test_cancelling_and_going_back(office: Office) -> None:
    intervention = an_intervention(office.store)
    view = open_page(office, intervention).view
    assert view is not None
    view._set_state(InterventionState.CANCELLED, "Cancelada")
    office.until(lambda: kept(office, intervention).state is InterventionState.CANCELLED)
    office.until(lambda: office.toasts == ["Cancelada: Taller de ejemplo en Huanta"])
    office.tasks.undo()
    office.until(lambda: kept(office, intervention).state is InterventionState.PROGRAMMED)


def test_sent_to_the_trash_the_list_comes_back(office: Office) -> None:
    screen = open_page(office, an_intervention(office.store))
    assert screen.view is not None
    screen.view._delete()
    office.until(lambda: screen.list.isVisible() and screen.list._empty.isVisible())


@pytest.mark.req("42")
def test_the_door_waits_for_digits_however_it_was_reached(office: Office) -> None:
    """Opened, opened again, or chosen on the rail: what is typed next goes into the entry line."""
    intervention = an_intervention(office.store)
    a_day(office.store, intervention, DAY)
    screen = open_page(office, intervention, "asistencia")
    view = screen.view
    assert view is not None
    step = view.step("asistencia")
    assert isinstance(step, AttendanceStep)
    office.until(lambda: QApplication.focusWidget() is step.entry.line)
    screen.show_list()
    screen.open_intervention(intervention, "asistencia")
    office.until(lambda: QApplication.focusWidget() is step.entry.line)
    for key in ("programacion", "asistencia"):
        office.bot.mouseClick(view.rail._cells[key], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is step.entry.line
    view.rail._cells["asistencia"].setFocus()
    office.type("\r")
    assert QApplication.focusWidget() is step.entry.line


@pytest.mark.req("2.9")
def test_the_sensitive_questions_are_off_until_somebody_turns_them_on(office: Office) -> None:
    intervention = an_intervention(office.store)
    step = programming(open_page(office, intervention))
    box = step.whom.form.box("asks_sensitive")
    assert step.whom.form.values()["asks_sensitive"] is not True
    assert "aviso de consentimiento" in box.field.accessibleDescription()
    step.go_to_field("asks_sensitive")
    office.type(" ")
    office.until(lambda: kept(office, intervention).asks_sensitive is True)


def test_every_field_of_an_intervention_is_asked_once(office: Office) -> None:
    step = programming(open_page(office, an_intervention(office.store)))
    asked = [name for card in step.cards for name in card.form.names()]
    assert len(asked) == len(set(asked))
    assert {spec.name for spec in specs(Intervention)} - set(asked) == {"code", "state", "responsible"}
