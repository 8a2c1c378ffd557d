"""`journal export --transaction` and `replay`: one file brings a sale back, step by step and to the byte."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.till import CLOSE, LATTE, SIGN_IN, Driven, Ran, Step, Till, cash, command

MANAGER, MANAGER_PIN = "3001", "246810"
APPROVE: Step = {"do": "approve", "employee_id": MANAGER, "pin": MANAGER_PIN}
APPLES: Step = {"do": "add_item", "item_id": "apples", "quantity": "1.020"}
MUFFINS: Step = {"do": "add_item", "item_id": "muffin", "quantity": "3"}
TENTH: Step = {"do": "add_discount", "percent": "10", "reason": "Regular"}


@pytest.fixture
def managed(till: Till) -> Till:
    """A till with coins of five cents and euros, whose manager has a PIN."""
    till.change("money", cash_rounding="0.05", foreign_cash=["EUR 1.08"])
    pin = f"{MANAGER_PIN}\n{MANAGER_PIN}\n".encode()
    assert till.run("employees", "set-pin", MANAGER, stdin=pin).status == 0
    return till


def exported(till: Till, transaction_id: str) -> Path:
    path = till.folder / f"{transaction_id}.json"
    ran = till.run("journal", "export", "--transaction", transaction_id, "--force", path)
    assert ran.status == 0, ran.err
    return path


def replayed(path: Path, *more: str) -> Ran:
    return command(["replay", path, *more])


def number_of(answer: Any) -> str:  # noqa: ANN401 - a line of a script's output
    return str(answer["state"]["transaction_id"])


def replanted(path: Path, change: Callable[[Any], None]) -> Path:
    """The file with a change that its digest covers, as if it had been written so."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    change(facts)
    del facts["sha256"]
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    facts["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    changed = path.with_name("changed.json")
    changed.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return changed


def test_a_sale_with_everything_comes_out_the_same(managed: Till) -> None:
    steps: tuple[Step, ...] = (
        LATTE,
        {"do": "add_modifier", "line_id": "1", "item_id": "oat"},
        APPLES,
        {"do": "set_tare", "line_id": "3", "tare": "0.020"},
        MUFFINS,
        {"do": "set_quantity", "line_id": "4", "quantity": "2"},
        APPROVE,
        {"do": "set_price", "line_id": "4", "unit_price": "2.99", "reason": "Damaged"},
        {"do": "set_note", "line_id": "1", "text": "extra hot"},
        TENTH,
        {"do": "scan", "code": "8711000000007"},
        {"do": "undo"},
        {"do": "scan", "code": "8711000000007"},
        {"do": "remove_line", "line_id": "6"},
        {"do": "tender", "type": "Credit Card", "amount": "5.00", "tip": "1.00"},
        {"do": "tender", "type": "Cash", "foreign": {"currency": "EUR", "amount": "3.00"}},
        {"do": "tender", "type": "Cash", "amount": "20.00"},
        CLOSE,
    )
    *before, closed = managed.sells(*steps)
    assert all(each["ok"] for each in before), [each for each in before if not each["ok"]]
    path = exported(managed, number_of(closed))
    ran = replayed(path)

    assert ran.status == 0, ran.err
    assert "same" in ran.out
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert [each["did"] for each in facts["steps"]].count("tenders") == 3
    assert {each.get("who") for each in facts["steps"]} == {"1001", None}
    lines = [json.loads(line) for line in replayed(path, "--json").out.splitlines()]
    assert lines[-1]["figures"]["total"] == closed["state"]["total"]
    third = replayed(path, "--step", "3").out
    assert "total" in third
    assert replayed(path, "--step", "99").status == 2


def test_parts_of_a_split_sale_come_out_with_the_cents_that_they_were_given(managed: Till) -> None:
    till = managed
    till.change("tax", prices_include_tax=True)
    split, *_ = till.sells(LATTE, MUFFINS, APPLES, TENTH, {"do": "split", "ways": 3})[-1:]
    parts = split["transaction_ids"]
    steps: list[Step] = [cash(), CLOSE]
    for part in parts:
        steps += [{"do": "resume", "transaction_id": part}, cash(), CLOSE]
    answers = till.sells(*steps)
    assert all(each["ok"] for each in answers)
    numbers = {number_of(each) for each in answers if each["do"] == "close"}

    assert len(numbers) == 3
    for number in numbers:
        ran = replayed(exported(till, number))
        assert ran.status == 0, ran.err


def test_merged_suspended_and_told_sales_come_out_the_same(managed: Till) -> None:
    first = managed.sells({"do": "set_table", "table_id": "7"}, LATTE, {"do": "guest_check"}, {"do": "suspend"})[-1]
    second = managed.sells(MUFFINS, {"do": "suspend", "label": "Window"})[-1]
    numbers = [each["state"]["suspended"][at]["transaction_id"] for at, each in enumerate((first, second))]
    *_, closed = managed.sells(
        {"do": "merge_tables", "transaction_ids": numbers},
        {"do": "resume", "transaction_id": numbers[0]},
        APPLES,
        cash("50.00"),
        CLOSE,
    )
    assert closed["ok"], closed
    for number in numbers:
        ran = replayed(exported(managed, number))
        assert ran.status == 0, ran.err
    words = [each["did"] for each in json.loads(exported(managed, numbers[0]).read_text())["steps"]]
    assert {"told", "suspended", "merged", "resumed", "lines", "tenders"} <= set(words)


def test_returns_and_voids_come_out_the_same(managed: Till) -> None:
    sold = [managed.sells(LATTE, MUFFINS, APPLES, TENTH, cash("30.00"), CLOSE)[-1] for _ in range(2)]
    one, other = map(number_of, sold)
    back: Step = {"do": "return_items", "transaction_id": one, "lines": [{"line_id": "2", "quantity": "1"}]}
    back["reason"] = "Broken"
    steps = (APPROVE, back, APPROVE, back | {"tender": "Credit Card"}, APPROVE)
    answers = managed.sells(*steps, {"do": "void_closed", "transaction_id": other, "reason": "Wrong sale"})
    assert all(each["ok"] for each in answers), answers
    given_up = number_of(managed.sells(LATTE, MUFFINS, {"do": "void", "reason": "Left"})[-1])

    for number, ends in ((one, 3), (other, 2), (given_up, 1)):
        path = exported(managed, number)
        ran = replayed(path)
        assert ran.status == 0, ran.err
        assert len(json.loads(path.read_text())["snapshots"]) == ends


def test_both_ends_of_an_exchange_come_out_the_same(managed: Till) -> None:
    sold = number_of(managed.sells(LATTE, MUFFINS, cash("20.00"), CLOSE)[-1])
    back: Step = {"do": "return_items", "transaction_id": sold, "lines": [{"line_id": "2", "quantity": "1"}]}
    answers = managed.sells(APPROVE, back | {"reason": "Broken", "exchange": True}, LATTE, APPLES, cash("20.00"), CLOSE)
    assert all(each["ok"] for each in answers), answers
    for number in (sold, number_of(answers[-1])):
        ran = replayed(exported(managed, number))
        assert ran.status == 0, ran.err


def test_goods_without_a_receipt_come_out_the_same_each_a_step(managed: Till) -> None:
    lines = [
        {"item_id": "latte", "quantity": "2", "unit_price": "4.13"},
        {"item_id": "apples", "quantity": "0.735"},
        {"item_id": "muffin", "quantity": "1"},
    ]
    *_, closed = managed.sells(
        APPROVE, {"do": "return_without_receipt", "lines": lines, "reason": "Lost the receipt", "tender": "Cash"}
    )
    path = exported(managed, number_of(closed))
    ran = replayed(path, "--json")

    assert ran.status == 0, ran.err
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert [len(each["lines"]) for each in facts["steps"]] == [1, 1, 1]
    (taken,) = facts["snapshots"]
    assert (taken["did"], taken["who"]) == ("return_without_receipt", "1001")
    assert taken["amendment"]["approved_by"] == MANAGER
    last = json.loads(ran.out.splitlines()[-1])["figures"]
    assert (last["total"], last["line 1 unit price"]) == (closed["state"]["total"], "4.13")

    def plant(facts: Any) -> None:  # noqa: ANN401 - a file's JSON
        facts["snapshots"][0]["amendment"]["reason"] = "Lost"

    assert "the receipt is another from byte" in replayed(replanted(path, plant)).err


def test_money_back_names_the_card_that_it_goes_to_and_comes_out_the_same(managed: Till) -> None:
    managed.change("sale", numbered_tenders=["Gift Card"])
    managed.change("printer", driver="file", target=str(managed.folder / "paper"))
    card: Step = {"do": "tender", "type": "Gift Card", "number": "GC-17"}
    *_, one, _, _, other, _, _, by_cash = managed.sells(
        MUFFINS, card, CLOSE, MUFFINS, card, CLOSE, MUFFINS, cash("20.00"), CLOSE
    )

    def back(sale: Step, **more: object) -> list[Step]:
        lines = [{"line_id": "1", "quantity": "1"}]
        step: Step = {"do": "return_items", "transaction_id": number_of(sale), "lines": lines, "reason": "Broken"}
        return [APPROVE, step | more]

    def lost(**more: object) -> list[Step]:
        lines = [{"item_id": "muffin", "quantity": "1"}]
        step: Step = {"do": "return_without_receipt", "lines": lines, "reason": "Lost", "tender": "Gift Card"}
        return [APPROVE, step | more]

    own, another, none = managed.sells(
        *back(one), *back(one, tender="Gift Card", number="GC-99"), *lost(number="900000000017")
    )[1::2]
    *_, swapped = managed.sells(*back(other, exchange=True), LATTE, cash(), CLOSE)
    refused = managed.sells(
        *back(by_cash, tender="Gift Card"),
        *lost(),
        *back(by_cash, tender="Gift Card", number="4111111111111111"),
        *back(by_cash, number="GC-17"),
    )[1::2]

    given = [own, another, none, swapped]
    assert [each["refunds"][0]["number"] for each in given] == ["GC-17", "GC-99", "…0017", "GC-17"]
    assert [each["number"] for each in swapped["state"]["payments"]] == [None, "GC-17"]
    wanted = ["wants the number", "wants the number", "payment card", "Name its tender"]
    assert all(words in each["error"]["message"] for words, each in zip(wanted, refused, strict=True)), refused
    papers = [each.read_text(encoding="utf-8") for each in (managed.folder / "paper").glob("*.txt")]
    assert all(any("RETURN" in paper and f"No. {number}" in paper for paper in papers) for number in ("GC-99", "…0017"))
    for sale in (one, other, none, swapped):
        assert replayed(exported(managed, number_of(sale))).status == 0


def test_what_was_done_under_other_settings_comes_out_by_those(managed: Till) -> None:
    sold = number_of(managed.sells(MUFFINS, LATTE, cash("20.00"), CLOSE)[-1])
    managed.change("store", header=["Under new owners"])
    managed.change("money", cash_rounding="0.25")
    back: Step = {"do": "return_items", "transaction_id": sold, "lines": [{"line_id": "1", "quantity": "1"}]}
    assert managed.sells(APPROVE, back | {"reason": "Broken"})[-1]["ok"]
    managed.change("store", header=["Under the old ones again"])
    assert managed.sells(APPROVE, back | {"reason": "Broken"})[-1]["ok"]
    path = exported(managed, sold)
    facts = json.loads(path.read_text(encoding="utf-8"))

    assert replayed(path).status == 0, replayed(path).err
    sale, *returns = [each.get("rules") for each in facts["snapshots"]]
    assert sale is None
    assert [each["store"]["header"] for each in returns] == [["Under new owners"], ["Under the old ones again"]]


def test_a_sale_that_settings_change_under_comes_out_by_each_in_turn(managed: Till) -> None:
    opened = managed.sells(MUFFINS, cash("5.00"))[-1]
    managed.change("money", cash_rounding="0.25")
    assert managed.sells(LATTE, cash("30.00"))[-1]["ok"]
    managed.change("money", cash_rounding="0.10")
    managed.change("store", footer=["Thank you"])
    closed = managed.sells(CLOSE)[-1]
    assert number_of(closed) == number_of(opened)
    path = exported(managed, number_of(closed))

    ran = replayed(path)
    assert ran.status == 0, ran.err
    facts = json.loads(path.read_text(encoding="utf-8"))
    changed = [each["rules"]["money"]["cash_rounding"] for each in facts["steps"] if "rules" in each]
    assert (facts["rules"]["money"]["cash_rounding"], changed) == ("0.05", ["0.25"])
    assert facts["snapshots"][0]["rules"]["store"]["footer"] == ["Thank you"]


def test_a_sale_that_is_still_open_comes_out_as_far_as_it_is(managed: Till) -> None:
    opened = managed.sells(LATTE, MUFFINS)[-1]
    ran = replayed(exported(managed, number_of(opened)), "--json")

    assert ran.status == 0, ran.err
    last = json.loads(ran.out.splitlines()[-1])
    assert (last["figures"]["total"], last["figures"]["line 2 quantity"]) == (opened["state"]["total"], "3")


def test_steps_survive_the_kill_that_the_sale_survives(managed: Till, tmp_path: Path) -> None:
    with managed.process("script") as process:
        driven = Driven(process)
        driven.step(**SIGN_IN)
        opened = driven.step(**LATTE)
        driven.step(**MUFFINS)
        driven.kill()
    assert opened is not None
    path = exported(managed, number_of(opened))

    assert len(json.loads(path.read_text())["steps"]) == 2
    *_, closed = managed.sells(APPLES, cash("40.00"), CLOSE)
    assert number_of(closed) == number_of(opened)
    assert replayed(exported(managed, number_of(closed))).status == 0


def plant_price(facts: Any) -> None:  # noqa: ANN401 - a file's JSON
    facts["steps"][0]["lines"][0]["unit_price"] = "4.51"


def plant_mode(facts: Any) -> None:  # noqa: ANN401 - a file's JSON
    facts["rules"]["money"]["rounding_mode"] = "away_from_zero"


def plant_payload_byte(facts: Any) -> None:  # noqa: ANN401 - a file's JSON
    expected = facts["snapshots"][0]["expected"]
    assert "latte" in expected["payload"]
    expected["payload"] = expected["payload"].replace("latte", "lattf")


def plant_offered_cents(facts: Any) -> None:  # noqa: ANN401 - a file's JSON
    facts["steps"][1]["discounts"][0]["amount"] = "0.46"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (plant_price, "line 1 subtotal is 4.51, and was 4.50"),
        (plant_mode, "tax STD is 0.34, and was 0.33"),
        (plant_payload_byte, "the payload is another from byte"),
        (plant_offered_cents, "discount D1 is 0.45, and was 0.46"),
    ],
)
def test_a_planted_change_is_named(managed: Till, change: Callable[[Any], None], named: str) -> None:
    path = exported(managed, number_of(managed.sells(LATTE, TENTH, cash(), CLOSE)[-1]))
    assert replayed(path).status == 0
    ran = replayed(replanted(path, change))

    assert ran.status == 1
    assert named in ran.err
    assert "not as it was written" not in ran.err


