"""The text of one section: linked figures, its table below, what changed under it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.documents.report_state import ReportState
from concerta_desktop.documents.report_tables import tables_of
from concerta_desktop.model.report import ReportPart
from concerta_desktop.queries.report import ReportData
from concerta_desktop.queries.report_figures import spec_of
from concerta_desktop.rules.report_text import keys
from ui.interventions.report.figure_edit import FigureEdit
from ui.interventions.report.section_tables import SectionTables
from ui.widgets.badge import Badge, BadgeText
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label, Separator
from ui.widgets.notice import InlineNotice
from ui.widgets.tab_order import lead_to

IDLE_MS = 1200
"""After the last key, what is written is saved."""
_ROWS = {
    ReportPart.PARTICIPANTS: ("participantes.total", "Ver las {} filas"),
    ReportPart.OBSTACLES: ("nudos.total", "Ver los {} nudos"),
    ReportPart.EVALUATION: ("evaluacion.respuestas", "Ver los resultados"),
}
_SAID = 2
_NOT_SAVED = "No se guardó:"
_DISPUTED = "Dos laptops escribieron aquí cosas distintas. Se ve lo último; lo otro se guarda también."
_EMPTIED = "Esta sección quedó vacía: el informe dirá «sin dato». Lo que decía se puede recuperar con Ctrl+Z."


class TextPanel(QWidget):
    """Usage: `panel.show_part(part, state, data)`. Signals: `text_edited(ReportPart, str)` when the person
    pauses or leaves, `redraft_wanted()`, `reviewed()`, `other_wanted()`, `figure_opened(key)`,
    `figure_wanted()`, `norm_wanted()`."""

    text_edited = Signal(object, str)
    redraft_wanted = Signal()
    reviewed = Signal()
    other_wanted = Signal()
    figure_opened = Signal(str)
    figure_wanted = Signal()
    norm_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = ReportPart.BACKGROUND
        self._kept, self._action, self._unsaved = "", "", False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self.title, self.linked = Label("", "panel"), Badge("accent", "link", "")
        self.redraft = Button("Volver a redactar", kind="link", icon="refresh-cw", small=True)
        self.notice = InlineNotice()
        self.edit, self.tables = FigureEdit("Texto de la sección"), SectionTables()
        self.insert_figure = Button(
            "Insertar cifra", kind="ghost", icon="link", keys="Ctrl+Mayús+C", small=True
        )
        self.insert_norm = Button(
            "Insertar norma", kind="ghost", icon="book-open", small=True, tooltip="Ctrl+Mayús+N"
        )
        self.origin = Badge()
        self._build()
        self._connect()
        lead_to(self, self.edit)

    def show_part(
        self, part: ReportPart, state: ReportState, data: ReportData, refused: tuple[str, str] | None = None
    ) -> None:
        """Show a section; what is half typed in the same one stays. `refused`: a text of it that could not be
        saved, and why: it is shown in place of the one that is kept."""
        typing = part is self.part and self.has_typed()
        if part is not self.part:
            self.commit()
            self.part = part
            self._kept, self._unsaved = "", False
            self.notice.set_notice("info", "")
        self.edit.setAccessibleName(f"Texto: {part.label}")
        stale = state.stale.get(part, {})
        if not typing:
            self._kept, self._unsaved = refused[0] if refused else state.texts[part], bool(refused)
            self.edit.show_text(self._kept, state.figures, stale)
        self.title.setText(part.label)
        count = len(keys(state.texts[part]))
        words = "1 cifra enlazada" if count == 1 else f"{count} cifras enlazadas"
        self.linked.set_badge(BadgeText("accent", "link", words))
        self.linked.setVisible(bool(count))
        edited = part in state.edited
        self.redraft.setVisible(edited)
        written = BadgeText("neutral", "pencil", "editado a mano")
        drafted = BadgeText("neutral", "file-text", "redactado de los datos")
        self.origin.set_badge(written if edited else drafted)
        if refused:
            self.refused(refused[1])
        else:
            self._tell(part, state, stale)
        key, link = _ROWS.get(part, ("", ""))
        self.tables.show_blocks(tables_of(part, data), link.format(state.figures.get(key, "")))

    def has_typed(self) -> bool:
        """Whether there is text here that the store does not have yet."""
        return self._idle.isActive() or self._unsaved

    def commit(self) -> None:
        """Hand over what was typed, if anything was."""
        if self._idle.isActive():
            self._idle.stop()
            written = self.edit.stored().strip()
            if written != self._kept.strip() or self._unsaved:
                self._kept, self._unsaved = written, True
                self.text_edited.emit(self.part, written)

    def forget(self) -> None:
        """Another report is about to be shown; what was typed has been handed over."""
        self._idle.stop()
        self._kept, self._unsaved = "", False

    def saved(self) -> None:
        """What was handed over is in the store."""
        self._unsaved = False
        if self.notice.text().startswith(_NOT_SAVED):
            self.notice.set_notice("info", "")

    def refused(self, words: str) -> None:
        """What was typed could not be saved: it stays, and says why."""
        self._action = ""
        stays = "" if "lo escrito" in words.lower() else " Lo escrito sigue aquí."
        self.notice.set_notice("error", f"{_NOT_SAVED} {words}{stays}")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.linked)
        head.addStretch(1)
        head.addWidget(self.redraft)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 12, 4)
        bar.setSpacing(4)
        bar.addWidget(self.insert_figure)
        bar.addWidget(self.insert_norm)
        bar.addStretch(1)
        bar.addWidget(self.origin)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 12, 12)
        inner.setSpacing(8)
        self.edit.setProperty("bare", True)  # noqa: FBT003 - Qt's own signature
        inner.addWidget(self.edit)
        inner.addWidget(self.tables, 100)
        inner.addStretch(1)
        card = Card(padding=0)
        card.body.setSpacing(0)
        card.body.addLayout(bar)
        card.body.addWidget(Separator())
        card.body.addLayout(inner, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self.edit.typed.connect(self._idle.start)
        self.edit.left.connect(self.commit)
        self._idle.timeout.connect(self._pause)
        self.edit.figure_opened.connect(self.figure_opened)
        self.tables.rows_wanted.connect(lambda: self.figure_opened.emit(_ROWS[self.part][0]))
        self.redraft.clicked.connect(self.redraft_wanted)
        self.insert_figure.clicked.connect(self.figure_wanted)
        self.insert_norm.clicked.connect(self.norm_wanted)
        self.notice.action_triggered.connect(self._act)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, activated=self.figure_wanted)
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, activated=self.norm_wanted)

    def _pause(self) -> None:
        self._idle.start()  # `commit` hands over only what is on its way
        self.commit()

    def _tell(self, part: ReportPart, state: ReportState, stale: Mapping[str, str]) -> None:
        """What deserves a look in this section, above its text."""
        if stale:
            said = [_changed(key, before, state.figures[key]) for key, before in stale.items()]
            count = "1 cifra desactualizada" if len(said) == 1 else f"{len(said)} cifras desactualizadas"
            self._action = "reviewed"
            more = f" y {len(said) - _SAID} más" if len(said) > _SAID else ""
            changed = "; ".join(said[:_SAID]) + more
            words = f"{count} desde que editó: {changed}. El texto ya dice lo de ahora: léalo."
            self.notice.set_notice("warning", words, "Ya la leí")
        elif part in state.edited and not state.texts[part].strip():
            self._action = "redraft"
            self.notice.set_notice("warning", _EMPTIED, "Volver a redactar")
        elif state.others.get(part):
            self._action = "other"
            self.notice.set_notice("warning", _DISPUTED, "Poner el otro texto")
        elif self._action:
            self._action = ""
            self.notice.set_notice("info", "")

    def _act(self) -> None:
        acts = {"reviewed": self.reviewed, "redraft": self.redraft_wanted, "other": self.other_wanted}
        acts[self._action].emit()


def _changed(key: str, before: str, now: str) -> str:
    spec = spec_of(key)
    return f"{spec.label if spec else key}, antes {before} y ahora {now}"
