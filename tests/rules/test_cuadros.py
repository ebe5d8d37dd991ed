"""Cuadros 1 and 2: the words of the Lineamientos as defaults that never overwrite a person's own."""

from __future__ import annotations

import pytest

from concerta_desktop.model.choices import InterventionType
from concerta_desktop.model.fields import spec
from concerta_desktop.model.interventions import Intervention
from concerta_desktop.rules.cuadros import cuadro, objective_for, participants_for


@pytest.mark.req("30", "33")
@pytest.mark.parametrize("kind", list(InterventionType))
def test_every_type_has_an_objective_and_participants_that_fit_their_fields(kind: InterventionType) -> None:
    row = cuadro(kind)
    assert len(row.objective) <= spec(Intervention, "objective").facts.max_length
    assert len(row.participants) <= spec(Intervention, "participants").facts.max_length
    assert row.objective.endswith(".")


@pytest.mark.req("30", "33")
def test_the_words_are_those_of_the_lineamientos() -> None:
    strengthening = cuadro(InterventionType.STRENGTHENING)
    assert strengthening.objective.startswith("Brindar la asesoría especializada dirigida a los Gobiernos")
    assert "medidas correctivas" in strengthening.objective
    assert len(strengthening.invited) == 5
    assert strengthening.participants.splitlines()[0] == "Representantes del Gobierno Regional/Local:"
    assert "UGEL" in strengthening.participants
    creation = cuadro(InterventionType.CREATION)
    assert creation.participants == (
        "Representantes del Gobierno Local:\n- Gerencia de Desarrollo Social, o equivalente."
    )
    assert "propuesta formativa virtual" in cuadro(InterventionType.MOOC).objective
    assert "buenas prácticas" in cuadro(InterventionType.INTERNSHIP).objective


@pytest.mark.req("33")
def test_the_last_four_types_share_the_merged_cell() -> None:
    shared = {
        cuadro(kind).participants
        for kind in (
            InterventionType.ACCOMPANIMENT,
            InterventionType.MACROREGIONAL,
            InterventionType.MOOC,
            InterventionType.INTERNSHIP,
        )
    }
    assert len(shared) == 1


@pytest.mark.req("30")
def test_changing_the_type_changes_the_default_but_never_what_a_person_wrote() -> None:
    creation = objective_for(InterventionType.CREATION, None)
    assert objective_for(InterventionType.MOOC, creation) == cuadro(InterventionType.MOOC).objective
    assert objective_for(InterventionType.MOOC, "Lo nuestro.") == "Lo nuestro."
    people = participants_for(InterventionType.CREATION, "")
    assert participants_for(InterventionType.STRENGTHENING, people).startswith(
        "Representantes del Gobierno Reg"
    )
    assert participants_for(InterventionType.MOOC, "Alcaldesas") == "Alcaldesas"
