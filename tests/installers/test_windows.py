"""The Windows installer, run by wine with a stand-in for the program, which cannot be built here."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from installer.make_windows import compile_script, make_setup

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Concerta"
OPEN, NEWER = 2, 3
PATIENCE = 60


@dataclass(frozen=True)
class Windows:
    """A Windows of its own, as wine makes it, with one user."""

    prefix: Path

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        surroundings = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all"}
        surroundings.pop("DISPLAY", None)
        command = ["wine", *map(str, words)]
        return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=-3, text=True)

    def run(self, *words: str | Path) -> tuple[int, str]:
        """Exit code and what was printed."""
        running = self.start(*words)
        told, _ = running.communicate(timeout=300)
        return running.returncode, told

    def value(self, key: str, name: str = "") -> str:
        """A value of the registry; "" when it is not there."""
        code, told = self.run("reg", "query", key, *(("/v", name) if name else ("/ve",)))
        return told.strip().splitlines()[-1].partition("REG_SZ")[2].strip() if code == 0 else ""

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return next((self.prefix / "drive_c/users").glob("*/AppData/Local"))

    @property
    def installed(self) -> Path:
        return self.local / "Programs" / "Concerta"

    @property
    def data(self) -> Path:
        return self.local / "Concerta"


@pytest.fixture(scope="module")
def setups(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two installers: the newer one has a file that the older had not, and lacks one that it had."""
    folder = tmp_path_factory.mktemp("setups")
    made = {}
    for version, part in (("1.0.0", "old.txt"), ("1.1.0", "new.txt")):
        payload = folder / version
        (payload / "_internal").mkdir(parents=True)
        (payload / "_internal" / part).write_text(version)
        for name in ("concerta", "concerta-cli"):
            compile_script("stand_in.nsi", {"OUT": payload / f"{name}.exe"}, amd64=True)
        made[version] = make_setup(payload, folder, version, amd64=True)
    return made


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    made = Windows(tmp_path_factory.mktemp("wine"))
    code, told = made.run("wineboot", "--init")
    assert code == 0, told
    yield made
    made.run("wineboot", "--kill")


@pytest.fixture
def fresh(windows: Windows, setups: dict[str, Path]) -> Windows:
    """With the older version installed, and data of a user."""
    for folder in (windows.installed, windows.data):
        shutil.rmtree(folder, ignore_errors=True)
    windows.run("reg", "delete", UNINSTALL, "/f")
    assert windows.run(setups["1.0.0"], "/S")[0] == 0
    windows.data.mkdir()
    for name in ("concerta.db", "concerta.key"):
        (windows.data / name).write_text("cifrado")
    return windows


def there(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def soon(holds: Callable[[], bool]) -> bool:
    """An uninstaller goes on after it has answered."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def test_it_installs_for_this_user_without_a_question(fresh: Windows) -> None:
    assert there(fresh.installed) == {
        "concerta.exe",
        "concerta-cli.exe",
        "uninstall.exe",
        "_internal/old.txt",
    }
    assert fresh.value(UNINSTALL, "DisplayVersion") == "1.0.0"
    assert list(
        fresh.prefix.glob("drive_c/users/*/AppData/Roaming/Microsoft/Windows/Start Menu/**/Concerta.lnk")
    )
    assert not list(fresh.prefix.glob("drive_c/Program Files*/Concerta"))


def test_a_double_click_on_a_package_opens_it(fresh: Windows) -> None:
    """As told to Windows for this user; wine 8 looks only at what is told for all, so we do it for wine."""
    kind = fresh.value(r"HKCU\Software\Classes\.cpk")
    opens = fresh.value(rf"HKCU\Software\Classes\{kind}\shell\open\command")
    program, asked = (word for word in opens.split('"') if word.strip())
    assert asked == "%1"
    assert fresh.run(program, r"E:\entrega de agosto.cpk")[0] == 0
    assert "entrega de agosto.cpk" in (fresh.installed / "called.txt").read_text("latin-1")


def test_a_newer_one_takes_its_place_and_copies_the_data_first(
    fresh: Windows, setups: dict[str, Path]
) -> None:
    assert fresh.run(setups["1.1.0"], "/S")[0] == 0
    assert {"_internal/new.txt", "concerta.exe"} < there(fresh.installed)
    assert not [name for name in there(fresh.installed) if "old" in name]
    assert fresh.value(UNINSTALL, "DisplayVersion") == "1.1.0"
    kept = {"concerta.db", "concerta.key"}
    assert there(fresh.data) == kept | {f"antes-de-actualizar/{name}" for name in kept}


def test_an_older_one_leaves_the_newer_as_it_is(fresh: Windows, setups: dict[str, Path]) -> None:
    fresh.run(setups["1.1.0"], "/S")
    assert fresh.run(setups["1.0.0"], "/S")[0] == NEWER
    assert "_internal/new.txt" in there(fresh.installed)


def test_while_it_is_open_nothing_is_changed(fresh: Windows, setups: dict[str, Path]) -> None:
    window = fresh.start(fresh.installed / "concerta.exe", "/STAY=20000")
    assert soon((fresh.installed / "called.txt").exists)
    try:
        assert fresh.run(setups["1.1.0"], "/S")[0] == OPEN
        assert "_internal/old.txt" in there(fresh.installed)
    finally:
        window.communicate(timeout=PATIENCE)


def test_going_it_leaves_the_data_unless_asked(fresh: Windows, setups: dict[str, Path]) -> None:
    fresh.run(fresh.installed / "uninstall.exe", "/S")
    assert soon(lambda: not fresh.installed.exists())
    assert (fresh.data / "concerta.db").read_text() == "cifrado"
    assert fresh.value(UNINSTALL, "DisplayVersion") == ""
    assert fresh.value(r"HKCU\Software\Classes\.cpk") == ""
    copies = fresh.data.with_name(f"{fresh.data.name} copias")  # where `store.backups.home` puts them
    copies.mkdir()
    fresh.run(setups["1.0.0"], "/S")
    fresh.run(fresh.installed / "uninstall.exe", "/S", "/DATA")
    assert soon(lambda: not fresh.data.exists() and not copies.exists())


def test_on_a_stick_it_leaves_nothing_in_the_machine(
    windows: Windows, setups: dict[str, Path], tmp_path: Path
) -> None:
    stick = tmp_path / "usb" / "Concerta"
    for folder in (windows.installed, windows.data):
        shutil.rmtree(folder, ignore_errors=True)
    windows.run("reg", "delete", UNINSTALL, "/f")
    where = "Z:" + str(stick).replace("/", "\\")
    assert windows.run(setups["1.0.0"], "/S", "/PORTABLE", f"/D={where}")[0] == 0
    assert there(stick) == {"concerta.exe", "concerta-cli.exe", "_internal/old.txt", "portatil.txt"}
    assert windows.value(UNINSTALL, "DisplayVersion") == ""
    assert not windows.installed.exists()


def test_the_official_compiler_makes_it_too(setups: dict[str, Path], tmp_path: Path) -> None:
    """It makes 32-bit installers, which run on any Windows."""
    made = make_setup(setups["1.0.0"].parent / "1.0.0", tmp_path, "1.0.0")
    assert made.read_bytes()[:2] == b"MZ"
