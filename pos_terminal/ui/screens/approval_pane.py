"""A second person's approval, where the grid is: who approves, and their PIN; verbs, and no default."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_terminal.presentation.approval import APPROVERS_A_PAGE
from pos_terminal.presentation.panels import ApprovalPanel
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.drawn_button import ENTER_KEYS
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.keypad import PIN_KEYS, Keypad, typed_key
from pos_terminal.ui.widgets.person_button import PersonButton
from pos_terminal.ui.widgets.pin_dots import PinDots
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.wording import _

_ROOMY = 640
"""On a lower screen the keys need the room of the sentence, where something else says what is approved."""


class ApprovalPane(Card):
    """Draws an `ApprovalPanel`; digits typed on a keyboard go to the PIN as well."""

    person_chosen = Signal(str)
    key_pressed = Signal(str)
    page_asked = Signal(int)
    submitted = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._about = PlainLabel(step="label", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        for label in (self._about, self._sentence):
            label.setWordWrap(True)
        self._says_all = False
        self._people = [PersonButton(look) for _ in range(APPROVERS_A_PAGE)]
        self._earlier = ActionButton(look, _("Earlier"), icon="chevron-left")
        self._later = ActionButton(look, _("More"), icon="chevron-right")
        self._later.setAccessibleName(_("More people"))
        self._who = ElidedLabel(step="label")
        self._dots = PinDots(look)
        self._keypad = Keypad(look, PIN_KEYS)
        primary = look.tokens.target["pos_primary"]
        self._cancel = ActionButton(look, _("Cancel"), icon="arrow-left", height=primary)
        self._approve = ActionButton(look, _("Approve"), icon="check", kind=Kind.PRIMARY, height=primary)
        self._arrange(look)
        self._connect()

    def show_panel(self, panel: ApprovalPanel) -> None:
        """Draw what wants approval, who may give it, and how far the PIN is."""
        self._about.show_text(panel.about or _("Approval needed"))
        self._sentence.show_text(panel.failure or panel.sentence)
        self._sentence.show_tone("danger" if panel.failure else "secondary")
        self._says_all = bool(panel.about) and not panel.failure
        self._fit()
        for number, key in enumerate(self._people):
            key.setVisible(number < len(panel.people))
            if number < len(panel.people):
                key.show_person(panel.people[number])
        self._earlier.setEnabled(panel.has_earlier)
        self._later.setEnabled(panel.has_more)
        for button in (self._earlier, self._later):
            button.setVisible(panel.has_earlier or panel.has_more)
        self._who.show_text(_("Checking …") if panel.is_checking else panel.chosen or _("Who approves?"))
        self._dots.show_count(panel.digits)
        self._approve.setEnabled(panel.can_approve)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = typed_key(event)
        if key:
            self.key_pressed.emit(key)
        elif event.key() in ENTER_KEYS:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._sentence.setVisible(self.height() >= _ROOMY or not self._says_all)

    def _arrange(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(look, "lock", role="primary", size=32))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._about)
        words.addWidget(self._sentence)
        head.addLayout(words, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self._people_side(), 1)
        both.addLayout(self._pin_side(), 1)
        last = QHBoxLayout()
        last.setSpacing(8)
        for button in (self._cancel, self._approve):
            row_width_policy(button)
            last.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(both, 1)
        column.addLayout(last)

    def _people_side(self) -> QWidget:
        side = QWidget()
        pages = QHBoxLayout()
        pages.setSpacing(8)
        for button in (self._earlier, self._later):
            row_width_policy(button)
            pages.addWidget(button)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for key in self._people:
            column.addWidget(key)
        column.addStretch(1)
        column.addLayout(pages)
        return side

    def _pin_side(self) -> QVBoxLayout:
        self._who.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._who)
        column.addWidget(self._dots)
        column.addWidget(self._keypad, 100)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        for button in self._people:
            button.chosen.connect(self.person_chosen)
        self._earlier.clicked.connect(self._earlier_clicked)
        self._later.clicked.connect(self._later_clicked)
        self._keypad.pressed.connect(self.key_pressed)
        self._cancel.clicked.connect(self.cancelled)
        self._approve.clicked.connect(self.submitted)

    def _earlier_clicked(self) -> None:
        self.page_asked.emit(-1)

    def _later_clicked(self) -> None:
        self.page_asked.emit(1)


class ApprovalCorner(QObject):
    """Where a screen shows approvals: the pane is built when the first one is asked for."""

    person_chosen = Signal(str)
    key_pressed = Signal(str)
    page_asked = Signal(int)
    submitted = Signal()
    cancelled = Signal()

    def __init__(self, look: Look, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._look = look
        self._stack = stack
        self._pane: ApprovalPane | None = None

    def drawn(self, panel: ApprovalPanel) -> ApprovalPane:
        """The pane with this panel on it."""
        self._pane = self._pane or self._built()
        self._pane.show_panel(panel)
        return self._pane

    def _built(self) -> ApprovalPane:
        pane = ApprovalPane(self._look)
        pane.person_chosen.connect(self.person_chosen)
        pane.key_pressed.connect(self.key_pressed)
        pane.page_asked.connect(self.page_asked)
        pane.submitted.connect(self.submitted)
        pane.cancelled.connect(self.cancelled)
        self._stack.addWidget(pane)
        return pane
