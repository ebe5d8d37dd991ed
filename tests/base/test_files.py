"""Settings, paths and the technical log: small files that must never stand in the way."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from concerta_desktop import log, paths, settings
from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.settings import Settings


def test_settings_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "ajustes.json"
    wanted = Settings(theme="dark", section="settings", columns={"personas": "abc"})
    settings.save(path, wanted)
    assert settings.load(path) == wanted
    assert [file.name for file in tmp_path.iterdir()] == ["ajustes.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"theme": 3, "unknown": 1}', "\x00\xff"])
def test_damaged_settings_are_only_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ajustes.json"
    path.write_text(content, "latin-1")
    assert settings.load(path) == Settings()
    assert settings.load(tmp_path / "none") == Settings()


def test_settings_that_cannot_be_saved_do_not_stop_anybody(tmp_path: Path) -> None:
    settings.save(tmp_path / "no" / "ajustes.json", Settings())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Taller: Huanta / agosto", "Taller Huanta agosto"),
        ("../../etc/passwd", "etc passwd"),
        ("  ", "documento"),
        ("=1+1|calc", "1 1 calc"),
        ("ñ" * 200, "ñ" * 80),
    ],
)
def test_a_file_name_made_of_what_a_person_typed_is_only_a_name(typed: str, name: str) -> None:
    assert paths.safe_name(typed) == name


def test_the_data_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCERTA_DATA_DIR", str(tmp_path))
    assert paths.default_data_dir() == tmp_path
    monkeypatch.delenv("CONCERTA_DATA_DIR")
    assert paths.default_data_dir().name == "Concerta"


def test_a_folder_that_cannot_be_made_is_said_in_spanish(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFailure, match="No se pudo preparar la carpeta de datos"):
        paths.ensure_dir(tmp_path / "file" / "datos")


def test_a_crash_is_described_without_what_a_person_typed(tmp_path: Path) -> None:
    def fail() -> None:
        raise ValueError("99990431 Ñahui")

    with pytest.raises(ValueError, match="Ñahui") as crash:
        fail()
    described = log.describe_crash(crash.value)
    assert described.startswith("ValueError at test_files.py:")
    assert "fail" in described
    assert "9999" not in described

    path = log.start(tmp_path)
    log.logger.info("opened")
    handler = log.logger.handlers[-1]
    log.logger.removeHandler(handler)
    handler.close()
    log.logger.setLevel(logging.NOTSET)
    assert "INFO opened" in path.read_text()


@pytest.mark.parametrize("marked", [True, False])
def test_a_program_on_a_stick_keeps_its_data_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    """When its marker lies beside the frozen program; an installed one keeps to the user's own folder."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Concerta" / "concerta.exe"))
    (tmp_path / "Concerta").mkdir()
    if marked:
        (tmp_path / "Concerta" / paths.PORTABLE).touch()
    assert (paths.default_data_dir() == tmp_path / "Concerta" / "datos") == marked
    monkeypatch.setenv("CONCERTA_DATA_DIR", str(tmp_path / "otra"))
    assert paths.default_data_dir() == tmp_path / "otra"
