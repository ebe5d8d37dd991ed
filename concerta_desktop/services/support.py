"""The support bundle: what helps somebody far away to help, and nothing about anybody [C].

Counts, versions, sizes and the technical log, which holds places in the program and no text. Paths lose the
name of the person whose computer it is.
"""

from __future__ import annotations

import json
import platform
import zipfile
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from concerta_desktop import __version__, settings
from concerta_desktop.errors import from_os_error
from concerta_desktop.model import RECORD_TYPES
from concerta_desktop.progress import Progress, silent
from concerta_desktop.store import cipher, health
from concerta_desktop.store.store import Store
from concerta_desktop.store.tables import PROJECTION, USER_VERSION, table_of
from concerta_desktop.store.tx import ReadTx

_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "cryptography", "reportlab", "openpyxl")
_HARMLESS = ("theme", "section", "lock_minutes")
"""Settings that say nothing of anybody: filters and folders stay here."""
_READ_ME = (
    "Paquete de soporte de Concerta. No lleva nombres, documentos, teléfonos ni textos escritos por nadie:\n"
    "versiones, tamaños, cuántos registros hay de cada tipo, si los datos están sanos y registro técnico.\n"
    "Puede abrir cada archivo con el Bloc de notas antes de enviarlo.\n"
)


def write_bundle(store: Store, out: Path, progress: Progress = silent) -> None:
    """Write the bundle of an open store to `out`, a zip. Raises `EnvironmentFailure`."""
    found = asdict(health.examine(store, progress))
    with store.read() as tx:
        counts = _counts(tx)
    facts = {"programa": _program(), "almacén": _store(store), "registros": counts, "comprobación": found}
    part = out.with_name(f"{out.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr("LEAME.txt", _READ_ME)
            bundle.writestr("datos.json", json.dumps(facts, ensure_ascii=False, indent=1))
            for log in sorted((store.folder / "logs").glob("concerta.log*")):
                bundle.writestr(f"registro/{log.name}", log.read_text(encoding="utf-8", errors="replace"))
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise from_os_error(error, "guardar el paquete de soporte") from error


def _program() -> dict[str, Any]:
    return {
        "versión": __version__,
        "python": platform.python_version(),
        "sistema": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": cipher.sqlite_version(),
        "bibliotecas": {name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "sin dato"


def _store(store: Store) -> dict[str, Any]:
    kept = asdict(settings.load(store.folder / settings.FILE))
    files = (path for path in sorted(store.folder.iterdir()) if path.is_file())
    return {
        "tablas": USER_VERSION,
        "proyección": PROJECTION,
        "clase": store.identity.kind,
        "archivos": {path.name: path.stat().st_size for path in files},
        "ajustes": {name: kept[name] for name in _HARMLESS},
    }


def _counts(tx: ReadTx) -> dict[str, int]:
    found: dict[str, int] = {}
    for record in RECORD_TYPES:
        query = select(func.count()).select_from(table_of(record))
        found[record.META.name] = tx.connection.execute(query).scalar() or 0
    found["operation"] = tx.connection.exec_driver_sql("SELECT count(*) FROM operation").scalar() or 0
    return found
