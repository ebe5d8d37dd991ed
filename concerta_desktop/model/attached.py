"""What the field of a record says of the file attached to it: its name in the store, and for a person."""

from __future__ import annotations

FIELD = "file"
"""The name of that field, in every record type that has one."""
MARK = "/"


def file_name(value: str | None) -> str:
    """The name a person knows the file by; "" when there is none."""
    return (value or "").partition(MARK)[2]
