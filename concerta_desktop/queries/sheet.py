"""What the attendance sheet and the filled register need to know: read models only.

Every label is already the Spanish that a person reads ("Presencial", "Municipalidad distrital"); codes
stay behind in the store. An empty string or `None` means "sin dato".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class ActivityDay:
    """One day with a door; `number` counts from 1."""

    number: int
    date: date
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class ActivityHeader:
    """The intervention as the head of a document shows it."""

    id: str
    """Stable id of the intervention: goes into the QR as it is, so ASCII and without `/`."""
    code: str
    """What people call the sheet by ("AS-2026-0148")."""
    title: str
    type: str
    modality: str
    """With its style where there is one: "Presencial · acompañamiento"."""
    place: str
    """Premises, or platform and link of a virtual one."""
    responsible: str
    """Who keeps the register, and the unit: "Rosa Ccente Palomino, DPVLV"."""
    days: tuple[ActivityDay, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """A person as the sheet prints them: the snapshot where there is one, else the directory's."""

    full_name: str
    """Surnames, comma, names."""
    document_type: str
    """Short label: "DNI", "CE", "Pasaporte"."""
    document_number: str
    sex: str = ""
    """"M" (mujer) or "H" (hombre), as requirements §2.10 has it."""
    entity: str = ""
    entity_kind: str = ""
    """"Municipalidad distrital"."""
    government_level: str = ""
    """"Municipalidades distritales": the line it is counted in, as everywhere (rules.attendance.LEVELS)."""
    position: str = ""
    mandate: str = ""
    """"T" (titular), "A" (alterno o alterna)."""
    contact: str = ""
    """E-mail or telephone to pre-print; usually left for the person to write."""


@dataclass(frozen=True, slots=True)
class SheetData:
    """What is printed before the activity."""

    activity: ActivityHeader
    expected: tuple[Participant, ...]
    issued: datetime
    privacy_notice: str = ""
    """The office's own notice; empty = the default one of §2.9."""


@dataclass(frozen=True, slots=True)
class NoticeData:
    """What the full privacy notice says [2.9]; an empty text is what the office has not said yet."""

    activity: ActivityHeader | None
    own_words: str
    """The office's own notice for the foot of the sheet, which then opens the full one."""
    bank: str
    recipients: str
    retention: str
    contact: str
    asks_sensitive: bool
    issued: datetime


@dataclass(frozen=True, slots=True)
class DayMark:
    """Whether somebody came on one day, and when they were registered (`None` = hour not known)."""

    present: bool
    at: time | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One person, expected or not, with a mark for each day of the activity, in order."""

    person: Participant
    expected: bool
    marks: tuple[DayMark, ...]

    @property
    def came(self) -> bool:
        return any(mark.present for mark in self.marks)


@dataclass(frozen=True, slots=True)
class RegisterData:
    """What the filled register shows: everybody expected and everybody who came."""

    activity: ActivityHeader
    entries: tuple[RegisterEntry, ...]
    issued: datetime
