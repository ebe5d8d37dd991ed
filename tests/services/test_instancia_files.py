"""Files attached to milestones, instruments and sessions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.model import Agreement, Milestone
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.queries import records
from concerta_desktop.services.instancia_files import attach, bring_out, file_name
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
