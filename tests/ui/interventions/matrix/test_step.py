"""The Matriz step with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from concerta_desktop.model import Finding
from concerta_desktop.model.findings import FindingKind, FindingState
from concerta_desktop.queries.findings import Matrix, matrix
from concerta_desktop.queries.records import trash
from concerta_desktop.rules.findings import Standing
from concerta_desktop.services import findings as services
from tests.factory import a_day, a_specialist, an_intervention
from tests.ui.interventions.conftest import Office
from tests.waiting import wait_until
from ui.interventions.matrix.step import MatrixStep
from ui.interventions.screen import InterventionsScreen
from ui.preview import PreviewDialog

pytestmark = pytest.mark.req("43")

MARCH, TODAY = date(2026, 3, 5), date(2026, 8, 10)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hands:
    """The step on screen inside its page, and what the store holds."""

    def __init__(self, office: Office) -> None:
        self.office, store = office, office.store
        store.author = a_specialist(store, names="Joel", surnames="Illanes Soto")
        self.before = an_intervention(store, title="Visita de marzo")
        a_day(store, self.before, MARCH)
        self.visit = an_intervention(store, title="Taller de agosto")
        a_day(store, self.visit, TODAY)
        self.plan = self.add(self.before, "El plan no tiene presupuesto", measure="Adecuar el plan")
        self.alternos = self.add(self.before, "Tres entidades sin alterno")

    def add(self, intervention: str, text: str, **values: object) -> str:
        with self.office.store.write() as tx:
            return services.add_finding(tx, intervention, FindingKind.OBSTACLE, {"text": text, **values})

    def open(self) -> MatrixStep:
        self.screen = InterventionsScreen(self.office.tasks)
        self.screen.notice.connect(self.office.toasts.append)
        self.office.show(self.screen)
        self.screen.open_intervention(self.visit, "matriz")
        self.office.until(lambda: self.screen.view and self.screen.view._page)
        view = self.screen.view
        assert view is not None
        step = view.current_step()
        assert isinstance(step, MatrixStep)
        self.step = step
        self.office.until(lambda: step._matrix and step.listed.ids())
        step.listed.table.setFocus()
        return step

    def read(self) -> Matrix:
        found = self.office.read(lambda tx: matrix(tx, self.visit))
        assert found is not None
        return found

    def until(self, true: Callable[[Matrix], object]) -> None:
        self.office.until(lambda: true(self.read()))

    def codes(self) -> list[str]:
        return [row.code for row in self.step.listed.table.rows()]

    def current(self) -> str:
        row = self.step.listed.table.current_row()
        return row.code if row else ""

    def focused(self) -> str:
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget else ""


@pytest.fixture
def hands(office: Office) -> Hands:
    return Hands(office)


def test_nudos_of_earlier_visits_come_first_and_their_state_is_asked_for(hands: Hands) -> None:
    step = hands.open()
    assert hands.codes() == ["N-01", "N-02"]
    assert hands.current() == "N-01"
    assert step.panel._title.text() == "Nudo N-01"
    assert step.panel._badge.accessibleName() == "abierto hace 158 días"
    assert [one.words() for one in step.panel.story.shown()] == [
        "05/03/2026: Registrado, J. Illanes. Visita de marzo"
    ]
    hands.office.press(Qt.Key.Key_Return)
    assert hands.focused() == "Abierto"
    hands.office.press(Qt.Key.Key_2, CTRL)
    hands.until(lambda found: found.carried[0].standing is Standing.IN_PROGRESS)
    hands.office.until(lambda: len(step.panel.story.shown()) == 2)
    assert step.panel.state.value() == "en_proceso"
    assert step.panel.story.shown()[0].what == "En proceso, J. Illanes"


def test_a_nudo_is_written_from_its_text_to_its_place_without_the_mouse(hands: Hands) -> None:
    hands.open()
    hands.screen.new()
    assert hands.focused() == "Hallazgo"
    hands.office.type("Las actas no registran plazos\t")
    assert hands.focused() == "Función o instrumento"
    hands.office.type("Sesiones\t\t")
    hands.office.type("No hay formato\tUsar el anexo 3\tSecretaría Técnica\t15/10/2026\t")
    hands.until(lambda found: found.fresh and found.fresh[0].finding.due)
    (row,) = hands.read().fresh
    assert (row.code, row.place, row.standing) == ("N-03", "IPC Huanta", Standing.NEW)
    finding = row.finding
    assert (finding.text, finding.about, finding.cause) == (
        "Las actas no registran plazos",
        "Sesiones",
        "No hay formato",
    )
    assert (finding.measure, finding.responsible) == ("Usar el anexo 3", "Secretaría Técnica")
    assert finding.due == date(2026, 10, 15)
    hands.office.until(lambda: hands.codes() == ["N-01", "N-02", "N-03"])
    assert hands.current() == "N-03"


def test_alt_arrows_change_the_nudo_and_the_cursor_stays_in_the_field(hands: Hands) -> None:
    step = hands.open()
    step.panel.form.focus_field("measure")
    assert hands.focused() == "Medida correctiva"
    hands.office.press(Qt.Key.Key_A, CTRL)
    hands.office.type("Adecuarlo en sesión")
    hands.office.press(Qt.Key.Key_Down, ALT)
    assert (hands.current(), hands.focused()) == ("N-02", "Medida correctiva")
    hands.office.type("Reiterar por oficio")
    hands.office.press(Qt.Key.Key_Up, ALT)
    assert (hands.current(), hands.focused()) == ("N-01", "Medida correctiva")
    hands.until(
        lambda found: (
            [row.finding.measure for row in found.carried] == ["Adecuarlo en sesión", "Reiterar por oficio"]
        )
    )
    assert step.panel.form.values()["measure"] == "Adecuarlo en sesión"
    hands.office.press(Qt.Key.Key_Up, ALT)
    assert hands.current() == "N-01", "there is nothing above"


def test_an_avance_asks_only_for_what_it_has(hands: Hands) -> None:
    step = hands.open()
    hands.office.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.office.type("El reglamento fue aprobado\t")
    hands.until(lambda found: found.advances)
    assert [row.code for row in hands.read().advances] == ["A-01"]
    shown = [name for name in step.panel.form.names() if not step.panel.form.box(name).isHidden()]
    assert shown == ["text", "about", "place", "responsible"]
    assert step.panel._state_box.isHidden()


def test_what_is_left_blank_leaves_no_trace(hands: Hands) -> None:
    hands.open()
    hands.screen.new()
    assert hands.codes() == ["N-01", "N-02", ""]
    hands.office.press(Qt.Key.Key_Escape)
    assert hands.codes() == ["N-01", "N-02"]
    hands.screen.new()
    hands.office.press(Qt.Key.Key_Up, ALT)
    assert hands.codes() == ["N-01", "N-02"]
    assert hands.read().fresh == ()


def test_a_finding_without_text_is_kept_and_said_to_lack_it(hands: Hands) -> None:
    step = hands.open()
    hands.screen.new()
    step.panel.form.focus_field("cause")
    hands.office.type("Rotación de personal\t")
    hands.until(lambda found: found.fresh)
    hands.office.until(lambda: "N-03" in hands.codes())
    cells = [step.listed.table.model().index(4, column).data() for column in range(2)]
    assert cells == ["N-03", "sin dato"]


def test_too_long_a_text_stays_in_its_field_and_the_list_does_not_move(hands: Hands) -> None:
    step = hands.open()
    step.panel.form.focus_field("text")
    QGuiApplication.clipboard().setText("ñ" * 20_001)
    hands.office.press(Qt.Key.Key_A, CTRL)
    hands.office.press(Qt.Key.Key_V, CTRL)
    hands.office.press(Qt.Key.Key_Down, ALT)
    assert (hands.current(), hands.focused()) == ("N-01", "Hallazgo")
    assert "admite hasta 20000 caracteres" in step.panel.form.box("text").error()
    assert len(str(step.panel.form.values()["text"])) == 20_001
    hands.office.press(Qt.Key.Key_Backspace)
    hands.office.press(Qt.Key.Key_Down, ALT)
    assert hands.current() == "N-02"
    hands.until(lambda found: found.carried[0].finding.text == "ñ" * 20_000)


def test_a_date_that_is_none_and_a_place_that_is_none_keep_the_cursor(hands: Hands) -> None:
    step = hands.open()
    for field, typed, label in (("due", "31/02/2026", "Plazo"), ("place", "Macondo", "De quién")):
        step.panel.form.focus_field(field)
        hands.office.press(Qt.Key.Key_A, CTRL)
        hands.office.type(typed)
        hands.office.press(Qt.Key.Key_Down, ALT)
        assert (hands.current(), hands.focused()) == ("N-01", label)
        assert step.panel.form.box(field).error()
        editor: QWidget = step.panel.form.editor(field)
        editor.set_value(None if field == "due" else "IPC-0504")  # type: ignore[attr-defined]


def test_a_due_date_before_the_visit_is_told_beside_the_field(hands: Hands) -> None:
    step = hands.open()
    step.panel.form.focus_field("due")
    hands.office.type("01/02/2026\t")
    hands.office.until(lambda: not step.panel.advice.isHidden())
    assert step.panel.advice.text() == (
        "El plazo (01/02/2026) es anterior a la visita que registró el nudo (05/03/2026)."
    )
    hands.until(lambda found: found.carried[0].finding.due == date(2026, 2, 1))


def test_supr_sends_a_finding_of_this_visit_to_the_trash_and_undo_brings_it_back(hands: Hands) -> None:
    own = hands.add(hands.visit, "De hoy")
    step = hands.open()
    step.listed.table.select(own)
    hands.office.press(Qt.Key.Key_Delete)
    hands.office.until(lambda: hands.office.toasts == ["Nudo N-03 a la papelera"])
    assert not hands.read().fresh
    assert [row.title for row in hands.office.read(trash)] == ["De hoy"]
    hands.office.tasks.undo()
    hands.until(lambda found: found.fresh)
    hands.office.until(lambda: hands.codes() == ["N-01", "N-02", "N-03"])


def test_a_nudo_of_an_earlier_visit_is_not_deleted_from_this_one(hands: Hands) -> None:
    hands.open()
    hands.office.press(Qt.Key.Key_Delete)
    assert hands.office.toasts == ["Nudo N-01 viene de «Visita de marzo»: márquelo resuelto, o quítelo allí."]
    assert len(hands.read().carried) == 2


def test_creating_can_be_taken_back(hands: Hands) -> None:
    hands.open()
    hands.screen.new()
    hands.office.type("Uno\t")
    hands.until(lambda found: found.fresh)
    hands.office.until(lambda: hands.codes() == ["N-01", "N-02", "N-03"])
    assert hands.office.tasks.undo_stack.next_undo == "Nudo crítico agregado"
    hands.office.tasks.undo()
    hands.office.until(lambda: hands.codes() == ["N-01", "N-02"])
    assert hands.read().fresh == ()


def test_the_list_narrows_and_orders(hands: Hands) -> None:
    hands.add(hands.visit, "Del distrito", place="050407", about="Presupuesto")
    hands.add(hands.visit, "De la instancia", about="Sesiones")
    step = hands.open()
    texts = lambda: [row.finding.text for row in step.listed.table.rows()][2:]  # noqa: E731
    assert texts() == ["De la instancia", "Del distrito"]
    step.listed.order.set_value("about")
    step.listed._fill()
    assert texts() == ["Del distrito", "De la instancia"]
    step.listed.filter.set_value("advances")
    step.listed._fill()
    assert hands.codes() == []
    hands.screen.new()
    assert step.listed.filter.value() == "all", "a new one must be seen"
    step.listed.search.setFocus()
    hands.office.type("distrito")
    assert [row.finding.text for row in step.listed.table.rows()] == ["Del distrito"]


def test_the_head_prints_the_matriz(hands: Hands) -> None:
    hands.open()
    view = hands.screen.view
    assert view is not None
    assert view._sheet.text() == "Imprimir matriz"
    actions = view.step("matriz").head_actions
    shown = [action.text() for action in actions if action.isVisible()]  # type: ignore[attr-defined]
    assert shown == ["Avance", "Nudo crítico"]
    hands.screen.print_document()
    dialog = hands.step.findChild(PreviewDialog)
    assert dialog is not None
    wait_until(lambda: "página" in dialog.pages.text())
    assert [kind for kind, button in dialog._saves.items() if not button.isHidden()] == [
        "pdf",
        "xlsx",
        "docx",
    ]
    dialog.reject()


def test_one_intervention_does_not_keep_what_was_begun_in_another(hands: Hands) -> None:
    step = hands.open()
    hands.screen.new()
    hands.screen.open_intervention(hands.before, "matriz")
    hands.office.until(lambda: step._matrix and step._matrix.visit.id == hands.before)
    hands.office.until(lambda: hands.codes() == ["N-01", "N-02"])
    assert step.panel._badge.accessibleName() == "Nuevo"
    found = hands.office.read(lambda tx: matrix(tx, hands.before))
    assert found is not None
    assert all(isinstance(row.finding, Finding) and not row.carried for row in found.rows)
    hands.office.press(Qt.Key.Key_3, CTRL)
    hands.office.until(
        lambda: (
            (found := hands.office.read(lambda tx: matrix(tx, hands.before)))
            and FindingState.RESOLVED in [row.update.state for row in found.rows if row.update]
        )
    )
