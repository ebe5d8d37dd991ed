"""Somebody who is not in the directory: one line, opened in place, the name focused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concerta_desktop.model.choices import DocumentType, MandateKind, Sex
from concerta_desktop.rules.names import split_name
from concerta_desktop.services.attendance import Walk
from ui.interventions.attendance.sensitive import SensitiveRow
from ui.theme import paint_icon
from ui.widgets.badge import KeyChip
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceField
from ui.widgets.completer import Completer, Suggestion
from ui.widgets.inputs import TextField
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.notice import InlineNotice
from ui.widgets.segmented import Choice, Segmented

MANDATES = tuple(Choice(kind.value, kind.label) for kind in MandateKind)
SEXES = (Choice(Sex.WOMAN.value, "M"), Choice(Sex.MAN.value, "H"))
_FIELDS = {
    "surnames": "name",
    "names": "name",
    "name": "entity",
    "short_name": "entity",
    "position": "position",
    "language": "language",
}


@dataclass(frozen=True)
class HalfTyped:
    """What stands on the line: kept as a draft until it is saved or discarded."""

    kind: str
    number: str
    name: str = ""
    sex: str = ""
    entity: str = ""
    position: str = ""
    mandate: str = ""

    def is_worth_keeping(self) -> bool:
        return bool(self.name or self.entity or self.position)


class WalkInCard(Card):
    """The one-line entry. It asks; the step saves.

    Signals: `submitted()`, `discarded()`, `edited()`, `entity_typed(str)`, `position_asked(str)` (entity id,
    "" for none) and `same_person_chosen()`, when the person warned about is the one at the door.
    """

    submitted = Signal()
    discarded = Signal()
    edited = Signal()
    entity_typed = Signal(str)
    position_asked = Signal(str)
    same_person_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(emphasis=True, parent=parent)
        self.kind: DocumentType | None = DocumentType.DNI
        self.number = ""
        self._entity_id = ""
        self._stepped = False  # M or H was typed, and that alone moved on to the entity
        self._title = Label("", "strong", tabular=True)
        self._note = ElidedLabel("Complete la fila; queda presente al guardar.", "body", tone="secondary")
        self.name = TextField("Apellidos y nombres", placeholder="Apellidos, Nombres")
        self.sex = Segmented("Sexo", SEXES)
        self.entity = _IconField("Entidad", "search")
        self.position = _IconField("Cargo", "chevron-down")
        self.mandate = ChoiceField("Condición", MANDATES)
        self.save = Button("Guardar", kind="primary")
        self.sensitive = SensitiveRow()
        self.warning = InlineNotice("warning")
        self.entities = Completer(self.entity)
        self.positions = Completer(self.position)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        for keys, does in (("Tab", "siguiente"), ("Enter", "guardar"), ("Esc", "descartar")):
            head.addWidget(KeyChip(keys, does))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.mandate.setFixedWidth(96)
        shares = ((self.name, 22), (self.sex, 0), (self.entity, 20), (self.position, 17), (self.mandate, 0))
        for widget, share in shares:
            row.addWidget(widget, share)
        row.addWidget(self.save)
        self.body.setContentsMargins(17, 10, 14, 10)
        self.body.addLayout(head)
        self.body.addLayout(row)
        self.body.addWidget(self.sensitive)
        self.body.addWidget(self.warning)
        self.sex.setToolTip("M: mujer. H: hombre.")
        self.setAccessibleName("Persona nueva")

    def _connect(self) -> None:
        self.save.clicked.connect(self.submitted)
        self.warning.action_triggered.connect(self.same_person_chosen)
        self.entities.asked.connect(self.entity_typed)
        self.entities.chosen.connect(self._entity_chosen)
        self.positions.asked.connect(lambda _typed: self.position_asked.emit(self._entity_id))
        for field in (self.name, self.entity, self.position):
            field.value_changed.connect(self._edited)
            field.returnPressed.connect(self.submitted)
        for field in (self.sex, self.mandate):
            field.value_changed.connect(self._edited)

    def start(
        self, kind: DocumentType | None, number: str, said: str, *, name: str = "", focus: bool = True
    ) -> None:
        """Open for this document; `said` is how it is named, `name` what was typed in the place of one."""
        self.fill(HalfTyped(kind.value if kind else "", number, name), said)
        if focus:
            self.name.setFocus()

    def fill(self, half: HalfTyped, said: str) -> None:
        """Show what was typed before."""
        self.kind = DocumentType(half.kind) if half.kind else None
        self.number = half.number
        self._title.setText(f"{said} no está en el directorio." if half.number else "Persona sin documento.")
        self.name.set_value(half.name)
        self.sex.set_value(half.sex)
        self.entity.set_value(half.entity)
        self.position.set_value(half.position)
        self.mandate.set_value(half.mandate or MandateKind.TITULAR.value)
        self._entity_id = ""
        self.sensitive.wipe()
        self.warn("")
        self.show()

    def half_typed(self) -> HalfTyped:
        return HalfTyped(
            kind=self.kind.value if self.kind else "",
            number=self.number,
            name=self.name.value(),
            sex=self.sex.value(),
            entity=self.entity.value(),
            position=self.position.value(),
            mandate=self.mandate.value() or "",
        )

    def walk(self) -> Walk:
        """What was typed, as the service takes it."""
        name = split_name(self.name.value())
        return Walk(
            document_type=self.kind if self.number else None,
            document_number=self.number or None,
            surnames=name.surnames,
            names=name.names or None,
            sex=self.sex.value() or None,
            entity_name=self.entity.value() or None,
            position=self.position.value() or None,
            mandate=self.mandate.value(),
        )

    def extra(self) -> Mapping[str, object]:
        """Answers to the sensitive questions, empty unless they are asked and authorised."""
        return self.sensitive.values() if self.sensitive.isVisibleTo(self) else {}

    def warn(self, text: str, action: str = "") -> None:
        """Say a doubt under the line, with something to do about it; "" takes it away."""
        self.warning.set_notice("warning", text, action)

    def show_problem(self, field: str, text: str) -> None:
        """A value refused: said under the line, its field marked and focused; what was typed stays."""
        widget = getattr(self, _FIELDS.get(field, "name"), self.name)
        widget.set_problem(text)
        self.warning.set_notice("error", text)
        widget.setFocus()

    def offer_entities(self, typed: str, entities: Sequence[Suggestion]) -> None:
        if self.entity.value() == typed:
            self.entities.suggest(entities)

    def offer_positions(self, positions: Sequence[str]) -> None:
        """Cargos seen in the entity, those that begin as typed first."""
        typed = self.position.value().casefold()
        fitting = [one for one in positions if typed in one.casefold() and one.casefold() != typed]
        self.positions.suggest([Suggestion(one, one) for one in fitting])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.discarded.emit()
        elif letter in ("M", "H") and self.sex.isAncestorOf(self.focusWidget() or self):
            self.sex.set_value(letter.lower())
            self._edited()
            self.entity.setFocus()
            self._stepped = True
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab typed out of habit after M or H does not skip the entity: it is there already."""
        stepped, self._stepped = self._stepped, False
        if forward and stepped and self.entity.hasFocus():
            return True
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            paint_icon(
                painter, "user-plus", "accent_text", 17, round(self._title.geometry().center().y() - 8), 16
            )

    def _entity_chosen(self, suggestion: Suggestion) -> None:
        self._entity_id = suggestion.id
        self._edited()
        self.position.setFocus()

    def _edited(self, *_: object) -> None:
        self._stepped = False
        if self.warning.text():
            self.warn("")
        self.edited.emit()


class _IconField(TextField):
    """A line with an icon at its right that says that it completes itself."""

    def __init__(self, name: str, icon: str) -> None:
        super().__init__(name, placeholder=name)
        self._icon = icon
        self.setTextMargins(0, 0, 22, 0)
        self.setMinimumWidth(100)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            paint_icon(painter, self._icon, "secondary", area.right() - 27, round(area.center().y() - 8), 16)
