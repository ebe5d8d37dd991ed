"""A small, fictitious door for tests: a store, a workshop of two days, a few people of its directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from concerta_desktop.clock import LIMA
from concerta_desktop.model.choices import DocumentType, InterventionType, MandateKind, Sex
from concerta_desktop.services.interventions import create_intervention, expect
from concerta_desktop.services.people import entity_for, save_person
from concerta_desktop.store.store import Store
from tests.fixtures import NewStore

FIRST, SECOND = date(2026, 8, 12), date(2026, 8, 13)


class Clock:
    """The first morning, 08:40; a minute passes each time that `tick` is called."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 8, 12, 8, 40, tzinfo=LIMA)

    def __call__(self) -> datetime:
        return self.moment

    def tick(self, minutes: int = 1) -> None:
        self.moment += timedelta(minutes=minutes)


@dataclass(frozen=True)
class Door:
    """The store, its clock, the workshop, and person ids by document number."""

    store: Store
    clock: Clock
    workshop: str
    people: dict[str, str]


_PEOPLE = (
    ("99990431", "Ñahui Quispe", "Saturnina", Sex.WOMAN, "MD de Luricocha", "Gerenta, GDS"),
    ("99990254", "Taype Ñaupa", "Fortunato", Sex.MAN, "MD de Huamanguilla", "Subgerente, GPP"),
    ("99990689", "Sánchez Ayala", "Luz Marina", Sex.WOMAN, "CEM Huanta", "Coordinadora"),
    ("99990147", "Rimachi Sulca", "Wilber", Sex.MAN, "Comisaría PNP Huanta", "Jefe, Secc. Familia"),
    ("99990640", "Cárdenas Lapa", "Rufina", None, None, None),
)
EXPECTED = ("99990431", "99990254", "99990689", "99990147")
"""Rufina Cárdenas Lapa is in the directory, nobody convoked her, and little is known of her."""


def open_door(new_store: NewStore) -> Door:
    """A new store with the workshop."""
    clock = Clock()
    store = new_store(now=clock)
    with store.write() as tx:
        workshop = create_intervention(
            tx,
            "Taller de ejemplo",
            InterventionType.STRENGTHENING,
            [(FIRST, None, None), (SECOND, None, None)],
        )
        people = {
            number: save_person(
                tx,
                None,
                {
                    "document_type": DocumentType.DNI,
                    "document_number": number,
                    "surnames": surnames,
                    "names": names,
                    "sex": sex,
                    "entity": entity_for(tx, entity),
                    "position": position,
                    "mandate": MandateKind.TITULAR if entity else None,
                },
            )
            for number, surnames, names, sex, entity, position in _PEOPLE
        }
        expect(tx, workshop, [people[number] for number in EXPECTED])
    return Door(store, clock, workshop, people)
