"""SFTP servers are known by the fingerprint of their key, which a person accepts once."""

from __future__ import annotations

from typing import Any

from concerta_desktop.errors import UserError


class UnknownHost(UserError):
    """A server whose key nobody accepted yet."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(
            f"Es la primera vez que se entra a este servidor. Su huella es {fingerprint}",
            safe="No se ha enviado nada, tampoco la contraseña.",
            todo="Compárela con quien administra el servidor y acéptela (--accept-host).",
        )
        self.fingerprint = fingerprint


class OtherHost(UserError):
    """A server that shows another key than the accepted one."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(
            f"Este servidor no es el de siempre: ahora muestra la huella {fingerprint}",
            safe="No se ha enviado nada, tampoco la contraseña.",
            todo="Llame a quien administra el servidor antes de aceptarla.",
        )


def known_host(accepted: str) -> Any:
    """A host key policy that lets in only the server with the accepted fingerprint ("" = none yet)."""
    import paramiko

    class Policy(paramiko.MissingHostKeyPolicy):
        def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:  # noqa: ARG002
            shown = str(key.fingerprint)
            if shown != accepted:
                raise (OtherHost if accepted else UnknownHost)(shown)

    return Policy()
