"""Make concerta-VERSION-setup.exe of a frozen program for Windows, with `makensis`.

python -m installer.make_windows [BUNDLE] [FOLDER]      default: dist/concerta dist
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from concerta_desktop import __version__

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "installer" / "windows"


def make_setup(payload: Path, folder: Path, version: str = __version__, *, amd64: bool = False) -> Path:
    """The installer of `payload` in `folder`; returns its path.

    `amd64` is for trying it where only 64-bit programs run: only Debian's NSIS makes that kind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder.absolute() / f"concerta-{version}-setup.exe"
    numbers = ".".join([*re.findall(r"\d+", version), "0", "0"][:3])
    defined = {"VERSION": numbers, "PAYLOAD": payload.absolute(), "OUT": target}
    compile_script("concerta.nsi", defined | {"ICON": ROOT / "resources" / "app.ico"}, amd64=amd64)
    return target


def compile_script(name: str, defined: Mapping[str, object], *, amd64: bool) -> None:
    """Compile a script of installer/windows; a warning stops it. Raises `CalledProcessError`."""
    words = [f"-D{key}={value}" for key, value in defined.items()] + ["-DAMD64"] * amd64
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(SCRIPTS / name)]
    subprocess.run(command, check=True)


def main() -> int:
    bundle = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "concerta"
    made = make_setup(bundle, Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "dist")
    print(f"{made}: {made.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
