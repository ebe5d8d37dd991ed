"""A store as after years of work, for benchmarks: 100,000 people, 10,000 interventions.

    python -m tests.benchmarks.big_store FOLDER

Names follow how common surnames are here: Quispe, Mamani, Flores and Huamán lead by far. Seeded: every run
makes the same people (documents from 10000000 on, so none is real by intention).
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from concerta_desktop.model import Entity, Intervention, InterventionDay, Person
from concerta_desktop.model.choices import (
    DocumentType,
    EntityKind,
    InterventionState,
    InterventionType,
    Modality,
)
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import keyring
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.store import Store

PASSPHRASE = "frase de ejemplo"
_CHEAP = keyring.Cost(iterations=1, lanes=1, memory_kib=8)
_BATCH = 5000

COMMON = (
    "Quispe",
    "Mamani",
    "Flores",
    "Huamán",
    "Rojas",
    "García",
    "Sánchez",
    "Rodríguez",
    "Díaz",
    "Chávez",
    "Torres",
    "Ramos",
    "Vásquez",
    "Ccente",
    "Palomino",
    "Ñahui",
    "Óré",
    "Taype",
    "Yaranga",
    "Cárdenas",
)
GIVEN = (
    "María",
    "Rosa",
    "Luz",
    "Juana",
    "Carmen",
    "Ana",
    "Delia",
    "Nelly",
    "Edith",
    "José",
    "Juan",
    "Luis",
    "Carlos",
    "Óscar",
    "Percy",
    "Wilber",
    "Teófilo",
    "Saturnina",
)
_SYLLABLES = [
    "ca",
    "ma",
    "ri",
    "to",
    "lu",
    "pe",
    "ña",
    "qui",
    "cho",
    "sa",
    "ra",
    "mi",
    "te",
    "no",
    "hua",
    "yu",
]
_POSITIONS = ("Gerenta de Desarrollo Social", "Regidor", "Especialista en convivencia escolar", "Comisario")


def build(folder: Path, people: int = 100_000, interventions: int = 10_000) -> Store:
    """The store in `folder`, made when it is not there yet (some 10 s a 100,000 people)."""
    if stores.exists(folder):
        return stores.open_store(folder, PASSPHRASE)
    store, _ = stores.create(folder, PASSPHRASE, cost=_CHEAP)
    chance = random.Random(2026)
    entities = [Change(Entity, new_id(), _entity(number)) for number in range(200)]
    with store.write() as tx:
        changes(tx, entities)
    fill(store, [Change(Person, new_id(), values) for values in people_values(people, chance, entities)])
    fill(store, [change for number in range(interventions) for change in _intervention(number, chance)])
    return store


def fill(store: Store, wanted: list[Change]) -> None:
    """Write them in one action, a batch at a time."""
    with store.write() as tx:
        following = iter(wanted)
        while batch := list(islice(following, _BATCH)):
            changes(tx, batch)


def people_values(count: int, chance: random.Random, entities: list[Change]) -> list[dict[str, object]]:
    return [
        {
            "document_type": DocumentType.DNI,
            "document_number": f"{10_000_000 + number:08d}",
            "surnames": f"{_surname(chance)} {_surname(chance)}",
            "names": f"{chance.choice(GIVEN)} {_word(chance)}",
            "sex": chance.choice("mh"),
            "entity": chance.choice(entities).record_id if entities else None,
            "position": chance.choice(_POSITIONS),
            "email": f"persona{number}@ejemplo.pe",
        }
        for number in range(count)
    ]


def _surname(chance: random.Random) -> str:
    """One in two is among the common ones, the first of them far ahead."""
    weights = [1 / (place + 3) for place in range(len(COMMON))]
    return chance.choices(COMMON, weights)[0] if chance.random() < 0.5 else _word(chance)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _entity(number: int) -> dict[str, object]:
    name = f"Municipalidad Distrital de Ejemplo {number}"
    return {"name": name, "short_name": f"MD de Ejemplo {number}", "kind": EntityKind.DISTRICT_MUNICIPALITY}


def _intervention(number: int, chance: random.Random) -> list[Change]:
    intervention = new_id()
    day = date(2024, 1, 8) + timedelta(days=chance.randrange(1000))
    values: dict[str, object] = {
        "code": f"AT-{day.year}-{number:05d}",
        "title": f"Taller de ejemplo {number} en {_word(chance)}",
        "type": chance.choice(list(InterventionType)),
        "modality": Modality.IN_PERSON,
        "state": chance.choice(list(InterventionState)),
        "territories": ("0504",),
        "venue": f"Auditorio {_word(chance)}",
    }
    return [
        Change(Intervention, intervention, values),
        Change(InterventionDay, new_id(), {"intervention": intervention, "day": day}),
    ]


if __name__ == "__main__":
    build(Path(sys.argv[1])).close()
