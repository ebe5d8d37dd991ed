"""What looks like an e-mail address. A doubt, never a refusal: nobody can tell without writing to it."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")


def is_email(typed: str) -> bool:
    """Whether `typed` has the shape name@place.ending."""
    return _EMAIL.fullmatch(typed) is not None
