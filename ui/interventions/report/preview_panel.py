"""The report as it will be printed, beside the text: the PDF itself, on the page of the section."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concerta_desktop.documents.blocks import Rendered, Report
from concerta_desktop.documents.render import render
from concerta_desktop.model.report import ReportPart
from ui.printing import open_pdf
from ui.tasks import Tasks
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label, Separator
from ui.widgets.tab_order import lead_to

WIDTH = 404
_PLACES = {
    ReportPart.BACKGROUND: "I. ",
    ReportPart.LEGAL_BASIS: "I. ",
    ReportPart.DEVELOPMENT: "2.1 ",
    ReportPart.PARTICIPANTS: "2.2 ",
    ReportPart.EVALUATION: "2.3 ",
    ReportPart.OBSTACLES: "2.4 ",
    ReportPart.ADVANCES: "2.5 ",
    ReportPart.CONCLUSIONS: "III. ",
    ReportPart.RECOMMENDATIONS: "IV. ",
    ReportPart.ANNEXES: "ANEXOS",
}


class PreviewPanel(QWidget):
    """Usage: `panel.make(report)` (only the newest is kept waiting); `panel.follow(part)`.

    Signal: `failed(Exception)`; what was shown before stays.
    """

    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._part = ReportPart.HEAD
        self._under_way = False
        self._next: Report | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self._places = QPdfBookmarkModel(self)
        self._places.setDocument(self.document)
        self.pages = Label("Preparando…", "secondary", tone="secondary", tabular=True)
        self.back = IconButton("arrow-left", "Página anterior", kind="ghost", small=True)
        self.on = IconButton("arrow-right", "Página siguiente", kind="ghost", small=True)
        self.zoom = IconButton("zoom-in", "Ver al ancho", kind="ghost", small=True)
        self._build()
        self._connect()
        lead_to(self, self.view)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    def minimumSizeHint(self) -> QSize:
        """Nothing: on a narrow window the step hides it, and it must not keep the window wide."""
        return QSize(0, 0)

    def make(self, report: Report) -> None:
        """Draw it in the child process; while one is being drawn, only the last one waits."""
        if self._under_way:
            self._next = report
            return
        self._under_way = True
        self._tasks.export(
            "Vista previa del informe", render, (report, "pdf"), self._show, owner=self, failed=self._refused
        )

    def follow(self, part: ReportPart) -> None:
        """Go to the page of a section."""
        self._part = part
        self._go(*self._place(part))

    def clear(self) -> None:
        """Another report is about to be shown."""
        self._next = None
        self.document.close()
        self.pages.setText("Preparando…")

    def _build(self) -> None:
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.SinglePage)
        self._fit(wide=False)
        self.view.setAccessibleName("Vista previa del informe")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.setSpacing(4)
        bar.addWidget(Label("Vista previa", "header"))
        bar.addSpacing(4)
        bar.addWidget(self.pages)
        bar.addStretch(1)
        for button in (self.back, self.on, self.zoom):
            bar.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(Separator())
        column.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Separator(vertical=True))
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.zoom.clicked.connect(self._switch_zoom)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._tell())

    def _show(self, rendered: Rendered) -> None:
        open_pdf(self.document, rendered.data)
        self._go(*self._place(self._part))
        self._tell()
        self._done()

    def _refused(self, error: Exception) -> None:
        self.pages.setText("No se pudo preparar")
        self.failed.emit(error)
        self._done()

    def _done(self) -> None:
        self._under_way = False
        waiting, self._next = self._next, None
        if waiting is not None:
            self.make(waiting)

    def _place(self, part: ReportPart) -> tuple[int, QPointF]:
        """Page, from 0, and where on it the heading of a section stands."""
        wanted = _PLACES.get(part, "")
        roles = QPdfBookmarkModel.Role
        waiting = [self._places.index(row, 0) for row in range(self._places.rowCount())] if wanted else []
        for index in waiting:  # grows while it is walked
            if str(index.data(roles.Title.value)).startswith(wanted):
                return int(index.data(roles.Page.value)), index.data(roles.Location.value)
            waiting += [self._places.index(row, 0, index) for row in range(self._places.rowCount(index))]
        return 0, QPointF()

    def _go(self, page: int, place: QPointF) -> None:
        if self.view.zoomMode() == QPdfView.ZoomMode.FitInView:
            place = QPointF()
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, place, self.view.pageNavigator().currentZoom())
        self._tell()

    def _turn(self, by: int) -> None:
        self._go(self.view.pageNavigator().currentPage() + by, QPointF())

    def _switch_zoom(self) -> None:
        self._fit(wide=self.view.zoomMode() == QPdfView.ZoomMode.FitInView)
        self._go(*self._place(self._part))

    def _fit(self, *, wide: bool) -> None:
        """The whole page or its whole width. Scroll bars that come and go would change what fits, and Qt
        would never be done."""
        modes, bars = QPdfView.ZoomMode, Qt.ScrollBarPolicy
        self.view.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOn if wide else bars.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollBarPolicy(bars.ScrollBarAlwaysOff)
        self.view.setZoomMode(modes.FitToWidth if wide else modes.FitInView)

    def _tell(self) -> None:
        count, page = self.document.pageCount(), self.view.pageNavigator().currentPage() + 1
        if count:
            self.pages.setText(f"página {page} de {count}")
        self.back.setEnabled(page > 1)
        self.on.setEnabled(page < count)
