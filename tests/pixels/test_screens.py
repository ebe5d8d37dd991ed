"""Each screen looks as it looked when somebody last looked at it: 1366 x 768, no tolerance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store.store import Store
from tests.pixels.golden import assert_same
from tests.waiting import wait_until
from ui.interventions.screen import InterventionsScreen
from ui.main_window import MainWindow
from ui.program import Program
from ui.render_sections import main_window, open_preview, picture
from ui.theme import apply_theme

Start = Callable[[Path], Program]
AS_ON_THE_LAPTOP = QSize(1180, 698)
"""The preview on a screen of 1366 x 768."""


@pytest.mark.parametrize("section", ["inicio", "intervenciones", "instancias", "directorio", "ajustes"])
def test_section(window: MainWindow, section: str, tmp_path: Path) -> None:
    window.go_to(section)
    assert_same(picture(window, window.tasks), section, tmp_path)


def test_calendar(window: MainWindow, tmp_path: Path) -> None:
    screen = window.sections.screen_of("intervenciones")
    assert isinstance(screen, InterventionsScreen)
    screen.restore_filters({"view": "month"})
    window.go_to("intervenciones")
    assert_same(picture(window, window.tasks), "calendario", tmp_path)


@pytest.mark.parametrize("step", ["programacion", "convocatoria", "asistencia"])
def test_step(window: MainWindow, workshop: tuple[Store, str], step: str, tmp_path: Path) -> None:
    window.open_intervention(workshop[1], step)
    assert_same(picture(window, window.tasks), step, tmp_path)


def test_the_door_in_the_dark(
    window: MainWindow, workshop: tuple[Store, str], qapp: QApplication, tmp_path: Path
) -> None:
    apply_theme(qapp, dark=True)
    window.open_intervention(workshop[1], "asistencia")
    assert_same(picture(window, window.tasks), "asistencia-oscuro", tmp_path)


def test_the_sheet_before_it_is_printed(
    window: MainWindow, workshop: tuple[Store, str], qtbot: QtBot, tmp_path: Path
) -> None:
    window.open_intervention(workshop[1], "asistencia")
    preview = open_preview(window)
    preview.resize(AS_ON_THE_LAPTOP)
    wait_until(preview.isActiveWindow)
    assert_same(picture(preview, window.tasks), "hoja", tmp_path)


def test_inicio_with_nothing_yet(empty: Store, qtbot: QtBot, tmp_path: Path) -> None:
    with main_window(empty, tmp_path) as window:
        wait_until(window.isActiveWindow)
        assert_same(picture(window, window.tasks), "inicio-vacio", tmp_path)


def test_first_run(start: Start, tmp_path: Path) -> None:
    assert_same(start(tmp_path).frame.grab().toImage(), "primera-vez", tmp_path)


def test_the_prompt(start: Start, tmp_path: Path) -> None:
    for name in (DATABASE, KEY_FILE):
        (tmp_path / name).touch()
    assert_same(start(tmp_path).frame.grab().toImage(), "contrasena", tmp_path)
