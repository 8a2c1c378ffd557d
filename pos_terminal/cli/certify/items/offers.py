"""Items 16 to 21: offers that are locked, refused, and edited under."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.shop import price
from pos_terminal.domain.errors import NotAllowedNow

if TYPE_CHECKING:
    from pos_terminal.cli.certify.call import Call
    from pos_terminal.cli.certify.screen import State
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial


def rung_up(till: Till, trial: Trial, *item_ids: str) -> State:
    """A sale of these items with the member on it."""
    till.ring(*item_ids)
    return till.must("lookup_member", user_id=trial.known.user_id)


def lock(till: Till, offer_id: str) -> State:
    """Lock an offer for the open sale; the state after it."""
    return till.must("apply_offer", code=offer_id, type="UserOfferId", how="lock")


def _told(call: Call) -> tuple[Any, ...]:
    transaction = call.payload["transaction"]
    return transaction["transaction_id"], call.payload["offer_lookup_code"]


def _refused_lock(trial: Trial) -> None:
    with trial.till() as till:
        before = rung_up(till, trial, trial.known.item)
        listed = {each["offer_id"]: each["state"] for each in before["offers"]}
        trial.equal("The offer as the lookup listed it", "available", listed["uo-ended-1"])
        seen = till.refused("platform_refused", "apply_offer", code="uo-ended-1", type="UserOfferId")
        trial.holds("the reason is told", holds="expired" in seen.sentence, came=seen.sentence)
        trial.equal("Total", before["total"], seen.state["total"])
        after = {each["offer_id"]: each["state"] for each in seen.state["offers"]}
        trial.equal("The refused offer", "not_yet", after.pop("uo-ended-1"))
        listed.pop("uo-ended-1")
        trial.equal("The other offers", listed, after)
        till.must("void", reason="done")
        till.flush()


def _edit_after_lock(trial: Trial) -> None:
    known = trial.known
    with trial.till() as till:
        rung_up(till, trial, known.item)
        # Given first, so that the offer stands on it: one on top of the offer is nothing that a lock is asked with.
        till.approved()
        till.must("add_discount", amount=price(50, trial.ground.settings.currency), reason="late")
        for change in ("quantity", "item", "modifier", "price", "discount"):
            locked = lock(till, known.offer) if change == "quantity" else till.must("show")
            line_id = locked["lines"][0]["line_id"]
            if change == "quantity":
                till.must("set_quantity", line_id=line_id, quantity="3")
            elif change == "item":
                till.ring("muffin")
            elif change == "modifier":
                till.must("add_modifier", line_id=line_id, item_id="oat")
            else:
                _of_the_shop(till, trial, change, line_id)
            _tender_waits(trial, till)
            before = len(trial.calls("lock"))
            state = till.must("tender", type="Cash")
            trial.equal(f"Locks after a changed {change}", before + 1, len(trial.calls("lock")))
            given = Decimal(trial.calls("lock")[-1].answer["payload"]["amount"])
            (theirs,) = (Decimal(each["amount"]) for each in state["discounts"] if each["source"] != "POS")
            trial.equal("What it takes off, in place of the old one", given, theirs)
            till.must("remove_tender", payment_id=state["payments"][0]["payment_id"])
        trial.equal("Transactions and offers of all locks", 1, len({_told(each) for each in trial.calls("lock")}))
        till.must("void", reason="done")
        till.flush()


def _of_the_shop(till: Till, trial: Trial, change: str, line_id: str) -> None:
    """A price of the shop's own for a line, or its discount taken away from below the offer."""
    currency = trial.ground.settings.currency
    if change == "price":
        till.approved()
        till.must("set_price", line_id=line_id, unit_price=price(300, currency), reason="as agreed")
    else:
        till.must("remove_discount", reference_id="D1")


def _tender_waits(trial: Trial, till: Till) -> None:
    """No money is taken while the sale differs from the one that was locked for."""
    try:
        till.terminal.checkout.tender("Cash")
    except NotAllowedNow as refusal:
        trial.holds("the tender waits for the next lock", holds=True, came=refusal.sentence)
        return
    trial.holds("the tender waits for the next lock", holds=False, came="money was taken")


def _invalid_after_edit(trial: Trial) -> None:
    with trial.till() as till:
        state = rung_up(till, trial, trial.known.item, *["muffin"] * 4)
        full = Decimal(state["total"])
        state = lock(till, "uo-fifteen-1")
        trial.holds("the offer lowers the total", holds=Decimal(state["total"]) < full, came=state["total"])
        muffins = state["lines"][1]["line_id"]
        till.must("remove_line", line_id=muffins)
        seen = till.refused("platform_refused", "tender", type="Cash")
        trial.equal("Discounts left", [], seen.state["discounts"])
        trial.equal("Total", seen.state["total"], seen.state["balance_due"])
        till.flush()
        trial.equal("What happened to the offer", ["lock", "lock", "unlock"], _offer_calls(trial))
        trial.equal("The offer", "ISSUED", trial.pages.offer("uo-fifteen-1")["state"])
        till.must("tender", type="Cash")
        till.must("close")


