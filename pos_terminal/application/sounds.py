"""What a till can be heard by; each sound goes with something that is seen, and tells nothing that is not."""

from enum import StrEnum
from typing import Protocol


class Sound(StrEnum):
    """The four there are."""

    ITEM = "item"
    """Something is on the sale."""
    REFUSED = "refused"
    """Something was not done: an unknown code, above all."""
    ATTENTION = "attention"
    """Somebody has to answer before anything goes on."""
    DONE = "done"
    """The sale has ended."""


class Sounds(Protocol):
    """Plays them."""

    def play(self, sound: Sound) -> None:
        """Begin to play it, and return at once; where nothing can be heard, nothing happens."""
