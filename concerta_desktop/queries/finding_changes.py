"""What was agreed of a nudo and is no longer so: a new due date, another measure, somebody else who answers.

Read from its operations; what is corrected on the day it was written is drafting, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from concerta_desktop import clock
from concerta_desktop.model import Finding
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import Raw, decode
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.store.operation import Operation

_TOLD = {
    "measure": "Cambió la medida correctiva",
    "responsible": "Cambió el responsable",
    "due": "Cambió el plazo",
}
_SHORT = 90


@dataclass(frozen=True, slots=True)
class Revision:
    """`what` changed on a day, from what it `said` until then."""

    day: date
    hlc: str
    what: str
    said: str
    author: str


def revisions(history: Iterable[Operation]) -> list[Revision]:
    """The changes of one finding, the oldest first."""
    found: list[Revision] = []
    known: dict[str, tuple[Raw, date]] = {}
    for operation in sorted(history, key=lambda one: (one.hlc, one.op_id)):
        day, patch = clock.hlc_datetime(operation.hlc).date(), operation.patch_values()
        for name in _TOLD.keys() & patch.keys():
            before, since = known.get(name, (None, day))
            if before is not None and before != patch[name] and day > since:
                said = f"Antes: {_shown(name, before)}"
                found.append(Revision(day, operation.hlc, _TOLD[name], said, operation.author))
            if patch[name] != before:
                known[name] = (patch[name], day)
    return sorted(found, key=lambda one: (one.hlc, one.what))


def _shown(name: str, raw: Raw) -> str:
    value = decode(spec(Finding, name), raw)
    text = numeric(value) if isinstance(value, date) else " ".join(str(value).split())
    return f"{text[: _SHORT - 1].rstrip()}…" if len(text) > _SHORT else text
