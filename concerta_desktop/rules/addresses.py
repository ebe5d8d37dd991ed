"""Whether a text can be an e-mail address. What cannot be is said where it stands, never guessed at."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_address(text: str) -> bool:
    """One name, one @, a domain with a dot; without spaces, commas, accents or ñ, which mail refuses."""
    name = text.partition("@")[0]
    return bool(_ADDRESS.fullmatch(text)) and not (
        name.startswith(".") or name.endswith(".") or ".." in text or "-." in text or text.endswith("-")
    )


def address_problem(text: str | None) -> str:
    """What is wrong with an address, "" when it can be used: "sin correo", "no es un correo: «abc»"."""
    if not text:
        return "sin correo"
    return "" if is_address(text) else f"no es un correo: «{text}»"


def address_doubt(text: str | None, consequence: str) -> str:
    """What to say beside an address that is kept and is none; "" for one that can be used, or when blank."""
    problem = address_problem(text) if text else ""
    return f"{problem.capitalize()}. Está guardado así; {consequence}." if problem else ""
