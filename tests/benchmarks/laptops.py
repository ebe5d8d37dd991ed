"""What laptops bring to headquarters, made by hand: who came, people met, nudos, and corrections of these."""

from __future__ import annotations

import random
from collections.abc import Iterator
from uuid import UUID

from concerta_desktop.model.values import Raw
from concerta_desktop.store.operation import Operation
from tests.benchmarks.big_store import COMMON, GIVEN
from tests.store.made import Device

_START = 1_780_000_000_000


def work(laptop: Device, count: int, seed: int) -> Iterator[Operation]:
    """The next `count` operations of a laptop: of a hundred, sixty who came, fifteen people, five nudos and
    twenty corrections. Nothing of it is kept."""
    chance = random.Random(seed)
    recent: list[Operation] = []
    for number in range(count):
        kind = number % 100
        at = _START + seed * 60_000 + laptop.seq * 900
        if kind % 5 == 4 and recent:
            one = chance.choice(recent)
            base = {"position" if one.record_type != "finding" else "text": [one.op_id]}
            field = next(iter(base))
            operation = laptop.makes(
                one.record_id, {field: f"Corregido {number}"}, base, at=at, record_type=one.record_type
            )
        else:
            name, patch = _record(kind, number, seed, chance)
            key = str(UUID(int=chance.getrandbits(64) | at << 80))
            operation = laptop.makes(key, patch, at=at, record_type=name)
            recent = [*recent[-40:], operation]
        laptop.made.clear()
        yield operation


def _record(kind: int, number: int, seed: int, chance: random.Random) -> tuple[str, dict[str, Raw]]:
    who: dict[str, Raw] = {
        "surnames": " ".join(chance.choices(COMMON, k=2)),
        "names": " ".join(chance.choices(GIVEN, k=2)),
        "document_type": "dni",
        "document_number": f"{10_000_000 + (seed * 100_003 + number) % 80_000_000}",
        "sex": chance.choice(("m", "h")),
        "entity_name": "Municipalidad Provincial de Huanta",
        "position": "Gerenta de Desarrollo Social",
    }
    if kind < 75:
        came: dict[str, Raw] = {
            "day": "2026-08-12",
            "arrived_at": "2026-08-12T08:31:05-05:00",
            "consent": True,
        }
        return "attendance", who | came | {"intervention": f"taller-{seed}", "phone": "999000111"}
    if kind < 94:
        return "person", {key: value for key, value in who.items() if key != "entity_name"}
    nudo: dict[str, Raw] = {
        "kind": "nudo_critico",
        "place": "IPC-0504",
        "number": number,
        "text": "Sin reglamento",
    }
    return "finding", nudo | {"intervention": f"taller-{seed}"}
