"""Findings kept: hostile text, what cannot be, undo, and two laptops that meet [43]."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from concerta_desktop.clock import LIMA
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import Finding, FindingUpdate, Intervention
from concerta_desktop.model.findings import FindingKind, FindingState
from concerta_desktop.model.identity import finding_update_id
from concerta_desktop.queries import records
from concerta_desktop.queries.findings import Matrix, finding_subjects, matrix
from concerta_desktop.rules.finding_subjects import PREFERENCE, Aspect, aspect_of
from concerta_desktop.rules.findings import Standing
from concerta_desktop.services import findings as services
from concerta_desktop.services.interventions import remove, set_preference
from concerta_desktop.store import oplog
from concerta_desktop.store.change import restore, undo
from concerta_desktop.store.fold import fold
from concerta_desktop.store.project import project, replay
from concerta_desktop.store.store import Store
from tests.factory import SteppingClock, a_day, an_intervention
from tests.fixtures import NewStore

pytestmark = pytest.mark.req("43")

MARCH, AUGUST = date(2026, 3, 5), date(2026, 8, 12)
NUDO = FindingKind.OBSTACLE
HOSTILE = "=cmd()|' /C calc'!A0 <b>50 %</b> & \"comillas\" _x0041_ 👩🏽‍🌾 \u200foditrevni"


def visit(store: Store, day: date, **values: object) -> str:
    made = an_intervention(store, **values)
    a_day(store, made, day)
    return made


def add(store: Store, intervention: str, **values: object) -> str:
    with store.write() as tx:
        return services.add_finding(tx, intervention, NUDO, values)


def say(store: Store, intervention: str, finding: str, **values: object) -> None:
    """As the screen does: over what stands when it is opened."""
    with store.read() as tx:
        found = matrix(tx, intervention)
    assert found is not None
    base = found.bases.get(finding_update_id(finding, intervention), {})
    with store.write() as tx:
        services.say(tx, intervention, finding, values, {name: base.get(name, []) for name in values})


def read(store: Store, intervention: str) -> Matrix:
    with store.read() as tx:
        found = matrix(tx, intervention)
    assert found is not None
    return found


def kept(store: Store, finding: str) -> Finding:
    with store.read() as tx:
        found = records.get(tx, Finding, finding)
    assert found is not None
    return found


def send(sender: Store, receiver: Store) -> None:
    """Everything one laptop knows reaches another."""
    with sender.read() as tx:
        operations = [item for _, items in oplog.all_histories(tx) for item in items]
    with receiver.write() as tx:
        oplog.write(tx, operations)
        project(tx, [item.record_id for item in operations])


def test_what_is_typed_is_what_is_kept(store: Store) -> None:
    made = add(store, visit(store, AUGUST), text=HOSTILE, cause="línea\n\nlínea", responsible=HOSTILE)
    found = kept(store, made)
    assert (found.text, found.cause, found.responsible) == (HOSTILE, "línea\n\nlínea", HOSTILE)


def test_a_finding_may_be_begun_without_its_text(store: Store) -> None:
    intervention = visit(store, AUGUST)
    made = add(store, intervention, cause="Rotación")
    assert kept(store, made).text is None
    assert [row.code for row in read(store, intervention).rows] == ["N-01"]


def test_twenty_thousand_characters_fit_and_one_more_is_refused_with_the_text_untouched(store: Store) -> None:
    made = add(store, visit(store, AUGUST), text="ñ" * 20_000)
    assert len(kept(store, made).text or "") == 20_000
    with pytest.raises(ValidationError, match="admite hasta 20000") as refused, store.write() as tx:
        services.save_finding(tx, made, {"text": "ñ" * 20_001})
    assert refused.value.field == "text"
    assert len(kept(store, made).text or "") == 20_000


def test_a_place_that_does_not_exist_is_refused_at_its_field(store: Store) -> None:
    with pytest.raises(ValidationError, match="«IPC-9999» no existe") as refused:
        add(store, visit(store, AUGUST), place="IPC-9999")
    assert refused.value.field == "place"


def test_of_whom_it_speaks_follows_the_visit(store: Store) -> None:
    huanta = visit(store, AUGUST)
    assert kept(store, add(store, huanta, text="a")).place == "IPC-0504"
    several = visit(store, AUGUST, territories=("R03", "R05"), instancias=())
    assert kept(store, add(store, several, text="b")).place is None
    add(store, several, text="c", place="R05")
    assert kept(store, add(store, several, text="d")).place == "R05"


def test_what_is_in_the_trash_is_not_written(store: Store) -> None:
    intervention = visit(store, AUGUST)
    made = add(store, intervention, text="Uno")
    with store.write() as tx:
        services.remove_findings(tx, [made])
    for attempt in (
        lambda tx: services.save_finding(tx, made, {"text": "Otro"}),
        lambda tx: services.say(tx, intervention, made, {"state": FindingState.RESOLVED}),
    ):
        with pytest.raises(UserError, match="ya no está en la matriz"), store.write() as tx:
            attempt(tx)
    with store.write() as tx:
        remove(tx, Intervention, [intervention])
    with pytest.raises(UserError, match="ya no está en la lista"):
        add(store, intervention, text="Dos")


def test_a_deleted_finding_comes_back_whole_with_its_story(store: Store) -> None:
    first, second = visit(store, MARCH), visit(store, AUGUST)
    made = add(store, first, text="Uno", measure="Oficio")
    say(store, second, made, state=FindingState.IN_PROGRESS, note="Se envió")
    with store.write() as tx:
        services.remove_findings(tx, [made])
    assert read(store, second).rows == ()
    with store.write() as undoing:
        undo(undoing, tx.device, tx.incarnation, tx.action)
    (row,) = read(store, second).rows
    assert (row.code, row.standing, row.update.note if row.update else "") == (
        "N-01",
        Standing.IN_PROGRESS,
        "Se envió",
    )
    with store.write() as tx:
        services.remove_findings(tx, [made])
        restore(tx, Finding, made)
    assert len(read(store, second).rows) == 1


def test_what_is_said_carries_the_date_of_the_visit(new_store: NewStore) -> None:
    clock = SteppingClock(datetime(2026, 8, 20, 9, tzinfo=LIMA))
    store = new_store(now=clock)
    first, second = visit(store, MARCH), visit(store, AUGUST)
    made = add(store, first, text="Uno")
    say(store, second, made, state=FindingState.RESOLVED)
    with store.read() as tx:
        update = records.get(tx, FindingUpdate, finding_update_id(made, second))
    assert update is not None
    assert update.day == AUGUST, "typed at the office a week later, it was said in the visit"


def test_two_laptops_that_say_the_same_agree(store: Store, new_store: NewStore) -> None:
    first, second = visit(store, MARCH), visit(store, AUGUST)
    made, other = add(store, first, text="Uno"), new_store("lima")
    send(store, other)
    for laptop in (store, other):
        say(laptop, second, made, state=FindingState.RESOLVED)
    say(other, second, made, note="Vi el oficio")
    send(other, store)
    send(store, other)
    for laptop in (store, other):
        (row,) = read(laptop, second).rows
        assert (row.standing, row.disputed, row.update.note if row.update else "") == (
            Standing.RESOLVED,
            False,
            "Vi el oficio",
        )


def test_two_laptops_that_say_different_things_are_both_listed(store: Store, new_store: NewStore) -> None:
    first, second = visit(store, MARCH), visit(store, AUGUST)
    made, other = add(store, first, text="Uno"), new_store("lima")
    send(store, other)
    say(store, second, made, state=FindingState.RESOLVED)
    say(other, second, made, state=FindingState.IN_PROGRESS)
    send(other, store)
    send(store, other)
    shown = set()
    for laptop in (store, other):
        (row,) = read(laptop, second).rows
        assert row.disputed
        shown.add(row.standing)
        with laptop.write() as tx:
            update = finding_update_id(made, second)
            state = fold(oplog.load(tx, [update])[update])
            assert sorted(str(head.value) for head in state.heads["state"]) == ["en_proceso", "resuelto"]
            before = records.find(tx, Finding), records.find(tx, FindingUpdate)
            replay(tx)
            assert (records.find(tx, Finding), records.find(tx, FindingUpdate)) == before
    assert len(shown) == 1, "both laptops show the same one"
    say(store, second, made, state=FindingState.OPEN)
    (row,) = read(store, second).rows
    assert (row.standing, row.disputed) == (Standing.OPEN, False), "who saw both has decided"


def test_two_laptops_that_number_alike_are_told_apart_the_same_way(store: Store, new_store: NewStore) -> None:
    intervention, other = visit(store, AUGUST), new_store("lima")
    send(store, other)
    add(store, intervention, text="De Huanta")
    add(other, intervention, text="De Lima")
    send(other, store)
    send(store, other)
    codes = [{row.finding.text: row.code for row in read(one, intervention).rows} for one in (store, other)]
    assert codes[0] == codes[1]
    assert sorted(codes[0].values()) == ["N-01", "N-01b"]


def test_the_office_edits_the_list_and_what_was_written_is_offered_too(store: Store) -> None:
    add(store, visit(store, AUGUST), text="Uno", about="Cuna más cercana")

    def offered() -> dict[str, Aspect]:
        with store.read() as tx:
            return {item.name: item.aspect for item in finding_subjects(tx)}

    assert offered()["Plan de trabajo"] is Aspect.INSTRUMENT
    assert offered()["Cuna más cercana"] is Aspect.OTHER
    with store.write() as tx:
        set_preference(tx, PREFERENCE, "Instrumento: Plan de acción\nfuncion: Vocería\n\nSin clase")
    assert offered() == {
        "Plan de acción": Aspect.INSTRUMENT,
        "Vocería": Aspect.FUNCTION,
        "Sin clase": Aspect.OTHER,
        "Cuna más cercana": Aspect.OTHER,
    }
    with store.read() as tx:
        assert aspect_of("PLAN DE ACCION", finding_subjects(tx)) is Aspect.INSTRUMENT
