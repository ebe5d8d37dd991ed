"""The `concerta` command line, put together. Errors are said in Spanish on stderr, with exit codes:
0 done · 1 the person can put it right · 2 wrong use · 3 the environment failed · 70 our fault."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from concerta_desktop import __version__
from concerta_desktop.cli import (
    backup,
    central,
    deliver,
    demo,
    instancia,
    matriz,
    privacy,
    records,
    remarks,
    report,
    rescue,
    self_test,
    session,
)
from concerta_desktop.cli.help import Command, new_app
from concerta_desktop.errors import ConcertaError, EnvironmentFailure, UserError, from_os_error
from concerta_desktop.log import describe_crash

EXIT_USER, EXIT_USE, EXIT_ENVIRONMENT, EXIT_OURS = 1, 2, 3, 70

app = new_app(
    "Concerta sin ventana: los mismos servicios, para guiones y comprobaciones.",
    pretty_exceptions_enable=False,
)
app.add_typer(records.app, name="records")
app.add_typer(backup.app, name="backup")
app.add_typer(central.app, name="central")
app.add_typer(deliver.app, name="package")
app.add_typer(matriz.app, name="matriz")
app.add_typer(instancia.app, name="instancia")
for name, run in (
    ("demo", demo.demo),
    ("report", report.report),
    ("person-data", privacy.person_data),
    ("carried", privacy.carried),
    ("support", privacy.support),
    ("verify", rescue.verify),
    ("recover", rescue.recover),
    ("join", deliver.join),
    ("deliver", deliver.deliver),
    ("receipts", deliver.take_receipts),
    ("remarks", remarks.show_remarks),
    ("self-test", self_test.self_test),
):
    app.command(name, cls=Command)(run)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"Concerta {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option(
            envvar="CONCERTA_DATA_DIR",
            show_envvar=False,
            help="Carpeta de datos; sin ella, la de CONCERTA_DATA_DIR o la de este usuario.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Resultado en JSON.")] = False,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Versión.")
    ] = False,
) -> None:
    """Options shared by all commands."""
    context.obj = session.new_session(data_dir, as_json)


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows console may be in another code page
    try:
        _check_encoding(arguments)
        code: object = app(arguments, standalone_mode=False, prog_name="concerta")
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:  # whoever read the output has had enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the very end
        return EXIT_USER
    except typer.Abort:
        print("Interrumpido.", file=sys.stderr)
        return EXIT_USER
    except TyperException as error:
        print(_wrong_use(error), file=sys.stderr)
        return EXIT_USE
    except ConcertaError as error:
        print(error, file=sys.stderr)
        return EXIT_ENVIRONMENT if isinstance(error, EnvironmentFailure) else EXIT_USER
    except OSError as error:
        print(from_os_error(error, "escribir el resultado"), file=sys.stderr)
        return EXIT_ENVIRONMENT
    except Exception as error:  # noqa: BLE001 - the last line of defence
        print(
            "Concerta encontró un error propio. Sus datos guardados están a salvo. "
            f"Avise a soporte con este detalle: {describe_crash(error)}",
            file=sys.stderr,
        )
        return EXIT_OURS


def _wrong_use(error: TyperException) -> str:
    """What the parser says in English, in Spanish; without arguments it is the help that was asked for."""
    kind, words = type(error).__name__, str(error)
    if kind == "NoArgsIsHelpError":
        return words
    option: object = getattr(error, "option_name", None)
    param: Any = getattr(error, "param", None)
    asked = getattr(param, "param_type_name", "") == "option"
    name: object = param and (param.opts[0] if asked else param.human_readable_name)
    quoted = words.split("'")
    if kind == "NoSuchOption":
        what = f"no existe la opción «{option}»."
    elif option:
        what = f"a la opción «{option}» le falta o le sobra un valor."
    elif name:
        what = f"falta «{name}»." if kind == "MissingParameter" else f"el valor de «{name}» no sirve."
    elif words.startswith("No such command") and len(quoted) > 1:
        what = f"no existe la orden «{quoted[1]}»."
    else:
        what = "falta una orden o sobra una palabra."
    context: Any = getattr(error, "ctx", None)
    return f"Uso incorrecto: {what} Vea «{context.command_path if context else 'concerta'} --help»."


def _check_encoding(arguments: list[str]) -> None:
    """Raise `UserError` on bytes that are no text: nothing could be found, kept or said with them."""
    for word in arguments:
        if not word.isascii() and any("\ud800" <= char <= "\udfff" for char in word):
            shown = word.encode("utf-8", "replace").decode()
            raise UserError(f"«{shown}» no es un texto válido.", todo="Escríbalo en UTF-8.")
