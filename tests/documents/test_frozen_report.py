"""A version of a report: its canonical text, its hash, and what changed since the one before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from concerta_desktop.documents.blocks import Heading
from concerta_desktop.documents.frozen_report import digest, freeze, short_digest, thaw
from concerta_desktop.documents.report_changes import changes
from concerta_desktop.model.report import ReportPart
from tests.documents.report_samples import composed, edited, people, view

pytestmark = pytest.mark.req("48")


def test_a_frozen_report_comes_back_as_it_was() -> None:
    content, _ = composed()
    assert thaw(freeze(content)) == content


def test_the_hash_depends_on_what_is_said_and_on_nothing_else() -> None:
    first, again = freeze(composed()[0]), freeze(composed()[0])
    assert digest(first) == digest(again)
    other = freeze(composed(edited(view(), ReportPart.CONCLUSIONS, "Otra."))[0])
    assert digest(other) != digest(first)
    assert json.dumps(json.loads(first), sort_keys=True, separators=(",", ":")) == first


def test_a_hash_is_printed_in_four_groups() -> None:
    assert short_digest("7f3a91c4d20eb865" + "0" * 48) == "7F3A 91C4 D20E B865"


def test_recording_the_number_later_makes_no_other_version() -> None:
    numbered = replace(view(), head=replace(view().head, number="D000123"))
    assert freeze(composed(numbered)[0]) == freeze(composed()[0])


def test_what_changed_is_said_section_by_section() -> None:
    before, _ = composed()
    after, _ = composed(edited(view(people=people()[:3]), ReportPart.CONCLUSIONS, "Se logró lo previsto."))
    said = changes(before, after)
    assert any(line.startswith("Conclusiones: cambió 3 párrafos: ahora «Se logró") for line in said)
    assert any(line.startswith("Participantes: cambió 2 párrafos") for line in said)
    assert any("Personas convocadas y participantes" in line and "una fila" in line for line in said)
    assert changes(before, before) == ()


def test_a_new_recipient_is_said() -> None:
    before, _ = composed()
    other = replace(view(), head=replace(view().head, recipient_name="Otra Autoridad"))
    (line,) = changes(before, composed(other)[0])
    assert line.startswith("Encabezado: A: antes «MÓNICA ARANZÁBAL LUJÁN")


def test_a_new_title_of_the_intervention_is_said_even_when_the_asunto_stays() -> None:
    fixed = replace(view(), head=replace(view().head, subject="Informe técnico de agosto"))
    it = replace(fixed.data.intervention, title="Taller con otro nombre")
    renamed = replace(fixed, data=replace(fixed.data, intervention=it))
    (line,) = changes(composed(fixed)[0], composed(renamed)[0])
    assert line == (
        "Intervención: antes «Taller de fortalecimiento de la IPC Huanta», ahora «Taller con otro nombre»."
    )


def test_two_versions_that_differ_never_say_that_nothing_changed() -> None:
    before, _ = composed()
    sections = tuple(
        replace(one, blocks=tuple(replace(b, level=3) if isinstance(b, Heading) else b for b in one.blocks))
        for one in before.sections
    )
    after = replace(before, sections=sections)
    assert digest(freeze(after)) != digest(freeze(before))
    assert "Antecedentes: cambió su presentación." in changes(before, after)


def test_a_version_of_a_newer_program_is_refused_and_not_guessed() -> None:
    with pytest.raises(ValueError, match="unknown block"):
        thaw(freeze(composed()[0]).replace('"":"Heading"', '"":"Hologram"'))
