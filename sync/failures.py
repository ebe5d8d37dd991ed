"""What goes wrong on the way to a stick or a server, as a sentence that says what is safe and what to do."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import ParseError

from concerta_desktop.errors import EnvironmentFailure, from_os_error

_SAFE = "Lo preparado está a salvo en este equipo."
_AGAIN = "Vuelva a intentarlo: sigue donde quedó."

_BY_CODE: dict[int, tuple[str, str]] = {
    401: (
        "no acepta ese usuario o esa contraseña",
        "Escríbalos otra vez; en Nextcloud use una de aplicación.",
    ),
    403: ("no permite escribir ahí con ese usuario", "Pida permiso a quien administra el servidor."),
    404: ("no tiene esa carpeta", "Revise la dirección con quien administra el servidor."),
    405: (
        "no recibe archivos en esa dirección",
        "Revise la dirección: suele terminar en /remote.php/dav/files/…",
    ),
    409: ("no tiene esa carpeta", "Revise la dirección con quien administra el servidor."),
    413: ("no recibe archivos de ese tamaño", "Avise a quien administra el servidor, o use una memoria."),
    423: ("tiene ese archivo bloqueado por otra persona o programa", "Espere unos minutos y repita."),
    507: ("no tiene espacio", "Avise a quien administra el servidor, o entregue con una memoria."),
}


@contextmanager
def explained(label: str) -> Iterator[None]:
    """What fails inside is told in Spanish. `label` is the place as people call it."""
    try:
        yield
    except EnvironmentFailure:
        raise
    except ParseError as error:
        raise _web_page(label) from error
    except (ConnectionError, socket.gaierror, TimeoutError) as error:
        raise _offline(label) from error
    except OSError as error:
        told = _from_ssh(error, label) or (_no_folder(label) if error.errno == errno.ENOENT else None)
        raise told or from_os_error(error, f"escribir en «{label}»") from error
    except ValueError as error:
        if "multistatus" not in str(error):
            raise
        raise _web_page(label) from error
    except Exception as error:
        told = _from_http(error, label) or _from_ssh(error, label)
        if told is None:
            raise
        raise told from error


def _from_http(error: Exception, label: str) -> EnvironmentFailure | None:
    """What `webdav4` and `httpx` raise."""
    name, module = type(error).__name__, type(error).__module__.partition(".")[0]
    if module == "httpx":
        return _offline(label)
    if module != "webdav4":
        return None
    known = {
        "InsufficientStorage": 507,
        "ResourceLocked": 423,
        "ForbiddenOperation": 403,
        "ResourceConflict": 409,
        "ResourceNotFound": 404,
    }
    code = known.get(name) or getattr(error, "status_code", None) or 0
    if not code and "MultiStatus" in name:
        code = next((one for one in _BY_CODE if str(one) in str(error)), 0)
    if code in _BY_CODE:
        reason, todo = _BY_CODE[code]
        return EnvironmentFailure(f"El servidor «{label}» {reason}.", safe=_SAFE, todo=todo)
    if code and code < 500:
        return _web_page(label)
    return EnvironmentFailure(f"El servidor «{label}» tiene un problema propio.", safe=_SAFE, todo=_AGAIN)


def _from_ssh(error: Exception, label: str) -> EnvironmentFailure | None:
    """What `paramiko` raises."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "AuthenticationException" in names:
        reason, todo = _BY_CODE[401]
        return EnvironmentFailure(f"El servidor «{label}» {reason}.", safe=_SAFE, todo=todo)
    if names & {"SSHException", "NoValidConnectionsError"} or isinstance(error, EOFError):
        return _offline(label)
    if isinstance(error, OSError) and error.errno is None:  # an answer of the SFTP server
        return EnvironmentFailure(
            f"El servidor «{label}» no pudo guardar el archivo.", safe=_SAFE, todo=_AGAIN
        )
    return None


def _web_page(label: str) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"«{label}» respondió con una página web en vez de recibir el archivo.",
        safe=_SAFE,
        todo="Si la red pide entrar por una página, entre primero; si no, revise la dirección.",
    )


def _offline(label: str) -> EnvironmentFailure:
    return EnvironmentFailure(f"No hay conexión con «{label}».", safe=_SAFE, todo=_AGAIN)


def _no_folder(label: str) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"La carpeta o memoria «{label}» ya no está.",
        safe=f"{_SAFE} Allá no quedó ningún paquete a medias que se pueda confundir con uno entero.",
        todo="Conéctela otra vez y repita la entrega.",
    )
