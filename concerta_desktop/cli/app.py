"""The `concerta` command line, put together. Errors are said in Spanish on stderr, with exit codes:
0 done · 1 the person can put it right · 2 wrong use · 3 the environment failed · 70 our fault."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from concerta_desktop import __version__
from concerta_desktop.cli import backup, demo, privacy, records, report, rescue, self_test, session
from concerta_desktop.errors import ConcertaError, EnvironmentFailure
from concerta_desktop.log import describe_crash

EXIT_USER, EXIT_USE, EXIT_ENVIRONMENT, EXIT_OURS = 1, 2, 3, 70

app = typer.Typer(
    name="concerta",
    help="Concerta sin ventana: los mismos servicios, para guiones y comprobaciones.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(records.app, name="records", help="Ver y exportar registros.")
app.add_typer(backup.app, name="backup", help="Copias de seguridad de lo registrado.")
app.command("demo")(demo.demo)
app.command("report")(report.report)
app.command("support")(privacy.support)
app.command("carried")(privacy.carried)
app.command("person-data")(privacy.person_data)
app.command("verify")(rescue.verify)
app.command("recover")(rescue.recover)
app.command("self-test")(self_test.self_test)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"Concerta {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option(envvar="CONCERTA_DATA_DIR", help="Carpeta de datos (por defecto, la de este usuario)."),
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
        code: object = app(arguments, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except typer.Abort:
        print("Interrumpido.", file=sys.stderr)
        return EXIT_USER
    except TyperException as error:
        print(_wrong_use(error), file=sys.stderr)
        return EXIT_USE
    except ConcertaError as error:
        print(error, file=sys.stderr)
        return EXIT_ENVIRONMENT if isinstance(error, EnvironmentFailure) else EXIT_USER
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
    name: object = getattr(getattr(error, "param", None), "human_readable_name", None)
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
    return f"Uso incorrecto: {what} Vea «concerta --help»."
