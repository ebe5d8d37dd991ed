"""The national picture leaves headquarters as open data: whole, signed, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from concerta_desktop.errors import UserError
from concerta_desktop.services.report import finalise
from concerta_desktop.store import store as stores
from sync import central_package, inbox
from sync.editions import Edition
from tests.factory import a_day, a_person, an_attendance, an_intervention
from tests.fixtures import PASSPHRASE
from tests.sync.conftest import Office

pytestmark = pytest.mark.req("8", "75")


@pytest.fixture
def merged(office: Office) -> Office:
    """Two laptops' work, merged."""
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa, title="=cmd()|'Taller' & <b>")
    a_day(rosa, workshop)
    an_attendance(
        rosa, workshop, document_number="00990001", surnames="Apellido Secreto", names="Nombre Secreto"
    )
    a_person(joel, surnames="Otra Inconfundible", email="secreta@ejemplo.pe")
    with rosa.write() as tx:
        finalise(tx, workshop)
    office.send(rosa)
    office.send(joel)
    return office


def test_two_orders_give_the_same_bytes(merged: Office, tmp_path: Path) -> None:
    shutil.copytree(merged.central.folder, tmp_path / "espejo")
    mirror = stores.open_store(tmp_path / "espejo", PASSPHRASE)
    merged.merge()
    for item in inbox.items(mirror):
        inbox.merge_items(mirror, [item])
    for edition in Edition:
        one = central_package.export(merged.central, tmp_path / "1.zip", edition)
        two = central_package.export(mirror, tmp_path / "2.zip", edition)
        assert one.digest == two.digest
        assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    mirror.close()


def test_it_is_a_data_package(merged: Office, tmp_path: Path) -> None:
    merged.merge()
    out = tmp_path / "central.zip"
    central_package.export(merged.central, out, Edition.FULL)
    assert central_package.check(out)["central"] == "DPVLV"
    with ZipFile(out) as source:
        about = json.loads(source.read("datapackage.json"))
        assert about["profile"] == "tabular-data-package"
        for resource in about["resources"]:
            rows = list(csv.reader(io.StringIO(source.read(resource["path"]).decode("utf-8"), newline="")))
            assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        (signed,) = csv.DictReader(io.StringIO(source.read("datos/attendance.csv").decode("utf-8")))
        assert signed["document_number"] == "00990001"
        (held,) = csv.DictReader(io.StringIO(source.read("datos/intervention.csv").decode("utf-8")))
        assert held["title"] == "=cmd()|'Taller' & <b>"
        assert json.loads(held["territories"]) == ["0504"]
        assert [name for name in source.namelist() if name.startswith("informes/")]
        book = openpyxl.load_workbook(io.BytesIO(source.read("consolidado.xlsx")))
    assert {"Intervenciones", "Asistencia", "Matriz", "Evaluaciones", "Indicadores"} <= set(book.sheetnames)
    cells = {str(cell.value): cell for row in book["Asistencia"].iter_rows() for cell in row}
    assert cells["00990001"].data_type == "s"
    titles = [cell for row in book["Intervenciones"].iter_rows() for cell in row if "cmd" in str(cell.value)]
    assert titles[0].data_type == "s"


@pytest.mark.req("2.9")
def test_without_personal_data_there_is_none(merged: Office, tmp_path: Path) -> None:
    merged.merge()
    out = tmp_path / "abierto.zip"
    central_package.export(merged.central, out, Edition.ANONYMOUS)
    with merged.central.read() as tx:
        ids = set(
            tx.connection.exec_driver_sql("SELECT id FROM attendance UNION SELECT id FROM person").scalars()
        )
    with ZipFile(out) as source:
        text = ""
        for name in source.namelist():
            if name.endswith(".xlsx"):
                with ZipFile(io.BytesIO(source.read(name))) as parts:
                    text += "".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
            else:
                text += source.read(name).decode("utf-8")
        names = source.namelist()
    for hidden in ("Secreto", "Inconfundible", "00990001", "secreta@", "Rosa", "Joel", *ids):
        assert hidden not in text
    assert "datos/attendance.csv" not in names
    assert "datos/intervention.csv" in names
    assert "menos de 5" in text


def test_what_was_changed_afterwards_is_seen(merged: Office, tmp_path: Path) -> None:
    out = tmp_path / "central.zip"
    central_package.export(merged.central, out, Edition.ANONYMOUS)
    with ZipFile(out) as source:
        files = {name: source.read(name) for name in source.namelist()}
    with ZipFile(out, "w") as target:
        for name, data in files.items():
            target.writestr(name, data.replace(b"Concerta", b"Concerto", 1) if name == "LEAME.txt" else data)
    with pytest.raises(UserError, match="cambiado"):
        central_package.check(out)
