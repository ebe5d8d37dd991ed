"""Notices and bill of materials follow the lock."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from installer import legal

ROOT = Path(__file__).parent.parent.parent


def read(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / name).read_text("utf-8"))


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11), reason="others need other libraries"
)
@pytest.mark.parametrize("name", ["notices.json", "sbom.cdx.json"])
def test_what_is_shown_is_what_the_lock_brings(tmp_path: Path, name: str) -> None:
    """When it fails: .venv/bin/python -m installer.legal."""
    legal.write(tmp_path)
    assert read(tmp_path, name) == read(legal.TARGET, name)


def test_every_locked_library_of_the_program_is_in_the_bill_with_its_licence() -> None:
    components = {part["name"]: part for part in read(legal.TARGET, "sbom.cdx.json")["components"]}
    pinned = legal.locked()
    for name in legal.runtime():
        assert components[name]["version"] == pinned[name]
        assert components[name]["purl"] == f"pkg:pypi/{name}@{pinned[name]}"
        assert components[name]["licenses"]
    assert not {"pytest", "ruff", "hypothesis"} & set(components)


def test_a_library_whose_licence_nobody_looked_up_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(legal.KNOWN, "pyrage")
    with pytest.raises(ValueError, match="pyrage: look up its licence"):
        list(legal.libraries())


def test_a_library_other_than_the_locked_one_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal, "locked", lambda: {"typer": "0.1"})
    with pytest.raises(ValueError, match="the lock says"):
        list(legal.libraries())
