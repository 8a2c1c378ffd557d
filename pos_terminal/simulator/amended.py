"""What may change in a transaction that was closed: a void changes nothing but its flag, a return only takes away."""

from collections.abc import Iterator
from decimal import Decimal

from pos_terminal.simulator.jsontext import JsonObject
from pos_terminal.simulator.posted import PostedLine, PostedTransaction

_OF_A_VOID = frozenset({"is_voided", "modified_time", "custom_data", "discounts"})
"""Fields in which a void may differ from the transaction that it voids; discounts may only be left out."""


def amended_problems(before: PostedTransaction, posted: PostedTransaction, path: str) -> Iterator[str]:
    """Every way in which a snapshot of a closed transaction changes what it may not."""
    if posted.is_voided:
        yield from _void_problems(before, posted, path)
    else:
        yield from _return_problems(before, posted, path)


def _void_problems(before: PostedTransaction, posted: PostedTransaction, path: str) -> Iterator[str]:
    names = (before.raw.keys() | posted.raw.keys()) - _OF_A_VOID
    for name in sorted(names):
        if before.raw.get(name) != posted.raw.get(name):
            yield f"{path}{name}: a void changes nothing of the transaction"
    if any(discount.raw not in [each.raw for each in before.discounts] for discount in posted.discounts):
        yield f"{path}discounts: a void changes nothing of the transaction"


def _return_problems(before: PostedTransaction, posted: PostedTransaction, path: str) -> Iterator[str]:
    had = {line.line_id: _sizes(line) for line in before.lines}
    for index, line in enumerate(posted.lines):
        yield from _grown(had.get(line.line_id), _sizes(line), f"{path}items[{index}]")
    paid = {payment.payment_id: {"amount": payment.amount} for payment in before.payments}
    for index, payment in enumerate(posted.payments):
        yield from _grown(paid.get(payment.payment_id), {"amount": payment.amount}, f"{path}payments[{index}]")
    off = {each.reference_id: {"amount": each.amount} for each in before.discounts}
    for index, each in enumerate(posted.discounts):
        yield from _grown(off.get(each.reference_id), {"amount": each.amount}, f"{path}discounts[{index}]")
        yield from _only_cut(before, each.raw, f"{path}discounts[{index}]")


def _sizes(line: PostedLine) -> dict[str, Decimal]:
    return {"quantity": line.quantity, "subtotal": line.subtotal}


def _grown(before: dict[str, Decimal] | None, now: dict[str, Decimal], path: str) -> Iterator[str]:
    if before is None:
        yield f"{path}: was not there when the transaction was closed"
        return
    for name, value in now.items():
        if abs(value) > abs(before[name]) or value * before[name] < 0:
            yield f"{path}.{name}: {value} is more than the {before[name]} of before"


_CUT = frozenset({"amount", "discounted_line_ids", "discounted_line_id_quantities"})


def _only_cut(before: PostedTransaction, raw: JsonObject, path: str) -> Iterator[str]:
    """A discount that is less than it was has nothing else that is other than it was."""
    was = next((each.raw for each in before.discounts if each.reference_id == raw.get("reference_id")), {})
    for name in sorted((was.keys() | raw.keys()) - _CUT):
        if was.get(name) != raw.get(name):
            yield f"{path}.{name}: only what is taken off changes when goods come back"
