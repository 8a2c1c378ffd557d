"""The panels about whoever buys, each built when it is first needed: most sales need none of them."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_terminal.presentation.member_panels import LookupPanel, MatchesPanel, MemberPanel, UnansweredPanel
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.panels import AgePanel
from pos_terminal.ui.screens.age_pane import AgePane
from pos_terminal.ui.screens.lookup_pane import LookupPane
from pos_terminal.ui.screens.matches_pane import MatchesPane
from pos_terminal.ui.screens.member_pane import MemberPane
from pos_terminal.ui.screens.unanswered_pane import UnansweredPane
from pos_terminal.ui.theme.look import Look


class MemberPanes(QObject):
    """Makes the pane that draws a panel, and passes on what is tapped there."""

    key_pressed = Signal(str)
    switch_asked = Signal()
    find_asked = Signal(str)
    """The kind of identifier, as `KeyKind` names it."""
    person_chosen = Signal(str)
    offer_acted = Signal(str)
    remove_asked = Signal()
    lookup_asked = Signal()
    """Another member, or another identifier of the same."""
    additional_asked = Signal()
    closed = Signal()
    wait_asked = Signal()
    without_asked = Signal()
    offline_asked = Signal()
    payment_dropped = Signal()
    age_answered = Signal(str)
    age_left = Signal()

    def __init__(self, look: Look, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._look = look
        self._stack = stack
        self._lookup: LookupPane | None = None
        self._matches: MatchesPane | None = None
        self._member: MemberPane | None = None
        self._unanswered: UnansweredPane | None = None
        self._age: AgePane | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._build_ahead)

    def expect_member(self) -> None:
        """A member is there, and may be looked at: build their pane while nobody waits for a frame."""
        if self._member is None:
            self._idle.start()

    def _build_ahead(self) -> None:
        """Also give it its style, which costs as much again."""
        self._member = self._member or self._member_pane()
        for widget in (self._member, *self._member.findChildren(QWidget)):
            widget.ensurePolished()

    def drawn(self, panel: Panel) -> QWidget | None:
        """The pane with this panel on it; None for a panel that is not about whoever buys."""
        if isinstance(panel, LookupPanel):
            self._lookup = self._lookup or self._lookup_pane()
            self._lookup.show_panel(panel)
            return self._lookup
        if isinstance(panel, MatchesPanel):
            self._matches = self._matches or self._matches_pane()
            self._matches.show_panel(panel)
            return self._matches
        if isinstance(panel, MemberPanel):
            self._member = self._member or self._member_pane()
            self._member.show_panel(panel)
            return self._member
        if isinstance(panel, UnansweredPanel):
            self._unanswered = self._unanswered or self._unanswered_pane()
            self._unanswered.show_panel(panel)
            return self._unanswered
        if isinstance(panel, AgePanel):
            self._age = self._age or self._age_pane()
            self._age.show_panel(panel)
            return self._age
        return None

    def _age_pane(self) -> AgePane:
        pane = AgePane(self._look)
        pane.answered.connect(self.age_answered)
        pane.cancelled.connect(self.age_left)
        self._stack.addWidget(pane)
        return pane

    def _lookup_pane(self) -> LookupPane:
        pane = LookupPane(self._look)
        pane.key_pressed.connect(self.key_pressed)
        pane.switch_asked.connect(self.switch_asked)
        pane.find_asked.connect(self.find_asked)
        pane.cancelled.connect(self.closed)
        self._stack.addWidget(pane)
        return pane

    def _matches_pane(self) -> MatchesPane:
        pane = MatchesPane(self._look)
        pane.chosen.connect(self.person_chosen)
        pane.another_asked.connect(self.lookup_asked)
        pane.cancelled.connect(self.closed)
        self._stack.addWidget(pane)
        return pane

    def _member_pane(self) -> MemberPane:
        pane = MemberPane(self._look)
        pane.offer_acted.connect(self.offer_acted)
        pane.remove_asked.connect(self.remove_asked)
        pane.other_asked.connect(self.lookup_asked)
        pane.additional_asked.connect(self.additional_asked)
        pane.closed.connect(self.closed)
        self._stack.addWidget(pane)
        return pane

    def _unanswered_pane(self) -> UnansweredPane:
        pane = UnansweredPane(self._look)
        pane.wait_asked.connect(self.wait_asked)
        pane.without_asked.connect(self.without_asked)
        pane.offline_asked.connect(self.offline_asked)
        pane.cancelled.connect(self.payment_dropped)
        self._stack.addWidget(pane)
        return pane
