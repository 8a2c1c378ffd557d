"""An offer as one button: what it is, what it takes off this cart, where it stands, and the key that does something."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle

from pos_terminal.presentation.member_state import CardTone, OfferCard
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.drawn_button import DrawnButton
from pos_terminal.ui.widgets.line_breaks import at_most, broken
from pos_terminal.ui.widgets.offer_picture import PICTURE, OfferPicture

CARD_HEIGHT = 100
"""Of each card, in dp at the text's usual size."""
_PAD = 12
_EDGE = 3
_ICON = 24
_KEY = QSize(104, 56)
_KEY_SHARE = 0.4
"""Of a card's width: a key with longer words has them on two lines, so that what the card says keeps its room."""
_LEAST_WITH_PICTURE = 320
_LOOKS = {
    CardTone.OPEN: ("loyalty", "bg_surface"),
    CardTone.HELD: ("success", "success_soft"),
    CardTone.USED: ("success", "success_soft"),
    CardTone.SHUT: ("text_secondary", "bg_raised"),
    CardTone.DOUBTFUL: ("warning", "warning_soft"),
}
_NO_CARD = OfferCard("", "", "", "", "ticket", CardTone.SHUT)


class OfferCardButton(DrawnButton):
    """Only its key can be pressed: to touch a card while reading it does nothing."""

    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._card = _NO_CARD
        self._name: tuple[str, ...] = ()
        self._state: tuple[str, ...] = ()
        self._key_words: tuple[str, ...] = ()
        self._key_size = QSize()
        self._side = 0
        self.is_shaped = False
        self._picture = OfferPicture(look)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        look.changed.connect(self._look_changed)

    @property
    def card(self) -> OfferCard:
        """What is drawn."""
        return self._card

    @property
    def drawn(self) -> tuple[str, ...]:
        """Its words line by line, as there is room for them."""
        self._shape()
        return (*self._name, *self._state, *self._key_words)

    def show_card(self, card: OfferCard) -> None:
        """Draw this offer."""
        if card == self._card:
            return
        self._card = card
        can_act = card.action is not None and not card.busy
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_act else Qt.FocusPolicy.NoFocus)
        self.setEnabled(can_act)
        self.setAccessibleName(card.spoken)
        self.is_shaped = False
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, round(CARD_HEIGHT * self._look.text_factor))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self._key().contains(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.is_shaped = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._shape()
        look, card = self._look, self._card
        ink, ground = _LOOKS[card.tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        edge = QPen(look.colour("border_control" if card.tone is CardTone.SHUT else ink), look.tokens.border["control"])
        if card.tone is CardTone.SHUT:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(look.colour(ground))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        place = self._mirrored(QRect(_PAD, (self.height() - self._art()) // 2, self._art(), self._art()))
        if self._art() == _ICON:
            painter.drawPixmap(place.topLeft(), look.icon(card.icon, ink, _ICON, self.devicePixelRatioF()))
        else:
            self._picture.paint(painter, place, card, (ink, ground))
        self._paint_words(painter)
        self._paint_value(painter, ink)
        if card.action is not None:
            self._paint_key(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        look, left = self._look, _PAD + self._art() + 10
        strong, small = look.font("body_strong"), look.font("caption")
        steps = (QFontMetrics(strong).height(), QFontMetrics(small).height())
        height = len(self._name) * steps[0] + len(self._state) * steps[1]
        room = QRect(left, max(4, (self.height() - height) // 2), self._room(), steps[0])
        painter.setFont(strong)
        painter.setPen(look.colour("text_primary"))
        for line in self._name:
            painter.drawText(self._mirrored(room), self._leading(), line)
            room.translate(0, steps[0])
        painter.setFont(small)
        painter.setPen(look.colour("text_secondary"))
        room.setHeight(steps[1])
        for line in self._state:
            painter.drawText(self._mirrored(room), self._leading(), line)
            room.translate(0, steps[1])

    def _paint_value(self, painter: QPainter, ink: str) -> None:
        font = self._look.font("body_strong")
        painter.setFont(font)
        painter.setPen(self._look.colour(ink))
        room = QRect(self.width() - _PAD - self._side, 0, self._side, self.height())
        if self._card.action is not None:
            room = QRect(room.left(), 6, room.width(), self._key().top() - 8)
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(self._mirrored(room), centre, self._card.value)

    def _paint_key(self, painter: QPainter, ink: str) -> None:
        look, card, key = self._look, self._card, self._key()
        painter.setPen(QPen(look.colour("border_subtle" if card.busy else ink), look.tokens.border["control"]))
        painter.setBrush(look.colour("bg_inset" if self.isDown() else "bg_surface"))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(key).adjusted(1, 1, -1, -1), radius, radius)
        painter.setFont(look.font("body_strong"))
        painter.setPen(look.colour("text_disabled" if card.busy else ink))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "\n".join(self._key_words))

    def _key(self) -> QRect:
        """Where the key is; where there is none, no finger finds one."""
        if self._card.action is None:
            return QRect()
        self._shape()
        size = self._key_size
        return self._mirrored(QRect(QPoint(self.width() - 8 - size.width(), self.height() - size.height() - 8), size))

    def _art(self) -> int:
        """How wide the picture is: where there is no room for one, or none at all, an icon does."""
        has_room = self.width() >= _LEAST_WITH_PICTURE
        return PICTURE if has_room and self._card.picture is not None else _ICON

    def _room(self) -> int:
        """How much the words have."""
        return max(40, self.width() - _PAD - self._art() - 10 - self._side - 2 * _PAD)

    def _shape(self) -> None:
        """Shape the words for the width in force, beside the value and the key; only for a card that is looked at."""
        if self.is_shaped:
            return
        self.is_shaped = True
        look, card = self._look, self._card
        strong, small = look.font("body_strong"), look.font("caption")
        tall, low = QFontMetrics(strong), QFontMetrics(small)
        self._shape_key(tall)
        self._side = max(tall.horizontalAdvance(card.value), self._key_size.width())
        room = self._room()
        self._name = at_most(broken(card.name, strong, room)[0], 2, strong, room)
        left = self.height() - 2 * _EDGE - len(self._name) * tall.height()
        self._state = at_most(broken(card.state, small, room)[0], max(1, left // low.height()), small, room)

    def _shape_key(self, metrics: QFontMetrics) -> None:
        """As wide as its words, which are on two lines where they would take too much of the card."""
        card = self._card
        words = card.busy or (card.action.words if card.action else "")
        is_short = metrics.horizontalAdvance(words) <= _KEY_SHARE * self.width()
        self._key_words = (words,) if is_short else _halves(words, metrics)
        width = max(metrics.horizontalAdvance(each) for each in self._key_words) + 20 if words else 0
        height = len(self._key_words) * metrics.height() + 10
        self._key_size = QSize(width, height).expandedTo(_KEY) if words else QSize()

    def _leading(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _clicked(self) -> None:
        self.acted.emit(self._card.offer_id)

    def _look_changed(self) -> None:
        self.is_shaped = False
        self.updateGeometry()
        self.update()


def _halves(words: str, metrics: QFontMetrics) -> tuple[str, ...]:
    """The words on two lines that are as alike as they can be; one word stays whole."""
    parts = words.split(" ")
    pairs = ((" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(1, len(parts)))
    return min(pairs, key=lambda pair: max(map(metrics.horizontalAdvance, pair)), default=(words,))
