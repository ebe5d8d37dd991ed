"""A transaction as services and queries see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from concerta_desktop.clock import Now
from concerta_desktop.store.operation import Operation


@dataclass
class ReadTx:
    """A consistent view of the store."""

    connection: Connection


@dataclass
class Tx(ReadTx):
    """One user action: everything changed in it is committed, undone and told to the screens together."""

    device: str
    incarnation: str
    author: str
    """Id of the specialist, or "" before the first run is complete."""
    now: Now
    seq: int
    """Of the last operation of this device and incarnation; 0 = none yet."""
    head: str
    """Its op_id; "" = none yet."""
    hlc: str
    appended: list[Operation] = field(default_factory=list[Operation])
    brought: frozenset[str] = frozenset()
    """Names of the record types that other operators had touched meanwhile."""

    @property
    def action(self) -> int:
        """What identifies this action for undo: the seq of its first operation."""
        return self.appended[0].seq if self.appended else self.seq + 1

    @property
    def changed(self) -> frozenset[str]:
        """Names of the record types this action touched, or brought from other operators."""
        return self.brought | frozenset(operation.record_type for operation in self.appended)

    @contextmanager
    def whole(self) -> Iterator[Callable[[], list[Operation]]]:
        """Gives what tells the operations made inside so far. They are forgotten when it raises, so that a
        caller may catch a `ValidationError` and go on."""
        seq, head, hlc, count = self.seq, self.head, self.hlc, len(self.appended)
        try:
            yield lambda: self.appended[count:]
        except BaseException:
            self.seq, self.head, self.hlc = seq, head, hlc
            del self.appended[count:]
            raise
