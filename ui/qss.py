"""The style sheet: only what Qt draws itself. Widgets of the kit paint themselves from the tokens."""

from __future__ import annotations

from dataclasses import asdict

from ui.tokens import Tokens

_TONES = (
    "text",
    "secondary",
    "tertiary",
    "ok",
    "warning",
    "error",
    "info",
    "neutral",
    "on_accent",
    "on_inverse",
)

_SHEET = """
QMenuBar { background: $surface; border: 0; padding: 0 8px; }
QMenuBar::item { padding: 7px 9px; background: transparent; color: $text; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $accent_soft; color: $accent_text; }
QMenu { background: $surface; border: 1px solid $button_border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; color: $text; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent_soft; color: $accent_text; }
QMenu::item:disabled { color: $tertiary; background: transparent; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: 1px solid $input_border; border-radius: 6px;
    selection-background-color: $accent_fill; selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $tertiary; }
QLineEdit { padding: 0 8px; min-height: 30px; max-height: 30px; }
QLineEdit[small="true"] { padding: 0 6px; min-height: 26px; max-height: 26px; }
QLineEdit[door="true"] { padding: 0 14px; min-height: 50px; max-height: 50px; }
QLineEdit:focus { border: 2px solid $accent_text; padding: 0 7px; min-height: 28px; max-height: 28px; }
QLineEdit[small="true"]:focus { padding: 0 5px; min-height: 24px; max-height: 24px; }
QLineEdit[door="true"]:focus { padding: 0 13px; min-height: 48px; max-height: 48px; }
QPlainTextEdit, QTextEdit { padding: 2px 6px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent_text; padding: 1px 5px; }
QTextEdit[bare="true"] { border: 2px solid transparent; padding: 1px 5px; }
QTextEdit[bare="true"]:focus { border: 2px solid $accent_text; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border-color: $error; }
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only {
    background: $subtle; color: $secondary; border-color: $hairline;
}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {
    border: 0; padding: 0; background: transparent; min-height: 24px; max-height: 24px;
}
QLineEdit > QToolButton { border: 0; background: transparent; }

QTableView, QListView, QTreeView, QScrollArea, QAbstractScrollArea#plain {
    background: $surface; border: 0; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text;
}
QScrollArea, QScrollArea > QWidget > QWidget#body { background: transparent; }
QListView#popup { background: $surface; border: 1px solid $button_border; border-radius: 6px; padding: 4px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $button_border; padding: 4px; outline: 0;
    selection-background-color: $accent_soft; selection-color: $accent_text;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $accent_text; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $button_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $input_border; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; width: 0; height: 0;
}
QToolTip { background: $inverse; color: $on_inverse; border: 0; padding: 6px 8px; }
QProgressBar { background: $track; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: $accent_fill; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QDialog { background: $window; }
QTabBar::tab { padding: 8px 12px; color: $secondary; border: 0; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $accent_text; border-bottom-color: $accent_fill; }
QTabBar::tab:focus { border: 2px solid $accent_text; padding: 6px 10px; }
QTabWidget::pane { border: 0; border-top: 1px solid $hairline; }
QCalendarWidget QWidget { background: $surface; color: $text; alternate-background-color: $subtle; }
QCalendarWidget QToolButton {
    background: $surface; border: 0; padding: 4px 8px; border-radius: 4px; color: $text;
}
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QToolButton:focus { border: 2px solid $accent_text; padding: 2px 6px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView {
    selection-background-color: $accent_fill; selection-color: $on_accent; outline: 0;
}
"""


def style_sheet(tokens: Tokens) -> str:
    """The sheet with every `$role` replaced by its colour."""
    rules = [f'QLabel[tone="{tone}"] {{ color: ${tone}; }}' for tone in _TONES]
    rules.append('QLabel[tone="accent"] { color: $accent_text; }')
    sheet = _SHEET + "\n".join(rules)
    colours = asdict(tokens)
    for name in sorted(colours, key=len, reverse=True):
        sheet = sheet.replace(f"${name}", str(colours[name]))
    return sheet
