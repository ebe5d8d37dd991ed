"""To whom the oficio goes: one for each government served, to whoever presides its instancia."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.choices import InterventionType, Modality
from concerta_desktop.model.convocation import Convocation, Treatment
from concerta_desktop.model.interventions import Intervention
from concerta_desktop.rules.oficio import addressed, check_letter, gaps, governments, pending

BLANK = Convocation(id="c", intervention="i")
MACRO = Intervention(
    id="i", instancias=("IRC-R05", "IPC-0504"), territories=("0504", "050405", "R05", "no-está")
)


@pytest.mark.req("35", "11")
@pytest.mark.parametrize(
    ("government", "treatment", "position", "entity"),
    [
        ("0504", Treatment.WOMAN, "Alcaldesa Provincial", "Municipalidad Provincial de Huanta"),
        ("050405", Treatment.MAN, "Alcalde Distrital", "Municipalidad Distrital de Luricocha"),
        ("R05", None, "Gobernador/a Regional", "Gobierno Regional de Ayacucho"),
        ("RLM", Treatment.WOMAN, "Alcaldesa Metropolitana", "Municipalidad Metropolitana de Lima"),
    ],
)
def test_the_letter_goes_to_whoever_presides_the_instancia(
    government: str, treatment: Treatment | None, position: str, entity: str
) -> None:
    letter = addressed(Convocation(id="c", treatment=treatment), government, None)
    assert (letter.authority_position, letter.authority_entity) == (position, entity)


@pytest.mark.req("35")
def test_each_government_served_is_called_once_those_of_the_instancias_first() -> None:
    assert governments(MACRO) == ("R05", "0504", "050405")
    assert governments(Intervention(id="i")) == ()


@pytest.mark.req("35")
def test_the_province_of_lima_and_lima_metropolitana_are_one_municipality() -> None:
    assert governments(Intervention(id="i", instancias=("IRC-RLM", "IPC-1501"))) == ("RLM",)


@pytest.mark.req("35")
def test_a_pasantia_writes_to_those_who_visit_and_to_those_who_receive() -> None:
    it = Intervention(id="i", type=InterventionType.INTERNSHIP, visitor="IPC-0504", visited="IRC-R05")
    assert governments(it) == ("0504", "R05")
    other = Intervention(id="i", type=InterventionType.CREATION, visitor="IPC-0504")
    assert governments(other) == ()


@pytest.mark.req("35")
def test_which_oficios_are_still_to_be_sent() -> None:
    assert pending(MACRO, set()) == ("R05", "0504", "050405")
    assert pending(MACRO, {"0504"}) == ("R05", "050405")
    assert pending(MACRO, {""}) == ("0504", "050405")
    nobody = Intervention(id="i")
    assert (pending(nobody, set()), pending(nobody, {""})) == (("",), ())


@pytest.mark.req("35")
def test_what_a_person_wrote_wins_and_the_last_signer_signs_again() -> None:
    usual = Convocation(id="other", signer_name="Inés De Ejemplo", signer_position="Directora General")
    letter = addressed(Convocation(id="c", authority_position="Alcalde (e)"), "0504", usual)
    assert letter.authority_position == "Alcalde (e)"
    assert (letter.signer_name, letter.signer_position) == ("Inés De Ejemplo", "Directora General")
    unsigned = addressed(BLANK, "0504", None)
    assert unsigned.signer_position == "Director/a General contra la Violencia de Género"


@pytest.mark.req("35")
def test_an_oficio_needs_the_name_of_the_authority_and_its_entity() -> None:
    with pytest.raises(ValidationError, match="Falta el nombre de la máxima autoridad") as nameless:
        check_letter(addressed(BLANK, "0504", None))
    assert nameless.value.field == "authority_name"
    nowhere = addressed(Convocation(id="c", authority_name="Ana"), "", None)
    with pytest.raises(ValidationError, match="Falta la entidad") as entityless:
        check_letter(nowhere)
    assert entityless.value.field == "authority_entity"


@pytest.mark.req("35", "36")
def test_what_would_go_out_unknown_is_told_before() -> None:
    bare = Intervention(id="i", type=InterventionType.STRENGTHENING)
    assert gaps(bare, BLANK, ()) == ("la fecha", "la modalidad", "a quiénes se convoca", "quién firma")
    signed = Convocation(id="c", signer_name="Inés De Ejemplo")
    known = replace(bare, participants="Representantes", modality=Modality.MIXED)
    assert gaps(known, signed, (date(2026, 8, 12),)) == ("el lugar", "la plataforma")
    remote = replace(known, modality=Modality.VIRTUAL, platform="Zoom")
    assert gaps(remote, signed, (date(2026, 8, 12),)) == ()
