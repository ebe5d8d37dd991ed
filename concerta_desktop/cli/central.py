"""`concerta central …`: headquarters, where the packages of many laptops become one picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from concerta_desktop import paths
from concerta_desktop.cli.deliver import asked_access
from concerta_desktop.cli.duplicates import show_duplicates
from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.cli.operators import SharedAt, asked_address, enter, share
from concerta_desktop.cli.session import (
    central_only,
    columns,
    looked_at,
    meet_others,
    on_terminal,
    opened,
    passphrase,
    say,
    session_of,
    target,
)
from concerta_desktop.errors import UserError, from_os_error
from concerta_desktop.store.access import AccessKind
from sync import (
    attachments,
    batches,
    central_package,
    delivering,
    devices,
    inbox,
    joining,
    operators,
    receipts,
    work_package,
)
from sync import conflicts as disputes
from sync.conflicts import Conflict
from sync.devices import Peer, PeerState
from sync.editions import Edition
from sync.inbox import Item, ItemState

app = new_app("La sede central: recibir, combinar y decidir.")
app.command("duplicates", cls=Command)(show_duplicates)
app.command("share", cls=Command)(share)
app.command("enter", cls=Command)(enter)

_PACKAGE = Annotated[
    str, typer.Argument(metavar="PAQUETE", help="Comienzo de su nombre de archivo o de su id.")
]
_DEVICE = Annotated[str, typer.Argument(metavar="EQUIPO", help="Comienzo de su id, su huella o su nombre.")]


@app.command(cls=Command)
def init(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="Nombre de la sede, como lo verán los equipos.")],
    names: Annotated[str, typer.Option(help="Nombres de quien trabaja en la sede.")],
    surnames: Annotated[str, typer.Option(help="Apellidos de quien trabaja en la sede.")],
    invitation: Annotated[Path, typer.Option(help="Archivo de invitación que se escribirá (.sede).")],
    recovery: Annotated[Path, typer.Option(help="Archivo de la llave de recuperación: guárdelo sin red.")],
    url: Annotated[str, typer.Option(help="Dónde entregan los equipos, si hay servidor.")] = "",
    to: SharedAt = "",
) -> None:
    """Crea una sede central en la carpeta de datos, y la invitación para los equipos."""
    session = session_of(context)
    where = asked_address(to) if to else None
    if recovery.exists():
        raise UserError(f"«{recovery}» ya existe.", safe="No se ha tocado.", todo="Indique otro archivo.")
    who: dict[str, object] = {"names": names, "surnames": surnames, "position": "Sede central"}
    store, code, identity = joining.create_central(session.data_dir, passphrase(), who, name, url=url)
    try:
        _write_secret(recovery, identity)
        central = joining.invite(store, invitation)
        entry = operators.share(store, where) if where else ""
    finally:
        store.close()
    lines = [
        f"Sede central creada: {name}",
        f"Huella: {central.fingerprint}",
        f"Invitación para los equipos: {invitation}",
        f"Llave de recuperación (guárdela en un lugar seguro y sin red): {recovery}",
        f"Código de recuperación de la sede (imprímalo): {code}",
        *([f"Código para otros operadores: {entry}"] if entry else []),
    ]
    data = {"id": central.id, "fingerprint": central.fingerprint, "code": code, "invitation": str(invitation)}
    data |= {"operators": entry} if entry else {}
    say(session, data, "\n".join(lines))


@app.command(cls=Command)
def invite(
    context: typer.Context, out: Annotated[Path, typer.Option(help="Archivo que se escribirá (.sede).")]
) -> None:
    """Escribe otra vez la invitación para los equipos."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        central_only(store)
        central = joining.invite(store, out)
    say(session, {"invitation": str(out), "fingerprint": central.fingerprint}, f"Escrito: {out}")


@app.command("inbox", cls=Command)
def show_inbox(
    context: typer.Context,
    take: Annotated[
        str, typer.Option("--from", help="Recibe antes un paquete, o los de una carpeta, memoria o servidor.")
    ] = "",
    user: Annotated[
        str, typer.Option(help="Usuario del servidor; la contraseña, en CONCERTA_SERVER_PASSWORD.")
    ] = "",
    accept_host: Annotated[str, typer.Option(help="Huella del servidor SFTP, ya comparada.")] = "",
) -> None:
    """Lista los paquetes recibidos y qué espera a cada uno."""
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        if "://" in take:
            access = asked_access(store, take, user, accept_host)
            taken = delivering.collect(store, take, access, on_terminal(session))
        else:
            taken = inbox.receive(store, Path(take)) if take else []
        found = inbox.items(store)
    rows = [_row(item) for item in found]
    text = (
        columns(("paquete", "de", "cambios", "preparado", "estado"), rows)
        if rows
        else "La bandeja está vacía."
    )
    reasons = [f"{item.file.name}: {item.why}" for item in found if item.why]
    head = [f"Recibidos ahora: {len(taken)}"] if take else []
    say(session, {"received": len(taken), "items": rows}, "\n".join([*head, text, *reasons]))


