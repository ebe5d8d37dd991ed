"""Build the frozen program, then prove it: it must pass its own self-test in surroundings it does not know.

.venv/bin/python installer/build.py [FOLDER]      default: dist
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_WINDOWS = sys.platform == "win32"
_MEGABYTE = 1_000_000
_LARGE = 2 * _MEGABYTE


def build(folder: Path) -> Path:
    """Freeze the program into `folder`/concerta and return its command line. Raises `CalledProcessError`."""
    with tempfile.TemporaryDirectory(prefix="concerta-build-") as work:
        places = ("--distpath", str(folder), "--workpath", work)
        spec = str(ROOT / "installer" / "concerta.spec")
        pyinstaller = (sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN")
        subprocess.run([*pyinstaller, *places, spec], check=True)
    return folder.absolute() / "concerta" / ("concerta-cli.exe" if _WINDOWS else "concerta")


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the frozen program in another folder, with an empty environment and a home of its own."""
    with tempfile.TemporaryDirectory(prefix="concerta-home-") as home:
        needed = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        surroundings = {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
        return subprocess.run(
            [str(program), *arguments],
            cwd=home,
            env=needed | surroundings,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def size_of(folder: Path) -> int:
    """Bytes of every file; a link counts nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def large_parts(bundle: Path) -> Iterator[str]:
    """What takes the most room, the largest first."""
    inside = bundle / "_internal"
    parts = [*(part for part in inside.iterdir() if part.name != "PySide6"), *_files(inside / "PySide6")]
    sizes = {
        str(part.relative_to(bundle)): size_of(part) if part.is_dir() else _bytes(part) for part in parts
    }
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size >= _LARGE:
            yield f"{size / _MEGABYTE:8.1f} MB  {name}"


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def _bytes(file: Path) -> int:
    return 0 if file.is_symlink() else file.stat().st_size


def main() -> int:
    program = build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
    bundle = program.parent
    print(*large_parts(bundle), f"{size_of(bundle) / _MEGABYTE:8.1f} MB  in all", sep="\n")
    tried = run(program, "self-test")
    print(tried.stdout, tried.stderr, sep="", end="")
    return tried.returncode


if __name__ == "__main__":
    sys.exit(main())
