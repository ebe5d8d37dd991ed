"""How records get their ids: natural keys where two laptops must agree, time-ordered ids elsewhere."""

from __future__ import annotations

import uuid
from datetime import date

from concerta_desktop.text import fold

CONCERTA = uuid.UUID("6f3a1d5e-9f0b-5c7e-8a44-30364c0ce27a")
"""Name space of natural keys. Never change it: ids already given depend on it."""


def new_id() -> str:
    """A uuid7: unique without a network, ordered by time."""
    import uuid6  # asks for its own version, which loads the parser of e-mail: not before the window is up

    return str(uuid6.uuid7())


def natural_id(record_type: str, *key: str) -> str:
    """A uuid5 of a natural key, the same on every laptop."""
    return str(uuid.uuid5(CONCERTA, "\x1f".join((record_type, *key))))


def attendance_id(intervention: str, day: date, document_type: str, document_number: str) -> str:
    """The id of an attendance: two laptops at one door give the same."""
    return natural_id("attendance", intervention, day.isoformat(), document_type, document_number)


def expected_id(intervention: str, person: str) -> str:
    return natural_id("expected_person", intervention, person)


def convocation_id(intervention: str, government: str = "") -> str:
    """The id of what convokes one government; of what is of the whole intervention, without it."""
    return natural_id("convocation", intervention, *((government,) if government else ()))


def equipment_id(intervention: str, name: str) -> str:
    """The id of an item of equipment by the name it is added with, so that a laptop never lists it twice."""
    return natural_id("equipment_item", intervention, fold(name))


def finding_update_id(finding: str, intervention: str) -> str:
    """The id of what a visit says of a nudo: two laptops that update it in one visit give the same."""
    return natural_id("finding_update", finding, intervention)


def evaluation_id(intervention: str) -> str:
    return natural_id("evaluation", intervention)


def evaluation_form_id(intervention: str, *asked: str) -> str:
    """The id of a form by all that it asks: the same questions are the same form on every laptop."""
    return natural_id("evaluation_form", intervention, *asked)
