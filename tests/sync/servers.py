"""Real servers on loopback: WebDAV by wsgidav, SFTP by asyncssh."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync.transports import Access

USER, PASSWORD = "equipo", "clave de ejemplo"

Wrap = Callable[[Any], Any]


@contextmanager
def webdav(folder: Path, wrap: Wrap = lambda app: app) -> Iterator[str]:
    """A WebDAV server over `folder`; gives its URL. `wrap` may stand between, to let things go wrong."""
    from wsgidav.wsgidav_app import WsgiDAVApp

    config = {
        "provider_mapping": {"/": str(folder)},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
        "logging": {"enable": False},
        "verbose": 0,
    }
    with _serving(wrap(WsgiDAVApp(config))) as url:
        yield url


@contextmanager
def answering(status: str, body: bytes = b"", kind: str = "text/html") -> Iterator[str]:
    """A server that answers everything alike."""

    def app(_environ: dict[str, Any], start: Any) -> list[bytes]:
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    with _serving(app) as url:
        yield url


@contextmanager
def _serving(app: Any) -> Iterator[str]:
    from cheroot import wsgi

    server = wsgi.Server(("127.0.0.1", 0), app)
    server.keep_alive_conn_limit = 0  # one given back while the server stops is closed by nobody
    server.expiration_interval = 0.02  # how long stopping may wait
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}/"
    finally:
        server.stop()
        thread.join()


@contextmanager
def sftp(folder: Path) -> Iterator[tuple[str, str]]:
    """An SFTP server over `folder`; gives its URL and the fingerprint of its key."""
    import asyncssh

    key = asyncssh.generate_private_key("ssh-ed25519")

    connections: list[Any] = []

    class Server(asyncssh.SSHServer):
        def connection_made(self, conn: Any) -> None:
            connections.append(conn)

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    ready, loop = threading.Event(), asyncio.new_event_loop()
    ports: list[int] = []
    over = asyncio.Event()

    async def serve() -> None:
        async with await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=Server,
            server_host_keys=[key],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder).encode()),
        ) as listener:
            ports.append(listener.get_port())
            ready.set()
            await over.wait()
            listener.close()
            await listener.wait_closed()
        for one in connections:
            one.abort()
            await one.wait_closed()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait(left, timeout=2) if left else None  # the connections end by themselves

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield f"sftp://127.0.0.1:{ports[0]}/", key.get_fingerprint("sha256")
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


@contextmanager
def place(kind: str, folder: Path) -> Iterator[tuple[str, Access]]:
    """`folder` reached as a stick ("memoria"), by "webdav" or by "sftp": its URL and what it asks for."""
    if kind == "memoria":
        yield str(folder), Access()
    elif kind == "webdav":
        with webdav(folder) as url:
            yield url, Access(USER, PASSWORD)
    else:
        with sftp(folder) as (url, host_key):
            yield url, Access(USER, PASSWORD, host_key)
