"""A received matriz compared with what is recorded, and taken in as one action once somebody accepts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from concerta_desktop.capture.matriz import MatrizLine, without_repeats
from concerta_desktop.errors import UserError
from concerta_desktop.model import Instancia, Milestone
from concerta_desktop.model.fields import Choice, Record, spec
from concerta_desktop.model.instancia import is_instancia_code
from concerta_desktop.model.instancias import MilestoneKind, instancia_id, milestone_id
from concerta_desktop.model.values import label_of
from concerta_desktop.queries import records
from concerta_desktop.queries.instancias import InstanciaRow, read_matriz
from concerta_desktop.store.change import Change, changes
from concerta_desktop.store.tables import table_of
from concerta_desktop.store.tx import ReadTx, Tx

_CHUNK = 500


class LineState(Choice):
    """What becomes of a row."""

    NEW = "nuevo", "Nuevo"
    CHANGES = "cambia", "Cambia"
    SAME = "igual", "Ya está"
    ASKS = "preguntar", "Elegir territorio"
    REFUSED = "no", "No se puede"


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A row beside what is recorded. `differences`: (field, before, after), as a person reads them."""

    line: MatrizLine
    state: LineState
    differences: tuple[tuple[str, str, str], ...] = ()

    @property
    def takes(self) -> bool:
        return self.state in (LineState.NEW, LineState.CHANGES)


def compare(
    tx: ReadTx, lines: Iterable[MatrizLine], today: date, answers: Mapping[int, str] = {}
) -> list[ComparedLine]:
    """Each row with what it would change. `answers`: the instancia somebody chose, by line."""
    wanted = without_repeats([_answered(line, answers) for line in lines])
    known = _known(tx, [line.codes[0] for line in wanted if line.codes], today)
    found: list[ComparedLine] = []
    for line in wanted:
        if line.refused:
            found.append(ComparedLine(line, LineState.REFUSED))
        elif line.asks:
            found.append(ComparedLine(line, LineState.ASKS))
        else:
            found.append(_compare(line, known))
    return found


def take_matriz(tx: Tx, lines: Sequence[ComparedLine]) -> int:
    """Record what the rows that can be taken say, as one action; how many instancias were written.

    Raises `ValidationError`; then nothing is recorded.
    """
    taken = [line for line in lines if line.takes]
    known = _known(tx, [line.line.codes[0] for line in taken], tx.now().date())
    changes(tx, [change for line in taken for change in _changes(line.line, known)])
    return len(taken)


def _answered(line: MatrizLine, answers: Mapping[int, str]) -> MatrizLine:
    answer = answers.get(line.line)
    if answer is None or not line.asks:
        return line
    if answer not in line.codes and not is_instancia_code(answer):
        raise UserError(f"Fila {line.line}: «{answer}» no es una instancia.", safe="No se ha importado nada.")
    left = tuple(problem for problem in line.problems if problem.refused)
    return MatrizLine(line.line, (answer,), line.said, line.values, left)


@dataclass(frozen=True, slots=True)
class _Known:
    facts: Mapping[str, Instancia]
    """By code."""
    milestones: Mapping[tuple[str, MilestoneKind], Milestone]
    rows: Mapping[str, InstanciaRow]
    """As the matriz shows them: what it says already is not recorded again as reported."""


def _known(tx: ReadTx, codes: Sequence[str], today: date) -> _Known:
    facts: dict[str, Instancia] = {}
    milestones: dict[tuple[str, MilestoneKind], Milestone] = {}
    own, other = table_of(Instancia), table_of(Milestone)
    for start in range(0, len(codes), _CHUNK):
        chunk = codes[start : start + _CHUNK]
        for fact in records.find(tx, Instancia, own.c.code.in_(chunk)):
            facts[fact.code or ""] = fact
        for one in records.find(tx, Milestone, other.c.instancia.in_(chunk), order=(other.c.day,)):
            if one.kind is not None:
                milestones[one.instancia or "", one.kind] = one
    rows = {row.code: row for row in read_matriz(tx, today)}
    return _Known(facts, milestones, rows)


def _compare(line: MatrizLine, known: _Known) -> ComparedLine:
    code = line.codes[0]
    differences: list[tuple[str, str, str]] = []
    for change in _changes(line, known):
        standing = _standing(change, known)
        for name, value in change.patch.items():
            before = getattr(standing, name, None)
            if value != before and name not in ("code", "instancia", "kind"):
                field = spec(change.record, name)
                differences.append((field.label, label_of(field, before), label_of(field, value)))
    fresh = code not in known.facts and not any(key[0] == code for key in known.milestones)
    if not differences:
        return ComparedLine(line, LineState.SAME)
    return ComparedLine(line, LineState.NEW if fresh else LineState.CHANGES, tuple(differences))


def _standing(change: Change, known: _Known) -> Record | None:
    if change.record is Instancia:
        return known.facts.get(str(change.patch["code"]))
    kind = change.patch["kind"]
    return known.milestones.get((str(change.patch["instancia"]), MilestoneKind(str(kind))))


def _changes(line: MatrizLine, known: _Known) -> list[Change]:
    """What a row says, as changes; what it leaves empty changes nothing."""
    code, values = line.codes[0], line.values
    found: list[Change] = []
    shown = known.rows[code]
    session = values.session_day if values.session_day != shown.last_session else None
    facts = _said(
        reported=values.state if values.state is not shown.state else None,
        prior=values.prior,
        reported_on=values.reported_on,
        reported_by=values.source,
        notes=values.notes,
    )
    if facts:
        found.append(Change(Instancia, instancia_id(code), {"code": code, **facts}))
    for kind, said in (
        (MilestoneKind.ORDINANCE, _said(number=values.ordinance, day=values.ordinance_day)),
        (MilestoneKind.INSTALLED, _said(day=values.installed_day)),
        (MilestoneKind.WORKING, _said(day=session)),
    ):
        if said:
            standing = known.milestones.get((code, kind))
            record_id = standing.id if standing else milestone_id(code, kind)
            found.append(Change(Milestone, record_id, {"instancia": code, "kind": kind, **said}))
    return found


def _said(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None and value != ""}
