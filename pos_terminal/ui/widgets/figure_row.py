"""A figure with its words, that paints itself: words wrap and never push the figure away; a tap may lead behind it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from pos_terminal.presentation.report_panel import ReportRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import text_width
from pos_terminal.ui.widgets.drawn_button import DrawnButton

_MARGIN = 14
_GAP = 16
_PADDING = 8
_LINE_GAP = 2
_CHEVRON = 20
_TALLEST = 2000
_MAY_BREAK = "\u200b"
"""A blank without a width: a line may end there."""


class FigureRow(DrawnButton):
    """Draws one `ReportRow`."""

    chosen = Signal(str)

    def __init__(self, look: Look, row: ReportRow, *, leads: bool, last: bool) -> None:
        """``leads``: some row beside it can be tapped, and figures stand in one column; ``last`` of its section."""
        super().__init__()
        self._look = look
        self._row = ReportRow("")
        self._leads = leads
        self._is_last = last
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if row.key else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not row.key)
        self.clicked.connect(self._clicked)
        look.changed.connect(self.updateGeometry)
        self.show_row(row)

    def show_row(self, row: ReportRow) -> None:
        """Draw this one: the figure of the same thing."""
        if row == self._row:
            return
        self._row = row
        self.setAccessibleName(", ".join(part for part in (row.label, row.amount, row.detail) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def heightForWidth(self, width: int) -> int:
        words = self._words_width(width)
        tall = self._height(self._step, self._row.label, words)
        if self._row.detail:
            tall += _LINE_GAP + self._height("caption", self._row.detail, words)
        least = self._look.tokens.target["pos_min"] if self._row.key else 0
        return max(least, tall + 2 * _PADDING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        if self.isDown():
            painter.fillRect(self.rect(), self._look.colour("primary_soft"))
        if not self._is_last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("border_subtle"))
        self._paint_words(painter)
        self._paint_figure(painter)
        painter.end()

    @property
    def _step(self) -> str:
        return "label" if self._row.is_total else "body"

    def _paint_words(self, painter: QPainter) -> None:
        row, width = self._row, self._words_width(self.width())
        left = self.width() - _MARGIN - width if self.isRightToLeft() else _MARGIN
        near = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        upper = self._height(self._step, row.label, width)
        lower = self._height("caption", row.detail, width) + _LINE_GAP if row.detail else 0
        top = (self.height() - upper - lower) // 2
        painter.setFont(self._look.font(self._step))
        painter.setPen(self._look.colour("text_primary"))
        label = self._broken(self._step, row.label, width)
        painter.drawText(QRect(left, top, width, upper), near | Qt.TextFlag.TextWordWrap, label)
        if row.detail:
            painter.setFont(self._look.font("caption"))
            painter.setPen(self._look.colour("text_secondary"))
            detail = self._broken("caption", row.detail, width)
            painter.drawText(
                QRect(left, top + upper + _LINE_GAP, width, lower), near | Qt.TextFlag.TextWordWrap, detail
            )

    def _paint_figure(self, painter: QPainter) -> None:
        row, mirrored = self._row, self.isRightToLeft()
        end = _MARGIN + self._chevron_width
        room = QRectF(self.rect()).adjusted(end if mirrored else 0, 0, 0 if mirrored else -end, 0)
        far = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        painter.setFont(self._look.font(self._amount_step))
        painter.setPen(self._look.colour(row.tone or "text_primary"))
        painter.drawText(room, far | Qt.AlignmentFlag.AlignVCenter, row.amount)
        if row.key:
            icon = "chevron-left" if mirrored else "chevron-right"
            picture = self._look.icon(icon, "text_secondary", _CHEVRON, self.devicePixelRatioF())
            left = _MARGIN - 6 if mirrored else self.width() - _MARGIN + 6 - _CHEVRON
            painter.drawPixmap(left, (self.height() - _CHEVRON) // 2, picture)

    @property
    def _amount_step(self) -> str:
        return "label" if self._row.is_total else "body_strong" if self._row.key else "body"

    @property
    def _chevron_width(self) -> int:
        return _CHEVRON if self._leads else 0

    def _words_width(self, width: int) -> int:
        taken = 2 * _MARGIN + self._chevron_width
        if self._row.amount:
            taken += _GAP + text_width(self._look, self._amount_step, self._row.amount)
        return max(80, width - taken)

    def _height(self, step: str, text: str, width: int) -> int:
        metrics = QFontMetrics(self._look.font(step))
        broken = self._broken(step, text, width)
        return metrics.boundingRect(0, 0, width, _TALLEST, int(Qt.TextFlag.TextWordWrap), broken).height()

    def _broken(self, step: str, text: str, width: int) -> str:
        """A text that wraps between words, and within one only where that alone is wider than all the room."""
        words = text.split(" ")
        return " ".join(_MAY_BREAK.join(each) if text_width(self._look, step, each) > width else each for each in words)

    def _clicked(self) -> None:
        if self._row.key:
            self.chosen.emit(self._row.key)
