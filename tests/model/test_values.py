"""What a person may write into each kind of field, and how it is kept and shown."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from concerta_desktop.clock import LIMA
from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Attendance, Intervention, InterventionDay, Person
from concerta_desktop.model.choices import Choice, InterventionType, Sex
from concerta_desktop.model.fields import Field, FieldSpec, Kind, Record, spec
from concerta_desktop.model.values import decode, encode, fields_of, label_of


class Letter(Choice):
    A = "a", "Á de árbol"
    B = "b", "Be"


CHOICES = FieldSpec("letters", Field("Letras"), Kind.CHOICES, Letter)
MOMENT = datetime(2026, 8, 12, 8, 41, 3, tzinfo=LIMA)


@pytest.mark.parametrize(
    ("field", "value", "raw"),
    [
        (spec(Person, "surnames"), "  Ñahui  Quispe ", "Ñahui Quispe"),
        (spec(Intervention, "notes"), "uno\r\n dos ", "uno\n dos"),
        (spec(Intervention, "goal_people"), 0, 0),
        (spec(Intervention, "encounter"), False, False),
        (spec(Attendance, "day"), date(2026, 8, 12), "2026-08-12"),
        (spec(InterventionDay, "start"), time(8, 5), "08:05"),
        (spec(Attendance, "arrived_at"), MOMENT, "2026-08-12T08:41:03-05:00"),
        (spec(Person, "sex"), Sex.MAN, "h"),
        (spec(Person, "sex"), "h", "h"),
        (spec(Intervention, "territories"), ("0504", " 0501 ", ""), ["0504", "0501"]),
        (CHOICES, (Letter.B, "a", "b"), ["b", "a"]),
    ],
)
def test_values_are_kept_in_one_form_and_read_back(field: FieldSpec, value: Any, raw: Any) -> None:
    assert encode(field, value) == raw
    assert type(encode(field, value)) is type(raw)
    assert encode(field, decode(field, raw)) == raw


@pytest.mark.parametrize("blank", [None, "", " \t", (), []])
def test_nothing_is_no_value(blank: object) -> None:
    field = spec(Intervention, "territories" if isinstance(blank, (tuple, list)) else "venue")
    assert encode(field, blank) is None
    assert encode(spec(Intervention, "territories"), ("", " ")) is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (spec(Person, "surnames"), 3, "debe ser texto"),
        (spec(Person, "surnames"), "x" * 81, "hasta 80 caracteres y tiene 81"),
        (spec(Intervention, "goal_people"), "40", "número entero"),
        (spec(Intervention, "goal_people"), True, "número entero"),
        (spec(Intervention, "goal_people"), 4.0, "número entero"),
        (spec(Intervention, "goal_people"), -1, "entre 0 y 5000"),
        (spec(Intervention, "goal_people"), 2**60, "entre 0 y 5000"),
        (spec(Intervention, "encounter"), 1, "sí o no"),
        (spec(Attendance, "day"), "2026-08-12", "una fecha"),
        (spec(Attendance, "day"), MOMENT, "una fecha"),
        (spec(Attendance, "day"), date(206, 8, 12), "206 no es posible"),
        (spec(InterventionDay, "start"), "8:30", "una hora"),
        (spec(Attendance, "arrived_at"), MOMENT.replace(tzinfo=None), "fecha con hora"),
        (spec(Person, "sex"), "x", "una de: Mujer, Hombre"),
        (spec(Person, "sex"), ["m"], "una de: Mujer, Hombre"),
        (spec(Intervention, "territories"), "0504", "una lista"),
        (CHOICES, ("a", "z"), "una de: Á de árbol, Be"),
        (spec(Person, "surnames"), "  ", "Falta «Apellidos»"),
    ],
)
def test_what_a_field_cannot_take_is_refused_by_its_name(field: FieldSpec, value: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said) as refused:
        encode(field, value)
    assert refused.value.field == field.name


def test_a_moment_of_another_zone_is_kept_in_lima_time() -> None:
    paris = MOMENT.astimezone(timezone(timedelta(hours=2)))
    assert encode(spec(Attendance, "arrived_at"), paris) == "2026-08-12T08:41:03-05:00"


def test_a_choice_of_a_newer_version_stays_as_its_code() -> None:
    assert decode(spec(Person, "sex"), "x") == "x"
    assert decode(CHOICES, ["a", "z"]) == (Letter.A, "z")
    assert label_of(spec(Person, "sex"), "x") == "x"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "sin dato"),
        ((), "sin dato"),
        (False, "no"),
        (True, "sí"),
        (0, "0"),
        (MOMENT, "12/08/2026 08:41"),
        (date(2026, 8, 12), "12/08/2026"),
        (time(8, 5), "08:05"),
        (Sex.WOMAN, "Mujer"),
        ((InterventionType.MOOC, "z"), "Capacitación MOOC, z"),
    ],
)
def test_unknown_is_sin_dato_and_never_no(value: object, shown: str) -> None:
    assert label_of(spec(Intervention, "encounter"), value) == shown


def test_the_values_of_a_record_are_its_declared_fields() -> None:
    person: Record = Person(id="p1", surnames="Óré", sex=Sex.WOMAN)
    assert fields_of(person)["sex"] is Sex.WOMAN
    assert "id" not in fields_of(person)
