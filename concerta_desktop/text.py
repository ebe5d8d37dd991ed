"""Text as people here read and search it: accents kept, search blind to them, ñ sorted after n."""

from __future__ import annotations

import re
import unicodedata

from concerta_desktop.errors import ValidationError

_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line ends, and halves of characters."""

_REORDERING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: unseen, they make a name read as another."""

_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""Accents, once taken apart from their letters."""


def clean(value: str, field: str = "", *, multiline: bool = False) -> str:
    """Text as it is stored: NFC, trimmed, one kind of line end; control characters are refused.

    Raises `ValidationError` on control characters (NUL among them) and lone surrogates. What reorders the
    text unseen is left out; direction marks, joiners, emoji and every script are kept as typed.
    """
    if value.isascii() and value.isprintable():  # most of what is typed
        return value.strip() if multiline else " ".join(value.split())
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    refused = _REFUSED.search(value)
    if refused:
        raise ValidationError(
            field,
            f"El texto contiene un carácter invisible que no se puede guardar (U+{ord(refused[0]):04X}).",
            todo="Bórrelo o escriba el texto de nuevo.",
        )
    value = unicodedata.normalize("NFC", _REORDERING.sub("", value))
    return value.strip() if multiline else " ".join(value.split())


def fold(value: str) -> str:
    """Text for searching: lower case, no accents (ñ = n), single spaces."""
    value = value.casefold()
    if not value.isascii():
        value = _MARKS.sub("", unicodedata.normalize("NFKD", value))
    return " ".join(value.split())


def sort_key(value: str) -> str:
    """Text that sorts as Spanish does when compared by code point: accents ignored, ñ after n."""
    if value.isascii():
        return fold(value)
    return fold(unicodedata.normalize("NFC", value.casefold()).replace("ñ", "n~"))


def initials(*names: str) -> str:
    """First letters, upper case, accents removed: "Rosa", "Ccente Palomino" -> "RCP"."""
    return "".join(word[0] for name in names for word in fold(name).split()).upper()
