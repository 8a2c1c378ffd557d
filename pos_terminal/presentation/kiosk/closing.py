"""A kiosk that takes no shoppers: says so in all its languages, and where they are served instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.domain.errors import Refused
from pos_terminal.presentation.kiosk.page import Act, Page
from pos_terminal.wording import _, pgettext, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_terminal.presentation.kiosk.page import Stage
    from pos_terminal.presentation.kiosk.services import KioskRules, KioskServices


class Closing:
    """Closed by an attendant until one opens it again, however often the kiosk is started in between."""

    def __init__(self, services: KioskServices, rules: KioskRules, stage: Stage) -> None:
        self._services = services
        self._rules = rules
        self._is_closed: bool | None = None
        self.spoken: Callable[[str], None] = lambda _language: None
        self.attend: Callable[[], None] = stage.leave
        self.menu: Callable[[], None] = stage.leave
        self.refused: Callable[[str], None] = lambda _why: None

    @property
    def is_closed(self) -> bool:
        """Whether no shopper is taken."""
        if self._is_closed is None:
            self._is_closed = self._services.self_service.is_shut
        return self._is_closed

    def acts(self) -> tuple[Act, ...]:
        """The attendant's key that closes it between two shoppers, or opens it again."""
        if self._services.desk.basket is not None:
            return ()
        words = _("Take shoppers again") if self.is_closed else _("Take no shoppers")
        return (Act(words, self._turned, "building-store"),)

    def page(self) -> Page:
        """What shoppers read."""
        acts = (*(self._told(each) for each in self._rules.languages), Act(_("Staff"), self.attend, "key"))
        return Page(
            pgettext("a kiosk that takes no shoppers", "Closed"), "", acts, "building-store", waits=True, back=_nowhere
        )

    def _told(self, language: str) -> Act:
        """The sentence in this language; a tap speaks it from then on."""
        with speaking(language, on_screen=True):
            place = self._rules.staffed or _("a staffed till")
            told = _("This kiosk is closed. Please come to {place}.", place=place)
        return Act(told, partial(self.spoken, language))

    def _turned(self) -> None:
        try:
            self._services.self_service.shut(takes_shoppers=self.is_closed)
        except Refused as refusal:
            self.refused(refusal.sentence)
            return
        self._is_closed = not self.is_closed
        self.menu()


def _nowhere() -> None:
    """There is nothing behind this page."""
