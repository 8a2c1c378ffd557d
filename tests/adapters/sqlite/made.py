"""Transactions of every shape the domain's types allow, for round trips through the database."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from pos_terminal.domain.age import AgeOutcome
from pos_terminal.domain.basket import BasketHead, Line
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus, ShopTerms
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tax import Tax, TaxKind
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import TaxRow, Totals
from pos_terminal.domain.transaction import SnapshotKind, SoldLine, Transaction

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
MAYBE = st.none() | TEXT
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)) | st.integers(  # noqa: DTZ001 - given by `timezones`
    0, 10**12
).map(lambda milliseconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds))
QUANTITIES = st.integers(1, 10**11).map(lambda micro: (Decimal(micro) / 10**6).normalize())
TAXES = st.builds(
    Tax,
    tax_code=TEXT,
    name=TEXT,
    rate=st.decimals(0, 1, places=6),
    kind=st.sampled_from(TaxKind),
    included=st.booleans(),
    adds_to_base_of_next=st.booleans(),
    base_affected_by_previous=st.booleans(),
)
RECEIVED = st.none() | st.sampled_from(['{"amount": 1.50, "x": [null, "\\u0000", 1e400]}', "{ }", '{"ключ":"値"}'])


def _heads(transaction_id: str) -> st.SearchStrategy[BasketHead]:
    return st.builds(
        BasketHead,
        transaction_id=st.just(transaction_id),
        open_time=MOMENTS,
        channel=TEXT,
        pos_employee_id=TEXT,
        sm_employee_id=MAYBE,
        operator_name=TEXT,
        table_id=MAYBE,
        guest_count=st.none() | st.integers(0, 99),
        from_transaction_id=MAYBE,
    )


@st.composite
def transactions(draw: st.DrawFn, transaction_id: str = "lane-1-TEST-000001") -> Transaction:
    """Any transaction that the types allow, whether or not its amounts make sense."""
    currency = Currency.of(draw(st.sampled_from(["USD", "JPY", "KWD", "CLF"])))
    money = st.integers(-(2**53) + 1, 2**53 - 1).map(lambda minor: Money(minor, currency))
    lines = st.builds(
        Line,
        line_id=TEXT,
        item_id=TEXT,
        name=TEXT,
        quantity=QUANTITIES,
        unit=st.sampled_from(["each", "kg", "lb"]),
        unit_price=money,
        extended=money,
        taxes=st.lists(TAXES, max_size=2).map(tuple),
        sku=MAYBE,
        modifies_line_id=MAYBE,
        per_parent=QUANTITIES,
        minimum_age=st.none() | st.integers(0, 99),
        image=MAYBE,
        lot=MAYBE,
        serial=MAYBE,
        expiry=st.none() | st.dates(),
        ends_sale=st.booleans(),
        list_price=st.none() | money,
        price_reason=MAYBE,
        note=MAYBE,
        tare=st.none() | QUANTITIES,
        age_outcome=st.none() | st.sampled_from(AgeOutcome),
    )
    discounts = st.builds(
        Discount,
        reference_id=TEXT,
        reference_id_type=TEXT,
        display_name=TEXT,
        source=TEXT,
        amount=money,
        stack_order=st.integers(0, 9),
        applied_time=MOMENTS,
        lines=st.lists(st.builds(DiscountedLine, TEXT, st.none() | QUANTITIES), max_size=2).map(tuple),
        status=st.none() | st.sampled_from(DiscountStatus),
        pos_discount_id=MAYBE,
        image_url=MAYBE,
        user_id=MAYBE,
        received=RECEIVED,
        terms=st.none() | st.builds(ShopTerms, TEXT, st.none() | st.decimals(0, 100, places=2), st.none() | money),
    )
    payments = st.builds(
        Payment,
        payment_id=TEXT,
        type=TEXT,
        amount=money,
        taken=money,
        change=money,
        rounding=money,
        payment_time=MOMENTS,
        receipt_code=MAYBE,
        user_id=MAYBE,
        user_id_type=MAYBE,
        additional_user_id=MAYBE,
        additional_user_id_type=MAYBE,
        number=MAYBE,
        tip=st.none() | money,
        foreign=st.none() | st.builds(ForeignCash, money, st.decimals("0.0001", 900, places=4)),
        credit_of=MAYBE,
    )
    tax_rows = st.lists(st.builds(TaxRow, TAXES, money, money), max_size=2).map(tuple)
    return draw(
        st.builds(
            Transaction,
            head=_heads(transaction_id),
            kind=st.sampled_from(SnapshotKind),
            modified_time=MOMENTS,
            lines=st.lists(st.builds(SoldLine, lines, money, money), max_size=3).map(tuple),
            discounts=st.lists(discounts, max_size=2).map(tuple),
            payments=st.lists(payments, max_size=2).map(tuple),
            totals=st.builds(Totals, money, money, money, money, tax_rows),
            change_due=money,
            guest_receipt_code=MAYBE,
            void_reason=MAYBE,
        )
    )
