"""Ajustes, the attendance sheet: the privacy notice at its foot and the rows left for those unexpected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.documents.attendance_sheet import PRIVACY_NOTICE as USUAL_NOTICE
from concerta_desktop.documents.attendance_sheet import SheetOptions
from concerta_desktop.errors import ValidationError
from concerta_desktop.queries.interventions import preference
from concerta_desktop.services.documents import PRIVACY_NOTICE, SHEET_BLANK_ROWS
from concerta_desktop.services.interventions import set_preference
from concerta_desktop.store.tx import ReadTx
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.inputs import TextArea
from ui.widgets.labeled import LabeledField
from ui.widgets.typed_fields import IntField

_USUAL_ROWS, _MOST_ROWS, _LONGEST = SheetOptions().blank_rows, 200, 900
_NOTICE_HELP = "Sale al pie de cada hoja, en letra pequeña."
_ROWS_HELP = "Para quienes llegan sin estar en la lista."


class SheetCard(Card):
    """Each value is saved as it is left; the usual notice can always be brought back."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Hoja de asistencia", parent=parent)
        self._tasks = tasks
        self._kept = USUAL_NOTICE
        self.notice, self.rows = (
            TextArea("Aviso de privacidad", lines=6, limit=_LONGEST),
            IntField("Filas en blanco", low=0, high=_MOST_ROWS),
        )
        self._usual = Button("Volver al aviso usual", kind="link", icon="rotate-ccw", small=True)
        self._build()
        self.notice.installEventFilter(self)
        self.rows.value_changed.connect(self._save_rows)
        self._usual.clicked.connect(lambda: self._write(PRIVACY_NOTICE, None, "Volver al aviso usual"))

    def _build(self) -> None:
        self._notice_box = LabeledField("Aviso de privacidad", self.notice, help=_NOTICE_HELP)
        self._rows_box = LabeledField("Filas en blanco", self.rows, help=_ROWS_HELP)
        self.rows.setMaximumWidth(96)
        self._rows_box.setMinimumWidth(260)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._rows_box)
        line.addStretch(1)
        line.addWidget(self._usual)
        self.body.addWidget(self._notice_box)
        self.body.addLayout(line)

    def reload(self) -> None:
        """Read both; what is being typed stays."""

        def read(tx: ReadTx) -> tuple[str | None, str | None]:
            return preference(tx, PRIVACY_NOTICE), preference(tx, SHEET_BLANK_ROWS)

        self._tasks.read(read, self._show, owner=self, key="sheet")

    def save_notice(self) -> None:
        """What is typed becomes the notice of every sheet printed from now on."""
        typed = self.notice.value()
        if typed != self._kept and not self.notice.problem():
            self._write(PRIVACY_NOTICE, typed or None, "Cambiar el aviso de privacidad")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.save_notice()
        return False

    def _show(self, found: tuple[str | None, str | None]) -> None:
        notice, rows = found
        self._usual.setVisible(bool(notice))
        untouched = self.notice.value() in (self._kept, "")
        self._kept = notice or USUAL_NOTICE
        if untouched or not self.notice.hasFocus():
            self.notice.set_value(self._kept)
        if not self.rows.hasFocus():
            self.rows.set_value(int(rows) if rows and rows.isdecimal() else _USUAL_ROWS)

    def _save_rows(self, rows: int | None) -> None:
        text = None if rows is None else str(rows)
        self._write(SHEET_BLANK_ROWS, text, "Cambiar las filas en blanco")

    def _write(self, name: str, text: str | None, label: str) -> None:
        self._tasks.write(
            lambda tx: set_preference(tx, name, text), owner=self, label=label, failed=self._refused
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ValidationError):
            self._notice_box.set_error(str(error))
        else:
            self._tasks.failed.emit(error)
