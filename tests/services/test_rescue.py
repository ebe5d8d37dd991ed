"""What people are told of sound data, of damage, and of what came back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from concerta_desktop.services.rescue import findings, report
from concerta_desktop.store.health import Health
from concerta_desktop.store.rescue import Gap, Rescued
from tests.factory import MORNING

SOUND = Health(operations=6, readable=True)
ALL_BACK = Rescued(
    aside="apartado 2026-08-12 084100",
    read=20,
    copied=0,
    copy=None,
    gaps=(),
    sealed=True,
    last=MORNING,
    records={"person": 20, "intervention": 1},
    incomplete={},
    drafts=1,
)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, ["Los datos están bien: 6 cambios, todos en su lugar."]),
        ({"readable": False}, ["Hay partes del archivo de datos que no se pueden leer."]),
        ({"short": True}, ["Al archivo de datos le faltan los últimos cambios guardados."]),
        ({"absent": 1}, ["Falta 1 cambio del historial."]),
        (
            {"broken": 2, "wrong_rows": 1},
            ["2 cambios del historial no están como se escribieron.", "1 registro no dice lo que se guardó."],
        ),
        (
            {"sealed": False},
            [
                "Los datos están bien: 6 cambios, todos en su lugar.",
                "Falta el sello: no se puede saber si al final faltan cambios.",
            ],
        ),
    ],
)
def test_what_a_thorough_look_found_is_said(found: dict[str, int], said: list[str]) -> None:
    assert findings(replace(SOUND, **found)) == said


def test_all_that_came_back_is_said() -> None:
    assert report(ALL_BACK, MORNING) == [
        "Recuperación del 12/08/2026 a las 08:41.",
        "Volvió: 20 personas, 1 intervención.",
        "Del archivo dañado se leyeron 20 cambios.",
        "Volvió lo que estaba a medio escribir (1).",
        "No falta ningún cambio.",
        "El archivo dañado se guarda sin tocar en la carpeta «apartado 2026-08-12 084100».",
    ]


def test_what_did_not_come_back_is_said_exactly() -> None:
    gaps = (Gap(1, MORNING, MORNING + timedelta(minutes=5)), Gap(3, MORNING + timedelta(hours=1), None))
    lines = report(replace(ALL_BACK, gaps=gaps, incomplete={"person": 1}, drafts=None), MORNING)
    assert lines[3:] == [
        "Lo que estaba a medio escribir no se pudo leer.",
        "No volvió: 4 cambios.",
        "  1 cambio entre el 12/08/2026 a las 08:41 y el 12/08/2026 a las 08:46.",
        "  3 cambios después del 12/08/2026 a las 09:41.",
        "Quedó incompleto y está en la papelera: 1 persona.",
        "El archivo dañado se guarda sin tocar en la carpeta «apartado 2026-08-12 084100».",
    ]


def test_without_a_seal_nobody_promises_that_nothing_is_missing() -> None:
    lines = report(replace(ALL_BACK, sealed=False), MORNING)
    assert "No falta ningún cambio." not in lines
    assert (
        "No se puede saber si se guardó algo más después del 12/08/2026 a las 08:41: "
        "revise lo último que anotó."
    ) in lines
