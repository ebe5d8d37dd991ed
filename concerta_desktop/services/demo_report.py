"""The demo's informe técnico: its head, and the conclusions that a specialist would write over the draft."""

from __future__ import annotations

from concerta_desktop.model.report import ReportPart
from concerta_desktop.rules.report_text import FigureRef, store
from concerta_desktop.services.report import save_head, save_section
from concerta_desktop.store.tx import Tx

_HEAD: dict[str, object] = {
    "recipient_name": "Mónica Aranzábal Luján",
    "recipient_position": "Directora de la Dirección de Políticas para una Vida Libre de Violencia",
    "cited": "Oficio N° D______-2026-MIMP-DGCVG\nOrdenanza Municipal N° 000-2021-MPH (ejemplo)",
    "expediente": "2026-0000000",
}


def write_report(tx: Tx, workshop: str) -> None:
    """Leave the report ready to be finalised."""
    save_head(tx, workshop, _HEAD)
    conclusions = store(
        [
            "La intervención cumplió su objetivo: participaron ",
            FigureRef("participantes.total"),
            " personas de ",
            FigureRef("participantes.entidades"),
            " entidades y se acordaron medidas correctivas para ",
            FigureRef("nudos.con_medida"),
            " de los ",
            FigureRef("nudos.total"),
            (
                " nudos críticos.\nLa coordinación entre la «GDS» & la Secretaría Técnica mejoró; el plazo "
                "<30 días> para designar alternos sigue pendiente."
            ),
        ]
    )
    save_section(tx, workshop, ReportPart.CONCLUSIONS, conclusions)
