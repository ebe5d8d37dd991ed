"""What the office's documents carry at their head, as the office sets it [2.8]."""

from __future__ import annotations

from concerta_desktop.errors import ValidationError
from concerta_desktop.services.interventions import set_preference
from concerta_desktop.store.tx import Tx
from concerta_desktop.text import clean

_LONGEST = 200


def set_office_text(tx: Tx, name: str, text: str) -> None:
    """Set a short text of the office: a fact of the notice, the share of a constancia.

    Empty goes back to the usual one. Raises `ValidationError` naming the setting.
    """
    text = clean(text, name)
    if len(text) > _LONGEST:
        raise ValidationError(
            name, f"Tiene {len(text)} letras y caben {_LONGEST}.", todo="Acórtelo; lo escrito sigue aquí."
        )
    set_preference(tx, name, text or None)
