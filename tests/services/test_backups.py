"""When copies are made, where they go, and which stay."""

from __future__ import annotations

import shutil
from datetime import timedelta

from concerta_desktop import settings
from concerta_desktop.services.backups import back_up, is_unchanged, known_copies
from concerta_desktop.store import backups, keyring
from concerta_desktop.store.store import Store
from tests.factory import SteppingClock, a_person
from tests.fixtures import CHEAP, NewStore


def choose(store: Store, folder: object) -> None:
    settings.save(store.folder / settings.FILE, settings.Settings(backup_folder=str(folder)))


def test_copies_go_beside_the_data_until_somebody_chooses(store: Store) -> None:
    copy = back_up(store, "periodic")
    assert copy.folder.parent == store.folder.parent / "almacén copias"
    chosen = store.folder.parent / "Documentos"
    choose(store, chosen)
    assert back_up(store, "periodic").folder.parent == chosen / "Copias de Concerta"
    assert len(known_copies(store.folder)) == 2


def test_when_the_chosen_folder_is_away_the_copy_goes_beside_the_data(store: Store) -> None:
    (store.folder.parent / "memoria").write_text("no es una carpeta", "utf-8")
    choose(store, store.folder.parent / "memoria")
    copy = back_up(store, "periodic")
    assert copy.folder.parent == backups.default_home(store.folder)
    backups.verify(copy, store.key)


def test_old_copies_go_but_for_one_a_day_and_those_asked_for(new_store: NewStore) -> None:
    clock = SteppingClock()
    store, hers = new_store("mío", clock), new_store("suyo", clock)
    choose(hers, store.folder.parent / "juntas")
    choose(store, store.folder.parent / "juntas")
    made = [back_up(hers, "periodic"), back_up(store, "request")]
    for _ in range(2):
        clock.moment += timedelta(hours=1)
        made.append(back_up(store, "periodic"))
    clock.moment += timedelta(days=2)
    made.append(back_up(store, "periodic"))
    staying = {copy.folder for copy in known_copies(store.folder)}
    assert staying == {made[place].folder for place in (0, 1, 3, 4)}, "hers is not for us to take away"


def test_nothing_new_needs_no_copy_but_a_new_passphrase_does(store: Store) -> None:
    a_person(store)
    copy = back_up(store, "periodic")
    assert is_unchanged(store, copy)
    a_person(store)
    assert not is_unchanged(store, copy)
    copy = back_up(store, "periodic")
    keyring.change_passphrase(store.folder / "concerta.key", store.key, "otra frase de ejemplo", CHEAP)
    assert not is_unchanged(store, copy)


def test_what_somebody_put_beside_the_copies_is_left_alone(new_store: NewStore) -> None:
    clock = SteppingClock()
    store = new_store(now=clock)
    root = backups.default_home(store.folder)
    copy = back_up(store, "periodic")
    (root / "fotos").mkdir()
    (root / "lista.txt").write_text("mía", "utf-8")
    shutil.copytree(copy.folder, root / "mi copia")
    clock.moment += timedelta(days=400)
    back_up(store, "periodic")
    assert {path.name for path in root.iterdir()} >= {"fotos", "lista.txt", "mi copia"}
    assert not copy.folder.exists()
