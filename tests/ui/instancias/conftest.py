"""The section Instancias over a small fictitious store."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.model import Specialist
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.services.instancias import add_milestone, save_instancia
from concerta_desktop.store.change import change
from concerta_desktop.store.store import set_author
from tests.ui.interventions.conftest import TODAY, Office, office
from ui.instancias.screen import InstanciasScreen

__all__ = ["TODAY", "office"]
WHO = "00000000-0000-7000-8000-000000000001"


@pytest.fixture
def recorded(office: Office) -> Office:
    """Huanta is installed, La Mar has nothing, Cangallo only an ordinance; the ámbito is Ayacucho."""
    set_author(office.store, WHO)
    with office.store.write() as tx:
        change(tx, Specialist, WHO, {"names": "Ana", "surnames": "Ficticia", "scope": ("R05",)})
        add_milestone(
            tx, "IPC-0504", MilestoneKind.ORDINANCE, {"day": date(2021, 3, 9), "number": "004-2021"}
        )
        add_milestone(tx, "IPC-0504", MilestoneKind.INSTALLED, {"day": date(2021, 6, 1)})
        add_milestone(tx, "IPC-0502", MilestoneKind.ORDINANCE, {"day": date(2022, 5, 2)})
        save_instancia(tx, "IPC-0505", {"prior": False})
        save_instancia(tx, "IRC-R08", {"prior": True})
    return office


@pytest.fixture
def screen(recorded: Office, office: Office) -> InstanciasScreen:
    """The matriz, with all its lines read."""
    made = InstanciasScreen(office.tasks)
    office.show(made)
    office.until(lambda: made.list.all_rows())
    made.setFocus()
    return made


@pytest.fixture
def paged(recorded: Office, office: Office) -> InstanciasScreen:
    """The page of Huanta; the list behind it is not read, as nobody looks at it."""
    made = InstanciasScreen(office.tasks)
    made.open_instancia("IPC-0504")
    office.show(made)
    return made
