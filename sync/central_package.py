"""The central package: the national picture as one zip that any program can read, the same bytes each time.

Members are sorted and stored; every date in it comes from the data. The manifest names each file with its
hash and is signed; what tells two packages apart is what was recorded, never when or where they were made.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from concerta_desktop import __version__, clock
from concerta_desktop.documents.render import render, save
from concerta_desktop.errors import UserError
from concerta_desktop.model import Intervention, ReportVersion
from concerta_desktop.paths import safe_name
from concerta_desktop.progress import Progress, silent
from concerta_desktop.queries import records
from concerta_desktop.queries.report import get_report
from concerta_desktop.services.report import version_document
from concerta_desktop.store import oplog
from concerta_desktop.store.operation import canonical
from concerta_desktop.store.store import Store
from concerta_desktop.store.tx import ReadTx
from sync import keys
from sync.consolidated import workbook
from sync.data_package import data_files
from sync.editions import Edition
from sync.joining import Central, joined

MANIFEST, SIGNATURE = "manifiesto.json", "manifiesto.firma"
_README = """Paquete central de Concerta: {name}
Edición: {edition}

datos/            una tabla CSV (UTF-8) por tipo de registro; los textos van tal como se escribieron
diccionario.csv   qué significa cada columna
datapackage.json  lo mismo para programas (Frictionless Data Package)
consolidado.xlsx  para leer en Excel: documentos y códigos como texto
informes/         informes técnicos finalizados (solo en la edición completa)
manifiesto.json   cada archivo con su SHA-256; manifiesto.firma lo firma la sede (Ed25519)

Abra los CSV con un programa de datos; para Excel use consolidado.xlsx.
{more}"""
_ANONYMOUS = """
Sin datos personales: no lleva tablas de personas, asistencia ni respuestas, ni textos libres, ni informes.
Los grupos de menos de cinco personas no se distinguen.
"""


@dataclass(frozen=True)
class Exported:
    """A central package that was written."""

    file: Path
    files: int
    size: int
    digest: str
    warnings: tuple[str, ...]


def export(store: Store, out: Path, edition: Edition, progress: Progress = silent) -> Exported:
    """Write the central package of `store` to `out`, whole or not at all. Raises `UserError`,
    `EnvironmentFailure`, `Cancelled`."""
    with store.read() as tx:
        central, private = joined(tx), keys.secret(tx, keys.SIGNING)
        warnings: list[str] = []
        files = contents(tx, central, edition, progress, warnings)
        files[MANIFEST] = _manifest(tx, central, edition, files)
        files[SIGNATURE] = keys.sign(private, files[MANIFEST]).encode() + b"\n"
        when = issued(tx)
    data = _zipped(files, when)
    save(data, out)
    digest = hashlib.sha256(data).hexdigest()
    return Exported(out, len(files), len(data), digest, tuple(dict.fromkeys(warnings)))


def check(file: Path) -> dict[str, str]:
    """What a central package says of itself, after every hash and the signature held. Raises `UserError`."""
    try:
        with ZipFile(file) as source:
            manifest = json.loads(source.read(MANIFEST))
            signature = source.read(SIGNATURE).decode().strip()
            sound = keys.is_signed(manifest["central"]["sign_key"], signature, source.read(MANIFEST)) and all(
                hashlib.sha256(source.read(name)).hexdigest() == told["sha256"]
                for name, told in manifest["files"].items()
            )
            complete = {*manifest["files"], MANIFEST, SIGNATURE} == set(source.namelist())
    except BadZipFile as error:
        raise UserError(f"«{file.name}» está cortado o dañado.", todo="Pídalo otra vez a la sede.") from error
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise UserError(f"«{file.name}» no es un paquete central.") from error
    if not sound or not complete:
        raise UserError(f"«{file.name}» fue cambiado después de hacerse.", todo="Pídalo otra vez a la sede.")
    return {
        "central": manifest["central"]["name"],
        "edition": manifest["edition"],
        "state": manifest["state"],
    }


def contents(
    tx: ReadTx, central: Central, edition: Edition, progress: Progress, warnings: list[str]
) -> dict[str, bytes]:
    """Every file of the package but its manifest."""
    when = issued(tx)
    progress(0, 0, "Reuniendo los datos")
    files = data_files(tx, edition, central.name, when.isoformat(timespec="seconds"))
    progress(0, 0, "Escribiendo el consolidado")
    book = render(workbook(tx, edition, when), "xlsx")
    warnings += book.warnings
    files["consolidado.xlsx"] = book.data
    more = _ANONYMOUS if edition is Edition.ANONYMOUS else ""
    files["LEAME.txt"] = _README.format(name=central.name, edition=edition.value, more=more).encode()
    if edition is Edition.FULL:
        files |= _reports(tx, progress, warnings)
    return files


def issued(tx: ReadTx) -> datetime:
    """The moment of the newest change: the only date of the package."""
    newest = tx.connection.exec_driver_sql("SELECT max(hlc) FROM operation").scalar()
    return clock.hlc_datetime(newest or clock.format_hlc(0, 0))


def _reports(tx: ReadTx, progress: Progress, warnings: list[str]) -> dict[str, bytes]:
    """The last finalised version of each report."""
    last: dict[str, ReportVersion] = {}
    for one in sorted(records.find(tx, ReportVersion), key=lambda one: (one.version or 0, one.digest or "")):
        last[one.intervention or ""] = one
    held = records.get_many(tx, Intervention, last)
    files: dict[str, bytes] = {}
    for done, (key, version) in enumerate(sorted(last.items())):
        if key not in held:
            continue
        progress(done, len(last), "Escribiendo los informes")
        moment = version.finalised_at or issued(tx)
        view = get_report(tx, key, moment.date())
        rendered = render(version_document(view, version, moment), "pdf")
        warnings += rendered.warnings
        name = safe_name(f"{held[key].code or key} v{version.version}")
        files[f"informes/{name}.pdf"] = rendered.data
    return files


def _manifest(tx: ReadTx, central: Central, edition: Edition, files: dict[str, bytes]) -> bytes:
    excluded = oplog.excluded(tx)
    state = hashlib.sha256()
    for op_id in tx.connection.exec_driver_sql("SELECT op_id FROM operation ORDER BY op_id").scalars():
        if op_id not in excluded:
            state.update(op_id.encode())
    about = {
        "format": 1,
        "central": {"id": central.id, "name": central.name, "sign_key": central.sign_key},
        "edition": edition.value,
        "program": __version__,
        "state": state.hexdigest(),
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in sorted(files.items())
        },
    }
    return canonical(about).encode()


def _zipped(files: dict[str, bytes], when: datetime) -> bytes:
    stamp = (max(1980, when.year), when.month, when.day, when.hour, when.minute, when.second)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as target:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, stamp)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, data)
    return buffer.getvalue()
