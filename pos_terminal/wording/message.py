"""Words that outlive the language of the moment they were said in: they are found when they are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from pos_terminal.wording import _, speaking_plainly


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A message with its values, not in any language yet: `str` says it in the language of the moment.

    It is said as `_` says it, and marks a message as `_` does. A value may itself be one of these.
    """

    message: str
    values: Mapping[str, object]

    def __init__(self, message: str = "", /, **values: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        """In the language of the moment."""
        return _(self.message, **self.values)

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.message)

    @property
    def in_english(self) -> str:
        """As logs, the journal and scripts have it, whatever the screens speak."""
        with speaking_plainly():
            return str(self)


@dataclass(frozen=True, slots=True, init=False)
class Spoken:
    """What ``say`` returns for these values, asked anew whenever it is read: for plurals, lists and names."""

    say: Callable[..., str]
    values: tuple[object, ...]

    def __init__(self, say: Callable[..., str], /, *values: object) -> None:
        object.__setattr__(self, "say", say)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        """In the language of the moment."""
        return self.say(*self.values)

    @classmethod
    def listed(cls, *words: object) -> Self:
        """These one after the other, each in the language of the moment."""
        return cls(_joined, *words)


def _joined(*words: object) -> str:
    return ", ".join(map(str, words))


NOTHING_SAID = Message()
"""No words at all."""
