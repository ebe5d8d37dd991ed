"""A matriz that somebody sends, looked at before anything is recorded; and the one that is sent back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from concerta_desktop.capture.matriz_columns import MatrizColumn
from concerta_desktop.documents.blocks import Image
from concerta_desktop.documents.draw_map import SHAPES, map_svg
from concerta_desktop.model import Milestone
from concerta_desktop.model.territory import Level
from concerta_desktop.queries import records
from concerta_desktop.queries.instancias import read_instancia, read_matriz
from concerta_desktop.store.store import Store
from tests.ui.interventions.conftest import TODAY, Office
from ui.instancias.import_dialog import ImportDialog
from ui.instancias.printing import Options
from ui.instancias.screen import InstanciasScreen
from ui.preview import PreviewDialog


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Huanta is doubtful, Anco is wrong, Cangallo is new in something."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ("Ubigeo", "Región", "Provincia", "Estado", "Norma", "Fecha de ordenanza"),
        ("50401", "Ayacucho", "Huanta", "Instalada", "", ""),
        ("", "Ayacucho", "Cangallo", "Con ordenanza", "003-2022-MPC", date(2022, 5, 2)),
        ("999999", "Ayacucho", "", "Instalada", "", "31/02/2021"),
        ("", "Ayacucho", "Sucre", "Sin mecanismo", "", ""),
    ):
        sheet.append(row)
    path = tmp_path / "matriz.xlsx"
    made.save(path)
    return path


def opened(screen: InstanciasScreen, office: Office, book: Path) -> ImportDialog:
    screen.import_matriz(book)
    (dialog,) = screen.window().findChildren(ImportDialog)
    office.until(lambda: dialog.isActiveWindow() and dialog.table.rows())
    return dialog


def milestones(store: Store) -> int:
    with store.read() as tx:
        return len(records.find(tx, Milestone))


@pytest.mark.req("14")
def test_nothing_is_imported_until_it_is_accepted_and_then_as_one_action(
    screen: InstanciasScreen, office: Office, book: Path
) -> None:
    before = milestones(office.store)
    dialog = opened(screen, office, book)
    said = {row.id: dialog.table._model.columns[2].badge(row).text for row in dialog.table.rows()}  # type: ignore[misc, union-attr]
    assert said == {"2": "Elegir territorio", "3": "Ya está", "4": "No se puede", "5": "Nuevo"}
    assert "F4" in dialog.table._model.columns[4].text(dialog.table.rows()[2])
    assert dialog.accept_button.text() == "Importar 1 fila"
    assert milestones(office.store) == before
    dialog._map(4, MatrizColumn.ORDINANCE)
    dialog._answer(2, "IPC-0504")
    office.until(lambda: dialog._lines and dialog._lines[0].state.value != "preguntar")
    dialog.table.setFocus()
    office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.until(lambda: any("Importar la matriz" in toast for toast in office.toasts))
    page = office.read(lambda tx: read_instancia(tx, "IPC-0502", TODAY))
    assert page is not None
    assert page.row.ordinance == "003-2022-MPC"
    office.tasks.undo()
    office.until(lambda: not office.read(lambda tx: read_instancia(tx, "IPC-0502", TODAY)).row.ordinance)  # type: ignore[union-attr]


def test_a_file_that_is_no_workbook_says_what_to_do(
    screen: InstanciasScreen, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "nota.xlsx"
    path.write_text("no es un libro")
    screen.import_matriz(path)
    (dialog,) = screen.window().findChildren(ImportDialog)
    office.until(dialog.notice.text)
    assert "no es un libro de Excel" in dialog.notice.text()
    assert not dialog.accept_button.isEnabled()


@pytest.mark.req("8", "14")
def test_the_list_is_exported_as_it_is_filtered(screen: InstanciasScreen, office: Office) -> None:
    screen.list.filters.search.set_value("la mar")
    screen.list._filtered()
    screen.print_document()
    (preview,) = screen.window().findChildren(PreviewDialog)
    options = preview._options
    assert isinstance(options, Options)
    assert options.formats() == ("pdf", "xlsx", "docx")
    made = office.read(options.compose())
    texts = [str(cell) for block in made.blocks for row in getattr(block, "rows", ()) for cell in row]  # type: ignore[union-attr]
    assert "IPC-0505" in texts
    assert "IPC-0504" not in texts
    preview.close()


@pytest.mark.req("2", "14")
def test_the_map_is_printed_with_its_legend_and_its_coverage(
    screen: InstanciasScreen, office: Office
) -> None:
    _listed, on_the_map = screen.list._printables()
    made = office.read(on_the_map.compose)
    (picture,) = [block for block in made.blocks if isinstance(block, Image)]  # type: ignore[union-attr]
    assert picture.description == (
        "Mapa del Perú por provincias. Sin dato: 193, Sin mecanismo: 1, Mecanismo previo: 0, "
        "Con ordenanza: 1, Instalada: 1, Funcionando: 0."
    )
    rows = office.read(lambda tx: read_matriz(tx, TODAY))
    svg = map_svg(rows, Level.DISTRICT)
    assert "156 sin coordenadas: junto a la capital de su provincia" in svg
    assert len(set(SHAPES.values())) == len(SHAPES)
