"""Draw resources/help/pictures/*.png, which README and Ayuda show, from the demo in the real window.

.venv/bin/python -m installer.make_pictures      after a screen has changed
"""

from __future__ import annotations

import gc
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage

from concerta_desktop.cli.demo import MOMENT, PASSPHRASE
from concerta_desktop.services import demo
from concerta_desktop.services.setup import first_run
from ui import preview
from ui.render_sections import main_window, open_preview, picture, without_screen

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "resources" / "help" / "pictures"
COLOURS = 128
"""Enough for flat screens: a fifth of the size, and nobody sees it."""
SIZE, PREVIEW = QSize(1366, 740), QSize(1180, 698)


def pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    """Each picture with its name."""
    store, _ = first_run(folder / "datos", PASSPHRASE, demo.SPECIALIST, now=lambda: MOMENT)
    workshop = demo.fill(store, MOMENT.date())
    with main_window(store, folder, size=SIZE) as window:
        for section in ("inicio", "intervenciones"):
            window.go_to(section)
            yield section, picture(window, window.tasks)
        for step in ("programacion", "asistencia"):
            window.open_intervention(workshop, step)
            yield step, picture(window, window.tasks)
        shown = open_preview(window)
        shown.resize(PREVIEW)
        yield "hoja", picture(shown, window.tasks)
    store.close()


def save(image: QImage, target: Path) -> None:
    """With few colours, chosen for this picture."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - str, as Qt says
    drawn = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    drawn.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    application = without_screen()
    application.setCursorFlashTime(0)
    preview.printer_names = lambda: ["Impresora de la oficina"]
    gc.disable()
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="concerta-") as folder:
        for name, image in pictures(Path(folder)):
            save(image, TARGET / f"{name}.png")
            print(f"{name}.png: {(TARGET / f'{name}.png').stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
