"""Items, policies, baskets and payments for the tests of the domain, with everything that does not matter filled in."""

from datetime import UTC, datetime
from decimal import Decimal

from pos_terminal.domain.basket import Basket, BasketHead
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.tax import Tax, TaxKind
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import TaxPolicy

USD = Currency.of("USD")
JPY = Currency.of("JPY")
KWD = Currency.of("KWD")
CLF = Currency.of("CLF")
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def usd(text: str) -> Money:
    return Money.of(text, USD)


def percent(rate: str, code: str = "VAT", *, included: bool = False) -> Tax:
    return Tax(code, code, Decimal(rate), TaxKind.PERCENT, included)


def item(price: Money | str, *taxes: Tax, name: str = "Bread", unit: Unit = Unit.EACH) -> Item:
    cost = usd(price) if isinstance(price, str) else price
    return Item(item_id=name.lower(), name=name, price=cost, taxes=taxes, unit=unit)


def head() -> BasketHead:
    return BasketHead("L1-0001-000001", NOON, "STORE", "7")


def basket(policy: TaxPolicy | None = None) -> Basket:
    return Basket(head(), policy or TaxPolicy(USD))


def discount(
    amount: Money,
    *line_ids: str,
    stack_order: int = 1,
    status: DiscountStatus | None = None,
    user_id: str | None = None,
) -> Discount:
    return Discount(
        reference_id=f"offer-{stack_order}",
        reference_id_type="UserOfferId",
        display_name="Offer",
        source="POS" if status is None else "SessionM",
        amount=amount,
        stack_order=stack_order,
        applied_time=NOON,
        lines=tuple(DiscountedLine(line_id) for line_id in line_ids),
        status=status,
        user_id=user_id,
    )


def payment(sale: Basket, amount: Money | None = None, *, user_id: str | None = None) -> Payment:
    settled = sale.balance if amount is None else amount
    nothing = Money.zero(settled.currency)
    return Payment(sale.next_payment_id, "Cash", settled, settled, nothing, nothing, NOON, user_id=user_id)
