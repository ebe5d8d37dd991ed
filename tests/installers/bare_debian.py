"""A bare Debian in a folder, made by debootstrap: what any machine may be said to have, and no more."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
USER = "rosa"


@dataclass(frozen=True)
class BareDebian:
    """It shares /tmp with this machine: a window in it finds our X screen and our accessibility bus."""

    root: Path

    def command(self, *words: str) -> list[str]:
        """What runs `words` inside, as root."""
        return ["chroot", str(self.root), *words]

    def run(self, *words: str, user: str = "root", check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `words` inside; on failure what it printed is in the exception's message."""
        given = ["runuser", "-u", user, "--", *words] if user != "root" else [*words]
        home = {"HOME": f"/home/{user}" if user != "root" else "/root"}
        done = subprocess.run(
            self.command(*given), env=QUIET | home, capture_output=True, text=True, check=False, timeout=900
        )
        assert not check or done.returncode == 0, f"{words}: {done.stdout[-4000:]}{done.stderr[-4000:]}"
        return done

    def path(self, inside: str) -> Path:
        return self.root / inside.lstrip("/")


@contextmanager
def bare_debian() -> Iterator[BareDebian]:
    """Made anew, with one user; unmounted and removed at the end.

    Not in a temporary folder of pytest: those are removed later with all that is in them, and of a run that
    was killed that would be what is mounted here too.
    """
    root = Path(tempfile.mkdtemp(prefix="concerta-debian-", dir="/var/tmp"))
    release = Path("/etc/os-release").read_text("utf-8")
    suite = (re.findall(r"^VERSION_CODENAME=(\w+)", release, re.MULTILINE) or ["bookworm"])[0]
    root.chmod(0o755)
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", suite, str(root)], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr
    debian = BareDebian(root)
    debian.run("useradd", "--create-home", USER)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    mounts = [("--bind", "/tmp", root / "tmp"), ("-t", "proc", "proc", root / "proc")]
    for mount in mounts:
        subprocess.run(["mount", *map(str, mount)], check=True)
    try:
        yield debian
    finally:
        for mount in mounts:
            subprocess.run(["umount", "--lazy", str(mount[-1])], check=True)
        if not any(os.path.ismount(mount[-1]) for mount in mounts):
            shutil.rmtree(root, ignore_errors=True)
