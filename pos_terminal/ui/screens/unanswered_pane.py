"""An offer without an answer while money waits: wait for it, or sell without it; verbs, and no default."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.ui.screens.question_pane import QuestionPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _


class UnansweredPane(QuestionPane):
    """Draws an `UnansweredPanel`."""

    wait_asked = Signal()
    without_asked = Signal()
    offline_asked = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        primary = look.tokens.target["pos_primary"]
        self._wait = ActionButton(look, _("Wait"), kind=Kind.PRIMARY, height=primary)
        self._without = ActionButton(look, _("Sell without"), kind=Kind.OUTLINE, height=primary)
        self._offline = ActionButton(look, _("Use offline"), kind=Kind.OUTLINE, icon="cloud-off", height=primary)
        self._offline.setAccessibleName(_("Use the offer offline, not verified"))
        self._age = PlainLabel(step="caption", tone="secondary")
        self._age.setWordWrap(True)
        self._back = ActionButton(look, _("Take no payment yet"), icon="arrow-left")
        choice = QHBoxLayout()
        choice.setSpacing(look.tokens.target["pos_gap_destructive"])
        for button in (self._without, self._wait):
            row_width_policy(button)
            choice.addWidget(button)
        offline = QVBoxLayout()
        offline.setSpacing(4)
        offline.addWidget(self._offline)
        offline.addWidget(self._age)
        for button in (self._offline, self._back):
            row_width_policy(button)
        self.lay_out((choice, offline, self._back))
        self._wait.clicked.connect(self.wait_asked)
        self._without.clicked.connect(self.without_asked)
        self._offline.clicked.connect(self.offline_asked)
        self._back.clicked.connect(self.cancelled)

    def show_panel(self, panel: UnansweredPanel) -> None:
        """Draw the question."""
        self.show_question(panel.title, panel.sentence)
        self._wait.show_label(_("Asking …") if panel.is_asking else _("Wait"), _("Wait and ask again"))
        self._wait.setEnabled(not panel.is_asking)
        told = _("Offline, {age}", age=panel.offline)
        self._age.show_text(told)
        self._offline.setAccessibleDescription(told)
        for widget in (self._offline, self._age):
            widget.setVisible(bool(panel.offline))
