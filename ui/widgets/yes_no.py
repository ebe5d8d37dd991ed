"""Yes, no, or nobody has said: three answers, because what is unknown is not "no"."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.segmented import Choice, Segmented


class YesNoField(Segmented):
    """Usage: `YesNoField("Verificada")`. `value() -> bool | None`, `set_value(bool | None)`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        choices = [Choice("yes", "Sí"), Choice("no", "No"), Choice("unknown", "Sin dato")]
        super().__init__(name, choices, parent=parent)
        self.set_value(None)

    def value(self) -> bool | None:  # type: ignore[override]
        """What was answered, None = nobody has said."""
        return {"yes": True, "no": False}.get(super().value())

    def set_value(self, value: bool | str | None) -> None:  # type: ignore[override]
        """Show an answer without announcing it."""
        known = value if isinstance(value, str) else "unknown" if value is None else "yes" if value else "no"
        super().set_value(known)
