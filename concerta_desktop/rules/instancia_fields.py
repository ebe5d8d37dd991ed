"""Which fields of what belongs to an instancia make sense, by what else is known of the record."""

from __future__ import annotations

from collections.abc import Mapping

from concerta_desktop.model.fields import Record
from concerta_desktop.model.instruments import Instrument, InstrumentKind
from concerta_desktop.model.sessions import SessionKind, SessionMeeting, SessionVote

K = InstrumentKind
_OF_KIND: dict[str, frozenset[InstrumentKind]] = {
    "covers": frozenset({K.REGULATION}),
    "covers_members": frozenset({K.REGULATION}),
    "quorum": frozenset({K.REGULATION}),
    "extraordinary_votes": frozenset({K.REGULATION}),
    "sessions_a_year": frozenset({K.REGULATION}),
    "opinion_on": frozenset({K.REGULATION}),
    "inputs": frozenset({K.PLAN}),
    "joint": frozenset({K.PLAN}),
    "communicated_on": frozenset({K.PLAN}),
    "sources": frozenset({K.DIAGNOSIS}),
    "presented_on": frozenset({K.DIAGNOSIS, K.PLAN}),
    "context": frozenset({K.DIAGNOSIS}),
    "services": frozenset({K.DIAGNOSIS}),
    "budget": frozenset({K.DIAGNOSIS}),
    "conclusions": frozenset({K.DIAGNOSIS}),
    "observatory": frozenset({K.OBSERVATORY}),
    "last_report": frozenset({K.OBSERVATORY}),
}


def field_applies(record: type[Record], name: str, values: Mapping[str, object]) -> bool:
    """Whether a field is asked. One that holds something always is: it must not be lost from sight."""
    if values.get(name) not in (None, (), ""):
        return True
    if record is Instrument:
        if name == "state":
            return values.get("kind") is not K.OBSERVATORY
        return name not in _OF_KIND or values.get("kind") in _OF_KIND[name]
    if record is SessionMeeting and name == "proposed_by_presidency":
        return values.get("kind") is SessionKind.EXTRAORDINARY
    if record is SessionVote and name == "needed":
        return bool(values.get("for_extraordinary"))
    return True
