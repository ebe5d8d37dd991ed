"""What changed between two versions of a report, in words, section by section."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from concerta_desktop.documents.blocks import Block, Chart, MemoHead, Paragraph, Table
from concerta_desktop.documents.frozen_report import Content
from concerta_desktop.model.report import ReportPart
from concerta_desktop.rules.report import name_of

_SHORT = 70


def changes(before: Content, after: Content) -> tuple[str, ...]:
    """One sentence per change; () when they say the same."""
    found: list[str] = []
    if before.title != after.title:
        found.append(f"Número: antes «{before.title}», ahora «{after.title}».")
    if before.about != after.about:
        found.append(f"Intervención: antes «{_short(before.about)}», ahora «{_short(after.about)}».")
    if before.opening != after.opening:
        found.append("Cambió la fecha o el nombre del año.")
    old = {section.code: section.blocks for section in before.sections}
    for section in after.sections:
        name = _name(section.code)
        found += [f"{name}: {words}" for words in _between(old.pop(section.code, ()), section.blocks)]
    found += [f"{_name(code)}: se quitó la sección." for code in old]
    return tuple(found)


def _name(code: str) -> str:
    known = {part.value: name_of(part) for part in ReportPart}
    return known.get(code, "Cierre" if code == "cierre" else code)


def _between(before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterable[str]:
    if before != after:
        yield from [*_told(before, after)] or ["cambió su presentación."]


def _told(before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterable[str]:
    yield from _head(before, after)
    yield from _texts(_paragraphs(before), _paragraphs(after))
    old = {_label(block): block for block in before if isinstance(block, Table | Chart)}
    for block in after:
        if isinstance(block, Table | Chart):
            yield from _figure(old.pop(_label(block), None), block)
    for block in old.values():
        yield f"se quitó «{_label(block)}»."


def _head(before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterable[str]:
    old = {line.label: line.text for block in before if isinstance(block, MemoHead) for line in block.lines}
    new = {line.label: line.text for block in after if isinstance(block, MemoHead) for line in block.lines}
    for label in dict.fromkeys([*old, *new]):
        if old.get(label) != new.get(label):
            yield f"{label}: antes «{_short(old.get(label, ''))}», ahora «{_short(new.get(label, ''))}»."


def _texts(before: list[str], after: list[str]) -> Iterable[str]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        match kind:
            case "replace":
                yield f"cambió {_counted(max(b - a, d - c))}: ahora «{_short(after[c])}»."
            case "insert":
                yield f"se agregó {_counted(d - c)}: «{_short(after[c])}»."
            case "delete":
                yield f"se quitó {_counted(b - a)}: «{_short(before[a])}»."
            case _:
                pass


def _figure(before: Table | Chart | None, after: Table | Chart) -> Iterable[str]:
    if before is None:
        yield f"se agregó «{_label(after)}»."
    elif isinstance(before, Table) and isinstance(after, Table):
        rows = sum(row not in before.rows for row in after.rows)
        gone = sum(row not in after.rows for row in before.rows)
        if rows or gone:
            yield f"«{_label(after)}» cambió en {_rows(max(rows, gone))}."
        elif before.totals != after.totals:
            yield f"«{_label(after)}» cambió en sus totales."
    elif before != after:
        yield f"«{_label(after)}» cambió."


def _label(block: Table | Chart) -> str:
    """Its caption; an annex goes by the name of its page in a spreadsheet."""
    return block.caption or (block.sheet if isinstance(block, Table) else "")


def _paragraphs(found: tuple[Block, ...]) -> list[str]:
    return [block.text for block in found if isinstance(block, Paragraph)]


def _counted(count: int) -> str:
    return "un párrafo" if count == 1 else f"{count} párrafos"


def _rows(count: int) -> str:
    return "una fila" if count == 1 else f"{count} filas"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line[: _SHORT - 1].rstrip() + "…" if len(line) > _SHORT else line) or "vacío"
