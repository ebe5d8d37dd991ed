"""The rights of one person over her or his data: a copy, a correction, the register of requests, erasure."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.model.data_requests import DataRequest
from concerta_desktop.queries.data_subject import PersonFile, person_file
from concerta_desktop.rules.data_rights import answer_due
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.services.data_rights import Erasure, erase_person
from ui.privacy.papers import person_preview
from ui.privacy.requests_dialog import RequestDialog
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Label
from ui.widgets.notice import InlineNotice
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_ABOUT = (
    "Quien figura aquí puede pedir una copia de sus datos, que se corrijan o que se supriman (Ley 29733). "
    "Anote el pedido y lo que se hizo."
)


def _due(row: DataRequest) -> str:
    return numeric(answer_due(row.kind, row.received)) if row.kind and row.received else "sin dato"


_COLUMNS = (
    Column("received", "Recibido", lambda row: numeric(row.received) if row.received else "sin dato", 100),
    Column("kind", "Pide", lambda row: row.kind.label if row.kind else "sin dato", 190, sortable=False),
    Column("due", "Vence", _due, 100, sortable=False),
    Column(
        "answered",
        "Atendido",
        lambda row: numeric(row.answered) if row.answered else "pendiente",
        100,
        tone=lambda row: "text" if row.answered else "warning",
        sortable=False,
    ),
    Column("answer", "Qué se hizo", lambda row: row.answer or "", sortable=False),
)


class RightsDialog(QDialog):
    """Usage: `RightsDialog(tasks, person_id, parent).open()`. Signal: `correction_wanted()`."""

    correction_wanted = Signal()

    def __init__(self, tasks: Tasks, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Derechos sobre sus datos")
        self.resize(860, 520)
        self._tasks, self._person = tasks, person
        self._file: PersonFile | None = None
        self.title = Label(" ", "panel", wrap=True)
        self.held = Label(" ", "body", tone="secondary", wrap=True)
        self.notice = InlineNotice("ok")
        self.copy = Button("Entregar una copia…", kind="primary", icon="file-text")
        self.correct = Button("Corregir", icon="pencil")
        self.ask = Button("Anotar un pedido…", icon="plus")
        self.erase = Button("Suprimir sus datos…", kind="danger", icon="trash-2")
        nothing = EmptyState("Sin pedidos.", "Anote aquí lo que la persona pida, con su fecha.")
        self.table = Table(_COLUMNS, name="Pedidos de esta persona", empty=nothing)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        close = Button("Cerrar", keys="Esc")
        close.clicked.connect(self.reject)
        acts, foot = QHBoxLayout(), QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.copy, self.correct, self.ask):
            acts.addWidget(button)
        acts.addStretch(1)
        foot.addWidget(self.erase)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (self.title, Label(_ABOUT, tone="secondary", wrap=True), self.held, self.notice):
            column.addWidget(widget)
        column.addLayout(acts)
        column.addWidget(TableCard(self.table, keys=[("Enter", "anotar la respuesta")]), 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.copy.clicked.connect(lambda: person_preview(self._tasks, self._person, self).open())
        self.correct.clicked.connect(self._correct)
        self.ask.clicked.connect(lambda: self._open_request(None))
        self.erase.clicked.connect(self._erase)
        self.table.row_activated.connect(self._answer)

    def reload(self) -> None:
        """Read it again."""
        person = self._person
        self._tasks.read(lambda tx: person_file(tx, person), self._show, owner=self, key="file")

    def _show(self, found: PersonFile | None) -> None:
        if found is None:
            self.reject()
            return
        self._file = found
        self.title.setText(found.full_name)
        counts: dict[str, int] = {}
        for one in found.held:
            counts[one.label] = counts.get(one.label, 0) + 1
        words = [f"{label.lower()}: {number}" for label, number in counts.items()]
        if found.mentions:
            words.append(f"otros textos que la nombran: {len(found.mentions)}")
        self.held.setText("Se guarda: " + "; ".join(words) + ".")
        self.table.set_rows(sorted(found.requests, key=lambda one: one.id, reverse=True))

    def _correct(self) -> None:
        self.correction_wanted.emit()
        self.accept()

    def _open_request(self, request: DataRequest | None) -> None:
        dialog = RequestDialog(self._tasks, self._person, request, self)
        dialog.accepted.connect(self.reload)
        dialog.open()

    def _answer(self, request: str) -> None:
        found = self._file.requests if self._file else ()
        self._open_request(next((one for one in found if one.id == request), None))

    def _erase(self) -> None:
        question = f"¿Suprimir los datos de {self.title.text()}?"
        consequence = (
            "Se borran su nombre, documento, cargo, correo, teléfono y datos sensibles del directorio, las "
            "listas de asistencia y de los informes finalizados. Las cuentas por sexo y entidad no cambian. "
            "No se puede deshacer; las copias de seguridad anteriores la conservan hasta que se renuevan."
        )
        if ConfirmDialog(question, consequence, "Suprimir", parent=self).exec():
            person = self._person
            self._tasks.write(lambda tx: erase_person(tx, person), self._erased, owner=self)

    def _erased(self, done: Erasure) -> None:
        said = f"Suprimidos. Asistencias: {done.attendances}; informes: {done.reports}."
        if done.mentions:
            places = "; ".join(f"{one.label}, «{one.field}»" for one in done.mentions[:5])
            said += f" La nombran aún, para revisar a mano: {places}."
        self.notice.set_notice("warning" if done.mentions else "ok", said)
        self.erase.setEnabled(False)
        self.reload()
