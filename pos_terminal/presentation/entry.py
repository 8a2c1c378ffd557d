"""Digits typed on a keypad: what each key makes of them, and the number they mean."""

from dataclasses import dataclass, replace
from decimal import Decimal

BACK = "back"
CLEAR = "clear"
POINT = "."
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number being typed.

    Args:
        decimals: most digits after the point; 0 makes the point do nothing.
        most: most digits in all.
        text: what was typed so far.
        is_code: leading zeros count, as in a PIN or an item's code.
    """

    decimals: int = 0
    most: int = 9
    text: str = ""
    is_code: bool = False

    def press(self, key: str) -> "Entry":
        """The entry after a key: a digit, `.`, `back` or `clear`; a key that makes no sense changes nothing."""
        if key == CLEAR:
            return replace(self, text="")
        if key == BACK:
            return replace(self, text=self.text[:-1])
        if key == POINT:
            return self._pointed()
        return self._grown(key) if key and set(key) <= _DIGITS else self

    @property
    def value(self) -> Decimal | None:
        """The number, or None while nothing was typed."""
        digits = self.text.rstrip(POINT)
        return Decimal(digits) if digits else None

    def _pointed(self) -> "Entry":
        if not self.decimals or POINT in self.text:
            return self
        return replace(self, text=(self.text or "0") + POINT)

    def _grown(self, digits: str) -> "Entry":
        text = digits if self.text == "0" and not self.is_code else self.text + digits
        whole, _, places = text.partition(POINT)
        fits = len(places) <= self.decimals and len(whole) + len(places) <= self.most
        return replace(self, text=text) if fits else self
