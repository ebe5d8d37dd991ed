"""age, the file encryption that anybody can open with public tools: what we use of `pyrage`, typed."""

from __future__ import annotations

from typing import IO, Any, cast

import pyrage

_age: Any = pyrage  # it carries no types
_LONGEST_HEADER = 10_000
"""Bytes. A file says whom it is for before anything of it is authenticated, and whoever opens it tries each
of these with the key: a hundred thousand of them take many minutes."""


class AgeError(Exception):
    """Not a key, not for this key, or not what was encrypted."""


def new_identity() -> tuple[str, str]:
    """(identity to keep secret, recipient to give away)."""
    made = _age.x25519.Identity.generate()
    return str(made), str(made.to_public())


def recipient_of(identity: str) -> str:
    """The public half of an identity."""
    return str(_identity(identity).to_public())


def encrypt(data: bytes, recipient: str) -> bytes:
    """Raises `AgeError` when that is no recipient."""
    return cast(bytes, _age.encrypt(data, [_recipient(recipient)]))


def decrypt(data: bytes, identity: str) -> bytes:
    """Raises `AgeError`."""
    known = _identity(identity)
    try:
        return cast(bytes, _age.decrypt(data, [known]))
    except _age.DecryptError as error:
        raise AgeError(str(error)) from error


def encrypt_stream(plain: IO[bytes], ciphered: IO[bytes], *recipients: str) -> None:
    """In pieces, whatever the size, to any of them. Raises `AgeError`, `OSError`."""
    _age.encrypt_io(plain, ciphered, [_recipient(one) for one in recipients])


def decrypt_stream(ciphered: IO[bytes], plain: IO[bytes], identity: str) -> None:
    """The same back. Raises `AgeError`, after which `plain` may hold a part that nobody vouches for."""
    begins = ciphered.read(_LONGEST_HEADER)
    if b"\n---" not in begins:
        raise AgeError("no header")
    ciphered.seek(0)
    try:
        _age.decrypt_io(ciphered, plain, [_identity(identity)])
    except _age.DecryptError as error:
        raise AgeError(str(error)) from error
    except OSError as error:
        if error.errno is None:  # how a cut or changed file shows in the middle
            raise AgeError(str(error)) from error
        raise


def _identity(text: str) -> Any:
    try:
        return _age.x25519.Identity.from_str(text.strip())
    except _age.IdentityError as error:
        raise AgeError(str(error)) from error


def _recipient(text: str) -> Any:
    try:
        return _age.x25519.Recipient.from_str(text.strip())
    except _age.RecipientError as error:
        raise AgeError(str(error)) from error
