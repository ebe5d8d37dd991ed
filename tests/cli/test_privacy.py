"""What leaves this laptop for support or on paper, and who took it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from concerta_desktop.cli.app import main
from concerta_desktop.cli.demo import PASSPHRASE
from concerta_desktop.store import store as stores
from concerta_desktop.store.access import AccessKind, accesses
from tests.documents.reading import pdf_pages

Captured = pytest.CaptureFixture[str]


def somebody(data: list[str], capsys: Captured) -> dict[str, str]:
    main(["--json", *data, "records", "list", "person", "--text", "nahui saturnina"])
    return json.loads(capsys.readouterr().out)[0]


@pytest.mark.req("2.9")
def test_the_support_bundle_says_how_things_are_and_nothing_of_anybody(
    data: list[str], tmp_path: Path, capsys: Captured
) -> None:
    person, out = somebody(data, capsys), tmp_path / "soporte.zip"
    assert main([*data, "support", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    facts = json.loads(texts["datos.json"])
    assert facts["registros"]["person"] > 40
    assert facts["comprobación"]["broken"] == 0
    told = "\n".join(texts.values()).casefold()
    for secret in (person["document_number"], person["surnames"], person["email"], "9999", str(Path.home())):
        assert secret.casefold() not in told


@pytest.mark.req("2.9")
def test_what_this_laptop_carries_is_counted(data: list[str], tmp_path: Path, capsys: Captured) -> None:
    person, out = somebody(data, capsys), tmp_path / "llevo.pdf"
    assert main([*data, "carried", "--out", str(out)]) == 0
    text = " ".join(pdf_pages(out.read_bytes()))
    assert "Este equipo lleva datos de" in text
    assert "N.° de documento" in text
    assert person["document_number"] not in text
    assert main([*data, "carried", "--out", str(tmp_path / "llevo.odt")]) == 1
    assert "No existe el formato «odt»" in capsys.readouterr().err


@pytest.mark.req("2.9")
def test_a_person_gets_a_copy_of_it_all_and_the_copy_is_noted(
    data: list[str], tmp_path: Path, capsys: Captured
) -> None:
    person, out = somebody(data, capsys), tmp_path / "copia.pdf"
    assert main([*data, "person-data", person["id"], "--out", str(out)]) == 0
    text = " ".join(pdf_pages(out.read_bytes()))
    assert person["document_number"] in text
    assert "Taller de fortalecimiento de la IPC Huanta" in text
    store = stores.open_store(Path(data[1]), PASSPHRASE)
    with store.read() as tx:
        last = accesses(tx, person["id"])[0]
    store.close()
    assert (last.action, last.what) == (AccessKind.SAVED, "Copia de sus datos")
    assert main([*data, "person-data", "nadie", "--out", str(out)]) == 1
