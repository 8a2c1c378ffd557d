"""A question that money waits for: a warning sign, what is asked, why, and the answers below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from pos_terminal.ui.screens.centred import centre
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.icon_label import IconLabel
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel


class QuestionPane(Card):
    """The head of such a question; who asks one lays its answers out below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = IconLabel(look, "alert-triangle", role="warning", size=44)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignLeading)
        self._title = PlainLabel(step="title", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        for label in (self._title, self._sentence):
            label.setWordWrap(True)

    def lay_out(self, answers: Sequence[QWidget | QLayout]) -> None:
        """Put the answers below the question."""
        centre(self, (self._icon, self._title, self._sentence, *answers))

    def show_question(self, title: str, sentence: str) -> None:
        """Draw what is asked, and why."""
        self._title.show_text(title)
        self._sentence.show_text(sentence)
