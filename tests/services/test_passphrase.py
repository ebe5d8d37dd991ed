"""Changing the passphrase leaves the store as it is; the printed code sets a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from concerta_desktop.errors import UserError, ValidationError
from concerta_desktop.services.passphrase import change_passphrase, new_recovery_code, reset_passphrase
from concerta_desktop.store import store as stores
from tests.factory import SteppingClock
from tests.fixtures import CHEAP, PASSPHRASE

FRESH = "otra frase de ejemplo"


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, str]:
    store, code = stores.create(tmp_path / "datos", PASSPHRASE, now=SteppingClock(), cost=CHEAP)
    store.close()
    return tmp_path / "datos", code


def opens(folder: Path, passphrase: str) -> bool:
    try:
        stores.open_store(folder, passphrase).close()
    except UserError:
        return False
    return True


def test_the_new_one_opens_and_the_old_one_no_longer(kept: tuple[Path, str]) -> None:
    change_passphrase(kept[0], PASSPHRASE, FRESH)
    assert opens(kept[0], FRESH)
    assert not opens(kept[0], PASSPHRASE)


def test_a_wrong_present_one_changes_nothing(kept: tuple[Path, str]) -> None:
    with pytest.raises(UserError, match="no es correcta"):
        change_passphrase(kept[0], "no es esta", FRESH)
    assert opens(kept[0], PASSPHRASE)


def test_too_short_is_refused_before_anything(kept: tuple[Path, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        reset_passphrase(kept[0], kept[1], "corta")
    assert refused.value.field == "fresh"
    assert opens(kept[0], PASSPHRASE)


def test_a_new_code_replaces_the_printed_one(kept: tuple[Path, str]) -> None:
    folder, old = kept
    fresh = new_recovery_code(folder, PASSPHRASE)
    with pytest.raises(UserError, match="no es de este almacén"):
        reset_passphrase(folder, old, FRESH)
    reset_passphrase(folder, fresh, FRESH).close()
    assert opens(folder, FRESH)
