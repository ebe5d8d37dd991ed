"""The matriz of an intervention: nudos that come from earlier visits with their story, new ones, avances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from concerta_desktop.model import Finding, FindingUpdate, Preference, Specialist
from concerta_desktop.model.findings import FindingKind
from concerta_desktop.model.identity import finding_update_id
from concerta_desktop.model.place import place_label
from concerta_desktop.queries import records
from concerta_desktop.queries.finding_changes import Revision, revisions
from concerta_desktop.queries.ledger import Ledger, LedgerEntry, ledgers
from concerta_desktop.rules.finding_subjects import PREFERENCE, Subject, subjects
from concerta_desktop.rules.findings import Standing, Visit, codes, lacks, standing
from concerta_desktop.store import oplog
from concerta_desktop.store.fold import State, fold
from concerta_desktop.store.operation import Base
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx
from concerta_desktop.text import sort_key

UNKNOWN = "sin dato"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as the matriz of one visit shows it."""

    finding: Finding
    code: str
    """ "N-03", "A-01": unique in its instancia or government."""
    origin: Visit
    """The visit that found it."""
    standing: Standing
    """At the close of this visit."""
    update: FindingUpdate | None = None
    """What this visit says of it."""
    carried: bool = False
    """It comes from an earlier visit."""
    lacks: tuple[str, ...] = ()
    """Fields nobody answers for yet: "responsible", "due"."""
    disputed: bool = False
    """Two laptops say different things of it, and both are kept."""

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def advance(self) -> bool:
        return self.finding.kind is FindingKind.ADVANCE

    @property
    def place(self) -> str:
        """Of whom: "IPC Huanta", "MD de Santillana", "sin dato"."""
        return place_label(self.finding.place) if self.finding.place else UNKNOWN

    @property
    def resolved(self) -> bool:
        return self.standing is Standing.RESOLVED

    @property
    def pending(self) -> bool:
        """It came along and this visit has not said how it stands."""
        return self.carried and (self.update is None or self.update.state is None)

    def age(self, today: date) -> int:
        """Days since it was found."""
        return max((today - self.origin.first).days, 0)


@dataclass(frozen=True, slots=True)
class StoryLine:
    """Something that happened to a nudo: the first is that it was recorded. `state` None = only a note, or
    what `changed` of it."""

    day: date
    state: Standing | None
    said: str
    """The note; else the title of the visit."""
    who: str
    """ "R. Ccente"; "" when nobody knows."""
    visit: Visit
    registered: bool = False
    changed: str = ""

    @property
    def what(self) -> str:
        """ "Registrado", "En proceso", "Cambió el plazo", "Nota" """
        return self.state.label if self.state else "Registrado" if self.registered else self.changed or "Nota"


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matriz of avances y nudos críticos of one visit, in the order of display."""

    visit: Visit
    rows: tuple[FindingRow, ...]
    stories: Mapping[str, tuple[StoryLine, ...]]
    """Of every nudo by its id, the newest line first."""
    bases: Mapping[str, Base]
    """By id of finding and update: what a person who opens the matriz has seen."""

    @property
    def carried(self) -> tuple[FindingRow, ...]:
        """Nudos of earlier visits."""
        return tuple(row for row in self.rows if row.carried)

    @property
    def fresh(self) -> tuple[FindingRow, ...]:
        """Nudos that this visit found."""
        return tuple(row for row in self.rows if not row.carried and not row.advance)

    @property
    def nudos(self) -> tuple[FindingRow, ...]:
        return (*self.carried, *self.fresh)

    @property
    def advances(self) -> tuple[FindingRow, ...]:
        return tuple(row for row in self.rows if row.advance)

    @property
    def open_nudos(self) -> tuple[FindingRow, ...]:
        """Not resolved at the close of the visit."""
        return tuple(row for row in self.nudos if not row.resolved)

    @property
    def resolved_nudos(self) -> tuple[FindingRow, ...]:
        return tuple(row for row in self.nudos if row.resolved)

    @property
    def with_measure(self) -> tuple[FindingRow, ...]:
        """Nudos whose corrective measure is written."""
        return tuple(row for row in self.nudos if row.finding.measure)


def matrix(tx: ReadTx, intervention: str) -> Matrix | None:
    """The matriz of an intervention; None when there is none, or it is in the trash."""
    ledger = ledgers(tx, [intervention]).get(intervention)
    if ledger is None:
        return None
    ids = [entry.finding.id for entry in ledger.entries]
    said = [update.id for entry in ledger.entries for _, update in entry.said]
    ids += said + [finding_update_id(key, intervention) for key in ids]
    histories = oplog.load(tx, ids)
    folded = {key: fold(history) for key, history in histories.items()}
    changed = {key: revisions(history) for key, history in histories.items()}
    named = _codes(tx, [entry.finding for entry in ledger.entries])
    rows = [_row(entry, ledger.visit, named, folded) for entry in ledger.entries]
    return Matrix(
        ledger.visit,
        tuple(sorted(rows, key=_order)),
        _stories(tx, ledger, folded, changed),
        {key: state.seen() for key, state in folded.items()},
    )


def matrix_counts(tx: ReadTx, ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """What the step Matriz counts, by intervention: names as in `rules.completeness.StepCounts`."""
    found: dict[str, dict[str, int]] = {}
    for key, ledger in ledgers(tx, ids).items():
        rows = [_row(entry, ledger.visit, {}, {}) for entry in ledger.entries]
        found[key] = {
            "findings": sum(not row.carried for row in rows),
            "carried": sum(row.carried for row in rows),
            "carried_pending": sum(row.pending for row in rows),
            "nudos_unassigned": sum(bool(row.lacks) for row in rows),
            "findings_blank": sum(not row.finding.text for row in rows),
        }
    return found


def finding_subjects(tx: ReadTx) -> tuple[Subject, ...]:
    """Functions and instruments to choose from: the office's list, then those somebody already wrote."""
    table = table_of(Preference)
    own = records.find(tx, Preference, table.c.name == PREFERENCE, limit=1)
    return subjects(own[0].text if own else None, _used(tx, "about"))


