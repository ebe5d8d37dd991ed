"""What the disk and other programs do to the store, in plain Spanish; our own mistakes pass as they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error

_DRIVER_ERROR: type[Exception] = cast(Any, driver).DatabaseError
WRONG_KEY = "file is not a database"

_DAMAGED = ("El archivo de datos está dañado.", "Restaure una copia.")
_REASONS = (
    ("full", "No queda espacio en el disco.", "Libere espacio y vuelva a guardar."),
    ("readonly", "El disco no permite escribir.", "Compruebe que la memoria no esté protegida."),
    ("locked", "Otro programa está usando el almacén.", "Ciérrelo y vuelva a intentarlo."),
    ("i/o error", "El disco no respondió.", "Vuelva a intentarlo; si sigue igual, saque una copia."),
    ("unable to open", "No se puede abrir el archivo de datos.", "Compruebe que el disco siga conectado."),
    ("malformed", *_DAMAGED),
    (WRONG_KEY, "El archivo de datos está dañado o no es de esta llave.", "Restaure una copia."),
)
"""(what SQLite's message holds, what happened, what to do)"""


@contextmanager
def explained(safe: str) -> Iterator[None]:
    """Raise `EnvironmentFailure`, saying what is `safe`, for what is not a mistake of this program."""
    try:
        yield
    except (DBAPIError, _DRIVER_ERROR) as error:  # a new connection raises the driver's own
        said = message(error)
        for words, what, todo in _REASONS:
            if words in said:
                raise EnvironmentFailure(what, safe=safe, todo=todo) from error
        raise


@contextmanager
def explained_opening() -> Iterator[None]:
    """`explained`, for the first reading of a file: a key that is not its own is a `UserError`."""
    untouched = "No se ha tocado nada."
    try:
        with explained(untouched):
            yield
    except OSError as error:
        raise from_os_error(error, "abrir el archivo de datos") from error
    except EnvironmentFailure as error:
        if WRONG_KEY not in message(cast(Exception, error.__cause__ or error)):
            raise
        raise UserError(
            "No se puede abrir el almacén con esta llave.",
            safe=untouched,
            todo="Compruebe la contraseña; si el archivo está dañado, restaure una copia.",
        ) from error


def damaged(safe: str) -> EnvironmentFailure:
    """What is said of a data file that cannot be a store's."""
    what, todo = _DAMAGED
    return EnvironmentFailure(what, safe=safe, todo=todo)


def message(error: Exception) -> str:
    """What SQLite said, in lower case; never shown: it may quote what a person typed."""
    return str(error.orig if isinstance(error, DBAPIError) else error).lower()
