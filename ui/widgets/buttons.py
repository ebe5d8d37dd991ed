"""Buttons: primary, secondary, ghost, link, danger; normal and small; with icon and key hint.

At most one primary button on a screen.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, font, paint_icon
from ui.widgets import paint
from ui.widgets.pressed import PaintedButton

ButtonKind = Literal["primary", "secondary", "ghost", "link", "danger"]


class Button(PaintedButton):
    """A button that paints itself from the tokens.

    Usage: `Button("Nueva intervención", kind="primary", icon="plus", keys="Ctrl+N")`. `keys` only shows the
    hint: the shortcut itself belongs to an action. `trailing` is an icon after the text ("chevron-right").
    Signal: `clicked`.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "secondary",
        icon: str = "",
        trailing: str = "",
        keys: str = "",
        small: bool = False,
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._trailing = kind, icon, trailing
        self._keys, self._small = keys, small
        self.setFont(font("badge") if small else font("emphasis"))
        self.setFixedHeight(28 if small else 32)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setToolTip(paint.tip(tooltip))
        self.setAccessibleName(text.replace("&", ""))
        if keys:
            self.setAccessibleDescription(keys)

    def set_kind(self, kind: ButtonKind) -> None:
        """Turn into another kind, for instance when what it does becomes the main action."""
        self._kind = kind
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another Lucide icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * self._padding() + self.fontMetrics().horizontalAdvance(self._words())
        width += 24 if self._icon else 0
        width += 22 if self._trailing else 0
        width += 8 + self._keys_width() if self._keys else 0
        return QSize(width, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_frame(painter)
            self._paint_content(painter)

    def _words(self) -> str:
        return self.text().replace("&", "")

    def _padding(self) -> int:
        if self._kind in ("link", "ghost"):
            return 8
        return 10 if self._small else 12

    def _keys_width(self) -> int:
        if self._kind == "primary":
            return paint.text_width(self._keys, font("small", weight=500))
        return paint.key_cap_width(self._keys)

    def _tone(self) -> str:
        if not self.isEnabled():
            return "tertiary"
        tones = {"primary": "on_accent", "link": "accent_text", "danger": "error"}
        return tones.get(self._kind, "text")

    def _paint_frame(self, painter: QPainter) -> None:
        area = QRectF(self.rect())
        hovered = self.underMouse() and self.isEnabled()
        if not self.isEnabled() and self._kind not in ("link", "ghost"):
            paint.box(painter, area, 6, fill="neutral_soft", border="button_border")
        elif self._kind == "primary":
            self._paint_filled(painter, area, hovered)
        elif self._kind in ("link", "ghost"):
            fill = "accent_soft" if hovered or self.isDown() else ""
            paint.box(painter, area, 6, fill=fill, border="accent_text" if self.hasFocus() else "", width=2)
        else:
            fill = "accent_soft" if self.isDown() else "subtle" if hovered else "surface"
            border = "error" if self._kind == "danger" else "button_border"
            paint.control_box(painter, area, fill=fill, border=border, focused=self.hasFocus())

    def _paint_filled(self, painter: QPainter, area: QRectF, hovered: bool) -> None:
        if self.hasFocus():
            paint.box(painter, area, 6, border="text", width=2)
            area = area.adjusted(4, 4, -4, -4)
        lighter = "accent_text" if hovered and current().dark else ""
        fill = "accent_hover" if hovered or self.isDown() else "accent_fill"
        paint.box(painter, area, 3 if self.hasFocus() else 6, fill=fill, border=lighter)

    def _paint_content(self, painter: QPainter) -> None:
        tone, middle = self._tone(), self.height() / 2
        x = max((self.width() - self.sizeHint().width()) / 2, 0) + self._padding()
        if self._icon:
            paint_icon(painter, self._icon, tone, round(x), round(middle - 8), 16)
            x += 24
        words = self.fontMetrics().horizontalAdvance(self._words())
        painter.setFont(self.font())
        painter.setPen(paint.colour(tone))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRectF(x, 0, words + 2, self.height()), int(flags), self.text())
        x += words
        if self._trailing:
            paint_icon(painter, self._trailing, tone, round(x + 6), round(middle - 8), 16)
            x += 22
        if self._keys:
            self._paint_keys(painter, x + 8, tone)

    def _paint_keys(self, painter: QPainter, x: float, tone: str) -> None:
        if self._kind == "primary":
            area = QRectF(x, 0, self._keys_width() + 1, self.height())
            paint.text(painter, area, self._keys, font("small", weight=500), tone)
        else:
            paint.key_cap(painter, x, self.height() / 2, self._keys)


class IconButton(Button):
    """A square button with only an icon; its name is the tooltip and the accessible name.

    Usage: `IconButton("trash-2", "Enviar a la papelera")`; `kind="ghost"` has no border.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        kind: ButtonKind = "secondary",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind=kind, icon=icon, small=small, tooltip=name, parent=parent)
        self.setAccessibleName(name)
        self.setFixedSize(self.height(), self.height())

    def sizeHint(self) -> QSize:
        return QSize(self.height(), self.height())

    def _paint_content(self, painter: QPainter) -> None:
        left = round(self.width() / 2 - 8)
        paint_icon(painter, self._icon, self._tone(), left, left, 16)
