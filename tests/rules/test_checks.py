"""What cannot be true is refused at its field, in words that say what to do."""

from __future__ import annotations

from datetime import date, time

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.choices import InterventionType
from concerta_desktop.model.interventions import Intervention, InterventionDay
from concerta_desktop.rules.checks import check_days, check_intervention, check_territories


def day(number: int, start: time | None = None, end: time | None = None) -> InterventionDay:
    return InterventionDay(id=f"{number}", intervention="i", day=date(2026, 8, number), start=start, end=end)


def test_a_ubigeo_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValidationError, match="«050499» no existe") as refused:
        check_intervention(Intervention(id="i", territories=("0504", "050499")))
    assert refused.value.field == "territories"
    with pytest.raises(ValidationError, match="«05»"):
        check_territories("scope", ["05"])


def test_an_instancia_that_cannot_be_is_named() -> None:
    with pytest.raises(ValidationError, match="«IPC-R05» no existe") as refused:
        check_intervention(Intervention(id="i", instancias=("IPC-R05",)))
    assert refused.value.field == "instancias"


def test_a_pasantia_goes_somewhere_else() -> None:
    with pytest.raises(ValidationError, match="misma que visita") as refused:
        check_intervention(Intervention(id="i", visitor="IPC-0504", visited="IPC-0504"))
    assert refused.value.field == "visited"


def test_a_period_ends_after_it_begins() -> None:
    mooc = Intervention(
        id="i", type=InterventionType.MOOC, period_start=date(2026, 4, 1), period_end=date(2026, 3, 1)
    )
    with pytest.raises(
        ValidationError, match="termina el 01/03/2026, antes de empezar el 01/04/2026"
    ) as refused:
        check_intervention(mooc)
    assert refused.value.field == "period_end"


def test_a_day_ends_after_it_starts_and_comes_once() -> None:
    with pytest.raises(ValidationError, match=r"fin \(08:00\)") as refused:
        check_days([day(12, time(8, 30), time(8, 0))])
    assert refused.value.field == "end"
    with pytest.raises(ValidationError, match="El 12/08/2026 ya está") as refused:
        check_days([day(12), day(13), day(12)])
    assert refused.value.field == "day"


def test_what_can_be_true_passes() -> None:
    check_days([day(12, time(8, 30), time(17)), day(13)])
    check_intervention(
        Intervention(id="i", territories=("R05", "RLM"), visitor="IPC-0504", visited="IRC-R05")
    )
