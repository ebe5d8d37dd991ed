"""The command line says what it did, and what went wrong, with an exit code a script can trust."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from concerta_desktop.cli.app import EXIT_ENVIRONMENT, EXIT_OURS, EXIT_USER, main
from concerta_desktop.cli.demo import PASSPHRASE
from concerta_desktop.cli.records import as_data
from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import Intervention
from concerta_desktop.services import demo as case
from concerta_desktop.store import store as stores
from concerta_desktop.store.lock import held
from tests.cli.conftest import CODE
from tests.documents.reading import docx_text
from tests.factory import a_person

Captured = pytest.CaptureFixture[str]


def test_records_are_found_without_accents(data: list[str], capsys: Captured) -> None:
    assert main([*data, "records", "list", "person", "--text", "nahui saturnina"]) == 0
    assert "Ñahui Quispe, Saturnina" in capsys.readouterr().out


def test_the_code_by_which_a_report_is_asked_for_is_listed(data: list[str], capsys: Captured) -> None:
    assert main([*data, "records", "list", "intervention", "--text", "taller huanta"]) == 0
    assert CODE in capsys.readouterr().out


def test_json_is_for_programs(data: list[str], capsys: Captured) -> None:
    assert main(["--json", *data, "records", "list", "person", "--text", "nahui saturnina"]) == 0
    (person,) = json.loads(capsys.readouterr().out)
    assert person["type"] == "person"
    assert person["document_number"].startswith("9999")


def test_a_record_is_shown_with_its_history(data: list[str], capsys: Captured) -> None:
    main(["--json", *data, "records", "list", "intervention", "--text", "taller huanta"])
    workshop = json.loads(capsys.readouterr().out)[0]["id"]
    assert main([*data, "records", "show", workshop]) == 0
    shown = capsys.readouterr().out
    assert "Título: Taller de fortalecimiento de la IPC Huanta" in shown
    assert "Enlace: sin dato" in shown
    assert main([*data, "records", "history", CODE]) == 0
    changes = capsys.readouterr().out
    assert "Rosa Ccente Palomino" in changes
    assert "Entidad anfitriona" in changes
    assert "Municipalidad Provincial de Huanta" in changes
    assert max(map(len, changes.splitlines())) < 260


def test_no_is_told_from_sin_dato() -> None:
    said = as_data(Intervention(id="i", asks_sensitive=False, goal_hours=0))
    assert said == {"id": "i", "type": "intervention", "asks_sensitive": False, "goal_hours": 0}


def test_export_keeps_documents_and_phones_as_text(data: list[str], tmp_path: Path) -> None:
    target = tmp_path / "personas.xlsx"
    assert main([*data, "records", "export", "person", "--out", str(target)]) == 0
    sheet = openpyxl.load_workbook(target).worksheets[0]
    numbers = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("9999")]
    assert numbers
    assert {cell.data_type for cell in numbers} == {"s"}


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_a_report_is_asked_for_by_code(data: list[str], tmp_path: Path, form: str) -> None:
    target = tmp_path / f"registro.{form}"
    asked = ["report", "registro", "--intervention", CODE, "--format", form, "--out", str(target)]
    assert main([*data, *asked]) == 0
    assert target.stat().st_size > 1000


@pytest.mark.req("35")
def test_the_oficio_to_a_government_is_asked_for_by_its_ubigeo(data: list[str], tmp_path: Path) -> None:
    target = tmp_path / "oficio.docx"
    asked = ["report", "oficio", "--intervention", CODE, "--government", "0504", "--format", "docx"]
    assert main([*data, *asked, "--out", str(target)]) == 0
    assert "Municipalidad Provincial de Huanta" in docx_text(target.read_bytes())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["records", "list", "perro"], "No existe el tipo de registro «perro»"),
        (["records", "show", "no-hay"], "No hay ningún registro con id «no-hay»"),
        (["records", "show", ""], "No hay ningún registro con id «»"),
        (["records", "export", "person", "--out", "x.pdf"], "termina en «.pdf» y el archivo sería «.xlsx»"),
        (["records", "export", "person", "--out", "."], "«.» no es un archivo"),
        (["report", "hoja", "--intervention", CODE, "--out", ""], "«.» no es un archivo"),
        (["report", "hoja", "--intervention", CODE, "--out", "h.docx", "--format", "pdf"], "h.docx"),
        (["report", "hoja", "--intervention", "\udcff", "--out", "h.pdf"], "«?» no es un texto válido"),
        (["report", "poema", "--intervention", CODE, "--out", "x"], "No existe el documento «poema»"),
        (["report", "hoja", "--intervention", CODE, "--out", "x", "--format", "odt"], "No existe el formato"),
        (["report", "hoja", "--intervention", "AT-0", "--out", "x"], "AT-0"),
        (["report", "hoja", "--intervention", CODE, "--government", "0504", "--out", "x"], "solo del oficio"),
        (
            ["report", "oficio", "--intervention", CODE, "--government", "0101", "--out", "x"],
            "Elija uno: 0504 (MP de Huanta).",
        ),
    ],
)
def test_a_wrong_word_is_said_in_spanish(
    data: list[str], asked: list[str], said: str, capsys: Captured
) -> None:
    assert main([*data, *asked]) == EXIT_USER
    told = capsys.readouterr()
    assert said in told.err
    assert not told.out


def test_a_wrong_passphrase_is_refused(
    data: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("CONCERTA_PASSPHRASE", "no es esta")
    assert main([*data, "records", "list", "person"]) == EXIT_USER
    assert "La contraseña no es correcta." in capsys.readouterr().err


def test_without_data_it_says_where_it_looked(tmp_path: Path, capsys: Captured) -> None:
    assert main(["--data-dir", str(tmp_path), "records", "list", "person"]) == EXIT_USER
    assert f"En {tmp_path} no hay datos de Concerta." in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_the_environments_fault(
    data: list[str], tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "no" / "hay" / "hoja.pdf"
    assert main([*data, "report", "hoja", "--intervention", CODE, "--out", str(target)]) == EXIT_ENVIRONMENT
    assert "Lo registrado en Concerta está a salvo." in capsys.readouterr().err


def test_a_fault_of_ours_shows_no_personal_data(
    data: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("Ñahui Quispe 99990431")

    monkeypatch.setattr("concerta_desktop.cli.records._find", breaks)
    assert main([*data, "records", "list", "person"]) == EXIT_OURS
    told = capsys.readouterr().err
    assert "error propio" in told
    assert "99990431" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["perro"], "no existe la orden «perro»"),
        (["--perro"], "no existe la opción «--perro»"),
        (["--data-dir"], "a la opción «--data-dir» le falta"),
        (["records", "export"], "falta «TIPO». Vea «concerta records export --help»"),
        (["report", "hoja"], "falta «--intervention». Vea «concerta report --help»"),
        (["demo"], "falta «CARPETA»"),
        (["records", "list", "person", "--limit", "-3"], "el valor de «--limit» no sirve"),
        (["demo", "a", "b"], "sobra una palabra"),
    ],
)
def test_wrong_use_is_said_in_spanish(asked: list[str], said: str, capsys: Captured) -> None:
    assert main(asked) == 2
    words = capsys.readouterr().err
    assert words.startswith("Uso incorrecto: ")
    assert said in words
    assert words.rstrip().endswith("--help».")


def test_help_and_version_are_no_mistake(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    assert main(["--version"]) == 0
    assert "Concerta" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [[], ["report"], ["demo"], ["records"], ["records", "list"], ["backup"]])
def test_help_is_in_spanish(asked: list[str], capsys: Captured) -> None:
    assert main([*asked, "--help"]) == 0
    words = capsys.readouterr().out
    assert words.startswith(f"Uso: {' '.join(['concerta', *asked])} [OPCIONES]")
    english = r"Usage|Options|Commands|Arguments|required|default|Show this|COMMAND|<str>|<path>"
    assert not re.search(english, words)


def test_the_ending_of_the_file_says_its_format(data: list[str], tmp_path: Path) -> None:
    target = tmp_path / "registro.xlsx"
    assert main([*data, "report", "registro", "--intervention", CODE, "--out", str(target)]) == 0
    assert openpyxl.load_workbook(target)


def test_a_list_cut_short_says_so(data: list[str], capsys: Captured) -> None:
    assert main([*data, "--json", "records", "list", "person", "--limit", "2"]) == 0
    told = capsys.readouterr()
    assert len(json.loads(told.out)) == 2
    assert "Hay más: son los primeros 2." in told.err
    assert main([*data, "records", "list", "person", "--limit", "5000"]) == 0
    assert not capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_the_environments_fault(
    data: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("concerta_desktop.cli.records.say", full)
    assert main([*data, "records", "list", "person"]) == EXIT_ENVIRONMENT
    assert "No se pudo escribir el resultado: no queda espacio en el disco." in capsys.readouterr().err


def test_whoever_reads_only_the_beginning_is_told_nothing(data: list[str]) -> None:
    command = [sys.executable, "-m", "concerta_desktop", *data, "records", "list", "person"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert not running.stderr.read()
    assert running.returncode == EXIT_USER


@pytest.mark.req("33")
def test_a_copy_is_made_listed_shown_and_verified(data: list[str], tmp_path: Path, capsys: Captured) -> None:
    assert main([*data, "backup", "make", "--to", str(tmp_path / "copias")]) == 0
    folder = next((tmp_path / "copias").iterdir())
    assert str(folder) in capsys.readouterr().out
    assert main([*data, "backup", "list", "--in", str(tmp_path / "copias")]) == 0
    assert "pedida por usted" in capsys.readouterr().out
    assert main([*data, "backup", "show", str(folder)]) == 0
    assert "Intervenciones: " in capsys.readouterr().out
    assert main([*data, "backup", "verify", str(folder)]) == 0
    assert "está entera" in capsys.readouterr().out


def test_a_copy_that_is_not_there_is_said(data: list[str], capsys: Captured) -> None:
    assert main([*data, "backup", "verify", "2020-01-01 0000"]) == EXIT_USER
    assert "No hay ninguna copia «2020-01-01 0000»" in capsys.readouterr().err


def test_a_damaged_copy_is_the_environments_fault(data: list[str], tmp_path: Path, capsys: Captured) -> None:
    main([*data, "backup", "make", "--to", str(tmp_path)])
    folder = next(tmp_path.iterdir())
    (folder / "concerta.db").write_bytes(b"\x07" * 8192)
    assert main([*data, "backup", "verify", str(folder)]) == EXIT_ENVIRONMENT
    assert "está dañada" in capsys.readouterr().err


@pytest.mark.req("33")
def test_a_copy_is_restored_and_what_came_later_recovered(
    demo_folder: Path, data: list[str], tmp_path: Path, capsys: Captured
) -> None:
    shutil.copytree(demo_folder / "datos", tmp_path / "datos")
    mine = ["--data-dir", str(tmp_path / "datos")]
    assert main([*mine, "backup", "make"]) == 0
    (copy,) = (tmp_path / "datos copias").iterdir()
    store = stores.open_store(tmp_path / "datos", PASSPHRASE)
    a_person(store, surnames="Llegó después")
    store.close()
    assert main([*mine, "backup", "restore", copy.name]) == 0
    assert "Lo registrado después (1 cambio) queda apartado" in capsys.readouterr().out
    listed = ["records", "list", "person", "--text", "llego despues"]
    main([*mine, *listed])
    assert "No hay registros" in capsys.readouterr().out
    assert main([*mine, "backup", "recover"]) == 0
    main([*mine, *listed])
    assert "Llegó después" in capsys.readouterr().out
    main([*mine, "backup", "recover"])
    assert "No hay nada apartado" in capsys.readouterr().out


def test_a_copy_opens_a_blank_laptop(data: list[str], tmp_path: Path, capsys: Captured) -> None:
    main([*data, "backup", "make", "--to", str(tmp_path / "memoria")])
    (copy,) = (tmp_path / "memoria").iterdir()
    blank = ["--data-dir", str(tmp_path / "nueva")]
    assert main([*blank, "backup", "restore", str(copy)]) == 0
    capsys.readouterr()
    assert main([*blank, "records", "list", "person", "--text", "nahui saturnina"]) == 0
    assert "Ñahui Quispe, Saturnina" in capsys.readouterr().out


def test_a_command_that_only_reads_works_beside_the_window(data: list[str], demo_folder: Path) -> None:
    with held(demo_folder / "datos"):
        assert main([*data, "records", "list", "intervention"]) == 0


def test_a_command_that_writes_waits_for_the_window_to_close(
    data: list[str], demo_folder: Path, capsys: Captured
) -> None:
    with held(demo_folder / "datos"):
        assert main([*data, "backup", "recover"]) == 1
    assert "ya está abierta con estos datos" in capsys.readouterr().err
    assert main([*data, "backup", "recover"]) == 0


@pytest.fixture
def own_data(demo_folder: Path, tmp_path: Path, data: list[str]) -> Path:
    """A copy of the demo's data, to be harmed; its passphrase is in the environment."""
    shutil.copytree(demo_folder / "datos", tmp_path / "datos")
    return tmp_path / "datos"


