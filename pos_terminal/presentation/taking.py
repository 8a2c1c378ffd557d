"""Taking a payment from a tap: one tap, one payment, and the sale ends by itself when nothing is due any more."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pos_terminal.application.checkout import NO_EXTRAS, Checkout, TenderExtras
from pos_terminal.application.desk import Desk
from pos_terminal.domain.errors import Refused
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tender import TenderType
from pos_terminal.presentation.change_watch import ChangeWatch
from pos_terminal.presentation.notice import NOTHING, Notice, problem
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.settling import Settling

if TYPE_CHECKING:
    from pos_terminal.presentation.card_pay import CardPay

DOUBLE_TAP_SECONDS = 0.6
"""Two taps within this time are one: a hurried finger never pays twice."""


class TapGuard:
    """Lets one tap through and drops those that follow within 600 ms."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last: float | None = None

    def accepts(self) -> bool:
        """Whether this tap counts; asking makes it the last one when it does."""
        if self.is_settling():
            return False
        self._last = self._monotonic()
        return True

    def is_settling(self) -> bool:
        """Whether the last tap that counted is so fresh that what is under the finger now was not meant."""
        return self._last is not None and self._monotonic() - self._last < DOUBLE_TAP_SECONDS

    def another(self) -> "TapGuard":
        """A guard of its own for other taps, on the same clock."""
        return TapGuard(self._monotonic)


class Taking:
    """Payments for the screens that take them."""

    def __init__(
        self,
        till: tuple[Desk, Checkout, Settling],
        change: ChangeWatch,
        currency: Currency,
        guard: TapGuard,
        navigator: Navigator,
    ) -> None:
        self._change = change
        self._currency = currency
        self._desk, self._checkout, self._settling = till
        self._guard = guard
        self._removals = guard.another()
        self._navigator = navigator
        self.card_pay: CardPay | None = None
        """What asks for cards on the payment terminal; None: there is none."""

    @property
    def types(self) -> tuple[TenderType, ...]:
        """The means of payment that the shop takes, in its order."""
        return self._checkout.rules.tenders

    @property
    def currency(self) -> Currency:
        """The shop's currency."""
        return self._currency

    @property
    def settling(self) -> Settling:
        """Has the last word about the offers in before money is taken."""
        return self._settling

    @property
    def removals(self) -> TapGuard:
        """Guards what moves up into a removed one's place."""
        return self._removals

    @property
    def cash(self) -> TenderType | None:
        """The first means that is cash."""
        return next((each for each in self.types if each.is_cash), None)

    @property
    def card(self) -> TenderType | None:
        """The first means that is neither cash nor wants a number: the one that gets the big button."""
        return next((each for each in self.types if not each.is_cash and not each.wants_number), None)

    def take(
        self, kind: TenderType, amount: Money | None, tell: Callable[[Notice], None], extras: TenderExtras = NO_EXTRAS
    ) -> None:
        """Take a payment, or the whole balance; end the sale when that settles it.

        ``tell`` hears what to tell the operator: nothing when it went well. While the platform is asked about offers
        the tap waits, and others are dropped. Of change that the drawer should not hold it is told first.
        """
        if self._desk.charge is not None:
            self._navigator.go(Place.TENDER)
            return
        if not self._guard.accepts():
            return
        if warning := self._change.warning(kind, self._beyond_tip(amount, extras)):
            tell(warning)
        else:
            self._settling.first(partial(self._take, kind, amount, extras), tell)

    def finish(self, tell: Callable[[Notice], None]) -> None:
        """End a sale that nothing is due for: a total of zero, or one that was paid before a crash."""
        if self._guard.accepts():
            self._settling.first(self._finish, tell)

    def ended_by_card(self, notice: Notice) -> Notice:
        """End the sale where a card has just paid all that was due; what to tell, else ``notice``."""
        basket = self._desk.basket
        if basket is None or not basket.is_tendering or basket.balance.minor != 0:
            return notice
        try:
            return self._finish() or notice
        except Refused as refusal:
            return problem(refusal.sentence)

    def give_back(self, payment_id: str) -> Notice:
        """Remove a payment before the sale ends."""
        if not self._removals.accepts():
            return NOTHING
        try:
            self._checkout.remove_tender(payment_id)
        except Refused as refusal:
            return problem(refusal.sentence)
        return NOTHING

    def _beyond_tip(self, amount: Money | None, extras: TenderExtras) -> Money | None:
        """What of the money that is handed over pays for the sale, and what comes back of it."""
        if extras.foreign is not None:
            policy = self._desk.open_sale().policy
            amount = extras.foreign.worth(policy.currency, policy.mode)
        return amount if amount is None or extras.tip is None else amount - extras.tip

    def _take(self, kind: TenderType, amount: Money | None, extras: TenderExtras) -> Notice:
        basket = self._desk.open_sale()
        if basket.balance.minor != 0 and self.card_pay is not None and self.card_pay.takes(kind.name):
            self._navigator.go(Place.TENDER)
            self.card_pay.begin(kind.name, amount, extras)
            return NOTHING
        if basket.balance.minor != 0:
            self._checkout.tender(kind.name, amount, extras)
        if self._desk.basket is not None and self._desk.basket.balance.minor == 0:
            self._end()
        return NOTHING

    def _finish(self) -> Notice:
        self._end()
        return NOTHING

    def _end(self) -> None:
        self._checkout.complete()
        self._navigator.go(Place.CHANGE)
