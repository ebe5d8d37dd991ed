"""What the program is made of, from requirements.lock: resources/legal/notices.json and sbom.cdx.json.

    .venv/bin/python -m installer.legal      after the lock changed

A library without a licence we know stops it: somebody must look. installer/build.py writes both anew into the
bundle, with the libraries of the machine it was built on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import cast

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from concerta_desktop import __version__

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "resources" / "legal"
TEXTS = ROOT / "installer" / "licences"
_NAMES = re.compile(r"(licen[cs]es?|copying|notice)\b[^/]*$", re.IGNORECASE)

KNOWN = {
    "cffi": "MIT-0",
    "charset-normalizer": "MIT",
    "et-xmlfile": "MIT",
    "jinja2": "BSD-3-Clause",
    "lxml": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "openpyxl": "MIT",
    "pyrage": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "pyside6-pdf": "LGPL-3.0-only",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-docx": "MIT",
    "paramiko": "LGPL-2.1-or-later",
    "pg8000": "BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "resvg-py": "MIT",
    "rich": "MIT",
    "shellingham": "ISC",
    "shiboken6": "LGPL-3.0-only",
    "six": "MIT",
    "sqlcipher3": "Zlib",
    "tzdata": "Apache-2.0",
    "uuid6": "MIT",
}
"""Licences chosen where there is a choice, and those that a library tells only in prose."""
QT = ("pyside6-essentials", "pyside6-pdf", "shiboken6")


@dataclass(frozen=True)
class Part:
    """Something that travels with the program. `source`: a package URL, or "" when there is none."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    source: str = ""


def locked() -> Mapping[str, str]:
    """Name -> version of all that requirements.lock pins."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pinned = (re.match(r"([\w.-]+)==([^\s;]+)", line) for line in lines)
    return {canonicalize_name(found[1]): found[2] for found in pinned if found}


def runtime() -> list[str]:
    """The locked libraries that the program itself needs here, not those of development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    found: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += [Requirement(text) for text in metadata.requires(name) or ()]
    return sorted(found)


def libraries() -> Iterator[Part]:
    """One part for each. Raises `ValueError` when the lock or a licence is not what is installed or known."""
    pinned = locked()
    for name in runtime():
        version = metadata.version(name)
        if pinned.get(name) != version:
            raise ValueError(f"{name} {version} is installed, the lock says {pinned.get(name)}")
        about = cast(Message, metadata.metadata(name))
        licence = KNOWN.get(name) or about.get("License-Expression") or _plain(about.get("License"))
        if not licence:
            raise ValueError(f"{name}: look up its licence and note it in {Path(__file__).name}")
        texts = _qt() if name in QT else _texts_of(name) or _common(licence)
        if not texts:
            raise ValueError(f"{name}: no text of its licence")
        yield Part(name, version, licence, texts, f"pkg:pypi/{name}@{version}")


def inside() -> Iterator[Part]:
    """What comes within the libraries, or beside them."""
    qt = metadata.version("shiboken6")
    pdfium = "pypdfium2"  # development only; it brings the texts of PDFium and of what PDFium uses
    for name, licence, key in (
        ("PDFium", "BSD-3-Clause", "pdfium"),
        ("FreeType", "FTL", "freetype"),
        ("HarfBuzz", "MIT", "harfbuzz"),
        ("ICU", "Unicode-3.0", "icu"),
        ("libpng", "libpng-2.0", "libpng"),
        ("libjpeg-turbo", "IJG AND BSD-3-Clause", "libjpeg_turbo"),
        ("zlib", "Zlib", "zlib"),
    ):
        yield Part(name, f"en Qt {qt}", licence, _texts_of(pdfium, rf"/{key}\."))
    cipher = (TEXTS / "sqlcipher.txt").read_text("utf-8")
    yield Part(
        "SQLCipher y SQLite", f"en sqlcipher3 {metadata.version('sqlcipher3')}", "BSD-3-Clause", (cipher,)
    )
    python = _texts_of("typing-extensions")
    yield Part("Python", ".".join(map(str, _python())), "PSF-2.0", python, "pkg:generic/python")
    bootloader = "GPL-2.0-or-later WITH Bootloader-exception"
    yield Part("PyInstaller", metadata.version("pyinstaller"), bootloader, _texts_of("pyinstaller"))
    resources = ROOT / "resources"
    for name, licence, file in (
        ("Inter", "OFL-1.1", "fonts/Inter-OFL.txt"),
        ("Noto", "OFL-1.1", "fonts/Noto-OFL.txt"),
        ("Lucide", "ISC", "icons/LICENSE"),
    ):
        yield Part(name, "", licence, ((resources / file).read_text("utf-8"),))


