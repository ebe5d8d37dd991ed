"""The Informe step with the keyboard: sections, linked figures, what changed, finalising, saving."""

# pyright: reportAttributeAccessIssue=false, reportOptionalSubscript=false
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QWidget

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model.choices import Sex
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.queries.report import ReportView, get_report
from concerta_desktop.services import attendance as door
from concerta_desktop.services.report import save_head, save_section
from tests.factory import a_day, a_person, a_specialist, an_attendance, an_expected_person, an_intervention
from tests.ui.interventions.conftest import Office
from tests.unwritable import ATTEMPTS
from ui.interventions.report import delivery
from ui.interventions.report.chooser import Chooser
from ui.interventions.report.inserting import NormChooser
from ui.interventions.report.rows_dialog import RowsDialog
from ui.interventions.report.step import ReportStep
from ui.interventions.screen import InterventionsScreen

pytestmark = pytest.mark.req("48")

DAY, TODAY = date(2026, 8, 6), date(2026, 8, 10)
PART = ReportPart.PARTICIPANTS


class Hands:
    """The step on screen inside its page, over a workshop of three people."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.office, store = office, office.store
        store.author = a_specialist(store, names="Rosa", surnames="Ccente Palomino")
        self.workshop = an_intervention(store, title="Taller de agosto", responsible=store.author)
        a_day(store, self.workshop, DAY)
        people = [a_person(store, surnames=f"Ejemplo {letter}") for letter in "ABC"]
        for person in people:
            an_expected_person(store, self.workshop, person)
            an_attendance(
                store,
                self.workshop,
                DAY,
                person=person,
                sex=Sex.WOMAN,
                entity_name="UGEL",
                surnames="Ejemplo",
            )
        self.previewed: list[object] = []
        monkeypatch.setattr(
            "ui.interventions.report.preview_panel.PreviewPanel.make",
            lambda _panel, report: self.previewed.append(report),
        )

    def open(self) -> ReportStep:
        screen = self.screen = InterventionsScreen(self.office.tasks)
        screen.notice.connect(self.office.toasts.append)
        self.office.show(screen)
        screen.open_intervention(self.workshop, "informe")
        self.office.until(lambda: screen.view and screen.view._page)
        assert screen.view is not None
        step = screen.view.current_step()
        assert isinstance(step, ReportStep)
        self.step = step
        self.office.until(lambda: step._shown)
        return step

    def choose(self, part: ReportPart) -> None:
        self.step.sections.choose(part)
        self.step.text.edit.setFocus()

    def view(self) -> ReportView:
        with self.office.store.read() as tx:
            return get_report(tx, self.workshop, TODAY)

    def to_end(self) -> None:
        cursor = self.step.text.edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.step.text.edit.setTextCursor(cursor)

    def saved(self, part: ReportPart) -> str | None:
        self.step.text.commit()
        self.office.until(lambda: part in self.view().sections and not self.step.text.has_typed())
        return self.view().sections[part].text

    def child(self, kind: type[QWidget]) -> QWidget:
        found = self.step.findChildren(kind)
        return found[-1]


@pytest.fixture
def hands(office: Office, monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(office, monkeypatch)


def test_the_sections_say_what_is_missing_and_lead_there(hands: Hands) -> None:
    step = hands.open()
    missing = [words for status in step._shown.state.statuses for words in status.missing]  # type: ignore[union-attr]
    assert "A: autoridad sin nombre" in missing
    assert step.sections.missing_title.text() == f"Falta para finalizar ({len(missing)})"
    step.sections.missing_chosen.emit(ReportPart.HEAD)
    hands.office.until(lambda: step.head.form.editor("recipient_name").hasFocus())


def test_a_typed_sentence_keeps_its_figures_linked(hands: Hands) -> None:
    hands.open()
    hands.choose(PART)
    hands.to_end()
    hands.office.type(" Y hubo {{nada}} más.")
    text = hands.saved(PART)
    assert text is not None
    assert text.startswith("Participaron {{participantes.total}} personas")
    assert text.endswith("Y hubo {{{{}}nada}} más.")


def test_the_caret_takes_a_figure_whole_and_enter_shows_its_rows(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    edit = step.text.edit
    cursor = edit.textCursor()
    cursor.setPosition(len("Participaron "))
    edit.setTextCursor(cursor)
    hands.office.press(Qt.Key.Key_Right)
    assert edit.textCursor().selectedText() == "3"
    hands.office.press(Qt.Key.Key_Return)
    dialog = hands.child(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    assert [row[1][0] for row in dialog.table.rows()] == ["Ejemplo, Teófilo"] * 3
    dialog.reject()
    assert edit.stored().startswith("Participaron {{participantes.total}}")


def test_backspace_takes_a_figure_off_whole(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    cursor = step.text.edit.textCursor()
    cursor.setPosition(len("Participaron 3"))
    step.text.edit.setTextCursor(cursor)
    hands.office.press(Qt.Key.Key_Backspace)
    assert step.text.edit.stored().startswith("Participaron  personas")


def test_typing_beside_a_figure_is_words(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    cursor = step.text.edit.textCursor()
    cursor.setPosition(len("Participaron 3"))
    step.text.edit.setTextCursor(cursor)
    hands.office.type("5")
    assert step.text.edit.stored().startswith("Participaron {{participantes.total}}5 personas")


def test_ctrl_l_inserts_a_figure_found_by_its_name(hands: Hands) -> None:
    step = hands.open()
    hands.choose(ReportPart.CONCLUSIONS)
    hands.to_end()
    step.text.figure_wanted.emit()
    chooser = hands.child(Chooser)
    assert isinstance(chooser, Chooser)
    hands.office.until(chooser.isVisible)
    chooser.search.setFocus()
    hands.office.type("meta avance\r")
    assert step.text.edit.stored().endswith("{{participantes.meta_pct}}")


@pytest.mark.req("3")
def test_a_norm_goes_on_a_line_of_its_own(hands: Hands) -> None:
    step = hands.open()
    hands.choose(ReportPart.LEGAL_BASIS)
    hands.to_end()
    norms = NormChooser(step.tasks, step.text.edit.insert_lines, step)
    hands.office.until(lambda: norms.dialog.table.rows())
    norms.dialog.search.setFocus()
    hands.office.type("31155\r")
    assert step.text.edit.stored().split("\n")[-1].startswith("- Ley N° 31155, Ley que previene")


def test_a_figure_that_changed_is_told_until_it_is_read(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    hands.to_end()
    hands.office.type(" Bien.")
    hands.saved(PART)
    with hands.office.store.read() as tx:
        (first, *_) = attendances(tx, hands.workshop)
    step.tasks.write(lambda tx: door.take_off(tx, first.id), owner=step)
    hands.office.until(lambda: "desactualizada" in step.text.notice.text())
    assert "Participantes, antes 3 y ahora 2" in step.text.notice.text()
    assert "Participaron 2 personas" in step.text.edit.toPlainText()
    step.text.notice.action_triggered.emit()
    hands.office.until(lambda: not step.text.notice.text())


def test_an_emptied_section_says_so_and_comes_back(hands: Hands) -> None:
    step = hands.open()
    hands.choose(ReportPart.CONCLUSIONS)
    before = step.text.edit.stored()
    step.text.edit.selectAll()
    hands.office.press(Qt.Key.Key_Delete)
    assert hands.saved(ReportPart.CONCLUSIONS) is None
    hands.office.until(lambda: "quedó vacía" in step.text.notice.text())
    step.text.notice.action_triggered.emit()
    hands.office.until(lambda: step.text.edit.stored() == before)
    assert not step.text.notice.text()


def test_a_section_written_elsewhere_meanwhile_is_told_and_can_be_taken(hands: Hands) -> None:
    step = hands.open()
    hands.choose(ReportPart.CONCLUSIONS)
    hands.to_end()
    hands.office.type(" Lo mío.")
    with hands.office.store.write() as tx:
        save_section(tx, hands.workshop, ReportPart.CONCLUSIONS, "Lo de otra laptop.")
    step.text.commit()
    hands.office.until(lambda: "Dos laptops" in step.text.notice.text())
    assert step.text.edit.toPlainText().endswith(" Lo mío.")
    step.text.notice.action_triggered.emit()
    hands.office.until(lambda: step.text.edit.toPlainText() == "Lo de otra laptop.")
    hands.office.until(lambda: not step.text.notice.text())


def test_what_cannot_be_saved_stays_on_screen(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    hands.to_end()
    step.text.edit.insertPlainText(" mal\x01o")
    step.text.commit()
    hands.office.until(lambda: "No se guardó" in step.text.notice.text())
    step.reload()
    hands.office.until(lambda: step._shown)
    assert "mal\x01o" in step.text.edit.toPlainText()


def test_a_text_that_was_refused_waits_in_its_section_while_one_goes_elsewhere(hands: Hands) -> None:
    step = hands.open()
    hands.choose(ReportPart.CONCLUSIONS)
    hands.to_end()
    step.text.edit.insertPlainText(" mal\x01o")
    step.sections.choose(PART)
    hands.office.until(lambda: hands.office.toasts)
    assert hands.office.toasts[-1].startswith("III. Conclusiones no se guardó.")
    assert "mal" not in step.text.edit.toPlainText()
    assert not step.text.notice.text()
    hands.choose(ReportPart.CONCLUSIONS)
    assert step.text.edit.toPlainText().endswith(" mal\x01o")
    assert "No se guardó" in step.text.notice.text()
    assert step.unsaved() == ["Conclusiones: texto sin guardar"]
    hands.to_end()
    hands.office.press(Qt.Key.Key_Backspace)
    hands.office.press(Qt.Key.Key_Backspace)
    step.text.commit()
    assert (hands.saved(ReportPart.CONCLUSIONS) or "").endswith(" mal")
    hands.office.until(lambda: not step.text.notice.text())
    assert step.unsaved() == []


def test_a_cargo_without_name_is_said_at_the_name(hands: Hands) -> None:
    step = hands.open()
    step.tasks.write(
        lambda tx: save_head(tx, hands.workshop, {"recipient_position": "Directora"}), owner=step
    )
    hands.office.until(lambda: step.head.form.box("recipient_name").doubt())
    assert "sin dato" in step.head.form.box("recipient_name").doubt()


def test_finalising_says_what_is_missing_and_then_the_hash(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = hands.open()
    asked: list[list[str]] = []
    monkeypatch.setattr(step.delivery, "_sure", lambda missing: asked.append(missing) or True)
    step.delivery.finalise()
    hands.office.until(lambda: hands.office.toasts)
    assert asked
    assert "A: autoridad sin nombre" in asked[0]
    assert hands.office.toasts[0].startswith("Versión 1 finalizada, huella ")
    hands.office.until(lambda: not step.delivery.finalise_button.isEnabled())
    assert step.delivery.versions.text() == "Versión 1"


def test_what_changed_since_a_version_is_said_on_finalising_and_in_its_menu(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = hands.open()
    monkeypatch.setattr(step.delivery, "_sure", lambda _missing: True)
    step.delivery.finalise()
    hands.office.until(lambda: hands.office.toasts)
    hands.choose(ReportPart.CONCLUSIONS)
    hands.to_end()
    hands.office.type("\rMujeres & hombres.")
    hands.saved(ReportPart.CONCLUSIONS)
    hands.office.until(lambda: step.delivery.versions.text() == "Versión 1 · con cambios")
    step.delivery.finalise()
    hands.office.until(lambda: len(hands.office.toasts) > 1)
    change = "Conclusiones: se agregó un párrafo: «Mujeres & hombres.»."
    assert hands.office.toasts[-1].endswith(f". {change}")
    hands.office.until(lambda: step.delivery.versions.text() == "Versión 2")
    menus: list[list[str]] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: menus.append([a.text() for a in menu.actions()]))
    step.delivery.versions.click()
    ((newest, told, *_rest),) = menus
    assert newest.startswith("Guardar la versión 2 · ")
    assert told.strip() == change.replace("&", "&&"), "an ampersand is not a key of the menu"


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_it_is_saved_where_the_person_says(hands: Hands, tmp_path: Path, kind: str) -> None:
    step = hands.open()
    path = tmp_path / f"informe.{kind}"
    step.delivery.choose_path = lambda *_asked: path
    step.delivery.save(kind)  # type: ignore[arg-type]
    hands.office.until(lambda: hands.office.toasts)
    assert hands.office.toasts == [f"Guardado en «{path}»."]
    assert path.stat().st_size > 10_000


def test_a_report_that_cannot_be_written_is_said_and_nothing_is_lost(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = hands.open()
    hands.choose(PART)
    hands.to_end()
    hands.office.type(" Lo último.")
    step.delivery.choose_path = lambda *_asked: tmp_path / "informe.docx"
    for attempt, said in ATTEMPTS.items():
        monkeypatch.setattr(delivery, "write", attempt)
        step.delivery.save("docx")
        hands.office.until(lambda: hands.office.errors)
        failure = hands.office.errors.pop()
        assert isinstance(failure, EnvironmentFailure)
        assert str(failure) == said.format("informe.docx")
    assert list(tmp_path.glob("*.docx*")) == []
    assert str(hands.saved(PART)).endswith("Lo último."), "what was typed is kept all the same"


def test_f6_goes_round_the_three_panes(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    seen: list[str] = []
    for _ in range(3):
        step._next_pane(1)
        hands.office.until(lambda: step.focusWidget())
        focused = step.focusWidget()
        seen.append(focused.accessibleName() if focused else "")
    assert seen == ["Vista previa del informe", "Secciones del informe", "Texto: 2.2 Participantes"]


def test_every_control_has_a_name(hands: Hands) -> None:
    step = hands.open()
    hands.choose(PART)
    unnamed = [
        type(widget).__name__
        for widget in step.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not _inner(widget)
    ]
    assert unnamed == []


def _inner(widget: QWidget) -> bool:
    """Scroll bars and viewports of Qt's own, and rows whose text is their name."""
    parent = widget.parentWidget()
    texts: Callable[[], str] | None = getattr(widget, "text", None)
    return bool(texts and texts()) or (parent is not None and bool(parent.accessibleName()))


def test_until_the_report_of_another_intervention_is_read_nothing_can_be_written_or_finalised(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what is typed meanwhile would go to the one, and «Finalizar» would freeze the other."""
    step = hands.open()
    other = an_intervention(hands.office.store, title="Taller de setiembre")
    assert hands.screen.view is not None
    hands.screen.view.open_intervention(other, "informe")
    writable = (step.head, step.text, *step.delivery.buttons)
    shown = step._show
    monkeypatch.setattr(step, "_show", lambda _read: None)  # as if reading took its time
    hands.office.until(lambda: step.page is not None and step.page.intervention.id == other)
    assert step._shown is None
    assert not any(one.isEnabled() for one in writable)
    step.delivery.finalise()
    monkeypatch.setattr(step, "_show", shown)
    step.reload()
    hands.office.until(lambda: step._shown is not None)
    assert all(one.isEnabled() for one in writable)
    assert not hands.view().versions
