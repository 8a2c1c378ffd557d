"""The sale screen: finding on one side, the cart on the other, questions in panels over the finding side."""

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos_terminal.presentation.member_state import NOBODY
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import ApprovalPanel, ChoicePanel, EntryPanel, OptionsPanel, VoidPanel
from pos_terminal.presentation.sale_state import SaleState
from pos_terminal.ui.screens.approval_pane import ApprovalCorner
from pos_terminal.ui.screens.browse_pane import BrowsePane
from pos_terminal.ui.screens.cart_pane import CartPane
from pos_terminal.ui.screens.choice_pane import ChoicePane
from pos_terminal.ui.screens.member_column import MemberColumn
from pos_terminal.ui.screens.member_panes import MemberPanes
from pos_terminal.ui.screens.pane_rack import PaneRack
from pos_terminal.ui.screens.panels import EntryPane, OptionsPane, VoidPane
from pos_terminal.ui.screens.side import REGULAR, WIDE, side_width
from pos_terminal.ui.theme.look import Look

_HIGH = 700
"""A compact screen this high has room for tiles and offers."""


class SaleView(QWidget):
    """Draws a `SaleState`."""

    def __init__(self, look: Look, *, cart_first: bool = False) -> None:
        """Build it.

        Args:
            look: colours, fonts and icons.
            cart_first: the cart on the side where reading starts; otherwise where it ends.
        """
        super().__init__()
        self.browse = BrowsePane(look)
        self.cart = CartPane(look)
        self.entry = EntryPane(look)
        self.options = OptionsPane(look)
        self.void = VoidPane(look)
        self.choice = ChoicePane(look)
        self.column = MemberColumn(look)
        self.column.hide()
        self._finding = QStackedWidget()
        for pane in (self.browse, self.entry, self.options, self.void, self.choice):
            self._finding.addWidget(pane)
        self.member_panes = MemberPanes(look, self._finding)
        self.approval = ApprovalCorner(look, self._finding)
        self.panes = PaneRack(self._finding)
        self._member = NOBODY
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 14, 16, 16)
        self._row.setSpacing(14)
        self._row.addWidget(self._finding, 1)
        for side in (self.column, self.cart):
            self._row.insertWidget(0 if cart_first else self._row.count(), side)

    def show_state(self, state: SaleState) -> None:
        """Draw the sale."""
        self.browse.show_state(state)
        self.cart.show_state(state)
        self.cart.bar.show_bar(state.member.bar)
        self._member = state.member
        self._place_member()
        if state.member.bar.name:
            self.member_panes.expect_member()
        self._show_panel(state.panel)

    def _place_member(self) -> None:
        """Offers lie in a column on a wide screen, else under the grid, or behind the bar where the grid has no room.

        They are drawn where they are seen alone.
        """
        is_wide = self.width() >= WIDE
        has_room = self.width() >= REGULAR or self.height() >= _HIGH
        has_strip = bool(self._member.cards) and has_room and not is_wide
        if is_wide:
            self.column.show_member(self._member)
        if has_strip:
            self.browse.strip.show_cards(self._member.cards)
        self.column.setVisible(is_wide)
        self.cart.bar.setVisible(not is_wide)
        self.browse.strip.setVisible(has_strip)

    def _show_panel(self, panel: Panel | None) -> None:
        if isinstance(panel, EntryPanel):
            self.entry.show_panel(panel)
            self._bring(self.entry)
        elif isinstance(panel, OptionsPanel):
            self.options.show_panel(panel)
            self._bring(self.options)
        elif isinstance(panel, VoidPanel):
            self.void.show_panel(panel)
            self._bring(self.void)
        elif isinstance(panel, ChoicePanel):
            self.choice.show_panel(panel)
            self._bring(self.choice)
        elif isinstance(panel, ApprovalPanel):
            self._bring(self.approval.drawn(panel))
        elif panel is not None:
            self._bring(self.panes.drawn(panel) or self.member_panes.drawn(panel) or self.browse)
        else:
            self._bring(self.browse)

    def _bring(self, pane: QWidget) -> None:
        """Show a pane with the focus on it: left alone, Qt would give it to the first button."""
        if self._finding.currentWidget() is not pane:
            self._finding.setCurrentWidget(pane)
            (self.browse.field if pane is self.browse else pane).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.browse.field.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cart.setFixedWidth(side_width(self.width()))
        self._place_member()
        self._row.activate()
