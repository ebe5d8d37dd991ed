"""The tables and charts that follow the text of a section: live, read-only, each leads to its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.documents import blocks
from concerta_desktop.documents.wording import show
from ui.theme import font
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.layouts import empty
from ui.widgets.likert import LikertBar, LikertChart
from ui.widgets.paint import text_width
from ui.widgets.table import Table

_ROW, _HEAD, _LEAST = 32, 30, 3
_WIDE = {"date": 96, "identifier": 58}
_NAMED = {"Estado": 96, "Responsable": 116}
_ONLY_ON_PAPER = frozenset({"Mujeres", "Hombres", "Sexo\nsin dato", "Medida correctiva"})
"""Columns for which there is no room beside the preview, which shows them."""


class SectionTables(QWidget):
    """Usage: `tables.show_blocks(blocks, "Ver las 34 filas")`. Signal: `rows_wanted()`."""

    rows_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[blocks.Block, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_blocks(self, found: tuple[blocks.Block, ...], link: str) -> None:
        """Show the first table or chart; the others are in the preview."""
        if found == self._shown:
            return
        self._shown = found
        empty(self._column)
        for block in found[:1]:
            if isinstance(block, blocks.Table):
                self._column.addWidget(self._title(block.caption, link))
                self._column.addWidget(_table(block), 1)
            elif isinstance(block, blocks.Chart):
                self._column.addWidget(self._title(block.caption.partition(" (")[0], link))
                chart = LikertChart(block.series)
                chart.set_bars([LikertBar(bar.label, bar.counts, bar.note) for bar in block.bars])
                self._column.addWidget(chart)
        more = [block.caption for block in found[1:] if isinstance(block, blocks.Table | blocks.Chart)]
        if more:
            words = f"En el documento sigue: {'; '.join(more)}."
            self._column.addWidget(ElidedLabel(words, "secondary", tone="secondary"))
        self._column.addStretch(0)

    def _title(self, caption: str, link: str) -> QWidget:
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(caption, "header"), 1)
        if link:
            button = Button(link, kind="link", icon="table", small=True)
            button.clicked.connect(self.rows_wanted)
            row.addWidget(button)
        return holder


def _table(block: blocks.Table) -> QWidget:
    rows = [*block.rows, *([block.totals] if block.totals else [])]
    last = len(block.rows)
    shown = [
        (place, column) for place, column in enumerate(block.columns) if column.title not in _ONLY_ON_PAPER
    ]
    table = Table(
        [_column(place, column, last) for place, column in shown],
        name=block.caption,
        row_id=lambda row: str(row[0]),
    )
    table.set_rows(list(enumerate(rows)))
    table.setMinimumHeight(_HEAD + _ROW * min(len(rows), _LEAST))
    table.setMaximumHeight(_HEAD + _ROW * len(rows) + 2)
    table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if not rows:
        return Label(block.empty, "secondary", tone="secondary")
    return table


def _column(place: int, column: blocks.Column, last: int) -> Column:
    number = column.kind == "number"
    first, _, rest = column.title.partition("\n")
    title = "Sin conv." if rest == "convocatoria" else first
    width = _NAMED.get(title, _WIDE.get(column.kind, 0))
    if number:
        width = max(60, text_width(title, font("header")) + 24)
    return Column(
        str(place),
        title,
        lambda row: show(row[1][place]).split("\n")[0],
        tooltip=lambda row: show(row[1][place]),
        width=width,
        align="right" if number else "left",
        bold=lambda row: column.strong or row[0] == last,
        sortable=False,
    )
