"""What keeps work from being saved is said before one goes on; damage found later is said and mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from concerta_desktop.store import health
from concerta_desktop.store.store import Store
from tests.factory import a_person, an_intervention
from tests.ui.shell.conftest import Shell
from ui import places
from ui.data_watch import SEGMENT
from ui.errors import FailureDialog
from ui.places import Disk

NewShell = Callable[[], Shell]


def test_a_full_disk_is_said_when_a_step_is_opened(
    shell: NewShell, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = an_intervention(store)
    on_show = shell()
    watch = on_show.window.watch
    on_show.until(lambda: not watch._looking)
    assert watch.band.isHidden()
    monkeypatch.setattr(
        places, "disk_of", lambda _folder: Disk("Disco lleno", "No queda espacio en el disco.")
    )
    on_show.window.open_intervention(workshop, "asistencia")
    on_show.until(lambda: watch.band.isVisible())
    assert watch.band.text() == "No queda espacio en el disco."
    assert on_show.window.status.segment_text(SEGMENT) == "Disco lleno"
    monkeypatch.setattr(places, "disk_of", lambda _folder: Disk("", ""))
    on_show.window.open_intervention(workshop, "convocatoria")
    on_show.until(lambda: watch.band.isHidden())
    assert on_show.window.status.segment_text(SEGMENT) == ""


def test_a_folder_in_the_cloud_is_told_in_inicio_alone(
    shell: NewShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "risk_of", lambda _folder: "La carpeta está dentro de OneDrive.")
    on_show = shell()
    watch = on_show.window.watch
    on_show.until(lambda: "OneDrive" in watch.band.text())
    on_show.window.go_to("directorio")
    assert watch.band.isHidden()
    on_show.window.go_to("inicio")
    assert watch.band.isVisible()
    watch.band._close.click()
    on_show.window.go_to("directorio")
    on_show.window.go_to("inicio")
    assert watch.band.isHidden(), "once closed it is not said again"


def test_a_disk_that_is_there_and_one_that_is_not(tmp_path: Path) -> None:
    assert places.disk_of(tmp_path).sentence == ""
    assert "ya no está" in places.disk_of(tmp_path / "nada").sentence
    assert places.risk_of(tmp_path / "aún" / "no") == ""
    assert "Dropbox" in places.risk_of(tmp_path / "Dropbox" / "datos")


def test_sound_data_are_gone_through_once_a_day(shell: NewShell, store: Store) -> None:
    on_show = shell()
    on_show.window.watch._ask()

    def noted() -> bool:
        with store.read() as tx:
            return health.examined_today(tx)

    on_show.until(noted)
    assert not on_show.window.findChildren(FailureDialog)


def test_damage_that_is_found_is_said_and_can_be_mended_at_once(shell: NewShell, store: Store) -> None:
    a_person(store, surnames="Óré")
    with store._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE person SET surnames = 'Taype'")
    on_show = shell()
    asked: list[Exception] = []
    on_show.window.recovery_requested.connect(asked.append)
    on_show.window.watch._ask()
    on_show.until(lambda: on_show.window.findChildren(FailureDialog))
    (dialog,) = on_show.window.findChildren(FailureDialog)
    assert "1 registro no dice lo que se guardó" in dialog.accessibleName()
    button = next(child for child in dialog.children() if getattr(child, "text", str)() == "Recuperar ahora")
    on_show.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    on_show.until(lambda: asked)
    assert asked[0].key == store.key  # pyright: ignore[reportAttributeAccessIssue]
