"""Files attached to what is recorded of an instancia: the ordinance, the signed acta, the approved plan.

They are ciphered beside the store. To be looked at, one is written in the clear to a folder of its owner
alone, which is emptied when the data are closed and when they are opened again.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from concerta_desktop import paths
from concerta_desktop.errors import UserError, from_os_error
from concerta_desktop.model.attached import FIELD, MARK, file_name
from concerta_desktop.model.fields import Record, spec, specs_by_name
from concerta_desktop.model.instancias import Milestone
from concerta_desktop.queries import records
from concerta_desktop.store import attachments
from concerta_desktop.store.change import change
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx, Tx

KINDS = ("pdf", "docx", "doc", "odt", "xlsx", "xls", "ods", "pptx", "jpg", "jpeg", "png", "tiff", "txt")
"""Papers and pictures: nothing that runs when it is opened, also when it came from another laptop."""
LARGEST = 100 * 1024 * 1024
_OPENED = "abiertos"
_ROOM = spec(Milestone, FIELD).facts.max_length


def keep(store: Store, tx: Tx, source: Path) -> str:
    """Keep a file with the store; returns what the field of its record is to say.

    Raises `UserError`, `EnvironmentFailure`; then nothing is kept.
    """
    if not _is_paper(source.name):
        raise UserError(
            f"«{source.name}» no es un documento ni una imagen.",
            safe="No se ha adjuntado.",
            todo="Adjunte un PDF, un documento de Word o Excel, una foto o un texto.",
        )
    try:
        size = source.stat().st_size
    except OSError as error:
        raise from_os_error(error, f"leer «{source.name}»") from error
    if size > LARGEST:
        raise UserError(
            f"«{source.name}» pesa {size // 2**20} MB; lo más que se puede adjuntar son 100 MB.",
            safe="No se ha adjuntado.",
            todo="Adjunte una versión más liviana.",
        )
    kept = attachments.keep(tx, store.folder, store.key, source)
    room = _ROOM - len(kept) - len(MARK)
    return f"{kept}{MARK}{source.name[-room:]}"


def attach(store: Store, tx: Tx, record: type[Record], record_id: str, source: Path) -> str:
    """Keep a file with a record that has a place for one; returns what its field says.

    Raises `UserError`, `EnvironmentFailure`; then nothing is recorded.
    """
    if FIELD not in specs_by_name(record) or records.find_living(tx, record, record_id) is None:
        raise UserError(f"«{record.META.label}»: no se le puede adjuntar un archivo.")
    value = keep(store, tx, source)
    change(tx, record, record_id, {FIELD: value})
    return value


def bring_out(store: Store, tx: ReadTx, value: str, out: Path) -> None:
    """Write an attached file to `out`. Raises `EnvironmentFailure` when it is not on this laptop."""
    attachments.bring(tx, store.folder, store.key, value.partition(MARK)[0], out)


def open_copy(store: Store, tx: ReadTx, value: str) -> Path:
    """Write an attached file where it can be looked at, and tell where: see `forget_opened`.

    Raises `UserError` for what would run when opened, `EnvironmentFailure` when it is not on this laptop.
    """
    name = Path(file_name(value))
    if not _is_paper(name.name):
        raise UserError(
            f"«{name.name}» no es un documento ni una imagen: Concerta no lo abre.",
            safe="Sigue adjunto.",
            todo="Guarde una copia si confía en quien lo envió.",
        )
    room = paths.ensure_dir(store.folder / _OPENED)
    out = Path(tempfile.mkdtemp(dir=room)) / f"{paths.safe_name(name.stem)}{name.suffix.lower()}"
    bring_out(store, tx, value, out)
    return out


def forget_opened(folder: Path) -> None:
    """Take away what was written to be looked at; what another program still holds open goes next time."""
    shutil.rmtree(folder / _OPENED, ignore_errors=True)


def _is_paper(name: str) -> bool:
    return Path(name).suffix.removeprefix(".").lower() in KINDS
