"""`concerta central share|enter`: one headquarters, several operators, each at her or his own computer."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from concerta_desktop.cli.session import central_only, opened, passphrase, say, server_password, session_of
from concerta_desktop.errors import UserError
from concerta_desktop.store import server
from concerta_desktop.store.server import Address
from sync import operators

SharedAt = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="URL",
        help="PostgreSQL por el que varios operadores comparten la sede: "
        "postgresql://usuario@servidor/base. Su contraseña, en CONCERTA_SERVER_PASSWORD.",
    ),
]


def share(context: typer.Context, to: SharedAt = "") -> None:
    """Comparte esta sede por un servidor PostgreSQL, o dice otra vez con qué código entran otros."""
    session = session_of(context)
    where = asked_address(to) if to else None
    with opened(session) as store:
        central_only(store)
        code = operators.share(store, where) if where else operators.code_of(store)
    head = [f"La sede se comparte por el servidor «{where.label}»."] if where else []
    say(session, {"operators": code}, "\n".join([*head, f"Código para otros operadores: {code}", _KEEP]))


def enter(
    context: typer.Context,
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="URL", help="Servidor de la sede: postgresql://usuario@servidor/base."
        ),
    ],
    names: Annotated[str, typer.Option(help="Nombres de quien va a trabajar en este equipo.")],
    surnames: Annotated[str, typer.Option(help="Apellidos de quien va a trabajar en este equipo.")],
) -> None:
    """Entra como un operador más de una sede compartida. El código, en CONCERTA_OPERATORS_CODE, o se pide."""
    session = session_of(context)
    where, code = asked_address(source), _asked_code()
    who: dict[str, object] = {"names": names, "surnames": surnames, "position": "Sede central"}
    store, recovery = operators.enter(session.data_dir, passphrase(), who, where, code)
    store.close()
    lines = [
        f"Este equipo ya es de la sede que se comparte por «{where.label}».",
        f"Código de recuperación de este equipo (imprímalo): {recovery}",
    ]
    say(session, {"code": recovery}, "\n".join(lines))


def asked_address(url: str) -> Address:
    """Where the server is, with its password. Raises `UserError`."""
    where = server.address(url, "")  # a wrong address before a password is asked for
    return server.address(url, server_password(f"{where.user} en {where.label}"))


_KEEP = "Con él, la dirección y la contraseña del servidor entra un operador más: entréguelo en persona."


def _asked_code() -> str:
    code = os.environ.get("CONCERTA_OPERATORS_CODE", "")
    if not code and sys.stdin.isatty():
        code = typer.prompt("Código de operadores", hide_input=True)
    if not code:
        raise UserError(
            "Falta el código de operadores.",
            safe="No se ha tocado nada.",
            todo="Pídalo en la sede («concerta central share») y póngalo en CONCERTA_OPERATORS_CODE.",
        )
    return code
