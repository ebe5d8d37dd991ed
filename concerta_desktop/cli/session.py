"""What every command shares: where the data is, how it is unlocked, how results and errors are said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import typer

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.paths import RESTORING, default_data_dir
from concerta_desktop.progress import Progress, Remaining, silent
from concerta_desktop.store import lock, swap
from concerta_desktop.store import store as stores
from concerta_desktop.store.access import AccessKind, note
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import shared_files

_ENDINGS = frozenset(["pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "csv", "txt", "json", "html"])


@dataclass(frozen=True)
class Session:
    """The options given before the command's name."""

    data_dir: Path
    as_json: bool


def session_of(context: typer.Context) -> Session:
    return cast("Session", context.obj)  # set by the app's callback


def new_session(data_dir: Path | None, as_json: bool) -> Session:
    return Session(data_dir or default_data_dir(), as_json)


@contextmanager
def opened(session: Session, *, reading: bool = False) -> Generator[Store]:
    """The store, unlocked with CONCERTA_PASSPHRASE or by asking. What only reads can share it with a window.

    Raises `UserError` when there is none, the passphrase is wrong, or another program writes to it.
    """
    if not stores.exists(session.data_dir) and not (session.data_dir / RESTORING).exists():
        raise UserError(
            f"En {session.data_dir} no hay datos de Concerta.",
            todo="Indique otra carpeta con --data-dir, o abra Concerta para crearla.",
        )
    words = passphrase()
    with ExitStack() as alone:
        try:
            alone.enter_context(lock.held(session.data_dir))
        except lock.InUse:
            if not reading:
                raise
        else:
            swap.finish(session.data_dir)  # a restore that was cut short
        store = stores.open_store(session.data_dir, words)
        if reading:
            alone.close()  # opening may have had to make tables anew; from here on others may write
        try:
            meet_others(store)
            yield store
        finally:
            store.close()


def meet_others(store: Store) -> None:
    """What other operators of a headquarters did; without it, what is here can still be looked at."""
    try:
        shared_files.meet(store)
    except EnvironmentFailure as error:
        print(f"Aviso: {error.what} Se usa lo último que llegó a este equipo.", file=sys.stderr)


@contextmanager
def looked_at(
    session: Session, action: AccessKind, what: str, subject: str = ""
) -> Generator[tuple[Store, ReadTx]]:
    """The store, to look at people's data or take it out, which is noted first. A window that has it open is
    not in the way: the note is one row beside the log."""
    with opened(session, reading=True) as store:
        with store.write(here=True) as tx:
            note(tx, action, what, subject)
        with store.read() as tx:
            yield store, tx


def passphrase() -> str:
    """CONCERTA_PASSPHRASE, or what somebody types. Raises `UserError` when nobody is there."""
    given = os.environ.get("CONCERTA_PASSPHRASE")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserError(
            "Falta la contraseña.", todo="Póngala en CONCERTA_PASSPHRASE para trabajar sin atención."
        )
    return typer.prompt("Contraseña", hide_input=True)


def server_password(whom: str) -> str:
    """CONCERTA_SERVER_PASSWORD, or what somebody types; "" = none."""
    given = os.environ.get("CONCERTA_SERVER_PASSWORD", "")
    return given or (typer.prompt(f"Contraseña de {whom}", hide_input=True) if sys.stdin.isatty() else "")


def target(out: Path, form: str) -> Path:
    """Where a file of this format is to be written. Raises `UserError` on a name that would mislead."""
    if not out.name or out.is_dir():
        raise UserError(f"«{out}» no es un archivo.", todo="Indique con --out el nombre de un archivo.")
    named = out.suffix.removeprefix(".").lower()
    if named != form and named in _ENDINGS:
        raise UserError(
            f"«{out.name}» termina en «.{named}» y el archivo sería «.{form}».", todo="Cambie el nombre."
        )
    return out


def say(session: Session, data: object, text: str) -> None:
    """The result: `data` as JSON when asked for, else the Spanish `text`."""
    print(json.dumps(data, ensure_ascii=False, indent=1, default=str) if session.as_json else text)


def columns(titles: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as aligned text columns."""
    cells = [[str(row[title]) for title in titles] for row in rows]
    widths = [max(map(len, column)) for column in zip(titles, *cells, strict=True)]
    lines = [titles, *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def on_terminal(session: Session) -> Progress:
    """Bytes and time left, on one line of the terminal that is written over; nothing elsewhere."""
    if session.as_json or not sys.stderr.isatty():
        return silent
    remaining = Remaining()

    def tell(done: int, total: int, text: str) -> None:
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r\x1b[K{remaining.line(done, total, text)}{end}")
        sys.stderr.flush()

    return tell


def central_only(store: Store) -> None:
    """Raises `UserError` for the data of a laptop."""
    if store.identity.kind != "central":
        raise UserError("Estos datos son de un equipo, no de una sede central.", todo="Use otra --data-dir.")
