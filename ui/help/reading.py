"""Type for reading: Qt's Markdown comes bare, so headings, spacing and tables are dressed after."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from ui.theme import current, font

_LINE = 150
"""Line height in per cent."""


def reading_font() -> QFont:
    """14 px, as texts that are read rather than scanned."""
    return font("editor")


def dress(browser: QTextBrowser) -> None:
    """Set the page that `browser` shows."""
    document = browser.document()
    document.setDocumentMargin(28)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        spacing = QTextBlockFormat()
        spacing.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spacing.setBottomMargin(4 if level else 8 if not block.textList() else 2)
        spacing.setTopMargin({0: 0, 1: 0}.get(level, 14))
        if cursor.currentTable() is None:
            cursor.mergeBlockFormat(spacing)
        if level:
            _set_face(cursor, font("figure22" if level == 1 else "panel"))
        block = block.next()
    _dress_tables(browser)


def _set_face(cursor: QTextCursor, face: QFont) -> None:
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    style = QTextCharFormat()
    style.setFont(face)
    style.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
    style.setForeground(QColor(current().text))
    cursor.mergeCharFormat(style)


def _dress_tables(browser: QTextBrowser) -> None:
    for frame in browser.document().rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            style = frame.format()
            style.setBorder(1)
            style.setBorderBrush(QColor(current().hairline))
            style.setBorderCollapse(True)
            style.setCellPadding(6)
            style.setCellSpacing(0)
            style.setTopMargin(6)
            frame.setFormat(style)
