"""`concerta join`, `package …`, `receipts`: the laptop's side of what goes to headquarters and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.cli.session import columns, on_terminal, opened, say, server_password, session_of
from concerta_desktop.errors import UserError
from concerta_desktop.store.store import Store
from sync import central_package, courier, delivering, inbox, joining, package
from sync.package import Delivery
from sync.transports import Access

_TITLES = ("entrega", "cambios", "preparada", "estado", "dónde")

app = new_app("Preparar y comprobar entregas para la sede central.")

_FILE = Annotated[Path, typer.Argument(metavar="ARCHIVO", help="Paquete (.cpk).")]


def join(
    context: typer.Context,
    invitation: Annotated[Path, typer.Argument(metavar="ARCHIVO", help="Invitación de la sede (.sede).")],
) -> None:
    """Une este equipo a una sede central: compare antes la huella por teléfono."""
    session = session_of(context)
    central = joining.read_invitation(invitation)
    with opened(session) as store:
        own = joining.join(store, central)
    lines = [
        f"Unido a «{central.name}». Huella de la sede: {central.fingerprint}",
        f"Huella de este equipo, para decirla a la sede: {own}",
    ]
    say(session, {"central": central.id, "fingerprint": own}, "\n".join(lines))


@app.command(cls=Command)
def build(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--everything", help="Todo lo registrado aquí, también lo ya acusado.")
    ] = False,
) -> None:
    """Prepara lo que la sede todavía no acusó, firmado y cifrado para ella."""
    session = session_of(context)
    with opened(session) as store:
        with store.read() as tx:
            joining.joined(tx)
            going = package.waiting(tx, store.identity.device, everything=everything)
        made = package.build(store, everything=everything)
    if not made:
        say(session, {"files": []}, "No hay nada nuevo que entregar: la sede ya lo tiene todo.")
        return
    lines = [f"Preparado: {one.file} ({one.operations} cambios)" for one in made]
    lines += [f"  {label}: {count}" for label, count in sorted(going.records.items())]
    if going.attachments:
        lines.append(f"Adjuntos, que van a su lado (*.adj): {going.attachments}")
    data = {
        "files": [str(one.file) for one in made],
        "operations": going.operations,
        "records": going.records,
        "attachments": going.attachments,
    }
    say(session, data, "\n".join(lines))


@app.command(cls=Command)
def carry(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="CARPETA", help="Memoria o carpeta donde los dejaron.")],
) -> None:
    """Lleva los paquetes y acuses cerrados de colegas: se dejan en la próxima entrega, sin abrirlos."""
    session = session_of(context)
    with opened(session) as store:
        fresh = courier.take(store, source)
        count = len(courier.carried(store))
    data = {"taken": fresh, "carried": count}
    say(session, data, f"Recogidos: {fresh}. Archivos de colegas que lleva: {count}.")


@app.command("list", cls=Command)
def list_packages(context: typer.Context) -> None:
    """Lista las entregas y su estado: Preparado, Entregado, Acusado u Observado."""
    session = session_of(context)
    with opened(session, reading=True) as store, store.read() as tx:
        rows = [_row(one) for one in package.deliveries(tx, store.folder)]
    text = columns(_TITLES, rows) if rows else "No hay entregas."
    say(session, rows, text)


@app.command(cls=Command)
def show(context: typer.Context, file: _FILE) -> None:
    """Dice qué es un paquete: en la sede lo abre; en un equipo dice qué se sabe de él."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        if store.identity.kind == "central":
            manifest = inbox.manifest_of(store, file)
            data: dict[str, object] = {
                "package": manifest.package,
                "from": inbox.told_name(manifest),
                "made": manifest.made,
                "operations": manifest.operations,
            }
            name = inbox.told_name(manifest)
            text = f"{file.name}: {manifest.operations} cambios de {name}, {manifest.made[:16]}"
        else:
            with store.read() as tx:
                known = [one for one in package.deliveries(tx, store.folder) if one.file.name == file.name]
            if not known:
                raise UserError(
                    "Ese paquete no se preparó en este equipo.", safe="Está cerrado: solo lo abre su sede."
                )
            data = dict(_row(known[0]))
            text = f"{file.name}: {known[0].operations} cambios, {known[0].label.lower()}"
    say(session, data, text)


