"""Ended sales for the tests of receipts: real baskets, rung up, paid and closed."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from pos_terminal.adapters.layout.sale_receipt import ReceiptStyle, SaleReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.application.tilling import StoreTime
from pos_terminal.bundle import bundled
from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import ShopTerms
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.item import Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.shop_discount import shop_discount
from pos_terminal.domain.tax import Tax, TaxKind
from pos_terminal.domain.tender import CashRounding, Payment, settle_cash
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction, close
from tests.domain.making import item, percent

OPENED = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
NO_CODE = ReceiptCodeRule(is_on=False)

STYLE = ReceiptStyle(
    store_name="Corner Café",
    register="Till 2",
    culture="en_US",
    store_time=StoreTime(UTC, OPENED.time()),
    receipt_url="https://pos.example.com/r",
    header=("12 High Street",),
    footer=("Thank you!",),
)


def opened(currency: str = "USD") -> Basket:
    head = BasketHead("L1-0002-000017", OPENED, "STORE", "7", operator_name="Ana M.")
    return Basket(head, TaxPolicy(Currency.of(currency)))


def money(text: str, basket: Basket) -> Money:
    return Money.of(text, basket.policy.currency)


def ring_up(basket: Basket, name: str, price: str, quantity: str = "1", taxes: tuple[Tax, ...] = ()) -> str:
    """The line's id. A weight has a decimal point."""
    unit = Unit.KG if "." in quantity else Unit.EACH
    return basket.add(item(money(price, basket), *taxes, name=name, unit=unit), Decimal(quantity)).line_id


def modify(basket: Basket, line_id: str, name: str, price: str) -> None:
    basket.add_modifier(line_id, replace(item(money(price, basket), name=name), is_modifier=True))


def pay_cash(basket: Basket, taken: str | None = None, rule: CashRounding | None = None) -> None:
    settled = settle_cash(basket.balance, None if taken is None else money(taken, basket), rule)
    parts = (settled.amount, settled.taken, settled.change, settled.rounding)
    basket.pay(Payment(basket.next_payment_id, "Cash", *parts, payment_time=OPENED))


def pay_card(basket: Basket, amount: str, number: str | None = None, tip: str | None = None) -> None:
    paid, nothing = money(amount, basket), Money.zero(basket.policy.currency)
    given = None if tip is None else money(tip, basket)
    basket.pay(Payment(basket.next_payment_id, "Visa", paid, paid, nothing, nothing, OPENED, number=number, tip=given))


def ended(basket: Basket, rule: ReceiptCodeRule = NO_CODE) -> Transaction:
    codes = (f"CODE-{number}" for number in count(1))
    return close(basket, OPENED, rule, codes.__next__)


def receipts(style: ReceiptStyle = STYLE) -> SaleReceipts:
    return SaleReceipts(Templates([bundled("receipts")]), style)


def yen_sale() -> Transaction:
    basket = opened("JPY")
    ring_up(basket, "アサヒ スーパードライ 350ml", "210", "24")
    ring_up(basket, "抹茶ラテ 🍵", "114")
    pay_cash(basket, "10000")
    return ended(basket, ReceiptCodeRule())


def dinar_sale() -> Transaction:
    basket = opened("KWD")
    ring_up(basket, "قهوة عربية 250 غرام", "2.895", "3")
    pay_card(basket, "8.685", "1234", "0.500")
    return ended(basket)


def changed_sale() -> Transaction:
    """A price that was set, a note, a tare, the shop's own discounts, and cash in another currency."""
    basket = opened()
    latte = ring_up(basket, "Latte", "4.50", "2")
    apples = ring_up(basket, "Apples", "2.99", "1.020")
    basket.put(basket.line(latte).with_price(money("4.00", basket), "Damaged", basket.policy))
    basket.put(replace(basket.line(latte), note="extra hot"))
    basket.put(replace(basket.set_quantity(apples, Decimal(1)), tare=Decimal("0.020")))
    for terms, on in (
        (ShopTerms("Regular", Decimal(10)), ()),
        (ShopTerms("Stale", amount=money("0.50", basket)), (apples,)),
    ):
        given = shop_discount(terms, on, basket.discounts, OPENED, money("0", basket))
        basket.put_discounts((*basket.discounts, given))
    foreign = ForeignCash(Money.of("10.00", Currency.of("EUR")), Decimal("1.08"))
    settled = settle_cash(basket.balance, foreign.worth(basket.policy.currency), None)
    parts = (settled.amount, settled.taken, settled.change, settled.rounding)
    basket.pay(Payment(basket.next_payment_id, "Cash", *parts, payment_time=OPENED, foreign=foreign))
    return ended(basket)


def rounded_sale() -> Transaction:
    """Prices with their tax in them, and coins of 5 Rappen."""
    basket = opened("CHF")
    vat, reduced = percent("0.081", "MWST", included=True), percent("0.026", "MWST reduziert", included=True)
    coffee = ring_up(basket, "Café crème", "4.50", "2", (vat,))
    modify(basket, coffee, "Hafermilch", "0.60")
    modify(basket, coffee, "extra heiss", "0.00")
    ring_up(basket, "Gruyère AOP", "29.90", "0.346", (reduced,))
    ring_up(basket, "Pfand", "0.33", "1", (Tax("P", "Recycling", Decimal("0.10"), TaxKind.FIXED_PER_UNIT),))
    pay_card(basket, "10.00", "4321")
    pay_cash(basket, "20.00", CashRounding(Decimal("0.05")))
    return ended(basket, ReceiptCodeRule())
