"""No step takes a payment card's number in, by any of its arguments, and no answer repeats one."""

import inspect
import json
import re
from collections.abc import Iterator

import pytest

from pos_terminal.cli.script import card_steps, check_steps, explain_step, line_steps, member_steps, steps, till_steps
from pos_terminal.domain.member import KeyKind
from tests.cli.till import LATTE, SIGN_IN, Step, Till, refused_with

MANAGER, MANAGER_PIN = "3001", "246810"
LINES = [{"line_id": "1", "quantity": "1"}]
ARGUMENTS: dict[str, Step] = {
    "sign_in": {"employee_id": MANAGER, "pin": MANAGER_PIN},
    "sign_out": {},
    "approve": {"employee_id": MANAGER, "pin": MANAGER_PIN},
    "open_shift": {"opening_float": "1"},
    "scan": {"code": "x", "serial": "x"},
    "add_item": {"item_id": "latte", "quantity": "1", "modifiers": ["oat"], "unit_price": "1", "serial": "x"},
    "add_modifier": {"line_id": "1", "item_id": "oat"},
    "set_quantity": {"line_id": "1", "quantity": "2"},
    "remove_line": {"line_id": "1", "reason": "x"},
    "tender": {
        "type": "Cash",
        "amount": "1",
        "number": "x",
        "tip": "1",
        "payer": "guest",
        "foreign": {"currency": "EUR", "amount": "1"},
    },
    "remove_tender": {"payment_id": "1"},
    "close": {},
    "void": {"reason": "x"},
    "void_closed": {"transaction_id": "x", "reason": "x"},
    "return_items": {
        "transaction_id": "x",
        "lines": [{**LINES[0], "serial": "x"}, {**LINES[0], "line_id": "2", "unreadable": True}],
        "tender": "Cash",
        "reason": "x",
        "exchange": True,
    },
    "return_without_receipt": {
        "lines": [{"item_id": "latte", "quantity": "1", "unit_price": "1", "serial": "x"}],
        "reason": "x",
        "tender": "Cash",
    },
    "reprint": {"transaction_id": "x"},
    "gift_receipt": {"transaction_id": "x"},
    "send_pending": {},
    "wait": {"seconds": "0"},
    "show": {},
    "set_table": {"table_id": "1"},
    "set_guests": {"guest_count": "1"},
    "set_channel": {"channel": "x"},
    "transfer_table": {"transaction_id": "x", "table_id": "1"},
    "merge_tables": {"transaction_ids": ["x", "y"]},
    "split": {"lines": LINES, "ways": "2"},
    "guest_check": {"transaction_id": "x"},
    "suspend": {"label": "x"},
    "resume": {"transaction_id": "x"},
    "set_price": {"line_id": "1", "unit_price": "1", "reason": "x"},
    "set_note": {"line_id": "1", "text": "x"},
    "set_tare": {"line_id": "1", "tare": "1"},
    "weigh": {"item_id": "x", "line_id": "1", "modifiers": ["x"]},
    "card_outcome": {},
    "card_not_charged": {"reason": "x"},
    "card_charged": {"authorisation": "x", "reason": "x"},
    "card_refunds_given": {"reason": "x"},
    "confirm_age": {"line_id": "1", "reason": "x", "outcome": "document"},
    "send_order": {},
    "reprint_order": {"transaction_id": "x"},
    "add_discount": {"amount": "1", "percent": "1", "line_id": "1", "reason": "x"},
    "remove_discount": {"reference_id": "x"},
    "undo": {},
    "lookup_member": {**{kind.value: "x" for kind in KeyKind}, "as": "member"},
    "remove_member": {"as": "member"},
    "apply_offer": {"code": "x", "type": "offer_id", "how": "lock"},
    "remove_offer": {"offer_id": "x"},
    "explain": {"of": "total", "transaction_id": "x"},
    **{kind: {"amount": "1", "reason": "x"} for kind in ("cash_in", "cash_out", "pickup")},
    "no_sale": {"reason": "x"},
    "close_shift": {"counted": "1", "reason": "x", "pieces": [{"piece": "1", "count": "1"}]},
    "reprint_shift": {"number": "1", "count": True},
    "training": {"on": True},
    "price_check": {"code": "x"},
}
READS = re.compile(r"(?:given|row)\.(?!rows|parts|finished)\w+\((?:AgeOutcome, )?\"(\w+)\"")


def with_card(value: object, card: str) -> Iterator[object]:
    """The value with the card's number at each place of it that holds a text."""
    if isinstance(value, str):
        yield card
    elif isinstance(value, list):
        yield from ([each, *value[1:]] for each in with_card(value[0], card))
    elif isinstance(value, dict):
        yield from ({**value, name: each} for name in value for each in with_card(value[name], card))


def tries(card: str) -> Iterator[Step]:
    """Each step with the number in each of its arguments, one at a time."""
    for name, given in ARGUMENTS.items():
        alone = {"lookup_member": set(KeyKind)}.get(name, set())
        for changed in with_card(given, card):
            assert isinstance(changed, dict)
            other = (
                {key for key in alone if changed[key] == "x"} if any(changed[key] == card for key in alone) else set()
            )
            yield {"do": name, **{key: value for key, value in changed.items() if key not in other}}
        yield {"do": name, card: "x", **given}
    yield {"do": card}


def test_every_step_and_argument_is_tried() -> None:
    assert set(ARGUMENTS) == set(steps.STEPS)
    tried = json.dumps(ARGUMENTS)
    for module in (card_steps, check_steps, explain_step, line_steps, member_steps, steps, till_steps):
        for name in READS.findall(inspect.getsource(module)):
            assert f'"{name}": ' in tried, f"{module.__name__} reads {name}, which is not tried"


@pytest.mark.parametrize("card", ["4111111111111111", "T 5500005555555559", "4111_1111_1111_1111"])
def test_no_step_takes_or_tells_a_payment_cards_number_by_any_argument(
    till: Till, card: str, figures: dict[str, int]
) -> None:
    pin = f"{MANAGER_PIN}\n{MANAGER_PIN}\n".encode()
    assert till.run("employees", "set-pin", MANAGER, stdin=pin).status == 0
    steps_tried = list(tries(card))

    answers = till.script({**SIGN_IN, "employee_id": MANAGER, "pin": MANAGER_PIN}, LATTE, *steps_tried)[2:]

    digits = [card.encode(), card.removeprefix("T ").encode()]
    for step, answer in zip(steps_tried, answers, strict=True):
        assert not answer["ok"], step
        assert not any(each.decode() in json.dumps(answer) for each in digits), (step, answer)
    kept = {path: path.read_bytes() for path in till.data.rglob("*") if path.is_file()}
    assert kept
    assert [path for path, content in kept.items() if any(each in content for each in digits)] == []
    figures["steps tried with a card's number"] = figures.get("steps tried with a card's number", 0) + len(answers)


def test_the_shops_own_cards_are_no_payment_cards_to_a_step(till: Till) -> None:
    till.change("sale", card_prefixes=["411111"])
    (own,) = till.sells({"do": "lookup_member", "external_customer_id": "4111111111111111"})
    assert refused_with(own, "platform_unreachable")
