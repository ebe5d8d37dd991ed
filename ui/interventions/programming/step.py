"""The Programación step: cards of fields, each saved on leaving it, and what is missing at the side."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.capture.agenda import MOST_THEMES, read_agenda
from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.model import AgendaItem, Intervention
from concerta_desktop.model.fields import spec
from concerta_desktop.model.values import fields_of
from concerta_desktop.queries.intervention_list import interventions_of_process
from concerta_desktop.queries.interventions import InterventionPage
from concerta_desktop.rules.completeness import Missing
from concerta_desktop.rules.cuadros import cuadro
from concerta_desktop.rules.interventions import field_applies, has_door
from concerta_desktop.services import interventions as services
from ui.interventions.autosave import Autosave
from ui.interventions.lookups import entity_field, entity_title
from ui.interventions.programming.agenda_grid import AgendaGrid
from ui.interventions.programming.cards import FieldsCard
from ui.interventions.programming.days_editor import DaysEditor, DayValue
from ui.interventions.programming.missing_panel import MissingPanel
from ui.interventions.programming.process_card import ProcessCard
from ui.interventions.step import Step
from ui.tasks import Tasks
from ui.widgets.card import Card, ScrollColumn
from ui.widgets.form import with_the_rest

_ROOM_FOR_PANEL = 960
_WHAT = (("title",), ("type", "modality", "approach"), ("encounter",), ("objective",), ("participants",))
_ELSEWHERE = ("code", "state", "responsible")
_DAYS, _AGENDA = {"day", "start", "end"}, {"agenda", "theme"}


class ProgrammingStep(Step):
    """What, when, where, for whom, agenda, goals and process of one intervention."""

    key = "programacion"
    title = "Programación"
    shows = frozenset({"intervention", "assistance_process"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._autosave = Autosave(tasks, services.save_intervention, _label, self)
        self._build()
        self._connect()

    def open(self, page: InterventionPage) -> None:
        """Show this intervention; what is half typed or refused in it stays."""
        it = page.intervention
        if self.page is None or self.page.intervention.id != it.id:
            self._forget_typed()
            self._scroll.verticalScrollBar().setValue(0)
        self.page = page
        self._autosave.open(it.id, page.bases.get(it.id, {}))
        self.host.show_reference(it.host, entity_title(page.host)) if not self.host.hasFocus() else None
        self.group.show_process(page.process, page.bases.get(it.process or "", {}))
        values = fields_of(it)
        for card in self.cards:
            card.form.show_values(values)
            card.show_advice(page.advisories)
        self.days.show_days(
            [DayValue(day.id, day.day, day.start, day.end, fields_of(day)) for day in page.days]
        )
        self.agenda.show_items(page.agenda, [day.day for day in page.days if day.day])
        self._show_what_applies()
        self.side.show_missing([one for status in page.steps[:1] for one in status.missing])
        self.reload()

    def reload(self) -> None:
        """Read the other interventions of the process."""
        it = self.page.intervention if self.page else None
        if it is not None and (process := it.process):
            self.tasks.read(
                lambda tx: interventions_of_process(tx, process, it.id),
                self.group.show_mates,
                owner=self,
                key="mates",
            )

    def go_to_field(self, name: str) -> None:
        """Put the cursor where a field is written."""
        if name in _DAYS:
            self.days.focus_first()
            self._scroll.ensureWidgetVisible(self.days)
        elif name in _AGENDA:
            self.agenda.focus_empty()
            self._scroll.ensureWidgetVisible(self.agenda)
        else:
            for card in self.cards:
                if card.form.focus_field(name):
                    self._scroll.ensureWidgetVisible(card.form.box(name), 24, 48)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the step is leaving its fields."""
        super().hideEvent(event)
        for card in self.cards:
            card.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _ROOM_FOR_PANEL
        if beside is not self._beside:
            self._beside = beside
            self.side.stand(beside=beside)
            self._side.addWidget(self.side) if beside else self._scroll.body.insertWidget(0, self.side)

    def _build(self) -> None:
        today = self._today
        self._scroll = ScrollColumn(spacing=12, parent=self)
        inside = self._scroll.inner
        self.host = entity_field(self.tasks, "Entidad anfitriona")
        self.what = FieldsCard(
            "Qué",
            _WHAT,
            today=today,
            stretch={"type": 2},
            speaks_of=("participants", "encounter"),
            parent=inside,
        )
        self._defaults = self.what.add_link("Volver al texto del Cuadro 1", "undo-2")
        self.when = FieldsCard(
            "Cuándo",
            (("period_start", "period_end"), ("coordination",)),
            today=today,
            speaks_of=("day", "period_start"),
            parent=inside,
        )
        self.days = DaysEditor(today=today, further=True)
        self.when.body.insertWidget(0, self.days)
        self.where = FieldsCard(
            "Dónde",
            (("venue", "host"), ("platform", "link")),
            today=today,
            editors={"host": self.host},
            speaks_of=("link",),
            parent=inside,
        )
        whom = (("territories", "instancias"), ("visitor", "visited"), ("asks_sensitive",))
        self.whom = FieldsCard("A quién", whom, today=today, parent=inside)
        self.agenda = AgendaGrid(today=today)
        self.agenda_card = Card("Agenda", padding=0, rule=True, parent=inside)
        self.agenda_card.body.addWidget(self.agenda)
        goals = (("goal_people", "goal_entities", "goal_hours"),)
        self.goals = FieldsCard("Metas programadas", goals, today=today, parent=inside)
        self.group = ProcessCard(self.tasks, today, inside)
        placed = (self.what, self.when, self.where, self.whom, self.goals, self.group)
        apart = (*_ELSEWHERE, *(name for card in placed for name in card.form.names()))
        rest = with_the_rest(Intervention, (("notes",),), elsewhere=apart)
        self.notes = FieldsCard("Notas", rest, today=today, parent=inside)
        self.cards = (*placed, self.notes)
        self.side = MissingPanel()
        self._assemble()

    def _assemble(self) -> None:
        self._scroll.body.setContentsMargins(24, 12, 12, 16)
        shown = (self.what, self.when, self.where, self.whom, self.agenda_card)
        for card in (*shown, self.goals, self.group, self.notes):
            self._scroll.body.addWidget(card)
        self._scroll.body.addStretch(1)
        side = self._side = QVBoxLayout()
        side.setContentsMargins(6, 12, 12, 12)
        side.addWidget(self.side)
        self._beside = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(0)
        row.addWidget(self._scroll, 1)
        row.addLayout(side)

    def _connect(self) -> None:
        for card in self.cards:
            card.form.edited.connect(self._autosave.keep)
        self.group.mate_chosen.connect(lambda other: self.intervention_chosen.emit(other, self.key))
        self._autosave.refused.connect(self._refused)
        self._autosave.saved.connect(lambda _field: self._say_saved())
        self._defaults.clicked.connect(self._back_to_cuadros)
        self.side.wanted.connect(self._solve)
        self.days.day_edited.connect(self._save_day)
        self.days.day_removed.connect(self._remove_day)
        self.agenda.line_added.connect(self._add_theme)
        self.agenda.cell_edited.connect(self._save_theme)
        self.agenda.removed.connect(self._remove_themes)
        self.agenda.reordered.connect(self._order_themes)
        self.agenda.pasted.connect(self._paste_themes)

    def _today(self) -> date:
        return self.tasks.store.now().date()

    def _show_what_applies(self) -> None:
        if self.page is None:
            return
        it = self.page.intervention
        for card in self.cards:
            names = [n for n in card.form.names() if field_applies(n, it.type, it.modality)]
            card.form.show_fields(names)
        door = has_door(it.type)
        self.days.setVisible(door)
        self.agenda_card.setVisible(door)
        own = it.type is not None and (
            it.objective != cuadro(it.type).objective or it.participants != cuadro(it.type).participants
        )
        self._defaults.setVisible(own)

    def _forget_typed(self) -> None:
        for card in self.cards:
            card.form.clear_typed()

    def _solve(self, missing: Missing) -> None:
        self.go_to_field(missing.field or missing.key)

    def _say_saved(self) -> None:
        self.side.say_saved(f"{self.tasks.store.now():%H:%M}")

    def _refused(self, field: str, error: Exception) -> None:
        """A value that cannot be goes back to its field; anything else is for the window to show."""
        if isinstance(error, ValidationError):
            for card in self.cards:
                if card.form.show_problem(error):
                    return
        elif isinstance(error, UserError):
            for card in self.cards:
                if card.form.show_problem(ValidationError(field, str(error))):
                    return
        self.tasks.failed.emit(error)

    def _back_to_cuadros(self) -> None:
        page = self.page
        if page is None or page.intervention.type is None:
            return
        intervention, row = page.intervention.id, cuadro(page.intervention.type)
        values = {"objective": row.objective, "participants": row.participants}
        self.what.form.clear_typed()
        self.tasks.write(
            lambda tx: services.save_intervention(tx, intervention, values),
            owner=self,
            label="Objetivo y participantes de los Cuadros 1 y 2",
        )

    def _save_day(self, value: DayValue) -> None:
        page = self.page
        if page is None:
            return
        intervention, base = page.intervention.id, page.bases.get(value.key)
        self.tasks.write(
            lambda tx: services.set_day(
                tx, intervention, value.key or None, value.day, value.start, value.end, base, value.further
            ),
            lambda _id: self._say_saved(),
            owner=self,
            label="Día programado" if value.key else "Día agregado",
            quiet=True,
            failed=partial(self._day_refused, value.key),
        )

    def _day_refused(self, key: str, error: Exception) -> None:
        if isinstance(error, UserError):
            self.days.show_problem(key, error)
        else:
            self.tasks.failed.emit(error)

    def _remove_day(self, value: DayValue) -> None:
        day = next((day for day in self.page.days if day.id == value.key), None) if self.page else None
        if day is not None:
            self.tasks.write(
                lambda tx: services.remove_day(tx, day),
                owner=self,
                label=f"Quitado el {day.day:%d/%m/%Y}",
                failed=partial(self._day_refused, value.key),
            )

    def _add_theme(self, key: str, values: dict[str, object]) -> None:
        if self.page is None:
            return
        intervention = self.page.intervention.id
        self.tasks.write(
            lambda tx: services.save_agenda_item(tx, intervention, None, values),
            lambda item: self.agenda.confirm(key, item),
            owner=self,
            label="Tema agregado",
            quiet=True,
            failed=partial(self._theme_refused, key),
        )

    def _save_theme(self, key: str, field: str, value: object) -> None:
        if self.page is None:
            return
        intervention, base = self.page.intervention.id, self.page.bases.get(key)
        self.tasks.write(
            lambda tx: services.save_agenda_item(tx, intervention, key, {field: value}, base),
            lambda _id: self._say_saved(),
            owner=self,
            label="Tema de agenda",
            quiet=True,
            failed=partial(self._theme_refused, key),
        )

    def _theme_refused(self, key: str, error: Exception) -> None:
        if isinstance(error, ValidationError):
            self.agenda.refuse(key, error.field, str(error))
        else:
            self.tasks.failed.emit(error)

    def _remove_themes(self, keys: list[str]) -> None:
        self.tasks.write(
            lambda tx: services.remove(tx, AgendaItem, keys), owner=self, label="Tema quitado de la agenda"
        )

    def _order_themes(self, keys: list[str]) -> None:
        self.tasks.write(
            lambda tx: services.order_agenda(tx, keys), owner=self, label="Orden de la agenda", quiet=True
        )

    def _paste_themes(self, text: str, after: str) -> None:
        """Lines from Excel or Word become themes; lines that cannot be are said, and the rest kept out."""
        found = read_agenda(text)
        if self.page is None or not found:
            self.notice.emit("No hay líneas de agenda en lo copiado.")
            return
        if len(found) > MOST_THEMES:
            much = f"Hay {len(found)} líneas y se pegan hasta {MOST_THEMES} temas por vez."
            self.notice.emit(f"{much} Copie solo la agenda.")
            return
        intervention = self.page.intervention.id
        themes = [{name: getattr(theme, name) for name in _PASTED if getattr(theme, name)} for theme in found]
        count = f"{len(found)} temas pegados" if len(found) > 1 else "1 tema pegado"
        self.tasks.write(
            lambda tx: services.add_agenda(tx, intervention, themes, after or None),
            lambda _ids: self._say_saved(),
            owner=self,
            label=count,
            failed=self._paste_refused,
        )

    def _paste_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.notice.emit(f"No se pegó nada. {error}")
        else:
            self.tasks.failed.emit(error)


_PASTED = ("theme", "day", "start", "minutes", "facilitator")


def _label(field: str) -> str:
    """How undoing the change of a field is called."""
    return f"Cambio en «{spec(Intervention, field).label}»"
