"""The frozen program, built here and run where nothing of this checkout can help it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from concerta_desktop.paths import PORTABLE
from installer.build import LIMIT, large_parts, run, size_of


def test_it_passes_its_own_test(program: Path) -> None:
    tried = run(program, "self-test")
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.splitlines()[-2:] == ["bien: pantallas", "La instalación funciona."]


def test_it_leaves_the_printed_sheet_and_the_register(program: Path, tmp_path: Path) -> None:
    done = run(program, "demo", str(tmp_path / "ejemplo"))
    assert done.returncode == 0, done.stderr
    written = {file.name for file in (tmp_path / "ejemplo").iterdir()}
    assert {"hoja-de-asistencia.pdf", "registro-de-asistencia.pdf", "registro-de-asistencia.xlsx"} < written


def test_it_says_in_spanish_what_is_wrong(program: Path, tmp_path: Path) -> None:
    nothing = run(program, "--data-dir", str(tmp_path / "nada"), "records", "list", "person")
    assert nothing.returncode != 0
    assert "Concerta encontró un error propio" not in nothing.stderr
    assert nothing.stderr.strip()


def test_it_explains_itself(program: Path) -> None:
    for words in (("--help",), ("records", "--help"), ("package", "--help"), ("nada",)):
        said = run(program, *words)
        assert "Concerta encontró un error propio" not in said.stderr
        assert "Uso" in said.stdout + said.stderr


def test_it_carries_nothing_fat(program: Path) -> None:
    """And nothing large whose use nobody named."""
    assert size_of(program.parent) < LIMIT
    assert [name for name, _, why in large_parts(program.parent) if not why] == []


def test_it_tells_the_licence_of_what_came_from_this_machine(program: Path) -> None:
    folder = program.parent / "_internal"
    told = (folder / "resources/legal/sbom.cdx.json").read_text("utf-8")
    for library in folder.glob("libxcb-*.so*"):
        if not library.is_symlink():  # those are of a wheel
            assert f"pkg:deb/debian/{library.name.partition('.so')[0]}" in told


def test_it_starts_with_its_support_unpacked(program: Path) -> None:
    """Packed, PySide compiles it at every start."""
    assert list((program.parent / "_internal/shiboken6/files.dir").rglob("loader.*.pyc"))


def test_on_a_stick_its_window_keeps_everything_beside_it(program: Path, tmp_path: Path) -> None:
    stick, home = tmp_path / "usb" / "Concerta", tmp_path / "home"
    shutil.copytree(program.parent, stick, symlinks=True, copy_function=os.link)
    (stick / PORTABLE).touch()
    home.mkdir()
    surroundings = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    window = subprocess.Popen([stick / program.name], env=surroundings)
    try:
        end = time.monotonic() + 60
        while not (stick / "datos" / "logs").exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert (stick / "datos" / "logs").exists()
    finally:
        window.kill()
        window.wait()
    assert not [path for path in home.rglob("*") if "oncerta" in path.name]
