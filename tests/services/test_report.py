"""The informe técnico as a specialist works on it, over a real store."""

# pyright: reportAttributeAccessIssue=false, reportOptionalSubscript=false
from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.documents.blocks import Paragraph
from concerta_desktop.documents.report_draft import draft
from concerta_desktop.documents.report_state import report_state
from concerta_desktop.documents.technical_report import report_title
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model.catalogues import Catalogue
from concerta_desktop.model.choices import Sex
from concerta_desktop.model.report import ReportPart, report_id, section_id
from concerta_desktop.queries.catalogues import catalogue
from concerta_desktop.queries.interventions import get_page
from concerta_desktop.queries.report import ReportView, get_report
from concerta_desktop.queries.report_figures import FIGURES, figures
from concerta_desktop.rules.interventions import DisplayState
from concerta_desktop.rules.norms import citation
from concerta_desktop.rules.report_text import UNKNOWN
from concerta_desktop.services import report as services
from concerta_desktop.services.catalogues import add_entry, save_entry
from concerta_desktop.services.documents import DOCUMENTS
from concerta_desktop.store.change import undo
from concerta_desktop.store.store import Store
from tests.factory import (
    a_day,
    a_person,
    an_agenda_item,
    an_attendance,
    an_expected_person,
    an_intervention,
)

pytestmark = pytest.mark.req("48", "42")

TODAY = date(2026, 8, 14)
PART = ReportPart.PARTICIPANTS


@pytest.fixture
def workshop(store: Store) -> str:
    """Held on two days: one of two convoked came, and one who was not convoked."""
    found = an_intervention(store, title="Taller {{de}} ejemplo")
    a_day(store, found)
    a_day(store, found, date(2026, 8, 13))
    an_agenda_item(store, found)
    came, absent = a_person(store), a_person(store, surnames="Ausente")
    for person in (came, absent):
        an_expected_person(store, found, person)
    an_attendance(store, found, person=came, sex=Sex.WOMAN, entity_name="UGEL Huanta")
    an_attendance(store, found, date(2026, 8, 13), person=came, sex=Sex.WOMAN, entity_name="UGEL Huanta")
    an_attendance(store, found, sex=Sex.MAN, entity_name="Radio Huanta")
    return found


def view(store: Store, workshop: str) -> ReportView:
    with store.read() as tx:
        return get_report(tx, workshop, TODAY)


def write(store: Store, workshop: str, text: str, part: ReportPart = PART) -> None:
    with store.write() as tx:
        services.save_section(tx, workshop, part, text)


def test_every_figure_is_the_number_of_its_rows(store: Store, workshop: str) -> None:
    data = view(store, workshop).data
    said = figures(data)
    counted = [spec for spec in FIGURES if spec.counts and said[spec.key] != UNKNOWN]
    assert len(counted) > 12
    for spec in counted:
        assert said[spec.key] == str(len(spec.rows(data).rows)), spec.key
    assert said["participantes.total"] == "2"
    assert said["convocados.asistieron_pct"] == "50\u00a0%"
    assert said["nudos.total"] == UNKNOWN


def test_no_figure_shows_a_document_number(store: Store, workshop: str) -> None:
    data = view(store, workshop).data
    shown = " ".join(cell for spec in FIGURES for row in spec.rows(data).rows for cell in row)
    assert "9999" not in shown


def test_a_section_that_nobody_wrote_follows_the_data(store: Store, workshop: str) -> None:
    before = report_state(view(store, workshop)).shown(PART)
    an_attendance(store, workshop, sex=Sex.WOMAN)
    after = report_state(view(store, workshop)).shown(PART)
    assert "Participaron 2 personas" in before
    assert "Participaron 3 personas" in after


