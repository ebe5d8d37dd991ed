"""The sensitive questions, off unless an intervention asks them: consent first, then the answers [2.9]."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.model import Attendance
from concerta_desktop.model.choices import Disability, Ethnicity
from ui.widgets.checks import CheckBox
from ui.widgets.choice import ChoiceField
from ui.widgets.inputs import TextField
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice

_NOTICE = "Voluntario (Ley N.° 29733). Sin autorización no se guarda ninguna de estas respuestas."


class SensitiveRow(QWidget):
    """A tick of consent and three answers that stay disabled without it. `values()` is a patch.

    `stacked`: the tick above the answers, where there is no room for all on one line.
    """

    def __init__(self, *, stacked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.consent = CheckBox("Autoriza el tratamiento de sus datos sensibles")
        self.ethnicity = ChoiceField(
            "Autoidentificación étnica", _choices(Ethnicity), placeholder="Autoidentificación étnica"
        )
        self.language = TextField("Lengua materna", placeholder="Lengua materna")
        self.disability = ChoiceField("Discapacidad", _choices(Disability), placeholder="Discapacidad")
        self.ethnicity.setMinimumWidth(160)
        row = QHBoxLayout()
        row.setSpacing(8)
        if not stacked:
            row.addWidget(self.consent)
        for answer in (self.ethnicity, self.language, self.disability):
            row.addWidget(answer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 if stacked else 2)
        if stacked:
            column.addWidget(self.consent)
        column.addLayout(row)
        column.addWidget(Label(_NOTICE, "secondary", tone="secondary", wrap=True))
        self.consent.value_changed.connect(self._follow)
        self.wipe()
        self.hide()

    def wipe(self) -> None:
        """Nothing authorised, nothing answered."""
        self.consent.set_value(False)
        self.ethnicity.set_value(None)
        self.language.set_value("")
        self.disability.set_value(None)
        self._follow()

    def show_values(self, signed: Attendance) -> None:
        """Show what is on record."""
        self.consent.set_value(signed.consent)
        self.ethnicity.set_value(signed.ethnicity)
        self.language.set_value(signed.language)
        self.disability.set_value(signed.disability)
        self._follow()

    def values(self) -> dict[str, object]:
        """The patch: with consent the answers, without it only that there is none."""
        if not self.consent.value():
            return {"consent": False}
        return {
            "consent": True,
            "ethnicity": self.ethnicity.value(),
            "language": self.language.value() or None,
            "disability": self.disability.value(),
        }

    def _follow(self, *_: object) -> None:
        for answer in (self.ethnicity, self.language, self.disability):
            answer.setEnabled(self.consent.value())


def _choices(kind: type[Ethnicity | Disability]) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, one.label) for one in kind)
