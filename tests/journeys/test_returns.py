"""Goods that come back, from the script to the platform's own books, over a real socket."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from pos_terminal.simulator import Fault, FaultKind, RunningSimulator
from tests.cli.till import CLOSE, LATTE, SHOW, Step, Till, cash, refused_with
from tests.journeys.test_members import (
    AVA,
    AVA_BY_PHONE,
    CARD,
    SEND,
    apply,
    assert_honest,
    history,
    process,
    simulator,
    steps,
)
from tests.journeys.test_post_void import APPROVE, changed, paths, sent, shop, void

__all__ = ["shop", "simulator"]

MUFFIN: Step = {"do": "scan", "code": "5901234123457"}
DAYS, LONG_DAYS = 4, 60


def back(sale: str, lines: dict[str, str], tender: str | None = None) -> Step:
    step: Step = {"do": "return_items", "transaction_id": sale}
    step["lines"] = [{"line_id": line_id, "quantity": quantity} for line_id, quantity in lines.items()]
    return step | ({"tender": tender} if tender else {})


def test_a_return_resends_the_sale_with_less_in_it(shop: Till, simulator: RunningSimulator) -> None:
    *_, closed, _ = shop.sells(LATTE, LATTE, MUFFIN, cash("20.00"), CLOSE, SEND)
    sale = closed["state"]["transaction_id"]

    refused, _, returned, _ = shop.sells(back(sale, {"1": "1"}, "Cash"), APPROVE, back(sale, {"1": "1"}, "Cash"), SEND)

    assert refused_with(refused, "approval_needed")
    assert returned["refunds"] == [{"type": "Cash", "amount": "4.87", "given": "4.87"}]
    assert (returned["state"]["status"], returned["state"]["total"]) == ("closed", "8.39")
    before, after = sent(simulator, sale)
    assert changed(before, after) == {"modified_time", "subtotal", "tax_total", "items", "payments"}
    assert [(each["line_id"], each["quantity"]) for each in after["items"]] == [("1", 1), ("2", 1)]
    assert [each["amount"] for each in after["payments"]] == [Decimal("8.39")]
    assert simulator.platform.totals().due == Decimal("8.39")
    assert_honest(simulator)


def test_a_weight_finer_than_a_scale_says_is_refused_and_nothing_has_changed(shop: Till) -> None:
    apples: Step = {"do": "add_item", "item_id": "apples", "quantity": "0.735"}
    *_, closed = shop.sells(apples, cash(), CLOSE)
    sale = closed["state"]["transaction_id"]
    wanted = [back(sale, {"1": weight}, "Cash") for weight in ("0.0000001", "0.0001")]
    _, first, _, second, _, exchange, shown, _, taken = shop.sells(
        APPROVE, *wanted[:1], APPROVE, *wanted[1:], APPROVE, {**wanted[0], "exchange": True}, SHOW, APPROVE,
        back(sale, {"1": "0.001"}, "Cash"),
    )  # fmt: skip

    for refused in (first, second, exchange):
        assert refused_with(refused, "bad_argument")
        assert "at most 3 decimals" in refused["error"]["message"]
    assert shown["state"]["status"] == "idle"
    assert taken["ok"], taken


def test_points_follow_what_is_left_and_an_offer_comes_back_when_nothing_of_it_is(
    shop: Till, simulator: RunningSimulator
) -> None:
    points = simulator.platform.members[AVA].points
    *_, closed, _ = shop.sells(LATTE, MUFFIN, AVA_BY_PHONE, apply("uo-2"), CARD, CLOSE, SEND)
    sale = closed["state"]["transaction_id"]
    earned = simulator.platform.members[AVA].points - points

    shop.sells(APPROVE, back(sale, {"2": "1"}), SEND)
    assert 0 < simulator.platform.members[AVA].points - points < earned
    assert history(simulator, "uo-2") == ["LOCK", "REDEEM"]
    assert sent(simulator, sale)[-1]["discounts"] == sent(simulator, sale)[0]["discounts"]

    shop.sells(APPROVE, back(sale, {"1": "1"}), SEND, SEND)
    assert simulator.platform.members[AVA].points == points
    last = sent(simulator, sale)[-1]
    assert (last["items"], last["payments"], last["discounts"], last["is_voided"]) == ([], [], [], False)
    assert history(simulator, "uo-2") == ["LOCK", "REDEEM", "REINSTATE"]
    assert paths(simulator)[-1] == "reinstate"
    assert_honest(simulator)


def test_a_discount_is_cut_and_all_else_of_it_comes_back_as_the_platform_gave_it(
    shop: Till, simulator: RunningSimulator
) -> None:
    *_, closed, _ = shop.sells(LATTE, MUFFIN, AVA_BY_PHONE, apply("uo-1"), CARD, CLOSE, SEND)
    sale = closed["state"]["transaction_id"]

    shop.sells(APPROVE, back(sale, {"2": "1"}), SEND)

    first, last = (each["discounts"][0] for each in sent(simulator, sale))
    assert changed(first, last) == {"amount"}
    assert (first["amount"], last["amount"]) == (Decimal(1), Decimal("0.58"))
    assert_honest(simulator)


def test_a_whole_return_is_a_void_where_the_shop_has_it_so(shop: Till, simulator: RunningSimulator) -> None:
    shop.change("platform", full_return="void")
    *_, closed, _ = shop.sells(LATTE, MUFFIN, CARD, CLOSE, SEND)
    sale = closed["state"]["transaction_id"]

    shop.sells(APPROVE, back(sale, {"2": "1"}), APPROVE, back(sale, {"1": "1"}), SEND)

    assert [(each["is_voided"], len(each["items"])) for each in sent(simulator, sale)] == [
        (False, 2),
        (False, 1),
        (True, 1),
    ]
    assert_honest(simulator)


def test_a_sale_is_found_by_its_receipts_code_and_by_what_the_qr_code_holds(shop: Till) -> None:
    *_, closed = shop.sells(LATTE, LATTE, CARD, CLOSE)
    code = closed["state"]["guest_receipt_code"]

    answers = shop.sells(APPROVE, back(code, {"1": "1"}), APPROVE, back(f"https://r.example.com/{code}", {"1": "1"}))

    assert [each["ok"] for each in answers] == [True] * 4
    assert answers[-1]["state"]["transaction_id"] == closed["state"]["transaction_id"]


def test_a_shop_that_lists_reasons_wants_one_of_them_with_each_return(shop: Till) -> None:
    *_, closed = shop.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]
    shop.change("reasons", return_items=["Damaged", "Too many"])
    step = back(sale, {"1": "1"})

    *_, bare, _, other, _, given = shop.sells(
        APPROVE, step, APPROVE, step | {"reason": "Rain"}, APPROVE, step | {"reason": "damaged"}
    )

    assert refused_with(bare, "bad_argument")
    assert other["error"]["message"] == "Taking items back takes one of these reasons: Damaged, Too many."
    assert given["ok"]
    with closing(sqlite3.connect(shop.database)) as database:
        assert database.execute("SELECT reason FROM amendment").fetchall() == [("Damaged",)]


@pytest.mark.parametrize(
    "step",
    [
        {"do": "return_items", "transaction_id": "?", "lines": []},
        {"do": "return_items", "transaction_id": "?", "lines": "1"},
        {"do": "return_items", "transaction_id": "?", "lines": [{"line_id": "1"}]},
        {"do": "return_items", "transaction_id": "?", "lines": [{"line_id": "1", "quantity": "2"}]},
        {"do": "return_items", "transaction_id": "?", "lines": [{"line_id": "1", "quantity": "1"}] * 2},
        {"do": "return_items", "transaction_id": "?", "lines": [{"line_id": "7", "quantity": "1"}]},
        {"do": "return_items", "transaction_id": "?", "lines": [{"line_id": "1", "quantity": "1"}], "tender": "Shells"},
        {"do": "return_items", "transaction_id": "lane-9", "lines": [{"line_id": "1", "quantity": "1"}]},
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(shop: Till, step: Step) -> None:
    *_, closed = shop.sells(LATTE, CARD, CLOSE)
    sale = closed["state"]["transaction_id"]
    step = step | {"transaction_id": step["transaction_id"].replace("?", sale)}

    _, refused, shown = shop.sells(APPROVE, step, SHOW)

    assert refused_with(refused, "bad_argument")
    assert shown["state"]["status"] == "idle"
    assert shown["state"]["pending"] <= 1


def test_what_is_voided_does_not_come_back_and_what_came_back_is_not_voided(shop: Till) -> None:
    one, _, _, two = shop.sells(LATTE, CARD, CLOSE, LATTE, CARD, CLOSE)[2:]
    first, second = one["state"]["transaction_id"], two["state"]["transaction_id"]

    answers = shop.sells(
        APPROVE, void(first), APPROVE, back(first, {"1": "1"}), APPROVE, back(second, {"1": "1"}), APPROVE, void(second)
    )[1::2]

    assert [each["ok"] for each in answers] == [True, False, True, False]
    assert all(refused_with(each, "not_allowed_now") for each in answers[1::2])


def test_the_slip_says_what_came_back_and_what_was_given(shop: Till, tmp_path: Path) -> None:
    shop.change("printer", driver="file", target=str(tmp_path / "paper"))
    lot = LATTE | {"code": "]d2010400638133393110LOT7"}
    *_, closed = shop.sells(lot, lot, MUFFIN, cash("20.00"), CLOSE)
    *_, returned = shop.sells(APPROVE, back(closed["state"]["transaction_id"], {"1": "1"}, "Cash"))

    slip = Path(returned["state"]["receipt"]).with_suffix(".txt").read_text(encoding="utf-8")
    for words in (
        "RETURN",
        "Taken back by Maya R.",
        "Approved by Dan O.",
        "Given back, Cash",
        "Latte",
        "4.50",
        "4.87",
        "Lot LOT7",
    ):
        assert words in slip
    assert "Muffin" not in slip


def test_returns_that_an_outage_held_up_go_out_in_order_after_a_crash(shop: Till, simulator: RunningSimulator) -> None:
    with process(shop) as driven:
        steps(driven, LATTE, MUFFIN, AVA_BY_PHONE, apply("uo-2"), CARD)
        simulator.platform.faults.add(Fault(FaultKind.DROP_REQUEST, "send_transaction", count=None))
        sale = steps(driven, CLOSE)["state"]["transaction_id"]
        steps(driven, APPROVE, back(sale, {"2": "1"}), APPROVE, back(sale, {"1": "1"}, "Cash"))
    simulator.platform.faults.clear()

    *_, after = shop.sells(SEND, SEND)

    assert (after["left"], after["parked"]) == (0, 0)
    assert [len(each["items"]) for each in sent(simulator, sale)] == [2, 1, 0]
    assert history(simulator, "uo-2") == ["LOCK", "REDEEM", "REINSTATE"]
    assert_honest(simulator)


@pytest.mark.parametrize(
    "seed", [*range(DAYS), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(DAYS, LONG_DAYS))]
)
def test_whatever_comes_back_in_which_order_the_platform_takes_it(
    shop: Till, simulator: RunningSimulator, seed: int, figures: Counter[str]
) -> None:
    draw, offers = Random(seed), ["uo-1", "uo-2", "uo-3"]
    shop.change("money", cash_rounding=draw.choice(["", "0.05"]))
    goods = [{"do": "add_item", "item_id": "latte", "quantity": str(draw.randint(1, 4)), "modifiers": ["oat"]}]
    goods += [{"do": "add_item", "item_id": "muffin", "quantity": str(draw.randint(1, 3))}]
    goods += [{"do": "add_item", "item_id": "apples", "quantity": str(Decimal(draw.randint(1, 2000)) / 1000)}]
    claims = [apply(each) for each in draw.sample(offers, draw.randint(0, 3))]
    part = [{"do": "tender", "type": "Credit Card", "amount": "1.23"}] if draw.random() < 0.5 else []
    *_, closed = shop.sells(*goods, AVA_BY_PHONE, *claims, *part, cash(), CLOSE)
    sale, given, state = closed["state"]["transaction_id"], Decimal(0), closed["state"]
    while state["lines"]:
        lines = [each for each in state["lines"] if each["modifies_line_id"] is None]
        chosen = draw.sample(lines, draw.randint(1, len(lines)))
        asked = {each["line_id"]: each["quantity"] if draw.random() < 0.5 else "1" for each in chosen}
        asked = {line_id: part for line_id, part in asked.items() if line_id != "4" or part != "1"}
        if asked:
            _, answer = shop.sells(APPROVE, back(sale, asked))
            assert answer["ok"], answer
            given += sum(Decimal(each["amount"]) for each in answer["refunds"])
            state = answer["state"]
    *_, after = shop.sells(SEND, SEND)

    figures["returns taken by the platform"] += len(sent(simulator, sale)) - 1
    assert (after["left"], after["parked"]) == (0, 0)
    assert given == Decimal(closed["state"]["total"])
    assert_honest(simulator)


def test_a_reprint_is_a_copy_with_the_same_code_of_the_last_paper_of_the_sale(shop: Till, tmp_path: Path) -> None:
    shop.change("printer", driver="file", target=str(tmp_path / "paper"))
    *_, closed = shop.sells(LATTE, LATTE, CARD, CLOSE)
    sale, code = closed["state"]["transaction_id"], closed["state"]["guest_receipt_code"]

    first, second, unknown = shop.sells(
        {"do": "reprint"}, {"do": "reprint", "transaction_id": code}, {"do": "reprint", "transaction_id": "lane-9"}
    )
    *_, third = shop.sells(APPROVE, back(sale, {"1": "1"}), {"do": "reprint", "transaction_id": sale})

    assert [(each["reprinted"], each["copy"]) for each in (first, second, third)] == [(sale, 1), (sale, 2), (sale, 1)]
    papers = [Path(each["receipt"]).with_suffix(".txt").read_text(encoding="utf-8") for each in (first, second, third)]
    assert ["COPY 1" in papers[0], "COPY 2" in papers[1], "COPY 1" in papers[2]] == [True] * 3
    assert [code in paper for paper in papers] == [True, True, False]
    assert "RETURN" in papers[2]
    assert refused_with(unknown, "bad_argument")


def test_there_is_nothing_to_print_again_of_what_was_never_printed(shop: Till) -> None:
    nothing, *_, given_up = shop.sells({"do": "reprint"}, LATTE, {"do": "void", "reason": "x"}, {"do": "reprint"})
    assert refused_with(nothing, "not_allowed_now")
    assert refused_with(given_up, "not_allowed_now")


def test_a_scanned_receipt_shows_its_sale_while_none_is_open(shop: Till) -> None:
    *_, closed = shop.sells(LATTE, CARD, CLOSE)
    code = closed["state"]["guest_receipt_code"]
    qr = {"do": "scan", "code": f"https://r.example.com/{code}"}

    shown, _, unknown = shop.sells(qr, LATTE, qr)

    assert (shown["ok"], shown["state"]["transaction_id"]) == (True, closed["state"]["transaction_id"])
    assert shown["state"]["lines"] == closed["state"]["lines"]
    assert not unknown["ok"]
    assert unknown["state"]["status"] == "open"


def test_cash_for_a_card_and_much_cash_want_rights_of_their_own(shop: Till) -> None:
    shop.change("rights", return_items="cashier", refund_other_tender="supervisor", refund_cash_over_limit="never")
    shop.change("sale", refund_cash_limit="9.00")
    tea: Step = {"do": "add_item", "item_id": "tea", "quantity": "5"}
    one, other = (each["state"]["transaction_id"] for each in shop.sells(tea, CARD, CLOSE, tea, cash(), CLOSE)[2::3])

    by_card, asks, _, in_cash, most, over, void_of_it = shop.sells(
        back(one, {"1": "1"}),
        back(one, {"1": "1"}, "Cash"),
        APPROVE,
        back(one, {"1": "1"}, "Cash"),
        back(other, {"1": "4"}),
        back(other, {"1": "1"}),
        back(other, {"1": "1"}, "Credit Card"),
    )

    assert [each["ok"] for each in (by_card, in_cash, most)] == [True] * 3
    assert refused_with(asks, "approval_needed")
    assert "another tender" in asks["error"]["message"]
    assert refused_with(over, "not_allowed_now")
    assert "so much back in cash" in over["error"]["message"]
    assert refused_with(void_of_it, "approval_needed")


def test_more_cash_than_the_drawer_should_hold_wants_a_right_of_its_own(shop: Till) -> None:
    shop.change("rights", return_items="cashier", refund_other_tender="cashier", void_closed="cashier")
    shop.change("rights", return_without_receipt="cashier")
    tea: Step = {"do": "add_item", "item_id": "tea"}
    card, paid = (each["state"]["transaction_id"] for each in shop.sells(tea, CARD, CLOSE, tea, cash(), CLOSE)[2::3])
    bring: Step = {"do": "return_without_receipt", "lines": [{"item_id": "tea", "quantity": "1"}], "reason": "Lost it"}

    whole, none, nor_so, by_card, _, approved, _, after_float = shop.sells(
        back(card, {"1": "1"}, "Cash"),
        void(paid),
        bring,
        bring | {"tender": "Gift Card"},
        APPROVE,
        void(paid),
        {"do": "cash_in", "amount": "4.20", "reason": "Coins"},
        bring,
    )

    assert [each["ok"] for each in (whole, by_card, approved, after_float)] == [True] * 4
    for refused in (none, nor_so):
        assert refused_with(refused, "approval_needed")
        assert "more cash than the drawer should hold wants the approval of a manager" in refused["error"]["message"]
    with closing(sqlite3.connect(shop.database)) as connection:
        acts = connection.execute(
            "SELECT j.transaction_id, d.body FROM journal AS j JOIN document AS d ON d.seq = j.seq WHERE kind = 'act'"
        ).fetchall()
    (beyond,) = [(sale, json.loads(body)) for sale, body in acts if b"cash_beyond_drawer" in body]
    assert (beyond[0], beyond[1]["approver_id"]) == (paid, "3001")
