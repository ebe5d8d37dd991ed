"""Entregas a la sede: what waits, the button that delivers it, and what became of each delivery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.progress import Progress
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import courier, delivering, joining, journal, package
from sync.delivering import Delivered
from sync.joining import Central
from sync.journal import Line
from sync.package import Delivery, DeliveryState, Waiting
from sync.receipts import Applied
from sync.transports import Access
from ui.deliveries.server_dialog import ServerDialog
from ui.rounds import Round
from ui.save_dialog import ask_folder
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

ALL = frozenset(record.META.name for record in RECORD_TYPES)
_BADGES = {
    DeliveryState.PREPARED: ("warning", "package"),
    DeliveryState.DELIVERED: ("info", "send"),
    DeliveryState.ACKNOWLEDGED: ("ok", "check"),
    DeliveryState.OBSERVED: ("error", "flag"),
}


@dataclass(frozen=True)
class _View:
    central: Central | None
    own: str
    """Fingerprint of this laptop."""
    waiting: Waiting
    new: bool
    """Something is in no package yet."""
    deliveries: tuple[Delivery, ...]
    lines: tuple[Line, ...]
    access: Access
    carried: int
    """Files of colleagues."""


def show_deliveries(tasks: Tasks, parent: QWidget) -> None:
    """Open the window of deliveries."""
    dialog = DeliveriesDialog(tasks, parent)
    dialog.exec()
    dialog.deleteLater()


class DeliveriesDialog(QDialog):
    """The laptop's side of the synchronisation. Without a headquarters it asks for the invitation."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self._view: _View | None = None
        self.setWindowTitle("Entregas a la sede")
        self.setAccessibleName("Entregas a la sede")
        self.resize(940, 620)
        self._build()
        self._connect()
        self._enable()
        self.reload()

    def _build(self) -> None:
        self.head = PageHeader("Entregas a la sede", subtitle_below=True)
        self.receipt_button = Button("Recibir de la sede…", icon="download")
        self.server_button = Button("En servidor…", icon="globe")
        self.folder_button = Button("Entregar en memoria o carpeta…", kind="primary", icon="hard-drive")
        for button in (self.receipt_button, self.server_button, self.folder_button):
            self.head.add_action(button)
        self.what = Label("", "body", wrap=True)
        self.own = Label("", "secondary", tone="secondary")
        self.round = Round(self.tasks)
        self.shown = Segmented(
            "Ver", [Choice("deliveries", "Entregas"), Choice("log", "Registro")], small=True
        )
        self.shown.set_value("deliveries")
        self.empty = EmptyState(
            "Este equipo todavía no se unió a una sede central.",
            "Importe el archivo de invitación (.sede) que le envió la sede.",
            "Importar invitación…",
            icon="mail",
        )
        self.table = Table(
            _columns(), name="Entregas", row_id=lambda one: one.package, row_height=48, empty=self.empty
        )
        columns = [
            Column("at", "Cuándo", lambda line: f"{line.at:%d/%m/%Y %H:%M}", 150, sortable=False),
            Column(
                "text", "Qué pasó", lambda line: line.text, sortable=False, tooltip=lambda line: line.text
            ),
        ]
        self.log = Table(
            columns,
            name="Registro de sincronización",
            row_id=lambda line: f"{line.at} {line.text}",
            empty=EmptyState("Todavía no pasó nada."),
        )
        self.card = TableCard(self.table)
        self.log_card = TableCard(self.log)
        self.log_card.hide()
        self.carry_button = Button("Llevar lo de colegas…", icon="luggage")
        self.carry_button.setToolTip("Recoge sus paquetes y acuses cerrados; se dejan en su próxima entrega.")
        self.carries = Label("", "secondary", tone="secondary")
        self.close_button = Button("Cerrar", keys="Esc")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 16)
        column.setSpacing(0)
        column.addWidget(self.head)
        around = QVBoxLayout()
        around.setContentsMargins(24, 4, 24, 0)
        around.setSpacing(10)
        around.addWidget(self.what)
        around.addWidget(self.round)
        choice = QHBoxLayout()
        choice.addWidget(self.shown)
        choice.addStretch(1)
        choice.addWidget(self.own)
        around.addLayout(choice)
        around.addWidget(self.card, 1)
        around.addWidget(self.log_card, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.carry_button)
        foot.addWidget(self.carries)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        around.addLayout(foot)
        column.addLayout(around, 1)

    def _connect(self) -> None:
        self.folder_button.clicked.connect(self._ask_folder)
        self.server_button.clicked.connect(self._ask_server)
        self.receipt_button.clicked.connect(self._ask_receipt)
        self.carry_button.clicked.connect(self._ask_carry)
        self.empty.action_triggered.connect(self._ask_invitation)
        self.close_button.clicked.connect(self.accept)
        self.shown.value_changed.connect(self._choose)
        self.round.busy_changed.connect(lambda _busy: self._enable())

    def reload(self) -> None:
        store = self.tasks.store
        self.tasks.read(lambda tx: _read(tx, store), self._show, owner=self, key="deliveries")

    def deliver(self, url: str, access: Access | None = None) -> None:
        """Prepare what is new and lay it at `url`."""

        def work(store: Store, progress: Progress) -> Delivered:
            with store.read() as tx:
                new = package.unprepared(tx, store)
            if new:
                progress(0, 0, "Preparando")
                package.build(store)
            done = delivering.deliver(store, url, access, progress)
            if access is not None:
                delivering.remember(store, url, access)
            return done

        def ended(done: Delivered) -> str:
            if done.brought:
                self.tasks.changed.emit(ALL)
            return self._ended(done.words())

        self.round.run("Entregando", work, ended)

    def take_receipt(self, source: Path) -> None:
        def said(taken: tuple[Applied | None, int]) -> str:
            applied, brought = taken
            if brought:
                self.tasks.changed.emit(ALL)
            if applied is None:
                return self._ended(f"De la sede llegaron {brought} registros.")
            words = f"Acuse recibido: {applied.acknowledged} entregas acusadas"
            words += f", {applied.observed} observadas." if applied.observed else "."
            words += (
                " La sede volvió a una copia anterior: lo que le falte va en la próxima."
                if applied.resend
                else ""
            )
            words += f" De la sede llegaron {brought} registros." if brought else ""
            return self._ended(words)

        self.round.run("Recibiendo", lambda store, _progress: delivering.take_back(store, source), said)

    def carry(self, source: Path) -> None:
        """Take along what colleagues left in a folder, unread."""

        def said(count: int) -> str:
            return self._ended(f"Recogidos: {count}. Se dejan, cerrados, en su próxima entrega.")

        self.round.run("Recogiendo", lambda store, _progress: courier.take(store, source), said)

    def join(self, central: Central) -> None:
        """From now on this laptop delivers to `central`."""
        self.round.run(
            "Uniéndose",
            lambda store, _progress: joining.join(store, central),
            lambda own: self._ended(
                f"Unido a «{central.name}». Diga a la sede la huella de este equipo: {own}"
            ),
        )

    def _ended(self, words: str) -> str:
        self.reload()
        return words

    def _ask_folder(self) -> None:
        folder = ask_folder(self, "Entregar en una carpeta o memoria")
        if folder is not None:
            self.deliver(str(folder))

    def _ask_server(self) -> None:
        view = self._view
        if view is None or view.central is None:
            return
        dialog = ServerDialog(view.central.url, view.access, self)
        if dialog.exec():
            self.deliver(*dialog.asked())
        dialog.deleteLater()

    def _ask_receipt(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, "Recibir de la sede", str(Path.home()), "De la sede (*.acuse *.trabajo)"
        )
        if path:
            self.take_receipt(Path(path))

    def _ask_carry(self) -> None:
        folder = ask_folder(self, "Recoger lo que dejaron colegas")
        if folder is not None:
            self.carry(folder)

    def _ask_invitation(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, "Importar invitación", str(Path.home()), "Invitación (*.sede)"
        )
        if path:
            self.import_invitation(Path(path))

    def import_invitation(self, path: Path) -> None:
        """Show whose it is, and join when the person agrees."""

        def found(central: Central) -> None:
            question = f"¿Unirse a «{central.name}»?"
            consequence = f"Llame a la sede y compare su huella: {central.fingerprint}"
            if ConfirmDialog(question, consequence, "Unirse", danger=False, parent=self).exec():
                self.join(central)

        self.tasks.beside(
            lambda _store, _progress: joining.read_invitation(path),
            found,
            owner=self,
            failed=lambda error: self.round.say("error", str(error)),
        )

    def _choose(self, which: object) -> None:
        self.card.setVisible(which == "deliveries")
        self.log_card.setVisible(which == "log")

    def _show(self, view: _View) -> None:
        self._view = view
        joined = view.central is not None
        if view.central is not None:
            self.head.set_title("Entregas a la sede", view.central.name)
            self.own.setText(f"Huella de este equipo: {view.own}")
            self.empty.set_words(
                "Todavía no hay entregas.", "Entregue en una memoria o en el servidor de la sede.", ""
            )
        self.what.setText(_going(view) if joined else "")
        self.what.setVisible(joined)
        count = view.carried
        files = "1 archivo de colegas, cerrado" if count == 1 else f"{count} archivos de colegas, cerrados"
        self.carries.setText(f"Lleva {files}." if count else "")
        self.table.set_rows(view.deliveries)
        self.log.set_rows(view.lines)
        self._enable()

    def _enable(self) -> None:
        joined = self._view is not None and self._view.central is not None
        for button in (self.folder_button, self.server_button, self.receipt_button, self.carry_button):
            button.setVisible(joined)
            button.setEnabled(joined and not self.round.busy)
        self.shown.setVisible(joined)