def _offer_calls(trial: Trial) -> list[str]:
    return [each.endpoint for each in trial.calls("lock", "unlock", "redeem", "reinstate")]


def _edit_after_part_payment(trial: Trial) -> None:
    known, currency = trial.known, trial.ground.settings.currency
    with trial.till() as till:
        rung_up(till, trial, known.item, "muffin")
        state = lock(till, "uo-tenth-1")
        part = price(100, currency)
        state = till.must("tender", type="Credit Card", amount=part)
        muffin = state["lines"][1]["line_id"]
        before = len(trial.calls("lock"))
        till.must("remove_line", line_id=muffin)
        state = till.must("tender", type="Credit Card", amount=part)
        trial.equal("Locks before the next tender", before + 1, len(trial.calls("lock")))
        smaller = Decimal(state["discounts"][0]["amount"])
        till.ring("bagel", "bagel")
        state = till.must("tender", type="Cash")
        trial.holds(
            "the discount grows with the sale", holds=Decimal(state["discounts"][0]["amount"]) > smaller, came=smaller
        )
        trial.equal("Due", Decimal(0), Decimal(state["balance_due"]))
        dues = [Decimal(each.state["balance_due"]) for each in trial.shown]
        trial.holds("nothing due is ever below zero", holds=min(dues) >= 0, came=min(dues))
        till.must("close")
        till.flush()
    (document,) = trial.documents()
    paid = sum(each["amount"] for each in document["payments"])
    trial.equal("Paid of subtotal and tax", document["subtotal"] + document["tax_total"], paid)


def _two_offers(trial: Trial) -> None:
    with trial.till() as till:
        rung_up(till, trial, trial.known.item, "muffin")
        lock(till, "uo-latte-1")
        till.refused("platform_refused", "apply_offer", code="uo-ended-1", type="UserOfferId")
        state = lock(till, "uo-tenth-1")
        kept = [each["reference_id"] for each in state["discounts"]]
        trial.equal("Discounts after a refused one between them", ["uo-latte-1", "uo-tenth-1"], kept)
        orders = [each.answer["payload"]["stack_order"] for each in trial.calls("lock") if each.answer.get("payload")]
        trial.equal("Their order in the stack", [0, 1], orders)
        below = trial.calls("lock")[-1].payload["transaction"]["discounts"]
        trial.equal("What the second one stands on", ["uo-latte-1"], [each["reference_id"] for each in below])
        till.must("remove_offer", offer_id="uo-latte-1")
        till.must("tender", type="Cash")
        last = trial.calls("lock")[-1].payload
        trial.equal("The lock after the first has gone", "uo-tenth-1", last["offer_lookup_code"])
        trial.equal("What it stands on then", [], last["transaction"]["discounts"])
        till.must("close")
        till.flush()
        states = {each: trial.pages.offer(each)["state"] for each in ("uo-latte-1", "uo-tenth-1")}
        trial.equal("The offers at the end", {"uo-latte-1": "ISSUED", "uo-tenth-1": "REDEEMED"}, states)


def _part_of_a_line(trial: Trial) -> None:
    known, currency = trial.known, trial.ground.settings.currency
    with trial.till(changes={"printer": {"driver": "file", "target": str(trial.folder / "paper")}}) as till:
        till.must("add_item", item_id=known.item, quantity="4")
        till.must("lookup_member", user_id=known.user_id)
        state = lock(till, "uo-latte-1")
        given = trial.calls("lock")[-1].answer["payload"]
        trial.equal("Units it was given for", ["1"], given["discounted_line_id_quantities"])
        off = price(200, currency)
        trial.equal("Off the line on the screen", off, state["lines"][0]["discount"])
        till.must("tender", type="Cash")
        till.must("close")
        receipt = till.receipt()
        trial.holds(f"the receipt shows {off} off", holds=off in receipt, came=receipt)
        till.flush()
    (document,) = trial.documents()
    told = document["discounts"][0]
    trial.equal("Units in what was sent", ["1"], told["discounted_line_id_quantities"])
    trial.equal("Amount in what was sent", Decimal(off), Decimal(told["amount"]))


ITEMS = (
    Item(16, "A lock refused for an offer that was listed: the reason is told, nothing else changes", _refused_lock),
    Item(
        17,
        "An edit after a lock: one new lock for the same sale, and no money before it",
        _edit_after_lock,
        Needs.ANY,
        ("user_id", "offer"),
    ),
    Item(
        18,
        "An edit that the offer does not survive: it is unlocked, its discount gone, the total told",
        _invalid_after_edit,
    ),
    Item(
        19,
        "An edit after a part payment: a new lock before the next tender, nothing due below zero",
        _edit_after_part_payment,
    ),
    Item(20, "Two offers: locked in order, and the second again when the first goes", _two_offers),
    Item(
        21,
        "One unit of a line of four: screen, receipt and request agree",
        _part_of_a_line,
        left_out="Splitting that line: this version splits no sales.",
    ),
)
