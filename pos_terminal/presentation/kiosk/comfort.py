"""How one shopper wants the kiosk: their language, what they need to see, hear and reach. It ends with their visit."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Wish(StrEnum):
    """Something that a shopper can ask for."""

    LARGE = "large"
    CONTRAST = "contrast"
    REACH = "reach"
    SPEECH = "speech"
    BLANK = "blank"
    """A dark screen, for somebody who listens."""
    SILENT = "silent"


_SLOW = frozenset({Wish.LARGE, Wish.CONTRAST, Wish.REACH, Wish.SPEECH})


@dataclass(frozen=True, slots=True)
class Comfort:
    """All of it; a shopper who comes finds the shop's own language and no wishes."""

    language: str
    wishes: frozenset[Wish] = frozenset()

    @property
    def is_slow(self) -> bool:
        """Whether the shopper gets more time before anybody asks whether they are there."""
        return bool(self.wishes & _SLOW)

    def has(self, wish: Wish) -> bool:
        """Whether this is wanted."""
        return wish in self.wishes

    def toggled(self, wish: Wish) -> "Comfort":
        """The other way round."""
        return replace(self, wishes=self.wishes ^ {wish})

    def speaking(self, language: str) -> "Comfort":
        """The same in another language."""
        return replace(self, language=language)
