"""The serial number of a piece: typed on a keyboard, or scanned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pos_terminal.domain.card_number import LONGEST_NUMBER
from pos_terminal.presentation.entry import BACK, CLEAR
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.typed import typed
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class SerialNumber:
    """What was typed of it so far; ``goods`` is what they are called, ``note`` what else is to be known."""

    goods: str
    confirm: str
    leave: str
    note: str = ""
    text: str = ""
    was_card: bool = False
    """Whether the last key made it a payment card's number, which was wiped."""

    @property
    def answer(self) -> str:
        """The number; empty while there is none."""
        return self.text.strip()

    def press(self, key: str) -> SerialNumber:
        """The question after a key; letters are large ones, as they are printed on goods."""
        after = typed(self.text, key if key in {BACK, CLEAR} else key.upper(), _fits)
        return replace(self, text=after.text, was_card=after.was_card)

    def panel(self) -> WordsPanel:
        """The question as the screen draws it."""
        hint = " ".join(each for each in (_("Scan its serial number, or type it."), self.note) if each)
        return WordsPanel(plain(self.goods), hint, plain(self.text), self.confirm, bool(self.answer), self.leave)


@dataclass(frozen=True, slots=True)
class SerialQuestion:
    """Which piece is sold; its number goes to ``then``, and a scan is that number too."""

    number: SerialNumber
    then: Callable[[str], None]
    gives_way: bool = False

    def press(self, key: str) -> SerialQuestion:
        """The question after a key."""
        return replace(self, number=self.number.press(key))

    @property
    def was_card(self) -> bool:
        """Whether a payment card's number was typed, and wiped."""
        return self.number.was_card

    def scanned(self, code: str) -> None:
        """A code came from the scanner."""
        self.then(code)

    def panel(self, _selected_name: str) -> WordsPanel:
        """The question as the screen draws it."""
        return self.number.panel()

    def confirmed(self) -> None:
        """The key was tapped."""
        if self.number.answer:
            self.then(self.number.answer)


def _fits(number: str) -> bool:
    return len(number) <= LONGEST_NUMBER
