"""What people wrote, question by question, as typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.card import ScrollColumn
from ui.widgets.labels import Label, Separator


class CommentsDialog(QDialog):
    """Usage: `CommentsDialog([("¿Qué mejoraría?", ["…"])], parent).open()`. The text can be copied."""

    def __init__(self, comments: Sequence[tuple[str, Sequence[str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Comentarios")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(560, 420)
        scroll = ScrollColumn(spacing=8, parent=self)
        for question, texts in comments:
            scroll.body.addWidget(Label(question, "card", wrap=True))
            for text in texts:
                line = Label(text, "body", wrap=True)
                line.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse
                    | Qt.TextInteractionFlag.TextSelectableByKeyboard
                )
                scroll.body.addWidget(line)
                scroll.body.addWidget(Separator())
        scroll.body.addStretch(1)
        close = Button("Cerrar", keys="Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 10)
        note = "En orden alfabético: no dicen de qué formulario vienen."
        foot.addWidget(Label(note, "secondary", tone="secondary"))
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(Separator())
        column.addLayout(foot)
