"""The tender screen: what is left to pay, what was paid, and every means the shop takes."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from pos_terminal.application.checkout import Checkout, TenderExtras
from pos_terminal.application.desk import Desk
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import CASH, Payment, TenderType, tender_named, tender_words
from pos_terminal.presentation.cart import CartRow, CartRows, cart_title
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.exchange_credit import credit_left
from pos_terminal.presentation.figures import amount_text, short_amount_text
from pos_terminal.presentation.member_panels import UnansweredPanel
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.panels import AgePanel, ApprovalPanel
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.sale_state import CashKey
from pos_terminal.presentation.taking import Taking
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.presentation.tender_number import TenderNumber
from pos_terminal.presentation.words_question import WordsPanel
from pos_terminal.presentation.worth import doubt, savings
from pos_terminal.wording import _, later

CLOSE = later("Close sale")
"""The only key of a sale that was paid in full before a crash: nothing is left but to end it."""


class Payer(StrEnum):
    """Whose a payment of a member's sale is."""

    MEMBER = "Member"
    GUEST = "Guest"

    @property
    def words(self) -> str:
        """Who it is."""
        return _("Member") if self is Payer.MEMBER else _("Guest")

    @property
    def pays(self) -> str:
        """That it is they who pay."""
        return _("Member pays") if self is Payer.MEMBER else _("Guest pays")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment that was taken and can still be removed; ``payer`` is None without a member on the sale."""

    payment_id: str
    name: str
    amount: str
    icon: str
    payer: Payer | None = None


@dataclass(frozen=True, slots=True)
class TenderKey:
    """A means of payment: its words name it and the amount that a tap takes."""

    name: str
    icon: str
    amount: str

    @property
    def words(self) -> str:
        """What people read for it."""
        return _(CLOSE) if self.name == CLOSE else tender_words(self.name)


@dataclass(frozen=True, slots=True)
class TenderState:
    """What the tender screen shows."""

    left: str
    total: str
    subtotal: str
    tax: str
    title: str
    rows: tuple[CartRow, ...]
    entry: str
    is_typed: bool
    has_decimals: bool
    cash_keys: tuple[CashKey, ...]
    keys: tuple[TenderKey, ...]
    payments: tuple[PaymentRow, ...] = ()
    notice: Notice = NOTHING
    discount: str = ""
    doubt: str = ""
    """How far the platform has not confirmed the discount for the sale as it is now; empty when it has."""
    payer: Payer | None = None
    """Whose the next payment is; None: nobody asks, because there is no member or nothing is due."""
    give_back: str = ""
    """What goes back to the shopper for goods that come back, instead of anything left; empty where nothing does."""
    panel: UnansweredPanel | ApprovalPanel | AgePanel | WordsPanel | None = None
    """What the money waits for: an offer without an answer, an approval, or the number of a card or voucher."""


class TenderScreen(Protocol):
    """Draws the tenders."""

    def show_state(self, state: TenderState) -> None:
        """Draw this."""


class TenderPresenter:
    """Type an amount or not, tap a means, until nothing is left."""

    def __init__(self, till: tuple[Desk, Checkout], taking: Taking, screen: TenderScreen, navigator: Navigator) -> None:
        self._desk, self._checkout = till
        self._taking = taking
        self._screen = screen
        self._navigator = navigator
        self._entry = Entry(decimals=taking.currency.exponent)
        self._payer: Payer | None = None
        self._number: TenderNumber | None = None
        self._rows = CartRows(_has_no_options)

    def entered(self) -> None:
        """Begin with nothing typed: a tap takes the balance."""
        self._taking.settling.entered()
        self._clear()
        self._show()

    def scanned(self, code: str) -> None:
        """One more item: it is rung up on the sale screen, and paying goes on from there.

        Where a card or voucher is asked for, it is that one.
        """
        approval = self._taking.settling.approval
        if approval.panel is not None:
            approval.scanned(code)
            return
        if self._number is not None:
            self._number = self._number.scanned(code)
            self.confirmed()
            return
        self._navigator.go_and_scan(Place.SALE, code)

    def key_pressed(self, key: str) -> None:
        """A key of the keypad; a PIN that is typed past its panel is no amount."""
        approval = self._taking.settling.approval
        if approval.panel is not None:
            approval.key_pressed(key)
            return
        if self._number is not None:
            self._number = self._number.press(key)
        else:
            self._entry = self._entry.press(key)
        self._show()

    def kind_tapped(self, name: str) -> None:
        """A means of payment: the typed amount, or the balance; first the number of what is nothing without one."""
        kind = tender_named(self._taking.types, name)
        if name == CLOSE:
            self._taking.finish(self._took)
        elif kind is not None and kind.wants_number:
            self._number = TenderNumber(kind.name, _("Take payment"))
            self._show()
        elif kind is not None:
            self._take(kind)

    def confirmed(self) -> None:
        """What was typed is the number."""
        asked = self._number
        kind = asked and tender_named(self._taking.types, asked.tender)
        if asked and asked.answer and kind:
            self._take(kind, asked.answer)

    def cancelled(self) -> None:
        """Back to the means of payment."""
        self._number = None
        self._show()

    def cash_tapped(self, amount: Money) -> None:
        """A quick amount."""
        cash = self._taking.cash
        if cash is not None:
            self._taking.take(cash, amount, self._took, self._extras())

    def payer_tapped(self, payer: str) -> None:
        """Whose the next payment is."""
        self._payer = Payer(payer)
        self._show()

    def payment_removed(self, payment_id: str) -> None:
        """Give a payment back."""
        self._show(self._taking.give_back(payment_id))

    def back_tapped(self) -> None:
        """Back to the sale; what was paid stays."""
        self._navigator.go(Place.SALE)

    def told(self, notice: Notice) -> None:
        """Something happened that nobody did here."""
        if self._desk.basket is not None:
            self._show(notice)

    def dismissed(self) -> None:
        """The message was read."""
        self._show()

    def _took(self, notice: Notice) -> None:
        """After the last payment the sale is over and another place is shown; there is nothing to draw here.

        The number that was typed for it is gone either way: it may be the number of a payment card.
        """
        self._number = None
        if not notice and not self._taking.settling.is_waiting:
            self._clear()
        if self._desk.basket is not None:
            self._show(notice)

    def _take(self, kind: TenderType, number: str | None = None) -> None:
        value = self._entry.value
        amount = None if value is None else Money.of(value, self._taking.currency)
        self._taking.take(kind, amount, self._took, replace(self._extras(), number=number))

    def _clear(self) -> None:
        self._number = None
        self._entry = Entry(decimals=self._taking.currency.exponent)
        self._payer = None

    def _extras(self) -> TenderExtras:
        return TenderExtras(is_members=None if self._payer is None else self._payer is Payer.MEMBER)

    def _next_payer(self, basket: Basket) -> Payer | None:
        """Who was tapped, else whose turn it is by the shop's rule."""
        if basket.member is None or basket.balance.minor <= 0:
            return None
        return self._payer or (Payer.MEMBER if self._checkout.is_members_turn() else Payer.GUEST)

    def _show(self, notice: Notice = NOTHING) -> None:
        basket = self._desk.basket
        if basket is None or not basket.lines:
            self._navigator.go(Place.SALE)
            return
        self._screen.show_state(self._state(basket, notice))

    def _state(self, basket: Basket, notice: Notice) -> TenderState:
        totals, settling = basket.totals, self._taking.settling
        doubtful = settling.doubtful if basket.discounts else frozenset()
        rows = self._rows.rows(basket.lines, savings(basket, doubtful))
        value = self._entry.value
        asked = basket.balance if value is None else Money.of(value, self._taking.currency)
        return TenderState(
            left=amount_text(basket.balance),
            total=amount_text(totals.total),
            subtotal=amount_text(totals.subtotal + totals.discount),
            tax=amount_text(totals.tax_total + totals.tax_included),
            title=cart_title(_("Sale"), rows),
            rows=rows,
            entry=self._entry.text or amount_text(basket.balance),
            is_typed=bool(self._entry.text),
            has_decimals=self._taking.currency.exponent > 0,
            cash_keys=self._cash_keys(basket),
            keys=self._keys(asked) if basket.balance.minor > 0 else (_close_key(basket),),
            payments=tuple(_row(payment, has_member=basket.member is not None) for payment in basket.payments),
            payer=self._next_payer(basket),
            notice=notice,
            discount=amount_text(-totals.discount) if totals.discount.minor else "",
            doubt=doubt(basket, doubtful),
            give_back=credit_left(basket),
            panel=settling.panel or (self._number.panel() if self._number else None),
        )

    def _keys(self, asked: Money) -> tuple[TenderKey, ...]:
        """While a tap waits for the offers' last word there is nothing else to tap."""
        if self._taking.settling.is_waiting:
            return ()
        return tuple(TenderKey(kind.name, tender_icon(kind.name), amount_text(asked)) for kind in self._taking.types)

    def _cash_keys(self, basket: Basket) -> tuple[CashKey, ...]:
        if basket.balance.minor <= 0 or self._taking.cash is None or self._taking.settling.is_waiting:
            return ()
        keys = self._checkout.cash_keys()
        return tuple(
            CashKey(short_amount_text(each), f"{tender_words(CASH)} {amount_text(each)}", each) for each in keys
        )


def _close_key(basket: Basket) -> TenderKey:
    over = credit_left(basket)
    return TenderKey(CLOSE, "check", _("{amount} back", amount=over) if over else "")


def _row(payment: Payment, *, has_member: bool) -> PaymentRow:
    payer = (Payer.MEMBER if payment.user_id else Payer.GUEST) if has_member else None
    name, amount = plain(tender_words(payment.type)), amount_text(payment.amount)
    return PaymentRow(payment.payment_id, name, amount, tender_icon(payment.type), payer)


def _has_no_options(_item_id: str) -> bool:
    """Lines are only read here."""
    return False
