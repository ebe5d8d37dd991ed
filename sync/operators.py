"""Several operators of one headquarters, each at her or his own computer, through a PostgreSQL server.

What signs and reads for headquarters lies at the server sealed by a code: whoever only administers the server
cannot speak for headquarters. An operator enters with the address, the password of the server and that code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from concerta_desktop import clock
from concerta_desktop.errors import UserError
from concerta_desktop.services.setup import first_run
from concerta_desktop.store import keyring, recovery, server, shared
from concerta_desktop.store.server import Address
from concerta_desktop.store.shared import EPOCH, SERVER, Shared
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import Tx
from sync import journal, keys
from sync.joining import joined

CODE = "operators code"
"""What the secret is called that holds the code with which operators enter."""
_KEYS = (keys.SIGNING, keys.READING)


def share(store: Store, where: Address) -> str:
    """Keep this headquarters at a server from now on, what it holds already included; or say again where the
    server is. Returns the code for other operators. Raises `UserError` when another headquarters is there,
    `EnvironmentFailure`: then all stays as it was."""
    with store.read() as tx:
        central = joined(tx).id
        secrets = {name: keys.secret(tx, name) for name in _KEYS}
        code = keys.secret(tx, CODE) or recovery.new_code()
        epoch = keys.secret(tx, EPOCH) or store.identity.incarnation
    with server.connected(where) as link:
        shared.take_lock(link)
        told = shared.about(link)
        if told:
            shared.refuse_others(told, central)
        else:
            shared.create_tables(link)
        sealed = keyring.seal(json.dumps(secrets).encode(), code)
        shared.tell_about(link, central, {"keys": json.dumps(sealed)})
        link.run("COMMIT")
    with store.write(here=True) as tx:
        _keep(tx, where, central, code)
        keys.keep(tx, EPOCH, epoch)
    store.shared = Shared(where, central)
    with store.write() as tx:
        journal.note(tx, f"La sede se comparte por el servidor «{where.label}».")
    return code


def enter(
    folder: Path,
    passphrase: str,
    who: dict[str, object],
    where: Address,
    code: str,
    *,
    now: clock.Now = clock.now,
) -> tuple[Store, str]:
    """A store of its own, in `folder`, for one more operator of the headquarters at a server. Returns it with
    its recovery code. Raises `UserError`, `EnvironmentFailure`, and what `first_run` raises: then no store is
    left behind."""
    with server.connected(where) as link:
        told = shared.about(link)
    if not told:
        raise UserError(
            "En esa base de datos no hay ninguna sede central.",
            safe="No se ha tocado nada.",
            todo="Créela primero: «concerta central init --to …».",
        )
    shared.refuse_others(told, told["central"])
    secrets = _unsealed(told, code)

    def begin(store: Store) -> None:
        with store.write(here=True) as tx:
            _keep(tx, where, told["central"], code)
            for name in _KEYS:
                keys.keep(tx, name, secrets[name])
        store.shared = Shared(where, told["central"])
        store.catch_up()

    return first_run(folder, passphrase, who, kind="central", now=now, before=begin)


def code_of(store: Store) -> str:
    """The code with which other operators enter. Raises `UserError` when the headquarters is not shared."""
    with store.read() as tx:
        code = keys.secret(tx, CODE)
    if not code:
        raise UserError(
            "Esta sede no se comparte por ningún servidor.",
            todo="Para compartirla: «concerta central share --to postgresql://…».",
        )
    return code


def _unsealed(told: Mapping[str, str], code: str) -> dict[str, str]:
    slot = cast("dict[str, Any]", json.loads(told["keys"]))
    return json.loads(keyring.unseal(slot, code))


def _keep(tx: Tx, where: Address, central: str, code: str) -> None:
    keys.keep_json(tx, SERVER, {"address": where.kept(), "central": central})
    keys.keep(tx, CODE, code)
