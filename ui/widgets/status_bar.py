"""The line at the foot of the window: who, saved, what waits, and the work in progress."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ui.theme import font, paint_icon
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.pressed import PaintedButton


class StatusBar(QWidget):
    """26 px high; segments by key, those of the right side after the stretch.

    Usage: `bar.set_segment("who", "Rosa Ccente", icon="user")`; `bar.set_segment("backup", "Último respaldo
    hoy 08:02", icon="hard-drive", right=True)`. A segment made with `link=True` can be pressed:
    `segment_clicked(str)`. Work: `bar.show_job("Escribiendo informe", 3, 40)`, `bar.hide_job()`;
    `job_cancelled()`.
    """

    segment_clicked = Signal(str)
    job_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(26)
        self._segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(0)
        self._left, self._right = QHBoxLayout(), QHBoxLayout()
        self._left.setSpacing(0)
        self._right.setSpacing(0)
        self._job = _Job()
        self._job.cancel.clicked.connect(self.job_cancelled)
        row.addLayout(self._left)
        row.addWidget(self._job)
        row.addStretch(1)
        row.addLayout(self._right)
        self._job.hide()

    def set_segment(
        self,
        key: str,
        text: str,
        *,
        icon: str = "",
        tone: str = "secondary",
        right: bool = False,
        link: bool = False,
    ) -> None:
        """Show or change a segment; an empty text hides it."""
        if key not in self._segments:
            segment = _Segment(link=link)
            segment.clicked.connect(lambda: self.segment_clicked.emit(key))
            self._segments[key] = segment
            (self._right if right else self._left).addWidget(segment)
        self._segments[key].show_words(text, icon, tone)

    def segment_text(self, key: str) -> str:
        """What a segment says now, "" when there is none."""
        return self._segments[key].text() if key in self._segments else ""

    def show_job(self, text: str, done: int = 0, total: int = 0) -> None:
        """Show work under way; `total` 0 when it is not known."""
        self._job.text.setText(text)
        self._job.bar.setRange(0, total)
        self._job.bar.setValue(done)
        self._job.bar.setAccessibleName(text)
        self._job.show()

    def hide_job(self) -> None:
        """The work ended."""
        self._job.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), paint.colour("surface"))
            painter.fillRect(0, 0, self.width(), 1, paint.colour("hairline"))


class _Segment(PaintedButton):
    """Icon and words with a hairline between neighbours; takes focus only when it can be pressed."""

    def __init__(self, *, link: bool) -> None:
        super().__init__()
        self._link = link
        self._icon, self._tone = "", "secondary"
        self.setFont(font("secondary", tabular=True))
        self.setFlat(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if link else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not link)

    def show_words(self, text: str, icon: str, tone: str) -> None:
        self.setText(text)
        self._icon, self._tone = icon, tone
        self.setAccessibleName(text)
        self.setToolTip(paint.tip(text) if self.width() < self.sizeHint().width() else "")
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(25 + (20 if self._icon else 0) + paint.text_width(self.text(), self.font()), 25)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, 25)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            hot = self._link and (self.underMouse() or self.hasFocus())
            if hot:
                border = "accent_text" if self.hasFocus() else ""
                paint.box(painter, QRectF(self.rect()), 4, fill="accent_soft", border=border, width=2)
            bar = self.parentWidget()
            if bar is not None and self.geometry().right() < bar.width() - 1:
                painter.fillRect(self.width() - 1, 5, 1, 15, paint.colour("hairline"))
            if self._icon:
                tone = "tertiary" if self._tone == "secondary" else self._tone
                paint_icon(painter, self._icon, tone, 12, 6, 14)
            x = 32 if self._icon else 12
            tone = "accent_text" if hot else "text" if self._tone == "text" else "secondary"
            area = QRectF(x, 0, self.width() - x - 10, 25)
            paint.text(painter, area, self.text(), self.font(), tone)


class _Job(QWidget):
    """What runs in the background, how far it is, and how to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ElidedLabel("", "secondary", tone="secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 6)
        self.cancel = Button("Cancelar", kind="link", small=True)
        self.cancel.setFixedHeight(24)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
