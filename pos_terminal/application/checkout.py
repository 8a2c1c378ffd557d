"""Taking payment and ending the sale: one durable commit, and only then drawer, paper and network."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from pos_terminal.application.acts import Deed
from pos_terminal.application.adjusting import refuse_unanswered_age
from pos_terminal.application.authority import Authority
from pos_terminal.application.desk import Desk
from pos_terminal.application.drawer import settles_in_cash
from pos_terminal.application.ending import Ending, EndPorts
from pos_terminal.application.exchanging import nothing_comes_back
from pos_terminal.application.keeping import keep
from pos_terminal.application.ports import Baskets, Ids, Sales, Wire
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.tilling import Tilling
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.card_number import showable
from pos_terminal.domain.code_range import CodeRange
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.errors import BadArgument, NotAllowedNow
from pos_terminal.domain.exchange import Exchange
from pos_terminal.domain.exchanged import Exchanged, credited
from pos_terminal.domain.foreign import ForeignCash, Rates
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.rights import Action
from pos_terminal.domain.tender import (
    CashRounding,
    Payment,
    Settlement,
    TenderType,
    cash_keys,
    settle_cash,
    settle_exact,
    tender_named,
)
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close, void
from pos_terminal.wording.message import Message


@dataclass(frozen=True, slots=True)
class CheckoutRules:
    """The shop's settings that checkout follows."""

    tenders: tuple[TenderType, ...]
    codes: ReceiptCodeRule
    software_version: str
    cash_rounding: CashRounding | None = None
    member_on_all: bool = True
    """Whether every payment carries the member, or only the first: the others claim theirs by a code."""
    reasons: Reasons = field(default_factory=Reasons)
    cards: tuple[CodeRange, ...] = ()
    """The shop's own cards: no number of theirs is a payment card's."""
    tip_channels: tuple[str, ...] = ()
    """Where there are tips; empty: in every channel."""
    tip_percents: tuple[Decimal, ...] = ()
    """What the screen suggests as a tip."""
    rates: Rates = field(default_factory=lambda: Rates({}))
    prints: bool = True  # else the shopper is asked for the receipt of a sale once it has ended


@dataclass(frozen=True, slots=True)
class TenderExtras:
    """What may come with a tender: the card's or voucher's number as far as it may be shown, a tip, who pays."""

    number: str | None = None
    tip: Money | None = None
    is_members: bool | None = None
    """Whether the sale's member pays this one; None: as the shop's settings say."""
    foreign: ForeignCash | None = None
    """Cash in another currency: its worth is what is taken."""


NO_EXTRAS = TenderExtras()


@dataclass(frozen=True, slots=True)
class CheckoutPorts:
    """What checkout writes with.

    ``after`` is told of each committed sale, to start drawer, print and delivery. ``ready`` raises NotAllowedNow
    while something in the sale may not be sold, or its offers have to be asked about before money is taken.
    ``open_drawer`` opens it for cash that goes back; ``exchanged`` reckons both ends of an exchange. ``removed`` is
    told of each payment taken out of the open sale, ``order`` of a sale that closes and ``cancel`` of one given up.
    ``refuse_more`` raises ApprovalNeeded where the shop takes more off the sale than somebody stood for.
    """

    sales: Sales
    baskets: Baskets
    wire: Wire
    ids: Ids
    after: Callable[[Transaction], None]
    authority: Authority
    ready: Callable[[], None] = lambda: None
    open_drawer: Callable[[], None] = lambda: None
    delivers: bool = True
    """Whether anything goes to the platform: in training nothing does."""
    exchanged: Callable[[Basket, Exchange, datetime], Exchanged] = nothing_comes_back
    removed: Callable[[Payment], None] = lambda _: None
    order: Callable[[Basket], object] = lambda _: None
    cancel: Callable[[Basket], object] = lambda _: None
    refuse_more: Callable[[Basket], None] = lambda _: None


