"""Goods that come back without a receipt, from the script to the platform's own books, over a real socket."""

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from pos_terminal.adapters.sqlite.shiftfigures import figures_of
from pos_terminal.simulator import Fault, FaultKind, RunningSimulator
from tests.cli.till import CLOSE, LATTE, Step, Till, cash, refused_with
from tests.journeys.test_members import SEND, assert_honest, process, simulator, steps
from tests.journeys.test_post_void import APPROVE, sent, shop, void
from tests.journeys.test_returns import back

__all__ = ["shop", "simulator"]

WHY = "Lost the receipt"


def bring(*goods: tuple[str, str, str | None], tender: str | None = None, reason: str = WHY) -> Step:
    lines = [{"item_id": item, "quantity": quantity, "unit_price": price} for item, quantity, price in goods]
    return {"do": "return_without_receipt", "lines": lines, "reason": reason, "tender": tender}


def test_it_is_a_transaction_of_its_own_with_everything_below_zero(shop: Till, simulator: RunningSimulator) -> None:
    refused, _, taken, _ = shop.sells(
        bring(("latte", "2", "4.50"), ("tea", "1", None)),
        APPROVE,
        bring(("latte", "2", "4.50"), ("tea", "1", None)),
        SEND,
    )

    assert refused_with(refused, "approval_needed")
    assert taken["refunds"] == [{"type": "Cash", "amount": "11.84", "given": "11.84"}]
    state = taken["state"]
    assert (state["status"], state["total"], state["balance_due"]) == ("closed", "-11.84", "0.00")
    assert [(each["quantity"], each["subtotal"]) for each in state["lines"]] == [("-2", "-9.00"), ("-1", "-2.10")]
    (told,) = sent(simulator, state["transaction_id"])
    assert (told["is_closed"], told["is_voided"], "guest_receipt_code" in told) == (True, False, False)
    assert [(each["quantity"], each["unit_price"]) for each in told["items"]] == [
        (-2, Decimal("4.50")),
        (-1, Decimal("2.10")),
    ]
    assert (told["subtotal"], told["tax_total"]) == (Decimal("-11.10"), Decimal("-0.74"))
    assert [(each["amount"], each["type"], each.get("user_id")) for each in told["payments"]] == [
        (Decimal("-11.84"), "Cash", None)
    ]
    assert simulator.platform.totals().due == Decimal("-11.84")
    assert_honest(simulator)


def test_it_gives_back_to_the_cent_what_an_equal_sale_takes(shop: Till, simulator: RunningSimulator) -> None:
    shop.change("money", cash_rounding="0.05")
    apples: Step = {"do": "add_item", "item_id": "apples", "quantity": "0.735"}
    *_, sold = shop.sells(LATTE, apples, cash(), CLOSE)
    *_, taken, _ = shop.sells(APPROVE, bring(("latte", "1", None), ("apples", "0.735", None)), SEND)

    assert Decimal(taken["state"]["total"]) == -Decimal(sold["state"]["total"])
    assert taken["refunds"] == [{"type": "Cash", "amount": "7.25", "given": "7.25"}]
    assert simulator.platform.totals().due == 0
    with closing(sqlite3.connect(shop.database)) as connection:
        came = connection.execute("SELECT SUM(taken - change) FROM snapshot_payment").fetchone()
    assert came == (0,)
    assert_honest(simulator)


def test_over_the_limit_wants_another_right_and_over_the_most_nobody_gives_it(shop: Till) -> None:
    shop.change("rights", return_without_receipt="cashier", return_over_limit="manager")
    shop.change("sale", return_limit="5.00", return_most="20.00", return_tenders=["Gift Card", "Cash"])

    _, small, over, _, approved, _, much, cash_back, card = shop.sells(
        {"do": "open_shift", "opening_float": "100.00"},
        bring(("tea", "2", None)),
        bring(("tea", "3", None)),
        APPROVE,
        bring(("tea", "3", None)),
        APPROVE,
        bring(("tea", "10", None)),
        bring(("tea", "1", None), tender="cash"),
        bring(("tea", "1", None), tender="Credit Card"),
    )

    assert [each["refunds"][0]["type"] for each in (small, approved, cash_back)] == ["Gift Card", "Gift Card", "Cash"]
    assert refused_with(over, "approval_needed")
    assert refused_with(much, "not_allowed_now")
    assert "gives back 20.00 at most" in much["error"]["message"]
    assert refused_with(card, "bad_argument")
    assert "It has: Gift Card, Cash" in card["error"]["message"]


