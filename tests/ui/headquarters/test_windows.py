"""Without a command line: a specialist delivers by stick, headquarters lets her in, merges and decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QRadioButton
from pytestqt.qtbot import QtBot

from concerta_desktop.store.store import Store
from sync import delivering, devices, inbox, package
from sync.devices import PeerState
from sync.inbox import ItemState
from sync.transports import Access
from tests.factory import an_attendance, an_intervention
from tests.sync.conftest import Office
from tests.sync.looking import rows
from tests.sync.servers import PASSWORD, USER, webdav
from tests.waiting import wait_until
from ui.deliveries.dialog import DeliveriesDialog
from ui.main_window import MainWindow
from ui.sections import CENTRAL_ITEMS

pytestmark = pytest.mark.req("8", "75")
WindowOver = Callable[[Store], MainWindow]


def until(bot: QtBot, true: Callable[[], Any]) -> None:
    wait_until(true)


def test_a_headquarters_shows_its_sections_instead_of_the_trip(
    office: Office, window_over: WindowOver, qtbot: QtBot
) -> None:
    window = window_over(office.central)
    assert [item.key for item in CENTRAL_ITEMS[:4]] == [
        "bandeja",
        "conflictos",
        "dispositivos",
        "consolidado",
    ]
    for item in CENTRAL_ITEMS:
        window.go_to(item.key)
        assert window.windowTitle() == f"{item.label} · Concerta"
    assert not window.commands.action("section:inicio").isVisible()
    assert not window.commands.action("deliveries").isVisible()
    until(qtbot, window.tasks.idle)


def deliver_by_window(window: MainWindow, stick: Path, qtbot: QtBot) -> None:
    dialog = DeliveriesDialog(window.tasks, window)
    dialog.show()
    until(qtbot, dialog.folder_button.isEnabled)
    assert "no acusó" in dialog.what.text()
    dialog.deliver(str(stick))
    until(qtbot, lambda: len(dialog.table.rows()) == 1)
    assert dialog.table.rows()[0].label == "Entregado"
    dialog.close()


def test_from_the_stick_to_a_decided_conflict(
    office: Office, window_over: WindowOver, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "memoria"
    stick.mkdir()
    rosa, joel = office.join("rosa"), office.join("joel")
    workshop = an_intervention(rosa)
    an_attendance(rosa, workshop, document_number="99990001", names="Ana")
    an_attendance(joel, workshop, document_number="99990001", names="Anita")
    for laptop in (rosa, joel):
        deliver_by_window(window_over(laptop), stick, qtbot)

    window = window_over(office.central)
    screen: Any = window.sections.go_to("bandeja")
    screen.receive_from(stick)
    until(qtbot, lambda: len(screen.table.rows()) == 2 and not screen.round.busy)
    assert not screen.merge_button.isEnabled()

    machines: Any = window.sections.go_to("dispositivos")
    until(qtbot, lambda: len(machines.table.rows()) == 2)
    for one in list(machines.table.rows()):
        machines.settle(one.device, PeerState.APPROVED)
        until(qtbot, lambda: not machines.round.busy)
    with office.central.read() as tx:
        assert {one.state for one in devices.peers(tx)} == {PeerState.APPROVED}

    window.go_to("bandeja")
    until(qtbot, screen.merge_button.isEnabled)
    qtbot.mouseClick(screen.merge_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: {item.state for item in inbox.items(office.central)} == {ItemState.MERGED})
    until(qtbot, lambda: not screen.round.busy)

    window.go_to("bandeja")
    screen.give_back_to(str(stick))
    until(qtbot, lambda: len(list(stick.glob("*.acuse"))) == len(list(stick.glob("*.trabajo"))) == 2)
    until(qtbot, lambda: not screen.round.busy)

    disputes: Any = window.sections.go_to("conflictos")
    until(qtbot, lambda: disputes.table.rows() and disputes.fields.findChildren(QRadioButton))
    (hers,) = [one for one in disputes.fields.findChildren(QRadioButton) if one.text() == "Ana"]
    with qtbot.waitActive(window):
        window.activateWindow()
    hers.setFocus()
    hers.setChecked(True)
    qtbot.keyClick(hers, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: not disputes.table.rows())
    assert [row["names"] for row in rows(office.central)["attendance"]] == ["Ana"]

    picture: Any = window.sections.go_to("consolidado")
    until(qtbot, lambda: picture.table.rows())
    until(qtbot, window.tasks.idle)


def test_a_laptop_joins_by_its_invitation(
    office: Office, new_store: Callable[..., Store], window_over: WindowOver, qtbot: QtBot
) -> None:
    window = window_over(new_store("nuevo"))
    dialog = DeliveriesDialog(window.tasks, window)
    dialog.show()
    until(qtbot, window.tasks.idle)
    assert dialog.folder_button.isHidden()
    from sync.joining import read_invitation

    dialog.join(read_invitation(office.invitation))
    until(qtbot, lambda: not dialog.folder_button.isHidden())
    assert "Huella de este equipo" in dialog.own.text()
    dialog.close()


def test_the_menu_opens_the_deliveries(
    office: Office, window_over: WindowOver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(DeliveriesDialog, "exec", lambda dialog: opened.append(dialog.windowTitle()))
    window = window_over(office.join("rosa"))
    window.commands.action("deliveries").trigger()
    assert opened == ["Entregas a la sede"]
    until(qtbot, window.tasks.idle)


def test_headquarters_receives_from_a_server_and_gives_back_there(
    office: Office, window_over: WindowOver, qtbot: QtBot, tmp_path: Path
) -> None:
    served, access = tmp_path / "nube", Access(USER, PASSWORD)
    served.mkdir()
    rosa = office.join("rosa")
    an_intervention(rosa)
    package.build(rosa)
    with webdav(served) as url:
        delivering.deliver(rosa, url, access)
        window = window_over(office.central)
        screen: Any = window.sections.go_to("bandeja")
        screen.receive_button.click()
        menu = next(one for one in screen.findChildren(QMenu) if one.isVisible())
        assert [one.text() for one in menu.actions()] == ["De una memoria o carpeta…", "De un servidor…"]
        menu.close()
        screen.collect_from(url, access)
        until(qtbot, lambda: len(screen.table.rows()) == 1 and not screen.round.busy)
        office.let_in()
        office.merge()
        screen.give_back_to(url, access)
        until(qtbot, lambda: screen.round.said.text().startswith("Dejados: 2 archivos"))
        assert delivering.deliver(rosa, url, access).receipt is not None
    until(qtbot, window.tasks.idle)
