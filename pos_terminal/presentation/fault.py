"""A fault of the program, told where somebody looks: the sentence with its code, over whatever is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.noticeboard import PROGRAM_FAULT
from pos_terminal.presentation.notice import Notice, problem
from pos_terminal.presentation.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pos_terminal.application.noticeboard import StandingNotice


class FaultPresenter:
    """Tells each fault once, the same one again when it happens again. Faults of other threads are told as well."""

    def __init__(self, notices: Callable[[], Sequence[StandingNotice]], show: Callable[[Notice], None]) -> None:
        self._notices = notices
        self._show = show
        self._told: StandingNotice | None = None

    def ticked(self) -> None:
        """Look whether something went wrong since."""
        fault = next((each for each in self._notices() if each.words == PROGRAM_FAULT), None)
        if fault is None or fault is self._told:
            return
        self._told = fault  # before it is shown: a fault of showing it must not be told by showing it
        self._show(problem(plain(fault.sentence)))
