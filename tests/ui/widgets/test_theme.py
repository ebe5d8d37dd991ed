"""The look: light and dark switch live, icons follow, everything shows something and nothing crashes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QFontInfo, QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui.gallery import Gallery
from ui.qss import style_sheet
from ui.theme import DARK, LIGHT, Kind, Tokens, apply_theme, current, font, icon

KINDS: tuple[Kind, ...] = ("neutral", "accent", "ok", "warning", "error", "info")


def _luminance(colour: str) -> float:
    named = QColor(colour)
    parts = [named.redF(), named.greenF(), named.blueF()]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read(tokens: Tokens) -> None:
    for tone in ("text", "secondary", "tertiary", "accent", "ok", "warning", "error", "info"):
        assert contrast(tokens.tone(tone), tokens.surface) >= 4.5, tone
    for kind in KINDS:
        assert contrast(tokens.tone(kind), tokens.soft(kind)) >= 4.5, kind
    assert contrast(tokens.on_accent, tokens.accent_fill) >= 4.5
    assert contrast(tokens.input_border, tokens.surface) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_no_colour_left_unnamed(tokens: Tokens) -> None:
    assert "$" not in style_sheet(tokens)


def test_an_icon_follows_the_theme_by_itself(qapp: QApplication, dark: None) -> None:
    made = icon("house")
    in_dark = made.pixmap(QSize(16, 16)).toImage()
    apply_theme(qapp, dark=False)
    assert made.pixmap(QSize(16, 16)).toImage() != in_dark


def test_an_icon_is_sharp_on_a_scaled_screen(qapp: QApplication) -> None:
    pixels = icon("house").pixmap(QSize(16, 16), 1.5)
    assert (pixels.width(), pixels.devicePixelRatioF()) == (24, 1.5)


def test_the_typeface_is_the_bundled_one(qapp: QApplication) -> None:
    assert QFontInfo(font("body")).family() == "Inter"
    assert font("title").pixelSize() == 20


def test_the_texts_of_qt_are_spanish(qapp: QApplication, qtbot: QtBot) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    assert QKeySequence("Ctrl+P").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+P"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Cancelar"


@pytest.mark.parametrize("page", ["controles", "tabla", "mes"])
def test_every_widget_shows_and_follows_the_theme(qapp: QApplication, qtbot: QtBot, page: str) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.show_page(page)
    gallery.show()
    light = gallery.grab().toImage()
    apply_theme(qapp, dark=True)
    assert current() is DARK
    in_dark = gallery.grab().toImage()
    apply_theme(qapp, dark=False)
    assert in_dark.pixelColor(600, 125) == QColor(DARK.window)
    assert light.pixelColor(600, 125) == QColor(LIGHT.window)


def test_the_kit_fits_the_smallest_screen(qapp: QApplication, qtbot: QtBot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    assert gallery.minimumSizeHint().width() <= 1366
    assert gallery.minimumSizeHint().height() <= 700
