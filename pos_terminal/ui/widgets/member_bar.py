"""Who the sale belongs to, on one line as large as a finger; a tap looks at the member, or adds one."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle

from pos_terminal.presentation.member_state import MemberBar
from pos_terminal.ui.theme.icons import facing
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.drawn_button import DrawnButton
from pos_terminal.wording import _, later

_HEIGHT = 60
_MARGIN = 16
_ICON = 26
_ADD = later("Add member")
_ASKING = later("Looking up …")


class MemberBarButton(DrawnButton):
    """Draws a `MemberBar`; the member's name gives way, because nothing may widen the cart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bar = MemberBar()
        self.setAccessibleName(_(_ADD))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._look_changed)

    def show_bar(self, bar: MemberBar) -> None:
        """Draw this member, or the way to one."""
        if bar != self._bar:
            self._bar = bar
            self.setAccessibleName(", ".join(part for part in self._words() if part))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(_HEIGHT * self._look.text_factor))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, bar = self._look, self._bar
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        ink, ground = ("loyalty", "loyalty_soft") if bar.name else ("text_primary", "bg_surface")
        edge = "focus" if self.isDown() else ("loyalty" if bar.name else "border_control")
        painter.setPen(QPen(look.colour(edge), look.tokens.border["control"]))
        painter.setBrush(look.colour("bg_inset" if self.isDown() else ground))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        self._paint_icon(painter, "star" if bar.name else "user-circle", ink, _MARGIN)
        if bar.name:
            way = facing("chevron-right", mirrored=self.isRightToLeft())
            self._paint_icon(painter, way, "text_secondary", self.width() - _MARGIN - _ICON)
        self._paint_words(painter)
        painter.end()

    def _paint_icon(self, painter: QPainter, name: str, role: str, left: int) -> None:
        place = QRect(left, (self.height() - _ICON) // 2, _ICON, _ICON)
        picture = self._look.icon(name, role, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(self._mirrored(place).topLeft(), picture)

    def _paint_words(self, painter: QPainter) -> None:
        look, (first, second) = self._look, self._words()
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        left = _MARGIN + _ICON + 12
        room = self._mirrored(QRect(left, 0, self.width() - left - _MARGIN - _ICON - 8, self.height()))
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(look.font("label"))
        painter.setPen(look.colour("text_primary"))
        first = painter.fontMetrics().elidedText(first, elide, room.width())
        if not second:
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, first)
            return
        middle = self.height() // 2
        painter.drawText(room.adjusted(0, 0, 0, -middle + 3), side | Qt.AlignmentFlag.AlignBottom, first)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("loyalty" if self._bar.is_verified else "warning"))
        second = painter.fontMetrics().elidedText(second, elide, room.width())
        painter.drawText(room.adjusted(0, middle + 3, 0, 0), side | Qt.AlignmentFlag.AlignTop, second)

    def _words(self) -> tuple[str, str]:
        bar = self._bar
        if bar.name:
            return bar.name, _(_ASKING) if bar.is_asking else bar.detail
        return (_(_ASKING) if bar.is_asking else _(_ADD)), ""

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()
