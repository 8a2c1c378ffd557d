"""Offers that a sale goes on with while the line is cut: with a manager's word, and the platform hears of it later."""

from collections.abc import Callable, Iterable
from random import Random

from pos_terminal.application.asking import fetched
from pos_terminal.application.offlineoffers import claimed_offline
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.offer import OfferCode, OfferCodeType
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.domain.transaction import Transaction
from tests.simulation.platform import Books, Network
from tests.simulation.terminal import MOST_OFFLINE, USD, Power
from tests.simulation.world import Sometimes

_BELIEVED = 31.0
"""Seconds for which an outage is believed in, and a moment."""
_BO = Employee("3", "Bo", "Berg", Role.MANAGER, sm_employee_id="sm-3")


class CutOff:
    """Cuts the line while a member stands there, claims without the platform, and looks that nothing else does."""

    def __init__(
        self, seed: int, often: float, around: tuple[Network, Books, Sometimes], power: Callable[[], Power]
    ) -> None:
        self._draw = Random(seed + 12)
        self._often = often
        self._network, self._books, self._sometimes = around
        self._power = power
        self.wrongs: list[str] = []
        self._claimed: set[tuple[str, str]] = set()
        self._told: dict[tuple[str, str], Money] = {}
        """What sales were sold with that the platform may not have yet."""

    def comes(self) -> bool:
        """Whether the line goes now, for some seconds or for minutes; other tills still have theirs."""
        if self._draw.random() >= self._often:
            return False
        lasts = self._draw.choice((15.0, 30.0, 120.0))
        self._network.dark_until = max(self._network.dark_until, self._network.clock.ticks + lasts)
        offer = self._draw.choice(sorted(self._books.offers) or [""])
        if self._draw.random() < 0.2 and self._books.offers.get(offer) == "ISSUED":
            self._books.offers[offer] = "TAKEN elsewhere"
        return True

    def claim(self) -> None:
        """Sell with one of the offers that were told before."""
        open_to = sorted(self._power().offline.open_to())
        if open_to:
            self._claim(self._draw.choice(open_to))

    def comes_back(self) -> bool:
        """Mostly the line is back; whether this member wants what the last one had, of which nobody is told yet."""
        if self._draw.random() < 0.3:
            return False
        self._network.dark_until = min(self._network.dark_until, self._network.clock.ticks)
        return bool(self._wanted_again()) and self._draw.random() < 0.7

    def claim_again(self) -> None:
        """Ask for an offer that a sale was sold with which the platform has not heard of."""
        self._sometimes.saw("an offer was wanted again that was sold with offline")
        if not self._power().desk.open_sale().payments:
            code = OfferCode(self._draw.choice(self._wanted_again()), OfferCodeType.USER_OFFER_ID)
            fetched(self._power().offering.apply(code))

    def _wanted_again(self) -> list[str]:
        return sorted(offer for offer, sale in self._told if sale not in self._books.totals)

    def tries_anyway(self) -> bool:
        """Whether somebody tries whatever the screen offers."""
        return self._draw.random() < self._often / 2

    def claim_anyway(self) -> None:
        """Sell with any offer, whether somebody can be asked or not."""
        self._claim(f"uo-{self._draw.randrange(12)}")

    def saves(self, code: str) -> bool:
        """Whether a claim without an answer becomes one without the platform before money is taken."""
        if self._draw.random() >= self._often:
            return False
        try:
            self._claim(code)
        except Refused:
            return False
        return True

    def ended(self, sale: Transaction) -> None:
        """A sale is stored: what it was sold with offline was claimed while the line was cut, and is listed."""
        offline = [each for each in sale.discounts if each.status is DiscountStatus.OFFLINE]
        if not offline:
            return
        number = sale.transaction_id
        for each in offline:
            self._told[each.reference_id, number] = each.amount
            if (each.reference_id, number) not in self._claimed:
                self.wrongs.append(f"L6: {number} was sold offline with {each.reference_id}, which nobody claimed so")
        self._sometimes.saw("a sale was sold with an offer that nobody was asked about")
        listed = {(each.reference_id, each.transaction_id) for each in self._power().claims.outstanding()}
        if missing := {(each.reference_id, number) for each in offline} - listed:
            self.wrongs.append(f"L6: {missing} may have failed silently, and are not listed")

    def settled(self) -> Iterable[str]:
        """What is wrong once everything was delivered."""
        if left := self._power().claims.outstanding():
            yield f"L6: {left} are listed, and everything was delivered"

    def _claim(self, offer: str) -> None:
        power = self._power()
        number = power.desk.open_sale().head.transaction_id
        power.desk.approver = _BO
        try:
            # The plug may be pulled behind the commit: what a start finds may have been claimed by this step.
            before, may = len(claimed_offline(power.desk.basket)), (offer, number)
            if self._is_cut():
                self._claimed.add(may)
            power.offline.claim(offer)
        finally:
            power.desk.approver = None
        if not self._is_cut():
            self.wrongs.append(f"L6: {offer} was claimed without the platform, which had answered")
        if len(claimed_offline(power.desk.basket)) != before + 1:
            self.wrongs.append(f"L6: {offer} was claimed, and is not on {number}")
        self._refuse_too_much()
        self._sometimes.saw("an offer was claimed without the platform")

    def _is_cut(self) -> bool:
        now = self._network.clock.ticks
        return now < self._network.dark_until or now - self._network.failed_at <= _BELIEVED

    def _refuse_too_much(self) -> None:
        """What is out in all never comes to more than the shop bears; what the platform has counts no more."""
        here = [each.amount for each in claimed_offline(self._power().desk.basket)]
        out = [each for (_, sale), each in self._told.items() if sale not in self._books.totals]
        if total_of([*here, *out], USD) > MOST_OFFLINE:
            self.wrongs.append(f"L6: {here} and {out} are out, at most {MOST_OFFLINE} may be")