def system_parts(inside: Path) -> Iterator[Part]:
    """The Debian packages of the libraries that PyInstaller took from this machine into `inside`."""
    names = {library.name for library in inside.glob("lib*.so*") if "libpython" not in library.name}
    owners: set[str] = set()
    for listing in Path("/var/lib/dpkg/info").glob("*.list"):
        files = re.findall(
            r"^(?:/usr)?/lib/[^/]+-linux-gnu/([^/\n]+)$", listing.read_text("utf-8"), re.MULTILINE
        )
        if not names.isdisjoint(files):
            owners.add(listing.stem.partition(":")[0])
    for owner in sorted(owners):
        version = _said("dpkg-query", "-W", "-f", "${Version}\\n", owner).splitlines()[0]
        text = Path("/usr/share/doc", owner, "copyright").read_text("utf-8", "replace")
        source = f"pkg:deb/debian/{owner}@{version}"
        yield Part(owner, version, "la de su paquete de Debian", (text,), source)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def write(folder: Path, also: Iterable[Part] = ()) -> None:
    """Both files, with `also` among the parts."""
    folder.mkdir(parents=True, exist_ok=True)
    own = Part("Concerta", __version__, "Apache-2.0", ((ROOT / "LICENSE").read_text("utf-8"),))
    rest = sorted([*libraries(), *inside(), *also], key=lambda part: part.name.lower())
    for name, content in (("notices.json", notices([own, *rest])), ("sbom.cdx.json", sbom(rest))):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / name).write_text(text + "\n", "utf-8", newline="\n")


def notices(parts: Sequence[Part]) -> dict[str, object]:
    """Each text once: parts point to them by their place."""
    texts = list(dict.fromkeys(text for part in parts for text in part.texts))
    told = [
        {
            "name": part.name,
            "version": part.version,
            "licence": part.licence,
            "texts": [texts.index(text) for text in part.texts],
        }
        for part in parts
    ]
    return {"parts": told, "texts": texts}


def sbom(parts: Sequence[Part]) -> dict[str, object]:
    """The bill of materials, as CycloneDX 1.6 has it; the same parts give the same file."""
    components = [_component(part) for part in parts]
    content = json.dumps([__version__, *components], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "concerta",
                "name": "Concerta",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "concerta", "dependsOn": [part["bom-ref"] for part in components]}],
    }


def _component(part: Part) -> dict[str, object]:
    made: dict[str, object] = {"type": "library", "bom-ref": part.source or part.name, "name": part.name}
    if part.version:
        made["version"] = part.version
    if part.source:
        made["purl"] = part.source
    made["licenses"] = [{"license": {"name": part.licence}}]
    return made


def _texts_of(name: str, pattern: str = "") -> tuple[str, ...]:
    """The licence files that a library brings, or those whose path has `pattern`."""
    files = metadata.files(name) or []
    wanted = [
        file
        for file in files
        if (re.search(pattern, file.as_posix()) if pattern else _NAMES.search(file.name))
        and not file.as_posix().startswith("reportlab/fonts/")  # which the bundle leaves out
        and file.suffix in {"", ".txt", ".rst", ".md", ".ijg", ".APACHE", ".BSD", ".python", ".markdown-it"}
    ]
    read = (_decoded(Path(str(file.locate())).read_bytes()) for file in sorted(wanted, key=str))
    return tuple(dict.fromkeys(read))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\f", "\n").strip()


def _qt() -> tuple[str, ...]:
    return tuple((TEXTS / f"{name}.txt").read_text("utf-8") for name in ("qt", "LGPL-3.0", "GPL-3.0"))


def _common(licence: str) -> tuple[str, ...]:
    """The text of a licence that a library names and does not bring; () when we have none."""
    text = TEXTS / f"{re.sub('-(only|or-later)$', '', licence)}.txt"
    return (text.read_text("utf-8"),) if text.is_file() else ()


def _plain(licence: str | None) -> str:
    """What a library says when that is an identifier and no prose."""
    return licence if licence and re.fullmatch(r"[\w.+-]+", licence) else ""


def _python() -> tuple[int, int]:
    return sys.version_info[:2]


if __name__ == "__main__":
    write(TARGET)
