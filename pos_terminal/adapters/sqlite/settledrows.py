"""Payments, discounts, members, offers as rows: columns of an ended sale, JSON in the open one, where they change."""

import json
from collections.abc import Sequence
from decimal import Decimal

from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.values import Value, compact
from pos_terminal.domain.attribution import Attribution, UserIdType
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus, ShopTerms
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.offer import ChosenOffer, OfferCode, OfferCodeType, OfferFlow
from pos_terminal.domain.tender import Payment

_Text = str | None
PaymentRow = tuple[
    str, str, int, int, int, int, int, _Text, _Text, _Text, _Text, _Text, _Text, int | None, _Text, _Text
]
"""In the order of the columns from ``payment_id`` to ``credit_of``."""
DiscountRow = tuple[str, str, str, str, int, int, int, str, _Text, _Text, _Text, _Text, _Text, _Text]
"""In the order of the columns from ``reference_id`` to ``terms``."""

FORGOTTEN = "Forgotten"
"""The type of a keyed identifier that was erased once the platform had it: that there was one stays, for reports."""
_PAYMENT_COLUMNS = 16
_DISCOUNT_COLUMNS = 14


def payment_row(payment: Payment) -> tuple[Value, ...]:
    """The columns of a payment from ``payment_id`` to ``credit_of``."""
    return (
        payment.payment_id,
        payment.type,
        payment.amount.minor,
        payment.taken.minor,
        payment.change.minor,
        payment.rounding.minor,
        micros(payment.payment_time),
        payment.receipt_code,
        payment.user_id,
        payment.user_id_type,
        payment.additional_user_id,
        payment.additional_user_id_type,
        payment.number,
        None if payment.tip is None else payment.tip.minor,
        _foreign_text(payment.foreign),
        payment.credit_of,
    )


def payment_of(row: PaymentRow, currency: Currency) -> Payment:
    """The payment that `payment_row` wrote; of a member whose keyed identifier is forgotten nothing."""
    return Payment(
        payment_id=row[0],
        type=row[1],
        amount=Money(row[2], currency),
        taken=Money(row[3], currency),
        change=Money(row[4], currency),
        rounding=Money(row[5], currency),
        payment_time=instant(row[6]),
        receipt_code=row[7],
        user_id=row[8],
        user_id_type=None if row[8] is None and row[9] == FORGOTTEN else row[9],
        additional_user_id=row[10],
        additional_user_id_type=row[11],
        number=row[12],
        tip=None if row[13] is None else Money(row[13], currency),
        foreign=_foreign_of(row[14]),
        credit_of=row[15],
    )


def _foreign_text(foreign: ForeignCash | None) -> str | None:
    if foreign is None:
        return None
    return compact([foreign.amount.currency.code, foreign.amount.minor, str(foreign.rate)])


def _foreign_of(text: str | None) -> ForeignCash | None:
    if text is None:
        return None
    code, minor, rate = json.loads(text)
    return ForeignCash(Money(minor, Currency.of(code)), Decimal(rate))


def discount_row(discount: Discount) -> tuple[Value, ...]:
    """The columns of a discount from ``reference_id`` to ``terms``."""
    lines = [(line.line_id, None if line.quantity is None else str(line.quantity)) for line in discount.lines]
    return (
        discount.reference_id,
        discount.reference_id_type,
        discount.display_name,
        discount.source,
        discount.amount.minor,
        discount.stack_order,
        micros(discount.applied_time),
        compact(lines),
        None if discount.status is None else discount.status.value,
        discount.pos_discount_id,
        discount.image_url,
        discount.user_id,
        discount.received,
        _terms_text(discount.terms),
    )


def discount_of(row: DiscountRow, currency: Currency) -> Discount:
    """The discount that `discount_row` wrote."""
    return Discount(
        reference_id=row[0],
        reference_id_type=row[1],
        display_name=row[2],
        source=row[3],
        amount=Money(row[4], currency),
        stack_order=row[5],
        applied_time=instant(row[6]),
        lines=tuple(
            DiscountedLine(line_id, None if quantity is None else Decimal(quantity))
            for line_id, quantity in json.loads(row[7])
        ),
        status=None if row[8] is None else DiscountStatus(row[8]),
        pos_discount_id=row[9],
        image_url=row[10],
        user_id=row[11],
        received=row[12],
        terms=_terms_of(row[13], currency),
    )


def _terms_text(terms: ShopTerms | None) -> str | None:
    if terms is None:
        return None
    percent = None if terms.percent is None else str(terms.percent)
    return compact([terms.reason, percent, None if terms.amount is None else terms.amount.minor])


def _terms_of(text: str | None, currency: Currency) -> ShopTerms | None:
    if text is None:
        return None
    reason, percent, amount = json.loads(text)
    given = None if amount is None else Money(amount, currency)
    return ShopTerms(reason, None if percent is None else Decimal(percent), given)


def payments_text(payments: Sequence[Payment]) -> str:
    """The payments of an open sale as they are stored."""
    return compact([payment_row(payment) for payment in payments])


def payments_of(text: str, currency: Currency) -> tuple[Payment, ...]:
    """The payments that `payments_text` wrote; those of older versions have fewer columns."""
    return tuple(payment_of((*row, None, None)[:_PAYMENT_COLUMNS], currency) for row in json.loads(text))


def discounts_text(discounts: Sequence[Discount]) -> str:
    """The discounts of an open sale as they are stored."""
    return compact([discount_row(discount) for discount in discounts])


def discounts_of(text: str, currency: Currency) -> tuple[Discount, ...]:
    """The discounts that `discounts_text` wrote; those of a version that knew no terms have none."""
    return tuple(discount_of((*row, None)[:_DISCOUNT_COLUMNS], currency) for row in json.loads(text))


def attribution_text(member: Attribution | None) -> str | None:
    """Whom an open sale belongs to, as it is stored."""
    return None if member is None else compact([member.user_id, member.type.value])


def attribution_of(text: str | None) -> Attribution | None:
    """Whom `attribution_text` wrote."""
    if text is None:
        return None
    user_id, kind = json.loads(text)
    return Attribution(user_id, UserIdType(kind))


def chosen_text(chosen: Sequence[ChosenOffer]) -> str:
    """The offers that an open sale is to claim, as they are stored; empty for none."""
    rows = [(each.offer.code, each.offer.type.value, each.offer.user_id, each.flow.value) for each in chosen]
    return compact(rows) if rows else ""


def chosen_of(text: str) -> tuple[ChosenOffer, ...]:
    """The offers that `chosen_text` wrote."""
    return tuple(
        ChosenOffer(OfferCode(code, OfferCodeType(kind), user_id), OfferFlow(flow))
        for code, kind, user_id, flow in (json.loads(text) if text else ())
    )
