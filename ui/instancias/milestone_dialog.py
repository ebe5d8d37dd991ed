"""Registering a milestone of any instancia [7.3.2]: what happened, when, and what proves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from concerta_desktop.errors import ValidationError
from concerta_desktop.model import Milestone
from concerta_desktop.model.instancia import instancia_label
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.services.instancias import add_milestone
from concerta_desktop.store.tx import Tx
from ui.form_draft import FormDraft
from ui.instancias.lookups import Lookups
from ui.kept_dialog import KeptDialog
from ui.tasks import Tasks
from ui.widgets.form import Form, with_the_rest

_ROWS = (("instancia",), ("kind",), ("day", "number"), ("evidence",), ("file",), ("notes",))


class MilestoneDialog(KeptDialog):
    """`kept` tells the code of the instancia."""

    def __init__(
        self, tasks: Tasks, code: str, values: Mapping[str, object] = {}, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, "Registrar hito", accept="Registrar", parent=parent)
        today = lambda: tasks.store.now().date()  # noqa: E731
        rows = with_the_rest(Milestone, _ROWS)
        self.hold(Form(Milestone, rows, today=today, editors=Lookups(tasks, Milestone, self).editors))
        self.form.show_values({"instancia": code or None, **values})
        self.form.focus_field("instancia" if not code else "day" if "kind" in values else "kind")
        self.half = FormDraft(self, tasks, "milestone:new", ("instancias", "register_milestone", code))

    def work(self, values: Mapping[str, object]) -> Callable[[Tx], str]:
        code, kind = str(values.get("instancia", "")), values.get("kind")
        if not code:
            raise ValidationError("instancia", "Falta la instancia.", todo="Elíjala de la lista.")
        if not isinstance(kind, MilestoneKind):
            raise ValidationError("kind", "Falta «Hito».", todo="Elíjalo de la lista.")
        rest = {name: value for name, value in values.items() if name not in ("instancia", "kind")}

        def write(tx: Tx) -> str:
            add_milestone(tx, code, kind, rest)
            return code

        return write

    def label(self, values: Mapping[str, object]) -> str:
        kind = values.get("kind")
        named = kind.label if isinstance(kind, MilestoneKind) else "Hito"
        return f"{named}: {instancia_label(str(values.get('instancia', '')))}"
