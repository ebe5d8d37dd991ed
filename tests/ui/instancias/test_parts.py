"""Directory, instruments, sessions and follow-up of an instancia: generated, saved field by field, undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.model import Agreement, Instrument, Mandate, Member, PlanReport, SessionMeeting
from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.model.fields import specs
from concerta_desktop.model.instruments import InstrumentKind, InstrumentState
from concerta_desktop.model.sessions import AgreementState, SessionKind
from concerta_desktop.queries import records
from concerta_desktop.services.instancia_parts import add_part
from tests.factory import a_person
from tests.ui.interventions.conftest import TODAY, Office
from ui.instancias.part_dialog import Children, PartDialog
from ui.instancias.part_step import PartStep
from ui.instancias.screen import InstanciasScreen
from ui.instancias.session_lists import AttendanceList, CarriedList
from ui.instancias.steps import STEPS

HUANTA = "IPC-0504"


def step(paged: InstanciasScreen, office: Office, key: str) -> PartStep:
    paged.open_instancia(HUANTA, key)
    assert paged.view is not None
    found = paged.view.step(key)
    assert isinstance(found, PartStep)
    office.until(lambda: found.code() == HUANTA and office.tasks.idle())
    return found


def dialog(paged: InstanciasScreen, office: Office) -> PartDialog:
    office.until(lambda: paged.window().findChildren(PartDialog))
    found = paged.window().findChildren(PartDialog)[-1]
    office.until(found.isActiveWindow)
    return found


def save(office: Office) -> None:
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.req("57", "58")
def test_a_member_is_added_and_corrected_with_the_keyboard(paged: InstanciasScreen, office: Office) -> None:
    members = step(paged, office, "integrantes")
    members.new()
    form = dialog(paged, office).fields.form
    form.focus_field("name")
    office.type("Comisaría ficticia de Ñaña\t")
    save(office)
    office.until(lambda: members.table.rows())
    (kept,) = office.read(lambda tx: records.find(tx, Member))
    assert (kept.instancia, kept.name) == (HUANTA, "Comisaría ficticia de Ñaña")
    office.until(lambda: members.table.current_id() == kept.id)
    paged.activateWindow()
    office.until(paged.isActiveWindow)
    members.panel.fields.form.focus_field("authority")
    office.type("Mayor Ficticio\t")
    office.until(lambda: office.read(lambda tx: records.get(tx, Member, kept.id)).authority)  # type: ignore[union-attr]
    changed = "Cambiar «Máxima autoridad: nombres y cargo» de Comisaría ficticia de Ñaña"
    office.until(lambda: office.tasks.undo_stack.next_undo == changed)
    office.tasks.undo()
    office.until(lambda: not office.read(lambda tx: records.get(tx, Member, kept.id)).authority)  # type: ignore[union-attr]


@pytest.mark.req("11", "58")
def test_an_alterno_of_the_presidencia_is_told_of_before_it_is_kept(
    paged: InstanciasScreen, office: Office
) -> None:
    person = a_person(office.store)
    with office.store.write() as tx:
        values = {"instancia": HUANTA, "name": "Municipalidad ficticia", "role": MemberRole.PRESIDENCY}
        member = add_part(tx, Member, values)
    members = step(paged, office, "integrantes")
    office.until(lambda: members.table.current_id() == member)
    (mandates,) = members.panel.children_lists
    assert isinstance(mandates, Children)
    mandates.add()
    asked = dialog(paged, office)
    chooser: Any = asked.fields.form.editor("person")
    chooser.show_reference(person, "Ccente Palomino, Rosa")
    asked.fields.form.show_values({"kind": MandateKind.ALTERNO})
    save(office)
    office.until(lambda: "indelegable" in asked.notice.text())
    assert office.read(lambda tx: records.find(tx, Mandate)) == []
    save(office)
    office.until(lambda: office.read(lambda tx: records.find(tx, Mandate)))
    office.until(lambda: members.notices_button.isVisible())


@pytest.mark.req("64", "66", "69")
def test_the_form_of_an_instrument_asks_only_what_its_kind_has(
    paged: InstanciasScreen, office: Office
) -> None:
    with office.store.write() as tx:
        for kind in (InstrumentKind.PLAN, InstrumentKind.REGULATION):
            values = {"instancia": HUANTA, "kind": kind, "state": InstrumentState.APPROVED}
            add_part(tx, Instrument, values)
    shown = step(paged, office, "instrumentos")
    office.until(lambda: len(shown.table.rows()) == 2)

    def asked(kind: InstrumentKind) -> set[str]:
        shown.table.select(next(row.id for row in shown.table.rows() if row.record.kind is kind))
        office.until(lambda: shown.panel._row and shown.panel._row.record.kind is kind)
        form = shown.panel.fields.form
        return {name for name in form.names() if not form.box(name).isHidden()}

    plan, regulation = asked(InstrumentKind.PLAN), asked(InstrumentKind.REGULATION)
    assert plan - regulation == {"inputs", "joint", "communicated_on", "presented_on"}
    assert {"covers", "covers_members", "quorum"} <= regulation - plan
    assert [one.title() for one in (c.part for c in shown.panel.children_lists) if one.title() == "Acciones"]


@pytest.mark.req("72", "76", "80")
@pytest.mark.parametrize(
    ("key", "record", "values"),
    [
        ("sesiones", SessionMeeting, {"kind": "ordinaria"}),
        ("seguimiento", PlanReport, {"year": 2026, "period": "semestre_1"}),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    paged: InstanciasScreen, office: Office, key: str, record: Any, values: dict[str, Any]
) -> None:
    shown = step(paged, office, key)
    shown.new()
    asked = dialog(paged, office)
    save(office)
    form = asked.fields.form
    office.until(form.problem)
    assert form.problem() == next(iter(values))
    for name, value in values.items():
        form.editor(name).set_value(value)  # type: ignore[attr-defined]
        form.box(name).set_error("")
    save(office)
    office.until(lambda: len(shown.table.rows()) == 1)
    (kept,) = office.read(lambda tx: records.find(tx, record))
    assert kept.instancia == HUANTA


def test_every_declared_field_of_what_a_step_lists_is_asked_somewhere() -> None:
    """A new field shows by itself; a new record type is one entry in `parts`."""
    from ui.instancias.parts import MECHANISMS, Part
    from ui.widgets.form import with_the_rest

    def below(part: Part) -> list[Part]:
        return [part, *(one for child in part.children for one in below(child))]

    found = [
        one
        for made in STEPS
        if issubclass(made, PartStep)
        for part in (made.part, *made.more)
        for one in below(part)
    ]
    for part in [*found, MECHANISMS]:
        asked = {
            name for row in with_the_rest(part.record, part.rows, elsewhere=part.elsewhere()) for name in row
        }
        assert asked | set(part.elsewhere()) == {field.name for field in specs(part.record)}


@pytest.mark.req("72", "86")
def test_the_roll_is_called_with_one_answer_a_member_and_the_quorum_follows(
    paged: InstanciasScreen, office: Office
) -> None:
    with office.store.write() as tx:
        for name in ("Entidad ficticia A", "Entidad ficticia B", "Entidad ficticia C"):
            add_part(tx, Member, {"instancia": HUANTA, "name": name, "role": MemberRole.MEMBER})
        add_part(tx, SessionMeeting, {"instancia": HUANTA, "kind": SessionKind.ORDINARY, "day": TODAY})
    shown = step(paged, office, "sesiones")
    (roll,) = [one for one in shown.panel.children_lists if isinstance(one, AttendanceList)]
    office.until(lambda: len(roll.rows) == 3)
    assert "Nadie ha pasado lista: sin dato" in roll._quorum.text()
    answers = [row.answer for row in roll.rows.values()]
    for answer in answers[:2]:
        answer._segments["asistio"].click()
    office.until(lambda: "Asistieron 2 de 3; se necesitan 2: hay quórum" in roll._quorum.text())
    office.tasks.undo()
    office.until(lambda: "Asistieron 1 de 3; se necesitan 2: no hay quórum" in roll._quorum.text())
    assert [answer.value() for answer in answers] == ["asistio", "", ""]


@pytest.mark.req("72")
def test_an_agreement_comes_along_until_it_is_met(paged: InstanciasScreen, office: Office) -> None:
    with office.store.write() as tx:
        first = {"instancia": HUANTA, "kind": SessionKind.ORDINARY, "day": date(2026, 3, 20)}
        session = add_part(tx, SessionMeeting, first)
        add_part(tx, SessionMeeting, {"instancia": HUANTA, "kind": SessionKind.ORDINARY, "day": TODAY})
        due = {"due": date(2026, 6, 30), "text": "Aprobar <el> reglamento"}
        add_part(tx, Agreement, {"instancia": HUANTA, "session": session, **due})
    shown = step(paged, office, "sesiones")
    (carried,) = [one for one in shown.panel.children_lists if isinstance(one, CarriedList)]
    office.until(carried.lines.lines)
    (line,) = carried.lines.lines().values()
    assert "vencido" in line.text_shown().second
    line.click()
    asked = dialog(paged, office)
    asked.fields.form.show_values({"state": AgreementState.MET})
    save(office)
    office.until(lambda: [one.text_shown().lead for one in carried.lines.lines().values()] == ["Cumplido"])
