"""Directorio: people and entities, in two tabs."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concerta_desktop.rules.completeness import Step
from ui.directory.page import RecordPage
from ui.directory.tabs import ENTITIES, PEOPLE
from ui.screen import Chosen, Screen
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.header import PageHeader
from ui.widgets.inputs import SearchField
from ui.widgets.segmented import Choice, Segmented
from ui.widgets.tab_order import lead_to

_TYPING_MS = 80


class DirectoryScreen(Screen):
    """People and entities. `open_person(id)` shows one."""

    shows = frozenset({"person", "entity", "attendance", "intervention"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._searches = {PEOPLE.key: "", ENTITIES.key: ""}
        self._counts = {PEOPLE.key: "", ENTITIES.key: ""}
        self._build()
        self._connect()
        self._go_to(PEOPLE.key)

    def reload(self) -> None:
        self.page().reload()

    def new(self) -> None:
        self.page().begin_new()

    def new_of(self, key: str) -> None:
        """A new one of this tab, as when what was half typed is taken up again."""
        self._choose_tab(key)
        self.page().begin_new()

    def find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def chosen(self) -> Chosen | None:
        return self.page().chosen()

    def page(self) -> RecordPage:
        """The tab on show."""
        return self.pages[self.tabs.value()]

    def open_person(self, person: str) -> None:
        """Show one person, whatever is being searched."""
        self._open(PEOPLE.key, person)

    def open_entity(self, entity: str) -> None:
        """Show one entity, whatever is being searched."""
        self._open(ENTITIES.key, entity)

    def _build(self) -> None:
        self.header = PageHeader("Directorio")
        self.new_button = Button(PEOPLE.new, kind="primary", icon="plus", keys="Ctrl+N")
        self.paste_button = Button("Pegar desde Excel", icon="clipboard-paste")
        self.header.add_action(self.paste_button)
        self.header.add_action(self.new_button)
        self.search = SearchField("Buscar en el directorio", keys="Ctrl+F")
        self.search.setFixedWidth(340)
        choices = [Choice(PEOPLE.key, "Personas", "users"), Choice(ENTITIES.key, "Entidades", "building-2")]
        self.tabs = Segmented("Qué se muestra", choices)
        self._stack = QStackedWidget(self)
        self.pages = {tab.key: RecordPage(tab, self.tasks, self._stack) for tab in (PEOPLE, ENTITIES)}
        for page in self.pages.values():
            self._stack.addWidget(page)
        tools, around, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        tools.setContentsMargins(24, 0, 24, 12)
        tools.addWidget(self.search)
        tools.addStretch(1)
        tools.addWidget(self.tabs)
        around.setContentsMargins(24, 0, 24, 20)
        around.addWidget(self._stack)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(tools)
        column.addLayout(around, 1)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        lead_to(self, self.search)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new)
        for pasted in (self.paste_button.clicked, self.search.list_pasted):
            pasted.connect(self.pages[PEOPLE.key].paste)
        self.search.value_changed.connect(lambda _text: self._typing.start())
        self.search.down_pressed.connect(self._to_table)
        self.search.returnPressed.connect(self._to_table)
        self.tabs.value_changed.connect(self._choose_tab)
        self._typing.timeout.connect(self._search)
        for key, page in self.pages.items():
            page.notice.connect(self.notice)
            page.counted.connect(lambda words, key=key: self._count(key, words))
        self.pages[PEOPLE.key].related_chosen.connect(
            lambda found: self.intervention_chosen.emit(found, Step.ATTENDANCE.value)
        )
        self.pages[ENTITIES.key].related_chosen.connect(self.open_person)

    def _open(self, key: str, record_id: str) -> None:
        self._searches[key] = ""
        self._go_to(key)
        self.page().search("")
        self.page().open(record_id)

    def _choose_tab(self, key: str) -> None:
        self._go_to(key)
        self.page().reload()

    def _go_to(self, key: str) -> None:
        tab = self.pages[key].tab
        self.tabs.set_value(key)
        self._stack.setCurrentWidget(self.pages[key])
        self.search.setPlaceholderText(tab.search_hint)
        self.search.set_value(self._searches[key])
        self.paste_button.setVisible(tab is PEOPLE)
        self.search.takes_lists = tab is PEOPLE
        self.new_button.setText(tab.new)
        self.new_button.setAccessibleName(tab.new)
        self.new_button.updateGeometry()
        self.header.set_title("Directorio", self._counts[key])

    def _to_table(self) -> None:
        if self.page().table.rows():
            self.page().table.setFocus()

    def _search(self) -> None:
        key = self.tabs.value()
        self._searches[key] = self.search.value()
        self.page().search(self.search.value())

    def _count(self, key: str, words: str) -> None:
        self._counts[key] = words
        if key == self.tabs.value():
            self.header.set_title("Directorio", words)
