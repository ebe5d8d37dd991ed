"""What the facts of an intervention mean today. Nothing blocks: it is said, with its paragraph."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.model.choices import InterventionState, InterventionType, Modality
from concerta_desktop.model.interventions import Intervention, InterventionDay
from concerta_desktop.rules.interventions import (
    DisplayState,
    advisories,
    dates_of,
    display_state,
    field_applies,
    has_door,
    link_due,
    serves_region,
)

AUG_12, AUG_13 = date(2026, 8, 12), date(2026, 8, 13)
WORKSHOP = Intervention(
    id="i",
    title="Taller de fortalecimiento de la IPC Huanta",
    type=InterventionType.STRENGTHENING,
    modality=Modality.IN_PERSON,
    venue="Auditorio municipal, Huanta",
    territories=("0504",),
)


def on(*days: date) -> list[InterventionDay]:
    return [InterventionDay(id=str(day), intervention="i", day=day) for day in days]


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (None, date(2026, 8, 10), "Programada"),
        (InterventionState.CONVOKED, date(2026, 8, 10), "Convocada"),
        (InterventionState.CONVOKED, AUG_12, "En curso"),
        (InterventionState.PROGRAMMED, AUG_13, "En curso"),
        (InterventionState.CONVOKED, date(2026, 8, 14), "Por cerrar"),
        (InterventionState.CANCELLED, AUG_12, "Cancelada"),
        (InterventionState.RESCHEDULED, date(2026, 8, 10), "Reprogramada"),
        (InterventionState.RESCHEDULED, AUG_12, "En curso"),
        (InterventionState.RESCHEDULED, date(2026, 8, 14), "Reprogramada"),
    ],
)
def test_the_state_shown_joins_what_was_decided_and_the_dates(
    state: InterventionState | None, today: date, expected: str
) -> None:
    assert display_state(state, (AUG_12, AUG_13), today).label == expected


def test_a_rescheduled_one_that_was_held_is_to_be_closed() -> None:
    late = date(2026, 8, 20)
    shown = display_state(InterventionState.RESCHEDULED, (AUG_12,), late, held=True)
    assert shown is DisplayState.TO_CLOSE


def test_without_a_date_only_the_decision_shows() -> None:
    assert display_state(InterventionState.CONVOKED, (), AUG_12) is DisplayState.CONVOKED


@pytest.mark.req("30")
def test_a_mooc_has_a_period_and_no_door() -> None:
    mooc = Intervention(
        id="m", type=InterventionType.MOOC, period_start=date(2026, 3, 2), period_end=date(2026, 4, 30)
    )
    assert not has_door(mooc.type)
    assert dates_of(mooc, on(AUG_12)) == (date(2026, 3, 2), date(2026, 4, 30))
    assert not field_applies("venue", InterventionType.MOOC, Modality.VIRTUAL)
    assert field_applies("period_end", InterventionType.MOOC, Modality.VIRTUAL)
    assert not field_applies("period_end", InterventionType.CREATION, Modality.VIRTUAL)
    assert [advisory.key for advisory in advisories(mooc, [])] == []


@pytest.mark.req("38", "40")
def test_modality_decides_between_a_place_and_a_link() -> None:
    kind = InterventionType.STRENGTHENING
    asked = {
        modality: [name for name in ("venue", "platform", "link") if field_applies(name, kind, modality)]
        for modality in (*Modality, None)
    }
    assert asked == {
        Modality.IN_PERSON: ["venue"],
        Modality.VIRTUAL: ["platform", "link"],
        Modality.MIXED: ["venue", "platform", "link"],
        None: ["venue", "platform", "link"],
    }
    assert field_applies("visited", InterventionType.INTERNSHIP, None)
    assert not field_applies("visited", kind, None)


@pytest.mark.req("39")
def test_a_virtual_session_without_link_says_by_when_it_must_be_sent() -> None:
    virtual = Intervention(id="i", type=InterventionType.ACCOMPANIMENT, modality=Modality.VIRTUAL)
    [advisory] = advisories(virtual, on(date(2026, 8, 18)))
    assert advisory.due == date(2026, 8, 16)
    assert "16/08/2026" in advisory.text
    assert (advisory.field, advisory.source) == ("link", "B.3")
    [by_business_days] = advisories(virtual, on(date(2026, 8, 18)), business=True)
    assert by_business_days.due == date(2026, 8, 14)
    [undated] = advisories(virtual, [])
    assert undated.due is None
    assert link_due(()) is None


@pytest.mark.req("40")
def test_a_session_in_person_without_a_place_is_told() -> None:
    assert advisories(WORKSHOP, on(AUG_12)) == ()
    homeless = Intervention(id="i", type=InterventionType.CREATION, modality=Modality.MIXED, link="enlace")
    assert [advisory.field for advisory in advisories(homeless, [])] == ["venue"]


@pytest.mark.req("33")
@pytest.mark.parametrize("served", [{"territories": ("R05",)}, {"instancias": ("IRC-R05",)}])
def test_creation_for_a_region_is_allowed_with_a_notice(served: dict[str, tuple[str, ...]]) -> None:
    kind, modality = InterventionType.CREATION, Modality.IN_PERSON
    regional = Intervention(id="i", type=kind, modality=modality, venue="Local", **served)  # type: ignore[arg-type]
    assert serves_region(regional)
    [advisory] = advisories(regional, [])
    assert "Puede continuar" in advisory.text
    assert not serves_region(WORKSHOP)


@pytest.mark.req("85")
def test_an_encounter_belongs_to_the_last_quarter() -> None:
    encounter = Intervention(id="i", type=InterventionType.MACROREGIONAL, encounter=True)
    assert [advisory.source for advisory in advisories(encounter, on(AUG_12))] == ["7.3.4.11"]
    assert advisories(encounter, on(date(2026, 10, 7))) == ()


def test_a_day_on_a_holiday_is_named() -> None:
    [advisory] = advisories(WORKSHOP, on(date(2026, 7, 28)))
    assert advisory.text == "El martes 28 de julio no es laborable: Día de la Independencia."