@app.command(cls=Command)
def preview(context: typer.Context, package: _PACKAGE) -> None:
    """Dice qué haría un paquete, sin combinarlo."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        central_only(store)
        item = inbox.find(store, package)
        if item.state is ItemState.REFUSED:
            raise UserError(item.why)
        plan = inbox.preview(store, item)
    lines = [f"{item.file.name}, de {item.name}: {plan.words()}"]
    lines += [f"  {label}: {count}" for label, count in sorted(plan.by_type.items())]
    lines += ["Aviso: el reloj de ese equipo está adelantado más de un día."] if plan.ahead else []
    lines += ["Aviso: hay otra copia de los datos de ese equipo en uso."] if plan.forks else []
    lines += ["Aviso: borra mucho; para combinarlo hay que confirmarlo."] if plan.many_deletions else []
    data = {name: getattr(plan, name) for name in plan.__dataclass_fields__} | {"words": plan.words()}
    say(session, data, "\n".join(lines))


@app.command("merge", cls=Command)
def merge_packages(
    context: typer.Context,
    packages: Annotated[
        list[str] | None, typer.Argument(metavar="PAQUETES", help="Sin ellos, todos los que esperan.")
    ] = None,
    deletions: Annotated[
        bool, typer.Option("--accept-deletions", help="Combina también lo que borra mucho.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Vuelve a contar un paquete deshecho.")] = False,
) -> None:
    """Combina paquetes, en cualquier orden; antes hace una copia y después escribe los acuses."""
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        chosen = [inbox.find(store, one) for one in packages] if packages else inbox.items(store)
        for item in chosen if again else ():
            if item.state is ItemState.UNDONE and item.batch:
                batches.redo(store, item.batch.package)
        waiting = [item for item in chosen if packages or item.state is ItemState.NEW]
        outcomes = [] if again else inbox.merge_items(store, waiting, deletions=deletions)
        meet_others(store)  # for the attachments that came with them
        with store.read() as tx:
            left = len(disputes.conflicts(tx))
            lacking = len(attachments.missing(tx, store.folder))
        written = receipts.write_receipts(store)
    said = {True: "combinado", False: "ya estaba combinado"}
    lines = [
        f"{one.item.file.name}, de {one.item.name}: "
        + (one.why or (one.plan.words() if one.plan else said[one.merged]))
        for one in outcomes
    ] or ["No hay paquetes por combinar." if not again else "Hecho."]
    lines += [
        f"Conflictos por decidir: {left}",
        *([f"Adjuntos que faltan, y que los acuses piden: {lacking}"] if lacking else []),
        f"Acuses escritos: {len(written)} en {store.folder / receipts.FOLDER}",
    ]
    data = {
        "merged": [one.item.file.name for one in outcomes if one.merged],
        "held": {one.item.file.name: one.why for one in outcomes if one.why},
        "fresh": sum(one.plan.fresh for one in outcomes if one.merged and one.plan),
        "conflicts": left,
        "receipts": [str(file) for file in written],
    }
    say(session, data, "\n".join(lines))


@app.command(cls=Command)
def undo(context: typer.Context, package: _PACKAGE) -> None:
    """Deja sin efecto un paquete entero. Nada se borra: «merge --again» lo vuelve a contar."""
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        item = inbox.find(store, package)
        if item.batch is None:
            raise UserError("Ese paquete no está combinado.", safe="No se ha tocado nada.")
        batches.undo(store, item.batch.package)
        receipts.write_receipts(store)
    say(session, {"undone": item.batch.package}, f"Deshecho: {item.file.name}. El acuse lo dirá: Observado.")


@app.command(cls=Command)
def publish(
    context: typer.Context,
    to: Annotated[str, typer.Option(help="Carpeta o memoria, https://… o sftp://…")],
    user: Annotated[
        str, typer.Option(help="Usuario del servidor; la contraseña, en CONCERTA_SERVER_PASSWORD.")
    ] = "",
    accept_host: Annotated[str, typer.Option(help="Huella del servidor SFTP, ya comparada.")] = "",
) -> None:
    """Deja los acuses donde los equipos los recogen."""
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        access = asked_access(store, to, user, accept_host)
        count = delivering.publish(store, to, access, on_terminal(session))
    say(session, {"receipts": count}, f"Acuses dejados en {delivering.place_label(to)}: {count}")


@app.command("work-package", cls=Command)
def work_packages(
    context: typer.Context,
    to: Annotated[Path, typer.Option(help="Carpeta o memoria donde dejarlos.")],
    device: Annotated[str, typer.Option(help="Solo para este equipo.")] = "",
) -> None:
    """Escribe el paquete de trabajo de cada equipo: lo de su ámbito, lo decidido y lo suyo."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        central_only(store)
        with store.read() as tx:
            only = devices.find(tx, device).device if device else ""
        written = work_package.write_work_packages(store, to, only)
    say(session, [str(file) for file in written], f"Paquetes de trabajo escritos: {len(written)} en {to}")


