"""`concerta matriz`: coverage, export, and an import that shows before it writes."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from concerta_desktop.cli.app import main
from concerta_desktop.store.store import Store
from tests.fixtures import PASSPHRASE

Captured = pytest.CaptureFixture[str]


@pytest.mark.req("2", "14")
def test_a_matriz_is_shown_imported_counted_and_exported(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    store.close()
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    where = ["--data-dir", str(tmp_path / "almacén")]
    book = openpyxl.Workbook()
    for row in (("Ubigeo", "Cómo va"), ("050402", "Creada"), ("050401", "Creada"), ("059999", "Creada")):
        book.active.append(row)
    book.save(tmp_path / "recibida.xlsx")
    command = [*where, "matriz", "import", str(tmp_path / "recibida.xlsx"), "--column", "B=estado"]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert "A4: el ubigeo «059999» no existe." in shown
    assert "No se ha importado nada." in shown
    assert main([*command, "--answer", "3=IPC-0504", "--accept"]) == 0
    assert "Importadas: 2." in capsys.readouterr().out
    assert main(["--json", *where, "matriz", "coverage", "--region", "R05"]) == 0
    levels = {level["nivel"]: level["creadas"] for level in json.loads(capsys.readouterr().out)}
    assert levels == {"Regional": 0, "Provincial": 1, "Distrital": 1}
    out = tmp_path / "matriz.xlsx"
    assert main([*where, "matriz", "export", "--region", "R05", "--out", str(out)]) == 0
    written = {str(cell.value) for row in openpyxl.load_workbook(out)["Matriz"].iter_rows() for cell in row}
    assert {"IPC-0504", "Con ordenanza", "Luricocha"} <= written
    assert main([*where, "matriz", "coverage", "--region", "R99"]) == 1
