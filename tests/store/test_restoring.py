"""Going back to a copy loses nothing: what came after it waits, and comes back when asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from concerta_desktop.errors import EnvironmentFailure, UserError
from concerta_desktop.model import Person
from concerta_desktop.paths import DATABASE, KEY_FILE, RESTORING
from concerta_desktop.services.backups import (
    OtherData,
    back_up,
    known_copies,
    preview,
    recover_later,
    restore,
    restore_closed,
    restore_elsewhere,
)
from concerta_desktop.store import backups, drafts, keyring, oplog, restoring, seal, swap
from concerta_desktop.store import store as stores
from concerta_desktop.store.backups import Copy
from concerta_desktop.store.change import delete
from concerta_desktop.store.erase import erase
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import table_of
from tests.factory import a_person, an_intervention, save
from tests.fixtures import CHEAP, PASSPHRASE, NewStore
from tests.store.killing import kill_everywhere
from tests.store.test_lifecycle import contents
from tests.store.test_opening import older_declarations


def people(store: Store) -> list[str]:
    with store.read() as tx:
        table = table_of(Person)
        return sorted(tx.connection.execute(select(table.c.surnames).where(table.c.deleted == 0)).scalars())


def left(store: Store) -> int:
    with store.read() as tx:
        found = restoring.aside(tx)
    return found.operations if found else 0


def broken(store: Store) -> list[str]:
    with store.read() as tx:
        return oplog.broken(tx)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A store with one person, a copy of it, and what came later: another person and a telephone."""
    store = stores.create(tmp_path / "listo" / "datos", PASSPHRASE, cost=CHEAP)[0]
    first = a_person(store, surnames="Óré")
    back_up(store, "request")
    a_person(store, surnames="Taype")
    save(store, Person, first, {"phone": "900 000 412"})
    yield store
    store.close()


@pytest.mark.req("2.9")
def test_somebody_erased_after_the_copy_does_not_come_back_with_it(kept: Store) -> None:
    with kept.read() as tx:
        (first,) = [row.id for row in tx.connection.execute(select(table_of(Person).c.id).limit(1))]
    with kept.write() as tx:
        erase(tx, Person, first, {"surnames": "Datos suprimidos"})
    (copy,) = known_copies(kept.folder)
    again = restore(kept, copy)
    assert people(again) == ["Datos suprimidos"]
    assert broken(again) == []
    recover_later(again)
    assert people(again) == ["Datos suprimidos", "Taype"]
    assert broken(again) == []
    again.close()


@pytest.mark.req("33")
def test_a_restored_copy_sets_later_work_aside_and_gives_it_back(kept: Store) -> None:
    with kept.read() as tx:
        before = contents(tx)
    (copy,) = known_copies(kept.folder)
    again = restore(kept, copy)
    assert people(again) == ["Óré"]
    with again.read() as tx:
        found = restoring.aside(tx)
    assert found is not None
    assert (found.operations, dict(found.records)) == (2, {"person": 2})
    assert recover_later(again) == {"person"}
    assert left(again) == 0
    assert broken(again) == []
    with again.read() as tx:
        assert contents(tx) == before
    again.close()


