"""Attachments lie ciphered beside the store; headquarters can open a store that joined it."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from pathlib import Path

import pytest

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.model import Milestone
from concerta_desktop.model.identity import new_id
from concerta_desktop.model.instancias import MilestoneKind
from concerta_desktop.paths import KEY_FILE
from concerta_desktop.services.backups import restore_elsewhere
from concerta_desktop.store import age, attachments, backups, drafts, keyring
from concerta_desktop.store.attachments import FOLDER
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store

CONTENT = "Acta de instalación de la instancia: Ñahui Quispe, Saturnina\n".encode() * 3000


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> tuple[Store, str]:
    source = tmp_path / "acta.pdf"
    source.write_bytes(CONTENT)
    with store.write() as tx:
        return store, attachments.keep(tx, store.folder, store.key, source)


def test_it_comes_back_as_it_was_and_cannot_be_read_where_it_lies(
    kept: tuple[Store, str], tmp_path: Path
) -> None:
    store, name = kept
    lying = (store.folder / FOLDER / name).read_bytes()
    assert "Ñahui".encode() not in lying
    with store.read() as tx:
        attachments.bring(tx, store.folder, store.key, name, tmp_path / "vuelta.pdf")
    assert (tmp_path / "vuelta.pdf").read_bytes() == CONTENT
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_takes_it_along_and_it_comes_back_on_another_laptop(
    kept: tuple[Store, str], tmp_path: Path
) -> None:
    store, name = kept
    root = tmp_path / "memoria"
    copy = backups.make(store, root, "request")
    assert backups.make(store, root, "request").folder != copy.folder
    assert [found.folder for found in backups.copies(root) if found.folder == copy.folder]
    key = store.key
    store.close()
    shutil.rmtree(store.folder)
    other = restore_elsewhere(tmp_path / "otro equipo", copy, key)
    with other.read() as tx:
        attachments.bring(tx, other.folder, other.key, name, tmp_path / "vuelta.pdf")
    other.close()
    assert (tmp_path / "vuelta.pdf").read_bytes() == CONTENT
    assert [path.name for path in (root / FOLDER).iterdir()] == [name]


def test_the_same_content_is_kept_once(kept: tuple[Store, str], tmp_path: Path) -> None:
    store, name = kept
    again = tmp_path / "copia.pdf"
    again.write_bytes(CONTENT)
    with store.write() as tx:
        assert attachments.keep(tx, store.folder, store.key, again) == name
    assert [path.name for path in (store.folder / FOLDER).iterdir()] == [name]


@pytest.mark.parametrize("harm", ["cut", "flip", "another"])
def test_a_damaged_one_is_told_and_nothing_half_deciphered_stays(
    kept: tuple[Store, str], tmp_path: Path, harm: str
) -> None:
    store, name = kept
    lying = store.folder / FOLDER / name
    data = bytearray(lying.read_bytes())
    if harm == "another":
        other = tmp_path / "otra.pdf"
        other.write_bytes(b"otra cosa")
        with store.write() as tx:
            data = bytearray(
                (lying.parent / attachments.keep(tx, store.folder, store.key, other)).read_bytes()
            )
    elif harm == "cut":
        del data[-40_000:]
    else:
        data[len(data) // 2] ^= 1
    lying.write_bytes(data)
    out = tmp_path / "vuelta.pdf"
    with store.read() as tx, pytest.raises(EnvironmentFailure, match="está dañado"):
        attachments.bring(tx, store.folder, store.key, name, out)
    assert not out.exists()
    assert not list(tmp_path.glob("*.part"))


def test_one_that_is_not_there_or_cannot_be_read_is_said(kept: tuple[Store, str], tmp_path: Path) -> None:
    store, name = kept
    attachments.erase(store.folder, name)
    with store.read() as tx, pytest.raises(EnvironmentFailure, match="no está en este equipo"):
        attachments.bring(tx, store.folder, store.key, name, tmp_path / "vuelta.pdf")
    with store.write() as tx, pytest.raises(EnvironmentFailure, match="guardar el adjunto"):
        attachments.keep(tx, store.folder, store.key, tmp_path / "ausente.pdf")


def test_headquarters_opens_what_joined_it_and_nobody_elses(store: Store) -> None:
    path = store.folder / KEY_FILE
    (ours, recipient), (other, _) = age.new_identity(), age.new_identity()
    with pytest.raises(UserError, match="no se unió"):
        keyring.unlock_for_headquarters(path, ours)
    with pytest.raises(UserError, match="no es la llave"):
        keyring.trust_headquarters(path, store.key, "age1esto-no-es")
    keyring.trust_headquarters(path, store.key, recipient)
    keyring.change_passphrase(path, store.key, "otra frase bien larga", keyring.Cost(1, 1, 64))
    assert keyring.unlock_for_headquarters(path, ours) == store.key
    for wrong in (other, "AGE-SECRET-KEY-1NADA"):
        with pytest.raises(UserError, match="no abre este almacén"):
            keyring.unlock_for_headquarters(path, wrong)


def test_a_file_attached_to_nothing_goes_at_a_later_opening(kept: tuple[Store, str], tmp_path: Path) -> None:
    """Of a form that was cancelled. What is named, half typed, new or came ahead of its record stays."""
    store, cancelled = kept
    room = store.folder / FOLDER
    names = {"cancelled": cancelled}
    for said in ("recorded", "half typed", "from elsewhere", "new"):
        source = tmp_path / f"{said}.pdf"
        source.write_bytes(said.encode())
        with store.write() as tx:
            names[said] = attachments.keep(tx, store.folder, store.key, source)
    with store.write() as tx:
        values: dict[str, object] = {"instancia": "IPC-0504", "kind": MilestoneKind.MEETING}
        change(tx, Milestone, new_id(), values | {"file": f"{names['recorded']}/acta.pdf"})
        drafts.save(tx, "milestone:new", {"Archivo": f"{names['half typed']}/acta.pdf"})
        digest = hashlib.sha256(b"from elsewhere").hexdigest()
        came = io.BytesIO(b"from elsewhere")
        attachments.keep_from_elsewhere(tx, store.folder, names["from elsewhere"], digest, came)
    for said, name in names.items():
        if said != "new":
            os.utime(room / name, (0, 0))
    with store.write() as tx:
        assert attachments.forget_unnamed(tx, store.folder) == 1
    assert attachments.names(store.folder) == set(names.values()) - {cancelled}


def test_a_file_attached_again_is_new_again(kept: tuple[Store, str], tmp_path: Path) -> None:
    store, name = kept
    os.utime(store.folder / FOLDER / name, (0, 0))
    with store.write() as tx:
        assert attachments.keep(tx, store.folder, store.key, tmp_path / "acta.pdf") == name
        assert attachments.forget_unnamed(tx, store.folder) == 0
