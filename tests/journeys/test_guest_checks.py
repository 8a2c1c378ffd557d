"""Guest checks and updates of open sales, against the platform's own books."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.simulator import RunningSimulator
from tests.cli.till import CLOSE, LATTE, NOBODY_LISTENS, SHOW, Step, Till, cash, refused_with
from tests.journeys.test_members import AVA, AVA_BY_PHONE, SEND, assert_honest, club, process
from tests.journeys.test_split import lines
from tests.journeys.test_suspended import MUFFIN, SUSPEND, aside, resume, told

CHECK: Step = {"do": "guest_check"}


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    with club(tmp_path) as running:
        yield running


@pytest.fixture
def table_till(till: Till, simulator: RunningSimulator) -> Till:
    till.talk_to(simulator)
    till.change("platform", guest_check_code=True)
    till.change("printer", driver="file", target="./data/receipts")
    return till


def printed(till: Till) -> list[str]:
    """What came out of the printer, oldest first."""
    papers = sorted((till.data / "receipts").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
    return [path.read_text(encoding="utf-8") for path in papers]


def test_a_guest_check_has_a_code_that_stays_the_sales(table_till: Till, simulator: RunningSimulator) -> None:
    *_, first, more, second = table_till.sells(LATTE, CHECK, MUFFIN, CHECK)
    code = first["state"]["guest_receipt_code"]
    *_, closed, _ = table_till.sells(cash("2.00"), {"do": "tender", "type": "Credit Card"}, CLOSE, SEND)

    assert code
    assert [each["state"]["guest_receipt_code"] for each in (more, second, closed)] == [code] * 3
    assert first["state"]["status"] == second["state"]["status"] == "open"
    assert first["state"]["receipt"] == first["receipt"] is not None
    papers = printed(table_till)
    assert ["GUEST CHECK" in each for each in papers] == [True, True, False]
    assert [code in each for each in papers] == [True] * 3
    assert "COPY" not in "".join(papers)
    (sent,) = told(simulator, closed["state"]["transaction_id"])
    assert sent["guest_receipt_code"] == code
    assert [payment.get("receipt_code") for payment in sent["payments"]] == [None, None]
    assert_honest(simulator)


def test_a_member_leaves_no_code_to_anybody_else(table_till: Till, simulator: RunningSimulator) -> None:
    *_, before, _, closed, _ = table_till.sells(LATTE, CHECK, AVA_BY_PHONE, cash(), CLOSE, SEND)[1:]

    assert before["state"]["guest_receipt_code"]
    assert closed["state"]["guest_receipt_code"] is None
    (sent,) = told(simulator, closed["state"]["transaction_id"])
    assert sent.get("guest_receipt_code") is None
    assert sent["payments"][0]["user_id"] == AVA


def test_a_members_guest_check_has_no_code(table_till: Till) -> None:
    *_, check = table_till.sells(LATTE, AVA_BY_PHONE, CHECK)

    assert check["state"]["guest_receipt_code"] is None
    assert "GUEST CHECK" in printed(table_till)[0]


def test_a_guest_check_without_a_code_is_a_check_all_the_same(table_till: Till) -> None:
    table_till.change("platform", guest_check_code=False)
    *_, check, _, closed = table_till.sells(LATTE, CHECK, cash(), CLOSE)

    assert check["state"]["guest_receipt_code"] is None
    assert closed["state"]["guest_receipt_code"]


def test_the_code_survives_suspending_and_a_pulled_plug(table_till: Till) -> None:
    with process(table_till) as driven:
        driven.step(**LATTE)
        check = driven.step(**CHECK)
    assert check is not None
    code = check["state"]["guest_receipt_code"]
    *_, held = table_till.sells(SHOW, SUSPEND)

    *_, closed = table_till.sells(resume(aside(held)[0]), cash(), CLOSE)

    assert closed["state"]["guest_receipt_code"] == code


def test_no_guest_check_is_printed_of_nothing_or_of_what_is_paid(table_till: Till) -> None:
    none, _, _, paid = table_till.sells(CHECK, LATTE, cash("1.00"), CHECK)

    assert refused_with(none, "not_allowed_now")
    assert refused_with(paid, "not_allowed_now")
    assert not (table_till.data / "receipts").exists() or printed(table_till) == []


def test_a_sale_that_was_only_printed_is_unknown_to_the_platform(table_till: Till, simulator: RunningSimulator) -> None:
    table_till.sells(LATTE, CHECK, {"do": "void", "reason": "left"}, SEND)

    assert simulator.platform.transactions == {}
    assert table_till.run("journal", "verify").status == 0


def test_a_sale_that_was_only_printed_is_not_voided_or_returned_as_a_closed_one(table_till: Till) -> None:
    *_, check, _ = table_till.sells(LATTE, CHECK, SUSPEND)
    number, code = check["state"]["transaction_id"], check["state"]["guest_receipt_code"]

    for each in (number, code):
        (refused,) = table_till.sells({"do": "void_closed", "transaction_id": each, "reason": "left"})
        assert refused_with(refused, "not_allowed_now")
        assert "Go on with it first" in refused["error"]["message"]


def test_open_sales_are_told_in_order_where_the_shop_wants_it(table_till: Till, simulator: RunningSimulator) -> None:
    table_till.change("platform", open_updates=True)
    *_, split = table_till.sells(
        {"do": "set_table", "table_id": "4"}, LATTE, MUFFIN, CHECK, SUSPEND, SEND, lines(("2", "1"))
    )[:7]
    assert refused_with(split, "not_allowed_now")
    number = split["state"]["suspended"][0]["transaction_id"]
    *_, parted, _, closed, _ = table_till.sells(resume(number), lines(("2", "1")), cash(), CLOSE, SEND)
    (child,) = aside(closed)
    moved = {"do": "transfer_table", "transaction_id": child, "table_id": "9"}
    table_till.sells(moved, resume(child), {"do": "void", "reason": "left"}, SEND)

    sent = told(simulator, number)
    assert [each["is_closed"] for each in sent] == [False, False, False, True]
    assert [len(each["items"]) for each in sent] == [2, 2, 1, 1]
    assert {each["guest_receipt_code"] for each in sent} == {closed["state"]["guest_receipt_code"]}
    assert sorted(each["modified_time"] for each in sent) == [each["modified_time"] for each in sent]
    assert [
        (each["table_id"], each["is_closed"], each["is_voided"], each["from_transaction_id"])
        for each in told(simulator, child)
    ] == [
        ("4", False, False, number),
        ("9", False, False, number),
        ("9", True, True, number),
    ]
    assert parted["ok"]
    assert_honest(simulator)


def test_updates_wait_for_the_platform_and_go_in_order(table_till: Till, simulator: RunningSimulator) -> None:
    table_till.change("platform", open_updates=True)
    url, table_till.url = table_till.url, NOBODY_LISTENS
    table_till.write_config()
    *_, held = table_till.sells(LATTE, CHECK, SUSPEND)
    number = aside(held)[0]
    *_, closed = table_till.sells(resume(number), cash(), CLOSE)
    table_till.url = url
    table_till.write_config()

    (sent,) = table_till.script(SEND)

    assert closed["state"]["pending"] == 3
    assert (sent["left"], sent["parked"]) == (0, 0)
    assert [each["is_closed"] for each in told(simulator, number)] == [False, False, True]
    assert_honest(simulator)


def test_merged_checks_keep_one_printed_code_which_finds_the_whole(table_till: Till) -> None:
    *_, check, held = table_till.sells(LATTE, SUSPEND, MUFFIN, CHECK, SUSPEND)
    bare, coded = aside(held)
    code = check["state"]["guest_receipt_code"]
    *_, again, _ = table_till.sells(LATTE, CHECK, SUSPEND)
    third, dead = again["state"]["transaction_id"], again["state"]["guest_receipt_code"]

    merge = {"do": "merge_tables", "transaction_ids": [bare, coded, third]}
    merged, _, _, closed = table_till.sells(merge, resume(bare), cash(), CLOSE)

    assert merged["void_guest_receipt_codes"] == [dead]
    assert closed["state"]["guest_receipt_code"] == code
    (found,) = table_till.sells({"do": "reprint", "transaction_id": code})
    assert found["reprinted"] == bare
