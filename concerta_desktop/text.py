"""Text as people here read and search it: accents kept, search blind to them, ñ sorted after n."""

from __future__ import annotations

import unicodedata

from concerta_desktop.errors import ValidationError

_KEPT_CONTROLS = {"\n", "\t"}


def clean(value: str, field: str = "", *, multiline: bool = False) -> str:
    """Text as it is stored: NFC, trimmed, one kind of line end; control characters are refused.

    Raises `ValidationError` on control characters (NUL among them) and lone surrogates. Direction marks,
    emoji and every script are kept as typed.
    """
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    for char in value:
        if unicodedata.category(char) in {"Cc", "Cs"} and char not in _KEPT_CONTROLS:
            raise ValidationError(
                field,
                f"El texto contiene un carácter invisible que no se puede guardar (U+{ord(char):04X}).",
                todo="Bórrelo o escriba el texto de nuevo.",
            )
    return value if multiline else " ".join(value.split())


def fold(value: str) -> str:
    """Text for searching: lower case, no accents (ñ = n), single spaces."""
    decomposed = unicodedata.normalize("NFKD", value.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def sort_key(value: str) -> str:
    """Text that sorts as Spanish does when compared by code point: accents ignored, ñ after n."""
    marked = unicodedata.normalize("NFC", value.casefold()).replace("ñ", "n~")
    return fold(marked)


def initials(*names: str) -> str:
    """First letters, upper case, accents removed: "Rosa", "Ccente Palomino" -> "RCP"."""
    return "".join(word[0] for name in names for word in fold(name).split()).upper()
