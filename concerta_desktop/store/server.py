"""The PostgreSQL server at which several operators of one headquarters meet: its address, a connection to it,
and what goes wrong with it, in plain Spanish.

The connection is ciphered (TLS) unless the server is this very computer. What the server says in its own
words is never shown or logged: it may quote what was recorded, or the password.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from concerta_desktop import log
from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error

FORM = "postgresql://USUARIO@SERVIDOR/BASE"
TIMEOUT = 60
"""Seconds that a server may keep silent, and that another operator may be waited for."""
_ANSWER = 10
"""Seconds in which a server must answer the call."""
_SAFE = "Lo guardado está a salvo y aquí se puede leer; este cambio no se guardó."
_ADMIN = "Avise a quien administra el servidor."
_AGAIN = "Vuelva a intentarlo en un momento."
_SESSION = (
    f"SET lock_timeout = '{TIMEOUT - 5}s'",
    "SET idle_in_transaction_session_timeout = '15min'",
    "SET tcp_keepalives_idle = 30",  # a computer that lost its power holds up nobody for long
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 3",
    "SET client_min_messages = warning",
)
_REASONS = {
    "28": ("no acepta ese usuario o esa contraseña", "Revíselos: «concerta central share» los cambia."),
    "3D": ("no tiene esa base de datos", "Pida a quien lo administra que la cree, o revise la dirección."),
    "42501": ("no deja escribir a ese usuario", "Pida permiso a quien administra el servidor."),
    "25006": ("solo deja leer", _ADMIN),
    "53100": ("no tiene espacio en el disco", _ADMIN),
    "53300": ("no admite más conexiones ahora", _AGAIN),
    "53": ("no tiene memoria o espacio", _ADMIN),
    "55P03": ("está ocupado por otro operador", _AGAIN),
    "57": ("se está apagando o encendiendo", _AGAIN),
    "25P03": ("dejó de esperar a este equipo", _AGAIN),
    "40": ("dio el turno a otro operador", _AGAIN),
    "23": ("dio el turno a otro operador", _AGAIN),
    "58": ("tiene un problema con su disco", _ADMIN),
    "XX": ("tiene sus datos dañados", _ADMIN),
}
"""Beginning of PostgreSQL's code -> what the server does, and what to do."""


