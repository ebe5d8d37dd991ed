"""The first run: a new store and who works in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from concerta_desktop import clock
from concerta_desktop.model import Specialist
from concerta_desktop.model.identity import new_id
from concerta_desktop.store import store as stores
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import Tx


def first_run(
    folder: Path,
    passphrase: str,
    who: dict[str, object],
    *,
    kind: stores.StoreKind = "device",
    now: clock.Now = clock.now,
    before: Callable[[Store], object] = lambda _store: None,
) -> tuple[Store, str]:
    """Create the store in `folder` and record the specialist `who` (fields of `Specialist`), after what is to
    be done with it `before` that.

    Returns the open store and the recovery code to print. Raises `ValidationError` naming a field of `who`
    (then no store is left behind), `UserError` for the passphrase, `EnvironmentFailure` for the folder.
    """
    store, code = stores.create(folder, passphrase, kind=kind, now=now)
    specialist = new_id()
    store.author = specialist
    try:
        before(store)
        with store.write() as tx:
            change(tx, Specialist, specialist, who)
    except Exception:
        store.close()
        for leftover in (*folder.glob(f"{stores.DATABASE}*"), folder / stores.KEY_FILE):
            leftover.unlink(missing_ok=True)
        raise
    stores.set_author(store, specialist)
    return store, code


def save_specialist(tx: Tx, values: Mapping[str, object]) -> None:
    """Change who works here. Raises `ValidationError` naming the field."""
    change(tx, Specialist, tx.author, values)
