"""Composed documents as text kept beside the tests, to be read and compared line by line.

`CONCERTA_GOLDENS=update ./check tests/documents` writes them anew; then read each before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import unified_diff
from itertools import chain, pairwise
from pathlib import Path

import pytest

from concerta_desktop.documents.blocks import (
    Block,
    Chart,
    Heading,
    KeyValues,
    MemoHead,
    PageBreak,
    Paragraph,
    Report,
    Table,
    Value,
)
from concerta_desktop.documents.wording import show

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = "CONCERTA_GOLDENS"
_INDENT, _LINE = "    ", 110


def assert_same(document: object, name: str) -> None:
    """Fail, with the lines that differ, unless the composed `document` reads as the golden `name`."""
    actual, golden = as_text(document), GOLDENS / f"{name}.txt"
    if os.environ.get(UPDATE) == "update":
        golden.write_text(actual, encoding="utf-8", newline="\n")
        return
    if not golden.exists():
        pytest.fail(f"There is no {golden.name} yet: {UPDATE}=update writes it.", pytrace=False)
    expected = golden.read_text(encoding="utf-8")
    if actual != expected:
        lines = unified_diff(expected.splitlines(), actual.splitlines(), golden.name, "composed now", "", "")
        pytest.fail("\n".join(lines), pytrace=False)


def as_text(document: object) -> str:
    """Whatever a composer returns, every word of it: blocks as a reader meets them, the rest by field."""
    if isinstance(document, bytes):
        return document.decode().replace("\r\n", "\n")
    lines = list(_report(document) if isinstance(document, Report) else _named(document))
    return "\n".join([*(line.rstrip() for line in lines), ""])


def _report(report: Report) -> Iterator[str]:
    yield f"TITLE {report.title}"
    yield from _named(report.metadata)
    for place, blocks in (("OPENING", report.opening), ("BODY", report.blocks)):
        yield from ("", f"==== {place}")
        for former, block in pairwise((None, *blocks)):
            if block is not None:
                if not isinstance(block, Paragraph) or not isinstance(former, Paragraph):
                    yield ""
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_numbered(block.number, block.text)}"
        case Paragraph():
            style = "" if block.style == "body" else f"({block.style}) "
            yield from _folded(style + _numbered(block.number, block.text))
        case KeyValues():
            yield from chain(*(_folded(f"{label}: {show(value)}") for label, value in block.pairs))
        case MemoHead():
            yield from chain(*(_folded(f"{line.label} : {line.text}") for line in block.lines))
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case PageBreak():
            yield "---- page break"
        case _:
            yield from _named(block)


def _chart(chart: Chart) -> Iterator[str]:
    yield f"CHART {_numbered(chart.number, chart.caption)} [{' | '.join(chart.series)}]"
    for bar in chart.bars:
        yield f"  {bar.label}: {' | '.join(map(str, bar.counts))} -> {bar.note}"
    yield f"  Fuente: {chart.source}"


def _table(table: Table) -> Iterator[str]:
    sheet = f" (page «{table.sheet}» of a spreadsheet)" if table.sheet else ""
    yield f"TABLE {_numbered(table.number, table.caption)}{sheet}"
    yield "  " + " | ".join(_one_line(f"{column.title} <{column.kind}>") for column in table.columns)
    for row in table.rows:
        yield f"  {_row(row)}"
    if not table.rows:
        yield f"  {table.empty}"
    if table.totals:
        yield f"  = {_row(table.totals)}"
    if table.source:
        yield f"  Fuente: {table.source}"


def _row(cells: tuple[Value, ...]) -> str:
    return " | ".join(_one_line(show(cell)) for cell in cells)


def _one_line(text: object) -> str:
    return str(text).replace("\n", " ⏎ ")


def _numbered(number: str, text: str) -> str:
    return f"{number} {text}".strip()


def _folded(text: str) -> Iterator[str]:
    """Line ends that are part of a text stand out as an indent."""
    first, *more = text.split("\n")
    yield first
    yield from (_INDENT + line for line in more)


def _named(item: object, indent: str = "") -> Iterator[str]:
    """Any dataclass: its name and each field; in one line when all of them are short."""
    assert is_dataclass(item)
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    flat = " · ".join(f"{name}={_one_line(value)}" for name, value in values.items())
    nested = any(isinstance(value, tuple) or is_dataclass(value) for value in values.values())
    if not nested and len(flat) < _LINE:
        yield f"{indent}{type(item).__name__} {flat}"
        return
    yield f"{indent}{type(item).__name__}"
    for name, value in values.items():
        yield from _field(name, value, indent + "  ")


def _field(name: str, value: object, indent: str) -> Iterator[str]:
    if isinstance(value, tuple):
        yield f"{indent}{name}:"
        for one in value:
            if is_dataclass(one):
                yield from _named(one, indent + "  ")
            elif one:
                cells = one if isinstance(one, tuple) else (one,)
                yield f"{indent}  {' | '.join(map(_one_line, cells))}"
    elif is_dataclass(value):
        yield f"{indent}{name}:"
        yield from _named(value, indent + "  ")
    else:
        yield from (indent + line for line in _folded(f"{name}: {value}"))