def test_a_file_that_was_changed_damaged_or_is_newer_is_said_to_be_that(managed: Till) -> None:
    path = exported(managed, number_of(managed.sells(LATTE, cash(), CLOSE)[-1]))
    text = path.read_text(encoding="utf-8")

    def said(content: str) -> str:
        other = path.with_name("other.json")
        other.write_text(content, encoding="utf-8")
        ran = replayed(other)
        assert ran.status == 1
        assert ran.err.count("\n") == 1
        return ran.err

    assert "the file is not as it was written" in said(text.replace('"Latte"', '"Later"'))
    assert "not whole JSON" in said(text[:-200])
    assert "is no sale" in said("{}")
    assert "newer version" in said(text.replace('"format_version": 1', '"format_version": 2'))
    assert "is damaged" in said(text.replace('"goods"', '"goofs"'))
    assert "Export the sale again" in said(text.replace('"quantity": "1"', '"quantity": "one"'))


def test_a_sale_that_no_steps_are_kept_of_is_refused_in_a_sentence(managed: Till) -> None:
    ran = managed.run("journal", "export", "--transaction", "lane-1-XXXX-000001", managed.folder / "none.json")

    assert ran.status == 1
    assert "No step of a sale lane-1-XXXX-000001 is kept here" in ran.err
    assert not (managed.folder / "none.json").exists()


def test_nothing_secret_and_nothing_keyed_is_in_the_file_or_the_steps(managed: Till) -> None:
    managed.change("platform", offline_member="Phone")
    steps: tuple[Step, ...] = ({"do": "lookup_member", "phone": "5550100001"}, LATTE, cash(), CLOSE)
    answers = managed.sells(*steps)
    closed = answers[-1]
    assert closed["state"]["member"]["user_id"] == "5550100001"
    path = exported(managed, number_of(closed))
    text = path.read_text(encoding="utf-8")

    assert replayed(path).status == 0
    for secret in ("5550100001", "demo-secret", "demo-key"):
        assert secret not in text
    with closing(sqlite3.connect(managed.database)) as connection:
        kept = connection.execute("SELECT GROUP_CONCAT(steps) FROM sale_steps").fetchone()[0]
    assert "5550100001" not in kept
