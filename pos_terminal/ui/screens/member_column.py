"""The member beside the cart, on a screen that is wide enough: always there, so that no tile moves for a member."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_terminal.presentation.member_state import MemberState
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.member_bar import MemberBarButton
from pos_terminal.ui.widgets.offer_cards import OfferList
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _, later

COLUMN_WIDTH = 372
_INVITATION = later("Scan a member's card or add a member to see their points and offers.")


class MemberColumn(Card):
    """Draws a `MemberState`."""

    bar_tapped = Signal()
    offer_acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedWidth(COLUMN_WIDTH)
        self._bar = MemberBarButton(look)
        self._title = PlainLabel(_("Offers"), step="title")
        self._offers = OfferList(look)
        self._icon = IconLabel(look, "ticket", role="border_control", size=56)
        self._note = PlainLabel(step="label", tone="secondary")
        self._note.setWordWrap(True)
        for label in (self._icon, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._missing = PlainLabel(step="label", tone="secondary")
        self._missing.setWordWrap(True)
        self._hint = QWidget()
        hint = QVBoxLayout(self._hint)
        hint.setSpacing(10)
        hint.addStretch(1)
        hint.addWidget(self._icon)
        hint.addWidget(self._note)
        hint.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        column.addWidget(self._bar)
        column.addWidget(self._title)
        column.addWidget(self._offers, 1)
        column.addWidget(self._missing)
        column.addWidget(self._hint, 1)
        self._bar.clicked.connect(self.bar_tapped)
        self._offers.acted.connect(self.offer_acted)

    def show_member(self, member: MemberState) -> None:
        """Draw who is there, and what they have."""
        self._bar.show_bar(member.bar)
        self._offers.show_cards(member.cards)
        self._title.setVisible(bool(member.cards))
        self._offers.setVisible(bool(member.cards))
        self._hint.setVisible(not member.cards)
        self._note.show_text(member.note or _(_INVITATION))
        self._missing.show_text(member.note)
        self._missing.setVisible(bool(member.cards and member.note))
