"""Render resources/app.svg as app.png and app.ico; run by hand after the drawing changed."""

from __future__ import annotations

import io
from pathlib import Path

import resvg_py
from PIL import Image

RESOURCES = Path(__file__).parent.parent / "resources"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def render(size: int) -> Image.Image:
    """The icon as a square of `size` pixels, drawn from the vectors so that small ones stay sharp."""
    png = resvg_py.svg_to_bytes(svg_path=str(RESOURCES / "app.svg"), width=size, height=size)
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


if __name__ == "__main__":
    images = [render(size) for size in ICO_SIZES]
    images[-1].save(RESOURCES / "app.png", optimize=True)
    images[-1].save(
        RESOURCES / "app.ico",
        sizes=[image.size for image in images],
        append_images=images[:-1],
        bitmap_format="png",
    )
