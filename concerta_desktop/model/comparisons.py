"""What a person decided of two records that may be the same one [sync.md: duplicates]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from concerta_desktop.model.fields import Choice, Field, Meta, Record
from concerta_desktop.model.identity import natural_id


class Compared(Choice):
    """What may have been recorded twice. The codes are names of record types."""

    PERSON = "person", "Persona"
    ENTITY = "entity", "Entidad"


@dataclass(frozen=True, kw_only=True)
class Comparison(Record):
    """Two people, or two entities, are the same one or they are not. Natural id: the two of them.

    Of two that are the same, `other` goes to the trash and whatever names it means `kept`
    (`queries/comparisons.py`). Taking it out of the trash is enough for it to stand by itself again.
    """

    META: ClassVar[Meta] = Meta("comparison", "Comparación", "Comparaciones", title=("kind",))

    kind: Annotated[Compared | None, Field("Qué se comparó", required=True)] = None
    kept: Annotated[str | None, Field("La que queda", required=True, index=True, max_length=40)] = None
    other: Annotated[str | None, Field("La otra", required=True, index=True, max_length=40)] = None
    same: Annotated[bool | None, Field("Son la misma", required=True)] = None


def comparison_id(one: str, another: str) -> str:
    """The same for both orders."""
    return natural_id("comparison", *sorted((one, another)))
