"""Build the frozen program, then prove it: nothing large in it that nobody named, and it must pass its own
self-test in surroundings it does not know.

.venv/bin/python installer/build.py [FOLDER]      default: dist
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
from installer import legal

ROOT = Path(__file__).parent.parent
_WINDOWS, _LINUX = sys.platform == "win32", sys.platform == "linux"
_MEGABYTE = 1_000_000
_LARGE = 2 * _MEGABYTE
LIMIT = 210 * _MEGABYTE
WHY = {
    r"icu(data|i18n|uc)|icudt": "languages for Qt: it does not start without",
    r"Qt6?(Core|Gui|Widgets)\b": "the window",
    r"Qt6?Pdf": "the preview, of the very PDF that is printed",
    r"Qt6?Network": "the preview asks for it",
    r"cryptography|libcrypto|libssl": "ciphers",
    r"sqlcipher3": "the ciphered store",
    r"pyrage": "attachments and packages",
    r"pillow|PIL": "pictures in documents",
    r"lxml|docx": "Word",
    r"resvg_py": "charts in Word",
    r"libpython|python3\d*\.dll|python3\.\d+|base_library": "Python",
    r"resources": "typefaces, icons, help, territory, licences",
    r"gnutls|libcups": "printing",
    r"libstdc\+\+|libglib|libgio|MSVCP|ucrtbase": "what Qt stands on",
    r"zxing": "reading paper forms",
    r"psycopg|libpq": "a central store on PostgreSQL",
    r"zstandard|zstd": "packages",
}
"""What every part over 2 MB is for. One that is not here stops the build."""


def build(folder: Path) -> Path:
    """Freeze the program into `folder`/concerta and return its command line. Raises `CalledProcessError`."""
    with tempfile.TemporaryDirectory(prefix="concerta-build-") as work:
        places = ("--distpath", str(folder), "--workpath", work)
        spec = str(ROOT / "installer" / "concerta.spec")
        pyinstaller = (sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN")
        subprocess.run([*pyinstaller, *places, spec], check=True)
    bundle = folder.absolute() / "concerta"
    inside = bundle / "_internal"
    legal.write(inside / "resources" / "legal", legal.system_parts(inside) if _LINUX else ())
    return bundle / ("concerta-cli.exe" if _WINDOWS else "concerta")


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


def large_parts(bundle: Path) -> Iterator[tuple[str, int, str]]:
    """What takes the most room, the largest first: name, bytes, what it is for."""
    inside = bundle / "_internal"
    parts = [*(part for part in inside.iterdir() if part.name != "PySide6"), *_files(inside / "PySide6")]
    sizes = {
        str(part.relative_to(bundle)): size_of(part) if part.is_dir() else _bytes(part) for part in parts
    }
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size >= _LARGE:
            yield name, size, next((why for part, why in WHY.items() if re.search(part, name)), "")


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file())


def _bytes(file: Path) -> int:
    return 0 if file.is_symlink() else file.stat().st_size


def main() -> int:
    program = build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist")
    bundle = program.parent
    parts = list(large_parts(bundle))
    total = size_of(bundle)
    print(
        *(f"{size / _MEGABYTE:8.1f} MB  {name}: {why or 'WHAT FOR?'}" for name, size, why in parts), sep="\n"
    )
    print(f"{total / _MEGABYTE:8.1f} MB  in all, of {LIMIT / _MEGABYTE:.0f}")
    tried = run(program, "self-test")
    print(tried.stdout, tried.stderr, sep="", end="")
    return tried.returncode or int(total > LIMIT or not all(why for _, _, why in parts))


if __name__ == "__main__":
    sys.exit(main())