def test_nobody_gives_back_what_an_item_never_cost_unless_the_shop_lets_them(shop: Till) -> None:
    dear = bring(("tea", "1", "1000000000"))
    _, refused = shop.sells(APPROVE, dear)
    assert refused_with(refused, "not_allowed_now")
    assert "costs 2.10 now" in refused["error"]["message"]

    shop.change("sale", return_above_price=True)
    _, much, _, taken = shop.sells(APPROVE, dear, APPROVE, bring(("tea", "1", "2.50")))
    assert refused_with(much, "not_allowed_now")
    assert "gives back 500.00 at most" in much["error"]["message"]
    assert taken["refunds"][0]["given"] == "2.50"


def test_a_refused_return_leaves_the_next_number_as_it_was(shop: Till) -> None:
    first, *refused, taken = shop.sells(
        LATTE,
        cash(),
        CLOSE,
        bring(("tea", "1", None)),
        bring(("nothing", "1", None)),
        bring(("tea", "0", None)),
        bring(("tea", "1", "3.00")),
        APPROVE,
        bring(("tea", "1", None)),
    )

    assert [each["ok"] for each in refused] == [True, True, False, False, False, False, True]
    before, after = (int(each["state"]["transaction_id"][-6:]) for each in (first, taken))
    assert after == before + 1


def test_a_shop_may_take_nothing_back_without_a_receipt(shop: Till) -> None:
    shop.change("rights", return_without_receipt="never")
    _, refused = shop.sells(APPROVE, bring(("tea", "1", None)))
    assert refused_with(refused, "not_allowed_now")


MEANINGLESS: list[tuple[Step, str]] = [
    ({"do": "return_without_receipt", "reason": WHY}, "bad_argument"),
    (bring(), "bad_argument"),
    (bring(("tea", "1", None), reason=" "), "bad_argument"),
    (bring(("nothing", "1", None)), "unknown_item"),
    (bring(("tea", "0", None)), "bad_argument"),
    (bring(("tea", "-1", None)), "bad_argument"),
    (bring(("tea", "0.5", None)), "bad_argument"),
    (bring(("tea", "1", "-2.10")), "bad_argument"),
    (bring(("gift", "1", None)), "bad_argument"),
    (bring(("oat", "1", None)), "bad_argument"),
    (bring(("sample", "1", None)), "bad_argument"),
    (bring(("tea", "1", None), tender="Shells"), "bad_argument"),
    ({**bring(("tea", "1", None)), "member": "x"}, "bad_argument"),
]


def test_what_cannot_be_meant_is_refused_and_changes_nothing(shop: Till) -> None:
    answers = shop.sells(*(each for step, _ in MEANINGLESS for each in (APPROVE, step)), {"do": "show"})

    refused = answers[1:-1:2]
    assert [each["error"]["code"] for each in refused] == [code for _, code in MEANINGLESS]
    assert (answers[-1]["state"]["status"], answers[-1]["state"]["pending"]) == ("idle", 0)


def test_nothing_comes_back_while_a_sale_is_open(shop: Till) -> None:
    _, _, refused = shop.sells(LATTE, APPROVE, bring(("tea", "1", None)))
    assert refused_with(refused, "not_allowed_now")
    assert refused["state"]["status"] == "open"


def test_a_price_of_its_own_is_kept_beside_the_listed_one_and_retired_goods_come_back(shop: Till) -> None:
    *_, taken = shop.sells(APPROVE, bring(("tea", "1", "1.50"), ("retired", "1", None), ("gift", "1", "25.00")))
    lines = {each["item_id"]: each for each in taken["state"]["lines"]}
    assert {name: (each["unit_price"], each["list_price"]) for name, each in lines.items()} == {
        "tea": ("1.50", "2.10"),
        "retired": ("1.00", None),
        "gift": ("25.00", None),
    }


