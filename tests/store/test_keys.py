"""Passphrase, recovery code, and what lies on the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from concerta_desktop.errors import EnvironmentFailure, UserError, ValidationError
from concerta_desktop.paths import DATABASE, KEY_FILE
from concerta_desktop.store import keyring, recovery, seal
from concerta_desktop.store import store as stores
from tests.factory import a_person
from tests.fixtures import CHEAP, PASSPHRASE

CODE = recovery.new_code()


def test_the_passphrase_opens_and_a_wrong_one_says_so(tmp_path: Path) -> None:
    store, _ = stores.create(tmp_path, PASSPHRASE, cost=CHEAP)
    device = store.identity
    store.close()
    stores.open_store(tmp_path, PASSPHRASE).close()
    with pytest.raises(UserError, match="La contraseña no es correcta"):
        stores.open_store(tmp_path, PASSPHRASE + "x")
    again = stores.open_store(tmp_path, PASSPHRASE)
    assert again.identity == device
    again.close()


def test_the_recovery_code_opens_however_it_is_typed(tmp_path: Path) -> None:
    store, code = stores.create(tmp_path, PASSPHRASE, cost=CHEAP)
    store.close()
    key = keyring.unlock_with_code(tmp_path / KEY_FILE, code.lower().replace("-", " ").replace("0", "o"))
    stores.open_with_key(tmp_path, key).close()
    with pytest.raises(UserError, match="no es de este almacén"):
        keyring.unlock_with_code(tmp_path / KEY_FILE, CODE)


def test_a_new_passphrase_replaces_the_old_and_leaves_the_code(tmp_path: Path) -> None:
    key, code = keyring.create(tmp_path / KEY_FILE, PASSPHRASE, CHEAP)
    keyring.change_passphrase(tmp_path / KEY_FILE, key, "otra frase de ejemplo", CHEAP)
    assert keyring.unlock(tmp_path / KEY_FILE, "otra frase de ejemplo") == key
    assert keyring.unlock_with_code(tmp_path / KEY_FILE, code) == key
    with pytest.raises(UserError):
        keyring.unlock(tmp_path / KEY_FILE, PASSPHRASE)


@pytest.mark.parametrize("place", range(35))
def test_one_wrong_letter_is_found_in_its_group(place: int) -> None:
    letters = CODE.replace("-", "")
    for typed in set(recovery.ALPHABET) - {letters[place]}:
        with pytest.raises(ValidationError, match=f"El grupo {place // 5 + 1} ") as refused:
            recovery.secret(letters[:place] + typed + letters[place + 1 :])
        assert refused.value.field == "code"


def test_groups_that_changed_places_and_missing_letters_are_found() -> None:
    groups = CODE.split("-")
    swapped = "-".join([groups[1], groups[0], *groups[2:]])
    wrong = [not recovery.group_is_right(place, groups[1 - place]) for place in (0, 1)]
    if any(wrong):  # one code in a thousand has two that are right in each other's place
        with pytest.raises(ValidationError, match=f"El grupo {wrong.index(True) + 1} "):
            recovery.secret(swapped)
    with pytest.raises(ValidationError, match="tiene 35 letras y números, y se han escrito 34"):
        recovery.secret(CODE[:-1])


@pytest.mark.parametrize(
    "damage",
    [
        lambda slots: "{",
        lambda slots: "[]",
        lambda slots: json.dumps({"version": 1}),
        lambda slots: json.dumps(slots | {"passphrase": {"salt": "?"}}),
        lambda slots: json.dumps(slots | {"passphrase": "x"}),
        lambda slots: json.dumps(slots | {"passphrase": slots["passphrase"] | {"iterations": -1}}),
        lambda slots: json.dumps(slots | {"passphrase": slots["passphrase"] | {"iterations": 1e9}}),
        lambda slots: json.dumps(slots | {"passphrase": slots["passphrase"] | {"lanes": 2**24}}),
        lambda slots: json.dumps(slots | {"passphrase": slots["passphrase"] | {"memory_kib": 4294967295}}),
    ],
)
def test_a_damaged_key_file_says_what_to_do(tmp_path: Path, damage: Callable[[Any], str]) -> None:
    path = tmp_path / KEY_FILE
    keyring.create(path, PASSPHRASE, CHEAP)
    path.write_text(damage(json.loads(path.read_text())))
    with pytest.raises(EnvironmentFailure, match="está dañado"):
        keyring.unlock(path, PASSPHRASE)


def test_a_key_that_cannot_be_written_leaves_no_debris(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match="la carpeta ya no está"):
        keyring.create(tmp_path / "no" / KEY_FILE, PASSPHRASE, CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_real_passphrase_costs_memory_and_time_to_guess() -> None:
    assert keyring.Cost().memory_kib >= 64 * 1024
    assert keyring.Cost().iterations >= 3


@pytest.mark.req("58")
def test_only_their_owner_reads_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    store, _ = stores.create(folder, PASSPHRASE, cost=CHEAP)
    a_person(store)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    store.close()
    assert set(modes) == {KEY_FILE, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", seal.FILE}
    if os.name == "posix":  # Windows keeps a user's folder to that user
        assert set(modes.values()) == {0o600}
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.req("58")
def test_nothing_personal_lies_in_plain_on_the_disk(tmp_path: Path) -> None:
    store, _ = stores.create(tmp_path, PASSPHRASE, cost=CHEAP)
    a_person(store, document_number="99990431", surnames="Ñahui Quispe", phone="900000412")

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    while_open = on_disk()
    assert (tmp_path / f"{DATABASE}-wal").stat().st_size > 0
    store.close()
    for content in (while_open, on_disk()):
        assert len(content) > 10_000
        for secret in ("99990431", "Ñahui", "nahui", "900000412", "ejemplo.pe", "SQLite format", PASSPHRASE):
            assert secret.encode() not in content
