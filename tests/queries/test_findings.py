"""The ledger across visits: what comes along, with its story, and what each visit leaves written [43]."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from concerta_desktop.clock import LIMA
from concerta_desktop.model import Finding, Intervention
from concerta_desktop.model.findings import FindingKind, FindingState
from concerta_desktop.queries.findings import Matrix, matrix, matrix_counts
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.rules.completeness import Step, StepState
from concerta_desktop.rules.findings import Standing
from concerta_desktop.services import findings as services
from concerta_desktop.services.interventions import remove
from concerta_desktop.store.change import change, undo
from concerta_desktop.store.store import Store
from tests.factory import SteppingClock, a_day, a_specialist, an_intervention
from tests.fixtures import NewStore

pytestmark = pytest.mark.req("43")

MARCH, MAY, AUGUST = date(2026, 3, 5), date(2026, 5, 20), date(2026, 8, 12)
NUDO, AVANCE = FindingKind.OBSTACLE, FindingKind.ADVANCE


def visit(store: Store, day: date, **values: object) -> str:
    made = an_intervention(store, **values)
    a_day(store, made, day)
    return made


def nudo(store: Store, intervention: str, text: str, **values: object) -> str:
    with store.write() as tx:
        return services.add_finding(tx, intervention, NUDO, {"text": text, **values})


def say(store: Store, intervention: str, finding: str, **values: object) -> None:
    with store.write() as tx:
        services.say(tx, intervention, finding, values)


def read(store: Store, intervention: str) -> Matrix:
    with store.read() as tx:
        found = matrix(tx, intervention)
    assert found is not None
    return found


def shown(found: Matrix) -> list[tuple[str, str | None, str]]:
    return [(row.code, row.finding.text, row.standing.label) for row in found.rows]


@pytest.mark.req("1")
def test_a_nudo_lives_across_three_visits_until_one_resolves_it(store: Store) -> None:
    author = a_specialist(store, names="Rosa", surnames="Ccente Palomino")
    store.author = author
    first = visit(store, MARCH, title="Visita de marzo")
    plan = nudo(store, first, "El plan no tiene presupuesto")
    alternos = nudo(store, first, "Tres entidades no designan alterno")
    second, third = visit(store, MAY, title="Visita de mayo"), visit(store, AUGUST, title="Visita de agosto")

    assert shown(read(store, first)) == [
        ("N-01", "El plan no tiene presupuesto", "Nuevo"),
        ("N-02", "Tres entidades no designan alterno", "Nuevo"),
    ]
    say(store, second, plan, state=FindingState.IN_PROGRESS, note="Reunión con Planeamiento")
    say(store, second, alternos, state=FindingState.RESOLVED, note="Llegaron los oficios")
    own = nudo(store, second, "Las actas no registran plazos")

    may = read(store, second)
    assert [row.id for row in may.carried] == [plan, alternos]
    assert [row.id for row in may.fresh] == [own]
    assert [row.id for row in may.resolved_nudos] == [alternos]

    august = read(store, third)
    assert shown(august) == [
        ("N-01", "El plan no tiene presupuesto", "En proceso"),
        ("N-03", "Las actas no registran plazos", "Abierto"),
    ]
    assert all(row.pending for row in august.carried)
    assert august.carried[0].age(AUGUST) == 160
    say(store, third, plan, state=FindingState.RESOLVED)
    august = read(store, third)
    assert august.carried[0].standing is Standing.RESOLVED
    assert [(line.day, line.state, line.said, line.who) for line in august.stories[plan]] == [
        (AUGUST, Standing.RESOLVED, "Visita de agosto", "R. Ccente"),
        (MAY, Standing.IN_PROGRESS, "Reunión con Planeamiento", "R. Ccente"),
        (MARCH, None, "Visita de marzo", "R. Ccente"),
    ]
    assert read(store, second).carried[0].standing is Standing.IN_PROGRESS, "what May wrote stays May's"
    later = visit(store, date(2026, 11, 25))
    assert [row.id for row in read(store, later).carried] == [own]


def test_what_was_agreed_and_is_no_longer_so_is_part_of_the_story(new_store: NewStore) -> None:
    clock = SteppingClock(datetime(2026, 3, 5, 9, tzinfo=LIMA), timedelta(milliseconds=1))
    store = new_store(now=clock)
    store.author = a_specialist(store, names="Joel", surnames="Illanes Soto")
    march = visit(store, MARCH, title="Visita de marzo")
    plan = nudo(store, march, "El plan no tiene presupuesto", due=date(2026, 5, 30), measure="Adecuarlo")
    with store.write() as tx:
        services.save_finding(tx, plan, {"measure": "Adecuar el plan"})
    clock.moment = datetime(2026, 8, 12, 9, tzinfo=LIMA)
    store.author = a_specialist(store, names="Rosa", surnames="Ccente Palomino")
    august = visit(store, AUGUST)
    with store.write() as tx:
        services.save_finding(tx, plan, {"due": date(2026, 9, 30)})
        services.save_finding(tx, plan, {"responsible": "Gerencia de Desarrollo Social"})
    story = read(store, august).stories[plan]
    assert [(line.day, line.what, line.said, line.who) for line in story] == [
        (AUGUST, "Cambió el plazo", "Antes: 30/05/2026", "R. Ccente"),
        (MARCH, "Registrado", "Visita de marzo", "J. Illanes"),
    ], "what was corrected on the same day, or said for the first time, changed nothing agreed"


def test_only_nudos_of_the_same_territory_or_instancia_come_along(store: Store) -> None:
    huanta = visit(store, MARCH, territories=("0504",), instancias=())
    macro = visit(store, MARCH, territories=("R03", "R05"), instancias=())
    nudo(store, huanta, "De la municipalidad")
    nudo(store, huanta, "De un distrito que la visita no nombra", place="050407")
    nudo(store, macro, "De Ayacucho", place="R05")
    nudo(store, macro, "De Apurímac", place="R03")
    with store.write() as tx:
        services.add_finding(tx, huanta, AVANCE, {"text": "Un avance no se arrastra"})

    def texts(**values: object) -> list[str | None]:
        return [row.finding.text for row in read(store, visit(store, AUGUST, **values)).carried]

    assert texts(territories=(), instancias=("IPC-0504",)) == [
        "De un distrito que la visita no nombra",
        "De la municipalidad",
    ]
    assert texts(territories=("R05",), instancias=()) == ["De Ayacucho"]
    assert texts(territories=("050407",), instancias=()) == ["De un distrito que la visita no nombra"]
    assert texts(territories=("0902",), instancias=()) == []
    assert [row.finding.text for row in read(store, visit(store, date(2026, 1, 5))).carried] == []


def test_numbers_follow_one_another_in_an_instancia_and_are_never_given_twice(store: Store) -> None:
    first, second = visit(store, MARCH), visit(store, AUGUST)
    gone = nudo(store, first, "Uno")
    nudo(store, first, "Dos")
    with store.write() as tx:
        services.remove_findings(tx, [gone])
    third = nudo(store, second, "Tres")
    other = nudo(store, second, "Del distrito", place="050407")
    with store.write() as tx:
        services.add_finding(tx, second, AVANCE, {"text": "Avance", "place": "IPC-0504"})
    codes = {row.finding.text: row.code for row in read(store, second).rows}
    assert codes == {"Dos": "N-02", "Tres": "N-03", "Del distrito": "N-04", "Avance": "A-01"}
    with store.write() as tx:
        services.save_finding(tx, other, {"place": "IPC-0504"})
        change(tx, Finding, third, {"number": 2})  # as another laptop that had not met this one would
    codes = {row.finding.text: row.code for row in read(store, second).rows}
    assert codes == {"Dos": "N-02", "Tres": "N-02b", "Del distrito": "N-04", "Avance": "A-01"}


def test_a_visit_in_the_trash_says_nothing(store: Store) -> None:
    first, second, third = visit(store, MARCH), visit(store, MAY), visit(store, AUGUST)
    old, new = nudo(store, first, "Viejo"), nudo(store, second, "Nuevo")
    say(store, second, old, state=FindingState.RESOLVED)
    assert [row.id for row in read(store, third).carried] == [new]
    with store.write() as tx:
        remove(tx, Intervention, [second])
    with store.read() as tx:
        assert matrix(tx, second) is None
    assert [(row.id, row.standing) for row in read(store, third).carried] == [(old, Standing.OPEN)]


def test_the_step_says_what_the_matriz_still_lacks(store: Store) -> None:
    first, second = visit(store, MARCH), visit(store, AUGUST)
    old = nudo(store, first, "Viejo", responsible="Secretaría Técnica", due=date(2026, 9, 30))

    def step(day: date) -> tuple[StepState, str, list[str]]:
        with store.read() as tx:
            page = get_page(tx, second, day)
        assert page is not None
        status = next(status for status in page.steps if status.step is Step.MATRIX)
        return status.state, status.summary, [missing.text for missing in status.missing]

    assert step(MAY) == (StepState.STARTED, "1 viene de antes", [])
    assert step(AUGUST)[2] == ["1 nudo de visitas anteriores sin actualizar"]
    say(store, second, old, state=FindingState.OPEN)
    with store.write() as tx:
        blank = services.add_finding(tx, second, NUDO, {"cause": "Sin personal"})
    assert step(AUGUST) == (
        StepState.STARTED,
        "2 hallazgos",
        ["1 hallazgo sin texto", "1 nudo sin responsable o plazo"],
    )
    with store.write() as tx:
        values = {"text": "Rotación", "responsible": "GDS", "due": date(2026, 10, 1)}
        services.save_finding(tx, blank, values)
    assert step(AUGUST) == (StepState.COMPLETE, "2 hallazgos", [])
    with store.read() as tx:
        assert matrix_counts(tx, [first])[first]["nudos_unassigned"] == 0


def test_taking_back_what_was_said_leaves_the_former_state(store: Store) -> None:
    first, second = visit(store, MARCH), visit(store, AUGUST)
    old = nudo(store, first, "Viejo")
    with store.write() as tx:
        services.say(tx, second, old, {"state": FindingState.RESOLVED})
    with store.write() as undoing:
        undo(undoing, tx.device, tx.incarnation, tx.action)
    row = read(store, second).carried[0]
    assert (row.standing, row.pending) == (Standing.OPEN, True)
    base = read(store, second).bases
    with store.write() as tx:
        services.say(tx, second, old, {"state": FindingState.IN_PROGRESS}, base[_update(old, second)])
    assert read(store, second).carried[0].standing is Standing.IN_PROGRESS


def _update(finding: str, intervention: str) -> str:
    from concerta_desktop.model.identity import finding_update_id

    return finding_update_id(finding, intervention)