@app.command(cls=Command)
def verify(context: typer.Context, file: _FILE) -> None:
    """Comprueba que un paquete esté entero: en la sede, por dentro; en un equipo, contra el que preparó.
    Un paquete central (.zip) se comprueba sin contraseña."""
    session = session_of(context)
    if file.suffix == ".zip":
        told = central_package.check(file)
        say(session, told, f"«{file.name}» está entero y firmado por «{told['central']}».")
        return
    with opened(session, reading=True) as store:
        if store.identity.kind == "central":
            inbox.check(store, file)
        else:
            package.verify(store, file)
    say(session, {"file": str(file), "whole": True}, f"«{file.name}» está entero.")


def deliver(
    context: typer.Context,
    to: Annotated[
        str,
        typer.Option(help="Carpeta o memoria, https://… (Nextcloud) o sftp://…; por defecto, la de la sede."),
    ] = "",
    user: Annotated[
        str, typer.Option(help="Usuario del servidor; la contraseña, en CONCERTA_SERVER_PASSWORD.")
    ] = "",
    accept_host: Annotated[str, typer.Option(help="Huella del servidor SFTP, ya comparada.")] = "",
    everything: Annotated[
        bool, typer.Option("--everything", help="Prepara todo, también lo acusado.")
    ] = False,
) -> None:
    """Prepara lo nuevo, lo entrega y recoge el acuse. Cortado, sigue donde quedó."""
    session = session_of(context)
    with opened(session) as store:
        with store.read() as tx:
            url = to or joining.joined(tx).url
        if not url:
            raise UserError(
                "La sede no dijo dónde entregar.", todo="Indique con --to una carpeta o servidor."
            )
        access = asked_access(store, url, user, accept_host)
        with store.read() as tx:
            new = package.unprepared(tx, store)
        if new or everything:
            package.build(store, everything=everything)
        done = delivering.deliver(store, url, access, on_terminal(session))
    data = {"sent": [one.file.name for one in done.sent], "receipt": done.receipt is not None}
    say(session, data, done.words())


def asked_access(store: Store, url: str, user: str, host_key: str) -> Access:
    """What the server asks for: as given now, which is kept in the ciphered store, or as kept."""
    with store.read() as tx:
        kept = delivering.remembered(tx, url)
    password = server_password(user) if user else kept.password
    given = Access(user or kept.user, password, host_key or kept.host_key)
    if given != kept:
        delivering.remember(store, url, given)
    return given


def take_receipts(
    context: typer.Context,
    source: Annotated[
        Path | None,
        typer.Argument(metavar="ARCHIVO", help="Acuse (.acuse), paquete (.trabajo), o su carpeta."),
    ] = None,
) -> None:
    """Recibe el acuse y el paquete de trabajo de la sede, y dice en qué está cada entrega."""
    session = session_of(context)
    brought = 0
    with opened(session) as store:
        if source is not None:
            _, brought = delivering.take_back(store, source)
        with store.read() as tx:
            joining.joined(tx)
            rows = [_row(one) for one in package.deliveries(tx, store.folder)]
            left = package.waiting(tx, store.identity.device).operations
    table = columns(_TITLES, rows) if rows else "No hay entregas."
    tail = f"Por acusar: {left} cambios." if left else "La sede tiene todo lo registrado en este equipo."
    if brought:
        tail += f" Del paquete de trabajo: {brought} registros."
    data = {"deliveries": rows, "waiting": left, "brought": brought}
    say(session, data, f"{table}\n{tail}")


def _row(one: Delivery) -> dict[str, str]:
    made = one.made_at.strftime("%d/%m/%Y %H:%M")
    return {
        "entrega": one.file.name,
        "cambios": str(one.operations),
        "preparada": made,
        "estado": one.label,
        "dónde": one.place or "—",
    }
