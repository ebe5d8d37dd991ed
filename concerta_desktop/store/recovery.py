"""The printed recovery code: 138 random bits as seven groups of five, each with its own check character.

Crockford's alphabet (no I, L, O, U) without Z, which leaves a prime number of letters: so it can be read
aloud and copied by hand, and a typo is found in the very group that has it.
"""

from __future__ import annotations

import secrets

from concerta_desktop.errors import ValidationError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
GROUPS = 7
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "Z": "2"})


def new_code() -> str:
    """A fresh code: "K3M9T-…" with seven groups."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(GROUPS)]
    return "-".join(group + _check(index, group) for index, group in enumerate(groups))


def secret(typed: str) -> bytes:
    """The secret of a code as somebody typed it: case, spaces, hyphens and look-alikes do not matter.

    Raises `ValidationError` saying which group is wrong.
    """
    text = "".join(char for char in typed.upper() if char.isalnum()).translate(_LOOKALIKES)
    if len(text) != GROUPS * 5:
        raise ValidationError(
            "code", f"El código tiene {GROUPS * 5} letras y números, y se han escrito {len(text)}."
        )
    groups = [text[start : start + 5] for start in range(0, len(text), 5)]
    for index, group in enumerate(groups):
        if not group_is_right(index, group):
            raise ValidationError(
                "code",
                f"El grupo {index + 1} ({group}) tiene un error.",
                todo="Compárelo con la hoja impresa.",
            )
    return "".join(group[:4] for group in groups).encode()


def group_is_right(index: int, typed: str) -> bool:
    """Whether `typed` can be group `index` (from 0) of a code: a form tells at once where a typo is."""
    group = typed.upper().translate(_LOOKALIKES)
    return (
        len(group) == 5 and all(char in ALPHABET for char in group) and _check(index, group[:4]) == group[4]
    )


def _check(index: int, group: str) -> str:
    """Weighted sum modulo 31: finds any one wrong letter, any two neighbours swapped, and a wrong group."""
    total = sum((weight + 2) * ALPHABET.index(char) for weight, char in enumerate(group, start=index))
    return ALPHABET[total % 31]
