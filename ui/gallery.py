"""Every widget of the kit on one page, to look at: `python -m ui.gallery [--dark] [--shot FILE]`.

For whoever changes the kit; not part of the program's window.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.shutdown import delete_windows
from ui.theme import apply_theme, current, start_theme
from ui.widgets.badge import Badge, BadgeText, KeyChip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.checks import CheckBox, RadioButton
from ui.widgets.choice import ChoiceField, FilterCombo
from ui.widgets.columns import Column
from ui.widgets.completer import Suggestion, search_in
from ui.widgets.empty import EmptyState
from ui.widgets.header import PageHeader
from ui.widgets.inputs import SearchField, TextArea, TextField
from ui.widgets.labeled import LabeledField
from ui.widgets.month_calendar import CalendarEvent, MonthCalendar
from ui.widgets.multi_filter import MultiFilter
from ui.widgets.multi_picker import MultiPicker
from ui.widgets.notice import InlineNotice
from ui.widgets.paint import StepState
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.sidebar import Sidebar, SidebarItem
from ui.widgets.stats import BarStat, BigCount
from ui.widgets.status_bar import StatusBar
from ui.widgets.step_rail import RailStep, StepRail
from ui.widgets.table import Table
from ui.widgets.table_card import TableCard
from ui.widgets.toast import Toast
from ui.widgets.typed_fields import DateField, IntField, TimeField

DAY = date(2026, 8, 10)
MODES = [Choice("p", "Presencial"), Choice("v", "Virtual"), Choice("m", "Mixta")]
STATES = [
    BadgeText("info", "send", "Convocada"),
    BadgeText("neutral", "calendar", "Programada"),
    BadgeText("warning", "flag", "Por cerrar"),
    BadgeText("ok", "file-check", "Informe final"),
    BadgeText("error", "clock", "vencido, 21 días"),
]


@dataclass(frozen=True)
class Sample:
    """An invented row."""

    id: int
    name: str
    kind: str
    state: BadgeText
    marks: tuple[StepState, ...]
    here: bool


class Gallery(QWidget):
    """The page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Concerta: widgets")
        pages = Segmented("Página", [Choice(key, key.capitalize()) for key in ("controles", "tabla", "mes")])
        self._pages = {"controles": _controls(self), "tabla": _table(), "mes": _month()}
        self.toast = Toast(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._header(pages))
        main.addWidget(_rail())
        for page in self._pages.values():
            main.addWidget(page, 1)
        grid.addWidget(_sidebar(), 0, 0)
        grid.addLayout(main, 0, 1)
        grid.addWidget(_status(), 1, 0, 1, 2)
        pages.value_changed.connect(self.show_page)
        pages.set_value("controles")
        self.show_page("controles")
        self.resize(1366, 768)
        pages.setFocus()

    def show_page(self, key: str) -> None:
        for name, page in self._pages.items():
            page.setVisible(name == key)

    def _header(self, pages: QWidget) -> PageHeader:
        head = PageHeader("Taller de fortalecimiento de la IPC Huanta", breadcrumb=("Intervenciones", "2026"))
        head.set_badges([BadgeText("accent", "play", "En curso")])
        head.add_action(pages)
        switch = Button("Claro u oscuro", icon="moon")
        switch.clicked.connect(_switch)
        head.add_action(switch)
        head.add_action(Button("Nueva intervención", kind="primary", icon="plus", keys="Ctrl+N"))
        return head


def _switch() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, dark=not current().dark)


def _row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row


def _controls(gallery: Gallery) -> QWidget:
    column = ScrollColumn()
    line = QHBoxLayout()
    line.setSpacing(12)
    left = QVBoxLayout()
    left.addWidget(_buttons(gallery))
    left.addWidget(_fields())
    left.addStretch(1)
    line.addLayout(left, 1)
    line.addWidget(_figures())
    column.body.addLayout(line)
    column.body.addStretch(1)
    return column