class Checkout:
    """Tenders on the open sale, and the end of it."""

    def __init__(self, desk: Desk, ports: CheckoutPorts, tilling: Tilling, rules: CheckoutRules) -> None:
        self._desk = desk
        self._ports = ports
        self._tilling = tilling
        self.rules = rules
        end_ports = EndPorts(ports.sales, ports.wire, ports.ids, ports.after, ports.delivers)
        self.ending = Ending(desk, end_ports, tilling, rules.software_version)

    def tender(self, type_name: str, amount: Money | None = None, extras: TenderExtras = NO_EXTRAS) -> Payment:
        """Take a payment; no amount means the balance (for cash: in coins there are).

        Raises BadArgument for a type the shop does not take or an amount that cannot be meant, and NotAllowedNow when
        nothing is due, or the platform's last word about the sale's offers is not in; ApprovalNeeded where the shop
        takes more off than somebody stood for.
        """
        kind = self._tender_type(type_name)
        if kind.on_terminal:
            raise NotAllowedNow("{tender} is taken on the payment terminal.", tender=kind.name)
        payment = self.planned(type_name, amount, extras)
        self._desk.open_sale().pay(payment)
        keep(self._desk, self._ports.baskets)
        return payment

    def planned(self, type_name: str, amount: Money | None = None, extras: TenderExtras = NO_EXTRAS) -> Payment:
        """The payment that a tender would be; nothing is taken. Raises as `tender`."""
        kind = self._tender_type(type_name)
        basket = self._payable()
        balance = basket.balance
        if balance.minor <= 0:
            raise NotAllowedNow("Nothing is due any more. Close the sale.")
        settled = with_tip(self._settled(kind, balance, self._offered(kind, amount, extras)), kind, extras.tip)
        payment = Payment(
            payment_id=basket.next_payment_id,
            type=kind.name,
            amount=settled.amount,
            taken=settled.taken,
            change=settled.change,
            rounding=settled.rounding,
            payment_time=self._tilling.now(),
            number=showable(extras.number, self.rules.cards),
            tip=extras.tip,
            foreign=extras.foreign,
        )
        payment = self._attributed(payment, basket, extras)
        self._ports.refuse_more(basket)
        return payment

    def remove_tender(self, payment_id: str) -> Payment:
        """Give a tender back before the sale is closed."""
        basket = self._desk.open_sale()
        payment = basket.remove_payment(payment_id)
        keep(self._desk, self._ports.baskets)
        self._ports.removed(payment)
        return payment

    def is_members_turn(self) -> bool:
        """Whether the next payment is the sale's member's where nobody says whose it is."""
        return self._carries_member(self._desk.sale_shown(), NO_EXTRAS)

    def cash_keys(self) -> tuple[Money, ...]:
        """Quick amounts for what is due."""
        return cash_keys(_with_lines(self._desk.sale_shown()).balance, self.rules.cash_rounding)

    def complete(self) -> Transaction:
        """End the fully tendered sale: everything in one commit, then drawer, receipt and delivery.

        Raises NotAllowedNow while something is due, and as `tender`. The sale cannot be lost once this returns.
        """
        basket, new_code = self._payable(), self._ports.ids.uuid
        now, exchange = self._tilling.now(), basket.head.exchange
        both = self._ports.exchanged(basket, exchange, now) if exchange else None
        paid = credited(basket, both.payments, self._attributed) if both else basket
        closed = close(paid, now, self.rules.codes, new_code)
        self._ports.refuse_more(basket)
        self._ports.order(basket)
        if both is None:
            return self.ending.write(closed, sends=True, prints=self.rules.prints)
        return self.ending.write_exchange(both.returned, closed)

    def void(self, reason: str) -> Transaction:
        """Give the open sale up, and the money that was taken for it back.

        It is journalled; it goes to the platform only if the platform has seen its id. Raises ApprovalNeeded where the
        operator may not do that alone: by default where money was taken or an offer used for it.
        """
        basket = self._desk.open_sale()
        reason = self.rules.reasons.given("void", Message("Voiding a sale"), reason)
        taken = total_of([each.amount for each in basket.payments], basket.policy.currency)
        deed = Deed(
            reason,
            None,
            {"taken": str(taken)},
            about=Message("Open sale of {total}, {paid} paid", total=basket.totals.total, paid=taken),
        )
        self._ports.authority.allow(Action.VOID_PAID if _is_paid(basket) else Action.VOID_OPEN, deed)
        self._ports.cancel(basket)
        is_told = self._ports.sales.was_told_of(basket.head.transaction_id)
        voided = self.ending.write(void(basket, self._tilling.now(), reason), sends=is_told, prints=False)
        if settles_in_cash(basket.payments, self.rules.tenders):
            self._ports.open_drawer()
        return voided

    def _offered(self, kind: TenderType, amount: Money | None, extras: TenderExtras) -> Money | None:
        """What the shopper offers, in the store's currency. Raises BadArgument for what cannot be meant."""
        if kind.wants_number and not (extras.number or "").strip():
            raise BadArgument("{tender} wants its number.", tender=kind.name)
        channel = self._desk.open_sale().head.channel
        if extras.tip is not None and self.rules.tip_channels and channel not in self.rules.tip_channels:
            raise BadArgument("There are no tips in the channel {channel}.", channel=channel)
        if extras.foreign is not None:
            if amount is not None or not kind.is_cash:
                raise BadArgument("Money in another currency is cash, and its amount is all there is to say of it.")
            amount = self._worth(extras.foreign)
        if amount is not None and amount.minor <= 0:
            raise BadArgument("A tender is more than nothing.")
        return amount

    def _worth(self, foreign: ForeignCash) -> Money:
        policy = self._desk.open_sale().policy
        return foreign.worth(policy.currency, policy.mode)

    def _settled(self, kind: TenderType, balance: Money, amount: Money | None) -> Settlement:
        if kind.is_cash:
            return settle_cash(balance, amount, self.rules.cash_rounding)
        if amount is not None and amount > balance:
            raise BadArgument(
                "Only {balance} is due, and {tender} gives no change. Take {balance} or less.",
                balance=balance,
                tender=kind.name,
            )
        return settle_exact(balance, amount)

    def _attributed(self, payment: Payment, basket: Basket, extras: TenderExtras = NO_EXTRAS) -> Payment:
        return _attributed(payment, basket) if self._carries_member(basket, extras) else payment

    def _carries_member(self, basket: Basket, extras: TenderExtras) -> bool:
        """Whether this payment is the member's (spec, Payment ``user_id``)."""
        if extras.is_members is not None:
            return extras.is_members
        return self.rules.member_on_all or not any(each.user_id for each in basket.payments)

    def _payable(self) -> Basket:
        """The sale, once nothing but money is missing."""
        basket = _with_lines(self._desk.open_sale())
        refuse_unanswered_age(basket)
        self._ports.ready()
        return basket

    def _tender_type(self, name: str) -> TenderType:
        kind = tender_named(self.rules.tenders, name)
        if kind is not None:
            return kind
        known = ", ".join(kind.name for kind in self.rules.tenders)
        raise BadArgument("The shop takes no {name}. It takes: {known}.", name=repr(name), known=known)


