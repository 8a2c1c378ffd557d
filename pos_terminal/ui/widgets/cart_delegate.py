"""Draws a cart line once, as a picture; a repaint copies it, shapes nothing and asks the model nothing."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pos_terminal.presentation.cart import CartRow
from pos_terminal.ui.theme.fonts import needs_more_scripts
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.cart_model import CartModel
from pos_terminal.wording.isolates import END, FROM_THE_RIGHT, ISOLATE

LINE_HEIGHT = 51
"""Height of a line in dp at text factor 1."""

_PILL_WIDTH = 40
_PILL_HEIGHT = 32
_MARGIN = 10
_TEXT_LEFT = _MARGIN + _PILL_WIDTH + 12
_MOST_PREPARED = 2048
_BETWEEN = " · "
_MOST_PICTURES = 48
"""Several screens of lines: 80 kB each at a device pixel a dp."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A row's texts, shaped and elided for the width in force, and where they start."""

    quantity: QStaticText
    quantity_left: float
    name: QStaticText
    name_lift: float
    detail: QStaticText
    detail_lift: float
    amount: QStaticText
    amount_left: float
    offer: QStaticText | None = None
    """What the line costs less by, and how much: only on lines that a discount falls on."""
    offer_left: float = 0.0
    offer_lift: float = 0.0
    saving: QStaticText | None = None
    saving_left: float = 0.0


