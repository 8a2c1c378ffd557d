"""Items 25 to 27 and 30: offers that are in use elsewhere, claimed by a code, kept too long, or let go."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.items.offers import lock, rung_up
from pos_terminal.cli.certify.shop import ENDS_AFTER, EXPIRED_CODE, UNKNOWN_CODE

if TYPE_CHECKING:
    from pos_terminal.cli.certify.trial import Trial

_ENDED_AFTER = ENDS_AFTER + timedelta(seconds=0.1)
_A_MOMENT = 0.05


def _locked_elsewhere(trial: Trial) -> None:
    offer = trial.known.offer
    with trial.till("b") as other, trial.till() as till:
        for each in (other, till):
            rung_up(each, trial, trial.known.item)
        lock(other, offer)
        before = len(trial.calls("lock"))
        seen = till.refused("platform_refused", "apply_offer", code=offer, type="UserOfferId")
        trial.holds("it says that the platform does not give it", holds="platform" in seen.sentence, came=seen.sentence)
        till.must("show")
        trial.equal("Tries by itself", before + 1, len(trial.calls("lock")))
        other.must("void", reason="gone")
        other.flush()
        state = lock(till, offer)
        trial.equal("Discounts when it is tried again", 1, len(state["discounts"]))
        till.must("void", reason="done")
        till.flush()


def _codes(trial: Trial) -> None:
    with trial.till() as till:
        till.ring(trial.known.item)
        said = set()
        codes = (UNKNOWN_CODE,) if trial.ground.pages is None else (UNKNOWN_CODE, EXPIRED_CODE)
        for code in codes:
            said.add(till.refused("platform_refused", "apply_offer", code=code, type="TTLCode").sentence)
        before = len(trial.calls("lock"))
        state = till.must("apply_offer", code=trial.known.ttl_code, type="TTLCode")
        trial.equal("Member of the sale", trial.known.user_id, state["member"]["user_id"])
        said.add(till.refused("not_allowed_now", "apply_offer", code=trial.known.ttl_code, type="TTLCode").sentence)
        trial.equal("Requests for a code that is scanned twice", before + 1, len(trial.calls("lock")))
        trial.equal("Different sentences", len(codes) + 1, len(said))
        till.must("void", reason="done")
        till.flush()
        till.ring(trial.known.item)
        till.must("scan", code=trial.known.ttl_code)
        before = len(trial.calls("lock", "lookup"))
        till.refused("not_allowed_now", "scan", code=trial.known.ttl_code)
        trial.equal("Requests for a second scan of it", before, len(trial.calls("lock", "lookup")))
        till.must("void", reason="done")
        till.flush()


def _kept_too_long(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        rung_up(till, trial, trial.known.item)
        state = lock(till, "uo-ending-1")
        _wait_until_it_ended(trial)
        till.must("tender", type="Cash")
        closed = till.must("close")
        trial.equal("Total when the offer has ended since", state["total"], closed["total"])
        till.flush()
        trial.equal("Its status as it was sent", "LOCKED", trial.documents()[-1]["discounts"][0]["status"])
        trial.equal("Locks", 1, len(trial.calls("lock")))
        trial.equal("The offer", "REDEEMED", pages.offer("uo-ending-1")["state"])
        rung_up(till, trial, trial.known.item)
        lock(till, "uo-tenth-1")
        trial.clock.wait(till.terminal.settings.platform.lock_max_age + 1)
        till.must("tender", type="Cash")
        trial.equal("Locks of an offer that was kept too long", 2, len(trial.calls("lock")) - 1)
        till.must("close")
        till.flush()
        trial.equal("That offer", "REDEEMED", pages.offer("uo-tenth-1")["state"])


def _wait_until_it_ended(trial: Trial) -> None:
    """The simulator keeps time by the machine's clock."""
    while trial.clock.now() < trial.began + _ENDED_AFTER:
        Event().wait(_A_MOMENT)


def _let_go(trial: Trial) -> None:
    offer, pages = trial.known.offer, trial.pages
    with trial.till() as till:
        for leaves in ("void", "sign_out"):
            rung_up(till, trial, trial.known.item)
            lock(till, offer)
            till.must(leaves, **({"reason": "gone"} if leaves == "void" else {}))
            till.flush()
            trial.equal(f"The offer after {leaves.replace('_', ' ')}", "ISSUED", pages.offer(offer)["state"])
        till.sign_in()
        lock(till, offer)
        pages.cut()
        state = till.must("remove_offer", offer_id=offer)
        waits = [each["reason"] for each in state["offers"] if each["offer_id"] == offer]
        trial.holds("an offer that cannot go back yet is shown", holds=any("given back" in each for each in waits))
    pages.mend()
    with trial.till() as till:
        till.flush()
        trial.equal("The offer when the program has ended meanwhile", "ISSUED", pages.offer(offer)["state"])


ITEMS = (
    Item(
        25,
        "An offer in use elsewhere: it is said, can be tried again, and is not tried by itself",
        _locked_elsewhere,
        Needs.ANY,
        ("user_id", "offer"),
    ),
    Item(
        26,
        "A code that is expired, unknown or scanned twice: three sentences, one request",
        _codes,
        Needs.ANY,
        ("ttl_code", "user_id"),
    ),
    Item(
        27,
        "An offer that ends between lock and close keeps its price; an old lock is renewed before money",
        _kept_too_long,
    ),
    Item(
        30,
        "A sale given up, a cashier gone: the offer goes back, at once or when it can",
        _let_go,
        left_out="The idle timer: it belongs to the screen.",
    ),
)
