"""The form generated from a record's declared fields. It knows no record by name.

    form = Form(Person, [("surnames", "names"), ("document_type", "document_number")], today=today)
    form.show_values(fields_of(person))
    form.edited.connect(self._save_field)        # (name, value), when the person leaves a changed field
    form.show_problem(error)                     # a ValidationError goes to its field; what was typed stays

A field that somebody is typing in is never overwritten by a reload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.fields import FieldSpec, Kind, Record, spec, specs
from ui.widgets.catalogue_fields import CatalogueField, CataloguePicker
from ui.widgets.checks import CheckBox
from ui.widgets.choice import ChoiceField
from ui.widgets.choices_field import ChoicesField
from ui.widgets.inputs import LinesArea, TextArea, TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.segmented import Choice
from ui.widgets.typed_fields import DateField, IntField, TimeField

Today = Callable[[], date]


class Form(QWidget):
    """Editors in rows; `rows` names the fields side by side. Signal: `edited(name, value)`.

    `editors` replaces the editor of a field (a reference needs somebody who looks it up): any widget of the
    kit with `value()`, `set_value()` and `value_changed`. `stretch` gives a field more of its row.
    """

    edited = Signal(str, object)

    def __init__(
        self,
        record: type[Record],
        rows: Sequence[Sequence[str]],
        *,
        today: Today,
        editors: Mapping[str, QWidget] = {},
        stretch: Mapping[str, int] = {},
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._specs = {name: spec(record, name) for row in rows for name in row}
        self._boxes: dict[str, LabeledField] = {}
        self._typed: set[str] = set()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(12)
            for name in row:
                editor = editors.get(name) or make_editor(self._specs[name], today)
                line.addWidget(self._add(name, editor), stretch.get(name, 1))
            column.addLayout(line)

    def names(self) -> tuple[str, ...]:
        """Names of the fields it holds."""
        return tuple(self._boxes)

    def box(self, name: str) -> LabeledField:
        """The labelled field of a name."""
        return self._boxes[name]

    def editor(self, name: str) -> QWidget:
        """The editor of a name."""
        return self._boxes[name].field

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show a record; fields half typed or refused keep what was typed."""
        for name, box in self._boxes.items():
            busy = name in self._typed or box.error()
            if name in values and not busy and _value(box.field) != _shown(values[name]):
                box.field.set_value(values[name])  # type: ignore[attr-defined]

    def clear_typed(self) -> None:
        """Forget what was typed and not saved: another record is about to be shown."""
        self._typed.clear()
        for box in self._boxes.values():
            box.set_error("")

    def values(self) -> dict[str, object]:
        """What stands in every field, as Python values; None = sin dato."""
        return {name: self._read(name) for name in self._boxes}

    def commit(self) -> None:
        """Tell of every field that was typed in and not told yet, as when the page is left."""
        for name in [name for name in self._boxes if name in self._typed]:
            commit = getattr(self._boxes[name].field, "commit", None)
            if commit is not None:
                commit()
            else:
                self._leave(name)

    def saved(self, name: str) -> None:
        """The value told last was accepted."""
        self._boxes[name].set_error("")

    def show_problem(self, error: ValidationError) -> bool:
        """Put a refusal at its field, with what was typed kept; False when the field is not here."""
        box = self._boxes.get(error.field)
        if box is None:
            return False
        self._typed.add(error.field)
        box.set_error(" ".join(part for part in (error.what, error.todo) if part))
        return True

    def problem(self) -> str:
        """Name of the first field with something wrong, "" when there is none."""
        return next((name for name, box in self._boxes.items() if box.error()), "")

    def focus_field(self, name: str) -> bool:
        """Go to a field; False when it is not here or not shown."""
        box = self._boxes.get(name)
        if box is None or box.isHidden():
            return False
        box.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_fields(self, names: Iterable[str]) -> None:
        """Show only the fields that apply; the others keep their value."""
        wanted = set(names)
        for name, box in self._boxes.items():
            box.setVisible(name in wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
            name = watched.property("form_field")
            if name in self._typed and event.reason() not in passing:
                self._leave(name)
        return False

    def _add(self, name: str, editor: QWidget) -> LabeledField:
        facts = self._specs[name]
        label = facts.label + (f" ({facts.facts.unit})" if facts.facts.unit else "")
        box = LabeledField(label, editor, help=facts.facts.help, required=facts.facts.required, parent=self)
        if isinstance(editor, CheckBox):
            box.label.hide()
        self._boxes[name] = box
        if isinstance(editor, TextArea) or type(editor) is TextField:
            editor.setProperty("form_field", name)
            editor.installEventFilter(self)
            editor.value_changed.connect(lambda _value: self._typed.add(name))
            return box
        editor.value_changed.connect(lambda _value: self._leave(name))  # type: ignore[attr-defined]
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda _text: self._typed.add(name))
            editor.editingFinished.connect(lambda: self._settle(name))
        return box

    def _settle(self, name: str) -> None:
        """Leaving a field that reads what is typed by itself: half-typed no longer, unless it is wrong."""
        if not self._boxes[name].error():
            self._typed.discard(name)

    def _leave(self, name: str) -> None:
        self._typed.discard(name)
        self.edited.emit(name, self._read(name))

    def _read(self, name: str) -> object:
        value = _value(self._boxes[name].field)
        choices = self._specs[name].choices
        if choices is not None and isinstance(value, str):
            return choices(value)  # type: ignore[call-arg]
        if choices is not None and isinstance(value, tuple):
            return tuple(choices(code) for code in value)  # type: ignore[call-arg]
        return value


