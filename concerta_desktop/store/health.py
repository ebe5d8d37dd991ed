"""Whether a store is what was written: every page, every operation in its place, every row as the log says.

Opening a store looks only at its end (`store.seal`); this goes through all of it, beside other work.
"""

from __future__ import annotations

from dataclasses import dataclass

from concerta_desktop import clock
from concerta_desktop.errors import DamagedStore
from concerta_desktop.progress import Progress, silent
from concerta_desktop.store import oplog, seal
from concerta_desktop.store.project import unlike_the_log
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx

_EXAMINED = "examined"


@dataclass(frozen=True)
class Health:
    """What a whole store was found to be. All zeros and True = as it was written."""

    operations: int
    readable: bool
    """Every page in use is whole and in its place; False = the rest was not looked at."""
    absent: int = 0
    """Places of the log that are empty."""
    broken: int = 0
    """Operations that were changed after they were made, or whose chain has a gap before them."""
    wrong_rows: int = 0
    """Rows that say something else than the log, are too many, or lack."""
    short: bool = False
    """The store ends before what was sealed."""
    sealed: bool = True
    """There is a seal that can be read: without one nobody can tell whether the end is missing."""

    @property
    def sound(self) -> bool:
        return self.readable and not (self.absent or self.broken or self.wrong_rows or self.short)


def examine(store: Store, progress: Progress = silent) -> Health:
    """Go through all of `store`, in one view of it; others go on writing meanwhile. `progress` is called
    often, so that it may give way to them. Raises `EnvironmentFailure` when the disk does not answer."""
    sealed = seal.read(store.folder, store.key)
    try:
        with store.read() as tx:
            operations = tx.connection.exec_driver_sql("SELECT count(*) FROM operation").scalar() or 0
            progress(0, operations, "Comprobando los datos")
            if tx.connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
                return Health(operations, readable=False)
            return _log_and_rows(tx, operations, sealed, progress)
    except DamagedStore:
        return Health(0, readable=False)


def examined_today(tx: ReadTx) -> bool:
    """Whether the store was gone through today and found sound."""
    query = "SELECT value FROM meta WHERE key = ?"
    return tx.connection.exec_driver_sql(query, (_EXAMINED,)).scalar() == _today()


def note_examined(tx: Tx) -> None:
    """It was, and it is."""
    tx.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_EXAMINED, _today()))


def _today() -> str:
    return clock.today().isoformat()


def _log_and_rows(tx: ReadTx, operations: int, sealed: seal.Reach | None, progress: Progress) -> Health:
    reached = seal.reach(tx)

    def tell(done: int) -> None:
        progress(done, 2 * operations, "Comprobando los datos")

    return Health(
        operations,
        readable=True,
        absent=reached.operations - operations,
        broken=len(oplog.broken(tx, tell)),
        wrong_rows=unlike_the_log(tx, lambda done: tell(operations + done)),
        short=sealed is not None and not seal.holds(tx, sealed),
        sealed=sealed is not None,
    )
