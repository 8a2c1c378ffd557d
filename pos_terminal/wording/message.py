"""Words that outlive the language of the moment they were said in: they are found when they are read."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Self

from pos_terminal.wording import _, speaking_plainly


class _Message(NamedTuple):
    message: str
    values: Mapping[str, object]


class _Spoken(NamedTuple):
    say: Callable[..., str]
    values: tuple[object, ...]


class Message(_Message):
    """A message with its values, not in any language yet: `str` says it in the language of the moment.

    It is said as `_` says it, and marks a message as `_` does. A value may itself be one of these.
    """

    __slots__ = ()

    def __new__(cls, message: str = "", /, **values: object) -> Self:
        """The message with the values of its blanks."""
        return super().__new__(cls, message, values)

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


class Spoken(_Spoken):
    """What ``say`` returns for these values, asked anew whenever it is read: for plurals, lists and names."""

    __slots__ = ()

    def __new__(cls, say: Callable[..., str], /, *values: object) -> Self:
        """What ``say`` says of these values."""
        return super().__new__(cls, say, values)

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
