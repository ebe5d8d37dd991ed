"""What somebody may ask about her or his own data: to erase it, and the register of what was asked [2.9]."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.data_rights import PersonPaper, compose_cargo, compose_person
from concerta_desktop.documents.frozen_report import digest, redacted
from concerta_desktop.errors import UserError
from concerta_desktop.model import Attendance, Person, ReportVersion, Specialist
from concerta_desktop.model.data_requests import DataRequest
from concerta_desktop.model.fields import Privacy, Record, specs
from concerta_desktop.model.identity import new_id
from concerta_desktop.queries import records
from concerta_desktop.queries.carried import cargo
from concerta_desktop.queries.data_subject import (
    Mention,
    attendances_of,
    in_instancias,
    mentions_of,
    merged_people,
    names_of,
    person_file,
)
from concerta_desktop.rules.data_rights import ERASED_NAME
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.services.backups import known_copies
from concerta_desktop.store import drafts
from concerta_desktop.store.access import accesses
from concerta_desktop.store.change import change, delete
from concerta_desktop.store.erase import erase
from concerta_desktop.store.tx import ReadTx, Tx
from concerta_desktop.text import fold

_COUNTED = frozenset({"sex"})
"""Personal, and kept all the same: without it the counts by sex of past reports would no longer hold."""
_TELLING = frozenset({"position", "document_type"})
"""Public, and of no use without the person: a cargo is enough to tell who it was."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done, and what a person must look at: free text is not ours to rewrite."""

    attendances: int
    reports: int
    mentions: tuple[Mention, ...]


def person_document(tx: ReadTx, person_id: str, issued: datetime) -> Report:
    """The copy for whoever the data is about. Raises `UserError` when there is no such person."""
    found = person_file(tx, person_id)
    if found is None:
        raise _unknown()
    noted = accesses(tx, person_id)
    who = records.get_many(tx, Specialist, {one.author for one in noted if one.author})

    def name(author: str) -> str:
        return records.title_of(who[author]) if author in who else "sin dato"

    return compose_person(PersonPaper(found, tuple((one, name(one.author)) for one in noted), issued))


def cargo_document(tx: ReadTx, folder: Path, issued: datetime) -> Report:
    """What the laptop whose data lie in `folder` carries."""
    copies = known_copies(folder)
    last = f"{len(copies)}, la última del {copies[0].made:%d/%m/%Y %H:%M}" if copies else "ninguna"
    return compose_cargo(cargo(tx, issued), str(folder), last)


def save_request(tx: Tx, request: str | None, values: Mapping[str, object]) -> str:
    """Note a request (None) or what was answered; returns its id. Raises `ValidationError`."""
    record_id = request or new_id()
    change(tx, DataRequest, record_id, values)
    return record_id


def erase_person(tx: Tx, person_id: str) -> Erasure:
    """Erase a person from directory, attendance, frozen reports and drafts, on this laptop and, with the next
    package, everywhere. Sex and entity stay, so that every count still holds. It cannot be undone.

    Raises `UserError` when there is no such person.
    """
    everybody = merged_people(tx, person_id)
    if not everybody:
        raise _unknown()
    signed = attendances_of(tx, everybody)
    wanted = tuple(name for one in everybody for name in names_of(one))
    versions = records.find(tx, ReportVersion)
    reports = [one for one in versions if redacted(one.content or "{}", wanted, "") != one.content]
    mentions = tuple(mentions_of(tx, everybody))
    for version in reports:
        _redact(tx, version, wanted)
    for one in signed:
        erase(tx, Attendance, one.id, _kept(one) | {"surnames": ERASED_NAME})
    for one in in_instancias(tx, [one.id for one in everybody]):
        erase(tx, type(one), one.id, _kept(one))
    for place, person in enumerate(everybody):
        erase(tx, Person, person.id, _kept(person) | {"surnames": ERASED_NAME})
        if place:  # merged into the first: that it is in the trash was erased too
            delete(tx, Person, person.id)
    for draft in drafts.all_drafts(tx):
        if any(name in fold(json.dumps(dict(draft.values), ensure_ascii=False)) for name in wanted):
            drafts.discard(tx, draft.key)
    return Erasure(len(signed), len(reports), mentions)


def _kept(record: Record) -> dict[str, object]:
    """What is not about the person, and what the counts need."""
    return {
        spec.name: value
        for spec in specs(type(record))
        if (value := getattr(record, spec.name)) is not None
        and (spec.facts.privacy is Privacy.PUBLIC or spec.name in _COUNTED)
        and spec.name not in _TELLING
    }


def _redact(tx: Tx, version: ReportVersion, wanted: tuple[str, ...]) -> None:
    """The version with the texts that named the person taken out: a new hash, and a line that says why."""
    content = redacted(version.content or "{}", wanted, ERASED_NAME)
    day = numeric(tx.now().date())
    note = f"El {day} se suprimieron datos de una persona a su pedido; la huella era {version.digest}."
    changes = "\n".join(part for part in (version.changes, note) if part)
    kept = _kept(version) | {"content": content, "digest": digest(content), "changes": changes}
    erase(tx, ReportVersion, version.id, kept)


def _unknown() -> UserError:
    return UserError("Esa persona ya no está en el directorio.", safe="No se ha tocado nada.")
