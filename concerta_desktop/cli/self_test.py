"""`concerta self-test`: whether this installation can do its work, the frozen one included."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer

from concerta_desktop.cli.session import say, session_of
from concerta_desktop.clock import LIMA
from concerta_desktop.documents.render import FORMATS, write
from concerta_desktop.errors import EnvironmentFailure
from concerta_desktop.model import territory
from concerta_desktop.paths import ensure_dir
from concerta_desktop.queries.attendance import attendances
from concerta_desktop.queries.people import search_people
from concerta_desktop.services import demo
from concerta_desktop.services.documents import DOCUMENTS
from concerta_desktop.services.setup import first_run
from concerta_desktop.store import attachments
from concerta_desktop.store import store as stores
from concerta_desktop.store.store import Store
from sync import delivering, devices, inbox, joining, package, transports
from sync.devices import PeerState

_MOMENT = datetime(2026, 8, 13, 17, 30, tzinfo=LIMA)
_PASSPHRASE = "autoprueba de Concerta"  # noqa: S105 - of a store that lives for seconds


def self_test(context: typer.Context) -> None:
    """Comprueba esta instalación: almacén cifrado, búsqueda, documentos en cada formato y pantallas."""
    done: list[str] = []
    with tempfile.TemporaryDirectory(prefix="concerta-") as folder:
        root = Path(folder)
        with _checking("catálogo de territorios", done):
            _require(len(territory.regions()) == 26, "faltan regiones")
        with _checking("almacén cifrado", done):
            store, _ = first_run(root / "datos", _PASSPHRASE, demo.SPECIALIST, now=lambda: _MOMENT)
            workshop = demo.fill(store, _MOMENT.date())
            store.close()
            store = stores.open_store(root / "datos", _PASSPHRASE, now=lambda: _MOMENT)
        try:
            with _checking("búsqueda sin acentos", done), store.read() as tx:
                _require(bool(search_people(tx, "nahui saturnina")), "no se encontró a la persona")
                _require(bool(attendances(tx, workshop)), "no hay asistencias")
            with _checking("documentos PDF, Excel y Word", done):
                _documents(store, workshop, root)
            with _checking("adjuntos cifrados", done):
                _attachments(store, root)
            with _checking("entrega a una sede", done):
                _delivery(store, workshop, root)
            with _checking("servidores (nada se envía)", done):
                _servers()
            with _checking("pantallas", done):
                _require(_screens(store, workshop) > 0, "no se dibujó ninguna pantalla")
        finally:
            store.close()
    text = "\n".join([*(f"bien: {name}" for name in done), "La instalación funciona."])
    say(session_of(context), {"passed": done}, text)


def _documents(store: Store, workshop: str, root: Path) -> None:
    for kind, make in DOCUMENTS.items():
        with store.read() as tx:
            document = make(tx, workshop, _MOMENT)
        for form in FORMATS:
            target = root / f"{kind}.{form}"
            write(document, form, target)
            _require(target.stat().st_size > 1000, f"{target.name} salió vacío")


def _attachments(store: Store, root: Path) -> None:
    """One kept by age and brought back: the same to the byte, and unreadable where it lies."""
    signed, back = root / "acta-firmada.txt", root / "recuperada.txt"
    signed.write_bytes(b"acta firmada\n" * 20_000)
    with store.write() as tx:
        name = attachments.keep(tx, store.folder, store.key, signed)
    _require(b"acta firmada" not in (store.folder / attachments.FOLDER / name).read_bytes(), "no se cifra")
    with store.read() as tx:
        attachments.bring(tx, store.folder, store.key, name, back)
    _require(back.read_bytes() == signed.read_bytes(), "un adjunto no volvió como era")


def _delivery(store: Store, workshop: str, root: Path) -> None:
    """What is recorded goes into a package, on to a stick, and from it into a headquarters of its own."""
    stick, invitation = ensure_dir(root / "memoria"), root / "prueba.sede"
    central, _, _ = joining.create_central(
        root / "sede", _PASSPHRASE, demo.SPECIALIST, "Sede de prueba", now=lambda: _MOMENT
    )
    try:
        joining.invite(central, invitation)
        joining.join(store, joining.read_invitation(invitation))
        package.build(store)
        delivering.deliver(store, str(stick))
        delivering.collect(central, str(stick))
        devices.decide(central, store.identity.device, PeerState.APPROVED)
        outcomes = inbox.merge_items(central, inbox.items(central))
        _require(bool(outcomes) and all(one.merged for one in outcomes), "la sede no recibió el paquete")
        with store.read() as here, central.read() as there:
            _require(attendances(there, workshop) == attendances(here, workshop), "no llegó todo a la sede")
    finally:
        central.close()


def _servers() -> None:
    """What speaks with a server is there: it says that this machine has none at a port where none can be."""
    for url in ("http://127.0.0.1:9/", "sftp://127.0.0.1:9/"):
        try:
            with transports.opened(url) as place:
                transports.names(place, package.ENDING)
        except EnvironmentFailure:
            continue
        _require(False, f"{url} contestó")  # noqa: FBT003


def _screens(store: Store, workshop: str) -> int:
    """Every section drawn offscreen; what Qt, fonts, icons or the child process lack shows here."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.render_sections import render_every_section

    try:
        return render_every_section(store, workshop)
    except TimeoutError as error:
        raise EnvironmentFailure(
            "Una pantalla tardó demasiado en dibujarse.", todo="Cierre otros programas y repita la prueba."
        ) from error


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise EnvironmentFailure(f"La instalación no funciona: {why}.", todo="Instale de nuevo Concerta.")


@contextmanager
def _checking(name: str, done: list[str]) -> Generator[None]:
    yield
    done.append(name)
