"""Dispositivos: the laptops that asked to join, known by a fingerprint that two people compare."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.progress import Progress
from concerta_desktop.store.store import Store
from sync import devices, joining
from sync.devices import Peer, PeerState
from ui.headquarters.inbox_screen import PACKAGES
from ui.headquarters.layout import lay_out
from ui.rounds import Round
from ui.save_dialog import ask_target
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.badge import BadgeText
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard

_BADGES = {
    PeerState.ASKS: ("warning", "fingerprint"),
    PeerState.APPROVED: ("ok", "check"),
    PeerState.REVOKED: ("error", "ban"),
}


class DevicesScreen(Screen):
    """Nothing of a laptop is merged until a person lets it in."""

    shows = frozenset({PACKAGES})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._build()
        self._connect()
        lead_to(self, self.table)

    def _build(self) -> None:
        self.head = PageHeader("Dispositivos")
        self.invite_button = Button("Guardar invitación…", icon="mail")
        self.revoke_button = Button("Revocar", icon="ban")
        self.approve_button = Button("Aprobar", kind="primary", icon="check")
        for button in (self.invite_button, self.revoke_button, self.approve_button):
            self.head.add_action(button)
        empty = EmptyState(
            "Ningún equipo pidió unirse todavía.",
            "Envíe la invitación a las especialistas; cada equipo pide unirse con su primera entrega.",
        )
        columns = [
            Column(
                "name",
                "De",
                lambda one: one.name,
                icon=lambda _one: "monitor",
                bold=lambda _one: True,
                sortable=False,
            ),
            Column("fingerprint", "Huella", lambda one: one.fingerprint, 300, sortable=False),
            Column("seen", "Pidió unirse", lambda one: f"{one.seen_at:%d/%m/%Y %H:%M}", 160, sortable=False),
            Column("state", "Estado", badge=_badge, width=150, sortable=False),
        ]
        self.table = Table(
            columns, name="Dispositivos", row_id=lambda one: one.device, row_height=40, empty=empty
        )
        self.card = TableCard(self.table, keys=(("↑", ""), ("↓", "recorrer")))
        self.round = Round(self.tasks)
        lay_out(self, self.head, self.round, self.card)

    def _connect(self) -> None:
        self.approve_button.clicked.connect(lambda: self.decide(PeerState.APPROVED))
        self.revoke_button.clicked.connect(lambda: self.decide(PeerState.REVOKED))
        self.invite_button.clicked.connect(self.invite)
        self.table.row_selected.connect(lambda _id: self._enable())

    def reload(self) -> None:
        self.tasks.read(devices.peers, self._show, owner=self, key="peers")

    def decide(self, state: PeerState) -> None:
        """Let the laptop chosen in, or out."""
        one: Peer | None = self.table.current_row()
        if one is None:
            return
        letting = state is PeerState.APPROVED
        question = (
            f"¿Es de {one.name} la huella {one.fingerprint}?"
            if letting
            else f"¿Revocar el equipo de {one.name}?"
        )
        consequence = (
            "Compárela por teléfono: la especialista la ve en Entregas a la sede."
            if letting
            else "No se recibirá nada más de él. Lo ya combinado queda."
        )
        do = "Sí, aprobar" if letting else "Revocar"
        if ConfirmDialog(question, consequence, do, danger=not letting, parent=self).exec():
            self.settle(one.device, state)

    def settle(self, device: str, state: PeerState) -> None:
        def work(store: Store, _progress: Progress) -> Peer:
            return devices.decide(store, device, state)

        def done(decided: Peer) -> str:
            self.tasks.changed.emit(frozenset({PACKAGES}))
            return f"{decided.label}: el equipo de {decided.name}."

        self.round.run("Guardando", work, done)

    def invite(self) -> None:
        """Save the file that laptops import to join."""
        out = ask_target(self, "Guardar la invitación", "invitacion", joining.ENDING, "Invitación")
        if out is not None:
            self.round.run(
                "Guardando",
                lambda store, _progress: joining.invite(store, out),
                lambda central: f"Invitación guardada. Huella de esta sede: {central.fingerprint}",
            )

    def _show(self, peers: list[Peer]) -> None:
        self.table.set_rows(peers)
        asking = next((one for one in peers if one.state is PeerState.ASKS), None)
        if peers and not self.table.current_id():
            self.table.select((asking or peers[0]).device)
        count = sum(one.state is PeerState.ASKS for one in peers)
        self.head.set_title("Dispositivos", f"{count} por aprobar" if count else "")
        self._enable()

    def _enable(self) -> None:
        one: Peer | None = self.table.current_row()
        self.approve_button.setEnabled(one is not None and one.state is not PeerState.APPROVED)
        self.revoke_button.setEnabled(one is not None and one.state is not PeerState.REVOKED)


def _badge(one: Peer) -> BadgeText:
    kind, icon = _BADGES[one.state]
    return BadgeText(kind, icon, one.label)  # pyright: ignore[reportArgumentType]
