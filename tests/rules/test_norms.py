"""The legal library: the norms of the Lineamientos with their source, and those that somebody adds [IV]."""

from __future__ import annotations

import pytest

from concerta_desktop.model import Intervention
from concerta_desktop.model.catalogues import Catalogue, CatalogueEntry
from concerta_desktop.rules.catalogues import in_force, shipped
from concerta_desktop.rules.norms import citation, search, usual

pytestmark = pytest.mark.req("3")
NORMS = shipped(Catalogue.NORM)


def test_the_21_listed_norms_and_the_footnoted_ones_say_where_they_are_taken_from() -> None:
    listed = [norm for norm in NORMS if norm.source == "Lineamientos, IV. Base legal"]
    noted = {norm.name for norm in NORMS} - {norm.name for norm in listed}
    assert len(listed) == 21
    assert noted == {
        "Texto Único Ordenado de la Ley N° 30364",
        "Decreto Supremo N° 123-2018-PCM",
        "Decreto Supremo N° 103-2022-PCM",
        "Decreto Supremo N° 054-2018-PCM",
        "Resolución de Presidencia Ejecutiva N° 093-2016-SERVIR-PE",
    }
    assert all(norm.source for norm in NORMS)
    assert len({norm.code for norm in NORMS}) == 26


def test_a_norm_is_found_without_accents_and_cited_whole() -> None:
    (found,) = search(NORMS, "organica municip")
    assert citation(found) == "Ley N° 27972, Ley Orgánica de Municipalidades."


def test_what_somebody_adds_follows_with_its_own_source() -> None:
    own = CatalogueEntry(
        id="x",
        catalogue=Catalogue.NORM,
        code="x",
        name="Ordenanza N° 012-2021-MPH",
        title="que crea la instancia",
        source="El Peruano",
    )
    added = in_force(Catalogue.NORM, [own])[-1]
    assert added.own
    assert added.source == "El Peruano"
    assert citation(added) == "Ordenanza N° 012-2021-MPH, que crea la instancia."


@pytest.mark.parametrize(
    ("territories", "expected"), [(("R05",), "27867"), (("0504",), "27972"), (("050401",), "27972")]
)
def test_the_usual_base_legal_follows_the_level_served(territories: tuple[str, ...], expected: str) -> None:
    cited = " ".join(norm.name for norm in usual(NORMS, Intervention(id="x", territories=territories)))
    assert expected in cited
    assert "30364" in cited
    assert "130-2021-MIMP" in cited
