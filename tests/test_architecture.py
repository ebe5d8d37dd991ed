"""The order of the layers and the places of the heavy libraries, as in README, "How it is built".

Every import counts, also those inside functions: a late import hides a layer, it does not move it.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APP = "concerta_desktop"
TOP_LEVEL = (APP, "sync", "ui", "resources")
BASE = frozenset({"__version__", "errors", "paths", "settings", "log", "progress", "clock", "text"})

# A module imports from ranks above it here and from its own layer; layers of one rank do not know each other.
RANKS = (
    {"resources"},
    {"base"},
    {"model"},
    {"rules", "store"},
    {"queries"},
    {"documents", "capture"},
    {"services"},
    {"sync"},
    {"ui", "cli"},
    {"__main__"},
)
RANK = {layer: rank for rank, layers in enumerate(RANKS) for layer in layers}

ALLOWED = {
    "PySide6": {"ui", "__main__"},
    "shiboken6": {"ui", "__main__"},
    "sqlalchemy": {"store", "queries", "services", "sync"},
    "sqlcipher3": {"store", "sync"},
    "pg8000": {"store"},
    "reportlab": {"documents", "capture"},
    "openpyxl": {"documents", "capture"},
    "docx": {"documents", "capture"},
    "docxtpl": {"documents"},
    "jinja2": {"documents"},
    "icalendar": {"documents"},
    "typer": {"cli", "__main__"},
    "fsspec": {"sync"},
    "webdav4": {"sync"},
    "paramiko": {"sync"},
}
HEAVY = frozenset(
    {
        *("reportlab", "openpyxl", "docx", "docxtpl", "jinja2", "icalendar"),
        *("fsspec", "webdav4", "paramiko", "pg8000"),
    }
)


@dataclass(frozen=True)
class Import:
    """One imported name, and where."""

    importer: str
    target: str
    place: str
    on_load: bool

    def __str__(self) -> str:
        return f"{self.place}: {self.importer} imports {self.target}"


def waits(node: ast.AST) -> bool:
    """Whether what `node` contains does not run when its module loads."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def nodes(tree: ast.AST, *, on_load: bool = True) -> Iterator[tuple[ast.AST, bool]]:
    """Every statement within `tree`, and whether it runs when the module loads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.expr):
            continue
        yield node, on_load
        yield from nodes(node, on_load=on_load and not waits(node))


def imports_of(path: Path, root: Path) -> Iterator[Import]:
    """Every import of one file."""
    relative = path.relative_to(root)
    importer = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
    for node, on_load in nodes(ast.parse(path.read_text("utf-8"), str(relative))):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            targets = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for target in targets:
            yield Import(importer, target, f"{relative.as_posix()}:{node.lineno}", on_load)


@cache
def all_imports(root: Path) -> list[Import]:
    files = (file for package in TOP_LEVEL for file in sorted((root / package).rglob("*.py")))
    return [found for file in files for found in imports_of(file, root)]


def layer(module: str) -> str | None:
    """The layer of a dotted name: None outside this program; "stray" for a file that is in no layer."""
    first, second, *_ = [*module.split("."), "__version__"]
    if first != APP:
        return first if first in TOP_LEVEL else None
    if second in BASE:
        return "base"
    return second if second in RANK else "stray"


def against_the_order(imports: list[Import]) -> list[str]:
    return [str(found) for found in imports if _against(layer(found.importer), layer(found.target))]


def _against(importer: str | None, target: str | None) -> bool:
    if target is None or importer == target:
        return False
    if importer not in RANK or target not in RANK:
        return True
    if (
        importer == "cli" and target == "ui"
    ):  # the composition root sees everything: `concerta` opens the window
        return False
    return RANK[target] >= RANK[importer]


def library_out_of_place(imports: list[Import]) -> list[str]:
    return [
        str(found)
        for found in imports
        if layer(found.importer) not in ALLOWED.get(found.target.partition(".")[0], {layer(found.importer)})
    ]


def heavy_on_load(imports: list[Import]) -> list[str]:
    """The chains of imports that load a heavy library as soon as a module elsewhere is loaded."""
    loads: dict[str, list[Import]] = {}
    for found in imports:
        if found.on_load:
            loads.setdefault(found.importer, []).append(found)
    chains = []
    for start in sorted(loads):
        if layer(start) not in {"documents", "capture"}:
            chains += _chains(start, loads)
    return chains


def _chains(start: str, loads: dict[str, list[Import]]) -> list[str]:
    waiting: list[tuple[str, tuple[str, ...]]] = [(start, ())]
    seen, chains = {start}, []
    for module, chain in waiting:  # grows while it is walked
        for found in loads.get(module, []):
            longer = (*chain, str(found))
            if found.target.partition(".")[0] in HEAVY:
                chains.append("\n    ".join(longer))
            for name in accumulate(found.target.split("."), "{}.{}".format):  # a.b.c loads a and a.b too
                if name not in seen:
                    seen.add(name)
                    waiting.append((name, longer))
    return chains


RULES = (against_the_order, library_out_of_place, heavy_on_load)
Rule = Callable[[list[Import]], list[str]]


@pytest.mark.parametrize("rule", RULES)
def test_every_import_obeys(rule: Rule) -> None:
    broken = rule(all_imports(ROOT))
    assert not broken, "\n  ".join([rule.__name__, *broken])


def write_tree(root: Path, files: dict[str, str]) -> None:
    for name, source in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(source, "utf-8")


@pytest.mark.parametrize(
    ("file", "source", "rule"),
    [
        ("concerta_desktop/model/a.py", "from concerta_desktop.store import change", against_the_order),
        ("concerta_desktop/rules/a.py", "import concerta_desktop.store.log", against_the_order),
        ("concerta_desktop/store/a.py", "def f():\n    from ui import theme", against_the_order),
        ("concerta_desktop/services/a.py", "from concerta_desktop import cli", against_the_order),
        ("concerta_desktop/helpers.py", "from concerta_desktop import clock", against_the_order),
        ("concerta_desktop/clock.py", "from concerta_desktop.model import person", against_the_order),
        ("concerta_desktop/cli/a.py", "from concerta_desktop.__main__ import main", against_the_order),
        ("ui/a.py", "from concerta_desktop import cli", against_the_order),
        ("concerta_desktop/cli/a.py", "from PySide6.QtGui import QImage", library_out_of_place),
        ("ui/a.py", "from sqlalchemy import select", library_out_of_place),
        ("concerta_desktop/services/a.py", "def f():\n    import openpyxl", library_out_of_place),
    ],
)
def test_a_forbidden_import_is_seen(tmp_path: Path, file: str, source: str, rule: Rule) -> None:
    write_tree(tmp_path, {file: source})
    (message,) = rule(all_imports(tmp_path))
    assert message.startswith(file)
    assert [other for other in RULES if other(all_imports(tmp_path))] == [rule]


def test_a_heavy_library_is_seen_through_the_modules_that_load_it(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            "ui/window.py": "from concerta_desktop.documents import pdf",
            "ui/late.py": "def f():\n    from concerta_desktop.documents import pdf",
            "concerta_desktop/documents/pdf.py": "from reportlab.pdfgen.canvas import Canvas",
        },
    )
    (chain,) = heavy_on_load(all_imports(tmp_path))
    assert "ui/window.py:1" in chain
    assert "documents.pdf imports reportlab" in chain


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("concerta_desktop/services/a.py", "from concerta_desktop.queries import people"),
        ("concerta_desktop/store/a.py", "from concerta_desktop import __version__, clock, errors"),
        ("concerta_desktop/documents/a.py", "import openpyxl\nfrom reportlab import platypus"),
        ("concerta_desktop/cli/a.py", "def f():\n    from ui.app import open_window"),
        ("concerta_desktop/__main__.py", "from PySide6 import QtGui\nfrom concerta_desktop import cli"),
        ("ui/a.py", "from sync import package\nfrom resources import path\nfrom PySide6 import QtGui"),
    ],
)
def test_an_allowed_import_passes(tmp_path: Path, file: str, source: str) -> None:
    write_tree(tmp_path, {file: source})
    assert not [broken for rule in RULES for broken in rule(all_imports(tmp_path))]


def test_starting_loads_nothing_heavy() -> None:
    """The prompt must show first: even SQLAlchemy and Qt wait until they are asked for."""
    code = "import sys, concerta_desktop.__main__; print(*sys.modules)"
    started = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr
    loaded = {name.partition(".")[0] for name in started.stdout.split()}
    assert not loaded & (HEAVY | {"sqlalchemy", "PySide6", "typer"})