def with_the_rest(
    record: type[Record], rows: Sequence[Sequence[str]], *, elsewhere: Iterable[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """`rows`, and under them each declared field that nobody placed: a new field shows by itself.

    `elsewhere` names those asked in another place or filled in by the program. Moments are stamps of the
    program and are never asked. Raises KeyError when a name is not declared.
    """
    placed = {spec(record, name).name for name in (*elsewhere, *(name for row in rows for name in row))}
    rest = (field for field in specs(record) if field.name not in placed and field.kind is not Kind.MOMENT)
    return (*(tuple(row) for row in rows), *((field.name,) for field in rest))


def make_editor(field: FieldSpec, today: Today) -> QWidget:
    """The editor of a declared field, by its kind.

    Raises LookupError for what no kind of editor can ask, such as a reference, which somebody must look up.
    """
    name, facts = field.label, field.facts
    if facts.refers_to or field.kind is Kind.MOMENT:
        raise LookupError(f"«{field.name}» needs an editor of its own: hand it to the form")
    if facts.catalogue:
        several = field.kind is Kind.TEXTS
        hint = "Escriba un nombre y elija"
        make = CataloguePicker if several else CatalogueField
        return make(name, facts.catalogue, placeholder=hint)
    match field.kind:
        case Kind.INTEGER:
            return IntField(name, low=facts.minimum, high=facts.maximum)
        case Kind.BOOLEAN:
            return CheckBox(name)
        case Kind.DATE:
            return DateField(name, today=today)
        case Kind.TIME:
            return TimeField(name)
        case Kind.CHOICE | Kind.CHOICES:
            choices = [Choice(member.value, member.label) for member in field.choices or ()]
            several = field.kind is Kind.CHOICES
            return ChoicesField(name, choices) if several else _one_of(field, choices)
        case Kind.TEXTS:
            return LinesArea(name, placeholder="Uno por línea")
        case _ if facts.long:
            return TextArea(name, lines=2, max_lines=8, limit=facts.max_length)
        case _:
            return TextField(name)


def _one_of(field: FieldSpec, choices: Sequence[Choice]) -> ChoiceField:
    return ChoiceField(field.label, choices, optional=not field.facts.required)


def _value(editor: QWidget) -> object:
    """What stands in an editor; empty text and empty lists are "sin dato"."""
    return _shown(editor.value())  # type: ignore[attr-defined]


def _shown(value: object) -> object:
    return None if value == "" or value == () else value
