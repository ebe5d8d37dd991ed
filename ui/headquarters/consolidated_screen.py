"""Consolidado: the indicators by month and region, and the central package that carries everything."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.documents.blocks import Table as Block
from concerta_desktop.progress import Progress
from concerta_desktop.store.access import AccessKind, note
from concerta_desktop.store.store import Store
from sync import central_package
from sync.central_package import Exported
from sync.consolidated import indicators
from sync.editions import Edition
from ui.headquarters.inbox_screen import ALL
from ui.headquarters.layout import lay_out
from ui.rounds import Round
from ui.save_dialog import ask_target
from ui.screen import Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.columns import Column
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.tab_order import lead_to
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard


class ConsolidatedScreen(Screen):
    """What all laptops together recorded."""

    shows = ALL

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._build()
        lead_to(self, self.table)

    def _build(self) -> None:
        self.head = PageHeader("Consolidado")
        self.open_button = Button("Paquete sin datos personales…", icon="eye-off")
        self.full_button = Button("Paquete central completo…", kind="primary", icon="package-check")
        self.open_button.clicked.connect(lambda: self.export(Edition.ANONYMOUS))
        self.full_button.clicked.connect(lambda: self.export(Edition.FULL))
        for button in (self.open_button, self.full_button):
            self.head.add_action(button)
        empty = EmptyState("Todavía no hay intervenciones.", "Combine paquetes en la Bandeja de entrada.")
        titles = (
            "Mes",
            "Región",
            "Intervenciones",
            "Personas",
            "Mujeres",
            "Hombres",
            "Sin dato",
            "Entidades",
        )
        columns = [
            Column(
                title,
                title,
                lambda row, place=place: str(row[place]),
                0 if place == 1 else 120,
                "left" if place < 2 else "right",
                sortable=False,
            )
            for place, title in enumerate(titles)
        ]
        self.table = Table(
            columns, name="Consolidado por mes y región", row_id=lambda row: f"{row[0]} {row[1]}", empty=empty
        )
        self.card = TableCard(self.table, keys=(("↑", ""), ("↓", "recorrer")))
        self.round = Round(self.tasks)
        lay_out(self, self.head, self.round, self.card)

    def reload(self) -> None:
        self.tasks.read(indicators, self._show, owner=self, key="indicators")

    def export(self, edition: Edition) -> None:
        """Ask where, and write the package."""
        name = f"paquete-central-{edition.value}"
        out = ask_target(self, "Guardar el paquete central", name, ".zip", "Paquete central")
        if out is None:
            return

        def work(store: Store, progress: Progress) -> Exported:
            with store.write(here=True) as tx:
                note(tx, AccessKind.SAVED, f"Paquete central, edición {edition.value}")
            return central_package.export(store, out, edition, progress)

        self.round.run("Escribiendo el paquete central", work, _said)

    def _show(self, block: Block) -> None:
        self.table.set_rows(block.rows)
        count = sum(row[2] for row in block.rows if isinstance(row[2], int))
        self.head.set_title("Consolidado", f"{count} intervenciones" if count else "")


def _said(done: Exported) -> str:
    warnings = " ".join(done.warnings)
    return (
        f"Guardado: {done.file.name}, {done.files} archivos. SHA-256 {done.digest[:16]}… {warnings}".strip()
    )
