"""A kiosk that nobody touches asks whether somebody is there, counts down, and begins anew; time can be had again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.presentation.kiosk.state import Look
from pos_terminal.wording import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.services import KioskRules

COUNTDOWN_SECONDS = 30
"""How long the question stays: long enough to be heard, read and answered."""


class Waiting:
    """Counts since the last touch, scan or key; every answer gives the whole time again, as often as it is asked."""

    def __init__(self, monotonic: Callable[[], float], rules: KioskRules) -> None:
        self._monotonic = monotonic
        self._rules = rules
        self._touched = monotonic()
        self._asked: float | None = None
        self.begin_anew: Callable[[], None] = self.touched

    @property
    def is_asking(self) -> bool:
        """Whether somebody is asked whether they are there."""
        return self._asked is not None

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self._monotonic()
        self._asked = None

    def ticked(self, *, is_slow: bool) -> bool:
        """A second went by; whether something has to be drawn anew, and nothing was begun anew by itself."""
        now = self._monotonic()
        if self._asked is None:
            if now - self._touched >= (self._rules.idle_slow if is_slow else self._rules.idle):
                self._asked = now
            return self._asked is not None
        if now - self._asked >= COUNTDOWN_SECONDS:
            self.touched()
            self.begin_anew()
            return False
        return True

    def page(self) -> Page:
        """The question."""
        asked = self._asked if self._asked is not None else self._monotonic()
        left = max(1, round(COUNTDOWN_SECONDS - (self._monotonic() - asked)))
        sentence = ngettext(
            "This kiosk begins anew in one second, and your basket goes.",
            "This kiosk begins anew in {count} seconds, and your basket goes.",
            left,
        )
        acts = (
            Act(_("I need more time"), self.touched, "check", look=Look.MAIN),
            Act(_("Start over"), self._over, "refresh"),
        )
        return Page(
            _("Are you still there?"), sentence, acts, "clock", "warning", back=self.touched, figure=str(left),
            is_warning=True,
        )  # fmt: skip

    def _over(self) -> None:
        self.touched()
        self.begin_anew()
