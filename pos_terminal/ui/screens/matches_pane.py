"""Which of several people it is, where the grid is; nobody is chosen by the program."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_terminal.presentation.member_panels import MatchesPanel
from pos_terminal.presentation.people import Person
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton, row_width_policy
from pos_terminal.ui.widgets.person_button import PersonButton
from pos_terminal.ui.widgets.surface import Card
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import _


class MatchesPane(Card):
    """Draws a `MatchesPanel`."""

    chosen = Signal(str)
    another_asked = Signal()
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look = look
        self._people: list[PersonButton] = []
        self._title = PlainLabel(step="headline", names=self)
        self._sentence = PlainLabel(step="body", tone="secondary")
        self._sentence.setWordWrap(True)
        self._column = QVBoxLayout()
        self._arrange(look.tokens.target["pos_primary"])

    def _arrange(self, primary: int) -> None:
        cancel = ActionButton(self._look, _("Cancel"), icon="arrow-left", height=primary)
        another = ActionButton(self._look, _("Another identifier"), icon="grid-dots", height=primary)
        row_width_policy(another)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(cancel)
        last.addWidget(another, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._list(), 1)
        column.addLayout(last)
        cancel.clicked.connect(self.cancelled)
        another.clicked.connect(self.another_asked)

    def _list(self) -> QScrollArea:
        body = QWidget()
        body.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def show_panel(self, panel: MatchesPanel) -> None:
        """Draw the people."""
        self._title.show_text(panel.title)
        self._sentence.show_text(panel.sentence)
        while len(self._people) < len(panel.people):
            button = PersonButton(self._look)
            button.chosen.connect(self.chosen)
            self._column.insertWidget(len(self._people), button)
            self._people.append(button)
        for number, button in enumerate(self._people):
            button.setVisible(number < len(panel.people))
            if number < len(panel.people):
                match = panel.people[number]
                button.show_person(Person(match.user_id, match.name, match.detail, match.initials))
