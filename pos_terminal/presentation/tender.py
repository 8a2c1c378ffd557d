"""The tender screen: what is left to pay, what was paid, and every means the shop takes."""

from dataclasses import replace

from pos_terminal.application.checkout import NO_EXTRAS, Checkout, TenderExtras
from pos_terminal.application.desk import Desk
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import Payment, TenderType, tender_named, tender_words
from pos_terminal.presentation.card_pay import CardPay
from pos_terminal.presentation.cart import CartRows, cart_title
from pos_terminal.presentation.entry import Entry
from pos_terminal.presentation.exchange_credit import credit_left
from pos_terminal.presentation.figures import amount_text
from pos_terminal.presentation.notice import NOTHING, Notice
from pos_terminal.presentation.places import Navigator, Place
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.taking import Taking
from pos_terminal.presentation.tender_art import tender_icon
from pos_terminal.presentation.tender_keys import TenderKeys
from pos_terminal.presentation.tender_questions import FOREIGN, TenderQuestions
from pos_terminal.presentation.tender_state import CLOSE, Payer, PaymentRow, TenderScreen, TenderState
from pos_terminal.presentation.tipping import handed_over
from pos_terminal.presentation.worth import doubt, savings
from pos_terminal.wording import _


class TenderPresenter:
    """Type an amount or not, tap a means, until nothing is left."""

    def __init__(self, till: tuple[Desk, Checkout], taking: Taking, screen: TenderScreen, navigator: Navigator) -> None:
        self._desk, self._checkout = till
        self._taking = taking
        self._screen = screen
        self._navigator = navigator
        self._entry = Entry(decimals=taking.currency.exponent)
        self._payer: Payer | None = None
        self._questions = TenderQuestions(self._checkout, self._take, self._show)
        self._keys = TenderKeys(self._checkout, taking, self._questions)
        self._rows = CartRows(_has_no_options)
        if taking.card_pay is not None:
            taking.card_pay.watch(self._card_told)

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
        if self._card is not None:
            self._show(Notice(_("A card is asked for. Scan on once it is known.")))
        elif not self._questions.scanned(code):
            self._navigator.go_and_scan(Place.SALE, code)

    def key_pressed(self, key: str) -> None:
        """A key of the keypad; a PIN that is typed past its panel is no amount."""
        approval = self._taking.settling.approval
        if approval.panel is not None:
            approval.key_pressed(key)
            return
        if self._card is not None:
            self._card.key_pressed(key)
        elif self._questions.is_asking:
            self._questions.press(key)
        else:
            self._entry = self._entry.press(key)
        self._show()

    def kind_tapped(self, name: str) -> None:
        """A means of payment: the typed amount, or the balance; first what it still has to say."""
        kind, basket = tender_named(self._taking.types, name), self._desk.basket
        if name == CLOSE:
            self._taking.finish(self._took)
        elif name == FOREIGN and basket is not None:
            self._questions.foreign(basket)
        elif kind is not None and kind.asks_number:
            self._questions.number_of(kind)
        elif kind is not None:
            self._take(kind)

    def tip_tapped(self) -> None:
        """How much the shopper gives on top of what is paid next."""
        basket = self._desk.basket
        if basket is not None and self._questions.tip_words(basket) is not None:
            self._questions.tip(basket, self._asked(basket))

    def confirmed(self) -> None:
        """What was typed is the answer, or the code of a card in doubt."""
        (self._card or self._questions).confirmed()

    def chosen(self, key: str) -> None:
        """One of a few things was tapped."""
        self._questions.chosen(key)

    def cancelled(self) -> None:
        """Back to the means of payment, or to the card in doubt."""
        self._questions.forgotten()
        (self._card.left if self._card else self._show)()

    def cash_tapped(self, amount: Money) -> None:
        """A quick amount."""
        cash = self._taking.cash
        if cash is not None:
            basket = self._desk.basket
            tip = self._questions.tip_of(basket) if basket is not None else None
            self._taking.take(cash, amount, self._took, TenderExtras(tip=tip, is_members=self._is_members()))

    def payer_tapped(self, payer: str) -> None:
        """Whose the next payment is."""
        self._payer = Payer(payer)
        self._show()

    def payment_removed(self, payment_id: str) -> None:
        """Give a payment back; its tip is that of the next one, so that it can be changed."""
        basket = self._desk.basket
        given = next((each for each in basket.payments if each.payment_id == payment_id), None) if basket else None
        notice = self._taking.give_back(payment_id)
        if basket is not None and given is not None and given.tip is not None and given not in basket.payments:
            self._questions.tips(basket, given.tip)
        self._show(notice)

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

    @property
    def _card(self) -> CardPay | None:
        """What asks for a card, while it does."""
        card = self._taking.card_pay
        return card if card is not None and card.is_pending else None

    def _card_told(self, notice: Notice) -> None:
        """Something happened to the card: where it has paid all, the sale ends."""
        if self._card is None:
            notice = self._taking.ended_by_card(notice)
            self._clear()
        if self._desk.basket is not None:
            self._show(notice)

    def _took(self, notice: Notice) -> None:
        """After the last payment the sale is over and another place is shown; there is nothing to draw here."""
        self._questions.forgotten()
        basket = self._desk.basket
        if not notice and not self._taking.settling.is_waiting:
            self._clear()
            if basket is not None:
                self._questions.tips(basket, None)
        if basket is not None:
            self._show(notice)

    def _take(self, kind: TenderType, said: TenderExtras = NO_EXTRAS) -> None:
        basket, value = self._desk.basket, self._entry.value
        amount = None if value is None or said.foreign is not None else Money.of(value, self._taking.currency)
        tip = self._questions.tip_of(basket) if basket is not None else None
        if basket is not None and tip is not None and amount is None and said.foreign is None and kind.is_cash:
            amount = handed_over(basket.balance, tip, self._checkout.rules.cash_rounding)
        self._taking.take(kind, amount, self._took, replace(said, tip=tip, is_members=self._is_members()))

    def _clear(self) -> None:
        self._questions.forgotten()
        self._entry = Entry(decimals=self._taking.currency.exponent)
        self._payer = None

    def _is_members(self) -> bool | None:
        return None if self._payer is None else self._payer is Payer.MEMBER

    def _asked(self, basket: Basket) -> Money:
        """The amount that was typed, else what is due."""
        value = self._entry.value
        return basket.balance if value is None else Money.of(value, self._taking.currency)

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
        return TenderState(
            left=amount_text(basket.balance),
            total=amount_text(totals.total),
            subtotal=amount_text(totals.subtotal + totals.discount),
            tax=amount_text(totals.tax_total + totals.tax_included),
            title=cart_title(_("Sale"), rows),
            rows=rows,
            entry=self._entry.shown or amount_text(basket.balance),
            is_typed=bool(self._entry.text),
            has_decimals=self._taking.currency.exponent > 0,
            cash_keys=self._keys.cash_keys(basket),
            keys=self._keys.keys(basket, self._asked(basket), is_typed=bool(self._entry.text)),
            payments=tuple(_row(payment, has_member=basket.member is not None) for payment in basket.payments),
            payer=self._next_payer(basket),
            notice=notice,
            discount=amount_text(-totals.discount) if totals.discount.minor else "",
            doubt=doubt(basket, doubtful),
            give_back=credit_left(basket),
            tip=self._questions.tip_words(basket),
            panel=settling.panel or (self._card.panel if self._card else self._questions.panel),
        )


def _row(payment: Payment, *, has_member: bool) -> PaymentRow:
    payer = (Payer.MEMBER if payment.user_id else Payer.GUEST) if has_member else None
    name, amount = plain(tender_words(payment.type)), amount_text(payment.amount)
    if payment.tip is not None:
        name = _("{tender} + {tip} tip", tender=name, tip=amount_text(payment.tip))
    return PaymentRow(payment.payment_id, name, amount, tender_icon(payment.type), payer)


def _has_no_options(_item_id: str) -> bool:
    """Lines are only read here."""
    return False
