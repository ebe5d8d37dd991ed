"""Bandeja de entrada: the packages that arrived, what each would do, and the one button that merges them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.progress import Progress
from concerta_desktop.store.shared import PACKAGES
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import attachments, batches, delivering, inbox, joining, receipts
from sync.inbox import Item, ItemState, Outcome
from sync.merge import Plan
from sync.transports import Access
from ui.deliveries.server_dialog import ServerDialog
from ui.headquarters.layout import lay_out
from ui.rounds import Round
from ui.save_dialog import ask_folder
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.notice import InlineNotice
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

ALL = frozenset(record.META.name for record in RECORD_TYPES)
_BADGES = {
    ItemState.NEW: ("warning", "package"),
    ItemState.ASKS: ("info", "fingerprint"),
    ItemState.MERGED: ("ok", "check"),
    ItemState.UNDONE: ("neutral", "undo-2"),
    ItemState.REFUSED: ("error", "ban"),
}
_KEYS = (("↑", ""), ("↓", "recorrer"), ("Enter", "ver qué haría"))


class InboxScreen(Screen):
    """What arrived stays sealed here until somebody merges it, and after."""

    shows = ALL | {PACKAGES}

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._items: list[Item] = []
        self._lacking = 0
        """Attachments that the last merge left without their file."""
        self._build()
        self._connect()
        lead_to(self, self.table)

    def _build(self) -> None:
        self.head = PageHeader("Bandeja de entrada")
        self.receive_button = Button("Recibir paquetes…", icon="folder-open")
        self.return_button = Button("Devolver a los equipos…", icon="send")
        self.undo_button = Button("Deshacer paquete", icon="undo-2")
        self.merge_button = Button("Combinar lo recibido", kind="primary", icon="git-merge")
        for button in (self.receive_button, self.return_button, self.undo_button, self.merge_button):
            self.head.add_action(button)
        empty = EmptyState(
            "Todavía no llegó ningún paquete.",
            "Reciba los de una memoria o carpeta; los equipos los preparan en Archivo > Entregas a la sede.",
        )
        self.table = Table(
            _columns(),
            name="Bandeja de entrada",
            row_id=lambda item: item.file.name,
            row_height=40,
            empty=empty,
        )
        self.card = TableCard(self.table, keys=_KEYS)
        self.round = Round(self.tasks)
        self.preview = InlineNotice("info")
        lay_out(self, self.head, self.round, self.preview, self.card)

    def _connect(self) -> None:
        self.receive_button.clicked.connect(self.receive)
        self.return_button.clicked.connect(self.give_back)
        self.merge_button.clicked.connect(self.merge)
        self.undo_button.clicked.connect(self.undo)
        self.table.row_selected.connect(lambda _id: self._say_chosen())
        self.table.row_activated.connect(lambda _id: self._look())
        self.round.busy_changed.connect(lambda _busy: self._enable())

    def reload(self) -> None:
        self.tasks.beside(lambda store, _progress: inbox.items(store), self._show, owner=self)

    def receive(self) -> None:
        """Take in the packages that lie in a folder or stick, or on a server."""
        self._ask_where(
            self.receive_button,
            ("De una memoria o carpeta…", "Recibir los paquetes de una carpeta o memoria", self.receive_from),
            ("De un servidor…", "Recibir de un servidor", "Recibir", self.collect_from),
        )

    def receive_from(self, folder: Path) -> None:
        self.round.run("Recibiendo", lambda store, _progress: inbox.receive(store, folder), self._received)

    def collect_from(self, url: str, access: Access) -> None:
        def work(store: Store, progress: Progress) -> list[Path]:
            taken = delivering.collect(store, url, access, progress)
            delivering.remember(store, url, access)
            return taken

        self.round.run("Recibiendo", work, self._received)

    def give_back(self) -> None:
        """Lay receipts, work packages and attachments where the laptops take them from."""
        self._ask_where(
            self.return_button,
            (
                "En una memoria o carpeta…",
                "Dejar acuses y paquetes de trabajo en una carpeta o memoria",
                lambda folder: self.give_back_to(str(folder)),
            ),
            ("En un servidor…", "Dejar en un servidor", "Dejar", self.give_back_to),
        )

    def give_back_to(self, url: str, access: Access | None = None) -> None:
        def work(store: Store, progress: Progress) -> int:
            count = delivering.publish(store, url, access, progress, work=True)
            if access is not None:
                delivering.remember(store, url, access)
            return count

        def done(count: int) -> str:
            words = f"Dejados: {count} archivos, leídos de vuelta."
            return words if access else f"{words} Puede retirar la memoria."

        self.round.run("Preparando lo que vuelve", work, done)

    def _received(self, taken: list[Path]) -> str:
        self.tasks.changed.emit(frozenset({PACKAGES}))
        count = len(taken)
        return f"Recibidos: {count}." if count else "Lo que hay ahí ya estaba en la bandeja."

    def _ask_where(
        self,
        button: Button,
        folder: tuple[str, str, Callable[[Path], None]],
        server: tuple[str, str, str, Callable[[str, Access], None]],
    ) -> None:
        """A menu under a button: a folder, or a server."""

        def ask_for_folder() -> None:
            chosen = ask_folder(self, folder[1])
            if chosen is not None:
                folder[2](chosen)

        def ask_for_server(known: tuple[str, Access]) -> None:
            _, title, accept, act = server
            dialog = ServerDialog(*known, self, title=title, accept=accept)
            if dialog.exec():
                act(*dialog.asked())
            dialog.deleteLater()

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(folder[0], ask_for_folder)
        menu.addAction(server[0], lambda: self.tasks.read(_server, ask_for_server, owner=self, key="server"))
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def merge(self, *, deletions: bool = False) -> None:
        """Merge everything that waits, in whatever order it came."""

        def work(store: Store, progress: Progress) -> list[Outcome]:
            waiting = [item for item in inbox.items(store) if item.state is ItemState.NEW]
            outcomes = inbox.merge_items(store, waiting, deletions=deletions, progress=progress)
            receipts.write_receipts(store)
            with store.read() as tx:
                self._lacking = len(attachments.missing(tx, store.folder))
            return outcomes

        self.round.run("Combinando", work, self._merged)

    def undo(self) -> None:
        """Take a whole package back, or let it count again."""
        item: Item | None = self.table.current_row()
        if item is None or item.batch is None:
            return
        package, undone = item.batch.package, item.state is ItemState.UNDONE
        question = f"¿Deshacer el paquete de {item.name}?"
        consequence = "Todo lo que trajo deja de contar. Nada se borra: se puede volver a combinar."
        if not undone and not ConfirmDialog(question, consequence, "Deshacer", parent=self).exec():
            return

        def work(store: Store, _progress: Progress) -> None:
            (batches.redo if undone else batches.undo)(store, package)
            receipts.write_receipts(store)

        def done(_result: None) -> str:
            self.tasks.changed.emit(ALL | {PACKAGES})
            return "El paquete cuenta otra vez." if undone else "Paquete deshecho. El acuse dirá «Observado»."

        self.round.run("Un momento", work, done)

    def _merged(self, outcomes: list[Outcome]) -> str:
        self.tasks.changed.emit(ALL | {PACKAGES})
        merged = [one for one in outcomes if one.merged and one.plan]
        held = [one for one in outcomes if one.why]
        deleting = [one for one in held if one.plan and one.plan.many_deletions]
        if deleting:
            QTimer.singleShot(0, self, lambda: self._confirm(deleting))
        if not outcomes:
            return "No hay paquetes por combinar."
        total = Plan()
        for one in merged:
            for name in ("fresh", "created", "updated", "conflicts", "duplicates", "deleted"):
                setattr(total, name, getattr(total, name) + getattr(one.plan, name))
        words = f"Combinados: {len(merged)}. {total.words().capitalize()}." if merged else ""
        reasons = " ".join(f"{one.item.name}: {one.why}" for one in held)
        lacking = f" Faltan {self._lacking} adjuntos: los acuses los piden." if self._lacking else ""
        return f"{words} {reasons}".strip() + (" Los acuses están escritos." if merged else "") + lacking

    def _confirm(self, held: list[Outcome]) -> None:
        """Much is deleted: a person looks at it before it is merged."""
        count = sum(one.plan.deleted for one in held if one.plan)
        names = ", ".join(sorted({one.item.name for one in held}))
        question = f"¿Combinar también lo que borra {count} registros?"
        consequence = f"Lo borró {names}. Van a la papelera, y se pueden restaurar."
        if ConfirmDialog(question, consequence, "Combinar", parent=self).exec():
            self.merge(deletions=True)

    def _look(self) -> None:
        item: Item | None = self.table.current_row()
        if item is None or item.state is not ItemState.NEW:
            return

        def done(plan: Plan) -> None:
            warnings = [" El reloj de ese equipo está adelantado más de un día."] if plan.ahead else []
            warnings += [" Hay otra copia de los datos de ese equipo en uso."] if plan.forks else []
            warnings += [" Borra mucho: al combinar se le preguntará."] if plan.many_deletions else []
            self.preview.set_notice("info", f"{item.name}: {plan.words()}.{''.join(warnings)}")

        def failed(error: Exception) -> None:
            self.preview.set_notice("warning", str(error))

        self.tasks.beside(
            lambda store, _progress: inbox.preview(store, item), done, owner=self, failed=failed
        )

    def _show(self, items: list[Item]) -> None:
        self._items = items
        self.table.set_rows(items)
        if items and not self.table.current_id():
            self.table.select(items[0].file.name)
        waiting = sum(item.state is ItemState.NEW for item in items)
        self.head.set_title("Bandeja de entrada", f"{waiting} por combinar" if waiting else "")
        self._enable()
        self._say_chosen()

    def _enable(self) -> None:
        item: Item | None = self.table.current_row()
        free = not self.round.busy
        self.receive_button.setEnabled(free)
        self.return_button.setEnabled(free)
        self.merge_button.setEnabled(free and any(one.state is ItemState.NEW for one in self._items))
        self.undo_button.setEnabled(free and item is not None and item.batch is not None)
        undone = item is not None and item.state is ItemState.UNDONE
        self.undo_button.setText("Volver a combinar" if undone else "Deshacer paquete")

    def _say_chosen(self) -> None:
        """What stands in the way of the package chosen."""
        item: Item | None = self.table.current_row()
        text = ""
        if item is not None and item.why:
            text = item.why
        elif item is not None and item.state is ItemState.ASKS:
            text = f"{item.name} pide unirse: compare su huella por teléfono y apruébelo en Dispositivos."
        self.preview.set_notice("warning", text)
        self._enable()


def _server(tx: ReadTx) -> tuple[str, Access]:
    """The server that the invitation names, and what it asks for."""
    url = joining.joined(tx).url
    return url, delivering.remembered(tx, url)


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            "De",
            lambda item: item.name or "sin dato",
            230,
            icon=lambda _item: "package",
            sortable=False,
        ),
        Column("made", "Preparado", _made, 140, sortable=False),
        Column("count", "Cambios", _count, 90, "right", sortable=False),
        Column("result", "Qué trae", _result, sortable=False, tooltip=_result),
        Column("state", "Estado", badge=_badge, width=190, sortable=False),
    ]


def _made(item: Item) -> str:
    if item.manifest is None:
        return "sin dato"
    day, _, hour = item.manifest.made.partition("T")
    return "/".join(reversed(day.split("-"))) + f" {hour[:5]}"


def _count(item: Item) -> str:
    return str(item.manifest.operations) if item.manifest else "—"


def _result(item: Item) -> str:
    return item.batch.about.words() if item.batch else item.why or item.file.name


def _badge(item: Item) -> BadgeText:
    kind, icon = _BADGES[item.state]
    return BadgeText(kind, icon, item.label)  # pyright: ignore[reportArgumentType]
