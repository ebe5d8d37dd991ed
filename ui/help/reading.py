"""Type for reading: Qt's Markdown comes bare, so headings, spacing and tables are dressed after."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

import resources
from ui.theme import current, font

_LINE = 150
"""Line height in per cent."""
_PICTURE = 760
"""Pixels across."""


class Reader(QTextBrowser):
    """Shows a page; its pictures are made small here, smoothly, which Qt does not do while it paints."""

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002 - Qt's own name
        if type != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(type, name)
        ratio = self.devicePixelRatioF()
        drawn = QImage(str(resources.path("help", *QUrl(name).path().split("/"))))
        wanted = min(drawn.width(), round(_PICTURE * ratio))
        fitting = drawn.scaledToWidth(wanted, Qt.TransformationMode.SmoothTransformation)
        with QPainter(fitting) as painter:
            painter.setPen(QColor(current().hairline))
            painter.drawRect(fitting.rect().adjusted(0, 0, -1, -1))
        fitting.setDevicePixelRatio(ratio)
        return fitting


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
        pictured = _fit_pictures(block)
        spacing.setLineHeight(
            100 if pictured else _LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        spacing.setBottomMargin(4 if level else 8 if not block.textList() else 2)
        spacing.setTopMargin(12 if pictured else {0: 0, 1: 0}.get(level, 14))
        if not cursor.currentTable():
            cursor.mergeBlockFormat(spacing)
        if level:
            _set_face(cursor, font("figure22" if level == 1 else "panel"))
        block = block.next()
    _dress_tables(browser)


def _fit_pictures(block: QTextBlock) -> bool:
    """As wide as the page at most, however narrow the window; whether there was any."""
    found = False
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        style = fragment.charFormat()
        if style.isImageFormat():
            found = True
            fitting = QTextImageFormat(style.toImageFormat())
            fitting.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            cursor = QTextCursor(block)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(fitting)
        place += 1
    return found


def _set_face(cursor: QTextCursor, face: QFont) -> None:
    """Replaces the format whole: Qt's own size of a heading would win over a merged one."""
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    style = QTextCharFormat()
    style.setProperty(QTextFormat.Property.FontPixelSize, face.pixelSize())
    style.setFontWeight(face.weight())
    cursor.setCharFormat(style)


def _dress_tables(browser: QTextBrowser) -> None:
    """Hairlines between rows, nothing else, as in every table of the program."""
    line = QTextTableCellFormat()
    line.setBottomBorder(1)
    line.setBottomBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    line.setBottomBorderBrush(QColor(current().hairline))
    line.setPadding(5)
    for frame in browser.document().rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            style = frame.format()
            style.setBorder(0)
            style.setCellSpacing(0)
            style.setBorderCollapse(True)
            style.setTopMargin(6)
            frame.setFormat(style)
            for row in range(frame.rows()):
                for column in range(frame.columns()):
                    frame.cellAt(row, column).setFormat(line)