def test_what_somebody_wrote_stays_and_its_figures_follow(store: Store, workshop: str) -> None:
    write(store, workshop, "Vinieron {{participantes.total}}, y {{{{}}nada}} más.")
    an_attendance(store, workshop, sex=Sex.WOMAN)
    state = report_state(view(store, workshop))
    assert state.shown(PART) == "Vinieron 3, y {{nada}} más."
    assert state.stale == {PART: {"participantes.total": "2"}}
    assert "Participantes: 1 cifra desactualizada" in [m for s in state.statuses for m in s.missing]
    with store.write() as tx:
        services.review_figures(tx, workshop, PART)
    assert report_state(view(store, workshop)).stale == {}


def test_back_to_the_draft_and_undone(store: Store, workshop: str) -> None:
    write(store, workshop, "Lo mío.")
    with store.write() as tx:
        services.redraft(tx, workshop, PART)
    assert report_state(view(store, workshop)).shown(PART).startswith("Participaron")
    with store.write() as back:
        undo(back, tx.device, tx.incarnation, tx.action)
    assert report_state(view(store, workshop)).shown(PART) == "Lo mío."


def test_an_emptied_section_is_kept_empty_and_said(store: Store, workshop: str) -> None:
    write(store, workshop, "", ReportPart.CONCLUSIONS)
    found = view(store, workshop)
    state = report_state(found)
    assert state.texts[ReportPart.CONCLUSIONS] == ""
    assert "Conclusiones vacías" in [m for s in state.statuses for m in s.missing]
    document = services.as_printed(found, state, store.now())
    assert "Sin dato." in [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_text_that_cannot_be_saved_is_refused_at_its_field(store: Store, workshop: str) -> None:
    with pytest.raises(ValidationError) as refused, store.write() as tx:
        services.save_section(tx, workshop, PART, "con \x00 dentro")
    assert refused.value.field == "text"
    assert PART not in view(store, workshop).sections


def test_different_sections_are_different_records(store: Store, workshop: str) -> None:
    write(store, workshop, "Uno.")
    write(store, workshop, "Otro.", ReportPart.CONCLUSIONS)
    found = view(store, workshop)
    assert {section.id for section in found.sections.values()} == {
        section_id(workshop, PART),
        section_id(workshop, ReportPart.CONCLUSIONS),
    }
    assert found.head.id == report_id(workshop)


def test_a_report_made_before_the_last_day_says_so(store: Store, workshop: str) -> None:
    """Its text says what was done: it is not to be finalised unawares."""

    def missing(today: date) -> list[str]:
        with store.read() as tx:
            state = report_state(get_report(tx, workshop, today))
        return [words for status in state.statuses for words in status.missing]

    assert "La intervención no ha terminado" in missing(date(2026, 8, 12))
    assert "La intervención no ha terminado" not in missing(date(2026, 8, 13))


def test_two_texts_written_unseen_are_both_kept_and_said(store: Store, workshop: str) -> None:
    """Two laptops, or two windows: the last is shown, and the other is not lost."""
    conclusions = ReportPart.CONCLUSIONS
    write(store, workshop, "Antes.", conclusions)
    base = view(store, workshop).bases[section_id(workshop, conclusions)]
    for text in ("Lo de Joel.", "Lo de Rosa."):
        with store.write() as tx:
            services.save_section(tx, workshop, conclusions, text, base)
    found = view(store, workshop)
    state = report_state(found)
    assert state.shown(conclusions) == "Lo de Rosa."
    assert found.others[conclusions] == ("Lo de Joel.",)
    assert "Conclusiones: dos textos" in [m for s in state.statuses for m in s.missing]
    with store.write() as tx:
        seen = found.bases[section_id(workshop, conclusions)]
        services.save_section(tx, workshop, conclusions, "Lo de Joel.", seen)
    after = view(store, workshop)
    assert (report_state(after).shown(conclusions), after.others[conclusions]) == ("Lo de Joel.", ())


def test_finalising_freezes_a_version_and_later_edits_make_the_next(store: Store, workshop: str) -> None:
    write(store, workshop, "Versión primera.")
    with store.write() as tx:
        first = services.finalise(tx, workshop)
    with pytest.raises(UserError, match="No hay cambios desde la versión 1"), store.write() as tx:
        services.finalise(tx, workshop)
    write(store, workshop, "Versión segunda.")
    with store.write() as tx:
        second = services.finalise(tx, workshop)
    assert (first.version, second.version) == (1, 2)
    assert second.changes is not None
    assert "Participantes: cambió un párrafo: ahora «Versión segunda.»." in second.changes
    kept = view(store, workshop)
    old = services.version_document(kept, kept.versions[0], store.now())
    assert "Versión primera." in [block.text for block in old.blocks if isinstance(block, Paragraph)]
    assert f"Versión 1, finalizada el 12/08/2026 08:41 · huella {first.digest[:4].upper()}" in (
        old.metadata.footer
    )


def test_the_number_recorded_later_is_printed_on_the_same_version(store: Store, workshop: str) -> None:
    with store.write() as tx:
        services.finalise(tx, workshop)
        services.save_head(tx, workshop, {"number": "123"})
    found = view(store, workshop)
    document = services.as_printed(found, report_state(found), store.now())
    assert document.title == "INFORME N° D000123-2026-MIMP-DPVLV-___"
    assert document.metadata.footer.startswith("Versión 1")


def test_once_finalised_the_intervention_is_informe_final(store: Store, workshop: str) -> None:
    with store.read() as tx:
        before = get_page(tx, workshop, TODAY)
    with store.write() as tx:
        services.finalise(tx, workshop)
    with store.read() as tx:
        after = get_page(tx, workshop, TODAY)
    assert before
    assert after
    assert before.state is DisplayState.TO_CLOSE
    assert after.state is DisplayState.REPORTED
    assert [status.summary for status in after.steps if status.step == "informe"] == ["versión 1"]


def test_a_report_of_nothing_can_be_read(store: Store) -> None:
    empty = an_intervention(store)
    found = view(store, empty)
    assert set(figures(found.data).values()) <= {UNKNOWN, "40", "0\u00a0%", "0"}
    assert services.as_printed(found, report_state(found), store.now()).blocks


@pytest.mark.parametrize("name", ["informe", "constancias"])
def test_the_command_line_knows_it_by_code(store: Store, workshop: str, name: str) -> None:
    code = view(store, workshop).data.intervention.code or ""
    with store.read() as tx:
        assert DOCUMENTS[name](tx, code, store.now())


@pytest.mark.req("3")
def test_a_norm_that_somebody_adds_is_in_the_library(store: Store) -> None:
    with store.write() as tx:
        said = {"name": "Ordenanza N° 1", "title": "que crea la IPC", "source": "El Peruano"}
        add_entry(tx, Catalogue.NORM, said)
    with store.read() as tx:
        assert citation(catalogue(tx, Catalogue.NORM)[-1]) == "Ordenanza N° 1, que crea la IPC."
    with pytest.raises(ValidationError) as refused, store.write() as tx:
        add_entry(tx, Catalogue.NORM, {"name": "", "title": "sin nombre"})
    assert refused.value.field == "name"


@pytest.mark.req("3", "48")
def test_what_is_corrected_in_the_catalogues_stands_in_the_report(store: Store, workshop: str) -> None:
    with store.write() as tx:
        save_entry(tx, Catalogue.NORM, "ley-30364", {"title": "Ley corregida", "verified": True})
        pattern = {"pattern": "Nota N° {número}-{año}", "source": "Ejemplo"}
        save_entry(tx, Catalogue.NUMBER_PATTERN, "informe", pattern)
    shown = view(store, workshop)
    assert "- Ley N° 30364, Ley corregida." in draft(ReportPart.LEGAL_BASIS, shown)
    assert report_title(shown, 2026, "7") == "Nota N° 000007-2026"