@dataclass(frozen=True)
class Address:
    """Where the server is and how to enter; kept only in the ciphered store."""

    host: str
    """A name, an IP address, or the folder of a Unix socket ("/run/postgresql")."""
    port: int
    database: str
    user: str
    password: str
    tls: str
    """"verify-full", "require" (ciphered, with a server that nobody vouches for), or "disable"."""
    authority: str = ""
    """Certificates (PEM) that vouch for the server; "" = those of this computer."""

    def __repr__(self) -> str:
        return f"Address({self.host!r}, {self.database!r})"

    @property
    def label(self) -> str:
        """As people call it."""
        return "este equipo" if is_local(self.host) else self.host

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def address(url: str, password: str) -> Address:
    """What a person typed. Raises `UserError`: also when the way there would not be ciphered."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    try:
        host, port = options.pop("host", parts.hostname or ""), parts.port or 5432
    except ValueError as error:
        raise _wrong(why="El puerto no es un número.") from error
    reachable = hasattr(socket, "AF_UNIX") or not host.startswith("/")
    whole = bool(host and reachable and parts.username and len(parts.path) > 1)
    if parts.scheme not in {"postgresql", "postgres"} or not whole:
        raise _wrong(why="Esa no es la dirección de una base de datos PostgreSQL.")
    if parts.password is not None:
        raise _wrong(
            why="La contraseña no va en la dirección: ahí la vería cualquiera.",
            todo=f"Use {FORM} y póngala en CONCERTA_SERVER_PASSWORD, o escríbala cuando se le pida.",
        )
    tls = options.pop("sslmode", "disable" if is_local(host) else "verify-full")
    if tls not in {"verify-full", "require"} and not is_local(host):
        raise _wrong(
            why="La conexión con otro equipo debe ir cifrada (TLS).",
            todo="Use sslmode=verify-full, o quítelo.",
        )
    authority = _authority(options.pop("sslrootcert", ""))
    if options:
        raise _wrong(why=f"La dirección pide algo que no se conoce: {', '.join(sorted(options))}.")
    return Address(
        host, port, unquote(parts.path[1:]), unquote(parts.username or ""), password, tls, authority
    )


def is_local(host: str) -> bool:
    """Whether the way to a host does not leave this computer."""
    try:
        return host == "localhost" or host.startswith("/") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Link:
    """A connection, in no transaction. Each statement raises `EnvironmentFailure` for what fails with the
    server; closing it takes back what was not committed."""

    def __init__(self, where: Address) -> None:
        from pg8000.native import Connection

        self.label = where.label
        with explained(self.label):
            line = _called(where)
            try:
                self._raw: Any = Connection(
                    where.user,
                    host=where.host,
                    sock=line,
                    database=where.database,
                    password=where.password,
                    ssl_context=_tls(where) or False,
                    application_name="concerta",
                )
            except BaseException:
                line.close()
                raise
        for statement in _SESSION:
            self.run(statement)

    def run(self, statement: str, **values: object) -> list[list[Any]]:
        """The rows that a statement gives. `:name` in it stands for a value."""
        with explained(self.label):
            return self._raw.run(statement, **values) or []

    @property
    def count(self) -> int:
        """How many rows the last statement wrote."""
        return self._raw.row_count

    def close(self) -> None:
        from pg8000.exceptions import InterfaceError

        try:
            self._raw.close()
        except (InterfaceError, OSError):
            log.logger.info("the central server had gone before")


def _called(where: Address) -> socket.socket:
    """Somebody who does not answer at all is given up sooner than one who is at work."""
    if where.host.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_ANSWER)
        line.connect(f"{where.host}/.s.PGSQL.{where.port}")
    else:
        line = socket.create_connection((where.host, where.port), _ANSWER)
    line.settimeout(TIMEOUT)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return line


@contextmanager
def connected(where: Address) -> Iterator[Link]:
    """A connection, closed at the end. Raises `EnvironmentFailure`."""
    link = Link(where)
    try:
        yield link
    finally:
        link.close()


@contextmanager
def explained(label: str) -> Iterator[None]:
    """What fails with the server inside is told in Spanish."""
    from pg8000.exceptions import DatabaseError, InterfaceError

    try:
        yield
    except DatabaseError as error:
        raise _refused(error, label) from None
    except ssl.SSLCertVerificationError:
        raise EnvironmentFailure(
            f"El servidor central «{label}» no probó ser quien dice ser.",
            safe=_SAFE,
            todo="No siga: avise a quien lo administra. Si su certificado es propio, indique sslrootcert.",
        ) from None
    except InterfaceError as error:
        raise _no_tls(label) if "SSL" in str(error) else away(label) from None
    except ssl.SSLError:
        raise away(label) from None
    except OSError as error:
        if isinstance(error, ConnectionError | TimeoutError) or error.errno is None or _is_network(error):
            raise away(label) from None
        raise


def away(label: str) -> EnvironmentFailure:
    """What is said when nobody answers, or stops answering."""
    return EnvironmentFailure(
        f"El servidor central «{label}» no responde.",
        safe=_SAFE,
        todo="Compruebe la red y que el servidor esté encendido, y vuelva a intentarlo.",
    )


def _refused(error: Exception, label: str) -> EnvironmentFailure:
    first = error.args[0] if error.args else ""
    code = str(cast("dict[str, str]", first).get("C", "")) if isinstance(first, dict) else ""
    what, todo = next(
        (_REASONS[start] for start in (code, code[:2]) if start in _REASONS),
        (f"respondió con un error (código {code or 'desconocido'})", _ADMIN),
    )
    return EnvironmentFailure(f"El servidor central «{label}» {what}.", safe=_SAFE, todo=todo)


def _no_tls(label: str) -> EnvironmentFailure:
    return EnvironmentFailure(
        f"El servidor central «{label}» no ofrece conexión cifrada (TLS).",
        safe="No se le envió nada, tampoco la contraseña.",
        todo="Pida a quien lo administra que la active.",
    )


def _is_network(error: OSError) -> bool:
    import errno

    return isinstance(error, socket.gaierror) or error.errno in {
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.ENOENT,
        errno.EBADF,
        errno.EPIPE,
    }


def _tls(where: Address) -> ssl.SSLContext | None:
    if where.tls not in {"verify-full", "require"}:
        return None
    context = ssl.create_default_context(cadata=where.authority or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if where.tls == "require":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _authority(path: str) -> str:
    if path in {"", "system"}:
        return ""
    try:
        text = Path(path).read_text("ascii")
        ssl.create_default_context(cadata=text)
    except OSError as error:
        if isinstance(error, ssl.SSLError):
            raise _wrong(why=f"«{path}» no es un certificado.") from error
        raise from_os_error(error, "leer el certificado del servidor") from error
    except ValueError as error:
        raise _wrong(why=f"«{path}» no es un certificado.") from error
    return text


def _wrong(why: str, todo: str = "") -> UserError:
    return UserError(why, safe="No se ha tocado nada.", todo=todo or f"Se escribe así: {FORM}.")
