"""Attachments among the operators of one headquarters: they lie at its server sealed, as they travel
elsewhere, so that whoever only administers it neither reads nor replaces one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from concerta_desktop import log
from concerta_desktop.errors import from_os_error
from concerta_desktop.store import attachments as kept
from concerta_desktop.store import server
from concerta_desktop.store.server import Link
from concerta_desktop.store.shared import PACKAGES, Shared
from concerta_desktop.store.store import Store
from sync import attachments, keys
from sync.container import Manifest, Refused
from sync.joining import Central, joined

PART = 1_000_000
_NAMES = "SELECT DISTINCT name FROM concerta_attachment"
_GET = "SELECT content FROM concerta_attachment WHERE name = :name AND part = :part"
_PUT = "INSERT INTO concerta_attachment VALUES (:name, :part, :content) ON CONFLICT DO NOTHING"
_DROP = "DELETE FROM concerta_attachment WHERE name = :name"


def meet(store: Store) -> frozenset[str]:
    """Bring what other operators did, attachments included, and lay at the server those that they lack.
    Returns the names of the record types touched, and `PACKAGES`. Raises `EnvironmentFailure` when the server
    does not answer."""
    touched = store.catch_up()
    if store.shared is not None and _exchange(store, store.shared):
        touched |= {PACKAGES}
    return touched


def _exchange(store: Store, shared: Shared) -> int:
    """Returns how many came. Those that no record names any more, as when a person was erased, go."""
    with store.read() as tx:
        central, named = joined(tx), set(attachments.named(tx))
    here, count = kept.names(store.folder), 0
    with server.connected(shared.where) as link, TemporaryDirectory(dir=store.folder) as scratch:
        there = {str(row[0]) for row in link.run(_NAMES)}
        for name in sorted(there - named):
            link.run(_DROP, name=name)
        for name in sorted((named & there) - here):
            count += _bring(store, link, central, name, Path(scratch) / name)
        for name in sorted((named & here) - there):
            _lay(store, link, central, name, Path(scratch))
    return count


def _bring(store: Store, link: Link, central: Central, name: str, sealed: Path) -> bool:
    def accept(manifest: Manifest) -> None:
        if manifest.sign_key != central.sign_key or manifest.about.get("name") != name:
            raise Refused("Este adjunto no lo dejó la sede.")

    def keep(manifest: Manifest, content: IO[bytes]) -> None:
        with store.write(here=True) as tx:
            kept.keep_from_elsewhere(tx, store.folder, name, manifest.digest, content)

    with store.read() as tx:
        identity = keys.secret(tx, keys.READING)
    try:
        with open(sealed, "w+b") as file:
            part = 0
            while rows := link.run(_GET, name=name, part=part):
                file.write(rows[0][0])
                part += 1
            file.seek(0)
            attachments.unseal(file, identity, accept, keep)
    except Refused:
        log.logger.warning("an attachment at the server was not what it should be")
        link.run(_DROP, name=name)  # whoever has it lays it there again
        return False
    except OSError as error:
        raise from_os_error(error, "recibir un adjunto") from error
    return True


def _lay(store: Store, link: Link, central: Central, name: str, room: Path) -> None:
    with store.read() as tx:
        to = ("sede", central.id, central.id, (central.recipient,))
        sealed = attachments.seal(store, tx, name, room, to)
    if sealed is None:
        return  # damaged here: told where its record is looked at
    link.run("BEGIN")
    with open(sealed, "rb") as file:
        part = 0
        while piece := file.read(PART):
            link.run(_PUT, name=name, part=part, content=piece)
            part += 1
    link.run("COMMIT")
    sealed.unlink()
