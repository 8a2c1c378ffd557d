"""A report as a table with a chart in it: each row's bar with its figure beside it, and all its figures behind that."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView

from pos_terminal.domain.report_sheet import ReportSheet
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.report_delegate import PAD, ReportDelegate
from pos_terminal.ui.widgets.report_model import BAR, FIGURES, LABEL, ReportModel

_LEAST_LABEL, _MOST_LABEL, _LEAST_BAR = 140, 280, 150
_SORT_ARROW = 14
_OPENS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ReportTable(QTableView):
    """A tap on a row, or Space on the one that the keyboard is at, tells its key. A head sorts by its column."""

    chosen = Signal(str)
    fitted = Signal(bool)
    """Whether bars and figures have room beside each other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("report")
        self._look = look
        self._rows = ReportModel(self)
        self._drawing = ReportDelegate(look, self._rows, self)
        self._sheet: ReportSheet | None = None
        self._fits = True
        self._shows_bars = False
        self.setModel(self._rows)
        self.setItemDelegate(self._drawing)
        self._fix_sizes()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._tapped)
        look.changed.connect(self._look_changed)

    def show_sheet(self, sheet: ReportSheet | None) -> None:
        """Draw these rows, from the first on."""
        self._rows.show_sheet(sheet)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self._sheet = sheet
        self._drawing.measure()
        self._arrange()
        self.scrollToTop()
        # Where the keyboard begins: the first key downwards leads to the first row, in every sheet.
        self.selectionModel().setCurrentIndex(self._rows.index(0, LABEL), QItemSelectionModel.SelectionFlag.Clear)

    def show_bars(self, *, shown: bool) -> None:
        """Where there is no room for both: the bars, or the figures."""
        self._shows_bars = shown
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self._tapped(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("bg_surface"))
        painter.end()
        super().paintEvent(event)

    def _tapped(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() > 0:
            self.chosen.emit(self._rows.rows[index.row()].key)

    def _widths(self, step: str) -> list[int]:
        """How wide the figures of each column are, written in this step of the type scale."""
        sheet = self._sheet
        if sheet is None:
            return []
        plain, strong = (QFontMetrics(self._look.font(each)) for each in (step, "body_strong"))
        sums = strong if step == "body" else plain
        return [
            2 * PAD
            + max(
                plain.horizontalAdvance(head) + _SORT_ARROW,
                sums.horizontalAdvance(sheet.totals[at]),
                *(plain.horizontalAdvance(row.cells[at]) for row in sheet.rows),
            )
            for at, head in enumerate(sheet.heads)
        ]

    def _arrange(self) -> None:
        """Give the columns their widths; where bars and figures do not fit beside each other, show one of them."""
        room, figures = self.viewport().width(), self._widths("body")
        has_bars = self._sheet is not None and self._sheet.drawn is not None
        fits = not has_bars or room >= _LEAST_LABEL + _LEAST_BAR + sum(figures)
        self._drawing.figure_font = "body" if _LEAST_LABEL + sum(figures) <= room else "caption"
        if self._drawing.figure_font != "body":
            figures = self._widths(self._drawing.figure_font)
        if fits != self._fits:
            self._fits = fits
            self.fitted.emit(fits)
        shows_bars = has_bars and (fits or self._shows_bars)
        self._place(figures if fits or not self._shows_bars else [], room, shows_bars=shows_bars)

    def _place(self, figures: list[int], room: int, *, shows_bars: bool) -> None:
        """The label first, and then whatever is shown behind it."""
        left = room - sum(figures)
        label = max(_LEAST_LABEL, min(_MOST_LABEL, left - _LEAST_BAR) if shows_bars else left)
        self.setColumnHidden(BAR, not shows_bars)
        self.setColumnWidth(LABEL, label)
        self.setColumnWidth(BAR, max(_LEAST_BAR, left - label))
        for at in range(self._rows.columnCount() - FIGURES):
            self.setColumnHidden(FIGURES + at, at >= len(figures))
            if at < len(figures):
                self.setColumnWidth(FIGURES + at, figures[at])

    def _fix_sizes(self) -> None:
        heads, rows = self.horizontalHeader(), self.verticalHeader()
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setHighlightSections(False)
        heads.setFixedHeight(self._look.tokens.target["pos_min"])
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.sortIndicatorChanged.connect(self._rows.sort)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._look.tokens.target["pos_min"])

    def _look_changed(self) -> None:
        self._drawing.measure()
        self._arrange()
        self.viewport().update()
