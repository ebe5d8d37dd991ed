"""Constancias: one page for each person who attended enough, the name in full, no document number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concerta_desktop.documents.certificates import compose_certificates
from concerta_desktop.documents.render import render
from concerta_desktop.errors import UserError
from concerta_desktop.model.choices import InterventionType
from tests.documents.reading import docx_text, pdf_pages
from tests.documents.report_samples import DATED, DAYS, ISSUED, OFFICE, person, view

pytestmark = pytest.mark.req("48")


def test_who_attended_both_days_gets_one() -> None:
    made = compose_certificates(view().data, ISSUED, DATED)
    pages = pdf_pages(render(made, "pdf").data)
    assert len(pages) == 2
    assert "Edith Alca Ríos" in pages[0]
    assert "Asistió los 2 días" in pages[0]
    assert "con una duración de 1,5 horas" in pages[0]
    assert "9999" not in "".join(pages)


def test_the_office_may_ask_for_less() -> None:
    data = replace(view().data, office=replace(OFFICE, certificate_share=50))
    names = [name for name, _days in compose_certificates(data, ISSUED, DATED).names]
    assert "Teófilo Oré Ccorahua" in names
    assert len(names) == 3


def test_a_single_day_needs_no_count_of_days() -> None:
    found = replace(view(people=(person("Alca Ríos, Edith", DAYS[0]),)).data, dates=DAYS[:1])
    made = compose_certificates(found, ISSUED, DATED)
    assert made.names == (("Edith Alca Ríos", ""),)
    assert "Asistió" not in docx_text(render(made, "docx").data)
    assert "realizada el 12 de agosto de 2026" in made.body


def test_a_mooc_has_no_days_to_attend_and_runs_over_a_period() -> None:
    mooc = replace(view().data.intervention, type=InterventionType.MOOC)
    made = compose_certificates(replace(view().data, intervention=mooc), ISSUED, DATED)
    assert [days for _name, days in made.names] == ["", "", ""]
    assert "realizada del 12 al 13 de agosto de 2026" in made.body


def test_when_nobody_attended_enough_it_says_so() -> None:
    with pytest.raises(UserError, match="Nadie asistió al 80 %"):
        compose_certificates(view(people=()).data, ISSUED, DATED)


def test_a_very_long_name_is_whole() -> None:
    long = " ".join(["Inventadísima"] * 9)
    (first, *_) = view().data.people
    data = view(people=(replace(first, full_name=f"{long}, Rosa"),)).data
    (page,) = pdf_pages(render(compose_certificates(data, ISSUED, DATED), "pdf").data)
    assert f"Rosa {long}" in page


def test_word_says_the_same() -> None:
    made = compose_certificates(view().data, ISSUED, DATED)
    text = docx_text(render(made, "docx").data)
    assert "Edith Alca Ríos" in text
    assert "CONSTANCIA DE PARTICIPACIÓN" in text
