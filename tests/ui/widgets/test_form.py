"""The generated form: editors by declaration, one field told at a time, what is typed never taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.choices import Modality
from concerta_desktop.model.fields import Field, Meta, Record, spec
from tests.waiting import wait_until
from ui.widgets.checks import CheckBox
from ui.widgets.choice import ChoiceField
from ui.widgets.form import Form, make_editor, with_the_rest
from ui.widgets.inputs import TextArea
from ui.widgets.typed_fields import DateField, IntField


@dataclass(frozen=True, kw_only=True)
class Sample(Record):
    """A record no part of the program knows."""

    META: ClassVar[Meta] = Meta("sample", "Muestra", "Muestras", title=("name",))

    name: Annotated[str | None, Field("Nombre", help="Como en el DNI.", required=True)] = None
    story: Annotated[str | None, Field("Historia", long=True, max_length=50)] = None
    day: Annotated[date | None, Field("Día")] = None
    people: Annotated[int | None, Field("Personas", unit="personas", maximum=500)] = None
    open: Annotated[bool | None, Field("Abierta")] = None
    modality: Annotated[Modality | None, Field("Modalidad")] = None
    places: Annotated[tuple[str, ...] | None, Field("Lugares", catalogue="territory")] = None


ROWS = (("name", "day"), ("story",), ("people", "open", "modality"), ("places",))


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(Sample, ROWS, today=lambda: date(2026, 8, 10))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    wait_until(made.isActiveWindow)
    return made


def test_each_kind_has_its_editor_label_and_help(form: Form) -> None:
    kinds = {
        "story": TextArea,
        "day": DateField,
        "people": IntField,
        "open": CheckBox,
        "modality": ChoiceField,
    }
    assert all(isinstance(form.editor(name), kind) for name, kind in kinds.items())
    assert form.box("people").label.text() == "Personas (personas)"
    assert form.box("name").label.text() == "Nombre (obligatorio)"
    assert form.editor("name").accessibleName() == "Nombre"
    assert form.editor("name").accessibleDescription() == "Como en el DNI."


def test_values_come_back_as_python_values(form: Form) -> None:
    shown = {
        "name": "Ñahui",
        "story": None,
        "day": date(2026, 8, 12),
        "people": 40,
        "open": True,
        "modality": Modality.MIXED,
        "places": ("0504", "R05"),
    }
    form.show_values(shown)
    assert form.values() == shown


def test_a_field_is_told_when_it_is_left_and_only_if_it_changed(form: Form, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    form.edited.connect(lambda name, value: told.append((name, value)))
    form.focus_field("name")
    qtbot.keyClicks(form.editor("name"), "Rosa")
    assert told == []
    qtbot.keyClick(form.editor("name"), Qt.Key.Key_Tab)
    qtbot.keyClicks(form.editor("day"), "120826")
    qtbot.keyClick(form.editor("day"), Qt.Key.Key_Tab)
    qtbot.keyClick(form.editor("story"), Qt.Key.Key_Tab)
    assert told == [("name", "Rosa"), ("day", date(2026, 8, 12))]


def test_a_reload_never_takes_what_is_being_typed(form: Form, qtbot: QtBot) -> None:
    form.show_values({"name": "Antes", "people": 1})
    form.focus_field("name")
    qtbot.keyClicks(form.editor("name"), " y luego")
    form.editor("people").setFocus()
    qtbot.keyClicks(form.editor("people"), "x")
    form.show_values({"name": "De otra parte", "people": 7})
    assert form.editor("people").text() == "1x"  # type: ignore[attr-defined]
    assert form.values()["name"] == "De otra parte"
    form.focus_field("name")
    qtbot.keyClicks(form.editor("name"), "Lo mio")
    form.show_values({"name": "Otra vez de fuera"})
    assert form.values()["name"] == "Lo mio"


def test_a_refusal_goes_to_its_field_and_what_was_typed_stays(form: Form, qtbot: QtBot) -> None:
    form.focus_field("name")
    qtbot.keyClicks(form.editor("name"), "Mal")
    assert form.show_problem(ValidationError("name", "No puede ser.", todo="Cámbielo."))
    form.show_values({"name": "Bien"})
    assert form.values()["name"] == "Mal"
    assert form.box("name").error() == "No puede ser. Cámbielo."
    assert form.problem() == "name"
    assert not form.show_problem(ValidationError("otro", "No es de aquí."))


def test_text_that_is_too_long_is_counted_and_kept(form: Form) -> None:
    form.editor("story").setPlainText("a" * 60)  # type: ignore[attr-defined]
    assert "60 caracteres y el límite es 50" in form.box("story").error()
    assert form.values()["story"] == "a" * 60


def test_leaving_the_page_tells_what_was_half_typed(form: Form, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    form.edited.connect(lambda name, value: told.append((name, value)))
    form.focus_field("name")
    qtbot.keyClicks(form.editor("name"), "Rosa")
    form.commit()
    assert told == [("name", "Rosa")]


@dataclass(frozen=True, kw_only=True)
class Grown(Sample):
    """The same record with three more lines."""

    nicknames: Annotated[tuple[str, ...] | None, Field("Cómo le dicen")] = None
    stamped: Annotated[datetime | None, Field("Sellado el")] = None
    friend: Annotated[str | None, Field("Amiga", refers_to="person")] = None


def test_a_field_nobody_placed_stands_at_the_end() -> None:
    assert with_the_rest(Sample, ROWS) == ROWS
    rest = with_the_rest(Grown, ROWS[1:], elsewhere=("name", "day", "friend"))
    assert rest == (*ROWS[1:], ("nicknames",))
    with pytest.raises(KeyError):
        with_the_rest(Grown, ROWS, elsewhere=("no such field",))


def test_a_reference_is_not_asked_by_its_id() -> None:
    with pytest.raises(LookupError, match="friend"):
        make_editor(spec(Grown, "friend"), lambda: date(2026, 8, 10))


def test_a_list_is_written_one_a_line(qtbot: QtBot) -> None:
    made = Form(Grown, [("nicknames",)], today=lambda: date(2026, 8, 10))
    qtbot.addWidget(made)
    told: list[tuple[str, object]] = []
    made.edited.connect(lambda name, value: told.append((name, value)))
    made.show_values({"nicknames": ("La profe", "Ñusta")})
    assert made.values() == {"nicknames": ("La profe", "Ñusta")}
    made.editor("nicknames").setPlainText(" La profe \n\nRosita, la del río\n")  # type: ignore[attr-defined]
    made.commit()
    assert told == [("nicknames", ("La profe", "Rosita, la del río"))]
    made.show_values({"nicknames": None})
    assert made.values() == {"nicknames": None}
