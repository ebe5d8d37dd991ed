"""The Matriz de Instancias: a line for every territory, its filters, its coverage [A.1.i]."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from concerta_desktop.model import Instancia, Milestone, PriorMechanism
from concerta_desktop.model.instancias import InstanciaState, MechanismKind, MilestoneKind
from concerta_desktop.model.territory import Level
from concerta_desktop.queries.instancias import (
    InstanciaRow,
    MatrizFilters,
    coverage_by_level,
    coverage_within,
    filter_matriz,
    read_instancia,
    read_matriz,
)
from concerta_desktop.services.instancias import add_mechanism, add_milestone, edit, remove, save_instancia
from concerta_desktop.store.change import Change, changes, undo
from concerta_desktop.store.store import Store

TODAY = date(2026, 11, 28)


def matriz(store: Store) -> dict[str, InstanciaRow]:
    with store.read() as tx:
        return {row.code: row for row in read_matriz(tx, TODAY)}


@pytest.mark.req("14", "50", "55")
def test_every_territory_has_a_line_and_what_is_recorded_shows(store: Store) -> None:
    with store.write() as tx:
        ordinance = {"day": date(2021, 3, 9), "number": "Ordenanza N.° 004-2021-MPH"}
        add_milestone(tx, "IPC-0504", MilestoneKind.ORDINANCE, ordinance)
        add_milestone(tx, "IPC-0504", MilestoneKind.INSTALLED, {"day": date(2021, 6, 1)})
    with store.write() as tx:
        add_mechanism(tx, "IDC-050402", {"name": "Mesa de género", "kind": MechanismKind.BOARD})
        save_instancia(tx, "IRC-R05", {"prior": False})
    rows = matriz(store)
    assert len(rows) == 26 + 196 + 1891
    huanta = rows["IPC-0504"]
    assert (huanta.state, huanta.ordinance) == (InstanciaState.INSTALLED, "Ordenanza N.° 004-2021-MPH")
    assert (huanta.ordinance_day, huanta.installed_day) == (date(2021, 3, 9), date(2021, 6, 1))
    assert (huanta.label, huanta.region, huanta.province) == ("IPC Huanta", "Ayacucho", "Huanta")
    assert rows["IDC-050402"].state is InstanciaState.PRIOR
    assert rows["IRC-R05"].state is InstanciaState.NOTHING
    assert rows["IRC-R08"].state is InstanciaState.UNKNOWN
    assert [code for code, row in rows.items() if row.recorded] == ["IRC-R05", "IPC-0504", "IDC-050402"]


def test_a_milestone_can_be_corrected_undone_and_thrown_away(store: Store) -> None:
    with store.write() as tx:
        made = add_milestone(tx, "IPC-0504", MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9)})
    with store.write() as tx:
        edit(tx, Milestone, made, {"day": date(2022, 3, 9)})
        action = (tx.device, tx.incarnation, tx.action)
    assert matriz(store)["IPC-0504"].ordinance_day == date(2022, 3, 9)
    with store.write() as tx:
        undo(tx, *action)
    assert matriz(store)["IPC-0504"].ordinance_day == date(2021, 3, 9)
    with store.write() as tx:
        remove(tx, Milestone, made)
    assert not matriz(store)["IPC-0504"].recorded


@pytest.mark.req("51", "52", "53")
def test_a_mechanism_before_it_keeps_its_final_report_and_outcome(store: Store) -> None:
    with store.write() as tx:
        values = {"name": "Mesa", "report_asked": date(2021, 1, 4), "priorities": "Reactivar el albergue"}
        add_mechanism(tx, "IPC-0504", values)
    with store.read() as tx:
        page = read_instancia(tx, "IPC-0504", TODAY)
    assert page is not None
    (mechanism,) = page.mechanisms
    assert isinstance(mechanism, PriorMechanism)
    assert (mechanism.report_asked, mechanism.priorities) == (date(2021, 1, 4), "Reactivar el albergue")
    assert mechanism.outcome is None, "nobody has decided: sin dato"


@pytest.mark.req("56", "62", "53")
def test_what_the_creation_lacks_is_told_until_it_is_recorded(store: Store) -> None:
    def told() -> list[str]:
        with store.read() as tx:
            page = read_instancia(tx, "IPC-0504", TODAY)
        assert page is not None
        return [f"{notice.paragraph} {notice.text}" for notice in page.notices]

    assert told() == []
    with store.write() as tx:
        add_milestone(tx, "IPC-0504", MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9)})
        add_mechanism(tx, "IPC-0504", {"name": "Mesa", "report_asked": date(2021, 1, 4)})
    assert told() == [
        "7.3.2.7 No consta que se enviara la copia fedateada de la ordenanza a la ST-CMAN.",
        "7.3.2.3 «Mesa»: no consta si se adecuó o culminó.",
        "7.3.2.4 «Mesa»: se pidió su informe final y no consta que se recibiera.",
    ]
    with store.write() as tx:
        add_milestone(tx, "IPC-0504", MilestoneKind.COPY_SENT, {"day": date(2021, 3, 20)})
    assert told()[0].endswith("no consta que la ST-CMAN la recibiera.")
    with store.write() as tx:
        add_milestone(tx, "IPC-0504", MilestoneKind.COPY_RECEIVED, {"day": date(2021, 3, 22)})
        add_milestone(tx, "IPC-0504", MilestoneKind.INSTALLED, {"day": date(2021, 3, 1)})
    assert told()[:2] == [
        "7.3.2.13 No consta el acta de instalación suscrita.",
        "7.3.2.12 La instalación es anterior a la ordenanza.",
    ]


@pytest.mark.req("2")
def test_coverage_counts_by_level_and_within_a_region(store: Store) -> None:
    with store.write() as tx:
        for code in ("IRC-R05", "IPC-0504", "IDC-050402", "IDC-050401"):
            add_milestone(tx, code, MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9)})
    rows = list(matriz(store).values())
    levels = coverage_by_level(rows)
    assert {level: (one.created, one.eligible) for level, one in levels.items()} == {
        Level.REGION: (1, 26),
        Level.PROVINCE: (1, 195),
        Level.DISTRICT: (1, 1695),
    }, "the capital district, run by the provincial municipality, is not counted"
    assert coverage_by_level(rows, capitals=True)[Level.DISTRICT].created == 2
    ayacucho = coverage_within(rows, Level.REGION)["R05"]
    assert (ayacucho.created, ayacucho.by_state[InstanciaState.ORDINANCE]) == (2, 2)
    assert coverage_within(rows, Level.PROVINCE)["0504"].created == 1


def test_filters_take_words_levels_states_and_places(store: Store) -> None:
    with store.write() as tx:
        add_milestone(tx, "IPC-0504", MilestoneKind.ORDINANCE, {"number": "004-2021-MPH"})
    rows = list(matriz(store).values())

    def codes(**asked: object) -> list[str]:
        return [row.code for row in filter_matriz(rows, MatrizFilters(**asked))]  # type: ignore[arg-type]

    assert codes(text="ipc huanta") == ["IPC-0504"]
    assert codes(text="004-2021") == ["IPC-0504"]
    assert codes(states=(InstanciaState.ORDINANCE,)) == ["IPC-0504"]
    assert len(codes(level=Level.PROVINCE, region="R05")) == 11
    assert codes(text="ccarhuanco no existe") == []
    assert set(codes(text="ñaña")) == set(codes(text="nana"))


def test_the_whole_country_opens_and_filters_at_once(store: Store) -> None:
    """Budget: 300 ms to open, 50 ms to filter; here CPU time, with a milestone for every district."""
    codes = list(matriz(store))
    values = {"kind": MilestoneKind.ORDINANCE, "day": date(2021, 3, 9), "number": "001-2021"}
    with store.write() as tx:
        wanted = [Change(Milestone, f"m-{code}", {**values, "instancia": code}) for code in codes]
        changes(tx, wanted + [Change(Instancia, f"i-{code}", {"code": code}) for code in codes])
    assert cpu(lambda: matriz(store)) < 0.3
    rows = list(matriz(store).values())
    assert cpu(lambda: filter_matriz(rows, MatrizFilters(text="san juan 2021"))) < 0.05
    assert cpu(lambda: coverage_by_level(rows)) < 0.05


def cpu(work: Callable[[], object]) -> float:
    """The best of three, in seconds of processor."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
