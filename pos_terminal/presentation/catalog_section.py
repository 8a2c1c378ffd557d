"""The catalog at the manager's desk: what is in force, where others come from and what they change, the way back."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from pos_terminal.application.acts import Deed
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.catalog_drawing import Told, fault_rows, home_rows, progress_words, waiting_rows
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.report_panel import ReportPanel
from pos_terminal.wording import _
from pos_terminal.wording.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pos_terminal.application.catalogsources import FeedStanding
    from pos_terminal.presentation.back_office import SectionHost
    from pos_terminal.presentation.catalog_services import CatalogServices


class CatalogScreen(Protocol):
    """Draws the section."""

    def show_panel(self, panel: ReportPanel, /) -> None:
        """Draw this."""


class _Page(Enum):
    HOME = auto()
    WAITING = auto()
    FAULTS = auto()


class CatalogSection:
    """Implements `SectionPresenter`."""

    def __init__(self, services: CatalogServices, screen: CatalogScreen, host: SectionHost) -> None:
        self._services = services
        self._screen = screen
        self._host = host
        self._page = _Page.HOME
        self._asked: frozenset[tuple[str, datetime | None]] | None = None
        """The tries before the sources were asked; None: nobody waits for their answer."""
        self._taps: dict[str, Callable[[], None]] = {
            "waiting": self._show_waiting,
            "faults": self._show_faults,
            "back": self.put_back_asked,
            "day": self._live_when_day_ends,
            "asked": self._live_when_asked,
            "forget": self._forget_asked,
        }

    def entered(self) -> None:
        """Draw how it stands."""
        self._page, self._asked = _Page.HOME, None
        self._show()

    def scanned(self, _code: str) -> None:
        """Goods are rung up on the sale alone."""
        self._host.tell(problem(_("Goods are rung up on the sale screen.")))

    def ticked(self) -> None:
        """What is under way goes on meanwhile; once the sources have answered, nobody is told that they are asked."""
        if self._asked is not None and self._asked.isdisjoint(self._tries()):
            self._asked = None
            self._host.tell(NOTHING)
        self._show()

    def left(self) -> None:
        """Back to the first page."""
        self._page = _Page.HOME
        self._show()

    def chosen(self, key: str) -> None:
        """A row was tapped that has something behind it."""
        self._asked = None
        tap = self._taps.get(key)
        if tap is not None:
            tap()

    def acted(self) -> None:
        """The key of the page: ask the sources, or put what waits in force."""
        if self._page is _Page.WAITING:
            self._host.attempt(self._go_live)
        elif self._page is _Page.HOME:
            self._asked = self._tries()
            self._services.feed.look()
            self._host.tell(Notice(_("The sources are being asked.")))
            self._show()

    def _tries(self) -> frozenset[tuple[str, datetime | None]]:
        """Each source, and when it was asked last."""
        return frozenset((each.place, each.tried) for each in self._services.feed.standing.sources)

    def put_back_asked(self) -> None:
        """The catalog before, with one tap; another tap brings the newer one again."""
        self._host.attempt(self._put_back)

    def _put_back(self) -> Notice:
        self._allow(Message("the catalog before is put back"))
        self._services.put_back()
        self._services.feed.swapped()
        self._show()
        return Notice(_("The catalog before is in force again. Another tap brings the newer one back."))

    def _go_live(self) -> Notice:
        self._allow(Message("a new catalog goes live"))
        self._services.feed.go_live()
        self.left()
        return Notice(_("The new catalog goes live as soon as no sale is open."))

    def _live_when_day_ends(self) -> None:
        self._host.attempt(self._scheduled)

    def _live_when_asked(self) -> None:
        self._host.attempt(self._held)

    def _forget_asked(self) -> None:
        self._host.attempt(self._forgotten)

    def _scheduled(self) -> Notice:
        self._allow(Message("a new catalog goes live later"))
        self._services.feed.schedule(self._services.day_ends())
        self.left()
        return Notice(_("It goes live when the business day ends."))

    def _held(self) -> Notice:
        self._allow(Message("a new catalog waits"))
        self._services.feed.schedule(None)
        self.left()
        return Notice(_("It waits until somebody puts it in force."))

    def _forgotten(self) -> Notice:
        self._allow(Message("a new catalog is not taken"))
        self._services.feed.forget()
        self.left()
        return Notice(_("It is not taken. The source has to bring another one."))

    def _allow(self, about: Message) -> None:
        self._host.office.allow(Action.CHANGE_CATALOG, Deed(details={"what": about.in_english}, about=about))

    def _show_waiting(self) -> None:
        self._page = _Page.WAITING
        self._show()

    def _show_faults(self) -> None:
        self._page = _Page.FAULTS
        self._show()

    def _show(self) -> None:
        feed = self._services.feed.standing
        if self._page is _Page.WAITING and feed.waiting is not None:
            self._screen.show_panel(self._waiting_page(feed))
        elif self._page is _Page.FAULTS and feed.faults:
            self._screen.show_panel(self._faults_page(feed))
        else:
            self._page = _Page.HOME
            self._show_home(feed)

    def _show_home(self, feed: FeedStanding) -> None:
        try:
            standing = self._services.standing()
        except Refused as refusal:
            self._host.tell(problem(refusal.sentence))
            return
        act = _("Ask the sources now") if feed.sources else ""
        rows = home_rows(Told(standing, feed, self._services.local))
        self._screen.show_panel(ReportPanel(_("Catalog"), progress_words(feed), rows, act, "refresh", leave=""))

    def _waiting_page(self, feed: FeedStanding) -> ReportPanel:
        rows, place = waiting_rows(feed, self._services.local), feed.waiting.place if feed.waiting else ""
        sentence = _("From {place}", place=plain(place))
        return ReportPanel(_("New catalog"), sentence, rows, _("Put in force now"), "check", leave=_("Back"))

    def _faults_page(self, feed: FeedStanding) -> ReportPanel:
        sentence = _("{place}: nothing of this file was taken. Mend it, and it is read again.", place=feed.faulty_place)
        return ReportPanel(_("Faults"), plain(sentence), fault_rows(feed), leave=_("Back"))
