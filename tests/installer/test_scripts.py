"""What the installers' own scripts must say, told without running them (./check --installers runs them)."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from concerta_desktop import paths
from installer import build, make_deb

INSTALLER = Path(build.__file__).parent
SPEC = (INSTALLER / "concerta.spec").read_text("utf-8")
NSI = (INSTALLER / "windows" / "concerta.nsi").read_text("utf-8")


def constant(name: str) -> object:
    """The value that the spec gives to `name`; of `re.compile` what it is given."""
    assigned = (node for node in ast.parse(SPEC).body if isinstance(node, ast.Assign))
    value = next(node.value for node in assigned if ast.unparse(node.targets[0]) == name)
    return ast.literal_eval(value.args[0] if isinstance(value, ast.Call) else value)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_es.qm",
        "PySide6/translations/qtbase_es.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "PySide6/Qt6Network.dll",
    ],
)
def test_the_bundle_keeps_what_the_program_uses(name: str) -> None:
    assert not re.search(str(constant("UNUSED")), name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    ],
)
def test_and_leaves_out_what_it_does_not(name: str) -> None:
    assert re.search(str(constant("UNUSED")), name)


def test_resources_and_unpacked_support_go_into_the_bundle() -> None:
    assert '(str(ROOT / "resources"), "resources")' in SPEC
    assert "analysis.datas += unpacked_support()" in SPEC


def test_a_large_part_whose_use_nobody_named_is_found(tmp_path: Path) -> None:
    (tmp_path / "_internal" / "PySide6").mkdir(parents=True)
    for name in ("cryptography", "numpy"):
        (tmp_path / "_internal" / name).mkdir()
        (tmp_path / "_internal" / name / "big.so").write_bytes(bytes(3_000_000))
    told = {name: why for name, _, why in build.large_parts(tmp_path)}
    assert told == {"_internal/cryptography": "ciphers", "_internal/numpy": ""}


def test_the_menu_opens_the_kind_of_file_that_is_declared() -> None:
    declared = ET.parse(INSTALLER / "debian" / "concerta.xml").getroot()[0]
    desktop = (INSTALLER / "debian" / "concerta.desktop").read_text("utf-8")
    assert f"MimeType={declared.attrib['type']};" in desktop
    assert "Exec=concerta %f" in desktop
    assert "*.cpk" in {node.attrib.get("pattern") for node in declared}


def test_a_stick_is_marked_as_the_program_looks_for_it() -> None:
    assert rf"$INSTDIR\{paths.PORTABLE}" in NSI


def test_the_data_are_taken_away_only_when_asked() -> None:
    """Silently by /DATA, else after two questions of which the safe answer is the one at hand."""
    assert NSI.count(r'RMDir /r "$LOCALAPPDATA\Concerta') == 2
    assert NSI.count("!insertmacro EraseData") == 2
    assert "MB_DEFBUTTON1" in NSI
    assert "MB_DEFBUTTON2" in NSI


def test_the_manual_explains_every_command() -> None:
    page = make_deb.manual_page("1.2.3")
    assert "Concerta 1.2.3" in page
    for name in ("self", "demo", "package", "central", "matriz", "backup"):
        assert re.search(rf"^\.TP\n\.B {name}.*\n\w", page, re.MULTILINE), name
    assert "@" not in page
