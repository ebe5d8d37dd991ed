"""The options of the attendance sheet and of the filled register, beside their preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.clock import Now
from concerta_desktop.documents.attendance_sheet import SheetOptions, compose_sheet
from concerta_desktop.documents.register import compose_register
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.model import InterventionDay
from concerta_desktop.paths import safe_name
from concerta_desktop.rules.spanish_dates import weekday_short
from concerta_desktop.services.documents import (
    mark_sheet_printed,
    notice_document,
    register_data,
    sheet_data,
    sheet_options,
)
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.tasks import Tasks
from ui.widgets.checks import CheckBox
from ui.widgets.labeled import LabeledField
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.typed_fields import IntField

_FORMATS: dict[str, Sequence[Format]] = {
    "sheet": ("pdf", "xlsx"),
    "register": ("pdf", "xlsx", "docx"),
    "notice": ("pdf", "docx"),
}
_FILES = {
    "sheet": "Hoja de asistencia",
    "register": "Registro de asistencia",
    "notice": "Aviso de privacidad",
}
NOTICE_HELP = (
    "El aviso completo, para tenerlo a la vista en la mesa de registro. Plazo, banco de datos, destinatarios "
    "y dónde ejercer los derechos se escriben en Ajustes; lo que falte sale como una línea para llenar."
)


class AttendanceOptions(PreviewOptions):
    """The sheet to sign before, the register filled after, or the privacy notice for the desk."""

    def __init__(
        self, tasks: Tasks, intervention: str, title: str, days: Sequence[InterventionDay], *, register: bool
    ) -> None:
        super().__init__()
        self._tasks, self._intervention, self._title = tasks, intervention, title
        self.document = Segmented(
            "Documento",
            [Choice("sheet", "Hoja"), Choice("register", "Registro"), Choice("notice", "Aviso")],
        )
        self.document.set_value("register" if register else "sheet")
        self.days = {
            number: CheckBox(f"Día {number} · {weekday_short(day.day)}")
            for number, day in enumerate((day for day in days if day.day), start=1)
            if day.day
        }
        self.expected = CheckBox("Imprimir a las personas esperadas")
        self.blank = IntField("Filas en blanco", low=0, high=500)
        self.extra = IntField("Hojas adicionales", low=0, high=50)
        self.order = Segmented("Orden", [Choice("name", "Por nombre"), Choice("entity", "Por entidad")])
        self.full = CheckBox("Números de documento completos")
        self._build()
        self._connect()

    def _build(self) -> None:
        for box in (*self.days.values(), self.expected):
            box.set_value(True)
        self.blank.set_value(20)
        self.extra.set_value(0)
        self.order.set_value("name")
        self._sheet, self._register, self._notice = QWidget(), QWidget(), QWidget()
        sheet, register = QVBoxLayout(self._sheet), QVBoxLayout(self._register)
        notice = QVBoxLayout(self._notice)
        for column in (sheet, register, notice):
            column.setContentsMargins(0, 8, 0, 0)
            column.setSpacing(8)
        if len(self.days) > 1:
            for box in self.days.values():
                sheet.addWidget(box)
        sheet.addWidget(self.expected)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        numbers.addWidget(LabeledField("Filas en blanco", self.blank))
        numbers.addWidget(LabeledField("Hojas adicionales", self.extra))
        sheet.addLayout(numbers)
        sheet.addWidget(LabeledField("Orden de la lista", self.order))
        register.addWidget(self.full)
        note = "Sin marcar, los números salen en parte: el registro circula (Ley N.° 29733)."
        register.addWidget(Label(note, "secondary", tone="secondary", wrap=True))
        notice.addWidget(Label(NOTICE_HELP, "secondary", tone="secondary", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.document, self._sheet, self._register, self._notice):
            column.addWidget(widget)
        self._follow()

    def _connect(self) -> None:
        fields = (
            self.document,
            *self.days.values(),
            self.expected,
            self.blank,
            self.extra,
            self.order,
            self.full,
        )
        for field in fields:
            field.value_changed.connect(self._follow)

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        if self.document.value() == "register":
            return partial(_register, self._intervention, self._tasks.store.now, self.full.value())
        if self.document.value() == "notice":
            return partial(_notice, self._intervention, self._tasks.store.now)
        chosen = SheetOptions(
            blank_rows=self.blank.value() or 0,
            extra_sheets=self.extra.value() or 0,
            days=tuple(number for number, box in self.days.items() if box.value()),
            order="entity" if self.order.value() == "entity" else "name",
        )
        return partial(_sheet, self._intervention, self._tasks.store.now, chosen, self.expected.value())

    def formats(self) -> Sequence[Format]:
        return _FORMATS[self.document.value()]

    def file_name(self) -> str:
        return safe_name(f"{_FILES[self.document.value()]} {self._title}")

    def delivered(self) -> None:
        if self.document.value() == "sheet":
            intervention = self._intervention
            self._tasks.write(lambda tx: mark_sheet_printed(tx, intervention), owner=self)

    def _follow(self, *_: object) -> None:
        if self.days and not any(box.value() for box in self.days.values()):
            next(iter(self.days.values())).set_value(True)  # a sheet is of some day
        chosen = self.document.value()
        for key, part in (("sheet", self._sheet), ("register", self._register), ("notice", self._notice)):
            part.setVisible(key == chosen)
        self.changed.emit()


def attendance_preview(
    tasks: Tasks,
    intervention: str,
    title: str,
    days: Sequence[InterventionDay],
    parent: QWidget,
    *,
    register: bool = False,
) -> PreviewDialog:
    """The preview of an intervention's sheet, or of its filled register."""
    options = AttendanceOptions(tasks, intervention, title, days, register=register)
    return PreviewDialog(tasks, "Hoja y registro de asistencia", options, parent)


def _sheet(intervention: str, now: Now, chosen: SheetOptions, expected: bool, tx: ReadTx) -> AnyDocument:
    data = sheet_data(tx, intervention, now(), include_expected=expected)
    return compose_sheet(data, replace(chosen, sensitive=sheet_options(tx, intervention).sensitive))


def _notice(intervention: str, now: Now, tx: ReadTx) -> AnyDocument:
    return notice_document(tx, intervention, now())


def _register(intervention: str, now: Now, full: bool, tx: ReadTx) -> AnyDocument:
    return compose_register(register_data(tx, intervention, now()), full_documents=full)
