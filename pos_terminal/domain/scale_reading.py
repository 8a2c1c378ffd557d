"""What a scale said when it was asked: a weight to sell by, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.measured_label import Measure
from pos_terminal.wording import later
from pos_terminal.wording.message import NOTHING_SAID, Message


class ScaleState(StrEnum):
    """How the scale stands."""

    STEADY = "steady"
    MOVING = "moving"
    EMPTY = "empty"
    BELOW_ZERO = "below_zero"
    TOO_HEAVY = "too_heavy"
    ASKED = "asked"
    """Its first answer is on the way."""
    SILENT = "silent"
    UNREADABLE = "unreadable"
    LOST = "lost"


_REFUSALS = {
    ScaleState.MOVING: later("The weight is not steady yet. Wait until the scale is still, and take it then."),
    ScaleState.EMPTY: later("Nothing is on the scale. Put the goods on it, and take the weight then."),
    ScaleState.BELOW_ZERO: later("The scale shows less than zero. Clear it, press its zero key, and weigh again."),
    ScaleState.TOO_HEAVY: later("This is more than the scale can weigh. Weigh it in parts."),
    ScaleState.ASKED: later("The scale has not answered yet. Wait a moment, and take the weight then."),
    ScaleState.SILENT: later(
        "The scale does not answer. Check its power, its cable, and [scale] protocol in the settings."
    ),
    ScaleState.UNREADABLE: later(
        "The scale's answer cannot be read. Check [scale] protocol and target in the settings."
    ),
    ScaleState.LOST: later("The scale went away. Plug it in again; it is found by itself."),
}
_ABSENT = {ScaleState.SILENT, ScaleState.UNREADABLE, ScaleState.LOST}


@dataclass(frozen=True, slots=True)
class ScaleReading:
    """One answer of a scale; ``measure`` is what it shows, where it shows something, whether or not that counts.

    ``why``: why it cannot be reached, as whoever opens its line says it.
    """

    state: ScaleState
    measure: Measure | None = None
    why: Message = NOTHING_SAID

    @classmethod
    def showing(cls, measure: Measure, *, is_steady: bool) -> Self:
        """A weight on the scale, which may be none, or less."""
        if not is_steady:
            return cls(ScaleState.MOVING, measure)
        if measure.value <= 0:
            return cls(ScaleState.BELOW_ZERO if measure.value < 0 else ScaleState.EMPTY, measure)
        return cls(ScaleState.STEADY, measure)

    @property
    def is_well(self) -> bool:
        """Whether the scale is there and understood."""
        return self.state not in _ABSENT

    @property
    def is_settled(self) -> bool:
        """Whether asking again in a moment would not help."""
        return self.state not in {ScaleState.MOVING, ScaleState.ASKED}

    @property
    def words(self) -> Message:
        """Why there is no weight to sell by, and what to do; nothing where there is one."""
        return self.why or Message(_REFUSALS.get(self.state, ""))

    @property
    def sentence(self) -> str:
        """The same in the language of the moment."""
        return str(self.words)

    def weight(self) -> Measure:
        """The weight to sell by. Raises NotAllowedNow with what to do where there is none."""
        if self.state is not ScaleState.STEADY or self.measure is None:
            raise NotAllowedNow(self.words)
        return self.measure