class CartDelegate(QStyledItemDelegate):
    """Quantity, name, detail, amount, and what an offer takes off.

    The selected line stands on a tint with a border; the one that was just counted up has its colours turned round.
    """

    def __init__(self, look: Look, model: CartModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model
        self._view = parent
        self._prepared: dict[CartRow, _Prepared] = {}
        self._pictures: dict[tuple[CartRow, int], QPixmap] = {}
        self._width = 0
        self._ratio = 1.0
        self._is_mirrored = False
        self.selected_line = ""
        self.counted_line = ""
        self._read_look()
        look.changed.connect(self._read_look)

    def line_height(self) -> int:
        """Height in dp of a line that is not selected, at the text factor in force."""
        return round(LINE_HEIGHT * self._look.text_factor)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        self._fit(rect.width(), painter.device().devicePixelRatioF())
        row = self._model.rows[index.row()]
        if not self._ratio.is_integer():  # such a picture would be drawn between pixels, and blurred
            self._paint_row(painter, rect, row)
            return
        if row.line_id == self.counted_line:
            self._paint_row(painter, rect, row)
            return
        key = (row, rect.height() if row.line_id == self.selected_line else 0)
        painter.drawPixmap(rect.topLeft(), self._pictures.get(key) or self._picture(key, rect.size()))

    def _fit(self, width: int, ratio: float) -> None:
        drawn = (width, ratio, self._view.isRightToLeft())
        if drawn != (self._width, self._ratio, self._is_mirrored):
            self._forget()
            self._width, self._ratio, self._is_mirrored = drawn

    def _from(self, left: float, width: float) -> float:
        """Where something of this width stands that is so far from where reading starts."""
        return self._width - left - width if self._is_mirrored else left

    def _forget(self) -> None:
        self._prepared.clear()
        self._pictures.clear()

    def _picture(self, key: tuple[CartRow, int], size: QSize) -> QPixmap:
        if len(self._pictures) >= _MOST_PICTURES:
            self._pictures.clear()
        picture = QPixmap(size * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(self._surface)
        painter = QPainter(picture)
        self._paint_row(painter, QRect(QPoint(), size), key[0])
        painter.end()
        self._pictures[key] = picture
        return picture

    def _paint_row(self, painter: QPainter, rect: QRect, row: CartRow) -> None:
        self._paint_ground(painter, rect, row)
        self._paint_texts(painter, rect, row, self._prepared.get(row) or self._prepare(row))

    def _paint_ground(self, painter: QPainter, rect: QRect, row: CartRow) -> None:
        selected, counted = row.line_id == self.selected_line, row.line_id == self.counted_line
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or counted:
            painter.setPen(self._selected_pen)
            painter.setBrush(self._selected_fill if counted else self._soft)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8)
        else:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._rule)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._on_selected if counted else self._selected_fill if selected else self._pill)
        pill = QRectF(self._from(_MARGIN, _PILL_WIDTH), self._pill_top, _PILL_WIDTH, _PILL_HEIGHT)
        painter.drawRoundedRect(pill.translated(rect.topLeft()), 8, 8)

    def _paint_texts(self, painter: QPainter, rect: QRect, row: CartRow, prepared: _Prepared) -> None:
        start = QPointF(rect.topLeft())
        single = not row.detail and row.saving is None
        counted = row.line_id == self.counted_line
        on_pill = self._on_selected if row.line_id == self.selected_line else self._text
        painter.setFont(self._strong)
        painter.setPen(self._selected_fill if counted else on_pill)
        pill_top = (self.line_height() - self._strong_height) / 2
        self._paint_text(painter, start, (prepared.quantity_left, pill_top), prepared.quantity)
        painter.setPen(self._on_selected if counted else self._text)
        name_top = pill_top if single else self._name_top
        self._paint_text(painter, start, (_TEXT_LEFT, name_top - prepared.name_lift), prepared.name)
        self._paint_text(painter, start, (prepared.amount_left, name_top), prepared.amount)
        if single:
            return
        painter.setFont(self._small)
        painter.setPen(self._on_selected if counted else self._second)
        below = name_top + self._strong_height
        self._paint_text(painter, start, (_TEXT_LEFT, below - prepared.detail_lift), prepared.detail)
        if row.saving is not None and prepared.offer is not None and prepared.saving is not None:
            if not counted:
                painter.setPen(self._saved if row.saving.is_confirmed else self._doubtful)
            self._paint_text(painter, start, (prepared.offer_left, below - prepared.offer_lift), prepared.offer)
            self._paint_text(painter, start, (prepared.saving_left, below), prepared.saving)

    def _paint_text(self, painter: QPainter, start: QPointF, place: tuple[float, float], text: QStaticText) -> None:
        left, top = place
        painter.drawStaticText(start + QPointF(self._from(left, text.size().width()), top), text)

    def _prepare(self, row: CartRow) -> _Prepared:
        if len(self._prepared) > _MOST_PREPARED:
            self._prepared.clear()
        prepared = self._with_saving(row, self._without_saving(row))
        self._prepared[row] = prepared
        return prepared

    def _with_saving(self, row: CartRow, prepared: _Prepared) -> _Prepared:
        """The offer's words behind the detail, which leaves them half of the line, and the amount under the amount."""
        if row.saving is None:
            return prepared
        small = QFontMetrics(self._small)
        saving_left = self._width - _MARGIN - small.horizontalAdvance(row.saving.amount)
        room = saving_left - _TEXT_LEFT - 12
        words = row.saving.words
        wanted = min(small.horizontalAdvance(words), room // 2)
        detail = _shortened(row.detail, small, room - wanted - small.horizontalAdvance(_BETWEEN)) if row.detail else ""
        head = _led(detail, mirrored=self._is_mirrored) if detail else ""
        offer_left = _TEXT_LEFT + small.horizontalAdvance(head)
        elided = small.elidedText(words, Qt.TextElideMode.ElideRight, saving_left - offer_left - 12)
        return replace(
            prepared,
            detail=_static(head, self._small),
            detail_lift=_lift(head, self._small),
            offer=_static(elided, self._small),
            offer_left=offer_left,
            offer_lift=_lift(words, self._small),
            saving=_static(row.saving.amount, self._small),
            saving_left=saving_left,
        )

    def _without_saving(self, row: CartRow) -> _Prepared:
        strong, small = QFontMetrics(self._strong), QFontMetrics(self._small)
        amount_left = self._width - _MARGIN - strong.horizontalAdvance(row.amount)
        room = amount_left - _TEXT_LEFT - 12
        elide = Qt.TextElideMode.ElideRight
        return _Prepared(
            quantity=_static(row.quantity, self._strong),
            quantity_left=_MARGIN + (_PILL_WIDTH - strong.horizontalAdvance(row.quantity)) / 2,
            name=_static(strong.elidedText(row.name, elide, room), self._strong),
            name_lift=_lift(row.name, self._strong),
            detail=_static(_shortened(row.detail, small, self._width - _TEXT_LEFT - _MARGIN), self._small),
            detail_lift=_lift(row.detail, self._small),
            amount=_static(row.amount, self._strong),
            amount_left=amount_left,
        )

    def _read_look(self) -> None:
        look = self._look
        self._forget()
        self._strong, self._small = look.font("body_strong"), look.font("caption")
        self._strong_height = QFontMetrics(self._strong).height()
        both = self._strong_height + QFontMetrics(self._small).height()
        self._pill_top = (self.line_height() - _PILL_HEIGHT) // 2
        self._name_top = (self.line_height() - both) / 2
        self._text, self._second = look.colour("text_primary"), look.colour("text_secondary")
        self._saved, self._doubtful = look.colour("success"), look.colour("warning")
        self._surface = look.colour("bg_surface")
        self._rule, self._pill = look.colour("border_subtle"), look.colour("bg_inset")
        self._soft, self._selected_fill = look.colour("primary_soft"), look.colour("primary")
        self._on_selected = look.colour("on_primary")
        self._selected_pen = QPen(look.colour("primary"), look.tokens.border["control"])


def _static(text: str, font: QFont) -> QStaticText:
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    static.prepare(font=font)
    return static


def _led(detail: str, *, mirrored: bool) -> str:
    """The detail and the dot behind it, which is on the left where the line is read from the right."""
    return f"{FROM_THE_RIGHT}{ISOLATE}{detail}{END}{_BETWEEN}" if mirrored else f"{detail}{_BETWEEN}"


def _lift(text: str, font: QFont) -> float:
    """How much higher than the font's own letters those of other scripts stand: so much up, and all share a line."""
    if not needs_more_scripts(text) and ISOLATE not in text:  # which takes a face of its own, too
        return 0.0
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent() - QFontMetrics(font).ascent()


def _shortened(detail: str, metrics: QFontMetrics, room: int) -> str:
    """The detail cut between its parts, because the rest of a cut amount would read as an amount."""
    parts = detail.split(_BETWEEN)
    short = detail
    while metrics.horizontalAdvance(short) > room and len(parts) > 1:
        parts.pop()
        short = _BETWEEN.join((*parts, "…"))
    return metrics.elidedText(short, Qt.TextElideMode.ElideRight, room)
