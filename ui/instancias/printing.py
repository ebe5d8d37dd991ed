"""Documents about instancias beside their preview: the matriz, the map, and what each step prints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.documents.blocks import Metadata, Paragraph, Report
from concerta_desktop.documents.draw_map import draw_map
from concerta_desktop.documents.instancias_matriz import DENOMINATORS, compose_matriz, coverage_table
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.documents.situation_report import compose_situation
from concerta_desktop.model.territory import Level
from concerta_desktop.paths import safe_name
from concerta_desktop.queries.instancias import coverage_by_level, read_matriz
from concerta_desktop.queries.situation import read_situation
from concerta_desktop.rules.spanish_dates import numeric
from concerta_desktop.store.tx import ReadTx
from ui.preview import PreviewDialog, PreviewOptions
from ui.tasks import Tasks
from ui.widgets.labels import Label
from ui.widgets.segmented import Choice, Segmented

_LEVELS = {Level.REGION: "regionales", Level.PROVINCE: "provinciales", Level.DISTRICT: "distritales"}


@dataclass(frozen=True)
class Printable:
    """A document one may choose: `Printable("Directorio", "Con quién…", compose, ("pdf", "docx"))`."""

    title: str
    note: str
    compose: Callable[[ReadTx], AnyDocument]
    formats: Sequence[Format] = ("pdf", "xlsx", "docx")
    delivered: Callable[[], None] = lambda: None
    """Called once it was printed or saved."""


class Options(PreviewOptions):
    """Which of several documents; with one there is nothing to choose."""

    def __init__(self, printables: Sequence[Printable], name: str) -> None:
        super().__init__()
        self._printables, self._name = {one.title: one for one in printables}, name
        self.which = Segmented("Documento", [Choice(one.title, one.title) for one in printables], small=True)
        self.which.set_value(printables[0].title)
        self.which.setVisible(len(printables) > 1)
        self._note = Label("", "secondary", tone="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.which)
        column.addWidget(self._note)
        self.which.value_changed.connect(self._follow)
        self._note.setText(self._chosen().note)

    def compose(self) -> Callable[[ReadTx], AnyDocument]:
        return self._chosen().compose

    def formats(self) -> Sequence[Format]:
        return self._chosen().formats

    def file_name(self) -> str:
        return safe_name(f"{self._chosen().title} {self._name}".strip())

    def delivered(self) -> None:
        self._chosen().delivered()

    def _chosen(self) -> Printable:
        return self._printables[self.which.value()]

    def _follow(self, _title: object) -> None:
        self._note.setText(self._chosen().note)
        self.changed.emit()


def open_preview(
    tasks: Tasks, title: str, printables: Sequence[Printable], name: str, parent: QWidget
) -> None:
    """Show the preview of the first, with the others to choose."""
    PreviewDialog(tasks, title, Options(printables, name), parent).open()


def matriz(codes: Collection[str], counted: Collection[str], now: datetime, scope: str) -> Printable:
    """The lines of `codes`; coverage of those `counted`; `scope`: what they were chosen by."""
    lines, whole = frozenset(codes), frozenset(counted)

    def compose(tx: ReadTx) -> AnyDocument:
        rows = read_matriz(tx, now.date())
        levels = coverage_by_level(row for row in rows if row.code in whole)
        return compose_matriz([row for row in rows if row.code in lines], levels, now, scope)

    note = (
        "Lo que está en la lista, con sus filtros. El Excel se puede corregir e importar de nuevo: tiene las "
        "columnas que la importación lee."
    )
    return Printable("Matriz de instancias", note, compose)


def map_of(level: Level, counted: Collection[str], now: datetime, scope: str) -> Printable:
    """The map of one level; of those `counted`, as the window shows it, with coverage."""
    whole, name = frozenset(counted), _LEVELS[level]

    def compose(tx: ReadTx) -> AnyDocument:
        rows = [row for row in read_matriz(tx, now.date()) if row.code in whole]
        when = f"Al {numeric(now.date())}. {scope or 'Todo el país'}."
        blocks = (
            Paragraph(when, "lead"),
            coverage_table(coverage_by_level(rows)),
            Paragraph(DENOMINATORS, "small"),
            draw_map(rows, 128, level),
        )
        title = f"Mapa de instancias {name}"
        return Report(title, Metadata(now, subject=scope, running=(title, scope)), blocks)

    note = "El mapa con su leyenda y la cobertura. Los estados se distinguen por su forma: sirve en gris."
    return Printable("Mapa", note, compose, ("pdf", "docx"))


def situation(now: datetime) -> Printable:
    """The DPVLV's yearly report, drafted from all of it."""

    def compose(tx: ReadTx) -> AnyDocument:
        return compose_situation(read_situation(tx, now.year, now.date()), now)

    note = (
        "Se redacta de lo registrado en todo el país: cobertura, mapa, instrumentos, sesiones, informes y "
        "asistencia técnica [7.3.4.9]. Tarda unos segundos."
    )
    return Printable("Informe anual de situación", note, compose, ("pdf", "docx"))
