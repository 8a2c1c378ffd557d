"""Makes the sale screen's state from the desk as it stands; unchanged parts keep their identity."""

from collections.abc import Mapping, Sequence

from pos_terminal.application.checkout import Checkout
from pos_terminal.application.desk import Desk
from pos_terminal.application.suspending import Suspending
from pos_terminal.domain.basket import Basket, Line
from pos_terminal.domain.money import Money
from pos_terminal.domain.tender import CASH, tender_words
from pos_terminal.presentation.browsing import Browsing
from pos_terminal.presentation.cart import CartRows, cart_title
from pos_terminal.presentation.draft import Draft
from pos_terminal.presentation.exchange_credit import credit_left
from pos_terminal.presentation.figures import amount_text, count_text, quantity_text, short_amount_text
from pos_terminal.presentation.notice import Notice
from pos_terminal.presentation.panel import Panel
from pos_terminal.presentation.plain import plain
from pos_terminal.presentation.sale_member import SaleMember
from pos_terminal.presentation.sale_state import CashKey, HoldKey, SaleState, TotalsBox
from pos_terminal.presentation.service_words import channel_words, guest_words, table_words
from pos_terminal.presentation.taking import Taking
from pos_terminal.presentation.tender_art import tender_icon, tender_word
from pos_terminal.presentation.worth import doubt, savings
from pos_terminal.wording import _

_NO_LINES: Mapping[str, Line] = {}


class SaleDrawing:
    """Draws the open sale, or the empty one."""

    def __init__(
        self,
        till: tuple[Desk, Checkout],
        checks: tuple[Suspending, Sequence[str]],
        taking: Taking,
        rows: CartRows,
        member: SaleMember,
    ) -> None:
        self._desk, self._checkout = till
        self._suspending, self._channels = checks
        self._taking = taking
        self._rows = rows
        self._member = member

    def state(self, draft: Draft, browsing: Browsing, notice: Notice) -> SaleState:
        """The whole screen."""
        basket = self._desk.basket
        lines = basket.lines if basket is not None else _NO_LINES
        rows = self._rows.rows(lines, savings(basket, self._doubtful(basket)) if basket is not None else {})
        settling = self._taking.settling
        pay_label, pay_amount, pay_icon = self._pay(basket)
        return SaleState(
            rows=rows,
            selected_line=draft.selected,
            title=cart_title(table_words(basket.head.table_id) if basket is not None else "", rows),
            totals=self._totals(basket),
            cash_keys=() if settling.is_waiting else self._cash_keys(basket),
            pay_label=pay_label,
            pay_amount=pay_amount,
            pay_icon=pay_icon,
            can_pay=bool(rows) and not settling.is_waiting,
            chips=browsing.chips,
            page=browsing.page(lines.values()),
            words=browsing.words,
            times=f"{quantity_text(draft.times)} ×" if draft.times != 1 else "",
            left_to_pay=_left_to_pay(basket),
            panel=settling.panel or self._panel(draft, lines.get(draft.selected)),
            notice=notice,
            member=self._member.state(rows),
            can_void=basket is not None,
            hold=self._hold(basket),
            service=self._service(basket),
            can_undo=basket is not None and self._desk.past.before(basket) is not None,
        )

    def _doubtful(self, basket: Basket) -> frozenset[str]:
        """The offers that the platform's last word is not in about."""
        return self._taking.settling.doubtful if basket.discounts else frozenset()

    def _panel(self, draft: Draft, selected: Line | None) -> Panel | None:
        return draft.question.panel(plain(selected.name) if selected else "") if draft.question else None

    def _hold(self, basket: Basket | None) -> HoldKey:
        if basket is not None:
            has_something = bool(basket.lines) or basket.head.table_id is not None
            is_exchange = basket.head.exchange is not None
            can_press = has_something and not is_exchange and not self._taking.settling.is_waiting
            return HoldKey(_("Hold"), _("Hold"), can_press)
        if not self._suspending.sales:
            return HoldKey(_("Hold"), _("Hold"))
        waiting = count_text(len(self._suspending.sales))
        words, brief = _("Held sales · {count}", count=waiting), _("Held · {count}", count=waiting)
        return HoldKey(words, brief, can_press=True)

    def _service(self, basket: Basket | None) -> str:
        """How many sit there, and how they buy where there are several ways."""
        if basket is None:
            return ""
        channel = channel_words(basket.head.channel) if len(self._channels) > 1 else ""
        return " · ".join(filter(None, (guest_words(basket.head.guest_count), channel)))

    def _totals(self, basket: Basket | None) -> TotalsBox:
        if basket is None:
            zero = amount_text(Money.zero(self._taking.currency))
            return TotalsBox(subtotal=zero, tax=zero, total=zero)
        totals = basket.totals
        return TotalsBox(
            subtotal=amount_text(totals.subtotal + totals.discount),
            tax=amount_text(totals.tax_total + totals.tax_included),
            total=amount_text(totals.total),
            discount=amount_text(-totals.discount) if totals.discount.minor else "",
            doubt=doubt(basket, self._doubtful(basket)),
            credit=_credit(basket),
            give_back=credit_left(basket),
        )

    def _cash_keys(self, basket: Basket | None) -> tuple[CashKey, ...]:
        if basket is None or not basket.lines or basket.balance.minor <= 0 or self._taking.cash is None:
            return ()
        cash, (exact, *larger) = tender_words(CASH), self._checkout.cash_keys()
        keys = [CashKey(_("Exact"), f"{cash} {amount_text(exact)}", exact)]
        keys += [CashKey(short_amount_text(each), f"{cash} {amount_text(each)}", each) for each in larger]
        return tuple(keys)

    def _pay(self, basket: Basket | None) -> tuple[str, str, str]:
        """Word, amount and icon of the big key: it says the method and the amount, or why there is nothing to pay."""
        kind = self._taking.card or self._taking.cash
        name = kind.name if kind is not None else _("Pay")
        word = plain(tender_word(name))
        if basket is None or not basket.lines:
            return _("The cart is empty"), "", ""
        if self._taking.settling.is_waiting:
            return _("Confirming …"), "", tender_icon(name)
        if basket.balance.minor <= 0:
            over = credit_left(basket)
            close = _("Close sale")
            return (close, _("{amount} back", amount=over), "") if over else (close, "", "check")
        return word, amount_text(basket.balance), tender_icon(name)


def _left_to_pay(basket: Basket | None) -> str:
    """What is still due where a part of it is paid already, with money or with goods that come back."""
    is_begun = basket is not None and (basket.is_tendering or (basket.head.exchange is not None and basket.lines))
    return amount_text(basket.balance) if basket is not None and is_begun else ""


def _credit(basket: Basket) -> str:
    """What goods that come back are worth."""
    exchange = basket.head.exchange
    return (
        ""
        if exchange is None
        else _("Goods back {amount}", amount=amount_text(exchange.credit(basket.policy.currency)))
    )
