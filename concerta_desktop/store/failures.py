"""What the disk and other programs do to the store, in plain Spanish; our own mistakes pass as they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from concerta_desktop.errors import DamagedStore, EnvironmentFailure

_DRIVER_ERROR: type[Exception] = cast(Any, driver).DatabaseError
WRONG_KEY = "file is not a database"

_RECOVER = "Recupere lo que se pueda leer, o restaure una copia."
_REASONS = (
    ("full", "No queda espacio en el disco.", "Libere espacio y vuelva a guardar."),
    ("readonly", "El disco no permite escribir.", "Compruebe que la memoria no esté protegida."),
    ("locked", "Otro programa está usando el almacén.", "Ciérrelo y vuelva a intentarlo."),
    ("i/o error", "El disco no respondió.", "Vuelva a intentarlo; si sigue igual, saque una copia."),
    ("unable to open", "No se puede abrir el archivo de datos.", "Compruebe que el disco siga conectado."),
    ("malformed", "El archivo de datos está dañado.", _RECOVER),
    ("vtable constructor failed", "El índice de búsqueda está dañado.", _RECOVER),
    (WRONG_KEY, "El archivo de datos está dañado o no es de esta llave.", _RECOVER),
)
"""(what SQLite's message holds, what happened, what to do)"""


@contextmanager
def explained(safe: str) -> Iterator[None]:
    """Raise `EnvironmentFailure`, saying what is `safe`, for what is not a mistake of this program: when the
    file is not what was written, a `DamagedStore`."""
    try:
        yield
    except (DBAPIError, _DRIVER_ERROR) as error:  # a new connection raises the driver's own
        said = message(error)
        for words, what, todo in _REASONS:
            if words in said:
                kind = DamagedStore if todo == _RECOVER else EnvironmentFailure
                raise kind(what, safe=safe, todo=todo) from error
        raise


def damaged(what: str, safe: str) -> DamagedStore:
    """What is said of a data file that opens, or would, and is not what was written."""
    return DamagedStore(what, safe=safe, todo=_RECOVER)


def message(error: Exception) -> str:
    """What SQLite said, in lower case; never shown: it may quote what a person typed."""
    return str(error.orig if isinstance(error, DBAPIError) else error).lower()
