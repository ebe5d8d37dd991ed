"""From a laptop to headquarters and back by the command line alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from concerta_desktop.cli.app import main
from concerta_desktop.paths import DATABASE
from tests.factory import an_attendance, an_intervention
from tests.fixtures import PASSPHRASE, NewStore

Captured = pytest.CaptureFixture[str]


@pytest.mark.req("8", "75")
def test_a_delivery_by_hand(
    new_store: NewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    laptop, central, stick = tmp_path / "equipo", tmp_path / "sede", tmp_path / "memoria"
    store = new_store("equipo")
    an_attendance(store, an_intervention(store))
    store.close()
    stick.mkdir()

    def run(data: Path, *words: str) -> dict[str, object]:
        assert main(["--json", "--data-dir", str(data), *words]) == 0
        return json.loads(capsys.readouterr().out)

    capsys.readouterr()
    about = ("--name", "DPVLV", "--names", "Elena", "--surnames", "Inventada")
    files = ("--invitation", str(stick / "dpvlv.sede"), "--recovery", str(tmp_path / "llave.txt"))
    run(central, "central", "init", *about, *files)
    assert (tmp_path / "llave.txt").read_text("utf-8").count("AGE-SECRET-KEY-") == 1

    own = run(laptop, "join", str(stick / "dpvlv.sede"))["fingerprint"]
    (made,) = run(laptop, "package", "build")["files"]  # type: ignore[misc]
    run(laptop, "package", "verify", str(made))
    shutil.copy(str(made), stick)
    (asking,) = run(central, "central", "inbox", "--from", str(stick))["items"]  # type: ignore[misc]
    assert asking["estado"] == "Equipo por aprobar"
    main(["--data-dir", str(central), "central", "devices"])
    assert str(own) in capsys.readouterr().out
    run(central, "central", "approve", str(own))
    seen = run(central, "central", "preview", Path(str(made)).name)
    assert "nuevos" in str(seen["words"])
    run(central, "package", "verify", str(made))
    assert run(central, "central", "merge")["fresh"] == seen["fresh"]
    assert run(central, "central", "merge")["fresh"] == 0
    assert run(central, "records", "list", "attendance", "--limit", "200") == run(
        laptop, "records", "list", "attendance", "--limit", "200"
    )

    first = run(central, "central", "export", "--out", str(tmp_path / "uno.zip"))
    assert run(central, "central", "export", "--out", str(tmp_path / "dos.zip"))["sha256"] == first["sha256"]
    assert run(central, "package", "verify", str(tmp_path / "uno.zip"))["central"] == "DPVLV"
    told = run(laptop, "receipts", str(central / "acuses"))
    assert [one["estado"] for one in told["deliveries"]] == ["Acusado"]  # type: ignore[attr-defined]
    assert told["waiting"] == 0
    assert run(laptop, "package", "build")["files"] == []
    run(central, "central", "undo", Path(str(made)).name)
    assert run(central, "records", "list", "attendance") == []
    told = run(laptop, "receipts", str(central / "acuses"))
    assert [one["estado"] for one in told["deliveries"]] == ["Observado"]  # type: ignore[attr-defined]
    assert (laptop / DATABASE).exists()


@pytest.mark.req("8")
def test_what_is_wrong_is_said_in_spanish(
    new_store: NewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("CONCERTA_PASSPHRASE", PASSPHRASE)
    new_store("equipo").close()
    data = ["--data-dir", str(tmp_path / "equipo")]
    assert main([*data, "package", "build"]) == 1
    assert "todavía no se unió a una sede" in capsys.readouterr().err
    assert main([*data, "central", "inbox"]) == 1
    assert "no de una sede central" in capsys.readouterr().err
    (tmp_path / "otra.sede").write_text("{}", "utf-8")
    assert main([*data, "join", str(tmp_path / "otra.sede")]) == 1
    assert "no es la invitación" in capsys.readouterr().err