def test_a_restore_begins_a_new_incarnation_of_the_same_device(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    again = restore(kept, copy)
    assert again.identity.device == kept.identity.device
    assert again.identity.incarnation != kept.identity.incarnation
    a_person(again, surnames="Quispe")
    recover_later(again)
    assert people(again) == ["Quispe", "Taype", "Óré"]
    assert broken(again) == [], "no number was given twice"
    again.close()


def test_a_field_changed_since_the_restore_keeps_both_values(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    again = restore(kept, copy)
    with again.read() as tx:
        person = tx.connection.execute(select(table_of(Person).c.id)).scalar_one()
    save(again, Person, person, {"phone": "900 000 777"})
    recover_later(again)
    with again.read() as tx:
        rows = tx.connection.execute(select(table_of(Person)).where(table_of(Person).c.id == person))
        assert rows.one().conflicts == "phone"
    again.close()


def test_before_a_restore_the_present_is_copied(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    again = restore(kept, copy)
    newest = known_copies(again.folder)[0]
    assert newest.reason == "restore"
    back = restore(again, newest)
    assert people(back) == ["Taype", "Óré"]
    assert left(back) == 0, "all of it is in that copy"
    back.close()


def test_what_was_set_aside_survives_a_second_restore(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    again = restore(kept, copy)
    a_person(again, surnames="Quispe")
    twice = restore(again, copy)
    assert left(twice) == 3
    recover_later(twice)
    assert people(twice) == ["Quispe", "Taype", "Óré"]
    twice.close()


def test_half_typed_forms_and_todays_passphrase_stay(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    with kept.write() as tx:
        drafts.save(tx, "person:new", {"surnames": "Ñah"})
    keyring.change_passphrase(kept.folder / KEY_FILE, kept.key, "otra frase de ejemplo", CHEAP)
    again = restore(kept, copy)
    with again.read() as tx:
        assert [draft.values for draft in drafts.all_drafts(tx)] == [{"surnames": "Ñah"}]
    again.close()
    stores.open_store(kept.folder, "otra frase de ejemplo").close()


def test_a_copy_goes_into_an_empty_laptop_with_its_own_passphrase(kept: Store, tmp_path: Path) -> None:
    (copy,) = known_copies(kept.folder)
    key = keyring.unlock(copy.folder / KEY_FILE, PASSPHRASE)
    fresh = restore_elsewhere(tmp_path / "portátil nueva", copy, key)
    assert people(fresh) == ["Óré"]
    fresh.close()
    stores.open_store(tmp_path / "portátil nueva", PASSPHRASE).close()
    names = sorted(path.name for path in (tmp_path / "portátil nueva").iterdir())
    assert names == [DATABASE, KEY_FILE]


def test_a_damaged_store_is_kept_untouched_beside_the_restored_one(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    kept.close()
    (kept.folder / DATABASE).write_bytes(b"\x07" * 8192)
    again = restore_elsewhere(kept.folder, copy, kept.key)
    assert people(again) == ["Óré"]
    (aside,) = kept.folder.glob("apartado *")
    assert (aside / DATABASE).read_bytes() == b"\x07" * 8192
    assert (aside / KEY_FILE).exists()
    again.close()


def test_a_copy_of_somebody_else_is_not_put_over_ones_own(new_store: NewStore) -> None:
    mine, hers = new_store("mío"), new_store("suyo", own_key=True)
    a_person(mine, surnames="Óré")
    copy = back_up(hers, "request")
    with pytest.raises(UserError, match="de otra persona"):
        restore(mine, copy)
    assert people(mine) == ["Óré"]
    with pytest.raises(UserError, match="no se abre con esta llave"):
        restore_elsewhere(mine.folder, copy, mine.key)
    with pytest.raises(UserError, match="no se abre con esta llave"):
        preview(copy, mine.key)


def test_a_damaged_copy_changes_nothing(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    os.truncate(copy.folder / DATABASE, 8192)
    with pytest.raises(EnvironmentFailure, match="está dañada"):
        restore(kept, copy)
    assert people(kept) == ["Taype", "Óré"]


def test_a_copy_on_a_stick_pulled_out_changes_nothing(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    shutil.rmtree(copy.folder)
    with pytest.raises(EnvironmentFailure, match="no está"):
        restore(kept, copy)
    with pytest.raises(EnvironmentFailure, match="ya no está"):
        preview(copy, kept.key)
    assert people(kept) == ["Taype", "Óré"]


def test_a_copy_of_a_newer_version_is_left_alone(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy,) = known_copies(kept.folder)
    monkeypatch.setattr("concerta_desktop.store.schema.USER_VERSION", 0)
    with pytest.raises(UserError, match="versión más nueva"):
        restore(kept, copy)
    monkeypatch.undo()
    again = stores.open_with_key(kept.folder, kept.key)
    assert people(again) == ["Taype", "Óré"]
    again.close()


def test_another_window_on_the_data_stops_the_restore(kept: Store) -> None:
    (copy,) = known_copies(kept.folder)
    other = stores.open_with_key(kept.folder, kept.key)
    assert people(other)
    with pytest.raises(EnvironmentFailure, match="Otro programa"):
        restore(kept, copy)
    assert people(other) == ["Taype", "Óré"]
    other.close()


def test_a_preview_names_what_was_worked_on_last(store: Store) -> None:
    from concerta_desktop.model import Intervention

    an_intervention(store, title="Taller en Huanta")
    gone = an_intervention(store, title="Se borró")
    an_intervention(store, title="Reunión <b>en Acobamba</b>")
    with store.write() as tx:
        delete(tx, Intervention, gone)
    copy = back_up(store, "request")
    an_intervention(store, title="Después de la copia")
    found = preview(copy, store.key)
    assert [title for title, _ in found.interventions] == ["Reunión <b>en Acobamba</b>", "Taller en Huanta"]
    assert found.last_change is not None
    assert found.last_change <= copy.made


@pytest.mark.req("33")
@pytest.mark.long
def test_killed_at_any_moment_of_a_restore_nothing_is_lost(kept: Store, tmp_path: Path) -> None:
    key = kept.key
    kept.close()
    tried = kill_everywhere("restore", tmp_path)
    assert len(tried) > 15
    restored = 0
    for folder in tried:
        data = folder / "datos"
        swap.finish(data)
        again = stores.open_store(data, PASSPHRASE)
        assert broken(again) == []
        if left(again):
            restored += 1
            assert people(again) == ["Óré"]
            with again.write() as tx:
                restoring.give_back(tx)
        assert people(again) == ["Taype", "Óré"]
        again.close()
        names = {path.name for path in data.iterdir()} - {f"{RESTORING}.part", seal.FILE}
        assert names == {DATABASE, KEY_FILE}, "nothing half done is left"
        assert backups.unreadable(backups.home(data)) == []
    assert 1 < restored < len(tried), "some were killed before the restore was decided, some after"
    assert key


@pytest.mark.req("33")
@pytest.mark.long
def test_killed_while_a_damaged_store_is_replaced_it_is_still_there(kept: Store, tmp_path: Path) -> None:
    kept.close()
    (kept.folder / DATABASE).write_bytes(b"\x07" * 8192)
    for folder in kill_everywhere("restore_over_damage", tmp_path):
        data = folder / "datos"
        if swap.finish(data) or not (data / DATABASE).read_bytes().startswith(b"\x07" * 16):
            again = stores.open_store(data, PASSPHRASE)
            assert people(again) == ["Óré"]
            again.close()
            (aside,) = data.glob("apartado *")
            assert (aside / DATABASE).read_bytes() == b"\x07" * 8192
        else:
            assert (data / DATABASE).read_bytes() == b"\x07" * 8192


def closed(store: Store) -> Copy:
    store.close()
    return known_copies(store.folder)[-1]


def test_with_the_key_file_lost_a_copy_brings_it_and_the_data_stay(kept: Store) -> None:
    copy = closed(kept)
    for harm in (lambda key: key.unlink(), lambda key: key.write_text("{}", "utf-8")):
        harm(kept.folder / KEY_FILE)
        again, only_key = restore_closed(kept.folder, copy, PASSPHRASE)
        assert only_key
        assert people(again) == ["Taype", "Óré"]
        again.close()
        stores.open_store(kept.folder, PASSPHRASE).close()


def test_a_closed_store_goes_back_as_an_open_one_does(kept: Store) -> None:
    again, only_key = restore_closed(kept.folder, closed(kept), PASSPHRASE)
    assert not only_key
    assert (people(again), left(again)) == (["Óré"], 2)
    again.close()


def test_a_copy_opens_with_its_recovery_code_too(tmp_path: Path) -> None:
    store, code = stores.create(tmp_path / "datos", PASSPHRASE, cost=CHEAP)
    a_person(store, surnames="Óré")
    back_up(store, "request")
    again, _ = restore_closed(tmp_path / "nueva", closed(store), code.lower())
    assert people(again) == ["Óré"]
    again.close()
    with pytest.raises(UserError, match="contraseña no es correcta"):
        restore_closed(tmp_path / "otra", known_copies(store.folder)[0], "no es esta frase")
    assert not (tmp_path / "otra" / DATABASE).exists()


def test_other_data_are_replaced_only_when_somebody_says_so(kept: Store, new_store: NewStore) -> None:
    hers = new_store("suyo")
    a_person(hers, surnames="Quispe")
    hers.close()
    copy = closed(kept)
    with pytest.raises(OtherData):
        restore_closed(hers.folder, copy, PASSPHRASE)
    again, _ = restore_closed(hers.folder, copy, PASSPHRASE, replace=True)
    assert people(again) == ["Óré"]
    again.close()
    (aside,) = hers.folder.glob("apartado *")
    back = stores.open_store(aside, PASSPHRASE)
    assert people(back) == ["Quispe"]
    back.close()


def test_a_copy_of_an_older_version_is_brought_up_to_date_on_the_way(kept: Store) -> None:
    a_person(kept, surnames="Quispe", phone="900 000 412")
    older_declarations(kept)
    copy = back_up(kept, "request")
    key = kept.key
    kept.close()
    newer = stores.open_with_key(kept.folder, key)
    a_person(newer, surnames="Ñahui")
    again = restore(newer, copy)
    assert people(again) == ["Quispe", "Taype", "Óré"]
    recover_later(again)
    assert people(again) == ["Quispe", "Taype", "Ñahui", "Óré"]
    again.close()


def test_what_is_erased_is_erased_of_what_waits_to_be_taken_back(kept: Store) -> None:
    again = restore(kept, known_copies(kept.folder)[0])
    with again.read() as tx:
        waiting = tx.connection.exec_driver_sql("SELECT record_id FROM set_aside").scalars().all()
    with again.write() as tx:
        for person in waiting:
            erase(tx, Person, person, {"surnames": "Persona suprimida"})
    with again.read() as tx:
        left_over = tx.connection.exec_driver_sql("SELECT patch FROM set_aside").scalars().all()
    assert set(left_over) == {"{}"}
    recover_later(again)
    assert people(again) == ["Persona suprimida", "Persona suprimida"]
    assert broken(again) == []
    again.close()
