"""The kind of an entity, guessed from the names lists really carry."""

from __future__ import annotations

import pytest

from concerta_desktop.model.choices import EntityKind
from concerta_desktop.rules.entities import guess_kind


@pytest.mark.req("4", "42")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MD de Luricocha", EntityKind.DISTRICT_MUNICIPALITY),
        ("MUNICIPALIDAD DISTRITAL DE SIVIA", EntityKind.DISTRICT_MUNICIPALITY),
        ("MP de Huanta", EntityKind.PROVINCIAL_MUNICIPALITY),
        ("Municipalidad Provincial de Huanta - GDS", EntityKind.PROVINCIAL_MUNICIPALITY),
        ("GORE Ayacucho", EntityKind.REGIONAL_GOVERNMENT),
        ("Red de Salud Huanta", EntityKind.REGIONAL_GOVERNMENT),
        ("UGEL Huanta", EntityKind.REGIONAL_GOVERNMENT),
        ("CEM Huanta", EntityKind.NATIONAL_ENTITY),
        ("Comisaría PNP Huanta", EntityKind.NATIONAL_ENTITY),
        ("Ministerio Público", EntityKind.NATIONAL_ENTITY),
        ("Asociación Warmi Wiñay", EntityKind.CIVIL_SOCIETY),
        ("Comité de Vaso de Leche de la Municipalidad Distrital de Sivia", EntityKind.CIVIL_SOCIETY),
        ("Servicios Ejemplo S.A.C.", EntityKind.PRIVATE),
        ("Mddd", None),
        ("", None),
        (None, None),
    ],
)
def test_the_kind_is_proposed_or_left_unknown(name: str | None, kind: EntityKind | None) -> None:
    assert guess_kind(name) is kind
