"""The people of a convocatoria: who is expected and what they answered."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concerta_desktop.documents.wording import people
from concerta_desktop.model import ExpectedPerson
from concerta_desktop.model.choices import MandateKind, Reply
from concerta_desktop.queries import people as directory
from concerta_desktop.queries.attendance import ExpectedRow, expected_rows
from concerta_desktop.queries.convocation import expected_ids
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.queries.people import PersonRow
from concerta_desktop.rules.oficio import served
from concerta_desktop.services import interventions as services
from concerta_desktop.services.pasting import Compared, take_people
from concerta_desktop.store.tx import ReadTx
from ui.interventions.convocation.add_line import AddLine
from ui.interventions.convocation.expected_table import ExpectedTable
from ui.interventions.convocation.public_dialog import PublicDialog
from ui.interventions.convocation.several_dialog import SeveralDialog
from ui.tasks import Tasks
from ui.widgets.card import Card
from ui.widgets.tab_order import lead_to


@dataclass(frozen=True)
class _Found:
    typed: str
    people: list[PersonRow]
    there: frozenset[str]


class PeoplePart(QWidget):
    """Who is convoked: by Cuadro 2, one by one, several of the directory, a list pasted, or somebody new.

    Signal: `notice(str)`.
    """

    notice = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.page: InterventionPage | None = None
        self._flash: frozenset[str] = frozenset()
        self._build()
        self._connect()

    def open(self, page: InterventionPage) -> None:
        """Show this intervention; the line being typed stays while it is the same one."""
        if self.page is None or self.page.intervention.id != page.intervention.id:
            self.add.line.set_value("")
            self.listed.show_rows([])
        self.page = page

    def reload(self) -> None:
        """Read who is expected; what is marked stays marked."""
        if self.page is not None:
            intervention = self.page.intervention.id
            self.tasks.read(
                lambda tx: expected_rows(tx, intervention), self._show, owner=self, key="expected"
            )

    def find_person(self) -> None:
        """Ctrl+F: look for a name in the list."""
        self.listed.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N: somebody new."""
        self._new_person(self.add.line.value())

    def _build(self) -> None:
        self.add = AddLine()
        self.listed = ExpectedTable()
        card = Card(padding=12)
        card.body.addWidget(self.add)
        lead_to(self, self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.listed, 1)

    def _connect(self) -> None:
        self.add.asked.connect(self._search)
        self.add.person_chosen.connect(lambda person: self._expect([person]))
        self.add.new_asked.connect(self._new_person)
        self.add.public_asked.connect(self._by_public)
        self.add.several_asked.connect(self._several)
        self.add.paste_asked.connect(self._paste)
        self.listed.answered.connect(self._answer)
        self.listed.mandate_asked.connect(self._set_mandate)
        self.listed.removed.connect(self._remove)
        self.listed.print_asked.connect(self._print)

    def _show(self, rows: list[ExpectedRow]) -> None:
        self.listed.show_rows(rows)
        for row in rows:
            if row.person.id in self._flash:
                self.listed.table.flash(row.id)
                self.listed.table.select(row.id)
        self._flash = frozenset()

    def _search(self, typed: str) -> None:
        if self.page is None:
            return
        intervention = self.page.intervention.id

        def read(tx: ReadTx) -> _Found:
            return _Found(typed, directory.search_people(tx, typed, 12), expected_ids(tx, intervention))

        self.tasks.read(
            read,
            lambda found: self.add.offer(found.typed, found.people, found.there),
            owner=self,
            key="search",
        )

    def _expect(self, people: list[str]) -> None:
        if self.page is None:
            return
        intervention = self.page.intervention.id
        self._flash = frozenset(people[:1])
        words = "1 persona convocada" if len(people) == 1 else f"{len(people)} personas convocadas"
        self.tasks.write(
            lambda tx: services.expect(tx, intervention, people), self._added, owner=self, label=words
        )
        self.add.clear()

    def _added(self, fresh: int) -> None:
        if not fresh:
            self.notice.emit("Ya estaba en la lista.")
            self.reload()

    def _by_public(self) -> None:
        if self.page is not None:
            dialog = PublicDialog(self.tasks, self.page.intervention, self)
            dialog.people_chosen.connect(self._expect)
            dialog.open()

    def _several(self) -> None:
        if self.page is None:
            return
        it = self.page.intervention
        places = tuple(dict.fromkeys(place.code for place in served(it)))
        dialog = SeveralDialog(self.tasks, it.id, places, self)
        dialog.people_chosen.connect(self._expect)
        dialog.open()

    def _new_person(self, typed: str) -> None:
        from ui.directory.new_dialog import NewRecordDialog
        from ui.directory.tabs import PEOPLE

        dialog = NewRecordDialog(PEOPLE, self.tasks, PEOPLE.from_search(typed) if typed else {}, self)
        dialog.created.connect(lambda person: self._expect([person]))
        dialog.other_asked.connect(lambda person: self._expect([person]))
        dialog.open()

    def _paste(self) -> None:
        from ui.interventions.paste_dialog import PasteDialog

        if self.page is None:
            return
        intervention = self.page.intervention.id
        dialog = PasteDialog(
            self.tasks,
            "Pegar personas convocadas",
            "Convocar",
            lambda tx: expected_ids(tx, intervention),
            parent=self,
        )
        dialog.rows_accepted.connect(self._take_pasted)
        dialog.open()

    def _take_pasted(self, wanted: list[Compared]) -> None:
        if self.page is None:
            return
        intervention = self.page.intervention.id
        self.tasks.write(
            lambda tx: services.expect(tx, intervention, take_people(tx, wanted)),
            owner=self,
            label=f"Pegado de {people(len(wanted))}",
            risk="import",
        )

    def _answer(self, ids: list[str], reply: Reply | None) -> None:
        self.tasks.write(
            lambda tx: services.save_replies(tx, ids, reply),
            owner=self,
            label="Respuesta a la convocatoria",
            quiet=True,
        )

    def _set_mandate(self, expected: str, mandate: MandateKind) -> None:
        self.tasks.write(
            lambda tx: services.save_expected(tx, expected, {"mandate": mandate}),
            owner=self,
            label="Titular o alterno",
            quiet=True,
        )

    def _remove(self, ids: list[str]) -> None:
        words = "1 persona quitada" if len(ids) == 1 else f"{len(ids)} personas quitadas"
        self.tasks.write(
            lambda tx: services.remove(tx, ExpectedPerson, ids),
            owner=self,
            label=f"{words} de la convocatoria",
        )

    def _print(self) -> None:
        from ui.interventions.attendance.print_options import attendance_preview

        if self.page is not None:
            found = self.page.intervention
            attendance_preview(self.tasks, found.id, found.title or "", self.page.days, self).open()
