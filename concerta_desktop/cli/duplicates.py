"""`concerta central duplicates`: who may have been recorded twice, and what a person says of them."""

from __future__ import annotations

from typing import Annotated

import typer

from concerta_desktop.cli.session import central_only, opened, say, session_of
from concerta_desktop.errors import UserError
from concerta_desktop.services import comparisons
from concerta_desktop.store.store import Store
from sync import duplicates
from sync.duplicates import Facing, Pair


def show_duplicates(
    context: typer.Context,
    merge: Annotated[int | None, typer.Option(help="Número de los que son el mismo.")] = None,
    keep: Annotated[int, typer.Option(help="Cuál de los dos queda: 1 o 2.", min=1, max=2)] = 1,
    apart: Annotated[int | None, typer.Option(help="Número de los que son distintos.")] = None,
    merge_all: Annotated[
        bool,
        typer.Option("--all", help="Fusiona los que coinciden en documento y nombre, o nombre y territorio."),
    ] = False,
    separate: Annotated[int | None, typer.Option(help="Número, de la lista --merged.")] = None,
    merged: Annotated[bool, typer.Option("--merged", help="Lista lo ya fusionado.")] = False,
) -> None:
    """Lista las personas y entidades que pueden ser la misma, y fusiona, distingue o separa."""
    session = session_of(context)
    with opened(session) as store:
        central_only(store)
        said = _decide(store, merge, keep, apart, separate, merge_all=merge_all)
        with store.read() as tx:
            found = duplicates.merged(tx) if merged else duplicates.waiting(tx)
            facing = [(pair, duplicates.face(tx, pair)) for pair in found]
    lines = [said] if said else []
    for number, (pair, both) in enumerate(facing, start=1):
        lines += [f"{number}. {pair.kind.label} «{pair.title}». {pair.reason}".rstrip(), *_sides(both)]
    nothing = "No hay nada fusionado." if merged else "No hay posibles duplicados."
    data = [
        {"kind": pair.kind.value, "records": [pair.one, pair.other], "why": pair.reason} for pair in found
    ]
    say(session, {"said": said, "pairs": data}, "\n".join(lines if facing else [*lines, nothing]))


def _decide(
    store: Store, merge: int | None, keep: int, apart: int | None, separate: int | None, *, merge_all: bool
) -> str:
    with store.read() as tx:
        waiting, done = duplicates.waiting(tx), duplicates.merged(tx)
    if merge_all:
        return f"Fusionados: {duplicates.merge_alike(store, waiting)}."
    with store.write() as tx:
        if merge is not None:
            pair = _numbered(waiting, merge)
            kept, other = (pair.one, pair.other) if keep == 1 else (pair.other, pair.one)
            comparisons.merge_same(tx, pair.kind, kept, other)
            return f"Fusionado: {pair.title}."
        if apart is not None:
            pair = _numbered(waiting, apart)
            comparisons.tell_apart(tx, pair.kind, pair.one, pair.other)
            return f"Son distintos: {pair.title}."
        if separate is not None:
            pair = _numbered(done, separate)
            comparisons.separate(tx, pair.comparison)
            return f"Separado: {pair.title}."
    return ""


def _numbered(pairs: list[Pair], number: int) -> Pair:
    if not 0 < number <= len(pairs):
        raise UserError("No hay ese par.", safe="No se ha tocado nada.", todo="Mire la lista otra vez.")
    return pairs[number - 1]


def _sides(both: Facing | None) -> list[str]:
    if both is None:
        return []
    rows = zip(both.labels, both.one.values, both.other.values, strict=True)
    told = [f"   {label}: {one} | {other}" for label, one, other in rows if {one, other} != {"sin dato"}]
    who = (f"{side.author}, {side.when:%d/%m/%Y %H:%M}" for side in (both.one, both.other))
    return [f"   Registró: {' | '.join(who)}", *told]