def test_sound_data_are_verified_and_there_is_nothing_to_recover(own_data: Path, capsys: Captured) -> None:
    assert main(["--data-dir", str(own_data), "verify"]) == 0
    assert "Los datos están bien" in capsys.readouterr().out
    assert main(["--data-dir", str(own_data), "recover"]) == 0
    assert "no hay nada que recuperar" in capsys.readouterr().out


def test_damaged_data_are_told_and_recovered_from_the_copy(own_data: Path, capsys: Captured) -> None:
    options = ["--data-dir", str(own_data)]
    assert main([*options, "backup", "make"]) == 0
    before = len(_listed(options, capsys))
    (own_data / "concerta.db").write_bytes(b"\7" * 8192)
    assert main([*options, "verify"]) == EXIT_ENVIRONMENT
    told = capsys.readouterr().err
    assert "dañado" in told
    assert "No se ha tocado nada" in told
    assert main([*options, "recover"]) == 0
    said = capsys.readouterr().out
    assert "de la copia del" in said
    assert "No falta ningún cambio." in said
    (aside,) = own_data.glob("apartado *")
    assert (aside / "concerta.db").read_bytes() == b"\7" * 8192
    assert (aside / "informe de recuperación.txt").read_text("utf-8") == said
    assert len(_listed(options, capsys)) == before
    assert main([*options, "verify"]) == 0


def _listed(options: list[str], capsys: Captured) -> list[object]:
    capsys.readouterr()
    assert main(["--json", *options, "records", "list", "person"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_example_cut_short_leaves_nothing_in_the_way_of_the_next(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> str:
        raise EnvironmentFailure("No queda espacio en el disco.")

    monkeypatch.setattr(case, "fill", full)
    assert main(["demo", str(tmp_path)]) != 0
    assert "No queda espacio en el disco." in capsys.readouterr().err
    assert not (tmp_path / "datos").exists()
