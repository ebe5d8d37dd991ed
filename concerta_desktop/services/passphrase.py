"""The passphrase of this computer's store: change it, or set a new one with the printed recovery code."""

from __future__ import annotations

from pathlib import Path

from concerta_desktop import clock
from concerta_desktop.errors import ValidationError
from concerta_desktop.paths import KEY_FILE
from concerta_desktop.store import keyring
from concerta_desktop.store.store import Store, open_with_key


def change_passphrase(folder: Path, current: str, fresh: str) -> None:
    """Replace `current` by `fresh`. Raises `UserError` when `current` is wrong, `ValidationError` ("fresh")
    when the new one is too short, `EnvironmentFailure` when the key file cannot be written."""
    _check(fresh)
    key = keyring.unlock(folder / KEY_FILE, current)
    keyring.change_passphrase(folder / KEY_FILE, key, fresh)


def reset_passphrase(folder: Path, code: str, fresh: str, *, now: clock.Now = clock.now) -> Store:
    """Open the store by its recovery code and set a new passphrase. Raises `ValidationError` ("code" or
    "fresh"), `UserError` when the code belongs to another store."""
    _check(fresh)
    key = keyring.unlock_with_code(folder / KEY_FILE, code)
    store = open_with_key(folder, key, now=now)
    try:
        keyring.change_passphrase(folder / KEY_FILE, key, fresh)
    except Exception:
        store.close()
        raise
    return store


def new_recovery_code(folder: Path, passphrase: str) -> str:
    """A fresh recovery code, to print; the one before no longer works. Raises `UserError` when the
    passphrase is wrong."""
    return keyring.new_code(folder / KEY_FILE, keyring.unlock(folder / KEY_FILE, passphrase))


def _check(fresh: str) -> None:
    if len(fresh) < keyring.MINIMUM_PASSPHRASE:
        raise ValidationError(
            "fresh", f"La contraseña debe tener al menos {keyring.MINIMUM_PASSPHRASE} caracteres."
        )
