"""How easily a passphrase is guessed, in plain words. Only short ones and first guesses are refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from concerta_desktop.text import fold

Level = Literal["empty", "short", "refused", "weak", "fair", "good"]

_GOOD_LENGTH = 14
_COMMON = ("contrasena", "password", "clave", "concerta", "qwerty", "admin", "123456", "abcdef", "mimp")

_FIRST_GUESSES = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "87654321",
        "11111111",
        "00000000",
        "password",
        "password1",
        "contrasena",
        "contrasena1",
        "qwertyui",
        "qwerty123",
        "qwertyuiop",
        "abcdefgh",
        "abcd1234",
        "1q2w3e4r",
        "concerta",
        "concerta1",
        "admin123",
        "administrador",
    ]
)
"""Folded."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A verdict and the sentence that says it."""

    level: Level
    words: str


def normalised(typed: str) -> str:
    """A passphrase as it is kept: the same whether a keyboard sends ñ as one sign or as two."""
    return unicodedata.normalize("NFC", typed)


def strength(passphrase: str, minimum: int, about: Iterable[str] = ()) -> Strength:
    """Judge `passphrase`; `minimum` characters are required. `about` are words others know of the person."""
    length = len(passphrase)
    if not length:
        return Strength("empty", f"Al menos {minimum} caracteres. Varias palabras se recuerdan mejor.")
    if length < minimum:
        missing = minimum - length
        return Strength("short", f"Falta{'n' if missing > 1 else ''} {missing} para llegar a {minimum}.")
    if fold(passphrase) in _FIRST_GUESSES:
        return Strength("refused", "Es de las primeras que cualquiera probaría. Elija otra.")
    reason = _weakness(passphrase, about)
    if reason:
        return Strength("weak", f"Fácil de adivinar: {reason}.")
    if length < _GOOD_LENGTH:
        return Strength("fair", "Aceptable. Con una palabra más será difícil de adivinar.")
    return Strength("good", "Difícil de adivinar.")


def _weakness(passphrase: str, about: Iterable[str]) -> str:
    folded = fold(passphrase)
    if folded.isdigit():
        return "solo tiene números"
    if len(set(folded)) < 5:
        return "repite los mismos caracteres"
    names = {word for text in about for word in fold(text).replace("@", " ").split() if len(word) > 3}
    if any(name in folded for name in names):
        return "contiene su nombre o su correo"
    if any(word in folded for word in _COMMON) and len(folded) < _GOOD_LENGTH:
        return "usa una palabra muy común"
    return ""