def _read(tx: ReadTx, store: Store) -> _View:
    central = joining.central_of(tx)
    return _View(
        central,
        joining.own_fingerprint(tx) if central else "",
        package.waiting(tx, store.identity.device),
        package.unprepared(tx, store),
        tuple(package.deliveries(tx, store.folder)),
        tuple(journal.lines(tx)),
        delivering.remembered(tx, central.url) if central and central.url else Access(),
        len(courier.carried(store)),
    )


def _going(view: _View) -> str:
    """What a delivery would carry, in words."""
    if not view.waiting.operations:
        return "La sede tiene todo lo registrado en este equipo."
    listed = sorted(view.waiting.records.items(), key=lambda item: -item[1])
    parts = [f"{label.lower()}: {count}" for label, count in listed[:4]]
    more = sum(count for _label, count in listed[4:])
    parts += [f"otros: {more}"] if more else []
    sent = "" if view.new else " Ya está en una entrega; falta el acuse."
    files = view.waiting.attachments
    beside = f" y {files} {'adjunto' if files == 1 else 'adjuntos'}" if files else ""
    changes = "1 cambio" if view.waiting.operations == 1 else f"{view.waiting.operations} cambios"
    return f"La sede todavía no acusó {changes} ({', '.join(parts)}){beside}.{sent}"


def _columns() -> list[Column]:
    return [
        Column(
            "made",
            "Preparada",
            lambda one: f"{one.made_at:%d/%m/%Y %H:%M}",
            170,
            icon=lambda _one: "package",
            sortable=False,
        ),
        Column("count", "Cambios", lambda one: str(one.operations), 90, "right", sortable=False),
        Column(
            "place",
            "Dónde",
            lambda one: one.place or "—",
            secondary=lambda one: one.note,
            sortable=False,
            tooltip=lambda one: one.file.name,
        ),
        Column("state", "Estado", badge=_badge, width=140, sortable=False, tooltip=lambda one: one.note),
    ]


def _badge(one: Delivery) -> BadgeText:
    kind, icon = _BADGES[one.state]
    return BadgeText(kind, icon, one.label)  # pyright: ignore[reportArgumentType]
