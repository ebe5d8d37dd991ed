"""Numbers of headings, paragraphs and captions, as the ministry's reports carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from concerta_desktop.documents.blocks import Block, Chart, Heading, Paragraph, Table

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """14 -> "XIV"."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give I., 2.1 and 2.1.1 to headings and counted paragraphs, "Cuadro n" and "Gráfico n" to captions."""
    heads = [0, 0, 0]
    paragraphs = tables = charts = 0
    result: list[Block] = []
    for block in blocks:
        match block:
            case Heading(level=level, counted=True):
                heads[level - 1] += 1
                heads[level:] = [0] * (3 - level)
                paragraphs = 0
                number = f"{roman(heads[0])}." if level == 1 else ".".join(map(str, heads[:level]))
                block = replace(block, number=number)
            case Paragraph(counted=True):
                paragraphs += 1
                parts = [str(head) for head in heads if head]
                number = ".".join([*parts, str(paragraphs)]) if parts else f"{paragraphs}."
                block = replace(block, number=number)
            case Table(caption=caption) if caption:
                tables += 1
                block = replace(block, number=f"Cuadro {tables}")
            case Chart(caption=caption) if caption:
                charts += 1
                block = replace(block, number=f"Gráfico {charts}")
            case _:
                pass
        result.append(block)
    return tuple(result)
