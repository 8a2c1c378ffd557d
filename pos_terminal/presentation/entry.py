"""Digits typed on a keypad: what each key makes of them, and the number they mean."""

from decimal import Decimal
from typing import NamedTuple

from pos_terminal.domain.card_digits import has_card_number
from pos_terminal.presentation.figures import typed_text

BACK = "back"
CLEAR = "clear"
POINT = "."
_DIGITS = frozenset("0123456789")


class Entry(NamedTuple):
    """A number being typed.

    Args:
        decimals: most digits after the point; 0 makes the point do nothing.
        most: most digits in all.
        text: what was typed so far.
        is_code: leading zeros count, as in a PIN or an item's code.
        card_from: from so many digits on, what is a payment card's number is wiped while it is typed.
        was_card: whether the last key did that.
    """

    decimals: int = 0
    most: int = 9
    text: str = ""
    is_code: bool = False
    card_from: int = 15
    was_card: bool = False

    def press(self, key: str) -> "Entry":
        """The entry after a key: a digit, `.`, `back` or `clear`; a key that makes no sense changes nothing."""
        if key == CLEAR:
            return self._replace(text="", was_card=False)
        if key == BACK:
            return self._replace(text=self.text[:-1], was_card=False)
        if key == POINT:
            return self._pointed()
        return self._grown(key) if key and set(key) <= _DIGITS else self

    @property
    def value(self) -> Decimal | None:
        """The number, or None while nothing was typed."""
        digits = self.text.rstrip(POINT)
        return Decimal(digits) if digits else None

    @property
    def shown(self) -> str:
        """What was typed so far, with the point of the moment."""
        return typed_text(self.text)

    def entered(self) -> "Entry":
        """The entry once it was given and refused: a payment card's number stays nowhere."""
        return self._replace(text="") if has_card_number(self.text) else self

    def _pointed(self) -> "Entry":
        if not self.decimals or POINT in self.text:
            return self
        return self._replace(text=(self.text or "0") + POINT)

    def _grown(self, digits: str) -> "Entry":
        text = digits if self.text == "0" and not self.is_code else self.text + digits
        whole, _, places = text.partition(POINT)
        fits = len(places) <= self.decimals and len(whole) + len(places) <= self.most
        if not fits:
            return self
        was_card = has_card_number(text, shortest=self.card_from)
        return self._replace(text="" if was_card else text, was_card=was_card)
