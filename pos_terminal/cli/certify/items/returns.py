"""Item 34: goods that come back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pos_terminal.cli.certify.item import Item, Needs

if TYPE_CHECKING:
    from pos_terminal.cli.certify.screen import State
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial


def _returns(trial: Trial) -> None:
    """One of two comes back, and then all the rest: once as a sale of nothing, once as a void."""
    for ends in ("empty", "void"):
        changes = {
            "printer": {"driver": "file", "target": str(trial.folder / f"paper-{ends}")},
            "platform": {"full_return": ends},
        }
        with trial.till(ends, changes) as till:
            till.ring(trial.known.item, trial.known.item, "muffin")
            till.must("lookup_member", phone=trial.known.phone)
            till.must("tender", type="Cash")
            sold = till.must("close")
            till.flush()
            till.refused("approval_needed", "return_items", **_back(sold, {"1": "1"}))
            left = _returned(trial, till, sold, {"1": "1"})
            _returned(trial, till, sold, {each["line_id"]: each["quantity"] for each in left["lines"]})
        told = [each for each in trial.documents() if each["transaction_id"] == sold["transaction_id"]]
        _less_each_time(trial, told)
        last = told[-1]
        come = (last["is_voided"], last["items"] == [])
        trial.equal(f"Voided, and empty, at the end with full_return {ends}", (ends == "void", ends == "empty"), come)


def _back(sold: State, lines: dict[str, str]) -> dict[str, object]:
    """What comes back of a sale."""
    rows = [{"line_id": line_id, "quantity": quantity} for line_id, quantity in lines.items()]
    return {"transaction_id": sold["transaction_id"], "lines": rows, "tender": "Cash"}


def _returned(trial: Trial, till: Till, sold: State, lines: dict[str, str]) -> State:
    """Take these lines back; the sale after it, when it was sent."""
    till.approved()
    left = till.must("return_items", **_back(sold, lines))
    promises = [line for line in till.receipt().splitlines() if "point" in line.casefold()]
    trial.equal("Lines about points on the slip", [], promises)
    till.flush()
    return left


def _less_each_time(trial: Trial, told: list[dict[str, Any]]) -> None:
    """The same sale three times: nothing grows but the time."""
    trial.equal("Times the sale was told", 3, len(told))
    trial.equal("Opening times of all of them", 1, len({each["open_time"] for each in told}))
    times = [each["modified_time"] for each in told]
    trial.equal("Times of change, ever later", sorted(set(times)), times)
    first, second, _ = ({row["line_id"]: row["quantity"] for row in each["items"]} for each in told)
    trial.equal("Lines and quantities after the first return", first | {"1": first["1"] - 1}, second)
    for each in told[:2]:
        paid = sum(Decimal(str(row["amount"])) for row in each["payments"])
        due = Decimal(str(each["subtotal"])) + Decimal(str(each["tax_total"]))
        trial.equal("Paid of what is due without included taxes", due, paid)


ITEMS = (
    Item(
        34,
        "A return resends the sale with fewer items; a full one leaves none, or is a void, as it is set",
        _returns,
        Needs.ANY,
        ("phone",),
    ),
)
