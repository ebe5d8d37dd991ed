"""The steps of an instancia's page, in order. A new step is one line here and what it lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.instancia_directory import compose_directory, compose_labels
from concerta_desktop.documents.instancia_followup import compose_follow_up
from concerta_desktop.documents.instancia_instruments import compose_diagnosis, compose_plan
from concerta_desktop.documents.session_acta import compose_absence_letter, compose_acta
from concerta_desktop.errors import UserError
from concerta_desktop.model.instruments import InstrumentKind
from concerta_desktop.queries.followup import list_reports, read_report
from concerta_desktop.queries.instancia_directory import read_directory
from concerta_desktop.queries.instancia_parts import PartRow
from concerta_desktop.queries.instruments import read_diagnosis, read_instruments, read_plan
from concerta_desktop.queries.sessions import (
    Absence,
    absences,
    list_sessions,
    open_agreements,
    read_session,
)
from concerta_desktop.rules.notices import Notice
from concerta_desktop.rules.spanish_dates import overdue
from concerta_desktop.services.sessions import told_of_absences
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

_LATEST, _LETTERS = 3, 4
"""How many sessions are looked at for notices, and how many letters are offered at once."""


class DirectoryStep(PartStep):
    """Who sits on it [7.3.2.8-11]."""

    key = "integrantes"
    title = "Directorio"
    part = MEMBERS
    more = (SUITABILITY,)

    @staticmethod
    def read_notices(tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
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

    @staticmethod
    def read_notices(tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
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
    absent: Sequence[Absence] = ()

    def reload(self) -> None:
        super().reload()
        code, today = self.code(), self.tasks.store.now().date()
        if code:
            self.tasks.read(lambda tx: absences(tx, code, today), self._note, owner=self, key="absences")

    @staticmethod
    def read_notices(tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
        """Of the latest sessions, of agreements that are late, and of absences to be told."""
        found: list[Notice] = []
        for row in list_sessions(tx, code, today)[:_LATEST]:
            page = read_session(tx, row.meeting.id, today)
            found += page.notices if page else ()
        for one in open_agreements(tx, code, today):
            if one.overdue and one.agreement.due:
                text = f"Acuerdo {one.agreement.number or ''}, {overdue(one.agreement.due, today)}"
                said = f"{text}: {one.agreement.text}"
                found.append(Notice(said, "Anexo 3", about=one.agreement.id, late=True))
        for absence in absences(tx, code, today):
            many = len(absence.meetings)
            text = f"{absence.line.member.name}: faltó a {many} {'sesión' if many == 1 else 'sesiones'}."
            found.append(Notice(f"{text} Corresponde informar a su autoridad.", "7.3.4.12"))
        return found

    def printables(self, code: str, marked: PartRow | None) -> Sequence[Printable]:
        now = self.tasks.store.now()
        found: list[Printable] = []
        if marked is not None:
            note = "Como el Anexo 3 que propone Concerta. Lo que nadie ha dicho sale como «sin dato»."
            session = marked.id
            found.append(Printable("Acta", note, lambda tx: _acta(tx, session, now), ("pdf", "docx")))
        return [*found, *(self._letter(code, one, now) for one in self.absent[:_LETTERS])]

    def _letter(self, code: str, absence: Absence, now: datetime) -> Printable:
        """To the highest authority of a member; printed or saved, it is noted that it was told."""
        ids = [one.id for one in absence.attendance]
        name = absence.line.member.name or "sin dato"
        return Printable(
            f"Oficio {(absence.line.member.name or '')[:18]}",
            f"Informa a la máxima autoridad de {name} de sus inasistencias [7.3.4.12]. Al imprimirlo o "
            "guardarlo queda anotado que se informó.",
            lambda tx: compose_absence_letter(absence, read_directory(tx, code, now.date()), now),
            ("pdf", "docx"),
            lambda: self.tasks.write(
                lambda tx: told_of_absences(tx, ids, now.date()),
                owner=self,
                label=f"Inasistencias informadas: {name}",
                quiet=True,
            ),
        )

    def _note(self, found: Sequence[Absence]) -> None:
        self.absent = found


class FollowUpStep(PartStep):
    """What it reports [7.3.4]."""

    key = "seguimiento"
    title = "Seguimiento"
    part = REPORTS

    @staticmethod
    def read_notices(tx: ReadTx, code: str, today: date) -> Sequence[Notice]:
        del today
        pages = (read_report(tx, one.id) for one in list_reports(tx, code)[:_LATEST])
        return [notice for page in pages if page for notice in page.notices]

    def printables(self, code: str, marked: PartRow | None) -> Sequence[Printable]:
        if marked is None:
            return ()
        now, report = self.tasks.store.now(), marked.id
        note = (
            "Como el Anexo 4 que propone Concerta: acción por acción, lo programado y lo ejecutado, y su "
            "recorrido hasta la DPVLV."
        )
        return (Printable("Informe de seguimiento", note, lambda tx: _report(tx, report, now)),)


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


def _acta(tx: ReadTx, session: str, now: datetime) -> Report:
    page = read_session(tx, session, now.date())
    if page is None:
        raise UserError("Esa sesión ya no está.", safe="No se ha tocado nada.")
    return compose_acta(page, now)


def _report(tx: ReadTx, report: str, now: datetime) -> Report:
    page = read_report(tx, report)
    if page is None:
        raise UserError(
            "Ese informe ya no está, o le falta el año o el período.", safe="No se ha tocado nada."
        )
    return compose_follow_up(page, now)
