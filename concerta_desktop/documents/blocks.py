"""The vocabulary of documents: what a composer says and a writer sets. Frozen data, no format, no record.

Text is text: no block carries markup, so `<b>`, `&` or `=cmd()` typed by a person arrives as typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Value = str | int | float | date | time | None
"""What a cell holds; `None` prints as "sin dato"."""

Kind = Literal["text", "number", "date", "time", "identifier"]
"""How a column reads. Identifiers (DNI, ubigeo, telephone) are text in a spreadsheet and never elided."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 (I.), 2 (1.1) or 3; `number` is filled by `numbering.numbered`, unless not `counted`."""

    text: str
    level: int = 1
    number: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line ends are kept. `counted` asks `numbering.numbered` for a number in the margin.

    An "item" of a list stands under the paragraph before it; its mark is part of the text ("- Ley…").
    """

    text: str
    style: Literal["body", "lead", "small", "centered", "right", "item"] = "body"
    counted: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labelled facts, set in `columns` columns and read across."""

    pairs: tuple[tuple[str, Value], ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width, compared with that of the other columns."""

    title: str
    kind: Kind = "text"
    width: float = 1.0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `totals` is a last row in bold, with "" where there is nothing to total.

    `sheet` names the spreadsheet page the table has for itself; without one it shares the summary page.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[Value, ...] = ()
    caption: str = ""
    source: str = ""
    sheet: str = ""
    empty: str = "No hay registros."
    number: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a count per series, and the text at its right ("4,23"). `unknown`: how many of
    whom nothing is known, set apart in grey."""

    label: str
    counts: tuple[int, ...]
    note: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars. One series compares amounts; several fill the width, as shares of 100 %."""

    bars: tuple[Bar, ...]
    series: tuple[str, ...]
    caption: str = ""
    source: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG or JPEG bytes) `width_mm` wide, with a description for who cannot see it."""

    data: bytes
    width_mm: float
    description: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on for each (name, role)."""

    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignatureSpace:
    """A dashed box at the right that somebody else will fill: the document system signs there [2.8]."""

    text: str


@dataclass(frozen=True, slots=True)
class Closing:
    """How a letter ends, never parted by a page: its farewell, a box to sign in, the signer and the cargo."""

    farewell: str
    space: SignatureSpace
    signer: str
    role: str


@dataclass(frozen=True, slots=True)
class MemoLine:
    """One line of a memo's head: "A : NOMBRE / cargo". `strong` = its first line stands out."""

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MemoHead:
    """To whom, from whom, about what; a rule closes it [2.8]."""

    lines: tuple[MemoLine, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Heading
    | Paragraph
    | KeyValues
    | Table
    | Chart
    | Image
    | Signatures
    | SignatureSpace
    | Closing
    | MemoHead
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What surrounds the blocks. `author` is an office, never the user's or the machine's name."""

    issued: datetime
    """When the content was settled: the file's only date, so the same data give the same bytes."""
    author: str = "MIMP"
    subject: str = ""
    landscape: bool = False
    running: tuple[str, str] = ("", "")
    """Head of the second page on: left and right."""
    footer: str = ""
    letterhead: str = ""
    """Who issues it, when it is not the ministry: its name heads the page instead of the State's blocks."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document. `opening` stands above the title."""

    title: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    opening: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as bytes. `warnings` are sentences for the person who asked for it."""

    data: bytes
    warnings: tuple[str, ...] = ()


def in_words(chart: Chart) -> str:
    """A chart for who cannot see it: "Metodología: 1 en 2 Regular, 4 en 3 Aceptable; 4,23"."""

    def said(bar: Bar) -> str:
        if len(chart.series) == 1:
            return f"{bar.label}: {sum(bar.counts)}"
        parts = [f"{count} en {name}" for count, name in zip(bar.counts, chart.series, strict=False) if count]
        return f"{bar.label}: {', '.join(parts) or 'sin dato'}; {bar.note}".removesuffix("; ")

    return ". ".join(part for part in (chart.caption, *map(said, chart.bars)) if part)
