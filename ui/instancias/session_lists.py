"""What a session has besides its own records: who came, one answer each, and agreements that came along."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.model.directory import Member
from concerta_desktop.model.sessions import Presence
from concerta_desktop.queries.sessions import AttendanceLine, SessionPage, read_session
from concerta_desktop.rules.sessions import Quorum, Standing
from concerta_desktop.rules.spanish_dates import numeric, overdue
from concerta_desktop.services.sessions import attend
from ui.instancias.part_dialog import PartDialog
from ui.instancias.parts import CARRIED, UPDATES, Part
from ui.tasks import Tasks
from ui.widgets.labels import ElidedLabel, Label, Separator
from ui.widgets.lines import Lines, LineText
from ui.widgets.segmented import Choice, Segmented

_ANSWERS = [
    Choice(Presence.PRESENT.value, "Asistió"),
    Choice(Presence.ABSENT.value, "Faltó"),
    Choice(Presence.EXCUSED.value, "Justificó"),
    Choice("", "Sin dato"),
]


class _OfSession(QWidget):
    """Reads the session again when something of it changes."""

    def __init__(self, tasks: Tasks, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self.part = tasks, part
        self._instancia = self._session = ""
        tasks.changed.connect(self._note_change)

    def of(self, instancia: str, owner: str) -> None:
        """Show it for this session."""
        self._instancia, self._session = instancia, owner
        self.reload()

    def reload(self) -> None:
        session, today = self._session, self._tasks.store.now().date()
        if session:
            self._tasks.read(lambda tx: read_session(tx, session, today), self._take, owner=self, key="page")

    def show_page(self, page: SessionPage) -> None:
        raise NotImplementedError

    def _take(self, page: SessionPage | None) -> None:
        if page is not None and page.meeting.id == self._session:
            self.show_page(page)

    def _note_change(self, types: frozenset[str]) -> None:
        if types & {
            "session_attendance",
            "member",
            "mandate",
            "agreement",
            "agreement_update",
            "session_meeting",
        }:
            self.reload()


class AttendanceList(_OfSession):
    """Every member with one answer: a click, or Tab and the arrows."""

    def __init__(self, tasks: Tasks, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(tasks, part, parent)
        self._quorum = Label("", "header", tone="secondary", wrap=True)
        self._none = Label(
            "La instancia no tiene integrantes: agréguelos en Directorio.",
            "secondary",
            tone="tertiary",
            wrap=True,
        )
        self.rows: dict[str, _Row] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 8)
        column.setSpacing(8)
        column.addWidget(self._quorum)
        column.addWidget(self._none)
        column.addLayout(self._column)

    def show_page(self, page: SessionPage) -> None:
        self._quorum.setText(_said(page.quorum))
        self._none.setVisible(not page.attendance)
        wanted = {line.line.member.id: line for line in page.attendance}
        if list(wanted) != list(self.rows):
            for old in self.rows.values():
                self._column.removeWidget(old)
                old.deleteLater()
            self.rows = {}
            for key, line in wanted.items():
                row = self.rows[key] = _Row(line.line.member)
                row.answer.value_changed.connect(partial(self._answer, key))
                self._column.addWidget(row)
        for key, line in wanted.items():
            self.rows[key].show_line(line)

    def _answer(self, member: str, code: str) -> None:
        session, presence = self._session, Presence(code) if code else None  # type: ignore[call-arg]
        name = self.rows[member].name
        self._tasks.write(
            lambda tx: attend(tx, session, member, presence),
            owner=self,
            label=f"Asistencia de {name}",
            quiet=True,
        )


class _Row(QWidget):
    def __init__(self, member: Member) -> None:
        super().__init__()
        self.name = member.name or "sin dato"
        self._title, self._who = (
            ElidedLabel(self.name, "emphasis"),
            ElidedLabel("", "secondary", tone="secondary"),
        )
        self.answer = Segmented(f"Asistencia de {self.name}", _ANSWERS, small=True)
        words, row = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._who)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Separator())
        column.addLayout(row)

    def show_line(self, line: AttendanceLine) -> None:
        self.answer.set_value(line.presence.value if line.presence else "")
        came = line.attendance.name if line.attendance else None
        titular = line.line.titular
        self._who.setText(came or (f"{titular.name}, titular" if titular else "sin titular vigente"))


class CarriedList(_OfSession):
    """Agreements of earlier sessions that are not over; Enter says what became of one."""

    def __init__(self, tasks: Tasks, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(tasks, part, parent)
        self._none = Label(CARRIED.nothing, "secondary", tone="tertiary", wrap=True)
        self._none.setContentsMargins(16, 6, 16, 0)
        self.lines = Lines("Acuerdos pendientes")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.lines)

    def show_page(self, page: SessionPage) -> None:
        today = self._tasks.store.now().date()
        self._none.setVisible(not page.pending)
        texts = {
            one.agreement.id: _line(one, overdue(one.agreement.due, today) if one.agreement.due else "")
            for one in page.pending
        }
        for key, line in self.lines.show_lines(texts).items():
            line.clicked.connect(partial(self._follow, key))

    def _follow(self, agreement: str, _checked: bool = False) -> None:
        values = {"session": self._session}
        PartDialog(
            self._tasks, UPDATES, self._instancia, agreement, values=values, parent=self.window()
        ).open()


def _line(one: Standing, late: str) -> LineText:
    it = one.agreement
    due = f"plazo {numeric(it.due)} ({late})" if it.due else "sin plazo"
    return LineText(
        " ".join((it.text or "sin dato").split()),
        " · ".join(part for part in (it.responsible, due) if part),
        lead=one.state.label,
        lead_tone="error" if one.overdue else "secondary",
    )


def _said(count: Quorum) -> str:
    if count.reached is None:
        return f"Quórum: {count.needed} de {count.members} integrantes. Nadie ha pasado lista: sin dato."
    words = "hay quórum" if count.reached else "no hay quórum"
    return f"Asistieron {count.present} de {count.members}; se necesitan {count.needed}: {words}."
