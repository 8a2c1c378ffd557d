"""Somebody who may sign on: initials in a disc, name, role."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pos_terminal.presentation.people import Person
from pos_terminal.ui.theme.look import Look
from pos_terminal.wording import _

_HEIGHT = 84
_DISC = 52
_MARGIN = 16
_TICK = 28


class PersonButton(QAbstractButton):
    """Tells who was tapped; the chosen one has a thick border and a tick, not a colour alone."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._person = Person("", "", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(200, _HEIGHT)
        self.clicked.connect(self._clicked)
        look.changed.connect(self.update)

    def show_person(self, person: Person) -> None:
        """Draw this person."""
        if person != self._person:
            self._person = person
            chosen = (_("chosen"),) if person.is_chosen else ()
            self.setAccessibleName(", ".join((person.name, person.role, *chosen)))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and Enter belong to the PIN, whoever has the focus."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, person = self._look, self._person
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text reads its own way
        marked = person.is_chosen or self.isDown()
        painter.setPen(QPen(look.colour("primary" if marked else "border_subtle"), look.tokens.border["control"]))
        painter.setBrush(look.colour("primary_soft" if marked else "bg_surface"))
        radius = look.tokens.radius["md"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        mirrored = self.isRightToLeft()
        disc_left = self.width() - _MARGIN - _DISC if mirrored else _MARGIN
        self._paint_disc(painter, QRectF(disc_left, (self.height() - _DISC) / 2, _DISC, _DISC))
        text_left = _MARGIN + _DISC + 14
        width = self.width() - text_left - _MARGIN - _TICK
        room = QRectF(_MARGIN + _TICK if mirrored else text_left, 0, width, self.height())
        self._paint_words(painter, room)
        if person.is_chosen:
            tick = look.icon("circle-check", "primary", 26, self.devicePixelRatioF())
            painter.drawPixmap(_MARGIN if mirrored else self.width() - _MARGIN - 26, (self.height() - 26) // 2, tick)
        painter.end()

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("primary" if self._person.is_chosen else "bg_inset"))
        painter.drawEllipse(disc)
        painter.setPen(look.colour("on_primary" if self._person.is_chosen else "text_primary"))
        painter.setFont(look.font("label"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._person.initials)

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        look = self._look
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        half = room.height() / 2
        painter.setFont(look.font("label"))
        painter.setPen(look.colour("text_primary"))
        name = painter.fontMetrics().elidedText(self._person.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room.adjusted(0, 0, 0, -half + 2), side | Qt.AlignmentFlag.AlignBottom, name)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text_secondary"))
        painter.drawText(room.adjusted(0, half + 2, 0, 0), side | Qt.AlignmentFlag.AlignTop, self._person.role)

    def _clicked(self) -> None:
        self.chosen.emit(self._person.employee_id)
