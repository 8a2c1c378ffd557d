"""The member, where the grid is: points, profile and wallet, and the way to somebody else or nobody."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.member_panels import Fact, MemberPanel
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.facts import Facts
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.offer_cards import OfferList
from pos_terminal.ui.widgets.status_bar import StatusPill
from pos_terminal.ui.widgets.surface import Card, Rule
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _, later

_MARGINS = (20, 16, 20, 16)
_BETWEEN_FACTS = 32
_ROW_GAP = 4
_GAP = 8
_ICONS = ("user-circle", "x")
"""Of the keys beside the way back; they give way to the words."""
_UNVERIFIED = Pill(later("Not verified"), "alert-triangle", Tone.WARN)


class MemberPane(Card):
    """Draws a `MemberPanel`."""

    offer_acted = Signal(str)
    remove_asked = Signal()
    other_asked = Signal()
    additional_asked = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = IconLabel(look, "star", role="loyalty", size=32)
        self._name = ElidedLabel(step="headline", names=self)
        self._detail = PlainLabel(step="label", tone="loyalty")
        self._pill = StatusPill(look, _UNVERIFIED._replace(text=_(_UNVERIFIED.text)))
        self._accounts, self._fields = Facts(), Facts()
        self._facts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title = PlainLabel(_("Offers"), step="title")
        self._note = PlainLabel(step="body", tone="secondary")
        self._note.setWordWrap(True)
        self._beside_icon = IconLabel(look, "user-circle", role="loyalty", size=28)
        self._beside = ElidedLabel(step="label")
        self._additional = ActionButton(look)
        self.offers = OfferList(look)
        primary = look.tokens.target["pos_primary"]
        self._close = ActionButton(look, _("Back to sale"), icon="arrow-left", height=primary)
        self._other = ActionButton(look, _("Switch"), icon=_ICONS[0], height=primary)
        self._other.setAccessibleName(_("Switch to another member"))
        self._remove = ActionButton(look, _("Remove"), icon=_ICONS[1], kind=Kind.DANGER, height=primary)
        self._remove.setAccessibleName(_("Remove member"))
        self._apart = look.tokens.target["pos_gap_destructive"]
        self._arrange()
        look.changed.connect(self._look_changed)
        self.offers.acted.connect(self.offer_acted)
        self._close.clicked.connect(self.closed)
        self._other.clicked.connect(self.other_asked)
        self._additional.clicked.connect(self.additional_asked)
        self._remove.clicked.connect(self.remove_asked)

    def show_panel(self, panel: MemberPanel) -> None:
        """Draw what is known."""
        self._name.show_text(panel.name)
        self._detail.show_text(panel.detail)
        self._pill.setVisible(not panel.is_verified)
        self._accounts.show_facts(panel.accounts or (Fact(panel.accounts_note, ""),))
        self._fields.show_facts(panel.fields)
        self.offers.show_cards(panel.cards)
        self._note.show_text(panel.offers_note)
        self._note.setVisible(bool(panel.offers_note))
        self._beside.show_text(_("With {member}", member=panel.additional) if panel.additional else "")
        self._beside_icon.setVisible(bool(panel.additional))
        self._additional.show_label(_("Remove second member") if panel.additional else _("Add second member"))
        self._additional.setEnabled(panel.can_change)
        self._other.setEnabled(panel.can_change)
        self._remove.setEnabled(panel.can_change)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_changed()

    def _look_changed(self) -> None:
        self._fit()
        keys = (self._close, self._other, self._remove)
        for key, icon in zip(keys[1:], _ICONS, strict=True):
            key.show_icon(icon)
        if sum(key.sizeHint().width() for key in keys) > self._room() - _GAP - self._apart:
            for key in keys[1:]:
                key.show_icon("")

    def _fit(self) -> None:
        """Points and profile beside each other where both are whole so, else one below the other without a title."""
        widest = max(self._accounts.share(), self._fields.share())
        is_wide = 2 * widest + _BETWEEN_FACTS <= self._room()
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._facts.setDirection(way)
        self._facts.setSpacing(_BETWEEN_FACTS if is_wide else _ROW_GAP)
        self._title.setVisible(is_wide)

    def _room(self) -> int:
        return self.width() - _MARGINS[0] - _MARGINS[2]

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._name, 1)
        head.addWidget(self._pill)
        head.addWidget(self._detail)
        for each in (self._accounts, self._fields):
            self._facts.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
        last = QHBoxLayout()
        last.setSpacing(_GAP)
        row_width_policy(self._close)
        last.addWidget(self._close, 1)
        last.addWidget(self._other)
        last.addSpacing(self._apart - 2 * _GAP)
        last.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._facts)
        column.addLayout(self._beside_row())
        column.addWidget(Rule())
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addWidget(self.offers, 1)
        column.addLayout(last)

    def _beside_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._beside_icon)
        row.addWidget(self._beside, 1)
        row.addWidget(self._additional)
        return row
