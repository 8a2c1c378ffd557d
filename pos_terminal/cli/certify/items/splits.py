"""Item 35: a sale that is split into parts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.shop import price

if TYPE_CHECKING:
    from pos_terminal.cli.certify.screen import State
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial

_SUMS = ("subtotal", "tax_total")
_WAYS = 3


def _splits(trial: Trial) -> None:
    currency = trial.ground.settings.currency
    with trial.till() as till:
        till.ring(trial.known.item, "muffin")
        whole = till.must("add_discount", amount=price(50, currency), reason="late")
        split = till.must("split", ways=_WAYS)
        parent, children = whole["transaction_id"], [each["transaction_id"] for each in split["suspended"]]
        _paid(till, split)
        for each in children:
            _paid(till, till.must("resume", transaction_id=each))
        till.flush()
    told = {each["transaction_id"]: each for each in trial.documents()}
    trial.equal("Sales that were sent", {parent, *children}, set(told))
    froms = [told[each].get("from_transaction_id") for each in (parent, *children)]
    trial.equal("What each came from", [None, *[parent] * len(children)], froms)
    for name in _SUMS:
        came = sum(Decimal(str(each[name])) for each in told.values())
        trial.equal(f"Sum of each part's {name}", Decimal(whole[name]), came)
    off = sum(Decimal(str(row["amount"])) for each in told.values() for row in each["discounts"])
    trial.equal("Sum of what the parts take off", Decimal(price(50, currency)), off)
    rows = [row for each in told.values() for row in each["items"]]
    for line in whole["lines"]:
        for name in ("quantity", "subtotal"):
            parts = sum(Decimal(str(row[name])) for row in rows if row["item_id"] == line["item_id"])
            trial.equal(f"Sum of the {name} of {line['name']}", Decimal(line[name]), parts)
    _splits_with_lock(trial)


def _paid(till: Till, state: State) -> None:
    """Close the open sale; one with nothing due is closed without money."""
    if Decimal(state["balance_due"]):
        till.must("tender", type="Cash")
    till.must("close")


def _splits_with_lock(trial: Trial) -> None:
    """A locked offer is held for one sale: it goes to another by unlock and lock alone."""
    known, before = trial.known, len(trial.calls())
    with trial.till("b") as till:
        till.ring(known.item, "muffin")
        till.must("lookup_member", phone=known.phone)
        till.must("apply_offer", code=known.offer, type="UserOfferId", how="lock")
        moved = [{"line_id": "1", "quantity": "1"}]
        till.refused("not_allowed_now", "split", lines=moved)
        till.must("remove_offer", offer_id=known.offer)
        till.flush()
        state = till.must("split", lines=moved)
        parent, child = state["transaction_id"], state["suspended"][0]["transaction_id"]
        _paid(till, state)
        till.must("resume", transaction_id=child)
        till.must("lookup_member", phone=known.phone)
        state = till.must("apply_offer", code=known.offer, type="UserOfferId", how="lock")
        _paid(till, state)
        till.flush()
    calls = [each for each in trial.calls("lock", "unlock") if each in trial.calls()[before:]]
    trial.equal("What happened to the offer", ["lock", "unlock", "lock"], [each.endpoint for each in calls])
    held_for = [each.transactions[0]["transaction_id"] for each in calls if each.endpoint == "lock"]
    trial.equal("What it was held for", [parent, child], held_for)
    told = {each["transaction_id"]: each for each in trial.documents()}
    claims = [len(told[each]["discounts"]) for each in (parent, child)]
    trial.equal("Discounts of the first sale and of the part", [0, 1], claims)


ITEMS = (
    Item(
        35,
        "A split sale's parts add up to it to the cent, and a locked offer moves by unlock and lock alone",
        _splits,
        Needs.ANY,
        ("phone", "offer"),
    ),
)
