"""Instancias to test with: an IPC with members, designations and sessions, all fictitious."""

from __future__ import annotations

from datetime import date

from concerta_desktop.model.choices import MandateKind
from concerta_desktop.model.directory import MemberRole
from concerta_desktop.services.instancia_directory import add_member, designate
from concerta_desktop.store.store import Store
from tests.factory import a_person

HUANTA = "IPC-0504"
TODAY = date(2026, 11, 28)


def a_member(store: Store, code: str = HUANTA, **values: object) -> str:
    known: dict[str, object] = {"name": "Centro Emergencia Mujer de Ejemplo", "seat": "ipc-cem"}
    with store.write() as tx:
        return add_member(tx, code, known | values)


def a_mandate(
    store: Store, member: str, person: str = "", kind: MandateKind = MandateKind.TITULAR, **values: object
) -> str:
    person = person or a_person(store)
    known: dict[str, object] = {"start": date(2026, 1, 5)}
    with store.write() as tx:
        return designate(tx, member, person, kind, known | values, told=True)


def the_usual_members(store: Store, code: str = HUANTA) -> dict[str, str]:
    """Presidencia, secretaría técnica and three members, each with a titular; ids by short name."""
    found = {
        "mp": a_member(
            store, code, name="Municipalidad Provincial", role=MemberRole.PRESIDENCY, seat="ipc-mp"
        ),
        "gds": a_member(
            store, code, name="Gerencia de Desarrollo Social", role=MemberRole.SECRETARIAT, seat=None
        ),
        "cem": a_member(store, code),
        "pnp": a_member(store, code, name="Comisaría de Ejemplo", seat="ipc-pnp"),
        "ugel": a_member(store, code, name="UGEL de Ejemplo", seat="ipc-ugel"),
    }
    for name, member in found.items():
        a_mandate(store, member, a_person(store, surnames=f"De Ejemplo {name.upper()}", names="Persona"))
    return found
