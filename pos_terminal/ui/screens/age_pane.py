"""Whether the shopper is old enough, while money waits: three answers, and no default."""

from PySide6.QtCore import Qt, Signal

from pos_terminal.domain.age import AgeOutcome
from pos_terminal.presentation.panels import AgePanel
from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel


class AgePane(Card):
    """Draws an `AgePanel`."""

    answered = Signal(str)
    """As `AgeOutcome` names it."""
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icon = IconLabel(look, "alert-triangle", role="warning", size=44)
        self._title = PlainLabel(step="title")
        self._sentence = PlainLabel(step="body", tone="secondary")
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
        primary = look.tokens.target["pos_primary"]
        document = ActionButton(look, "Yes, by a document", kind=Kind.OUTLINE, height=primary)
        looks = ActionButton(look, "Yes, looks old enough", kind=Kind.OUTLINE, height=primary)
        refused = ActionButton(look, "No, take it out", icon="trash", kind=Kind.DANGER, height=primary)
        back = ActionButton(look, "Take no payment yet", icon="arrow-left")
        for button in (document, looks, refused, back):
            row_width_policy(button)
        icon.setAlignment(Qt.AlignmentFlag.AlignLeading)
        centre(self, (icon, self._title, self._sentence, document, looks, refused, back))
        document.clicked.connect(self._by_document)
        looks.clicked.connect(self._by_looks)
        refused.clicked.connect(self._refused)
        back.clicked.connect(self.cancelled)

    def show_panel(self, panel: AgePanel) -> None:
        """Draw the question."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)

    def _by_document(self) -> None:
        self.answered.emit(AgeOutcome.DOCUMENT.value)

    def _by_looks(self) -> None:
        self.answered.emit(AgeOutcome.LOOKS_OLD_ENOUGH.value)

    def _refused(self) -> None:
        self.answered.emit(AgeOutcome.REFUSED.value)
