"""The .deb in a bare Debian: installed, used, upgraded and removed, in this order."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from concerta_desktop import __version__
from installer.make_deb import make_deb
from tests.e2e.walk import walk_to_the_report
from tests.installers.bare_debian import USER, BareDebian
from tests.installers.screen import Screen

MEGABYTES, SECONDS = 75, 30
DATA = f"/home/{USER}/ejemplo/datos"
INSTALL = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
ASK = ("env", "CONCERTA_PASSPHRASE=datos de ejemplo", "concerta", "--json", "--data-dir", DATA, "records")


@pytest.fixture(scope="module")
def installed(debian: BareDebian, deb: Path) -> BareDebian:
    """With what it depends on, which is most of the work on a machine that never had a window."""
    debian.run("apt-get", "update", "-qq")
    debian.run(*INSTALL, "libglib2.0-bin", "shared-mime-info", "desktop-file-utils")
    debian.run(*INSTALL, str(deb))
    return debian


def test_it_is_small(deb: Path) -> None:
    assert deb.stat().st_size < MEGABYTES * 1_000_000


def test_debian_finds_no_fault_with_it(deb: Path) -> None:
    """But those that installer/debian/lintian-overrides argues."""
    told = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", str(deb)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_it_installs_in_half_a_minute(installed: BareDebian, deb: Path) -> None:
    start = time.monotonic()
    installed.run("dpkg", "-i", str(deb))
    assert time.monotonic() - start < SECONDS


def test_it_brings_every_library_it_needs(installed: BareDebian) -> None:
    find = r"find /usr/lib/concerta -type f \( -name '*.so*' -o -name concerta \) -exec ldd {} +"
    told = installed.run("sh", "-c", f"LD_LIBRARY_PATH=/usr/lib/concerta/_internal {find} 2>&1")
    assert "not found" not in told.stdout, [line for line in told.stdout.splitlines() if "not found" in line]


def test_it_passes_its_own_test_for_a_user_without_a_screen(installed: BareDebian) -> None:
    told = installed.run("concerta", "self-test", user=USER)
    assert told.stdout.splitlines()[-1] == "La instalación funciona."


def test_its_window_opens_on_a_screen(installed: BareDebian) -> None:
    with Screen() as screen:
        command = installed.command("runuser", "-u", USER, "--", "concerta")
        window = subprocess.Popen(command, env=os.environ | screen.environment | {"HOME": f"/home/{USER}"})
        try:
            assert screen.wait_for_paint(60), "nothing was painted"
            assert window.poll() is None
        finally:
            window.kill()
            window.wait()


@pytest.mark.req("42", "43", "48", "49")
def test_it_goes_from_first_run_to_report_for_who_cannot_see(installed: BareDebian, tmp_path: Path) -> None:
    walk_to_the_report(tmp_path, installed.command("concerta"))


def test_a_double_click_on_a_package_is_for_it(installed: BareDebian) -> None:
    package = installed.path(f"/home/{USER}/entrega.cpk")
    package.write_bytes(b"age-encryption.org/v1\n")
    told = installed.run(
        "gio", "info", "-a", "standard::content-type", f"/home/{USER}/entrega.cpk", user=USER
    )
    kind = told.stdout.split()[-1]
    assert kind == "application/vnd.concerta.package"
    opens = installed.run("gio", "mime", kind, user=USER).stdout
    assert opens.splitlines()[0].endswith(": concerta.desktop")
    installed.run("desktop-file-validate", "/usr/share/applications/concerta.desktop")


def test_a_newer_one_keeps_the_data_and_going_keeps_them_too(
    installed: BareDebian, program: Path, tmp_path: Path
) -> None:
    installed.run("concerta", "demo", f"/home/{USER}/ejemplo", user=USER)
    before = json.loads(installed.run(*ASK, "list", "person", user=USER).stdout)
    newer = make_deb(program.parent, tmp_path, f"{__version__}+1", level=0)
    installed.run("dpkg", "-i", str(newer))
    assert f"{__version__}+1" in installed.run("dpkg-query", "-W", "concerta").stdout
    assert before
    assert json.loads(installed.run(*ASK, "list", "person", user=USER).stdout) == before
    installed.run("dpkg", "--purge", "concerta")
    assert not installed.path("/usr/lib/concerta").exists()
    assert not list(installed.path("/usr/share").rglob("*concerta*"))
    assert installed.path(f"{DATA}/concerta.db").stat().st_size
