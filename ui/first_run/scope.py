"""Choosing the regions that a specialist accompanies."""

from __future__ import annotations

from concerta_desktop.model import territory
from ui.widgets.catalogue_fields import CataloguePicker, suggestion_of
from ui.widgets.completer import Suggestion, search_in


class ScopePicker(CataloguePicker):
    """Regions only, several of them; none chosen means the whole country."""

    def __init__(self) -> None:
        super().__init__("Ámbito", "territory", placeholder="Escriba una región y elija")
        self._regions = search_in([suggestion_of("territory", region.code) for region in territory.regions()])

    def _offer(self, text: str) -> list[Suggestion]:
        return [one for one in self._regions(text) if one.id not in self.value()]
