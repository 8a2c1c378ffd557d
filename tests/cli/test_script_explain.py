"""The step `explain`: why a figure is what it is, of the open sale and of one that was closed."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

from tests.cli.till import CLOSE, LATTE, SIGN_IN, Step, Till, cash, refused_with

APPLES: Step = {"do": "add_item", "item_id": "apples", "quantity": "0.755"}
TENTH: Step = {"do": "add_discount", "percent": "10", "reason": "Regular"}


def explain(of: str, transaction_id: str | None = None) -> Step:
    step: Step = {"do": "explain", "of": of}
    return step | {"transaction_id": transaction_id} if transaction_id else step


def last(answer: Any) -> Step:  # noqa: ANN401 - a line of a script's output
    found: Step = answer["steps"][-1]
    return found


def test_the_total_ends_in_the_total_and_says_rounding_and_setting(till: Till) -> None:
    *_, answer = till.sells(LATTE, APPLES, TENTH, explain("total"))

    assert last(answer)["what"] == "total"
    assert last(answer)["result"] == answer["state"]["total"] == answer["figure"]
    tax = next(each for each in answer["steps"] if each["what"] == "tax" and "line_id" not in each)
    assert (tax["rounding"]["mode"], tax["rounding"]["step"], tax["rounding"]["to"]) == ("half_up", "0.01", "0.50")
    assert "[tax] rounding = document" in tax["rule"]
    assert Decimal(tax["rounding"]["from"]) == sum(Decimal(each["value"]) for each in tax["operands"])
    apples = next(each for each in answer["steps"] if each["what"] == "subtotal" and each.get("line_id") == "2")
    assert [each["value"] for each in apples["operands"]] == ["2.99", "0.755"]
    assert (apples["rounding"]["from"], apples["result"]) == ("2.25745", "2.26")


def test_each_figure_of_the_state_has_an_explanation_that_ends_in_it(till: Till) -> None:
    asked = ("subtotal", "tax_total", "balance_due", "change_due", "cash_rounding", "tax.STD", "1", "2", "1.subtotal")
    *answers, discount = till.sells(LATTE, APPLES, TENTH, *map(explain, asked), explain("D1"))[-len(asked) - 1 :]

    state = discount["state"]
    lines = {each["line_id"]: each for each in state["lines"]}
    wanted = {
        **{each: state[each] for each in ("subtotal", "tax_total", "balance_due", "change_due")},
        **{each: str(Decimal(of["subtotal"]) - Decimal(of["discount"])) for each, of in lines.items()},
        "cash_rounding": "0",
        "tax.STD": state["tax_total"],
        "1.subtotal": "4.50",
    }
    assert {answer["of"]: last(answer)["result"] for answer in answers} == wanted
    assert last(discount)["result"] == state["discounts"][0]["amount"]
    assert [each["value"] for each in last(discount)["operands"]] == [each["discount"] for each in state["lines"]]


def test_what_came_back_of_a_sale_is_explained_or_it_is_said_that_nothing_did(till: Till) -> None:
    *_, closed, refused = till.sells(LATTE, cash("10.00"), CLOSE, explain("returned"))
    assert refused_with(refused, "bad_argument")
    assert refused["error"]["message"].startswith("Nothing of this sale has come back")

    till.change("rights", return_items="cashier", cash_beyond_drawer="cashier")
    number = closed["state"]["transaction_id"]
    back: Step = {"do": "return_items", "transaction_id": number, "lines": [{"line_id": "1", "quantity": "1"}]}
    *_, answer = till.sells(back, explain("returned", number))
    assert last(answer)["result"] == closed["state"]["total"]


def test_nothing_is_taken_off_without_a_sign(till: Till) -> None:
    *_, answer = till.sells(LATTE, explain("tax_total"))

    assert [each["value"] for each in last(answer)["operands"] if each["name"] == "inside the prices"] == ["0.00"]


def test_a_closed_sale_is_explained_after_it_and_later_by_its_number(till: Till) -> None:
    *_, closed, at_once = till.sells(LATTE, cash("10.00"), CLOSE, explain("change_due"))
    number = closed["state"]["transaction_id"]
    _, later, _ = till.script(SIGN_IN, explain("total", number), explain("tax_total", number))

    assert last(at_once)["result"] == closed["state"]["change_due"] == "5.13"
    assert (later["transaction_id"], last(later)["result"]) == (number, closed["state"]["total"])


def test_what_cannot_be_explained_is_refused_in_a_sentence(till: Till) -> None:
    nothing, _, unknown, no_sale = till.script(
        SIGN_IN, explain("total"), LATTE, explain("tip"), explain("total", "L9")
    )[1:]

    assert refused_with(nothing, "not_allowed_now")
    assert refused_with(unknown, "bad_argument")
    assert "a line such as '1'" in unknown["error"]["message"]
    assert refused_with(no_sale, "bad_argument")


def test_a_closed_sale_is_explained_by_the_settings_of_then(till: Till) -> None:
    *_, closed = till.sells(LATTE, cash(), CLOSE)
    till.change("money", rounding_mode="away_from_zero")
    _, answer = till.script(SIGN_IN, explain("tax.STD", closed["state"]["transaction_id"]))

    assert (last(answer)["rounding"]["mode"], last(answer)["result"]) == ("half_up", "0.37")


def test_both_parts_of_a_split_sale_are_explained_after_they_were_closed(till: Till) -> None:
    till.change("tax", prices_include_tax=True)
    split = till.sells(LATTE, APPLES, TENTH, {"do": "split", "ways": 2}, cash(), CLOSE)[-1]
    part = split["state"]["suspended"][0]["transaction_id"]
    _, _, _, other, *answers = till.script(
        SIGN_IN,
        {"do": "resume", "transaction_id": part},
        cash(),
        CLOSE,
        *(explain("tax_total", number) for number in (split["state"]["transaction_id"], part)),
    )

    assert [last(each)["result"] for each in answers] == [each["state"]["tax_total"] for each in (split, other)]


def test_a_sale_whose_settings_are_not_kept_is_not_explained_by_others(till: Till) -> None:
    *_, closed = till.sells(LATTE, cash(), CLOSE)
    with closing(sqlite3.connect(till.database)) as connection:
        connection.execute("DROP TRIGGER sale_steps_stay")
        connection.execute("DELETE FROM sale_steps")
        connection.commit()
    till.change("money", rounding_mode="away_from_zero")
    _, answer = till.script(SIGN_IN, explain("total", closed["state"]["transaction_id"]))

    assert refused_with(answer, "not_allowed_now")
    assert "other settings" in answer["error"]["message"]


def test_a_sale_that_came_back_whole_says_what_was_sold_and_what_came_back(till: Till) -> None:
    till.change("rights", return_items="cashier")
    *_, closed = till.sells(LATTE, TENTH, cash(), CLOSE)
    number, back = closed["state"]["transaction_id"], {"line_id": "1", "quantity": "1"}
    asked = ("total", "returned", "tax.STD", "lines")
    _, returned, *answers = till.script(
        SIGN_IN,
        {"do": "return_items", "transaction_id": number, "lines": [back], "reason": "Broken"},
        *(explain(each, number) for each in asked),
    )

    total, came_back, tax, lines = answers
    assert returned["ok"], returned
    assert [each["value"] for each in last(total)["operands"]] == ["4.38", "-4.38"]
    assert (last(total)["result"], last(came_back)["result"]) == ("0.00", closed["state"]["total"])
    sold = [each for each in total["steps"] if each["what"] == "subtotal" and each.get("as_sold")]
    assert [each["result"] for each in sold if each.get("line_id")] == ["4.50"]
    assert [each["value"] for each in last(tax)["operands"]] == ["0.33", "-0.33"]
    assert [each["value"] for each in last(lines)["operands"]] == ["4.50", "-4.50"]


def test_a_sale_of_which_some_came_back_says_what_each_line_was_and_is(till: Till) -> None:
    till.change("rights", return_items="cashier")
    *_, closed = till.sells(LATTE, LATTE, cash(), CLOSE)
    number, back = closed["state"]["transaction_id"], {"line_id": "1", "quantity": "1"}
    _, returned, answer = till.script(
        SIGN_IN,
        {"do": "return_items", "transaction_id": number, "lines": [back], "reason": "Broken"},
        explain("total", number),
    )

    assert returned["ok"], returned
    assert last(answer)["operands"][0]["value"] == closed["state"]["total"]
    gone = next(each for each in answer["steps"] if each["what"] == "returned_price" and each.get("line_id") == "1")
    assert gone["result"] == "4.50"
