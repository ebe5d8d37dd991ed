"""The help of each command in Spanish: the parser writes it in English and has no translation.

Usage: `app = new_app(help="…")`, and its commands with `@app.command(cls=Command)`.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_WORDS = (
    ("Usage: ", "Uso: "),
    ("\nOptions:", "\nOpciones:"),
    ("\nArguments:", "\nArgumentos:"),
    ("\nCommands:", "\nÓrdenes:"),
    ("[OPTIONS]", "[OPCIONES]"),
    ("COMMAND [ARGS]...", "ORDEN [ARGUMENTOS]..."),
    ("Show this message and exit.", "Muestra esta ayuda."),
    ("default:", "por defecto:"),
    ("required]", "obligatorio]"),
    ("<path>", "<ruta>"),
    ("<str>", "<texto>"),
    ("<int range>", "<número>"),
)


class Command(TyperCommand):
    """A command whose help is in Spanish."""

    def get_help(self, ctx: Any) -> str:
        return _spanish(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is in Spanish."""

    def get_help(self, ctx: Any) -> str:
        return _spanish(super().get_help(ctx))


def new_app(help: str, **more: Any) -> typer.Typer:  # noqa: A002 - as typer calls it
    """A group of commands; without any it shows its help."""
    return typer.Typer(
        help=help, cls=Group, no_args_is_help=True, add_completion=False, rich_markup_mode=None, **more
    )


def _spanish(text: str) -> str:
    for english, spanish in _WORDS:
        text = text.replace(english, spanish)
    return text
