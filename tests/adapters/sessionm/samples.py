"""Sales, members and settings that the tests of the platform client share."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from pos_terminal.adapters.sessionm.mapping import WireSettings
from pos_terminal.adapters.sessionm.requests import SessionMWire
from pos_terminal.domain.basket import BasketHead, Line
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import Totals
from pos_terminal.domain.transaction import SnapshotKind, SoldLine, Transaction

USD = Currency.of("USD")
STORE = "3b1f7c52-0000-4000-8000-00000000a012"
CLIENT = "9d20e6aa-0000-4000-8000-0000000000c1"
SETTINGS = WireSettings(store_id=STORE, client_id=CLIENT, culture="en_US")
PLAIN = SessionMWire(SETTINGS)
EVERYTHING = replace(SETTINGS, custom_data=frozenset({"journal_hash", "lot", "tip"}))


def usd(text: str) -> Money:
    return Money.of(text, USD)


def at(clock: str, milliseconds: int = 0) -> datetime:
    hours, minutes, seconds = map(int, clock.split(":"))
    return datetime(2026, 3, 4, hours, minutes, seconds, milliseconds * 1000, UTC)


def line(line_id: str, item_id: str, quantity: str, unit_price: str, extended: str) -> Line:
    return Line(line_id, item_id, item_id.title(), Decimal(quantity), "each", usd(unit_price), usd(extended))


def payment(payment_id: str, kind: str, amount: str) -> Payment:
    nothing = Money.zero(USD)
    return Payment(payment_id, kind, usd(amount), usd(amount), nothing, nothing, at("15:06:39", 900))


HEAD = BasketHead("S012-T03-20260304-000118", at("15:02:11", 120), "IN-STORE", "17")
LOCKED_TEXT = (
    '{"reference_id":"uo-771","reference_id_type":"UserOfferId","status":"LOCKED","display_name":"$2 off a latte",'
    '"discounted_line_ids":["1"],"discounted_line_id_quantities":["1"],"discount_source":"SessionM","amount":2.00,'
    '"stack_order":0,"applied_time":"2026-03-04T15:05:58.300Z","user_id":"8d7c"}'
)
LOCKED = Discount(
    reference_id="uo-771",
    reference_id_type="UserOfferId",
    display_name="$2 off a latte",
    source="SessionM",
    amount=usd("2.00"),
    stack_order=0,
    applied_time=at("15:05:58", 300),
    lines=(DiscountedLine("1", Decimal(1)),),
    status=DiscountStatus.LOCKED,
    user_id="8d7c",
    received=LOCKED_TEXT,
)


def latte_sale() -> Transaction:
    """The published example of a sale: a latte with oat milk, a muffin, and an offer of the member who pays."""
    nothing = Money.zero(USD)
    return Transaction(
        head=HEAD,
        kind=SnapshotKind.CLOSED,
        modified_time=at("15:06:40", 7),
        lines=(
            SoldLine(line("1", "LATTE", "2", "4.50", "9.00"), usd("2.00"), nothing),
            SoldLine(replace(line("2", "OAT", "2", "0.60", "1.20"), modifies_line_id="1"), nothing, nothing),
            SoldLine(line("3", "MUFFIN", "1", "3.25", "3.25"), nothing, nothing),
        ),
        discounts=(LOCKED,),
        payments=(replace(payment("P1", "Credit Card", "12.37"), user_id="8d7c", user_id_type="SessionM_ID"),),
        totals=Totals(lines=usd("13.45"), discount=usd("2.00"), tax_included=nothing, tax_total=usd("0.92")),
        change_due=nothing,
    )


def cart(transaction_id: str = "lane-1-AAAA-000001") -> Transaction:
    """An open sale of one item, as it goes along with a lookup or a lock."""
    nothing = Money.zero(USD)
    return Transaction(
        head=replace(HEAD, transaction_id=transaction_id),
        kind=SnapshotKind.OPEN,
        modified_time=at("15:03:00"),
        lines=(SoldLine(line("1", "LATTE", "2", "4.50", "9.00"), nothing, nothing),),
        discounts=(),
        payments=(),
        totals=Totals(lines=usd("9.00"), discount=nothing, tax_included=nothing, tax_total=nothing),
        change_due=nothing,
    )
