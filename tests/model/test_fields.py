"""What is declared is what every other layer reads."""

from __future__ import annotations

import pytest

from concerta_desktop.model import RECORD_TYPES, Intervention, Person, record_type
from concerta_desktop.model.choices import InterventionType, Sex
from concerta_desktop.model.fields import Kind, Privacy, Record, spec, specs


def test_a_field_is_read_from_its_declaration() -> None:
    surnames = spec(Person, "surnames")
    assert (surnames.label, surnames.kind, surnames.facts.required) == ("Apellidos", Kind.TEXT, True)
    assert surnames.facts.privacy is Privacy.PERSONAL
    assert spec(Person, "sex").choices is Sex
    kinds = {item.name: item.kind for item in specs(Intervention)}
    assert kinds["territories"] is Kind.TEXTS
    assert kinds["encounter"] is Kind.BOOLEAN
    assert kinds["goal_people"] is Kind.INTEGER
    assert kinds["period_start"] is Kind.DATE
    with pytest.raises(KeyError):
        spec(Person, "invented")


@pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda record: record.META.name)
def test_every_declaration_is_whole(record: type[Record]) -> None:
    names = [item.name for item in specs(record)]
    assert set(record.META.title) <= set(names)
    assert record_type(record.META.name) is record
    assert not set(names) & {
        "id",
        "pk",
        "deleted",
        "conflicts",
        "created",
        "updated",
        "sort_key",
        "search_text",
    }
    for item in specs(record):
        assert item.label
        assert item.name.isascii()
        assert not item.facts.refers_to or record_type(item.facts.refers_to)
        assert set(item.facts.applies) <= {kind.value for kind in InterventionType}


def test_names_are_given_once() -> None:
    assert len({record.META.name for record in RECORD_TYPES}) == len(RECORD_TYPES)
    assert record_type("thematic_table") is None


def test_a_choice_keeps_its_code_and_shows_its_label() -> None:
    assert Sex("m") is Sex.WOMAN
    assert (str(Sex.WOMAN), Sex.WOMAN.label) == ("m", "Mujer")
