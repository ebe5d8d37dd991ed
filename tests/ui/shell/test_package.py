"""What a double click on a package shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from concerta_desktop.errors import EnvironmentFailure, UserError
from ui.package_dialog import PackageDialog


def test_a_package_is_told_without_the_key_that_opens_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "entrega-2026-08.cpk"
    path.write_bytes(b"age-encryption.org/v1\n-> X25519" + bytes(2_300_000))
    shown = PackageDialog(path)
    qtbot.addWidget(shown)
    assert "entrega-2026-08.cpk" in shown.facts.text()
    assert "2.3 MB" in shown.facts.text()
    shown.go_on.click()
    assert shown.result() == PackageDialog.DialogCode.Accepted


def test_what_is_no_package_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "otra cosa.cpk"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(UserError, match="no es un paquete de Concerta"):
        PackageDialog(path)
    with pytest.raises(EnvironmentFailure):
        PackageDialog(tmp_path / "no-está.cpk")
