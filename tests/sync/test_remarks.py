"""Headquarters remarks on an intervention: it travels with the acuse, is answered, and the delivery tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Intervention
from concerta_desktop.queries.remarks import RemarkRow, open_remarks, remarks_of, unclosed_remarks
from concerta_desktop.services import remarks
from concerta_desktop.store.store import Store
from sync import package, work_package
from sync.package import Delivery
from tests.factory import an_intervention, save
from tests.sync.conftest import Office

pytestmark = pytest.mark.req("75")


def remarked(office: Office, laptop: Store) -> str:
    """A workshop that headquarters received from a laptop and remarked on."""
    workshop = an_intervention(laptop)
    office.send(laptop)
    office.merge()
    with office.central.write() as tx:
        remarks.write_remark(tx, workshop, "Falta la hora de cierre.")
    return workshop


def seen_at(store: Store) -> list[RemarkRow]:
    with store.read() as tx:
        return open_remarks(tx)


def newest(laptop: Store) -> list[Delivery]:
    with laptop.read() as tx:
        return package.deliveries(tx, laptop.folder)


def test_it_comes_with_the_receipt_and_the_delivery_is_observed(office: Office) -> None:
    rosa = office.join("rosa")
    workshop = remarked(office, rosa)
    office.acknowledge(rosa)
    (row,) = seen_at(rosa)
    assert (row.intervention, row.text, row.author) == (
        workshop,
        "Falta la hora de cierre.",
        "Elena Sede Central",
    )
    (delivery,) = newest(rosa)
    assert delivery.label == "Observado"
    assert "véalo en Inicio" in delivery.note


def test_the_delivery_that_brings_the_correction_is_not_observed(office: Office) -> None:
    rosa = office.join("rosa")
    workshop = remarked(office, rosa)
    office.acknowledge(rosa)
    save(rosa, Intervention, workshop, {"notes": "Cerró a las 17:00."})
    office.send(rosa)
    office.merge()
    office.acknowledge(rosa)
    assert [one.label for one in newest(rosa)] == ["Acusado", "Observado"]


def test_answered_and_corrected_headquarters_closes_it(office: Office) -> None:
    rosa = office.join("rosa")
    workshop = remarked(office, rosa)
    office.acknowledge(rosa)
    save(rosa, Intervention, workshop, {"notes": "Cerró a las 17:00."})
    with rosa.write() as tx:
        remarks.attend(tx, seen_at(rosa)[0].id, "Puse la hora en las notas.")
    assert seen_at(rosa) == []
    office.send(rosa)
    office.merge()
    with office.central.read() as tx:
        (answered,) = unclosed_remarks(tx)
    assert (answered.attended, answered.answer) == (True, "Puse la hora en las notas.")
    with office.central.write() as tx:
        remarks.close(tx, answered.id)
    office.acknowledge(rosa)
    with rosa.read() as tx:
        assert remarks_of(tx, workshop) == []
    assert [one.label for one in newest(rosa)] == ["Acusado", "Acusado"]


def test_a_colleague_does_not_get_it(office: Office, tmp_path: Path) -> None:
    rosa, joel = office.join("rosa"), office.join("joel")
    an_intervention(joel)
    office.send(joel)
    remarked(office, rosa)
    office.acknowledge(rosa, joel)
    for file in work_package.write_work_packages(office.central, tmp_path, joel.identity.device):
        work_package.take(joel, file)
    assert seen_at(joel) == []
    assert len(seen_at(rosa)) == 1


def test_her_new_laptop_gets_it_in_the_work_package(office: Office, tmp_path: Path) -> None:
    rosa, again = office.join("rosa"), office.join("Rosa")
    remarked(office, rosa)
    an_intervention(again)
    office.send(again)
    office.merge()
    for file in work_package.write_work_packages(office.central, tmp_path, again.identity.device):
        work_package.take(again, file)
    assert len(seen_at(again)) == 1


def test_an_empty_remark_is_refused_at_its_field(office: Office) -> None:
    rosa = office.join("rosa")
    workshop = an_intervention(rosa)
    with pytest.raises(ValidationError, match="Observación"), office.central.write() as tx:
        remarks.write_remark(tx, workshop, " ")
