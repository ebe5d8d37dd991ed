"""Figures of Inicio: the year so far, and how complete the directory is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.queries.home import DirectoryFigures, YearFigures
from ui.home import words
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.numbers import thousands
from ui.widgets.stats import BarStat


class YearCard(Card):
    """Interventions of the year by state, and the people who took part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Este año", parent=parent)
        self._total, self._people = _Figure(), _Figure()
        self._bars: dict[str, BarStat] = {}
        self._states, self._sexes = QWidget(), QWidget()
        for box, figure in ((self._states, self._total), (self._sexes, self._people)):
            self.body.addWidget(figure)
            self.body.addWidget(box)
        self.body.setSpacing(6)
        self._layouts = [_column(self._states), _column(self._sexes)]
        self.body.addStretch(1)

    def show_year(self, figures: YearFigures) -> None:
        self.title.setText(f"Año {figures.year}")
        self.setAccessibleName(f"Año {figures.year}")
        self._total.show_figure(figures.total, "intervención", "intervenciones")
        self._people.show_figure(figures.people, "participante registrado", "participantes registrados")
        states = [(state.label, count, False) for state, count in figures.states]
        sexes = [("Mujeres", figures.women, False), ("Hombres", figures.men, False)]
        if figures.unknown:
            sexes.append(("Sexo sin dato", figures.unknown, True))
        self._fill(0, states, figures.total)
        self._fill(1, sexes if figures.people else [], figures.people)

    def _fill(self, place: int, bars: list[tuple[str, int, bool]], total: int) -> None:
        layout = self._layouts[place]
        empty(layout)
        for label, value, unknown in bars:
            layout.addWidget(BarStat(label, value, total, unknown=unknown))


class DirectoryCard(Card):
    """How many people and entities there are, and what is not known of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Directorio", parent=parent)
        self.open_link = self.add_link("Abrir", trailing="chevron-right")
        self.open_link.setAccessibleName("Abrir el directorio")
        self._people = _Figure()
        self._entities = Label("", "secondary", tone="secondary", tabular=True)
        self._gaps = Label("", "secondary", tone="secondary", wrap=True, tabular=True)
        for widget in (self._people, self._entities, self._gaps):
            self.body.addWidget(widget)
        self.body.setSpacing(4)

    def show_directory(self, figures: DirectoryFigures) -> None:
        self._people.show_figure(figures.people, "persona", "personas")
        self._entities.setText(words.count(figures.entities, "entidad", "entidades"))
        gaps = [
            f"{thousands(count)} sin {what}"
            for count, what in (
                (figures.without_document, "documento"),
                (figures.without_entity, "entidad"),
            )
            if count
        ]
        self._gaps.setText(
            f"Por completar: {words.in_a_row(gaps)}." if gaps else "Todas con documento y entidad."
        )
        self._gaps.set_tone("warning" if gaps else "secondary")
        self._gaps.setVisible(bool(figures.people))


class _Figure(QWidget):
    """A number of 28 px and what it counts."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._number, self._noun = Label("", "figure28"), Label("", "secondary", tone="secondary")
        row.addWidget(self._number)
        row.addWidget(self._noun, 1)

    def show_figure(self, number: int, one: str, many: str) -> None:
        self._number.setText(thousands(number))
        self._noun.setText(one if number == 1 else many)
        self.setAccessibleName(f"{number} {self._noun.text()}")


def _column(box: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(6)
    return column
