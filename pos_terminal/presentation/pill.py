"""One status as a few words on a ground that repeats what they say."""

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """How a status is meant; the screen adds an icon and words, never colour alone."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ALARM = "alarm"
    """Somebody has to act, today."""


class Pill(NamedTuple):
    """One status: words, an icon's name and how it is meant; `shorter` says it in fewer and fewer words.

    Of what is as it should be the icon alone may be left: no words.
    """

    text: str
    icon: str
    tone: Tone = Tone.NEUTRAL
    shorter: tuple[str, ...] = ()

    def words(self, brevity: int) -> str:
        """The words for less room: 0 has all of them."""
        return (self.text, *self.shorter)[min(brevity, len(self.shorter))]

    @property
    def most_brevity(self) -> int:
        """The brevity beyond which it gets no shorter."""
        return len(self.shorter)
