"""Make concerta_VERSION_ARCHITECTURE.deb of a frozen program, with `dpkg-deb`.

.venv/bin/python installer/make_deb.py [BUNDLE] [FOLDER]      default: dist/concerta dist
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any, cast

from PIL import Image
from typer.main import get_command

from concerta_desktop import __version__
from concerta_desktop.cli.app import app

ROOT = Path(__file__).parent.parent
DEBIAN = ROOT / "installer" / "debian"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
SYSTEM_LIBRARIES = ("libgl1", "libegl1", "libfontconfig1", "libwayland-cursor0")
"""What a frozen Qt asks of the machine; all else is in the bundle, and the tests see that it is."""
MAINTAINER = "Concerta <concerta@example.org>"
CONTROL = """\
Package: concerta
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: cups-client
Section: misc
Priority: optional
Description: portable office of territorial management, with no network
 Plan an intervention, print its attendance sheet, register who came, follow
 achievements and obstacles, evaluate, and write the technical report, on a
 laptop with no internet. The data of each user are one ciphered file.
 .
 For the specialists of Peru's Ministry of Women; its texts are in Spanish.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Concerta
Comment: The program brings libraries with licences of their own, Qt (LGPL-3) among them. Their notices are in
 /usr/lib/concerta/_internal/resources/legal, and in the program under Ayuda > Acerca de Concerta.

Files: *
Copyright: 2026 The authors of Concerta
License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.
"""


def make_deb(bundle: Path, folder: Path, version: str = __version__, *, level: int = 6) -> Path:
    """The package of `bundle` in `folder`; returns its path. `level`: how hard to compress, 0 to 9."""
    architecture = _said("dpkg", "--print-architecture").strip()
    target = folder / f"concerta_{version}_{architecture}.deb"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="concerta-deb-") as work:
        root = Path(work) / "root"
        _program(bundle, root)
        _desktop(root)
        _documentation(root, version)
        _control(root, version, architecture)
        _sane_modes(root)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", str(root), str(target)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def _program(bundle: Path, root: Path) -> None:
    shutil.copytree(bundle, root / "usr/lib/concerta", symlinks=True)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/concerta").symlink_to("../lib/concerta/concerta")


def _desktop(root: Path) -> None:
    share = root / "usr/share"
    _copy(DEBIAN / "concerta.desktop", share / "applications/concerta.desktop")
    _copy(DEBIAN / "concerta.xml", share / "mime/packages/concerta.xml")
    _copy(ROOT / "resources/app.svg", share / "icons/hicolor/scalable/apps/concerta.svg")
    with Image.open(ROOT / "resources/app.png") as largest:
        for size in ICON_SIZES:
            target = share / f"icons/hicolor/{size}x{size}/apps/concerta.png"
            target.parent.mkdir(parents=True)
            smaller = largest.copy()
            smaller.thumbnail((size, size), Image.Resampling.LANCZOS)
            smaller.save(target, optimize=True)


def _documentation(root: Path, version: str) -> None:
    share = root / "usr/share"
    page = manual_page(version)
    for manual in ("man/man1", "man/es/man1"):
        _gzip(page, share / manual / "concerta.1.gz")
    documents = share / "doc/concerta"
    (documents).mkdir(parents=True)
    (documents / "copyright").write_text(COPYRIGHT, "utf-8")
    signed = formatdate(_moment())
    entry = (
        f"concerta ({version}) stable; urgency=low\n\n  * See CHANGELOG.md.\n\n -- {MAINTAINER}  {signed}\n"
    )
    _gzip(entry, documents / "changelog.gz")
    _copy(DEBIAN / "lintian-overrides", share / "lintian/overrides/concerta")


def manual_page(version: str) -> str:
    """The manual, with every command as it explains itself."""
    page = (DEBIAN / "concerta.1").read_text("utf-8").replace("@VERSION@", version)
    page = page.replace("@DATE@", time.strftime("%Y-%m-%d", time.gmtime(_moment())))
    group = cast(Any, get_command(app))
    told = (
        f".TP\n.B {name.replace('-', chr(92) + '-')}\n{_first(command.help or '')}"
        for name, command in group.commands.items()
    )
    return page.replace("@COMMANDS@", "\n".join(told))


def _first(text: str) -> str:
    """Its first paragraph, as one line."""
    return " ".join(text.strip().split("\n\n")[0].split())


def _control(root: Path, version: str, architecture: str) -> None:
    (root / "DEBIAN").mkdir()
    sizes = (file.lstat().st_size for file in root.rglob("*") if file.is_file())
    control = CONTROL.format(
        version=version,
        architecture=architecture,
        maintainer=MAINTAINER,
        kilobytes=sum(-(-size // 1024) for size in sizes),
        depends=", ".join((f"libc6 (>= {needed_libc(root)})", *SYSTEM_LIBRARIES)),
    )
    (root / "DEBIAN/control").write_text(control, "utf-8")
    files = sorted(file for file in (root / "usr").rglob("*") if file.is_file() and not file.is_symlink())
    sums = (f"{_md5(file)}  {file.relative_to(root)}\n" for file in files)
    (root / "DEBIAN/md5sums").write_text("".join(sums), "utf-8")


def needed_libc(root: Path) -> str:
    """The newest version of the C library that any binary under `root` asks for."""
    asked = {
        found for file in binaries(root) for found in re.findall(rb"GLIBC_(2\.\d+)\b", file.read_bytes())
    }
    return max((version.decode() for version in asked), key=lambda text: int(text.split(".")[1]))


def binaries(root: Path) -> Iterator[Path]:
    """Every program and library under `root`."""
    for file in root.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with open(file, "rb") as content:
                if content.read(4) == b"\x7fELF":
                    yield file


def _sane_modes(root: Path) -> None:
    """As Debian wants them, whatever the umask; only programs are executable."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            program = path == root / "usr/lib/concerta/concerta"
            path.chmod(0o755 if path.is_dir() or program else 0o644)


def _moment() -> float:
    return float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def _md5(file: Path) -> str:
    with open(file, "rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _gzip(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> int:
    bundle = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "concerta"
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "dist"
    made = make_deb(bundle, folder)
    print(f"{made}: {made.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
