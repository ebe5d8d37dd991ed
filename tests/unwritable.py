"""Writing where it cannot be: what a test hands to the child process in place of `write`, by name.

Word and Excel keep an open file from being replaced (Windows: EACCES); a stick gets full.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from concerta_desktop.documents import render
from concerta_desktop.documents.blocks import Report
from concerta_desktop.documents.render import AnyDocument, Format
from concerta_desktop.progress import Progress, silent

OPEN_ELSEWHERE = PermissionError(errno.EACCES, "Permission denied")
FULL = OSError(errno.ENOSPC, "No space left on device")

Write = Callable[[AnyDocument, Format, Path, Progress], Sequence[str]]


def write_over_what_word_has_open(
    document: AnyDocument, kind: Format, path: Path, progress: Progress = silent
) -> Sequence[str]:  # fmt: skip
    with patch.object(Path, "replace", side_effect=OPEN_ELSEWHERE):
        return render.write(document, kind, path, progress)


def write_on_a_full_disk(
    document: AnyDocument, kind: Format, path: Path, progress: Progress = silent
) -> Sequence[str]:  # fmt: skip
    with patch.object(os, "fsync", side_effect=FULL):
        return render.write(document, kind, path, progress)


def write_without_room_to_prepare(
    document: AnyDocument, kind: Format, path: Path, progress: Progress = silent
) -> Sequence[str]:  # fmt: skip
    def full(_report: Report, _progress: Progress) -> None:
        raise FULL

    with patch.dict(render._WRITERS, {kind: full}):
        return render.write(document, kind, path, progress)


ATTEMPTS: dict[Write, str] = {
    write_over_what_word_has_open: (
        "No se pudo guardar «{}»: el archivo está abierto en otro programa o no hay permiso. "
        "Lo registrado en Concerta está a salvo. Ciérrelo o elija otro nombre o carpeta."
    ),
    write_on_a_full_disk: (
        "No se pudo guardar «{}»: no queda espacio en el disco. "
        "Lo registrado en Concerta está a salvo. Libere espacio y vuelva a intentarlo."
    ),
    write_without_room_to_prepare: (
        "No se pudo preparar «{}»: no queda espacio en el disco. "
        "Lo registrado en Concerta está a salvo. Libere espacio y vuelva a intentarlo."
    ),
}
"""What each says: what happened, what is safe, what to do."""
