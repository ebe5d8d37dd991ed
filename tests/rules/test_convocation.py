"""The formal side of convoking: dates that can be, the link's two days, addresses, Cuadro 2."""

from __future__ import annotations

from datetime import date

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model.choices import EntityKind, InterventionType, Reply
from concerta_desktop.model.convocation import Convocation
from concerta_desktop.rules.addresses import address_problem, is_address
from concerta_desktop.rules.convocation import (
    MessageKind,
    check_convocation,
    link_status,
    wanted,
    with_article,
)
from concerta_desktop.rules.public import sought

BLANK = Convocation(id="c", intervention="i")
TODAY, DUE = date(2026, 8, 11), date(2026, 8, 10)


@pytest.mark.req("35")
@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Convocation(id="c", oficio_sent=date(2026, 8, 12)), "oficio_sent"),
        (Convocation(id="c", link_sent=date(2026, 8, 12)), "link_sent"),
        (
            Convocation(id="c", oficio_sent=date(2026, 8, 3), oficio_received=date(2026, 8, 2)),
            "oficio_received",
        ),
    ],
)
def test_dates_that_cannot_be_are_said_at_their_field(record: Convocation, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_convocation(record, TODAY)
    assert refused.value.field == field


@pytest.mark.req("39")
@pytest.mark.parametrize(
    ("record", "due", "today", "said", "tone"),
    [
        (BLANK, None, TODAY, "Se envía dos días antes; falta la fecha de la intervención.", "secondary"),
        (BLANK, DUE, date(2026, 8, 8), "Envíelo hasta el 10/08/2026 (dos días antes): en 2 días.", "info"),
        (BLANK, DUE, DUE, "Envíelo hoy (dos días antes).", "warning"),
        (BLANK, DUE, TODAY, "Debió enviarse el 10/08/2026 (dos días antes): vencido, 1 día.", "error"),
        (
            Convocation(id="c", link_sent=DUE),
            DUE,
            TODAY,
            "Enviado el 10/08/2026. Falta la constancia.",
            "warning",
        ),
        (
            Convocation(id="c", link_sent=DUE, link_evidence="correo.pdf"),
            DUE,
            TODAY,
            "Enviado el 10/08/2026, con constancia.",
            "ok",
        ),
        (
            Convocation(id="c", link_sent=TODAY, link_evidence="correo.pdf"),
            DUE,
            TODAY,
            "Enviado el 11/08/2026, 1 día después del plazo, con constancia.",
            "warning",
        ),
    ],
)
def test_the_link_against_its_two_days(
    record: Convocation, due: date | None, today: date, said: str, tone: str
) -> None:
    found = link_status(record, "https://ejemplo.pe/x", due, today, business=False)
    assert (found.text, found.tone) == (said, tone)


@pytest.mark.req("39")
def test_a_sending_without_its_link_is_not_in_order() -> None:
    sent = Convocation(id="c", link_sent=DUE, link_evidence="correo.pdf")
    status = link_status(sent, None, DUE, TODAY, business=False)
    assert (status.text, status.tone) == (
        "Enviado el 10/08/2026, pero falta anotar qué enlace.",
        "warning",
    )


@pytest.mark.req("39")
def test_business_days_are_said_when_the_office_counts_so() -> None:
    assert "dos días hábiles antes" in link_status(BLANK, None, DUE, TODAY, business=True).text


@pytest.mark.parametrize(
    "text", ["ana@ejemplo.pe", "a.b+c_d@sub.ejemplo.gob.pe", "o'brien@ejemplo.pe", "A%1@x-y.pe"]
)
def test_an_address(text: str) -> None:
    assert is_address(text)
    assert address_problem(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "ana",
        "ana@",
        "@ejemplo.pe",
        "ana@ejemplo",
        "ana ejemplo@ejemplo.pe",
        "ana@ejemplo.pe, eva@ejemplo.pe",
        "ana@@ejemplo.pe",
        "ana@ejemplo..pe",
        "ñ@ejemplo.pe",
        ".ana@ejemplo.pe",
        "ana@ejemplo.pe\nBcc: otra@ejemplo.pe",
        "<ana@ejemplo.pe>",
    ],
)
def test_what_is_no_address_is_said_as_it_was_typed(text: str) -> None:
    assert not is_address(text)
    assert address_problem(text) == f"no es un correo: «{text}»"


def test_nobody_without_an_address_is_taken_for_somebody_with_one() -> None:
    assert address_problem(None) == address_problem("") == "sin correo"


@pytest.mark.req("37")
def test_whom_each_message_is_for() -> None:
    replies = (Reply.CONFIRMED, Reply.DECLINED, None)
    assert [wanted(MessageKind.INVITATION, reply) for reply in replies] == [True, False, True]
    assert [wanted(MessageKind.LINK, reply) for reply in replies] == [True, False, True]
    assert [wanted(MessageKind.REMINDER, reply) for reply in replies] == [False, False, True]


@pytest.mark.req("13", "33")
def test_cuadro_2_of_the_strengthening_recognises_five_participants() -> None:
    labels = [one.label for one in sought(InterventionType.STRENGTHENING)]
    assert [label.split()[0] for label in labels] == [
        "Gerencia",
        "Gerencia",
        "Gerencia",
        "Dirección",
        "Dirección",
    ]
    assert [one.label for one in sought(InterventionType.CREATION)] == [
        "Gerencia de Desarrollo Social, o equivalente"
    ]
    assert sought(InterventionType.ACCOMPANIMENT) == ()


@pytest.mark.req("33")
@pytest.mark.parametrize(
    ("position", "entity", "kind", "place"),
    [
        ("Gerenta de Desarrollo Social", "MP de Huanta", EntityKind.PROVINCIAL_MUNICIPALITY, 0),
        ("Subgerente de Planeamiento y Presupuesto", "MD de Sivia", EntityKind.DISTRICT_MUNICIPALITY, 1),
        ("Jefa de Recursos Humanos", "MP de Huanta", EntityKind.PROVINCIAL_MUNICIPALITY, 2),
        ("Obstetra", "Red de Salud Huanta", EntityKind.REGIONAL_GOVERNMENT, 3),
        ("Director", "UGEL Huanta", EntityKind.NATIONAL_ENTITY, 4),
        ("Comisario", "Comisaría PNP Huanta", EntityKind.NATIONAL_ENTITY, None),
        ("Jefa de Planificación", "UGEL Huanta", EntityKind.REGIONAL_GOVERNMENT, 4),
        (None, None, None, None),
    ],
)
def test_a_person_answers_to_one_participant_at_most(
    position: str | None, entity: str | None, kind: EntityKind | None, place: int | None
) -> None:
    found = [one.speaks_of(position, entity, kind) for one in sought(InterventionType.STRENGTHENING)]
    assert [number for number, is_it in enumerate(found) if is_it] == ([] if place is None else [place])


def test_names_take_their_article() -> None:
    assert with_article("de", "Gobierno Regional de Ayacucho") == "del Gobierno Regional de Ayacucho"
    assert with_article("a", "Instancia Provincial") == "a la Instancia Provincial"
    assert with_article("de", "sin dato") == "de sin dato"
