"""How a screen of headquarters stands: its head, then one thing under another."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


def lay_out(screen: QWidget, head: QWidget, *parts: QWidget) -> None:
    """Put `head` on top and `parts` under it; the last takes the room there is."""
    column = QVBoxLayout(screen)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    around = QVBoxLayout()
    around.setContentsMargins(24, 0, 24, 20)
    around.setSpacing(8)
    for part in parts:
        around.addWidget(part, 1 if part is parts[-1] else 0)
    column.addLayout(around, 1)