def _buttons(gallery: Gallery) -> Card:
    card = Card("Botones y avisos", note="al pasar y con foco")
    card.add_link("Ver todas", trailing="chevron-right")
    undo = Button("Eliminar", kind="danger", icon="trash-2")
    undo.clicked.connect(
        lambda: gallery.toast.say("Se eliminó a Ñahui Quispe, Saturnina.", action="Deshacer", keys="Ctrl+Z")
    )
    off = Button("Aceptar y seguir", keys="Ctrl+Enter")
    off.setEnabled(False)
    small = Button("Imprimir", icon="printer", small=True)
    link = Button("Quitar filtros", kind="link")
    card.body.addLayout(_row(Button("Exportar", icon="download"), link, undo, small))
    card.body.addLayout(_row(off, IconButton("sliders-horizontal", "Opciones"), KeyChip("Enter", "abrir")))
    card.body.addLayout(_row(*(Badge(one.kind, one.icon, one.text) for one in STATES)))
    card.body.addWidget(
        InlineNotice("warning", "Ese documento ya está en la fila 12.", action="Ir a la fila", closable=True)
    )
    card.body.addWidget(
        InlineNotice("error", "No se pudo escribir en la memoria. Lo registrado está a salvo.")
    )
    return card


def _fields() -> Card:
    card = Card("Campos")
    state, regions = FilterCombo("Estado", "Todo estado", MODES), MultiFilter("Regiones", "Todas", MODES)
    regions.set_value(["p", "v"])
    search = SearchField("Buscar", placeholder="Título, lugar o persona", keys="Ctrl+F")
    card.body.addLayout(_row(search, state, regions, stretch=False))
    start, end = DateField("Inicio", today=lambda: DAY), DateField("Fin", today=lambda: DAY)
    start.set_value(DAY)
    end.setText("31/02/26")
    boxes = [
        LabeledField("Inicio", start, help="Primer día"),
        LabeledField("Fin", end, required=True),
        LabeledField("Hora", TimeField("Hora")),
        LabeledField("Esperadas", IntField("Esperadas")),
        LabeledField("Modalidad", ChoiceField("Modalidad", MODES, optional=True)),
    ]
    end.commit()
    card.body.addLayout(_row(*boxes, stretch=False))
    area = TextArea("Medida", limit=100)
    area.set_value("Adecuar el plan con Planeamiento y aprobarlo en sesión extraordinaria de la instancia.")
    picker = MultiPicker("Territorios", search_in([Suggestion("1", "Huanta")]), placeholder="Provincia")
    picker.set_value([Suggestion(str(n), name) for n, name in enumerate(("Huanta", "La Mar", "Angaraes"))])
    pair = _row(LabeledField("Medida correctiva", area), LabeledField("Territorios", picker), stretch=False)
    card.body.addLayout(pair)
    tick, radio = CheckBox("Registrar lengua materna"), RadioButton("Solo mi ámbito")
    tick.setChecked(True)
    radio.setChecked(True)
    card.body.addLayout(_row(tick, radio, RadioButton("Todo el país")))
    return card


def _figures() -> Card:
    card = Card("Presencia")
    card.setFixedWidth(264)
    count = BigCount("Presentes ahora")
    count.set_counts(27, 40, extra=2, of="de 40 esperadas", note="25 convocadas + 2 sin convocar")
    card.body.addWidget(count)
    for label, value in (("Mujeres", 17), ("Hombres", 10)):
        card.body.addWidget(BarStat(label, value, 27))
    card.body.addWidget(BarStat("sin dato", 3, 27, unknown=True))
    door = TextField("Documento", hint="8 dígitos", door=True)
    days = Segmented("Día", [Choice("1", "Día 1 · mié 12"), Choice("2", "Día 2")], tall=True)
    days.set_value("1")
    card.body.addWidget(door)
    card.body.addWidget(days)
    card.body.addStretch(1)
    return card


