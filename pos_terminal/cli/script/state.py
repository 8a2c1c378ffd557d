"""What a script is shown after each step: the desk, in the names of the script language."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from pos_terminal.app.terminal import Terminal
from pos_terminal.cli.script.card_steps import card_state
from pos_terminal.cli.values import when
from pos_terminal.domain.amendment import Refund
from pos_terminal.domain.attribution import UserIdType
from pos_terminal.domain.basket import Basket, BasketHead, Line
from pos_terminal.domain.discount import Discount
from pos_terminal.domain.foreign import ForeignCash
from pos_terminal.domain.money import Money, total_of
from pos_terminal.domain.offer import OfferStanding
from pos_terminal.domain.suspended import SuspendedSale
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import Totals
from pos_terminal.domain.transaction import Transaction

State = dict[str, object]


def state_of(terminal: Terminal) -> State:
    """The whole state. A finished sale is shown until the next step that starts one."""
    desk, counts = terminal.desk, terminal.queue_counts()
    state: State = {
        "transaction_id": None,
        "status": "idle",
        "employee_id": desk.operator.employee_id if desk.operator else None,
        "online": terminal.is_online(),
        "training": terminal.is_training,
        "pending": counts.pending,
        "parked": counts.parked,
        "member": None,
        "additional_member": None,
        "exchange": None,
        "card": card_state(terminal.sales_side.charging.standing),
        "offers": [],
        "suspended": [_suspended(each) for each in terminal.sales_side.suspending.sales],
    }
    if desk.basket is not None:
        return state | _open_sale(desk.basket) | _loyalty(terminal, desk.basket)
    if desk.suspended is not None:
        member = desk.suspended.member
        known = {"member": member and _member(terminal, member.user_id, verified=member.is_verified)}
        beside = desk.suspended.additional
        known["additional_member"] = beside and _member(terminal, beside.user_id, verified=beside.is_verified)
        return state | _open_sale(desk.suspended) | {"status": "suspended"} | known
    if desk.finished is not None:
        return state | _finished_sale(desk.finished, terminal.last_receipt()) | _sold_to(terminal, desk.finished)
    nobody = {"guest_receipt_code": None, "receipt": None, **_service(None)}
    return state | nobody | _amounts(None, Money.zero(terminal.settings.currency)) | _sale((), {}, (), ())


def refunds_of(transaction: Transaction) -> list[State]:
    """What was given back with the last change of an ended sale."""
    refunds = transaction.amendment.refunds if transaction.amendment else ()
    return [refund_state(each) for each in refunds]


def refund_state(refund: Refund) -> State:
    """Money that was given back, or credited to another sale."""
    told: State = {"type": refund.type, "amount": str(refund.amount), "given": str(refund.given)}
    tip = None if refund.tip is None else str(refund.tip)
    more = {"credited_to": refund.credited_to, "number": refund.number, "tip": tip}
    return told | {name: value for name, value in more.items() if value is not None}


def quantity_text(quantity: Decimal) -> str:
    """A quantity without trailing zeros: 2, 0.755."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _loyalty(terminal: Terminal, basket: Basket) -> State:
    member, beside = basket.member, basket.additional
    visit = terminal.desk.visit
    unreadable: State = {"unreadable_offers": visit.unreadable} if visit and visit.unreadable else {}
    return {
        "member": member and _member(terminal, member.user_id, verified=member.is_verified) | unreadable,
        "additional_member": beside and _member(terminal, beside.user_id, verified=beside.is_verified),
        "offers": [_offer(each) for each in terminal.loyalty_side.offers.standings()],
    }


def _sold_to(terminal: Terminal, transaction: Transaction) -> State:
    """Whose sale the finished one was."""
    payment = next((each for each in transaction.payments if each.user_id), None)
    if payment is None or payment.user_id is None:  # a sale that nothing was due for names its member on the discounts
        given = next((each.user_id for each in transaction.discounts if each.user_id and each.counts), None)
        return {"member": _member(terminal, given, verified=True)} if given else {}
    sold: State = {"member": _member(terminal, payment.user_id, verified=_is_verified(payment.user_id_type))}
    if payment.additional_user_id is not None:
        verified = _is_verified(payment.additional_user_id_type)
        sold["additional_member"] = _member(terminal, payment.additional_user_id, verified=verified)
    return sold


def _is_verified(id_type: str | None) -> bool:
    return id_type == UserIdType.SESSIONM_ID


def _member(terminal: Terminal, user_id: str, *, verified: bool) -> State:
    visit = terminal.desk.visit
    known = (visit.member if visit else None, terminal.desk.beside)
    told = next((each for each in known if each is not None and each.user_reference_id == user_id), None)
    return {
        "user_id": user_id,
        "name": told.display_name if told else "",
        "points": None if told is None or told.points is None else str(told.points),
        "verified": verified,
    }


def _offer(offer: OfferStanding) -> State:
    return {
        "offer_id": offer.offer_id,
        "name": offer.name,
        "amount": None if offer.amount is None else str(offer.amount),
        "state": offer.state.value,
        "reason": offer.reason or None,
    }


