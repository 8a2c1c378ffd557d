"""What gives members' offers back by hand: at the manager's desk, and by command."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pos_terminal import __version__
from pos_terminal.adapters.sqlite.acts import SqliteActs
from pos_terminal.adapters.sqlite.engine import open_readonly
from pos_terminal.adapters.sqlite.offerbooks import SqliteOfferBooks
from pos_terminal.app.commanding import system_user
from pos_terminal.app.premises import DATABASE_NAME, keys
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.application.acts import Act, Deed
from pos_terminal.application.delivery import Delivery
from pos_terminal.application.offerdesk import HeldOffer, OfferDesk, deed_of
from pos_terminal.domain.rights import Action
from pos_terminal.presentation.offers_section import OffersServices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pos_terminal.settings import Settings

_PATIENCE = 30.0
"""Seconds that a command waits for the platform."""


def offers_services(terminal: Terminal) -> OffersServices:
    """The services of the desk's section."""

    def hurry() -> None:
        terminal.delivery.ask(Delivery.give_back)

    return OffersServices(terminal.clock, _desk(terminal, hurry))


def read_offers(settings: Settings, most: int) -> Sequence[HeldOffer]:
    """All that are not settled, and so many that sales ended with; also beside a till that sells."""
    with open_readonly(settings.data_dir / DATABASE_NAME) as database:
        books = SqliteOfferBooks(database.connect(), database.lock)
        return [*books.outstanding(), *books.used(most)]


@contextmanager
def offers_by_command(
    settings: Settings, log_level: str
) -> Iterator[tuple[OfferDesk, Callable[[HeldOffer, str], None]]]:
    """The offers of a till that nobody sells on, and what gives one back for a reason, journalled as of a command."""
    with opened_terminal(settings, log_level) as terminal:

        def hurry() -> None:
            with suppress(TimeoutError):
                terminal.delivery.ask(Delivery.give_back).result(_PATIENCE)

        desk = _desk(terminal, hurry)

        def give_back(offer: HeldOffer, reason: str) -> None:
            desk.check(offer)
            _enter(terminal, deed_of(offer, reason))
            desk.give_back(offer)

        yield desk, give_back


def _desk(terminal: Terminal, hurry: Callable[[], None]) -> OfferDesk:
    return OfferDesk(SqliteOfferBooks(terminal.database.connect(), terminal.database.lock), hurry)


def _enter(terminal: Terminal, deed: Deed) -> None:
    """Journal what a command does: nobody is signed on, so it says who runs it on this machine."""
    settings, tilling, session = terminal.settings, terminal.tilling, terminal.desk.session
    terms = (settings.currency.code, __version__)
    acts = SqliteActs(terminal.database.connect(), terminal.database.lock, keys(settings).key("journal"), terms)
    by = Deed(deed.reason, deed.transaction_id, {**deed.details, "system_user": system_user()})
    shift = session.session_id if session else None
    acts.enter(Act(Action.SETTLE_OFFER, "", None, by, tilling.now(), tilling.today(), shift))
