"""Until when a request about one's own data is answered, in business days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from concerta_desktop.model.data_requests import RequestKind
from concerta_desktop.rules.calendar import days_after

ANSWER_DAYS: Mapping[RequestKind, int] = {
    RequestKind.ACCESS: 20,
    RequestKind.RECTIFICATION: 10,
    RequestKind.ERASURE: 10,
    RequestKind.OBJECTION: 10,
}
"""Business days from receipt; reglamento of Ley 29733, to be verified against the text in force."""

ERASED_NAME = "Datos suprimidos"
"""Stands where the name stood, so that lists and counts still hold."""


def answer_due(kind: RequestKind, received: date) -> date:
    """The last day to answer."""
    return days_after(received, ANSWER_DAYS[kind], business=True)
