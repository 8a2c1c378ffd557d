"""Items 22 to 24, 28 and 29: claims of an offer whose answer is late, lost, or not heard before the power went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.items.offers import rung_up
from pos_terminal.domain.offer import OfferCode, OfferCodeType

if TYPE_CHECKING:
    from pos_terminal.cli.certify.call import Call
    from pos_terminal.cli.certify.screen import Shown, State
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial

_OFFER, _OTHER = "uo-tenth-1", "uo-birthday-1"


def _claimed(till: Till, flow: str, offer: str = _OFFER) -> State:
    return till.must("apply_offer", code=offer, type="UserOfferId", how=flow)


def _unheard(till: Till, flow: str, offer: str = _OFFER) -> Shown:
    return till.refused("platform_unreachable", "apply_offer", code=offer, type="UserOfferId", how=flow)


def _paid(till: Till) -> State:
    till.must("tender", type="Cash")
    state = till.must("close")
    till.flush()
    return state


def _one_request(trial: Trial, endpoint: str, offer: str, tries: int) -> None:
    """All claims of this offer are one request: one id, and the very same bytes."""
    calls = _claims(trial, endpoint, offer)
    trial.equal(f"Tries to {endpoint} {offer}", tries, len(calls))
    trial.equal("Request ids and bytes of them", 1, len({(each.request_id, each.exchanged.sent) for each in calls}))


def _claims(trial: Trial, endpoint: str, offer: str) -> list[Call]:
    return [each for each in trial.calls(endpoint) if each.payload["offer_lookup_code"] == offer]


def _lost_lock(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        rung_up(till, trial, trial.known.item)
        pages.fail("drop_reply", "lock")
        state = _claimed(till, "lock")
        _one_request(trial, "lock", _OFFER, 2)
        trial.equal("Discounts", 1, len(state["discounts"]))
        _paid(till)
        trial.equal("Times the offer was used", 1, pages.offer(_OFFER)["redemptions"])
        full = rung_up(till, trial, trial.known.item)["total"]
        pages.fail("drop_request", "lock", until_cleared=True)
        seen = _unheard(till, "lock", _OTHER)
        standing = {each["offer_id"]: each["state"] for each in seen.state["offers"]}
        trial.equal("An offer that nothing is heard of, on the screen", "unknown", standing[_OTHER])
        till.refused("platform_unreachable", "tender", type="Cash")
        _one_request(trial, "lock", _OTHER, len(_claims(trial, "lock", _OTHER)))
        state = till.must("remove_offer", offer_id=_OTHER)
        trial.equal("Total without it", full, state["total"])
        pages.mend()
        _paid(till)
        trial.equal("The offer at the end", "ISSUED", pages.offer(_OTHER)["state"])
        trial.equal("Times it was unlocked", 1, [each.endpoint for each in trial.calls()].count("unlock"))


def _still_processing(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        rung_up(till, trial, trial.known.item)
        pages.fail("drop_reply", "lock")
        pages.fail("pending", "lock")
        state = _claimed(till, "lock")
        _one_request(trial, "lock", _OFFER, 3)
        outcomes = [each.exchanged.reply.why.value for each in _claims(trial, "lock", _OFFER)]
        trial.equal("What the second try was told", "pending", outcomes[1])
        trial.equal("Discounts in the end", 1, len(state["discounts"]))
        _paid(till)
        trial.equal("Times the offer was used", 1, pages.offer(_OFFER)["redemptions"])


def _state(trial: Trial, offer: str) -> str:
    return str(trial.pages.offer(offer)["state"])


def _power_cut(trial: Trial) -> None:
    with trial.till() as till:
        sale = rung_up(till, trial, trial.known.item)
        offering = till.terminal.offering
        offering.apply(OfferCode(_OFFER, OfferCodeType.USER_OFFER_ID))()  # what came back never reaches the desk
    trial.equal("The offer on the platform", "LOCKED", _state(trial, _OFFER))
    with trial.till() as till:
        seen = till.do("show")
        trial.equal("The sale at the next start", sale["transaction_id"], seen.state["transaction_id"])
        trial.equal("Its discounts", [], seen.state["discounts"])
        state = till.must("tender", type="Cash")
        trial.equal("Discounts once money is taken", 1, len(state["discounts"]))
        first = _claims(trial, "lock", _OFFER)[:2]
        trial.equal("Ids of the first two locks", 1, len({each.request_id for each in first}))
        trial.equal("Their bytes", 1, len({each.exchanged.sent for each in first}))
        till.must("close")
        till.flush()
        trial.equal("Times the offer was used", 1, trial.pages.offer(_OFFER)["redemptions"])


def _redeem_then_edit(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        rung_up(till, trial, trial.known.item)
        _claimed(till, "redeem")
        till.ring("muffin")
        state = till.must("tender", type="Cash")
        order = [each.endpoint for each in trial.calls("redeem", "reinstate")]
        trial.equal("What happened to the offer", ["redeem", "reinstate", "redeem"], order)
        trial.equal("Discounts", ["REDEEMED"], [each["status"] for each in state["discounts"]])
        till.must("remove_tender", payment_id=state["payments"][0]["payment_id"])
        till.ring("muffin")
        pages.fail("garbage", "redeem", variant="errors_object")
        seen = till.refused("platform_refused", "tender", type="Cash")
        trial.equal("Discounts when the next redeem is refused", [], seen.state["discounts"])
        trial.equal("Due", seen.state["total"], seen.state["balance_due"])
        trial.equal("The offer", "ISSUED", _state(trial, _OFFER))
        _paid(till)


def _lost_redeem(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        rung_up(till, trial, trial.known.item)
        pages.fail("drop_reply", "redeem", count=2)
        state = _claimed(till, "redeem")
        _one_request(trial, "redeem", _OFFER, 3)
        trial.equal("Discounts", 1, len(state["discounts"]))
        pages.fail("drop_reply", "redeem", until_cleared=True)
        _unheard(till, "redeem", _OTHER)
        pages.mend()
        state = till.must("tender", type="Cash")
        trial.equal("Discounts once both are known", 2, len(state["discounts"]))
        till.must("close")
        till.flush()
        used = [pages.offer(each)["redemptions"] for each in (_OFFER, _OTHER)]
        trial.equal("Times each was used", [1, 1], used)
        trial.equal(
            "Ids that the second was asked for under",
            1,
            len({each.request_id for each in _claims(trial, "redeem", _OTHER)}),
        )


ITEMS = (
    Item(
        22,
        "A lock whose answer is lost: the same request again, one discount; without any answer, sold without it",
        _lost_lock,
        left_out="Claiming the offer offline instead, where a shop wants it: the tills of this run do not.",
    ),
    Item(
        23, "A lock that is still being processed: asked for under the same id until there is a word", _still_processing
    ),
    Item(
        24,
        "The program ends between a lock and its answer: settled under the same id before money is taken",
        _power_cut,
        left_out="The cut itself by SIGKILL at every statement: the program's own test suite does that.",
    ),
    Item(
        28,
        "An edit after an immediate redeem: put back and redeemed anew, or sold at the full price",
        _redeem_then_edit,
    ),
    Item(29, "A redeem whose answer is lost: never used twice, never asked for under another id", _lost_redeem),
)
