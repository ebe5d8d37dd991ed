"""The walk of first_run_to_report.py over a program, from source or installed, and what it must leave."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.documents.reading import pdf_pages

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = ("xvfb-run", "dbus-run-session", "openbox")
PASSPHRASE = "una frase larga y buena"


def walk_to_the_report(folder: Path, program: list[str]) -> None:
    """Do it with `program` (its command line), leaving data and documents in `folder`."""
    drive("first_run_to_report.py", folder, program)

    sheet = pdf_pages((folder / "hoja.pdf").read_bytes())
    assert "Taller de fortalecimiento de la IPC Huanta" in sheet[0]
    assert "Auditorio municipal, Huanta" in sheet[0]
    assert "Página 1 de 2" in sheet[0]

    report = " ".join(pdf_pages((folder / "informe.pdf").read_bytes()))
    assert "A : MÓNICA ARANZÁBAL LUJÁN" in report
    assert "Participaron 2 personas de 2 entidades" in report
    assert "Ñahui Quispe, Saturnina ****0431" in report
    assert "N-01 El plan de la IPC Huanta no consigna presupuesto." in report
    assert "Gerencia de Desarrollo Social: Adecuar el plan con la Oficina de Presupuesto (N-01)." in report

    (frozen,) = kept(folder, program, "report_version")
    mark = frozen["digest"][:16].upper()
    assert f"huella {' '.join(mark[at : at + 4] for at in range(0, 16, 4))}" in report
    answers = {form["number"]: form["answers"] for form in kept(folder, program, "evaluation_response")}
    assert answers == {1: ["5", "4", "5", "4", "5"], 2: ["4", "4", "3", "4", "5"]}


def drive(script: str, folder: Path, program: list[str]) -> None:
    """Run a script of this folder by the system's python3, on a screen of its own, over the real program."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert not missing, f"install {', '.join(missing)} and python3-pyatspi: ./check does it when it may"
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--", "sh", "-c"]
    desktop = 'openbox & exec "$@"'
    robot = [SYSTEM_PYTHON, str(HERE / script), str(folder), *program, *on_data(folder)]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "HOME": str(folder),
    }
    done = run([*screen, desktop, "sh", *robot], environment)
    assert done.returncode == 0, done.stdout + done.stderr


def kept(folder: Path, program: list[str], kind: str) -> list[dict[str, Any]]:
    """What the data of this run hold, as another program reads it: `concerta records list`."""
    command = [*program, *on_data(folder), "--json", "records", "list", kind]
    done = run(command, {**os.environ, "CONCERTA_PASSPHRASE": PASSPHRASE})
    return json.loads(done.stdout)


def on_data(folder: Path) -> list[str]:
    return ["--data-dir", str(folder / "datos")]


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
