"""Draws the cells of a report: words, figures, and bars with their figure beside them."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.report_model import BAR, LABEL, ReportModel

PAD = 8
_INSET = PAD - 1
"""A text may be wider by a part of a dp than the whole ones that it was measured in."""
_BAR_HEIGHT = 22
_LEAST_BAR = 3
"""A figure that is not nothing has a bar that can be seen."""
_BETWEEN = 8


class ReportDelegate(QStyledItemDelegate):
    """The row that the keyboard is at stands on a tint between lines."""

    def __init__(self, look: Look, model: ReportModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._view = parent
        self.figure_font = "body"
        """The step of the type scale that figures are written in."""
        self.widest = 0
        """How much room the widest figure beside a bar takes."""

    def measure(self) -> None:
        """Measure the figures of other rows, or by another font."""
        metrics, drawn = QFontMetrics(self._look.font("body_strong")), self._model.drawn
        self.widest = max((metrics.horizontalAdvance(row.cells[drawn]) for row in self._model.rows[1:]), default=0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, is_sum = QRect(option.rect), index.row() == 0
        painter.save()
        self._paint_ground(
            painter, rect, is_sum=is_sum, is_current=bool(option.state & QStyle.StateFlag.State_Selected)
        )
        painter.setFont(self._font(index.column(), is_sum=is_sum))
        painter.setPen(self._look.colour("text_primary"))
        if index.column() == BAR:
            self._paint_bar(painter, rect, index.row())
        else:
            self._paint_text(painter, rect.adjusted(_INSET, 0, -_INSET, 0), index)
        painter.restore()

    def _font(self, column: int, *, is_sum: bool) -> QFont:
        if column in {LABEL, BAR}:
            return self._look.font("body_strong" if is_sum or column == BAR else "body")
        return self._look.font("body_strong" if is_sum and self.figure_font == "body" else self.figure_font)

    def _paint_ground(self, painter: QPainter, rect: QRect, *, is_sum: bool, is_current: bool) -> None:
        ground = "primary_soft" if is_current else "bg_inset" if is_sum else "bg_surface"
        painter.fillRect(rect, self._look.colour(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._look.colour("border_subtle"))
        if is_current:
            for y in (rect.top(), rect.bottom() - 1):
                painter.fillRect(rect.left(), y, rect.width(), 2, self._look.colour("primary"))

    def _paint_text(self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Words are cut where they have no room; a figure never is."""
        text, is_words = str(index.data()), index.column() == LABEL
        edge = Qt.AlignmentFlag.AlignLeading if is_words else Qt.AlignmentFlag.AlignTrailing
        placed = QStyle.visualAlignment(self._view.layoutDirection(), edge | Qt.AlignmentFlag.AlignVCenter)
        if is_words:
            text = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, placed | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, text)

    def _paint_bar(self, painter: QPainter, rect: QRect, number: int) -> None:
        row = self._model.rows[number]
        text = row.cells[self._model.drawn]
        wide = QFontMetrics(painter.font()).horizontalAdvance(text)
        room = max(0, rect.width() - 2 * PAD - _BETWEEN - self.widest)
        length = max(_LEAST_BAR, round(room * abs(row.bar))) if row.bar else 0
        mirrored = self._view.isRightToLeft()
        left = rect.right() - PAD - length if mirrored else rect.left() + PAD
        bar = QRectF(left, rect.center().y() - _BAR_HEIGHT / 2, length, _BAR_HEIGHT)
        self._fill(painter, bar, row.bar)
        beside = bar.left() - _BETWEEN - wide if mirrored else bar.right() + _BETWEEN
        painter.drawText(QRectF(beside, rect.top(), wide + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _fill(self, painter: QPainter, bar: QRectF, share: Decimal) -> None:
        """Solid, or hatched in a frame for what is below nothing: never told by colour alone."""
        if share >= 0:
            painter.fillRect(bar, self._look.colour("primary"))
            return
        ink = self._look.colour("danger")
        painter.fillRect(bar, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.setPen(ink)
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
        painter.setPen(self._look.colour("text_primary"))
