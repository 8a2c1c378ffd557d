"""What a cashier sees after a step, as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

State: TypeAlias = dict[str, Any]
"""The state as the script language tells it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One step, how it was answered, and the screen after it; ``code`` is empty for a step that went well."""

    step: Mapping[str, object]
    code: str
    sentence: str
    screen: tuple[str, ...]
    state: State

    @property
    def ok(self) -> bool:
        """Whether the step was taken."""
        return not self.code


def shown(step: Mapping[str, object], answer: Mapping[str, Any], notices: Sequence[str]) -> Shown:
    """A step and its answer; ``notices`` are those that stand at the till."""
    error, state = answer.get("error") or {}, cast("State", answer["state"])
    sentence = str(error.get("message", ""))
    screen = tuple(_lines(state)) + tuple(f"notice: {each}" for each in notices)
    return Shown(step, str(error.get("code", "")), sentence, screen, state)


def _lines(state: State) -> Iterator[str]:
    yield f"{state['status']} {state['transaction_id'] or ''}".strip()
    for line in state["lines"]:
        less = f"  −{line['discount']}" if float(line["discount"]) else ""
        inset = "    + " if line["modifies_line_id"] else "  "
        yield f"{inset}{line['quantity']} × {line['name']} @ {line['unit_price']}  {line['subtotal']}{less}"
    for each in state["discounts"]:
        yield f"  {each['name']}  −{each['amount']}  ({each['status'] or each['source']})"
    yield f"subtotal {state['subtotal']}  tax {state['tax_total']}  total {state['total']}"
    yield from (f"  {each['type']}  {each['amount']}{_code(each)}" for each in state["payments"])
    yield f"due {state['balance_due']}  change {state['change_due']}"
    yield from _people(state)
    yield f"{'online' if state['online'] else 'offline'}, {state['pending']} waiting, {state['parked']} parked"


def _people(state: State) -> Iterator[str]:
    member = state["member"]
    if member:
        points = "points not available" if member["points"] is None else f"{member['points']} points"
        yield f"member: {member['name'] or member['user_id']}, {points}{'' if member['verified'] else ', not verified'}"
    for each in state["offers"]:
        amount = "" if each["amount"] is None else f"  −{each['amount']}"
        yield f"  offer: {each['name']}{amount}, {each['state']}{': ' + each['reason'] if each['reason'] else ''}"
    if state.get("guest_receipt_code"):
        yield f"receipt code {state['guest_receipt_code']}"


def _code(payment: Mapping[str, object]) -> str:
    return f"  code {payment['receipt_code']}" if payment["receipt_code"] else ""
