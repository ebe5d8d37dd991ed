"""The passphrases that everybody tries first are refused; others are only advised against."""

from __future__ import annotations

import pytest

from concerta_desktop.rules.passphrases import strength


@pytest.mark.parametrize("typed", ["12345678", "Password", "CONTRASEÑA", "qwerty123"])
def test_the_first_guesses_are_refused(typed: str) -> None:
    assert strength(typed, 8).level == "refused"


def test_a_weak_one_is_the_persons_choice() -> None:
    assert strength("19840312", 8).level == "weak"
    assert strength("cuatro palabras bien largas", 8).level == "good"
