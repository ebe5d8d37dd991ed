"""`concerta backup make|list|show|verify|restore|recover`: the copies of what is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from concerta_desktop import paths
from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.cli.session import columns, opened, passphrase, say, session_of
from concerta_desktop.errors import UserError
from concerta_desktop.model import record_type
from concerta_desktop.paths import KEY_FILE
from concerta_desktop.services import backups as services
from concerta_desktop.services.backups import back_up, known_copies
from concerta_desktop.store import backups, keyring, lock, restoring
from concerta_desktop.store import store as stores
from concerta_desktop.store.backups import Copy

app = new_app("Copias de seguridad de lo registrado.")

_COPY = Annotated[str, typer.Argument(metavar="COPIA", help="Nombre de la copia, o la ruta de su carpeta.")]


@app.command(cls=Command)
def make(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", help="Carpeta; por defecto, la de Ajustes.")] = None,
) -> None:
    """Hace una copia cifrada y la comprueba abriéndola."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        copy = backups.make(store, to, "request") if to else back_up(store, "request")
    say(session, _data(copy), f"Copia hecha y comprobada: {copy.folder}")


@app.command("list", cls=Command)
def list_copies(
    context: typer.Context,
    where: Annotated[Path | None, typer.Option("--in", help="Carpeta; por defecto, la de Ajustes.")] = None,
) -> None:
    """Lista las copias, la más reciente primero. No pide contraseña."""
    session = session_of(context)
    found = backups.copies(where) if where else known_copies(session.data_dir)
    rows = [
        {
            "copia": copy.folder.name,
            "motivo": copy.why,
            "registros": sum(copy.counts.values()),
            "tamaño": f"{copy.size / 1e6:.1f} MB",
        }
        for copy in found
    ]
    titles = ("copia", "motivo", "registros", "tamaño")
    say(session, [_data(copy) for copy in found], columns(titles, rows) if rows else "No hay copias.")


@app.command(cls=Command)
def show(context: typer.Context, copy: _COPY) -> None:
    """Dice qué lleva una copia."""
    session = session_of(context)
    found = _find(session.data_dir, copy)
    lines = [
        str(found.folder),
        f"Hecha el {found.made:%d/%m/%Y a las %H:%M} ({found.why}) con Concerta {found.program}",
        *(f"  {_plural(name)}: {count}" for name, count in found.counts.items() if count),
    ]
    say(session, _data(found), "\n".join(lines))


@app.command(cls=Command)
def verify(context: typer.Context, copy: _COPY) -> None:
    """Comprueba una copia: que esté entera, que se abra y que nada en ella haya cambiado."""
    session = session_of(context)
    found = _find(session.data_dir, copy)
    with opened(session, reading=True) as store:
        backups.verify(found, store.key)
    say(session, _data(found), f"La copia «{found.folder.name}» está entera.")


@app.command(cls=Command)
def restore(
    context: typer.Context,
    copy: _COPY,
    unopened: Annotated[
        bool, typer.Option("--unopened", help="Aparta los datos de ahora sin abrirlos, si están dañados.")
    ] = False,
) -> None:
    """Vuelve a una copia. Antes copia lo de ahora; lo registrado después de ella queda apartado."""
    session = session_of(context)
    found = _find(session.data_dir, copy)
    if stores.exists(session.data_dir) and not unopened:
        with opened(session) as store:
            restored = services.restore(store, found)
    else:
        with lock.held(paths.ensure_dir(session.data_dir)):
            key = keyring.unlock(found.folder / KEY_FILE, passphrase())
            restored = services.restore_elsewhere(session.data_dir, found, key)
    with restored.read() as tx:
        left = restoring.aside(tx)
    restored.close()
    text = f"Restaurada la copia «{found.folder.name}»."
    if left:
        text += f" {_later(left.operations)} apartado: recupérelo con «concerta backup recover»."
    say(session, {"restored": str(found.folder), "set_aside": left.operations if left else 0}, text)


@app.command(cls=Command)
def recover(context: typer.Context) -> None:
    """Recupera lo que se registró después de la copia restaurada."""
    session = session_of(context)
    with opened(session) as store:
        with store.read() as tx:
            left = restoring.aside(tx)
        if left:
            services.recover_later(store)
    count = left.operations if left else 0
    text = f"Recuperado: {count} cambios." if count else "No hay nada apartado."
    say(session, {"recovered": count}, text)


def _later(count: int) -> str:
    return f"Lo registrado después ({count} {'cambio' if count == 1 else 'cambios'}) queda"


def _find(data_dir: Path, named: str) -> Copy:
    for copy in known_copies(data_dir):
        if copy.folder.name == named:
            return copy
    if Path(named).is_dir():
        return backups.read(Path(named))
    raise UserError(
        f"No hay ninguna copia «{named}».", todo="Vea las que hay con «concerta backup list», o dé su ruta."
    )


def _plural(name: str) -> str:
    record = record_type(name)
    return record.META.plural if record else name


def _data(copy: Copy) -> Mapping[str, Any]:
    return {
        "folder": str(copy.folder),
        "made": copy.made.isoformat(),
        "reason": copy.reason,
        "program": copy.program,
        "operations": copy.operations,
        "counts": copy.counts,
        "size": copy.size,
    }
