"""Whether the shopper is old enough, while money waits: three answers, and no default."""

from PySide6.QtCore import Signal

from pos_terminal.domain.age import AgeOutcome
from pos_terminal.presentation.panels import AgePanel
from pos_terminal.ui.screens.question_pane import QuestionPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.wording import _


class AgePane(QuestionPane):
    """Draws an `AgePanel`."""

    answered = Signal(str)
    """As `AgeOutcome` names it."""
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        primary = look.tokens.target["pos_primary"]
        document = ActionButton(look, _("Yes, by a document"), kind=Kind.OUTLINE, height=primary)
        looks = ActionButton(look, _("Yes, looks old enough"), kind=Kind.OUTLINE, height=primary)
        refused = ActionButton(look, _("No, take it out"), icon="trash", kind=Kind.DANGER, height=primary)
        back = ActionButton(look, _("Take no payment yet"), icon="arrow-left")
        for button in (document, looks, refused, back):
            row_width_policy(button)
        self.lay_out((document, looks, refused, back))
        document.clicked.connect(self._by_document)
        looks.clicked.connect(self._by_looks)
        refused.clicked.connect(self._refused)
        back.clicked.connect(self.cancelled)

    def show_panel(self, panel: AgePanel) -> None:
        """Draw the question."""
        self.show_question(panel.title, panel.sentence)

    def _by_document(self) -> None:
        self.answered.emit(AgeOutcome.DOCUMENT.value)

    def _by_looks(self) -> None:
        self.answered.emit(AgeOutcome.LOOKS_OLD_ENOUGH.value)

    def _refused(self) -> None:
        self.answered.emit(AgeOutcome.REFUSED.value)
