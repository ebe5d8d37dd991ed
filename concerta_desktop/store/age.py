"""age, the file encryption that anybody can open with public tools: what we use of `pyrage`, typed."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from threading import Thread
from typing import IO, Any, cast

import pyrage

_age: Any = pyrage  # it carries no types
_LONGEST_HEADER = 10_000
"""Bytes. A file says whom it is for before anything of it is authenticated, and whoever opens it tries each
of these with the key: a hundred thousand of them take many minutes."""

_READ = 1 << 16


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


def deciphered(ciphered: IO[bytes], identity: str) -> io.BufferedReader:
    """What `ciphered` holds, to be read in pieces and closed. Reading raises `AgeError` at the latest where
    it would end, so that what was read to its end is whole."""
    return io.BufferedReader(_Deciphered(ciphered, identity), _READ)


class _Deciphered(io.RawIOBase):
    """pyrage pushes and takes no reader that pulls: a thread of its own pushes into a pipe."""

    def __init__(self, ciphered: IO[bytes], identity: str) -> None:
        super().__init__()
        inner, outer = os.pipe()
        self._plain = io.FileIO(inner)
        self._wrong: Exception | None = None
        self._pusher = Thread(target=self._push, args=(ciphered, outer, identity), daemon=True)
        self._pusher.start()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._plain.readinto(buffer) or 0
        if not count:
            self._pusher.join()
            if self._wrong is not None:
                raise self._wrong
        return count

    def close(self) -> None:
        if not self.closed:
            self._plain.close()  # the pusher meets a broken pipe
            self._pusher.join()
        super().close()

    def _push(self, ciphered: IO[bytes], outer: int, identity: str) -> None:
        with suppress(OSError), open(outer, "wb", buffering=_READ) as plain:
            try:
                decrypt_stream(ciphered, plain, identity)
            except (AgeError, OSError) as error:
                self._wrong = error


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
