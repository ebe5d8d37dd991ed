"""The one door from a composed document to bytes and files.

Libraries load when a document is made, never at start-up: importing this module costs nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from concerta_desktop.documents.attendance_sheet import PrintedSheet, as_report
from concerta_desktop.documents.blocks import Rendered, Report
from concerta_desktop.documents.certificates import Certificates
from concerta_desktop.documents.certificates import as_report as certificates_as_report
from concerta_desktop.documents.evaluation_form import PrintedForm, form_as_report
from concerta_desktop.errors import from_os_error
from concerta_desktop.paths import unused
from concerta_desktop.progress import Progress, silent

Format = Literal["pdf", "docx", "xlsx"]
FORMATS: tuple[Format, ...] = ("pdf", "docx", "xlsx")

AnyDocument = Report | PrintedSheet | PrintedForm | Certificates


def render(document: AnyDocument, file_format: Format, progress: Progress = silent) -> Rendered:
    """`document` as bytes of `file_format`, for a preview or a printer. May raise `Cancelled`."""
    if isinstance(document, PrintedSheet):
        if file_format == "pdf":
            return _sheet_pdf(document, progress)
        document = as_report(document)
    if isinstance(document, Certificates):
        if file_format == "pdf":
            return _certificates_pdf(document, progress)
        document = certificates_as_report(document)
    if isinstance(document, PrintedForm):
        if file_format == "pdf":
            return _form_pdf(document, progress)
        document = form_as_report(document)
    return _WRITERS[file_format](document, progress)


def write(
    document: AnyDocument, file_format: Format, path: Path, progress: Progress = silent
) -> tuple[str, ...]:  # fmt: skip
    """Write `document` to `path` and return warnings to show.

    Cancelled or failed, nothing is left behind and a file that was there stays as it was. Raises
    `EnvironmentFailure` (disk full, file open in another program) and `Cancelled`.
    """
    try:
        rendered = render(document, file_format, progress)
    except OSError as error:  # a spreadsheet is first written to the disk's temporary folder
        raise from_os_error(error, f"preparar «{path.name}»") from error
    save(rendered.data, path)
    return rendered.warnings


def write_each(
    documents: Sequence[tuple[str, AnyDocument]],
    formats: Sequence[Format],
    folder: Path,
    progress: Progress = silent,
) -> tuple[str, ...]:
    """Write each (name, document) into `folder` in each format; a file that is there is never written over.

    Returns warnings to show. Raises `EnvironmentFailure` and `Cancelled`; those written before stay.
    """
    warnings: dict[str, None] = {}
    files: list[tuple[str, AnyDocument, Format]] = [
        (name, document, kind) for name, document in documents for kind in formats
    ]
    for done, (name, document, kind) in enumerate(files):
        progress(done, len(files), f"Guardando {name}.{kind}")
        warnings |= dict.fromkeys(write(document, kind, unused(folder / f"{name}.{kind}")))
    return tuple(warnings)


def save(data: bytes, path: Path) -> None:
    """Put `data` beside `path` and rename it there once it is whole on disk. Raises `EnvironmentFailure`."""
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise from_os_error(error, f"guardar «{path.name}»") from error


def _sheet_pdf(sheet: PrintedSheet, progress: Progress) -> Rendered:
    from concerta_desktop.documents.draw_sheet import draw_sheet

    return draw_sheet(sheet, progress)


def _form_pdf(form: PrintedForm, progress: Progress) -> Rendered:
    from concerta_desktop.documents.draw_form import draw_form

    return draw_form(form, progress)


def _certificates_pdf(certificates: Certificates, progress: Progress) -> Rendered:
    from concerta_desktop.documents.draw_certificates import draw_certificates

    return draw_certificates(certificates, progress)


def _pdf(report: Report, progress: Progress) -> Rendered:
    from concerta_desktop.documents.write_pdf import write_pdf

    return write_pdf(report, progress)


def _docx(report: Report, progress: Progress) -> Rendered:
    from concerta_desktop.documents.write_docx import write_docx

    return write_docx(report, progress)


def _xlsx(report: Report, progress: Progress) -> Rendered:
    from concerta_desktop.documents.write_xlsx import write_xlsx

    return write_xlsx(report, progress)


_WRITERS: Mapping[Format, Callable[[Report, Progress], Rendered]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
}
