"""The key file: the store's random 256-bit key, wrapped by the passphrase, by the recovery code, and for
headquarters once the laptop has joined.

Changing the passphrase rewraps the key and leaves the store as it is. Argon2id comes from `argon2-cffi`
(which works its lanes in parallel), AES-256-GCM from `cryptography`, what only headquarters opens from age
(`pyrage`); nothing here is invented.
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from concerta_desktop import paths
from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error
from concerta_desktop.store import recovery

MINIMUM_PASSPHRASE = 8
"""Characters [propuesta]."""


@dataclass(frozen=True)
class Cost:
    """How hard Argon2id makes guessing: about 0.1 s and 64 MiB for each try. Tests use a cheaper one."""

    iterations: int = 3
    lanes: int = 2
    memory_kib: int = 64 * 1024


COST = Cost()

_SANE = {"iterations": range(1, 21), "lanes": range(1, 9), "memory_kib": range(8, 1024 * 1024 + 1)}
"""What a key file may ask for: more is damage, and would take this computer's memory."""


def create(path: Path, passphrase: str, cost: Cost | None = None) -> tuple[bytes, str]:
    """Write a new key file; returns (key, recovery code to print). Raises `EnvironmentFailure`."""
    key, code = secrets.token_bytes(32), recovery.new_code()
    slots = {
        "passphrase": _wrap(key, passphrase.encode(), cost),
        "recovery": _wrap(key, recovery.secret(code), cost),
    }
    _save(path, slots)
    return key, code


def unlock(path: Path, passphrase: str) -> bytes:
    """The store's key. Raises `UserError` on a wrong passphrase, `EnvironmentFailure` on a damaged file."""
    return _unwrap(_load(path)["passphrase"], passphrase.encode(), "La contraseña no es correcta.")


def unlock_with_code(path: Path, code: str) -> bytes:
    """The store's key by the recovery code. Raises `ValidationError` naming the wrong group."""
    return _unwrap(
        _load(path)["recovery"],
        recovery.secret(code),
        "El código está bien escrito, pero no es de este almacén.",
    )


def is_sound(path: Path) -> bool:
    """Whether there is a key file that can be read: one that no passphrase opens may still be sound."""
    try:
        return all({"salt", "nonce", "key", *_SANE} <= slot.keys() for slot in _load(path).values())
    except (EnvironmentFailure, AttributeError):
        return False


def change_passphrase(path: Path, key: bytes, passphrase: str, cost: Cost | None = None) -> None:
    """Wrap the same key with a new passphrase."""
    _save(path, _load(path) | {"passphrase": _wrap(key, passphrase.encode(), cost)})


def trust_headquarters(path: Path, key: bytes, recipient: str) -> None:
    """Wrap the same key for headquarters' recovery key as well ("age1…"), once the laptop has joined: its
    passphrase and code lost, headquarters can still open it. Raises `UserError` on a key that is none."""
    from concerta_desktop.store import age

    try:
        wrapped = age.encrypt(key, recipient)
    except age.AgeError as error:
        raise UserError("Esa no es la llave de una sede central.", safe="No se ha tocado nada.") from error
    slot = {"recipient": recipient, "key": b64encode(wrapped).decode()}
    _save(path, _load(path) | {"headquarters": slot})


def unlock_for_headquarters(path: Path, identity: str) -> bytes:
    """The store's key, by the identity ("AGE-SECRET-KEY-…") that headquarters keeps away from any network.

    Raises `UserError` when the laptop never joined or joined another headquarters."""
    from concerta_desktop.store import age

    slot = _load(path).get("headquarters")
    if slot is None:
        raise UserError("Este almacén no se unió a ninguna sede central.", safe="No se ha tocado nada.")
    try:
        return age.decrypt(b64decode(slot["key"]), identity)
    except age.AgeError as error:
        raise UserError("Esa llave no abre este almacén.", safe="Sus datos siguen a salvo.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error


def new_code(path: Path, key: bytes) -> str:
    """Wrap the same key with a fresh recovery code, which replaces the one before; returns it to print."""
    code = recovery.new_code()
    _save(path, _load(path) | {"recovery": _wrap(key, recovery.secret(code))})
    return code


def seal(secret: bytes, code: str) -> dict[str, Any]:
    """Wrap something by a code of its own (`recovery.new_code`), to lie where others can read."""
    return _wrap(secret, recovery.secret(code))


def unseal(slot: dict[str, Any], code: str) -> bytes:
    """What was sealed. Raises `ValidationError` naming the wrong group, `UserError` on another's code."""
    return _unwrap(slot, recovery.secret(code), "El código está bien escrito, pero no es de esta sede.")


def _derive(secret: bytes, salt: bytes, slot: dict[str, Any]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    if any(type(slot[name]) is not int or slot[name] not in sane for name, sane in _SANE.items()):
        raise _damaged()
    cost = (slot["iterations"], slot["memory_kib"], slot["lanes"])
    return hash_secret_raw(secret, salt, *cost, 32, Type.ID)


def _wrap(key: bytes, secret: bytes, cost: Cost | None = None) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    slot: dict[str, Any] = {
        "kdf": "argon2id",
        **asdict(cost or COST),
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
    }
    slot["key"] = b64encode(AESGCM(_derive(secret, salt, slot)).encrypt(nonce, key, b"concerta")).decode()
    return slot


def _unwrap(slot: dict[str, Any], secret: bytes, wrong: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        derived = _derive(secret, b64decode(slot["salt"]), slot)
        return AESGCM(derived).decrypt(b64decode(slot["nonce"]), b64decode(slot["key"]), b"concerta")
    except InvalidTag as error:
        raise UserError(wrong, safe="Sus datos siguen a salvo.", todo="Inténtelo de nuevo.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error


def _load(path: Path) -> dict[str, Any]:
    try:
        slots: Any = json.loads(path.read_text(encoding="utf-8"))
        known = {"passphrase": slots["passphrase"], "recovery": slots["recovery"]}
        return known | ({"headquarters": slots["headquarters"]} if "headquarters" in slots else {})
    except OSError as error:
        raise from_os_error(error, "leer la llave del almacén") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def _damaged() -> EnvironmentFailure:
    return EnvironmentFailure(
        "El archivo de la llave está dañado.",
        safe="El almacén no se ha tocado.",
        todo="Restaure una copia: lleva su propia llave.",
    )


def _save(path: Path, slots: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    try:
        with open(part, "w", encoding="utf-8", opener=paths.owner_only) as file:
            json.dump({"version": 1, **slots}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        paths.sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise from_os_error(error, "guardar la llave del almacén") from error
