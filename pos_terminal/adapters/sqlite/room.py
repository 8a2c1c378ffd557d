"""Steps that always finish: where the disk is full, the room kept for them is given up, and the step is taken again."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from pos_terminal.adapters.sqlite.faults import DiskFull

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.application.ports import Headroom

    class _HasRoom(Protocol):
        @property
        def room(self) -> Headroom:
            """What is kept for its steps."""


_S = TypeVar("_S", bound="_HasRoom")
_P = ParamSpec("_P")
_R = TypeVar("_R")


class NothingSpare:
    """Implements the port `Headroom` where no room is kept: for commands that sell nothing."""

    def refuse_new_sale(self) -> None:
        """Refuses none."""

    def give_up(self) -> bool:
        """There is nothing to give up."""
        return False


NOTHING_SPARE = NothingSpare()


def finishes(step: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Have a method that is one commit taken once more, with the room of ``self.room``, where the disk is full.

    The commit that failed was rolled back whole, so that taking it again takes it once.
    """

    @wraps(step)
    def finished(self: _S, /, *values: _P.args, **named: _P.kwargs) -> _R:
        try:
            return step(self, *values, **named)
        except DiskFull:
            if not self.room.give_up():
                raise
        return step(self, *values, **named)

    return finished
