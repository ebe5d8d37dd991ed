"""What went wrong, what is safe, what to do: in Spanish, in that order."""

from __future__ import annotations

import errno

import pytest

from concerta_desktop.errors import EnvironmentFailure, UserError, ValidationError, from_os_error


def test_an_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    error = UserError("No se pudo.", safe="Está a salvo.", todo="Repita.")
    assert str(error) == "No se pudo. Está a salvo. Repita."
    assert str(ValidationError("phone", "Falta.")) == "Falta."
    assert ValidationError("phone", "Falta.").field == "phone"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no queda espacio"),
        (errno.EACCES, "abierto en otro programa"),
        (errno.ENOENT, "ya no está"),
        (errno.EPROTO, "el equipo no lo permitió"),
    ],
)
def test_what_the_system_says_is_put_into_plain_words(number: int, said: str) -> None:
    failure = from_os_error(OSError(number, "secret name"), "guardar la hoja")
    assert isinstance(failure, EnvironmentFailure)
    assert str(failure).startswith("No se pudo guardar la hoja: ")
    assert said in str(failure)
    assert "secret" not in str(failure)
