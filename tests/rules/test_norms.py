"""The legal library: the norms of the Lineamientos with their source, and those that somebody adds [IV]."""

from __future__ import annotations

import pytest

from concerta_desktop.model import Intervention, Norm
from concerta_desktop.rules.norms import library, search, shipped, usual

pytestmark = pytest.mark.req("3")


def test_the_21_listed_norms_and_the_footnoted_ones_say_where_they_are_taken_from() -> None:
    listed = [norm for norm in shipped() if norm.source == "Lineamientos, IV. Base legal"]
    noted = {norm.name for norm in shipped()} - {norm.name for norm in listed}
    assert len(listed) == 21
    assert noted == {
        "Texto Único Ordenado de la Ley N° 30364",
        "Decreto Supremo N° 123-2018-PCM",
        "Decreto Supremo N° 103-2022-PCM",
        "Decreto Supremo N° 054-2018-PCM",
        "Resolución de Presidencia Ejecutiva N° 093-2016-SERVIR-PE",
    }
    assert all(norm.source for norm in shipped())
    assert len({norm.code for norm in shipped()}) == 26


def test_a_norm_is_found_without_accents_and_cited_whole() -> None:
    (found,) = search(shipped(), "organica municip")
    assert found.citation == "Ley N° 27972, Ley Orgánica de Municipalidades."


def test_what_somebody_adds_follows_with_its_own_source() -> None:
    own = Norm(id="x", name="Ordenanza N° 012-2021-MPH", title="que crea la instancia", origin="El Peruano")
    added = library([own])[-1]
    assert added.own
    assert added.source == "El Peruano"
    assert added.citation == "Ordenanza N° 012-2021-MPH, que crea la instancia."


@pytest.mark.parametrize(
    ("territories", "expected"), [(("R05",), "27867"), (("0504",), "27972"), (("050401",), "27972")]
)
def test_the_usual_base_legal_follows_the_level_served(territories: tuple[str, ...], expected: str) -> None:
    cited = " ".join(norm.name for norm in usual(Intervention(id="x", territories=territories)))
    assert expected in cited
    assert "30364" in cited
    assert "130-2021-MIMP" in cited
