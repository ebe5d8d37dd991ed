"""Look of the program: Fusion, a palette, a short style sheet, Inter and Lucide.

    start_theme(app, dark=False)    once, right after QApplication
    apply_theme(app, dark=True)     any time: everything on screen follows

Widgets read colours with `current()` when they paint; nothing keeps a colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.fonts import Role, font, load_fonts
from ui.icons import icon, icon_pixmap, paint_icon
from ui.qss import style_sheet
from ui.tokens import DARK, LIGHT, Kind, Tokens, current, wear

__all__ = [
    "DARK",
    "LIGHT",
    "Kind",
    "Role",
    "Tokens",
    "apply_theme",
    "current",
    "font",
    "icon",
    "icon_pixmap",
    "install_spanish",
    "paint_icon",
    "start_theme",
]


def start_theme(app: QApplication, *, dark: bool = False, faces: Sequence[str] = ()) -> None:
    """What is done once: typefaces (`faces`, or all), Spanish texts of Qt, Fusion; then the colours."""
    load_fonts(faces)
    install_spanish(app)
    app.setStyle("Fusion")
    app.setFont(font("body"))
    apply_theme(app, dark=dark)


def apply_theme(app: QApplication, *, dark: bool) -> None:
    """Dress the whole program in light or dark; may be called while windows are open."""
    tokens = DARK if dark else LIGHT
    wear(tokens)
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(tokens))


def install_spanish(app: QApplication) -> None:
    """Qt's own texts (dialogs, menus of text fields, calendar) in Spanish of Peru."""
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Peru))
    translator = QTranslator(app)
    if translator.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.installTranslator(_KeyNames(app))


class _KeyNames(QTranslator):
    """Qt says "Control+P" in Spanish; keyboards here, and the key caps on screen, say Ctrl."""

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:  # type: ignore[override]
        return "Ctrl" if context == "QShortcut" and sourceText == "Ctrl" else None

    def isEmpty(self) -> bool:
        return False


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.subtle,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.tertiary,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.accent_fill,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent_fill,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.ToolTipBase: tokens.inverse,
        role.ToolTipText: tokens.on_inverse,
        role.Light: tokens.surface,
        role.Midlight: tokens.subtle,
        role.Mid: tokens.hairline,
        role.Dark: tokens.button_border,
        role.Shadow: tokens.text,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.tertiary))
    return palette
