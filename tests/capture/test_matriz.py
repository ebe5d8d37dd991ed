"""A matriz that somebody sends: mapped when certain, asked when not, refused by its cell when wrong."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from concerta_desktop.capture.matriz import MatrizLine, MatrizPlan, plan_matriz
from concerta_desktop.capture.matriz_columns import MatrizColumn
from concerta_desktop.capture.workbook import address, read_workbook
from concerta_desktop.documents.instancias_matriz import compose_matriz
from concerta_desktop.documents.render import write
from concerta_desktop.errors import UserError
from concerta_desktop.model.instancias import InstanciaState, MilestoneKind
from concerta_desktop.queries.instancias import coverage_by_level, places, read_matriz
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.services.matriz_import import LineState, compare, take_matriz
from concerta_desktop.store.store import Store
from tests.factory import MORNING

TODAY = date(2026, 11, 28)
HEAD = (
    "N°",
    "Ubigeo",
    "Nivel",
    "Región",
    "Provincia",
    "Distrito",
    "Estado",
    "Ordenanza",
    "Fecha de ordenanza",
)
Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    def make(
        *rows: Sequence[object], name: str = "matriz.xlsx", shape: Callable[[Any], None] | None = None
    ) -> Path:
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(list(row))
        if shape:
            shape(made.active)
        made.save(tmp_path / name)
        return tmp_path / name

    return make


def plan(path: Path, columns: Sequence[MatrizColumn] | None = None) -> MatrizPlan:
    return plan_matriz(read_workbook(path), TODAY, columns)


def only(found: MatrizPlan) -> MatrizLine:
    (line,) = found.lines
    return line


def said(found: MatrizPlan) -> list[str]:
    return [str(problem) for problem in found.problems]


@pytest.mark.req("14")
def test_columns_are_mapped_by_their_headings(book: Book) -> None:
    row = (
        1,
        "050401",
        "Distrital",
        "Ayacucho",
        "Huanta",
        "Huanta",
        "Con ordenanza",
        "004-2021",
        "09/03/2021",
    )
    found = plan(book(("MATRIZ DE INSTANCIAS",), (), HEAD, row))
    line = only(found)
    assert (line.line, line.codes, line.problems) == (4, ("IDC-050401",), ())
    assert (line.values.state, line.values.ordinance) == (InstanciaState.ORDINANCE, "004-2021")
    assert line.values.ordinance_day == date(2021, 3, 9)


def test_merged_headings_and_merged_regions_are_read_as_they_look(book: Book) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("D1:E1")
        sheet.merge_cells("A3:A4")

    found = plan(
        book(
            ("Región", "Provincia", "Estado", "Ordenanza", None),
            (None, None, None, "Número", "Fecha"),
            ("AYACUCHO", "Huanta", "Instalada", "004-2021", "9 de marzo de 2021"),
            (None, "La Mar", "Sin mecanismo", None, None),
            shape=merge,
        )
    )
    assert [line.codes for line in found.lines] == [("IPC-0504",), ("IPC-0505",)]
    assert found.lines[0].values.ordinance_day == date(2021, 3, 9)
    assert said(found) == []


@pytest.mark.parametrize(
    ("ubigeo", "level", "codes"),
    [
        ("050402", "Distrital", ("IDC-050402",)),
        (50402, "Distrital", ("IDC-050402",)),
        (50402.0, "", ("IDC-050402",)),
        ("504", "", ("IPC-0504",)),
        ("050400", "", ("IPC-0504",)),
        ("050401", "Provincial", ("IPC-0504",)),
        ("050000", "", ("IRC-R05",)),
        (5, "regional", ("IRC-R05",)),
        ("050401", "", ("IPC-0504", "IDC-050401")),
        ("15", "", ("IRC-R15", "IRC-RLM")),
    ],
)
def test_an_ubigeo_is_known_without_its_zero_and_asked_about_when_it_may_be_two(
    book: Book, ubigeo: object, level: str, codes: tuple[str, ...]
) -> None:
    line = only(plan(book(("Ubigeo", "Nivel", "Estado"), (ubigeo, level, "Creada"))))
    assert line.codes == codes
    assert line.asks == (len(codes) > 1)


@pytest.mark.parametrize(
    ("region", "province", "district", "codes"),
    [
        ("LIMA ", "Cañete", "", ("IPC-1505",)),
        ("Líma", "", "", ("IRC-R15", "IRC-RLM")),
        ("Lima Metropolitana", "", "", ("IRC-RLM",)),
        ("ayacucho", "HUANTA", "luricocha", ("IDC-050405",)),
        ("Departamento de Ayacucho", "Provincia de Huanta", "", ("IPC-0504",)),
        ("Áncash", "", "", ("IRC-R02",)),
        ("Ancash", "Huaylas", "Santo Toribio", ("IDC-021209",)),
    ],
)
def test_names_are_read_blind_to_accents_capitals_and_spaces(
    book: Book, region: str, province: str, district: str, codes: tuple[str, ...]
) -> None:
    row = (region, province, district, "Creada")
    assert only(plan(book(("Región", "Provincia", "Distrito", "Estado"), row))).codes == codes


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("2021", "I2: «2021» no es una fecha completa. Escríbala como 09/03/2021."),
        (2021, "I2: «2021» no es una fecha completa. Escríbala como 09/03/2021."),
        ("03/15/2021", "I2: «03/15/2021» no es una fecha posible (día, mes y año)."),
        ("31/02/2021", "I2: «31/02/2021» no es una fecha posible (día, mes y año)."),
        ("=HOY()", "I2: hay una fórmula. Cópiela y péguela como valor."),
        (datetime.fromisoformat("2027-01-04"), "I2: la fecha 04/01/2027 todavía no llega."),
    ],
)
def test_a_date_that_is_not_certain_is_refused_by_its_cell(book: Book, cell: object, problem: str) -> None:
    found = plan(book(HEAD, (1, "050402", "", "", "", "", "Creada", "004", cell)))
    assert said(found) == [problem]
    assert only(found).refused


@pytest.mark.parametrize(
    "cell",
    [
        "09/03/2021",
        "9-3-21",
        "2021-03-09",
        "09.03.2021",
        44264,
        datetime.fromisoformat("2021-03-09"),
        "9 marzo 2021",
    ],
)
def test_dates_as_text_are_dates(book: Book, cell: object) -> None:
    found = plan(book(HEAD, (1, "050402", "", "", "", "", "Creada", "004", cell)))
    assert only(found).values.ordinance_day == date(2021, 3, 9)


def test_what_is_wrong_is_said_with_its_cell_and_the_other_rows_stay(book: Book) -> None:
    found = plan(
        book(
            HEAD,
            (1, "050402", "", "", "", "", "Creada", "", ""),
            (2, "059999", "", "", "", "", "Creada", "", ""),
            (3, "050403", "", "", "", "", "regular", "", ""),
            (4, "070101", "", "Cusco", "", "", "Creada", "", ""),
            (5, "050404", "comunal", "", "", "", "Creada", "", ""),
            (6, "050402", "", "", "", "", "Creada", "", ""),
            (7, "050402", "", "", "", "", "Instalada", "", ""),
            (8, "", "", "", "", "", "Instalada", "", ""),
        )
    )
    assert [line.refused for line in found.lines] == [False, True, True, True, True, True, True, True]
    messages = said(found)
    assert messages[0] == "B3: el ubigeo «059999» no existe."
    assert messages[1].startswith("G4: «regular» no es un estado conocido.")
    assert messages[2].endswith("y la fila dice «Cusco». ¿Es un código de RENIEC?")
    assert messages[3].startswith("C6: «comunal» no es un nivel.")
    assert messages[4:] == [
        "Fila 7: repite la fila 2.",
        "Fila 8: contradice la fila 2, del mismo territorio.",
        "Fila 9: no dice de qué territorio es.",
    ]


def test_a_hundred_thousand_empty_rows_cost_nothing(book: Book) -> None:
    def pad(sheet: Any) -> None:
        for row in range(3, 4000):  # cells with a format and no value; the row far below is the last of them
            sheet.cell(row, 1).number_format = "@"
        sheet.cell(100_000, 1).number_format = "@"

    path = book(HEAD, (1, "050402", "", "", "", "", "Creada", "", ""), shape=pad)
    start = time.process_time()
    assert len(plan(path).lines) == 1
    assert time.process_time() - start < 0.5


def test_macros_are_neither_run_nor_read_and_it_is_said(book: Book, tmp_path: Path) -> None:
    path = book(HEAD, (1, "050402", "", "", "", "", "Creada", "", ""), name="matriz.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    found = plan(path)
    assert found.notes == ("El libro tiene macros: no se ejecutan ni se importan.",)
    assert len(found.lines) == 1


def test_two_rows_that_somebody_gives_to_one_territory_contradict_each_other(
    store: Store, book: Book
) -> None:
    head = ("Ubigeo", "Estado")
    lines = plan(book(head, ("050401", "Instalada"), ("50401", "Sin mecanismo"))).lines
    with store.read() as tx:
        first, second = compare(tx, lines, TODAY, {2: "IPC-0504", 3: "IPC-0504"})
        assert (first.state, second.state) == (LineState.NEW, LineState.REFUSED)
        assert str(second.line.problems[0]) == "Fila 3: contradice la fila 2, del mismo territorio."
        apart = compare(tx, lines, TODAY, {2: "IPC-0504", 3: "IDC-050401"})
        assert [one.state for one in apart] == [LineState.NEW, LineState.NEW]


def test_what_nobody_sees_in_a_cell_does_not_count_and_what_is_long_is_told_in_a_line(book: Book) -> None:
    head = ("Región", "Provincia", "Distrito", "Estado")
    seen = ("\ufeffAyacucho", "Huanta\u00a0", "Luricocha\u200b", "'Instalada")
    found = plan(book(head, seen, ("Ayacucho", "Huanta", "Sivia", "x" * 5000)))
    assert found.lines[0].codes == ("IDC-050405",)
    assert found.lines[0].values.state is InstanciaState.INSTALLED
    (problem,) = said(found)
    assert problem.startswith("D3: «xxx")
    assert len(problem) < 250


def test_a_real_workbook_with_macros_opens(book: Book, tmp_path: Path) -> None:
    source, path = book(HEAD, (1, "050402", "", "", "", "", "Creada", "", "")), tmp_path / "macros.xlsm"
    kinds = (b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(*kinds))
        new.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    assert len(plan(path).lines) == 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "tiene contraseña"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "formato antiguo"),
        (b"Ubigeo;Estado\n050402;Creada", "no es un libro de Excel"),
        (b"PK\x05\x06" + b"\0" * 18, "dañado"),
    ],
)
def test_what_is_no_open_workbook_is_refused_in_words(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "matriz.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=what) as refused:
        read_workbook(path)
    assert refused.value.safe == "No se ha importado nada."


def test_a_sheet_without_territories_asks_for_a_mapping(book: Book) -> None:
    path = book(("Lugar", "Cómo va"), ("050402", "Creada"))
    with pytest.raises(UserError, match="Ninguna columna dice"):
        plan(path)
    assert [line.codes for line in plan(path, (MatrizColumn.UBIGEO, MatrizColumn.STATE)).lines][-1] == (
        "IDC-050402",
    )


def test_addresses_are_those_of_excel() -> None:
    assert [address(7, place) for place in (0, 2, 25, 26, 51, 52, 701, 702)] == [
        *("A7", "C7", "Z7", "AA7", "AZ7", "BA7", "ZZ7", "AAA7")
    ]


@pytest.mark.req("14")
def test_nothing_is_imported_until_it_is_accepted_and_then_as_one_action(store: Store, book: Book) -> None:
    path = book(
        HEAD,
        (1, "050402", "", "", "", "", "Instalada", "004-2021", "09/03/2021"),
        (2, "050401", "", "", "", "", "Creada", "", ""),
        (3, "059999", "", "", "", "", "Creada", "", ""),
    )
    with store.read() as tx:
        found = compare(tx, plan(path).lines, TODAY, {3: "IPC-0504"})
        assert [row.recorded for row in read_matriz(tx, TODAY)].count(True) == 0
    assert [one.state for one in found] == [LineState.NEW, LineState.NEW, LineState.REFUSED]
    assert ("Número del documento", "sin dato", "004-2021") in found[0].differences
    with store.write() as tx:
        assert take_matriz(tx, found) == 2
        operations = list(tx.appended)
    assert {operation.action for operation in operations} == {operations[0].action}
    with store.read() as tx:
        rows = {row.code: row.state for row in read_matriz(tx, TODAY) if row.recorded}
        assert rows == {"IPC-0504": InstanciaState.ORDINANCE, "IDC-050402": InstanciaState.INSTALLED}
        again = compare(tx, plan(path).lines, TODAY)
    assert [one.state for one in again] == [LineState.SAME, LineState.ASKS, LineState.REFUSED]


def test_an_empty_cell_changes_nothing_and_a_change_shows_what_stood(store: Store, book: Book) -> None:
    with store.write() as tx:
        values = {"number": "001-2020", "day": date(2020, 1, 6)}
        add_milestone(tx, "IDC-050402", MilestoneKind.ORDINANCE, values)
    path = book(HEAD, (1, "050402", "", "", "", "", "", "004-2021", ""))
    with store.read() as tx:
        (found,) = compare(tx, plan(path).lines, TODAY)
    assert found.state is LineState.CHANGES
    assert found.differences == (("Número del documento", "001-2020", "004-2021"),)


def test_what_is_exported_comes_back_as_already_there(store: Store, tmp_path: Path) -> None:
    with store.write() as tx:
        add_milestone(tx, "IPC-0504", MilestoneKind.ORDINANCE, {"number": "=1+1", "day": date(2021, 3, 9)})
        add_milestone(tx, "IPC-0504", MilestoneKind.INSTALLED, {"day": date(2021, 6, 1)})
    with store.read() as tx:
        rows = [row for row in read_matriz(tx, TODAY) if row.place.region == "R05"]
    report = compose_matriz(rows, coverage_by_level(rows), MORNING, "Ayacucho")
    write(report, "xlsx", tmp_path / "salida.xlsx")
    found = plan(tmp_path / "salida.xlsx")
    assert said(found) == []
    with store.read() as tx:
        assert {one.state for one in compare(tx, found.lines, TODAY)} == {LineState.SAME}
    assert next(line for line in found.lines if line.codes == ("IPC-0504",)).values.ordinance == "=1+1"


def test_two_thousand_rows_are_seen_and_imported_in_three_seconds(store: Store, book: Book) -> None:
    wanted = [one for one in places() if len(one.territory) == 6][-1700:]
    rows = [
        (at, one.territory, "Distrital", None, None, one.name, "Creada", f"{at}-2021", "09/03/2021")
        for at, one in enumerate([*wanted, *wanted[:300]])
    ]
    path = book(HEAD, *rows)
    start = time.process_time()
    with store.read() as tx:
        found = compare(tx, plan(path).lines, TODAY)
    with store.write() as tx:
        taken = take_matriz(tx, found)
    assert time.process_time() - start < 3
    assert (len(found), taken) == (2000, 1700)