def responsibles_used(tx: ReadTx) -> list[str]:
    """Who already answers for a measure, as Spanish sorts them."""
    return _used(tx, "responsible")


def _used(tx: ReadTx, name: str) -> list[str]:
    table = table_of(Finding)
    column = table.c[name]
    query = select(column).where(table.c.deleted == 0, column.is_not(None)).distinct()
    return sorted((str(row[0]) for row in tx.connection.execute(query)), key=sort_key)


def _row(
    entry: LedgerEntry, visit: Visit, named: Mapping[str, str], folded: Mapping[str, State]
) -> FindingRow:
    update = next((update for other, update in entry.said if other.id == visit.id), None)
    state = standing(entry.said, entry.origin, visit)
    told = (entry.finding.id, update.id if update else "")
    return FindingRow(
        entry.finding,
        named.get(entry.finding.id, ""),
        entry.origin,
        state,
        update,
        carried=entry.origin.id != visit.id,
        lacks=lacks(entry.finding, state),
        disputed=any(folded[key].conflicts for key in told if key in folded),
    )


def _order(row: FindingRow) -> tuple[object, ...]:
    """Carried nudos, new ones, avances; each by whom it speaks of, then by number."""
    group = 2 if row.advance else 0 if row.carried else 1
    number = row.finding.number or 0
    return group, not row.finding.place, sort_key(row.place), number, row.code


def _codes(tx: ReadTx, findings: Sequence[Finding]) -> dict[str, str]:
    """Codes, told apart from every other finding of the same place and number."""
    table = table_of(Finding)
    places = {item.place for item in findings if item.place}
    alone = [item for item in findings if not item.place]
    others = records.find(tx, Finding, table.c.place.in_(places)) if places else []
    known = {item.id: item for item in (*others, *alone)}
    query = select(table.c.id, table.c.created).where(table.c.id.in_(list(known)))
    created = {row.id: row.created for row in tx.connection.execute(query)}
    return codes(known.values(), created)


def _stories(
    tx: ReadTx, ledger: Ledger, folded: Mapping[str, State], changed: Mapping[str, Sequence[Revision]]
) -> dict[str, tuple[StoryLine, ...]]:
    authors = _authors(tx, folded.values(), (one.author for group in changed.values() for one in group))
    nudos = [entry for entry in ledger.entries if entry.finding.kind is not FindingKind.ADVANCE]
    return {
        entry.finding.id: _story(entry, folded, authors, changed.get(entry.finding.id, ())) for entry in nudos
    }


def _story(
    entry: LedgerEntry,
    folded: Mapping[str, State],
    authors: Mapping[str, str],
    changed: Sequence[Revision],
) -> tuple[StoryLine, ...]:
    origin = entry.origin
    who = authors.get(_author(folded.get(entry.finding.id), "kind"), "")
    lines = [(origin.first, "", StoryLine(origin.first, None, origin.title, who, origin, registered=True))]
    for visit, update in entry.said:
        state = Standing(update.state.value) if update.state else None
        who = authors.get(_author(folded.get(update.id), "state", "note"), "")
        line = StoryLine(update.day or visit.first, state, update.note or visit.title, who, visit)
        lines.append((visit.first, visit.created, line))
    for one in changed:
        who = authors.get(one.author, "")
        line = StoryLine(one.day, None, one.said, who, origin, changed=one.what)
        lines.append((one.day, one.hlc, line))
    return tuple(line for *_, line in sorted(lines, key=lambda item: item[:2], reverse=True))


def _author(state: State | None, *fields: str) -> str:
    """Who wrote the first of these fields that has a value."""
    heads = [head for name in fields for head in (state.heads.get(name, ())[-1:] if state else ())]
    return heads[0].author if heads else ""


def _authors(tx: ReadTx, states: Iterable[State], others: Iterable[str]) -> dict[str, str]:
    """ "R. Ccente" by id of specialist."""
    ids = {head.author for state in states for heads in state.heads.values() for head in heads if head.author}
    ids |= {author for author in others if author}
    return {key: _short_name(found) for key, found in records.get_many(tx, Specialist, ids).items()}


def _short_name(author: Specialist) -> str:
    surname = (author.surnames or "").split(" ")[0]
    initial = f"{author.names[0]}." if author.names else ""
    return " ".join(part for part in (initial, surname) if part)
