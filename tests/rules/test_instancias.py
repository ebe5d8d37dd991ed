"""How far an instancia has come, and coverage with the right denominators [A.1.i, 7.1, 7.3.2.1, 2.3]."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.model.instancias import InstanciaState as State
from concerta_desktop.model.instancias import MilestoneKind as Kind
from concerta_desktop.model.territory import Level, all_territories
from concerta_desktop.rules.instancias import Known, coverage, eligible, state_of

TODAY = date(2026, 11, 28)


def day(year: int) -> date:
    return date(year, 3, 9)


@pytest.mark.req("14", "50", "51")
@pytest.mark.parametrize(
    ("known", "state"),
    [
        (Known(), State.UNKNOWN),
        (Known(prior=False), State.NOTHING),
        (Known(prior=True), State.PRIOR),
        (Known(reported=State.NOTHING), State.NOTHING),
        (Known(reported=State.NOTHING, prior=True), State.PRIOR),
        (Known(prior=True, milestones=((Kind.MEETING, day(2020)),)), State.PRIOR),
        (Known(milestones=((Kind.EXPEDIENTE, day(2020)),)), State.UNKNOWN),
        (Known(milestones=((Kind.ORDINANCE, day(2020)),), prior=True), State.ORDINANCE),
        (Known(milestones=((Kind.ORDINANCE, None),)), State.ORDINANCE),
        (Known(milestones=((Kind.ORDINANCE, date(2026, 12, 1)),)), State.UNKNOWN),
        (Known(milestones=((Kind.ORDINANCE, day(2020)), (Kind.INSTALLED, day(2021)))), State.INSTALLED),
        (Known(milestones=((Kind.INSTALLED, day(2021)),), last_session=day(2026)), State.WORKING),
        (Known(milestones=((Kind.INSTALLED, day(2021)),), last_session=day(2025)), State.INSTALLED),
        (Known(milestones=((Kind.WORKING, day(2026)),)), State.WORKING),
        (Known(milestones=((Kind.WORKING, day(2024)),)), State.INSTALLED),
        (Known(milestones=((Kind.ORDINANCE, day(2020)), (Kind.ENDED, day(2023)))), State.NOTHING),
        (Known(milestones=((Kind.ENDED, day(2023)), (Kind.ORDINANCE, day(2024)))), State.ORDINANCE),
        (Known(reported=State.INSTALLED, milestones=((Kind.ORDINANCE, day(2020)),)), State.INSTALLED),
        (Known(reported=State.ORDINANCE, milestones=((Kind.INSTALLED, day(2022)),)), State.INSTALLED),
    ],
)
def test_the_state_follows_from_what_is_recorded(known: Known, state: State) -> None:
    assert state_of(known, TODAY) is state


@pytest.mark.req("2")
def test_capital_districts_are_not_eligible_unless_asked() -> None:
    districts = [one.code for one in all_territories() if one.level is Level.DISTRICT]
    provinces = [one.code for one in all_territories() if one.level is Level.PROVINCE]
    assert not eligible("050101")
    assert eligible("050101", capitals=True)
    assert eligible("050104")
    assert len(districts) - sum(map(eligible, districts)) == len(provinces)
    assert not eligible("1501"), "Lima Metropolitana is counted once, as a region"


@pytest.mark.req("2")
def test_unknown_is_neither_created_nor_missing() -> None:
    found = coverage([State.UNKNOWN, State.NOTHING, State.PRIOR, State.ORDINANCE, State.WORKING])
    assert (found.eligible, found.created, found.unknown, found.missing) == (5, 2, 1, 2)
    assert found.percent == 40
    assert coverage([]).percent is None
