"""Files attached to milestones, instruments and sessions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.model import Agreement, Milestone
from concerta_desktop.model.attached import file_name
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.queries import records
from concerta_desktop.services.instancia_files import attach, bring_out, forget_opened, keep, open_copy
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.store.store import Store
from tests.instancia_factory import HUANTA


@pytest.mark.req("55")
def test_an_ordinance_keeps_its_file(store: Store, tmp_path: Path) -> None:
    source = tmp_path / f"{'muy ' * 30}largo, ordenanza 004-2021.pdf"
    source.write_bytes(b"%PDF de ejemplo")
    with store.write() as tx:
        made = add_milestone(tx, HUANTA, MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9)})
        attach(store, tx, Milestone, made, source)
        with pytest.raises(UserError):
            attach(store, tx, Agreement, made, source)
    with store.read() as tx:
        kept = records.get(tx, Milestone, made)
        assert kept is not None
        assert kept.file is not None
        assert file_name(kept.file).endswith("ordenanza 004-2021.pdf")
        bring_out(store, tx, kept.file, tmp_path / "fuera.pdf")
    assert (tmp_path / "fuera.pdf").read_bytes() == b"%PDF de ejemplo"
    assert file_name(None) == ""


@pytest.mark.req("55")
def test_what_would_run_when_opened_is_neither_attached_nor_opened(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "acta.pdf.exe"
    source.write_bytes(b"MZ")
    with store.write() as tx, pytest.raises(UserError, match="no es un documento ni una imagen"):
        keep(store, tx, source)
    with store.read() as tx, pytest.raises(UserError, match="no lo abre"):
        open_copy(store, tx, f"{'0' * 64}/../../acta.bat")


@pytest.mark.req("55")
def test_a_file_looked_at_stays_within_the_data_and_goes_when_they_are_closed(
    store: Store, tmp_path: Path
) -> None:
    source = tmp_path / "acta firmada.pdf"
    source.write_bytes(b"%PDF de ejemplo")
    with store.write() as tx:
        hostile = keep(store, tx, source).replace("acta firmada", "../../fuera")
    with store.read() as tx:
        shown = open_copy(store, tx, hostile)
    assert shown.read_bytes() == b"%PDF de ejemplo"
    assert shown.resolve().is_relative_to(store.folder.resolve())
    forget_opened(store.folder)
    assert not shown.exists()
