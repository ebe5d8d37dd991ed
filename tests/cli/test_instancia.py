"""`concerta instancia`: how one stands, its papers, deadlines and templates."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from concerta_desktop.cli.app import main
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.model.sessions import SessionKind
from concerta_desktop.services.instancia_documents import INSTANCIA_DOCUMENTS
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.services.instruments import add_instrument
from concerta_desktop.services.sessions import add_session
from concerta_desktop.store.store import Store
from tests.documents.reading import docx_text
from tests.fixtures import PASSPHRASE
from tests.instancia_factory import HUANTA, the_usual_members

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def where(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options that name a store with one IPC in it."""
    the_usual_members(store)
    with store.write() as tx:
        add_milestone(tx, HUANTA, MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9), "number": "004-2021"})
        add_session(tx, HUANTA, SessionKind.ORDINARY, {"day": date(2026, 3, 5)})
        add_instrument(tx, HUANTA, InstrumentKind.PLAN, {"valid_from": date(2026, 1, 1)})
    store.close()
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    return ["--data-dir", str(tmp_path / "almacén")]


def test_an_instancia_is_shown_with_what_to_look_at(where: list[str], capsys: Captured) -> None:
    assert main([*where, "instancia", "show", HUANTA]) == 0
    shown = capsys.readouterr().out
    assert "Instancia Provincial de Concertación de Huanta: Con ordenanza" in shown
    assert "Ordenanza de creación: 09/03/2021 004-2021" in shown
    assert "Integrantes: 5; sesiones: 1" in shown
    assert "[7.3.2.10; orientador]" in shown
    assert main([*where, "instancia", "show", "IPC-9999"]) == 1
    assert "No existe la instancia" in capsys.readouterr().err


def test_its_papers_are_written_or_said_to_be_missing(
    where: list[str], tmp_path: Path, capsys: Captured
) -> None:
    for kind in ("directorio", "acta", "convocatoria"):
        out = tmp_path / f"{kind}.pdf"
        assert main([*where, "instancia", "paper", kind, HUANTA, "--out", str(out)]) == 0
        assert out.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    for kind in sorted(set(INSTANCIA_DOCUMENTS) - {"directorio", "acta", "convocatoria", "rotulos", "plan"}):
        assert main([*where, "instancia", "paper", kind, HUANTA, "--out", str(tmp_path / "x.pdf")]) == 1
        assert "No hay un" in capsys.readouterr().err


def test_deadlines_are_listed_and_saved_as_a_calendar(
    where: list[str], tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "plazos.ics"
    options = ["--from", "2026-11-01", "--to", "2026-11-30", "--out", str(out)]
    assert main(["--json", *where, "instancia", "deadlines", *options]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["fecha"] for row in rows] == ["25/11/2026", "30/11/2026", "31/12/2026"]
    assert out.read_bytes().count(b"BEGIN:VEVENT") == 3


def test_a_template_is_kept_and_filled(where: list[str], tmp_path: Path, capsys: Captured) -> None:
    made = docx.Document()
    made.add_paragraph("{{ instancia.nombre }}: {{ ordenanza.numero }}")
    made.save(str(tmp_path / "modelo.docx"))
    assert main(["--json", *where, "instancia", "template-add", str(tmp_path / "modelo.docx")]) == 0
    kept = json.loads(capsys.readouterr().out)["id"]
    out = tmp_path / "borrador.docx"
    assert main([*where, "instancia", "template-fill", kept, HUANTA, "--out", str(out)]) == 0
    assert "Instancia Provincial de Concertación de Huanta: 004-2021" in docx_text(out.read_bytes())
