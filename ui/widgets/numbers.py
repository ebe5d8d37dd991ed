"""Figures as Peruvian official texts write them."""

from __future__ import annotations


def thousands(number: int) -> str:
    """ "1 697": groups of three apart, with a narrow space that does not break."""
    return f"{number:,}".replace(",", "\u202f")