def test_it_cannot_be_returned_or_voided_as_if_it_were_a_sale(shop: Till) -> None:
    *_, taken = shop.sells(APPROVE, bring(("tea", "1", None)))
    number = taken["state"]["transaction_id"]
    answers = shop.sells(APPROVE, back(number, {"1": "1"}), APPROVE, void(number))
    for refused in answers[1::2]:
        assert refused_with(refused, "not_allowed_now")
        assert "Sell them again instead" in refused["error"]["message"]


def test_the_slip_is_a_return_to_be_signed_and_a_copy_says_the_same(shop: Till, tmp_path: Path) -> None:
    shop.change("printer", driver="file", target=str(tmp_path / "paper"))
    _, taken, copy = shop.sells(APPROVE, bring(("latte", "2", None)), {"do": "reprint"})

    slip, again = (Path(each["state"]["receipt"]).with_suffix(".txt").read_text() for each in (taken, copy))
    for words in (
        "RETURN",
        "Without a receipt",
        WHY,
        "Taken back by Maya R.",
        "Approved by Dan O.",
        "2 x 4.50",
        "9.74",
    ):
        assert words in slip
        assert words in again
    assert "-9." not in slip
    assert "Sold by" not in slip
    assert "Customer's signature" in slip
    assert "COPY 1" in again


def test_it_is_in_the_chained_journal_and_takes_the_cash_out_of_the_drawer(shop: Till) -> None:
    shop.sells(LATTE, cash("10.00"), CLOSE, APPROVE, bring(("tea", "1", None)))

    with closing(sqlite3.connect(shop.database)) as connection:
        told = connection.execute("SELECT kind, total FROM journal ORDER BY seq").fetchall()
        (act,) = connection.execute("SELECT body FROM document WHERE seq = 2").fetchone()
        numbers = connection.execute("SELECT sale_number FROM terminal").fetchone()
    assert told == [("closed", 487), ("act", 0), ("returned", -210)]
    said = json.loads(act)
    assert (said["action"], said["approver_id"], said["reason"]) == ("return_without_receipt", "3001", WHY)
    assert said["details"] == {"total": "2.10", "tender": "Cash", "tea": "1"}
    assert numbers == (2,)
    assert shop.run("journal", "verify").status == 0


def test_the_shifts_report_counts_it_as_a_return_with_its_taxes(shop: Till) -> None:
    shop.change("money", cash_rounding="0.05")
    shop.sells(LATTE, cash("10.00"), CLOSE, APPROVE, bring(("latte", "2", None)))

    with closing(sqlite3.connect(shop.database)) as connection:
        found = figures_of(connection, 1)

    assert (str(found.sales.amount), str(found.returns.amount), str(found.net)) == ("4.87", "9.74", "-4.87")
    assert [(str(each.base), str(each.amount)) for each in found.taxes] == [("-4.50", "-0.37")]
    (tender,) = found.tenders
    assert (str(tender.net), str(found.rounding), str(found.expected_cash)) == ("-4.90", "-0.03", "-4.90")


def test_a_number_is_not_given_twice_whatever_is_refused_in_between(shop: Till) -> None:
    first, _, taken = shop.sells(bring(("tea", "1", None)), APPROVE, bring(("tea", "1", None)))
    assert refused_with(first, "approval_needed")
    *_, again = shop.sells(APPROVE, bring(("tea", "1", None)))
    second, *_, third = shop.sells(LATTE, cash(), CLOSE, LATTE)
    assert len({each["state"]["transaction_id"] for each in (taken, again, second, third)}) == 4


def test_what_an_outage_held_up_goes_out_once_after_a_crash(shop: Till, simulator: RunningSimulator) -> None:
    simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, "send_transaction", count=None))
    with process(shop) as driven:
        number = steps(driven, APPROVE, bring(("tea", "1", None)))["state"]["transaction_id"]
        driven.process.kill()
    simulator.platform.faults.clear()

    *_, after = shop.sells(SEND, SEND)

    assert (after["left"], after["parked"]) == (0, 0)
    assert len(sent(simulator, number)) == 1
    assert_honest(simulator)
