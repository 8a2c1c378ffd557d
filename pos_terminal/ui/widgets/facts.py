"""Words and what they stand at, in rows: point accounts and fields of a profile."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_terminal.presentation.member_panels import Fact
from pos_terminal.ui.widgets.text import TwoLineLabel

_GAP = 12
_LEAST_SHARE = 3
"""Each side has at least one part in so many, however long the other one is."""


class Facts(QWidget):
    """Each fact on a row of its own; both sides take a second line, then give way: both come from outside."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[TwoLineLabel, TwoLineLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Draw these."""
        while len(self._rows) < len(facts):
            word, figure = TwoLineLabel(step="body", tone="secondary"), TwoLineLabel(step="body_strong")
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

    def share(self) -> int:
        """Share the width out as the words and figures need it; how wide all would be on lines of their own, uncut."""
        rows = [row for row in self._rows if not row[0].isHidden()]
        wanted = [max((row[side].whole_width for row in rows), default=0) for side in (0, 1)]
        least = max(sum(wanted) // _LEAST_SHARE, 1)
        for side in (0, 1):
            self._grid.setColumnStretch(side, max(wanted[side], least))
        return sum(wanted) + _GAP