def _with_lines(basket: Basket) -> Basket:
    if not basket.lines:
        raise NotAllowedNow("The sale has no items yet.")
    return basket


def with_tip(settled: Settlement, kind: TenderType, tip: Money | None) -> Settlement:
    """The tip comes out of the change that cash would give, and on top of what a card is charged."""
    if tip is None:
        return settled
    if tip.minor <= 0:
        raise BadArgument("A tip is more than nothing.")
    if not kind.is_cash:
        return replace(settled, taken=settled.taken + tip)
    if tip > settled.change:
        raise BadArgument(
            "The cash leaves {change} of change, which does not cover a tip of {tip}.", change=settled.change, tip=tip
        )
    return replace(settled, change=settled.change - tip)


def _attributed(payment: Payment, basket: Basket) -> Payment:
    """The payment with the sale's member on it, and who is to be rewarded beside them."""
    member, beside = basket.member, basket.additional
    if member is None:
        return payment
    payment = replace(payment, user_id=member.user_id, user_id_type=member.type.value)
    if beside is None:
        return payment
    return replace(payment, additional_user_id=beside.user_id, additional_user_id_type=beside.type.value)


def _is_paid(basket: Basket) -> bool:
    """Whether giving it up gives money or an offer back."""
    return basket.is_tendering or any(each.status is DiscountStatus.REDEEMED for each in basket.discounts)
