"""Rules that tie the fields of one transaction together: references, unique ids, sums to the cent."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from pos_terminal.simulator.config import SimulatorConfig
from pos_terminal.simulator.posted import PostedDiscount, PostedLine, PostedPayment, PostedTransaction


def round_money(amount: Decimal, exponent: int) -> Decimal:
    """Round half up, away from zero, to the currency's decimals."""
    return amount.quantize(Decimal(1).scaleb(-exponent), ROUND_HALF_UP)


def transaction_problems(posted: PostedTransaction, config: SimulatorConfig, path: str) -> Iterator[str]:
    """Every rule the transaction breaks, each starting with the field's path."""
    yield from _repeated((line.line_id for line in posted.lines), f"{path}items", "line_id")
    yield from _repeated((payment.payment_id for payment in posted.payments), f"{path}payments", "payment_id")
    yield from _line_references(posted, path)
    quantities = {line.line_id: line.quantity for line in posted.lines}
    for index, discount in enumerate(posted.discounts):
        yield from _discount_lines(discount, quantities, f"{path}discounts[{index}]")
    for index, payment in enumerate(posted.payments):
        yield from _payer(payment, f"{path}payments[{index}]")
    yield from _repeated((code for code, _place in posted.receipt_codes), path.rstrip("."), "receipt code")
    yield from _flags_and_times(posted, path)
    if config.check_identities:
        yield from _sums(posted, config, path)


def _repeated(values: Iterable[str], path: str, name: str) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{path}: {name} {value} is there {count} times"


def _line_references(posted: PostedTransaction, path: str) -> Iterator[str]:
    known = {line.line_id for line in posted.lines}
    for index, line in enumerate(posted.lines):
        target = line.modifies_line_id
        if target is not None and (target not in known or target == line.line_id):
            yield f"{path}items[{index}].modifies_line_id: no other line {target}"


def _discount_lines(discount: PostedDiscount, quantities: dict[str, Decimal], path: str) -> Iterator[str]:
    for line_id in discount.line_ids:
        if line_id not in quantities:
            yield f"{path}.discounted_line_ids: no line {line_id}"
    if discount.quantities is None:
        return
    if len(discount.quantities) != len(discount.line_ids):
        yield f"{path}.discounted_line_id_quantities: not aligned with discounted_line_ids"
        return
    for line_id, text in zip(discount.line_ids, discount.quantities, strict=True):
        count = _decimal(text)
        if count is None or count <= 0:
            yield f"{path}.discounted_line_id_quantities: {text!r} is not a positive number"
        elif line_id in quantities and count > abs(quantities[line_id]):
            yield f"{path}.discounted_line_id_quantities: {text} is more than line {line_id} has"


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _payer(payment: PostedPayment, path: str) -> Iterator[str]:
    if (payment.user_id is None) != (payment.user_id_type is None):
        yield f"{path}.user_id_type: user_id and user_id_type go together"
    if (payment.additional_user_id is None) != (payment.additional_user_id_type is None):
        yield f"{path}.additional_user_id_type: additional_user_id and additional_user_id_type go together"


def _flags_and_times(posted: PostedTransaction, path: str) -> Iterator[str]:
    if posted.modified_time < posted.open_time:
        yield f"{path}modified_time: earlier than open_time"
    stacked = sorted(discount.stack_order for discount in posted.discounts)
    if len(set(stacked)) != len(stacked):
        yield f"{path}discounts: stack_order is used twice"


def _sums(posted: PostedTransaction, config: SimulatorConfig, path: str) -> Iterator[str]:
    for index, line in enumerate(posted.lines):
        yield from _line_sum(line, config, f"{path}items[{index}].subtotal")
    included = sum((line.tax_included for line in posted.lines), Decimal(0))
    expected = posted.line_sum - posted.discount_sum
    if config.subtotal_without_included_tax:
        expected -= included
    if abs(posted.subtotal - expected) > config.total_tolerance:
        yield f"{path}subtotal: {posted.subtotal} is not lines - discounts - tax included = {expected}"
    if posted.is_closed and not posted.is_voided and abs(posted.paid - posted.due) > config.total_tolerance:
        yield f"{path}payments: {posted.paid} is not lines - discounts + tax_total = {posted.due}"


def _line_sum(line: PostedLine, config: SimulatorConfig, path: str) -> Iterator[str]:
    expected = round_money(line.unit_price * line.quantity, config.currency_exponent)
    if abs(line.subtotal - expected) > config.line_tolerance:
        yield f"{path}: {line.subtotal} is not unit_price * quantity = {expected}"
