"""Whether the data are sound, what comes back when they are not, and how both are said."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from concerta_desktop import clock, paths
from concerta_desktop.log import logger
from concerta_desktop.model import record_type
from concerta_desktop.progress import Progress, silent
from concerta_desktop.services.backups import known_copies
from concerta_desktop.store import rescue as rescuing
from concerta_desktop.store.health import Health
from concerta_desktop.store.rescue import Gap, Rescued

REPORT = "informe de recuperación.txt"
"""Inside the folder that keeps the damaged files; without a word of personal data."""


def rescue(
    folder: Path, key: bytes, *, now: clock.Now = clock.now, progress: Progress = silent
) -> tuple[Rescued, list[str]]:
    """Put in the place of the damaged store in `folder` what can be read of it and of its newest copy.

    Returns what came back, and its report, which is left beside the damaged files too. Raises
    `EnvironmentFailure`; then nothing has changed.
    """
    rescued = rescuing.rescue(folder, key, known_copies(folder), now, progress)
    lines = report(rescued, now())
    try:
        with open(folder / rescued.aside / REPORT, "w", encoding="utf-8", opener=paths.owner_only) as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:  # the data are back all the same, and the report is shown
        logger.warning("report not written: errno %s", error.errno)
    return rescued, lines


def report(rescued: Rescued, now: datetime) -> list[str]:
    """What came back and what did not, in sentences."""
    lines = [f"Recuperación del {_when(now)}."]
    lines += [f"Volvió: {_listed(rescued.records)}." if rescued.records else "No había registros."]
    lines += [_sources(rescued)]
    if rescued.drafts:
        lines += [f"Volvió lo que estaba a medio escribir ({rescued.drafts})."]
    elif rescued.drafts is None:
        lines += ["Lo que estaba a medio escribir no se pudo leer."]
    lines += _lost(rescued)
    if rescued.incomplete:
        lines += [f"Quedó incompleto y está en la papelera: {_listed(rescued.incomplete)}."]
    lines += [f"El archivo dañado se guarda sin tocar en la carpeta «{rescued.aside}»."]
    return lines


def findings(health: Health) -> list[str]:
    """What a thorough look found, in sentences; the first says whether all is well."""
    if not health.readable:
        return ["Hay partes del archivo de datos que no se pueden leer."]
    absent, broken, wrong = health.absent, health.broken, health.wrong_rows
    found = [
        (health.short, "Al archivo de datos le faltan los últimos cambios guardados."),
        (absent, f"{_so_many(absent, 'Falta', 'Faltan')} {_changes(absent)} del historial."),
        (
            broken,
            f"{_changes(broken)} del historial "
            + _so_many(broken, "no está como se escribió.", "no están como se escribieron."),
        ),
        (wrong, f"{wrong} {_so_many(wrong, 'registro no dice', 'registros no dicen')} lo que se guardó."),
    ]
    lines = [line for is_so, line in found if is_so]
    if not lines:
        lines = [f"Los datos están bien: {_changes(health.operations)}, todos en su lugar."]
    if not health.sealed:
        lines += ["Falta el sello: no se puede saber si al final faltan cambios."]
    return lines


def _sources(rescued: Rescued) -> str:
    if not rescued.copied or rescued.copy is None:
        return f"Del archivo dañado se leyeron {_changes(rescued.read)}."
    copy = f"la copia del {_when(rescued.copy.made)}"
    if not rescued.read:
        return f"Del archivo dañado no se pudo leer nada; de {copy} volvieron {_changes(rescued.copied)}."
    return f"Del archivo dañado se leyeron {_changes(rescued.read)}, y de {copy}, {rescued.copied} más."


def _lost(rescued: Rescued) -> list[str]:
    if rescued.gaps:
        lost = [f"No volvió: {_changes(rescued.missing)}."]
        lost += [f"  {_changes(gap.count)} {_between(gap)}." for gap in rescued.gaps]
    elif rescued.sealed:
        lost = ["No falta ningún cambio."]
    else:
        lost = ["No falta ningún cambio entre los que se conocen."]
    if not rescued.sealed:
        last = f" después del {_when(rescued.last)}" if rescued.last else ""
        lost += [f"No se puede saber si se guardó algo más{last}: revise lo último que anotó."]
    return lost


def _between(gap: Gap) -> str:
    if gap.after and gap.before:
        return f"entre el {_when(gap.after)} y el {_when(gap.before)}"
    if gap.after:
        return f"después del {_when(gap.after)}"
    return f"antes del {_when(gap.before)}" if gap.before else "de fecha desconocida"


def _changes(count: int) -> str:
    return f"{count} {_so_many(count, 'cambio', 'cambios')}"


def _so_many(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _listed(counts: Mapping[str, int]) -> str:
    """{"person": 12} -> "12 personas"."""
    named = ((count, record_type(name)) for name, count in counts.items())
    return ", ".join(
        f"{count} {_so_many(count, record.META.label, record.META.plural).lower()}"
        for count, record in named
        if record
    )


def _when(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y a las %H:%M}"
