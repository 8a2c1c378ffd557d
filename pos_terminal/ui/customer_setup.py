"""What the shopper's displays are made with; named here without loading Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pos_terminal.presentation.customer_state import CustomerScreen

if TYPE_CHECKING:
    from pathlib import Path

    from pos_terminal.application.noticeboard import NoticeBoard
    from pos_terminal.presentation.customer_display import CustomerServices


class Pole(CustomerScreen, Protocol):
    """A display of two rows, which takes its time in a thread of its own."""

    def end(self) -> None:
        """Show what was told last, and let go of it; nobody waits for that."""

    def close(self) -> bool:
        """`end` and wait; whether that ended in time."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CustomerSetup:
    """``screen`` is none (empty), ``second``, ``window``, or the system's name of one; ``pole`` None: there is none.

    ``pole_language`` is what the pole speaks, which has not the letters of every language.
    """

    services: CustomerServices
    screen: str
    picture: Path | None
    pole: Pole | None
    pole_language: str
    board: NoticeBoard
