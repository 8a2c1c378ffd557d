"""The shopper's screen: what is sold and what it comes to, large, and without anything to touch."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from pos_terminal.presentation.customer_state import CustomerPhase, CustomerState, Told
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.large_text import LargeText, Type
from pos_terminal.wording import _

_UNITS = (100, 60)
"""The window in units, at least: all lengths below are in them."""
_MARGIN, _HEAD, _BAND = 3.0, 7.0, 4.6
_ROW, _NOTE = 5.4, 3.0
_LIST_SHARE = 0.58
_NAME, _LINE, _SMALL = Type(3.2, 600, "text_secondary"), Type(3.0), Type(2.2, 500, "success")
_SUM, _SUM_QUIET = Type(2.8), Type(2.8, 500, "text_secondary")
_LOYAL, _OFFER = Type(3.0, 600, "loyalty"), Type(2.4, 500, "loyalty")
_WORD, _FIGURE = Type(3.4, 600, "text_secondary"), Type(9.0, 700)
_LARGE_WORD, _LARGEST = Type(5.0, 600, "text_secondary"), Type(16.0, 700)
_STORE, _SENTENCE = Type(8.0, 700), Type(4.6, 500, "text_secondary")
_CLOSED = CustomerState(CustomerPhase.CLOSED)


class CustomerView(QWidget):
    """Draws a `CustomerState`; a window of its own that never takes the focus and keeps no program alive."""

    def __init__(self, look: Look, picture: QPixmap) -> None:
        """``picture`` is for when nothing is sold; an empty one: the store's name stands there."""
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(None, flags)
        self.setObjectName("window")
        self.setWindowTitle(_("Customer display"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._look = look
        self._picture = picture
        self._state = _CLOSED
        self._band = ""
        look.changed.connect(self.update)

    def show_state(self, state: CustomerState) -> None:
        """Draw this."""
        self._state = state
        self._band = _("TRAINING: nothing is sold")
        said = (state.figure.words, state.figure.amount) if state.figure.words else (state.store, state.words)
        self.setAccessibleName(" ".join(said))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        unit = min(self.width() / _UNITS[0], self.height() / _UNITS[1])
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("bg_canvas"))
        text, room = LargeText(painter, self._look, self, unit), QRectF(self.rect())
        if self._state.is_training:
            band = QRectF(0, 0, room.width(), _BAND * unit)
            painter.fillRect(band, self._look.colour("training"))
            text.words(self._band, band, Type(2.6, 700, "on_training"), centred=True)
            room.setTop(band.bottom())
        margin = _MARGIN * unit
        room.adjust(margin, margin / 2, -margin, -margin)
        if self._state.phase in {CustomerPhase.CLOSED, CustomerPhase.IDLE}:
            self._paint_idle(text, room)
        elif self._state.phase is CustomerPhase.DONE:
            self._paint_end(text, room)
        else:
            self._paint_sale(text, room)
        painter.end()

    def _paint_idle(self, text: LargeText, room: QRectF) -> None:
        state, unit = self._state, text.unit
        if state.phase is CustomerPhase.IDLE and not self._picture.isNull():
            room = self._paint_picture(text, room)
            text.words(state.words, room, _SENTENCE, centred=True)
            return
        middle = room.center().y()
        text.words(state.store, QRectF(room.left(), middle - 12 * unit, room.width(), 12 * unit), _STORE, centred=True)
        text.words(state.words, QRectF(room.left(), middle, room.width(), 9 * unit), _SENTENCE, centred=True)

    def _paint_picture(self, text: LargeText, room: QRectF) -> QRectF:
        """The picture as large as it fits; the room below it."""
        frame = room.adjusted(0, 0, 0, -9 * text.unit)
        smooth = Qt.TransformationMode.SmoothTransformation
        whole = self._picture.scaled(frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio, smooth)
        place = QRectF(whole.rect())
        place.moveCenter(frame.center())
        text.painter.drawPixmap(place.topLeft(), whole)
        return QRectF(room.left(), frame.bottom(), room.width(), 9 * text.unit)

    def _paint_end(self, text: LargeText, room: QRectF) -> None:
        state, unit = self._state, text.unit
        foot = _paint_sums(text, state.sums, QRectF(room).adjusted(18 * unit, 0, -18 * unit, 0))
        room.setBottom(foot - 2 * unit)
        words = state.figure.words or state.words
        middle = room.center().y()
        if not state.figure.amount:
            text.words(words, room, _STORE, centred=True)
            return
        upper = QRectF(room.left(), middle - 16 * unit, room.width(), 8 * unit)
        text.words(words, upper, _LARGE_WORD, centred=True)
        text.figure(
            state.figure.amount, upper.translated(0, 8 * unit).adjusted(0, 0, 0, 10 * unit), _LARGEST, centred=True
        )

    def _paint_sale(self, text: LargeText, room: QRectF) -> None:
        state, unit = self._state, text.unit
        head = QRectF(room.left(), room.top(), room.width(), _HEAD * unit)
        half = head.width() * _LIST_SHARE
        text.words(state.store, QRectF(head.left(), head.top(), half - unit, head.height()), _NAME)
        if state.greeting or state.points:
            beside = head.adjusted(half, 0, 0, 0)
            text.line((state.greeting, state.points), beside, _LOYAL)
        room.setTop(head.bottom())
        lines = QRectF(room.left(), room.top(), half - 2 * unit, room.height())
        self._paint_lines(text, lines)
        self._paint_money(text, room.adjusted(half, 0, 0, 0))

    def _paint_lines(self, text: LargeText, room: QRectF) -> None:
        """As many of the newest lines as there is room for, the newest one marked."""
        unit = text.unit
        text.ground(room, "bg_surface", "border_subtle")
        inside = room.adjusted(1.5 * unit, unit, -1.5 * unit, -unit)
        for told, top, height in _stacked(self._state.lines, inside, unit):
            place = QRectF(inside.left(), top, inside.width(), height)
            if told is self._state.lines[-1]:
                text.ground(place.adjusted(-unit / 2, 0, unit / 2, 0), "primary_soft")
            text.line((told.words, told.amount), QRectF(place.left(), top, place.width(), _ROW * unit), _LINE)
            if told.note:
                under = QRectF(place.left(), top + (_ROW - 1.0) * unit, place.width(), _NOTE * unit)
                text.words(told.note, under, _SMALL)

    def _paint_money(self, text: LargeText, room: QRectF) -> None:
        state, unit = self._state, text.unit
        card = QRectF(room.left(), room.bottom() - 20 * unit, room.width(), 20 * unit)
        text.ground(card, "bg_surface", "border_subtle")
        inside = card.adjusted(2 * unit, unit, -2 * unit, -unit)
        text.line(
            (state.figure.words, state.count), QRectF(inside.left(), inside.top(), inside.width(), 6 * unit), _WORD
        )
        text.figure(state.figure.amount, inside.adjusted(0, 6 * unit, 0, 0), _FIGURE)
        rest = QRectF(room.left(), room.top(), room.width(), card.top() - room.top() - unit)
        rest.setBottom(_paint_sums(text, state.sums, rest.adjusted(2 * unit, 0, -2 * unit, 0)) - unit)
        for number, offer in enumerate(state.offers):
            place = QRectF(rest.left() + 2 * unit, rest.top() + 4 * number * unit, rest.width() - 4 * unit, 4 * unit)
            if place.bottom() > rest.bottom():
                break
            text.line((offer.words, offer.amount), place, _OFFER)


def _paint_sums(text: LargeText, sums: tuple[Told, ...], room: QRectF) -> float:
    """The rows at the foot of the room, the last one at its bottom; where they begin."""
    height = 4.6 * text.unit
    shown = sums[-max(1, int(room.height() / height)) :]
    top = room.bottom() - height * len(shown)
    for number, told in enumerate(shown):
        place = QRectF(room.left(), top + number * height, room.width(), height)
        text.line((told.words, told.amount), place, _SUM if "−" in told.amount else _SUM_QUIET)
    return top


def _stacked(lines: tuple[Told, ...], room: QRectF, unit: float) -> list[tuple[Told, float, float]]:
    """The newest lines that fit, each with its top and height; from the top where all fit."""
    heights = [(_ROW + _NOTE * bool(each.note)) * unit for each in lines]
    first, taken = len(lines), 0.0
    while first and taken + heights[first - 1] <= room.height():
        first -= 1
        taken += heights[first]
    placed, top = [], room.top()
    for told, height in zip(lines[first:], heights[first:], strict=True):
        placed.append((told, top, height))
        top += height
    return placed
