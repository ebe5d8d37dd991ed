"""Headquarters remarks on an intervention; the specialist answers; headquarters closes it."""

from __future__ import annotations

from concerta_desktop.model import Remark
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.remarks import RemarkState
from concerta_desktop.store.change import change
from concerta_desktop.store.tx import Tx


def write_remark(tx: Tx, intervention: str, text: str) -> str:
    """A new remark; returns its id. Raises `ValidationError`."""
    remark = new_id()
    values = {"intervention": intervention, "text": text, "state": RemarkState.OPEN}
    change(tx, Remark, remark, values)
    return remark


def attend(tx: Tx, remark: str, answer: str | None = None) -> None:
    """The specialist put right what it says, or answers why not. Raises `ValidationError`."""
    change(tx, Remark, remark, {"state": RemarkState.ATTENDED, "answer": answer})


def close(tx: Tx, remark: str) -> None:
    """Headquarters is content, or takes its remark back."""
    change(tx, Remark, remark, {"state": RemarkState.CLOSED})
