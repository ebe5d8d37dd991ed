"""How a laptop comes to belong to a headquarters.

Headquarters makes an invitation: a small signed file with its name and public keys, no secret in it. The
laptop that imports it seals everything for that headquarters from then on, and its first package asks to be
let in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from concerta_desktop import clock, paths
from concerta_desktop.errors import EnvironmentFailure, UserError, from_os_error
from concerta_desktop.services.setup import first_run
from concerta_desktop.store import age, files, keyring
from concerta_desktop.store.operation import canonical
from concerta_desktop.store.shared import CENTRAL
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import journal, keys

ENDING = ".sede"
_UNTOUCHED = "No se ha tocado nada."


@dataclass(frozen=True)
class Central:
    """A headquarters as a laptop knows it: all of it may be told to anybody."""

    id: str
    name: str
    sign_key: str
    recipient: str
    recovery: str
    """Recipient of the key that headquarters keeps away from any network."""
    url: str = ""
    """Where packages are delivered; "" = by hand."""

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.sign_key, self.recipient)


def create_central(
    folder: Path,
    passphrase: str,
    who: dict[str, object],
    name: str,
    *,
    url: str = "",
    now: clock.Now = clock.now,
) -> tuple[Store, str, str]:
    """A new headquarters in `folder`. Returns its store, the recovery code of the store, and the secret half
    of the recovery key of all laptops ("AGE-SECRET-KEY-…"), which is kept nowhere: write it down and put it
    away. Raises what `first_run` raises."""
    store, code = first_run(folder, passphrase, who, kind="central", now=now)
    identity, recovery = age.new_identity()
    with store.write() as tx:
        keys.make(tx)
        central = Central(
            store.identity.device,
            name,
            keys.public_key(keys.secret(tx, keys.SIGNING)),
            age.recipient_of(keys.secret(tx, keys.READING)),
            recovery,
            url,
        )
        keys.keep_json(tx, CENTRAL, _about(central))
        journal.note(tx, f"Sede central creada: {name}.")
    return store, code, identity


def central_of(tx: ReadTx) -> Central | None:
    """The headquarters that this store belongs to, or is; None = it never joined."""
    about = keys.secret_json(tx, CENTRAL)
    return Central(**about) if about else None


def joined(tx: ReadTx) -> Central:
    """The same. Raises `UserError` when there is none."""
    central = central_of(tx)
    if central is None:
        raise UserError(
            "Este equipo todavía no se unió a una sede central.",
            safe="Lo registrado está a salvo.",
            todo="Importe la invitación que le envió la sede: «concerta join ARCHIVO».",
        )
    return central


def invite(store: Store, out: Path) -> Central:
    """Write the invitation of this headquarters to `out`. Raises `UserError`, `EnvironmentFailure`."""
    with store.read() as tx:
        central = joined(tx)
        signature = keys.sign(keys.secret(tx, keys.SIGNING), _signed(central))
    part = out.with_name(f"{out.name}.part")
    try:
        files.write_json(part, {"concerta": "sede", **_about(central), "signature": signature})
        part.replace(out)
        paths.sync_folder(out.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise from_os_error(error, "escribir la invitación") from error
    return central


def read_invitation(path: Path) -> Central:
    """The headquarters that an invitation tells of. Raises `UserError` when it is none, or was changed."""
    try:
        if path.stat().st_size > 20_000:
            raise ValueError
        raw: Any = json.loads(path.read_text("utf-8"))
        signature = str(raw.pop("signature"))
        if raw.pop("concerta") != "sede" or not all(
            isinstance(value, str) for value in cast("dict[str, object]", raw).values()
        ):
            raise ValueError
        central = Central(**raw)
        age.encrypt(b"", central.recipient)
        age.encrypt(b"", central.recovery)
    except OSError as error:
        raise from_os_error(error, "leer la invitación") from error
    except (ValueError, KeyError, TypeError, AttributeError, age.AgeError) as error:
        raise UserError(
            "Ese archivo no es la invitación de una sede central.",
            safe=_UNTOUCHED,
            todo="Pida a la sede que la envíe otra vez.",
        ) from error
    if not keys.is_signed(central.sign_key, signature, _signed(central)):
        raise UserError(
            "Esa invitación fue cambiada después de hacerse.",
            safe=_UNTOUCHED,
            todo="Pida a la sede que la envíe otra vez y compare la huella por teléfono.",
        )
    return central


def join(store: Store, central: Central) -> str:
    """From now on this laptop delivers to `central`, whose recovery key can also open its store.
    Returns the laptop's own fingerprint. Raises `UserError` when it belongs to another one."""
    if store.identity.kind != "device":
        raise UserError("Una sede central no se une a otra.", safe=_UNTOUCHED)
    with store.read() as tx:
        before = central_of(tx)
    if before is not None and before.id != central.id:
        raise UserError(
            f"Este equipo ya pertenece a «{before.name}».",
            safe=_UNTOUCHED,
            todo="Para cambiar de sede, empiece con una carpeta de datos nueva.",
        )
    if before is not None and before.sign_key != central.sign_key:
        raise UserError(
            "Esa invitación lleva otra llave que la de su sede.",
            safe=_UNTOUCHED,
            todo="Llame a la sede y compare la huella antes de seguir.",
        )
    try:
        keyring.trust_headquarters(store.folder / paths.KEY_FILE, store.key, central.recovery)
    except OSError as error:
        raise from_os_error(error, "guardar la llave de la sede") from error
    with store.write() as tx:
        keys.make(tx)
        keys.keep_json(tx, CENTRAL, _about(central))
        journal.note(tx, f"Unido a la sede «{central.name}» (huella {central.fingerprint}).")
        return own_fingerprint(tx)


def own_fingerprint(tx: ReadTx) -> str:
    """What headquarters sees of this laptop when it asks to be let in. Raises `EnvironmentFailure`."""
    signing, reading = keys.secret(tx, keys.SIGNING), keys.secret(tx, keys.READING)
    if not signing:
        raise EnvironmentFailure("Este equipo no tiene llaves propias.", todo="Únase otra vez a la sede.")
    return keys.fingerprint(keys.public_key(signing), age.recipient_of(reading))


def _about(central: Central) -> Mapping[str, str]:
    return {
        "id": central.id,
        "name": central.name,
        "sign_key": central.sign_key,
        "recipient": central.recipient,
        "recovery": central.recovery,
        "url": central.url,
    }


def _signed(central: Central) -> bytes:
    return canonical(_about(central)).encode()
