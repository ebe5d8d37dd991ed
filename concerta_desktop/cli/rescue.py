"""`concerta verify` and `concerta recover`: whether the data are sound, and what comes back if not."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from concerta_desktop.cli.session import opened, passphrase, say, session_of
from concerta_desktop.errors import DamagedStore, UserError
from concerta_desktop.paths import KEY_FILE
from concerta_desktop.services import rescue as services
from concerta_desktop.store import health, keyring, lock, swap
from concerta_desktop.store import store as stores


def verify(context: typer.Context) -> None:
    """Comprueba a fondo los datos: cada página, cada cambio en su lugar y cada registro. No cambia nada."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        found = health.examine(store)
    lines = services.findings(found)
    if not found.sound:
        safe = "No se ha tocado nada."
        raise DamagedStore(" ".join(lines), safe=safe, todo="Recupere con «concerta recover».")
    say(session, asdict(found), "\n".join(lines))


def recover(context: typer.Context) -> None:
    """Si los datos están dañados, los aparta sin tocarlos y recupera lo que se pueda leer de ellos y de la
    última copia. Dice qué volvió y qué no."""
    session = session_of(context)
    folder = session.data_dir
    if not (folder / KEY_FILE).exists():
        raise UserError(
            f"En {folder} no hay un archivo de llave de Concerta.",
            todo="Si tiene una copia, use «concerta backup restore».",
        )
    words = passphrase()
    with lock.held(folder):
        swap.finish(folder)
        key = keyring.unlock(folder / KEY_FILE, words)
        if _sound(folder, key):
            say(session, {"sound": True}, "Los datos están bien: no hay nada que recuperar.")
            return
        rescued, lines = services.rescue(folder, key)
        stores.open_with_key(folder, key).close()
    say(session, {**asdict(rescued), "report": lines}, "\n".join(lines))


def _sound(folder: Path, key: bytes) -> bool:
    try:
        store = stores.open_with_key(folder, key)
    except DamagedStore:
        return False
    try:
        return health.examine(store).sound
    finally:
        store.close()
