"""The cards of Programación: which fields each holds and what it advises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from concerta_desktop.model import Intervention
from concerta_desktop.rules.interventions import Advisory
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.notes import Note

Today = Callable[[], date]


class FieldsCard(Card):
    """A card with a form over some fields of the intervention, and notes under it.

    `speaks_of` names the fields of the advisories it shows. It hides when none of its fields applies.
    """

    def __init__(
        self,
        title: str,
        rows: Sequence[Sequence[str]],
        *,
        today: Today,
        editors: Mapping[str, QWidget] = {},
        stretch: Mapping[str, int] = {},
        speaks_of: Sequence[str] = (),
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, note=note, parent=parent)
        self.form = Form(Intervention, rows, today=today, editors=editors, stretch=stretch, parent=self)
        self.body.addWidget(self.form)
        if len(self.form.names()) == 1:  # the title of the card says it
            self.form.box(self.form.names()[0]).label.hide()
        self._speaks_of = frozenset(speaks_of)
        self._notes: list[Note] = []

    def commit(self) -> None:
        """Leaving the step is leaving its fields."""
        self.form.commit()

    def show_advice(self, advisories: Sequence[Advisory]) -> None:
        """Show what is to be told beside these fields."""
        mine = [one for one in advisories if one.field in self._speaks_of]
        while len(self._notes) > len(mine):
            note = self._notes.pop()
            self.body.removeWidget(note)
            note.hide()
            note.deleteLater()
        while len(self._notes) < len(mine):
            self._notes.append(Note())
            self.body.addWidget(self._notes[-1])
        for note, one in zip(self._notes, mine, strict=True):
            note.show_words(f"{one.text} [{one.source}]" if one.source else one.text, "info", "warning")
