"""The quick amounts of cash in one row: as many as can be read, all in one size."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_terminal.domain.tender import CASH, tender_words
from pos_terminal.presentation.sale_state import CashKey
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.amount import step_that_fits, text_width
from pos_terminal.ui.widgets.button import ActionButton, Kind, row_width_policy
from pos_terminal.ui.widgets.text import PlainLabel, restyle
from pos_terminal.wording import _

MOST_CASH_KEYS = 4
_STEPS = ("label", "body_strong", "caption")
_GAP = 8
_SIDES = 18


class CashKeys(QWidget):
    """Long amounts get wider keys and fewer of them; the first key stays where the finger expects it."""

    asked = Signal(object)
    """The `Money` of a key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: tuple[CashKey, ...] = ()
        self._word = PlainLabel(tender_words(CASH), step="caption", tone="secondary")
        height = look.tokens.target["pos_tender"]
        self._buttons = [_CashButton(look, kind=Kind.CONTROL, height=height) for _ in range(MOST_CASH_KEYS)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._word)
        for button in self._buttons:
            row_width_policy(button)
            row.addWidget(button)
            button.clicked.connect(self._clicked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._arrange)
        self._arrange()

    def show_keys(self, keys: tuple[CashKey, ...]) -> None:
        """Offer these amounts, the likeliest first; without any a dimmed key keeps the place."""
        if keys != self._keys:
            self._keys = keys
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        labels = [key.label for key in self._keys] or [_("Exact")]
        columns = next((each for each in range(MOST_CASH_KEYS, 1, -1) if self._fits(labels[:each], each)), 1)
        longest = max(labels[:columns], key=self._smallest_width)
        step = step_that_fits(self._look, _STEPS, longest, self._room(columns))
        for number, button in enumerate(self._buttons):
            used = number < min(columns, len(labels))
            if used:
                key = self._keys[number] if number < len(self._keys) else None
                button.show_key(labels[number], key.spoken if key else tender_words(CASH), step)
            button.setEnabled(number < len(self._keys))
            keep = button.sizePolicy()
            keep.setRetainSizeWhenHidden(number < columns)
            button.setSizePolicy(keep)
            button.setVisible(used)

    def _fits(self, labels: list[str], columns: int) -> bool:
        return max(map(self._smallest_width, labels)) <= self._room(columns)

    def _smallest_width(self, label: str) -> int:
        return text_width(self._look, _STEPS[-1], label)

    def _room(self, columns: int) -> int:
        """What the words of a key may take when there are so many keys."""
        return (self.width() - self._word.sizeHint().width() - columns * _GAP) // columns - _SIDES

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _CashButton) and self._buttons.index(button) < len(self._keys):
            self.asked.emit(self._keys[self._buttons.index(button)].amount)


class _CashButton(ActionButton):
    """A key as wide as the row makes it."""

    def sizeHint(self) -> QSize:
        return self._least

    def show_key(self, label: str, spoken: str, step: str) -> None:
        """Draw this amount in this type step."""
        self.show_label(label, spoken)
        if self.property("step") != step:
            self.setProperty("step", step)
            restyle(self)