def _suspended(sale: SuspendedSale) -> State:
    return {
        "transaction_id": sale.transaction_id,
        "label": sale.label,
        "total": str(sale.total),
        "employee_id": sale.employee_id,
        "suspended_at": when(sale.suspended_at),
        "table_id": sale.table_id,
        "guest_count": sale.guest_count,
        "from_transaction_id": sale.from_transaction_id,
    }


def _open_sale(basket: Basket) -> State:
    inside = basket.included_taxes()
    facts = {line_id: (basket.counted(line_id)[1], inside[line_id]) for line_id in basket.lines}
    head = {
        "transaction_id": basket.head.transaction_id,
        "status": "tendering" if basket.is_tendering else "open",
        "guest_receipt_code": basket.head.guest_code,
        "receipt": None,
        **_service(basket.head),
    }
    return (
        head
        | _exchange(basket)
        | _amounts(basket.totals, basket.balance, basket.change_due)
        | _sale(tuple(basket.lines.values()), facts, basket.discounts, basket.payments)
    )


def _exchange(basket: Basket) -> State:
    """What comes back for the sale: its worth, and how much of that would be given back now."""
    exchange = basket.head.exchange
    if exchange is None:
        return {}
    taken = total_of([each.amount for each in basket.payments], basket.policy.currency)
    credit = exchange.credit(basket.policy.currency)
    over = credit - exchange.settles(basket.totals.total - taken)
    return {
        "exchange": {
            "transaction_id": exchange.transaction_id,
            "lines": [{"line_id": line_id, "quantity": quantity_text(each)} for line_id, each in exchange.back],
            "credit": str(credit),
            "given_back": str(over),
        }
    }


def _service(head: BasketHead | None) -> State:
    """Where the shopper sits, how they buy, and which sale this one is a part of."""
    return {
        "table_id": head and head.table_id,
        "guest_count": head and head.guest_count,
        "channel": head and head.channel,
        "from_transaction_id": head and head.from_transaction_id,
    }


def _finished_sale(transaction: Transaction, receipt: str | None) -> State:
    nothing = Money.zero(transaction.totals.total.currency)
    facts = {sold.line.line_id: (sold.discount, sold.tax_included) for sold in transaction.lines}
    head = {
        "transaction_id": transaction.transaction_id,
        "status": "voided" if transaction.is_voided else "closed",
        "guest_receipt_code": transaction.guest_receipt_code,
        "receipt": receipt,
        **_service(transaction.head),
    }
    return (
        head
        | _amounts(transaction.totals, nothing, transaction.change_due)
        | _sale(tuple(sold.line for sold in transaction.lines), facts, transaction.discounts, transaction.payments)
    )


def _amounts(totals: Totals | None, balance: Money, change: Money | None = None) -> State:
    nothing = Money.zero(balance.currency)
    return {
        "subtotal": str(totals.subtotal if totals else nothing),
        "tax_total": str(totals.tax_total if totals else nothing),
        "total": str(totals.total if totals else nothing),
        "balance_due": str(balance),
        "change_due": str(change or nothing),
    }


def _sale(
    lines: Sequence[Line],
    facts: dict[str, tuple[Money, Money]],
    discounts: Sequence[Discount],
    payments: Sequence[Payment],
) -> State:
    return {
        "lines": [_line(line, *facts[line.line_id]) for line in lines],
        "discounts": [_discount(each) for each in discounts],
        "payments": [_payment(each) for each in payments],
    }


@lru_cache(maxsize=4096)
def _line(line: Line, discount: Money, tax_included: Money) -> State:
    return {
        "line_id": line.line_id,
        "item_id": line.item_id,
        "name": line.name,
        "quantity": quantity_text(line.quantity),
        "unit_price": str(line.unit_price),
        "subtotal": str(line.extended),
        "tax_included": str(tax_included),
        "modifies_line_id": line.modifies_line_id,
        "discount": str(discount),
        "list_price": None if line.list_price is None else str(line.list_price),
        "note": line.note,
        "minimum_age": line.minimum_age,
        "age_outcome": line.age_outcome and line.age_outcome.value,
        "tare": None if line.tare is None else quantity_text(line.tare),
        "lot": line.lot,
        "serial": line.serial,
        "expiry": line.batch.expires or None,
    }


def _discount(discount: Discount) -> State:
    return {
        "reference_id": discount.reference_id,
        "name": discount.display_name,
        "amount": str(discount.amount),
        "status": discount.status.value if discount.status else None,
        "source": discount.source,
        "line_ids": [each.line_id for each in discount.lines] or None,
    }


def _foreign(foreign: ForeignCash) -> State:
    return {
        "currency": foreign.amount.currency.code,
        "amount": str(foreign.amount),
        "rate": quantity_text(foreign.rate),
    }


def _payment(payment: Payment) -> State:
    return {
        "payment_id": payment.payment_id,
        "type": payment.type,
        "amount": str(payment.amount),
        "receipt_code": payment.receipt_code,
        "number": payment.number,
        "tip": None if payment.tip is None else str(payment.tip),
        "foreign": payment.foreign and _foreign(payment.foreign),
    }
