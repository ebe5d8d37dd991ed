"""The three kinds of error, never mixed.

The user's (`UserError`, `ValidationError`), the environment's (`EnvironmentFailure`: disk full, stick
gone, file locked) and ours (anything else, shown by the crash dialog). Each says in Spanish what
happened, what is safe and what to do.
"""

from __future__ import annotations


class ConcertaError(Exception):
    """Base of what is told to a person. `str()` gives the joined Spanish sentences."""

    def __init__(self, what: str, *, safe: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.todo = todo

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.todo) if part)


class UserError(ConcertaError):
    """Something the person at the keyboard can put right."""


class ValidationError(UserError):
    """A value that a field cannot take; the screen returns it to that field, with what was typed kept."""

    def __init__(self, field: str, what: str, *, todo: str = "") -> None:
        super().__init__(what, todo=todo)
        self.field = field


class EnvironmentFailure(ConcertaError):
    """The disk, the printer, the stick or another program stood in the way."""


class DamagedStore(EnvironmentFailure):
    """The data file is not what was written: what can be read of it can be recovered."""

    key: bytes = b""
    """What it was tried to be opened with; b"" = not known here."""


class Cancelled(Exception):
    """The person pressed Cancel: the work is rolled back and leaves no debris. Not an error to show."""


def from_os_error(error: OSError, doing: str) -> EnvironmentFailure:
    """Put an `OSError` met while `doing` ("guardar la hoja") into plain Spanish."""
    import errno

    reasons = {
        errno.ENOSPC: ("no queda espacio en el disco", "Libere espacio y vuelva a intentarlo."),
        errno.EROFS: ("el disco no permite escribir", "Elija otra carpeta."),
        errno.EACCES: (
            "el archivo está abierto en otro programa o no hay permiso",
            "Ciérrelo o elija otro nombre o carpeta.",
        ),
        errno.EPERM: ("no hay permiso", "Elija otra carpeta."),
        errno.ENOENT: ("la carpeta ya no está", "Compruebe que la memoria siga conectada o elija otra."),
        errno.EIO: ("el disco o la memoria no responde", "Vuelva a conectarla o elija otra carpeta."),
    }
    reason, todo = reasons.get(
        error.errno or 0, ("el equipo no lo permitió", "Vuelva a intentarlo o elija otra carpeta.")
    )
    return EnvironmentFailure(
        f"No se pudo {doing}: {reason}.", safe="Lo registrado en Concerta está a salvo.", todo=todo
    )
