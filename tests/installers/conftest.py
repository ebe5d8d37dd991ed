"""What the suite builds once: the frozen program, its .deb, a bare Debian to put it in.

INSTALLERS_BUNDLE names a program frozen before, to go without building one.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.build import build
from installer.make_deb import make_deb
from tests.installers.bare_debian import BareDebian, bare_debian

if sys.platform != "linux":
    collect_ignore = ["test_deb.py", "test_first_paint.py", "test_windows.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Freezing, compressing and making a Debian take minutes."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.timeout(1800))


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command line of the frozen program."""
    given = os.environ.get("INSTALLERS_BUNDLE")
    if given:
        return Path(given) / "concerta"
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def deb(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As it is delivered."""
    return make_deb(program.parent, tmp_path_factory.mktemp("deb"))


@pytest.fixture(scope="session")
def debian() -> Iterator[BareDebian]:
    """A bare Debian; needs root, as `debootstrap` and `mount` do."""
    if os.geteuid() or shutil.which("debootstrap") is None:
        pytest.skip("needs root and debootstrap: sudo ./check --installers")
    with bare_debian() as made:
        yield made
