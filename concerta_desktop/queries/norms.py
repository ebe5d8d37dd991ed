"""The legal library as the screens list it: what ships, then what somebody added."""

from __future__ import annotations

from concerta_desktop.model import Norm
from concerta_desktop.queries import records
from concerta_desktop.rules.norms import NormEntry, library
from concerta_desktop.store.tx import ReadTx


def list_norms(tx: ReadTx) -> tuple[NormEntry, ...]:
    """Every norm there is to cite."""
    return library(records.find(tx, Norm))
