"""Ayuda: pages at the left, reading at the right, a line that finds words in all of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from concerta_desktop.text import fold
from ui.help.pages import PAGES, HelpPage, page_for
from ui.help.reading import Reader, dress, reading_font
from ui.screen import Screen
from ui.tasks import Tasks
from ui.theme import font, icon
from ui.widgets.card import Card
from ui.widgets.header import PageHeader
from ui.widgets.inputs import SearchField
from ui.widgets.tab_order import lead_to

_KEY = Qt.ItemDataRole.UserRole


class HelpScreen(Screen):
    """`show_page(key)` opens a page, or that of a section of the window."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._build()
        self.list.currentItemChanged.connect(self._turn)
        self.search.value_changed.connect(self._filter)
        self.search.down_pressed.connect(self.list.setFocus)
        self.browser.anchorClicked.connect(self._follow)
        lead_to(self, self.list)
        self.show_page(PAGES[0].key)

    def _build(self) -> None:
        self.search = SearchField("Buscar en la ayuda", placeholder="Buscar en la ayuda", keys="Ctrl+F")
        self.list = QListWidget()
        self.list.setAccessibleName("Temas de ayuda")
        self.list.setObjectName("topics")
        self.list.setFont(font("body"))
        self.list.setIconSize(QSize(16, 16))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        for page in PAGES:
            item = QListWidgetItem(icon(page.icon, "secondary"), page.title)
            item.setData(_KEY, page.key)
            item.setSizeHint(QSize(0, 34))
            self.list.addItem(item)
        self.browser = Reader()
        self.browser.setAccessibleName("Texto de la ayuda")
        self.browser.setOpenLinks(False)
        self.browser.setFont(reading_font())
        self.browser.setObjectName("plain")
        topics, reading = Card(padding=8), Card(padding=1)
        topics.setFixedWidth(264)
        topics.body.addWidget(self.search)
        topics.body.addWidget(self.list, 1)
        reading.body.addWidget(self.browser, 1)
        sides = QHBoxLayout()
        sides.setContentsMargins(24, 0, 24, 20)
        sides.setSpacing(16)
        sides.addWidget(topics)
        sides.addWidget(reading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader("Ayuda"))
        column.addLayout(sides, 1)

    def reload(self) -> None:
        """Write the page again, as when the colours have changed."""
        self._turn(self.list.currentItem())

    def show_theme(self) -> None:
        """Write the page again in the colours of now."""
        self.reload()

    def find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def show_page(self, name: str) -> None:
        """Open a page by its key, or that which answers for a section."""
        self.search.set_value("")
        self._filter("")
        wanted = page_for(name).key
        for place in range(self.list.count()):
            if self.list.item(place).data(_KEY) == wanted:
                self.list.setCurrentRow(place)

    def page(self) -> HelpPage:
        """The page on show."""
        return page_for(self.list.currentItem().data(_KEY))

    def _turn(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.browser.setMarkdown(self.page().text())
            dress(self.browser)
            self._mark(self.search.value())

    def _filter(self, typed: str) -> None:
        """Leave the pages that hold every word."""
        words = fold(typed).split()
        first = None
        for place, page in enumerate(PAGES):
            text = fold(f"{page.title} {page.text()}") if words else ""
            hidden = not all(word in text for word in words)
            self.list.item(place).setHidden(hidden)
            if not hidden and first is None:
                first = place
        if words and first is not None and self.list.currentItem().isHidden():
            self.list.setCurrentRow(first)
        self._mark(typed)

    def _mark(self, typed: str) -> None:
        """Go to the first place where what is typed stands."""
        cursor = self.browser.textCursor()
        cursor.movePosition(cursor.MoveOperation.Start)
        self.browser.setTextCursor(cursor)
        if typed:
            self.browser.find(typed, QTextDocument.FindFlag(0))

    def _follow(self, link: QUrl) -> None:
        self.show_page(link.path().removesuffix(".md"))
