"""The filled register: who came, counted once, with what is unknown said to be unknown."""

from __future__ import annotations

from datetime import time

import pytest

from concerta_desktop.documents.blocks import Paragraph, Table
from concerta_desktop.documents.register import compose_register
from tests.documents import samples

pytestmark = pytest.mark.req("42")


def tables(*, full_documents: bool = False) -> dict[str, Table]:
    report = compose_register(samples.three(), full_documents=full_documents)
    return {block.number: block for block in report.blocks if isinstance(block, Table)}


def test_one_sentence_sums_up() -> None:
    (sentence,) = [b.text for b in compose_register(samples.three()).blocks if isinstance(b, Paragraph)]
    assert sentence == (
        "Asistieron 2 personas: 1 de las 2 esperadas y 1 sin convocatoria. "
        "0 mujeres y 1 hombre; 1 sin dato de sexo."
    )


def test_those_present_come_with_an_hour_for_each_day_and_masked_numbers() -> None:
    present = tables()["Cuadro 1"]
    assert present.rows == (
        (1, "Ñahui Quispe, Saturnina", "DNI", "****0003", None, "UGEL Huanta", None,
         "Especialista", None, "no", time(9, 2), "no"),
        (2, "Oré Ccorahua, Teófilo", "DNI", "****0001", "H", "UGEL Huanta", "Entidad nacional",
         "Especialista", "Titular", "sí", time(8, 47), "sí"),
    )  # fmt: skip
    assert present.totals[-2:] == (2, 1)


def test_a_day_still_to_come_is_not_an_absence() -> None:
    data = samples.register(
        samples.entry(samples.person(), True, False), issued=samples.ISSUED.replace(day=12)
    )
    (present, *_rest) = [block for block in compose_register(data).blocks if isinstance(block, Table)]
    assert present.rows[0][-2:] == ("sí", "—")


def test_the_office_copy_has_whole_numbers() -> None:
    assert tables(full_documents=True)["Cuadro 1"].rows[1][3] == "99990001"


@pytest.mark.req("12")
def test_counts_by_level_of_government_add_up_and_say_what_is_unknown() -> None:
    by_level = tables()["Cuadro 2"]
    assert by_level.rows == (
        ("Entidades nacionales", 2, 1, 0, 0, 1, 0, 1),
        (None, 0, 0, 1, 0, 0, 1, 1),
    )
    assert by_level.totals == ("Total", 2, 1, 1, 0, 1, 1, 2)


def test_who_was_expected_and_did_not_come_is_named() -> None:
    absent = tables()["Cuadro 3"]
    assert [row[1] for row in absent.rows] == ["Alca Ríos, Edith"]


def test_an_empty_register_says_so() -> None:
    report = compose_register(samples.register())
    present, *_others, absent = [block for block in report.blocks if isinstance(block, Table)]
    assert present.empty == "Nadie se ha registrado todavía."
    assert absent.empty == "Todas las personas esperadas asistieron."
