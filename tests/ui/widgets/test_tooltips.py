"""What somebody wrote is shown as it is, never read as markup: it may come from another laptop."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.widgets.test_table import PEOPLE
from ui.widgets.columns import Column
from ui.widgets.table_model import RowTableModel

ROOT = Path(__file__).parent.parent.parent.parent


def test_every_tooltip_is_a_literal_or_goes_through_tip() -> None:
    raw = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in (ROOT / "ui").rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r'setToolTip\((?!paint\.tip\(|tip\(|")', line)
    ]
    assert not raw


def test_the_tooltip_of_a_cell_shows_what_was_typed() -> None:
    typed = 'dijo <b>sí</b> <img src="file:///a.png">'
    model = RowTableModel([Column("said", "Qué se dijo", lambda _row: "", tooltip=lambda _row: typed)])
    model.set_rows(PEOPLE)
    shown = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;sí&lt;/b&gt; &lt;img" in shown
