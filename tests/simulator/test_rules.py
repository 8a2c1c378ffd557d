"""Rules between the fields of a transaction, and between its snapshots."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_terminal.simulator import Platform, SimulatorConfig
from tests.simulator.till import Till, WireObject, code_of, line, own_discount, payment, sale

LATER = "2026-03-04T15:10:00.000Z"


def refusal(till: Till, transaction: WireObject) -> str:
    answer = till.send(transaction)
    return str(answer["errors"]["message"]) if answer["status"] != "OK" else ""


def test_a_sale_whose_sums_hold_is_taken(till: Till) -> None:
    assert refusal(till, sale()) == ""
    assert till.platform.effects("T-1") == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"subtotal": Decimal("13.44")}, "subtotal"),
        ({"tax_total": Decimal("0.93")}, "payments"),
        ({"payments": []}, "payments"),
        ({"payments": [payment("7.00"), payment("7.36", "P2")]}, "payments"),
        ({"payments": [payment("7.00"), payment("7.37")]}, "payment_id"),
        ({"items": [line("1", "LATTE", "1", "4.50"), line("1", "MUFFIN", "1", "3.25")]}, "line_id"),
        ({"items": [line("1", "LATTE", "1", "4.50"), line("2", "OAT", "1", "0.60", modifies_line_id="9")]}, "modifies"),
        ({"items": [line("1", "LATTE", "1", "4.50", modifies_line_id="1")]}, "modifies"),
        ({"items": [line("1", "LATTE", "2", "4.50", subtotal=Decimal("9.01"))]}, "items[0].subtotal"),
        ({"modified_time": "2026-03-04T15:00:00.000Z"}, "modified_time"),
        ({"payments": [payment("14.37", user_id="x")]}, "user_id_type"),
        ({"payments": [payment("14.37", user_id_type="Phone")]}, "user_id_type"),
        ({"payments": [payment("14.37", additional_user_id="x")]}, "additional_user_id_type"),
        ({"guest_receipt_code": "c", "payments": [payment("14.37", receipt_code="c")]}, "receipt code"),
        ({"discounts": [own_discount("1.00", discounted_line_ids=["9"])]}, "discounted_line_ids"),
        (
            {"discounts": [own_discount("1.00", discounted_line_ids=["1"], discounted_line_id_quantities=[])]},
            "not aligned",
        ),
        (
            {"discounts": [own_discount("1.00", discounted_line_ids=["1"], discounted_line_id_quantities=["3"])]},
            "more than line 1 has",
        ),
        (
            {"discounts": [own_discount("1.00", discounted_line_ids=["1"], discounted_line_id_quantities=["one"])]},
            "not a positive number",
        ),
        ({"discounts": [own_discount("1.00"), own_discount("0.50", reference_id="house-2")]}, "stack_order"),
    ],
)
def test_a_broken_rule_is_refused_by_name(till: Till, changes: WireObject, place: str) -> None:
    assert place in refusal(till, sale(**changes))
    assert till.platform.transactions == {}


def test_an_info_discount_leaves_the_sums_alone(till: Till) -> None:
    assert refusal(till, sale(discounts=[own_discount("1.00", status="INFO")])) == ""


def test_tax_inside_the_price_is_left_out_of_the_subtotal(till: Till) -> None:
    items = [line("1", "LATTE", "1", "4.40", tax_included=Decimal("0.40"))]
    inside = sale(items=items, subtotal=Decimal("4.00"), tax_total=0, payments=[payment("4.40")])

    assert refusal(till, inside) == ""
    assert "subtotal" in refusal(till, inside | {"transaction_id": "T-2", "subtotal": Decimal("4.40")})
    till.platform.reconfigure(replace(till.platform.config, subtotal_without_included_tax=False))
    assert refusal(till, inside | {"transaction_id": "T-3", "subtotal": Decimal("4.40")}) == ""


def test_a_weighed_line_rounds_half_up() -> None:
    till = Till(Platform())
    items = [line("1", "APPLES", "0.335", "3.00", subtotal=Decimal("1.01"))]  # 1.005

    assert refusal(till, sale(items=items)) == ""
    assert "subtotal" in refusal(till, sale("T-2", items=[items[0] | {"subtotal": Decimal("1.00")}]))


def test_a_tolerance_lets_a_cent_pass() -> None:
    till = Till(Platform(SimulatorConfig(line_tolerance=Decimal("0.01"))))

    assert refusal(till, sale(items=[line("1", "APPLES", "0.335", "3.00", subtotal=Decimal("1.00"))])) == ""


@pytest.mark.parametrize(("exponent", "price", "wrong"), [(0, "450", "450.5"), (3, "1.125", "1.1255")])
def test_money_has_the_decimals_of_the_currency(exponent: int, price: str, wrong: str) -> None:
    till = Till(Platform(SimulatorConfig(currency_exponent=exponent)))

    def priced(transaction_id: str, amount: str) -> WireObject:
        items = [line("1", "LATTE", "1", amount, subtotal=Decimal(amount))]
        return sale(transaction_id, items=items, tax_total=0, payments=[payment(amount)])

    assert refusal(till, priced("T-1", price)) == ""
    assert "decimals" in refusal(till, priced("T-2", wrong))


def test_a_free_sale_has_no_payments(till: Till) -> None:
    free = sale(items=[line("1", "LATTE", "1", "4.50")], discounts=[own_discount("4.50")], tax_total=0, payments=[])

    assert refusal(till, free) == ""


def test_a_voided_sale_needs_no_payments(till: Till) -> None:
    assert refusal(till, sale(is_voided=True, payments=[])) == ""


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"open_time": "2026-03-04T15:02:11.121Z", "modified_time": LATER}, "open_time"),
        ({"channel": "KIOSK"}, "modified_time"),
        ({"modified_time": "2026-03-04T15:06:40.006Z"}, "modified_time"),
        ({"modified_time": LATER, "is_closed": False, "payments": []}, "is_closed"),
        (
            {"modified_time": LATER, "items": [line("1", "MUFFIN", "1", "3.25")], "payments": [payment("4.17")]}
            | {"subtotal": Decimal("3.25")},
            "line_id",
        ),
    ],
)
def test_a_later_snapshot_may_not_contradict_an_earlier_one(till: Till, changes: WireObject, place: str) -> None:
    till.send(sale())

    assert place in refusal(till, sale() | changes)
    assert len(till.platform.transactions["T-1"].snapshots) == 1


def test_a_voided_transaction_stays_voided(till: Till) -> None:
    till.send(sale())
    till.send(sale() | {"is_voided": True, "modified_time": LATER})

    assert "is_voided" in refusal(till, sale() | {"modified_time": "2026-03-04T15:11:00.000Z"})


def test_snapshots_are_kept_in_order_of_arrival(till: Till) -> None:
    till.send(sale(closed=False) | {"modified_time": "2026-03-04T15:03:00.000Z"})
    till.send(sale())
    smaller = sale(items=[line("1", "LATTE", "1", "4.50")], modified_time=LATER)
    till.send(smaller)

    record = till.platform.transactions["T-1"]
    assert [snapshot.posted.is_closed for snapshot in record.snapshots] == [False, True, True]
    assert record.latest.subtotal == Decimal("4.50")
    assert record.effects == 1
    assert till.platform.violations == []


def test_a_lock_remembers_the_open_time_too(till: Till) -> None:
    till.lock("uo-101", sale(closed=False))

    assert "open_time" in refusal(till, sale(open_time="2026-03-04T15:02:11.121Z"))


def test_a_receipt_code_belongs_to_one_transaction(till: Till) -> None:
    till.send(sale(guest_receipt_code="code-1"))
    again = sale(guest_receipt_code="code-1", is_voided=True, modified_time=LATER)

    assert refusal(till, again) == ""
    assert "already used by T-1" in refusal(till, sale("T-2", guest_receipt_code="code-1"))


def test_a_receipt_code_twice_in_one_batch_is_refused(till: Till) -> None:
    batch = {"transactions": [sale("T-1", guest_receipt_code="c"), sale("T-2", guest_receipt_code="c")]}

    assert code_of(till.call("send_batch_transaction", batch)) == "VALIDATION"
    assert till.platform.transactions == {}


def test_a_batch_may_carry_two_snapshots_of_one_transaction_in_order(till: Till) -> None:
    void = sale(is_voided=True, modified_time=LATER)

    assert code_of(till.call("send_batch_transaction", {"transactions": [void, sale()]})) == "VALIDATION"
    assert code_of(till.call("send_batch_transaction", {"transactions": [sale(), void]})) == "OK"
    assert till.platform.transactions["T-1"].latest.is_voided


def test_employees_must_be_known_when_asked_for() -> None:
    till = Till(Platform(SimulatorConfig(known_employees_only=True)))

    assert "pos_employee_id" in refusal(till, sale())
    till.call("upload_employees", {"employees": [{"employee_id": "17", "first_name": "A", "last_name": "B"}]})
    assert refusal(till, sale()) == ""


def test_totals_leave_voided_and_open_transactions_out(till: Till) -> None:
    till.send(sale("T-1"))
    till.send(sale("T-2", discounts=[own_discount("1.00")]))
    till.send(sale("T-3", is_voided=True))
    till.send(sale("T-4", closed=False))

    totals = till.platform.totals()

    assert (totals.transactions, totals.lines, totals.discounts) == (2, Decimal("26.90"), Decimal("1.00"))
    assert totals.paid == totals.due == Decimal("27.74")
