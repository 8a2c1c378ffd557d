"""Words and what they stand at, in rows: point accounts and fields of a profile."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.member_panels import Fact
from pos_terminal.ui.widgets.text import ElidedLabel


class Facts(QWidget):
    """Each fact on a row of its own; both sides give way, because both come from outside."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[ElidedLabel, ElidedLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Draw these."""
        while len(self._rows) < len(facts):
            word, figure = ElidedLabel(step="body", tone="secondary"), ElidedLabel(step="body_strong")
            figure.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(word, len(self._rows), 0)
            self._grid.addWidget(figure, len(self._rows), 1)
            self._rows.append((word, figure))
        for number, (word, figure) in enumerate(self._rows):
            for label in (word, figure):
                label.setVisible(number < len(facts))
            if number < len(facts):
                word.show_text(facts[number].word)
                figure.show_text(facts[number].figure)
        self.setVisible(bool(facts))
