"""What goes out of the report: DOCX, PDF, its finalised versions, the constancias that follow it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.frozen_report import short_digest
from concerta_desktop.documents.render import AnyDocument, Format, write
from concerta_desktop.documents.report_state import ReportState
from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import ReportVersion
from concerta_desktop.paths import safe_name
from concerta_desktop.queries.report import ReportView
from concerta_desktop.services import report as services
from ui.preview import ask_path
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ConfirmDialog

_SHOWN, _LONGEST = 6, 90


class Delivery(QObject):
    """Owns the buttons of the page's head while the step is open. Signal: `notice(str)`."""

    notice = Signal(str)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window = tasks, window
        self._view: ReportView | None = None
        self._state: ReportState | None = None
        self._title = ""
        self.choose_path = ask_path
        self.versions = Button("", icon="history")
        self.docx = Button("DOCX", icon="download")
        self.pdf = Button("PDF", icon="download", tooltip="Ctrl+P")
        self.finalise_button = Button("Finalizar", kind="primary", icon="lock")
        self.buttons = (self.versions, self.docx, self.pdf, self.finalise_button)
        self.versions.clicked.connect(self._open_versions)
        self.docx.clicked.connect(lambda: self.save("docx"))
        self.pdf.clicked.connect(lambda: self.save("pdf"))
        self.finalise_button.clicked.connect(self.finalise)

    def clear(self) -> None:
        """No report is on show yet: nothing goes out."""
        self._view, self._state = None, None
        for button in self.buttons:
            button.setEnabled(False)

    def show(self, title: str, view: ReportView, state: ReportState, *, current: bool) -> None:
        """The report as it stands; `current` = it says what its last version says."""
        self._title, self._view, self._state = title, view, state
        latest = view.latest
        for button in self.buttons:
            button.setEnabled(True)
        since = "" if current else " · con cambios"
        self.versions.setText(f"Versión {latest.version}{since}" if latest else "Constancias")
        self.versions.setAccessibleName(self.versions.text())
        self.versions.set_icon("history" if latest else "badge-check")
        self.versions.updateGeometry()
        self.finalise_button.setEnabled(not current)
        self.finalise_button.setToolTip("No hay cambios desde la última versión." if current else "")

    def save(self, kind: Format) -> None:
        """Ask where, and write the report as it stands, in the child process."""
        view, state = self._view, self._state
        if view is not None and state is not None:
            self._window.commit()  # type: ignore[attr-defined]
            intervention, now = view.data.intervention.id, self._tasks.store.now()
            self._tasks.read(
                lambda tx: services.report_document(tx, intervention, now),
                lambda document: self._write(document, kind, "Informe técnico"),
                owner=self,
            )

    def finalise(self) -> None:
        """Freeze it; what is missing is said first, and finalising all the same is possible."""
        view, state = self._view, self._state
        if view is None or state is None:
            return
        self._window.commit()  # type: ignore[attr-defined]
        missing: list[str] = self._window.unsaved()  # type: ignore[attr-defined]
        missing += [words for status in state.statuses for words in status.missing]
        if missing and not self._sure(missing):
            return
        intervention = view.data.intervention.id
        self._tasks.write(
            lambda tx: services.finalise(tx, intervention),
            self._finalised,
            owner=self,
            failed=self._refused,
        )

    def _sure(self, missing: list[str]) -> bool:
        more = f" y {len(missing) - _SHOWN} más" if len(missing) > _SHOWN else ""
        what = "; ".join(missing[:_SHOWN]) + more
        dialog = ConfirmDialog(
            "¿Finalizar así?",
            f"Falta: {what}. Podrá corregirlo después: quedará como otra versión, con lo que cambió.",
            "Finalizar así",
            "Volver al informe",
            danger=False,
            parent=self._window,
        )
        return bool(dialog.exec())

    def _finalised(self, version: ReportVersion) -> None:
        mark = short_digest(version.digest or "")
        changed = (version.changes or "").split("\n")
        more = (
            f" Y {len(changed) - 1} cambios más."
            if len(changed) > 2
            else " Y otro cambio." * (len(changed) - 1)
        )
        self.notice.emit(f"Versión {version.version} finalizada, huella {mark}. {changed[0]}{more}".strip())

    def _open_versions(self) -> None:
        view = self._view
        if view is None:
            return
        menu = QMenu(self._window)
        for version in reversed(view.versions):
            at = f"{version.finalised_at:%d/%m/%Y %H:%M}" if version.finalised_at else ""
            words = f"Guardar la versión {version.version} · {at} · {short_digest(version.digest or '')}"
            menu.addAction(words, lambda version=version: self._save_version(version))
            for line in (version.changes or "").split("\n")[:_SHOWN]:
                if line:
                    menu.addAction(f"    {line[:_LONGEST]}".replace("&", "&&")).setEnabled(False)
        if view.versions:
            menu.addSeparator()
        menu.addAction("Constancias de participación (PDF)", self.save_certificates)
        menu.popup(self.versions.mapToGlobal(QPoint(0, self.versions.height() + 2)))

    def _save_version(self, version: ReportVersion) -> None:
        view = self._view
        if view is None:
            return
        try:
            document: Report = services.version_document(view, version, self._tasks.store.now())
        except ConcertaError as error:
            self._tasks.failed.emit(error)
            return
        self._write(document, "pdf", f"Informe técnico versión {version.version}")

    def save_certificates(self) -> None:
        """The constancias of those who attended enough, in one PDF."""
        view = self._view
        if view is None:
            return
        intervention, now = view.data.intervention.id, self._tasks.store.now()
        early = () if view.latest else ("El informe aún no está finalizado.",)
        self._tasks.read(
            lambda tx: services.certificates_document(tx, intervention, now),
            lambda made: self._write(made, "pdf", "Constancias", *early),
            owner=self,
            failed=self._refused,
        )

    def _write(self, document: AnyDocument, kind: Format, name: str, *more: str) -> None:
        path: Path | None = self.choose_path(self._window, safe_name(f"{name} {self._title}"), kind)
        if path is not None:
            self._tasks.export(
                f"Guardar {path.name}",
                write,
                (document, kind, path),
                lambda warnings: self.notice.emit(" ".join([f"Guardado en «{path}».", *warnings, *more])),
                owner=self,
            )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ConcertaError):
            self.notice.emit(str(error))
        else:
            self._tasks.failed.emit(error)