def _table() -> QWidget:
    name = "Taller de fortalecimiento de la instancia provincial de concertación de Huanta"
    marks: tuple[StepState, ...] = ("done", "done", "started", "empty", "empty", "empty")
    rows = [Sample(n, name, "Taller · Presencial", STATES[n % 5], marks, n % 3 > 0) for n in range(10_000)]
    columns = [
        Column("date", "Fecha", lambda row: f"{row.id % 28 + 1:02} ago", 88),
        Column("here", "Está", width=52, align="center", checked=lambda row: row.here),
        Column(
            "name", "Intervención", lambda row: row.name, secondary=lambda row: row.kind, bold=lambda _: True
        ),
        Column("state", "Estado", width=144, badge=lambda row: row.state),
        Column("steps", "Pasos y pendiente", lambda _: "4 sin confirmar", 132, marks=lambda row: row.marks),
        Column("hour", "Hora", lambda _: "08:47", 64, align="right", tone=lambda _: "secondary"),
    ]
    table = Table(columns, name="Intervenciones", row_height=46)
    table.set_rows(rows)
    table.set_sorted("date", descending=True)
    table.select("1")
    table.flash("3")
    card = TableCard(table, keys=[("↑", ""), ("↓", "recorrer"), ("Enter", "abrir")])
    card.footer.set_totals([("10 000 intervenciones", "secondary"), ("3 por cerrar", "warning")])
    nothing = EmptyState("Todavía no hay personas.", "Pegue la lista de Excel.", "Pegar", icon="copy")
    empty = Table(columns, name="Vacía", empty=nothing)
    empty.set_rows([])
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 12, 24, 12)
    column.addWidget(card, 2)
    column.addWidget(TableCard(empty), 1)
    return page


def _month() -> QWidget:
    calendar = MonthCalendar(today=lambda: DAY)
    days = [date(2026, 8, day) for day in (3, 12, 12, 12, 12, 24)]
    calendar.set_events(
        [
            CalendarEvent(str(n), day, day + timedelta(days=n % 2), f"Taller {n}", state.kind, state.icon)
            for n, (day, state) in enumerate(zip(days, STATES * 2, strict=False))
        ]
    )
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 12, 24, 12)
    column.addWidget(calendar)
    return page


def _rail() -> StepRail:
    rail = StepRail(
        [
            RailStep("a", "Programación", "completa", "done"),
            RailStep("b", "Convocatoria", "40 esperadas", "done"),
            RailStep("c", "Asistencia", "27 presentes", "started"),
            RailStep("d", "Matriz", "3 vienen de antes", "started"),
            RailStep("e", "Evaluación", "formulario listo"),
            RailStep("f", "Informe"),
        ]
    )
    rail.set_current("c")
    return rail


def _sidebar() -> Sidebar:
    bar = Sidebar(
        "Concerta",
        [
            SidebarItem("home", "Inicio", "house"),
            SidebarItem("trips", "Intervenciones", "calendar-check"),
            SidebarItem("sync", "Sincronización", "git-merge"),
            SidebarItem("trash", "Papelera", "trash-2", bottom=True),
        ],
    )
    bar.set_current("trips")
    bar.set_count("sync", 3)
    return bar


def _status() -> StatusBar:
    bar = StatusBar()
    bar.set_segment("who", "Rosa Ccente Palomino · Gestión Territorial", icon="user")
    bar.set_segment("saved", "Guardado 09:14", icon="check", tone="ok")
    bar.set_segment(
        "pending", "184 cambios por entregar", icon="package", tone="warning", right=True, link=True
    )
    bar.set_segment("net", "Sin conexión", icon="wifi-off", right=True)
    bar.show_job("Escribiendo el informe", 12, 40)
    return bar


def main() -> None:
    """Open the page, or write a picture of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--page", default="controles")
    parser.add_argument("--shot")
    wanted = parser.parse_args()
    app = QApplication([])
    start_theme(app, dark=wanted.dark)
    gallery = Gallery()
    gallery.show_page(wanted.page)
    gallery.show()
    if wanted.shot:
        gallery.toast.say("Se eliminó a Ñahui Quispe, Saturnina.", action="Deshacer", keys="Ctrl+Z")
        app.processEvents()
        gallery.grab().save(wanted.shot)
    else:
        app.exec()
    delete_windows()


if __name__ == "__main__":
    main()
