"""Pictures kept beside the tests, which must come out the same to the last pixel.

`CONCERTA_PIXELS=update ./check tests/pixels` writes them anew; then look at each before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = "CONCERTA_PIXELS"


def assert_same(image: QImage, name: str, folder: Path) -> None:
    """Fail unless `image` is the golden `name`; what differs is then left in `folder`."""
    actual, golden = _pillow(image), GOLDENS / f"{name}.png"
    if os.environ.get(UPDATE) == "update":
        save(actual, golden)
        return
    if not golden.exists():
        pytest.fail(f"There is no {golden.name} yet: {UPDATE}=update writes it.", pytrace=False)
    expected = Image.open(golden).convert("RGB")
    if actual.size != expected.size:
        differs = f"its size is {actual.size}, not {expected.size}"
    else:
        where = ImageChops.difference(actual, expected).getbbox()
        if where is None:
            return
        differs = f"it differs within {where} (left, top, right, bottom)"
        _marked(actual, expected).save(folder / f"{name}-diff.png")
    actual.save(folder / f"{name}-actual.png")
    pytest.fail(f"{name} is not its golden: {differs}. Look at {folder}", pytrace=False)


def save(picture: Image.Image, target: Path) -> None:
    """Write as small a PNG as says the same."""
    colours = picture.getcolors(256)
    if colours:
        exact = picture.quantize(len(colours), dither=Image.Dither.NONE)
        picture = exact if exact.convert("RGB").tobytes() == picture.tobytes() else picture
    picture.save(target, optimize=True)


def _pillow(image: QImage) -> Image.Image:
    """`image` must be of the format RGB32."""
    size = (image.width(), image.height())
    return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "BGRX", image.bytesPerLine(), 1)


def _marked(actual: Image.Image, expected: Image.Image) -> Image.Image:
    """What was drawn, pale, with the pixels that differ in red."""
    differs = ImageChops.difference(actual, expected).convert("L").point(lambda value: 255 if value else 0)
    pale = Image.blend(actual, Image.new("RGB", actual.size, "white"), 0.7)
    pale.paste("red", mask=differs)
    return pale
