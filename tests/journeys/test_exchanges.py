"""Goods that come back for others, from the script to the platform's own books, over a real socket."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from pos_terminal.adapters.sqlite.shiftfigures import figures_of
from pos_terminal.simulator import Fault, FaultKind, RunningSimulator
from tests.cli.till import CLOSE, LATTE, SHOW, Step, Till, cash, refused_with
from tests.journeys.test_members import AVA, AVA_BY_PHONE, CARD, SEND, assert_honest, process, simulator, steps
from tests.journeys.test_post_void import APPROVE, sent, shop, void
from tests.journeys.test_returns import MUFFIN, back

__all__ = ["shop", "simulator"]

TEA: Step = {"do": "add_item", "item_id": "tea"}
GIVE_UP: Step = {"do": "void", "reason": "Changed their mind"}


def swap(sale: str, lines: dict[str, str], tender: str | None = None) -> Step:
    return back(sale, lines, tender) | {"exchange": True}


def drawer(shop: Till) -> str:
    """What the shift should have in the drawer; nothing of what was sold and came back is more than that."""
    with closing(sqlite3.connect(shop.database)) as connection:
        found = figures_of(connection, 1)
    assert (str(found.rounding), found.net) == ("0.00", found.expected_cash)
    return str(found.expected_cash)


def test_more_than_came_back_is_paid_for_and_both_sales_refer_to_each_other(
    shop: Till, simulator: RunningSimulator, tmp_path: Path
) -> None:
    shop.change("printer", driver="file", target=str(tmp_path / "paper"))
    *_, closed = shop.sells(TEA, TEA, cash("5.00"), CLOSE)
    old = closed["state"]["transaction_id"]

    refused, _, begun, rung, _, ended, _ = shop.sells(
        swap(old, {"1": "1"}), APPROVE, swap(old, {"1": "1"}), LATTE, cash("10.00"), CLOSE, SEND
    )

    assert refused_with(refused, "approval_needed")
    assert begun["state"]["exchange"] == {
        "transaction_id": old,
        "lines": [{"line_id": "1", "quantity": "1"}],
        "credit": "2.10",
        "given_back": "2.10",
    }
    assert (rung["state"]["total"], rung["state"]["balance_due"]) == ("4.87", "2.77")
    assert rung["state"]["exchange"]["given_back"] == "0.00"
    new = ended["state"]["transaction_id"]
    assert ended["refunds"] == [{"type": "Cash", "amount": "2.10", "given": "2.10", "credited_to": new}]
    assert (ended["state"]["status"], ended["state"]["change_due"]) == ("closed", "7.23")
    assert [each["amount"] for each in sent(simulator, new)[-1]["payments"]] == [Decimal("2.77"), Decimal("2.10")]
    assert [each["amount"] for each in sent(simulator, old)[-1]["payments"]] == [Decimal("2.10")]
    assert simulator.platform.totals().due == Decimal("6.97")
    assert drawer(shop) == "6.97"
    papers = [each.read_text(encoding="utf-8") for each in (tmp_path / "paper").glob("*.txt")]
    assert sum(f"To {new}" in each and "Credited, Cash" in each for each in papers) == 1
    assert sum(f"Goods back of {old}" in each and "TOTAL" in each for each in papers) == 1
    assert_honest(simulator)


def test_what_came_back_beyond_the_other_goods_is_given_back_and_points_follow(
    shop: Till, simulator: RunningSimulator
) -> None:
    points = simulator.platform.members[AVA].points
    *_, closed, _ = shop.sells(LATTE, LATTE, AVA_BY_PHONE, CARD, CLOSE, SEND)
    old = closed["state"]["transaction_id"]
    *_, ended, _ = shop.sells(APPROVE, swap(old, {"1": "2"}), TEA, AVA_BY_PHONE, CLOSE, SEND)

    new = ended["state"]["transaction_id"]
    assert ended["refunds"] == [
        {"type": "Credit Card", "amount": "7.64", "given": "7.64"},
        {"type": "Credit Card", "amount": "2.10", "given": "2.10", "credited_to": new},
    ]
    (told,) = sent(simulator, new)
    assert [(each["amount"], each["type"], each["user_id"]) for each in told["payments"]] == [
        (Decimal("2.10"), "Credit Card", AVA)
    ]
    assert sent(simulator, old)[-1]["items"] == []
    assert simulator.platform.members[AVA].points - points == 2
    assert_honest(simulator)


def test_an_even_exchange_is_closed_without_money_and_goes_back_by_what_was_paid_first(
    shop: Till, simulator: RunningSimulator
) -> None:
    *_, closed = shop.sells(TEA, CARD, CLOSE)
    *_, ended = shop.sells(APPROVE, swap(closed["state"]["transaction_id"], {"1": "1"}), TEA, CLOSE)
    *_, undone, _ = shop.sells(APPROVE, void(ended["state"]["transaction_id"]), SEND)

    assert undone["refunds"] == [{"type": "Credit Card", "amount": "2.10", "given": "2.10"}]
    assert simulator.platform.totals().due == 0
    assert_honest(simulator)


def test_an_exchange_that_is_voided_before_its_close_never_was(shop: Till, simulator: RunningSimulator) -> None:
    *_, closed, _ = shop.sells(TEA, cash("5.00"), CLOSE, SEND)
    old = closed["state"]["transaction_id"]

    *_, voided, _ = shop.sells(APPROVE, swap(old, {"1": "1"}), LATTE, GIVE_UP, SEND)
    assert voided["state"]["status"] == "voided"
    assert len(sent(simulator, old)) == 1
    *_, again = shop.sells(APPROVE, back(old, {"1": "1"}))

    assert again["refunds"] == [{"type": "Cash", "amount": "2.10", "given": "2.10"}]
    assert drawer(shop) == "0.00"


def test_an_exchange_that_is_voided_with_nothing_rung_up_is_journalled_and_not_sent(
    shop: Till, simulator: RunningSimulator
) -> None:
    *_, closed, _ = shop.sells(TEA, CARD, CLOSE, SEND)
    old = closed["state"]["transaction_id"]

    *_, begun, voided, told = shop.sells(APPROVE, swap(old, {"1": "1"}), GIVE_UP, SEND)

    ended = voided["state"]
    assert ended["transaction_id"] == begun["state"]["transaction_id"] != old
    assert (ended["status"], ended["lines"]) == ("voided", [])
    assert (told["sent"], told["left"]) == (0, 0)
    assert ended["transaction_id"] not in simulator.platform.transactions


def test_an_open_exchange_is_finished_by_itself(shop: Till) -> None:
    *_, closed = shop.sells(TEA, CARD, CLOSE)
    old = closed["state"]["transaction_id"]
    *_, begun, hold, split, twice, other, empty, _, left = shop.sells(
        APPROVE,
        swap(old, {"1": "1"}),
        TEA,
        {"do": "suspend"},
        {"do": "split", "ways": 2},
        swap(old, {"1": "1"}),
        void(old),
        {"do": "return_items", "transaction_id": old, "lines": [{"line_id": "1", "quantity": "1"}], "exchange": 1},
        {"do": "remove_line", "line_id": "1"},
        CLOSE,
    )
    assert begun["ok"]
    assert all(refused_with(each, "not_allowed_now") for each in (hold, split, twice, other, left))
    assert refused_with(empty, "bad_argument")
    assert left["state"]["exchange"]["given_back"] == "2.10"


def test_a_till_that_dies_finds_the_exchange_where_it_was_and_ends_it_once(
    shop: Till, simulator: RunningSimulator
) -> None:
    *_, closed = shop.sells(TEA, TEA, CARD, CLOSE)
    old = closed["state"]["transaction_id"]
    simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, "send_transaction", count=None))
    with process(shop) as driven:
        steps(driven, APPROVE, swap(old, {"1": "1"}), LATTE)
        driven.process.kill()
    found, *_ = shop.sells(SHOW)
    assert (found["state"]["exchange"]["credit"], found["state"]["balance_due"]) == ("2.10", "2.77")
    with process(shop) as driven:
        new = steps(driven, CARD, CLOSE)["state"]["transaction_id"]
        driven.process.kill()
    simulator.platform.faults.clear()

    *_, after = shop.sells(MUFFIN, CARD, CLOSE, SEND, SEND)

    assert (after["left"], after["parked"]) == (0, 0)
    assert [len(sent(simulator, each)) for each in (old, new)] == [2, 1]
    assert_honest(simulator)
