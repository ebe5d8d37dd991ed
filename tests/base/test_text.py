"""Text as people here read and search it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concerta_desktop.errors import ValidationError
from concerta_desktop.text import clean, fold, initials, sort_key


def test_spanish_order_ignores_accents_and_puts_ene_after_n() -> None:
    names = ["Zárate", "Ñahui", "Nuñez", "Nunura", "Álvarez", "Alvarado", "óre", "Nz", "N\u0303o"]
    assert sorted(names, key=sort_key) == [
        "Alvarado", "Álvarez", "Nunura", "Nuñez", "Nz", "Ñahui", "N\u0303o", "óre", "Zárate",
    ]  # fmt: skip


def test_search_is_blind_to_accents_capitals_and_spaces() -> None:
    assert fold("  ÑAHUI   Óré\tÜber ") == "nahui ore uber"
    assert fold("Ōta") == fold("ota")
    assert fold("محمد 🙂") == "محمد 🙂"


def test_text_is_kept_composed_and_trimmed() -> None:
    assert clean("  N\u0303ahui   Quispe\n") == "Ñahui Quispe"
    assert clean(" a\r\nb\rc\t", multiline=True) == "a\nb\nc"


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800"])
def test_invisible_characters_are_named(char: str) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(char):04X}") as refused:
        clean(f"a{char}b", "notes", multiline=True)
    assert refused.value.field == "notes"


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_what_makes_a_name_read_as_another_is_left_out(code: int) -> None:
    assert clean(f"Ro{chr(code)}sa Ñahui{chr(code)}") == "Rosa Ñahui"


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u200d"])
def test_marks_that_scripts_need_are_kept(mark: str) -> None:
    assert clean(f"a{mark}b") == f"a{mark}b"


@given(st.text())
def test_what_is_accepted_is_stable_and_can_be_stored(text: str) -> None:
    try:
        cleaned = clean(text, multiline=True)
    except ValidationError:
        return
    assert clean(cleaned, multiline=True) == cleaned
    cleaned.encode()
    assert "\x00" not in cleaned


def test_initials_for_codes() -> None:
    assert initials("Rosa", "Ccente Palomino") == "RCP"
    assert initials("Óscar", "Ñahui") == "ON"
