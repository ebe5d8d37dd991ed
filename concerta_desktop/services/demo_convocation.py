"""The demo's convocatoria: the oficio as it went out, two calls to the GDS, the venue, one link to send."""

from __future__ import annotations

from datetime import date, time, timedelta

from concerta_desktop.model.convocation import ContactMeans, EquipmentState, Treatment
from concerta_desktop.queries.convocation import equipment_rows
from concerta_desktop.services import convocation
from concerta_desktop.store.tx import Tx

_SIGNER = {
    "signer_name": "Inés Quintanilla Ejemplo",
    "signer_position": "Directora General contra la Violencia de Género",
}


def convoke_workshop(tx: Tx, workshop: str, first: date) -> None:
    """What had been done by the day before the workshop; `first` is its first day."""
    convocation.save_convocation(
        tx,
        workshop,
        {
            "treatment": Treatment.MAN,
            "authority_name": "Fidel Ejemplo Palomino",
            "authority_address": "Plaza de Armas s/n, Huanta",
            "cited": "Acta de la primera sesión ordinaria de la IPC Huanta",
            "oficio_number": "000412",
            "oficio_sent": first - timedelta(days=14),
            "oficio_received": first - timedelta(days=9),
            **_SIGNER,
        },
    )
    for days, at, means, said in (
        (16, time(10, 20), ContactMeans.PHONE, "Acepta las fechas. Pide el oficio a nombre del alcalde."),
        (6, time(16, 5), ContactMeans.EMAIL, "Envió la lista de entidades; confirma el auditorio."),
    ):
        values = {
            "day": first - timedelta(days=days),
            "at": at,
            "means": means,
            "who": "Óscar Huamán Tineo",
            "office": "Gerente de Desarrollo Social, MP de Huanta",
            "with_gds": True,
            "said": said,
        }
        convocation.save_contact(tx, workshop, None, values)
    convocation.add_equipment(tx, workshop, "Parlantes y micrófono")
    ids = [row.id for row in equipment_rows(tx, workshop)]
    convocation.answer_equipment(tx, workshop, ids, EquipmentState.CONFIRMED)
    convocation.describe_equipment(tx, workshop, ids[0], {"note": "La lleva la DPVLV"})
