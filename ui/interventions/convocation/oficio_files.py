"""Keeping all the oficios of an intervention at once: each its own file, because each gets its own number."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from concerta_desktop.documents.render import Format, write_each
from concerta_desktop.errors import ConcertaError
from concerta_desktop.model import Intervention
from concerta_desktop.paths import safe_name
from concerta_desktop.rules.convocation import in_a_row
from concerta_desktop.services.call_documents import Oficios, oficios
from concerta_desktop.services.documents import activity_header
from ui.save_dialog import ask_folder
from ui.tasks import Tasks
from ui.widgets.notice import InlineNotice

_FORMATS: tuple[Format, ...] = ("pdf", "docx")


def oficio_file_name(government: str, title: str) -> str:
    """What an oficio is called on disk."""
    return safe_name(f"Oficio {government} {title}", "Oficio")


def save_oficios(tasks: Tasks, it: Intervention, notice: InlineNotice, owner: QWidget) -> None:
    """Ask for a folder and write there, in PDF and in Word, each oficio that lacks nothing; the notice says
    how it went, and to whom one is still lacking."""
    now = tasks.store.now()

    def failed(error: Exception) -> None:
        if isinstance(error, ConcertaError):
            notice.set_notice("error", str(error))
        else:
            tasks.failed.emit(error)

    def read(found: Oficios) -> None:
        without = f"Falta el nombre de la autoridad: {in_a_row(found.lacking)}." if found.lacking else ""
        if not found.made:
            notice.set_notice("warning", without)
            return
        folder = ask_folder(owner, "Carpeta para los oficios")
        if folder is None:
            return

        def saved(warnings: tuple[str, ...]) -> None:
            many = "1 oficio" if len(found.made) == 1 else f"{len(found.made)} oficios"
            said = [f"Se guardó {many} en «{folder}», en PDF y en Word.", without, *warnings]
            kind = "warning" if without or warnings else "ok"
            notice.set_notice(kind, " ".join(part for part in said if part))

        named = tuple((oficio_file_name(label, it.title or ""), made) for label, made in found.made)
        tasks.export(
            "Guardar oficios", write_each, (named, _FORMATS, folder), saved, owner=owner, failed=failed
        )

    tasks.read(lambda tx: oficios(tx, activity_header(tx, it.id), now), read, owner=owner, failed=failed)