@app.command("conflicts", cls=Command)
def show_conflicts(
    context: typer.Context,
    decide: Annotated[int | None, typer.Option(help="Número del conflicto que se decide.")] = None,
    value: Annotated[int | None, typer.Option(help="Número del valor que queda.")] = None,
    every: Annotated[
        str | None, typer.Option("--all", help="Decide todos: «newest», o el equipo cuyo valor queda.")
    ] = None,
) -> None:
    """Lista los campos con dos valores, y decide uno o todos."""
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        with store.read() as tx:
            found = disputes.conflicts(tx)
            device = devices.find(tx, every).device if every and every != "newest" else ""
        if every:
            choice = {
                one: disputes.of_device(one, device) if device else disputes.newest(one) for one in found
            }
            decided = disputes.decide(store, [(one, op_id) for one, op_id in choice.items() if op_id])
        elif decide is not None:
            decided = disputes.decide(store, [_chosen(found, decide, value)])
        else:
            decided = 0
        with store.read() as tx:
            found = disputes.conflicts(tx)
    lines = [f"Decididos: {decided}"] if decided else []
    for number, one in enumerate(found, start=1):
        lines.append(f"{number}. {one.kind} «{one.title}», {one.label}:")
        for place, option in enumerate(one.options, start=1):
            mark = " (se muestra)" if option.shown else ""
            lines.append(f"   {place}) {option.text} — {option.author}, {option.when:%d/%m/%Y %H:%M}{mark}")
    data = [
        {
            "record": one.record_id,
            "type": one.record_type,
            "field": one.field,
            "values": [
                {"text": option.text, "author": option.author, "device": option.device_id}
                for option in one.options
            ],
        }
        for one in found
    ]
    say(
        session,
        {"decided": decided, "conflicts": data},
        "\n".join(lines or ["No hay conflictos."]),
    )


def _chosen(found: list[Conflict], decide: int, value: int | None) -> tuple[Conflict, str]:
    options = found[decide - 1].options if 0 < decide <= len(found) else ()
    if value is None or not 0 < value <= len(options):
        raise UserError("No hay ese conflicto, o ese valor.", todo="Mire la lista sin --decide.")
    return found[decide - 1], options[value - 1].op_id


@app.command(cls=Command)
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Archivo .zip que se escribirá.")],
    edition: Annotated[
        Edition, typer.Option(help="Completa, o sin datos personales para publicar.")
    ] = Edition.FULL,
) -> None:
    """Escribe el paquete central: datos abiertos, consolidado, informes y manifiesto firmado."""
    session = session_of(context)
    out = target(out, "zip")
    with looked_at(session, AccessKind.SAVED, f"Paquete central, edición {edition.value}") as (store, _tx):
        central_only(store)
        done = central_package.export(store, out, edition)
    lines = [
        f"Escrito: {out} ({done.files} archivos, {done.size / 1e6:.1f} MB)",
        f"SHA-256: {done.digest}",
        *(f"Aviso: {warning}" for warning in done.warnings),
    ]
    say(session, {"file": str(out), "sha256": done.digest, "files": done.files}, "\n".join(lines))


@app.command("devices", cls=Command)
def show_devices(context: typer.Context) -> None:
    """Lista los equipos que pidieron unirse, con su huella."""
    session = session_of(context)
    with opened(session, reading=True) as store:
        central_only(store)
        with store.read() as tx:
            rows = [_peer_row(one) for one in devices.peers(tx)]
    text = columns(("de", "huella", "estado", "equipo"), rows) if rows else "Ningún equipo pidió unirse."
    say(session, rows, text)


@app.command(cls=Command)
def approve(context: typer.Context, device: _DEVICE) -> None:
    """Deja entrar a un equipo, después de comparar su huella por teléfono."""
    _decide(context, device, PeerState.APPROVED)


@app.command(cls=Command)
def revoke(context: typer.Context, device: _DEVICE) -> None:
    """No recibe más de un equipo, por ejemplo si se perdió. Lo ya combinado queda."""
    _decide(context, device, PeerState.REVOKED)


def _decide(context: typer.Context, device: str, state: PeerState) -> None:
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        with store.read() as tx:
            known = devices.find(tx, device)
        decided = devices.decide(store, known.device, state)
    say(session, _peer_row(decided), f"{decided.label}: el equipo de {decided.name} ({decided.fingerprint})")


def _peer_row(peer: Peer) -> dict[str, str]:
    return {"de": peer.name, "huella": peer.fingerprint, "estado": peer.label, "equipo": peer.device}


def _row(item: Item) -> dict[str, str]:
    made = item.manifest.made[:16].replace("T", " ") if item.manifest else "sin dato"
    count = str(item.manifest.operations) if item.manifest else "sin dato"
    name = item.name or "sin dato"
    return {"paquete": item.file.name, "de": name, "cambios": count, "preparado": made, "estado": item.label}


def _write_secret(path: Path, identity: str) -> None:
    try:
        with open(path, "x", encoding="utf-8", opener=paths.owner_only) as file:
            file.write(f"# Llave de recuperación. Guárdela sin red y en dos lugares.\n{identity}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise from_os_error(error, "escribir la llave de recuperación") from error
