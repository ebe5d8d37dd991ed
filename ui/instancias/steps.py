"""The steps of an instancia's page, in order. A new step is one line here and what it lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.instancia_directory import compose_directory, compose_labels
from concerta_desktop.documents.instancia_instruments import compose_diagnosis, compose_plan
from concerta_desktop.errors import UserError
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.queries.instancia_directory import read_directory
from concerta_desktop.queries.instancia_parts import PartRow
from concerta_desktop.queries.instruments import read_diagnosis, read_instruments, read_plan
from concerta_desktop.rules.notices import Notice
from concerta_desktop.store.tx import ReadTx
from ui.instancias.creation_step import CreationStep
from ui.instancias.part_step import PartStep
from ui.instancias.parts import (
    AWARENESS,
    INSTRUMENTS,
    MEMBERS,
    REPORTS,
    REVIEWS,
    SESSIONS,
    SUITABILITY,
)
from ui.instancias.printing import Printable
from ui.instancias.step import Step


class DirectoryStep(PartStep):
    """Who sits on it [7.3.2.8-11]."""

    key = "integrantes"
    title = "Directorio"
    part = MEMBERS
    more = (SUITABILITY,)

    def read_notices(self, tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
        return read_directory(tx, code, today).notices

    def printables(self, code: str, marked: PartRow | None) -> Sequence[Printable]:
        now = self.tasks.store.now()
        return (
            Printable(
                "Directorio",
                "Integrantes, quién los representa, la composición y lo que falta.",
                lambda tx: compose_directory(read_directory(tx, code, now.date()), now),
            ),
            Printable(
                "Etiquetas",
                "Para los sobres de quienes representan hoy a cada integrante.",
                lambda tx: compose_labels(read_directory(tx, code, now.date()), now),
            ),
        )


class InstrumentsStep(PartStep):
    """What it has approved [7.3.3.1]."""

    key = "instrumentos"
    title = "Instrumentos"
    part = INSTRUMENTS
    more = (REVIEWS, AWARENESS)

    def read_notices(self, tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
        return read_instruments(tx, code, today).notices

    def printables(self, code: str, marked: PartRow | None) -> Sequence[Printable]:
        now = self.tasks.store.now()
        if marked is None:
            return ()
        if marked.record.kind is InstrumentKind.PLAN:
            note = "Acciones, metas y aprobación de cada año, como el Anexo 2 que propone Concerta."
            return (Printable("Plan de trabajo", note, lambda tx: _plan(tx, marked.id, now)),)
        if marked.record.kind is InstrumentKind.DIAGNOSIS:
            note = "Como el Anexo 1 que propone Concerta."
            return (Printable("Diagnóstico", note, lambda tx: _diagnosis(tx, marked.id, now)),)
        return ()


class SessionsStep(PartStep):
    """When it met, and what was agreed [7.3.3.2]."""

    key = "sesiones"
    title = "Sesiones"
    part = SESSIONS


class FollowUpStep(PartStep):
    """What it reports [7.3.4]."""

    key = "seguimiento"
    title = "Seguimiento"
    part = REPORTS


STEPS: tuple[type[Step], ...] = (CreationStep, DirectoryStep, InstrumentsStep, SessionsStep, FollowUpStep)


def _plan(tx: ReadTx, instrument: str, now: datetime) -> Report:
    page = read_plan(tx, instrument)
    if page is None:
        raise UserError("Ese plan ya no está.", safe="No se ha tocado nada.")
    return compose_plan(page, now)


def _diagnosis(tx: ReadTx, instrument: str, now: datetime) -> Report:
    page = read_diagnosis(tx, instrument)
    if page is None:
        raise UserError("Ese diagnóstico ya no está.", safe="No se ha tocado nada.")
    return compose_diagnosis(page, now)
