"""What an ended sale puts on its receipt, field by field."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.sale_receipt import SaleReceipts
from pos_terminal.application.tilling import StoreTime
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.receipt import Columns, Cut, Document, Qr, Text
from pos_terminal.domain.receipt_view import (
    ReceiptAmount,
    ReceiptCode,
    ReceiptContext,
    ReceiptLine,
    ReceiptModifier,
    ReceiptPayment,
    ReceiptTax,
)
from pos_terminal.domain.tax import Tax, TaxKind
from pos_terminal.domain.tender import CashRounding
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction
from tests.adapters.layout.sales import (
    STYLE,
    dinar_sale,
    ended,
    modify,
    opened,
    pay_card,
    pay_cash,
    receipts,
    ring_up,
    rounded_sale,
    yen_sale,
)
from tests.domain.making import discount, percent, usd

CODES = ReceiptCodeRule()
CAPTION = "Scan to claim this purchase"


def sold(price: str = "10.00", currency: str = "USD", taxes: tuple[Tax, ...] = ()) -> Basket:
    basket = opened(currency)
    ring_up(basket, "Bread", price, taxes=taxes)
    return basket


def shown(basket: Basket, rule: ReceiptCodeRule | None = None) -> ReceiptContext:
    return receipts().context(ended(basket, rule) if rule else ended(basket))


def paid(basket: Basket) -> Basket:
    pay_cash(basket)
    return basket


@pytest.mark.parametrize(
    ("culture", "yen", "dinars", "dollars"),
    [
        ("en_US", "¥5,154", "KWD\u00a08.685", "$1,234.50"),
        ("ja_JP", "￥5,154", "KWD\u00a08.685", "$1,234.50"),
        ("de_DE", "5.154\u00a0¥", "8,685\u00a0KWD", "1.234,50\u00a0$"),
        ("de-DE", "5.154\u00a0¥", "8,685\u00a0KWD", "1.234,50\u00a0$"),
        ("ar_KW", "\u200f5,154\u00a0JP¥", "\u200f8.685\u00a0د.ك.\u200f", "\u200f1,234.50\u00a0US$"),
        ("fr_CH", "5\u202f154\u00a0JPY", "8,685\u00a0KWD", "1\u202f234,50\u00a0$US"),
        ("nowhere", "¥5,154", "KWD\u00a08.685", "$1,234.50"),
    ],
)
def test_a_price_has_its_currencys_decimals_and_its_sign_where_the_culture_puts_it(
    culture: str, yen: str, dinars: str, dollars: str
) -> None:
    amounts = (Money(5154, Currency.of("JPY")), Money(8685, Currency.of("KWD")), usd("1234.50"))
    assert [Culture(culture).price(amount) for amount in amounts] == [yen, dinars, dollars]


@given(
    st.sampled_from(["en_US", "ja_JP", "de_DE", "ar_KW", "ar_EG", "fa_IR", "bn_BD", "fr_CH", "hi_IN"]),
    st.sampled_from(["USD", "JPY", "KWD", "IQD", "ISK", "CLF"]),
    st.integers(-(10**12), 10**12),
)
def test_every_culture_writes_every_digit_of_an_amount_in_latin_digits(culture: str, code: str, minor: int) -> None:
    money, writer = Money(minor, Currency.of(code)), Culture(culture)
    for written in (writer.amount(money), writer.price(money)):
        digits = "".join(char for char in written if char.isdigit())
        assert digits == str(abs(minor)).rjust(money.currency.exponent + 1, "0")
        assert digits.isascii()
        assert ("-" in written) == (minor < 0)


def test_an_arabic_receipt_has_one_kind_of_digits() -> None:
    context = receipts(replace(STYLE, culture="ar_KW")).context(dinar_sale())
    assert (context.time, context.subtotal) == ("23\u200f/11\u200f/2026، 2:05 م", "8.685")
    assert (context.lines[0].quantity, context.lines[0].unit_price) == ("3", "2.895")


def test_the_head_says_who_where_and_when() -> None:
    context = shown(paid(sold()))
    assert (context.store_name, context.register, context.operator) == ("Corner Café", "Till 2", "Ana M.")
    assert (context.header, context.footer) == (("12 High Street",), ("Thank you!",))
    assert (context.transaction_id, context.time) == ("L1-0002-000017", "11/23/26, 2:05\u202fPM")


def test_an_operator_without_a_name_is_given_by_number() -> None:
    basket = paid(sold())
    basket.head = replace(basket.head, operator_name="")
    assert shown(basket).operator == "7"


def test_the_time_is_the_stores_own() -> None:
    style = replace(STYLE, culture="ja_JP", store_time=StoreTime(ZoneInfo("Asia/Tokyo"), time(0)))
    assert receipts(style).context(yen_sale()).time == "2026/11/23 23:05"


def test_a_single_piece_needs_no_quantity_and_several_have_their_unit_price() -> None:
    basket = sold("1234.50")
    ring_up(basket, "Tea", "4.50", "3")
    assert shown(paid(basket)).lines == (
        ReceiptLine("Bread", "1,234.50"),
        ReceiptLine("Tea", "13.50", quantity="3", unit_price="4.50"),
    )


@pytest.mark.parametrize(("weight", "printed"), [("0.846", "0.846 kg"), ("1.0", "1 kg")])
def test_a_weighed_item_shows_weight_unit_and_price_of_one(weight: str, printed: str) -> None:
    basket = opened()
    ring_up(basket, "Bananas", "3.00", weight)
    (line,) = shown(paid(basket)).lines
    assert (line.quantity, line.unit_price) == (printed, "3.00")


def test_modifiers_stand_under_their_line_and_cost_what_they_cost() -> None:
    basket = sold()
    coffee = ring_up(basket, "Coffee", "4.50", "2")
    modify(basket, coffee, "Oat milk", "0.60")
    modify(basket, coffee, "Extra hot", "0.00")
    tea = ring_up(basket, "Tea", "3.00")
    modify(basket, tea, "Lemon", "0.20")
    assert [line.modifiers for line in shown(paid(basket)).lines] == [
        (),
        (ReceiptModifier("Oat milk", "2", "1.20"), ReceiptModifier("Extra hot", "2")),
        (ReceiptModifier("Lemon", "", "0.20"),),
    ]


def test_discounts_that_count_are_taken_off_and_hints_are_not_shown() -> None:
    basket = sold()
    hint = discount(usd("5.00"), stack_order=2, status=DiscountStatus.INFO)
    basket.put_discounts((discount(usd("1.50"), stack_order=1), hint))
    context = shown(paid(basket))
    assert context.discounts == (ReceiptAmount("Offer", "-1.50"),)
    assert (context.subtotal, context.total) == ("10.00", "$8.50")


def test_taxes_say_name_rate_and_base_and_whether_they_are_in_the_price() -> None:
    deposit = Tax("D", "Deposit", Decimal("0.25"), TaxKind.FIXED_PER_UNIT)
    context = shown(paid(sold("11.90", taxes=(percent("0.19", included=True), deposit, percent("0.0825", "City")))))
    assert context.taxes == (
        ReceiptTax("City 8.25%", "10.00", "0.83", included=False),
        ReceiptTax("Deposit", "10.00", "0.25", included=False),
        ReceiptTax("VAT 19%", "10.00", "1.90", included=True),
    )
    assert (context.subtotal, context.total) == ("11.90", "$12.98")


def test_exact_cash_has_no_change_and_nothing_tendered() -> None:
    context = shown(paid(sold()))
    assert context.payments == (ReceiptPayment("Cash", "10.00"),)
    assert (context.rounding, context.cash_tendered, context.change) == ("", "", "")


def test_change_comes_with_what_was_handed_over() -> None:
    basket = sold()
    pay_cash(basket, "20.00")
    context = shown(basket)
    assert (context.payments[0].amount, context.cash_tendered, context.change) == ("10.00", "20.00", "10.00")


@pytest.mark.parametrize(("price", "rounding", "cash"), [("9.98", "0.02", "10.00"), ("10.02", "-0.02", "10.00")])
def test_total_and_rounding_add_up_to_the_payments(price: str, rounding: str, cash: str) -> None:
    basket = sold(price)
    pay_cash(basket, "20.00", CashRounding(Decimal("0.05")))
    context = shown(basket)
    assert (context.total, context.rounding, context.change) == (f"${price}", rounding, "10.00")
    assert context.payments == (ReceiptPayment("Cash", cash),)


def test_the_rounding_stands_between_the_total_and_the_payments() -> None:
    blocks = receipts().receipt(rounded_sale(), 0, "").blocks
    rows = [[cell.text for cell in block.cells] for block in blocks if isinstance(block, Columns)]
    start = rows.index(["TOTAL", "CHF\u00a020.98"])
    assert rows[start + 1 : start + 4] == [["Rounding", "0.02"], ["Visa", "10.00"], ["Cash", "11.00"]]


@pytest.mark.parametrize(
    ("number", "tip", "details"),
    [
        ("1234", "1.00", ("No. 1234", "Tip 1.00")),
        ("1234", None, ("No. 1234",)),
        (None, "1.00", ("Tip 1.00",)),
        ("", "0.00", ()),
    ],
)
def test_number_and_tip_stand_under_their_payment(
    number: str | None, tip: str | None, details: tuple[str, ...]
) -> None:
    basket = sold()
    pay_card(basket, "10.00", number, tip)
    assert shown(basket).payments == (ReceiptPayment("Visa", "10.00", details),)


def test_a_sale_without_a_code_has_nothing_to_scan() -> None:
    assert shown(paid(sold())).codes == ()


@pytest.mark.parametrize("rule", [CODES, ReceiptCodeRule(single_on_payment=True)])
def test_one_code_needs_no_name_wherever_it_is_kept(rule: ReceiptCodeRule) -> None:
    assert shown(paid(sold()), rule).codes == (ReceiptCode("https://pos.example.com/r/CODE-1", "CODE-1", CAPTION),)


def test_several_codes_name_their_payments() -> None:
    codes = receipts().context(rounded_sale()).codes
    assert [(code.code, code.caption) for code in codes] == [
        ("CODE-1", "Visa 10.00: scan to claim this purchase"),
        ("CODE-2", "Cash 11.00: scan to claim this purchase"),
    ]


@pytest.mark.parametrize(
    ("address", "scanned"),
    [
        ("", "CODE-1"),
        ("https://a.example/", "https://a.example/CODE-1"),
        ("https://a.example/r", "https://a.example/r/CODE-1"),
    ],
)
def test_a_code_leads_to_the_shops_address_or_stands_alone(address: str, scanned: str) -> None:
    context = receipts(replace(STYLE, receipt_url=address)).context(ended(paid(sold()), CODES))
    assert [code.url for code in context.codes] == [scanned]


@pytest.mark.parametrize("copy", [0, 1, 3])
def test_a_copy_says_which_it_is_and_else_what_the_original_says(copy: int) -> None:
    sale = rounded_sale()
    assert receipts().context(sale, copy) == replace(receipts().context(sale), copy_number=copy)


def shared_sale(*slip_tenders: str) -> tuple[SaleReceipts, Transaction]:
    """Two cards with a code each, and cash."""
    basket = sold("30.00")
    pay_card(basket, "10.00", "1234", "1.50")
    pay_card(basket, "8.00", "9876")
    pay_cash(basket, "20.00")
    return receipts(replace(STYLE, slip_tenders=slip_tenders)), ended(basket, CODES)


def codes_in(document: Document) -> list[str]:
    return [block.data.rpartition("/")[2] for block in document.blocks if isinstance(block, Qr)]


def test_where_several_pay_each_payment_by_a_tender_with_slips_has_its_own_with_its_own_code() -> None:
    writer, sale = shared_sale("Visa")
    first, second = writer.slips(sale)

    assert (first.payment, second.payment) == writer.context(sale).payments[:2]
    assert [slip.code.code if slip.code else "" for slip in (first, second)] == ["CODE-1", "CODE-2"]
    assert [code.code for code in writer.context(sale).codes] == ["CODE-3"]
    assert (first.total, first.transaction_id) == ("$30.00", sale.transaction_id)


def test_slips_come_behind_the_receipt_each_on_a_sheet_of_its_own_and_no_code_twice() -> None:
    writer, sale = shared_sale("Visa", "Cash")
    document = writer.receipt(sale, 2, "")

    assert codes_in(document) == ["CODE-1", "CODE-2", "CODE-3"]
    assert sum(isinstance(block, Cut) for block in document.blocks) == 4
    assert sum(isinstance(block, Text) and block.text == "COPY 2" for block in document.blocks) == 4


def test_without_the_setting_the_receipt_has_all_the_codes_and_there_is_no_slip() -> None:
    writer, sale = shared_sale()
    assert codes_in(writer.receipt(sale, 0, "")) == ["CODE-1", "CODE-2", "CODE-3"]
    assert writer.slips(sale) == ()


def test_one_who_pays_alone_has_the_receipt_and_no_slip() -> None:
    basket = sold()
    pay_card(basket, "10.00")
    writer, sale = receipts(replace(STYLE, slip_tenders=("Visa",))), ended(basket, CODES)

    assert writer.slips(sale) == ()
    assert [code.code for code in writer.context(sale).codes] == ["CODE-1"]


def test_a_payment_without_a_code_has_a_slip_without_one() -> None:
    basket = sold()
    pay_card(basket, "4.00")
    pay_cash(basket)
    (slip,) = receipts(replace(STYLE, slip_tenders=("Visa",))).slips(ended(basket))
    assert slip.code is None
