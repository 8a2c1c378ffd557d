"""Items 9 to 15: looking members up, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_terminal.application.asking import fetched
from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.shop import LAYLA, LIAM, SHARED_PHONE, UNKNOWN_PHONE
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.member import KeyKind, LookupKey
from pos_terminal.presentation.profile import NOT_AVAILABLE, ProfileField, profile_facts

if TYPE_CHECKING:
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial

_ARGUMENTS = ("email", "phone", "user_id", "external_customer_id")
_WRITTEN = "+1 (555) 010-0123"


def _by_each_identifier(trial: Trial) -> None:
    known = trial.known
    ways = {"phone": known.phone, "email": known.email, "external_customer_id": known.card, "user_id": known.user_id}
    with trial.till() as till:
        found = {till.must("lookup_member", **{name: value})["member"]["user_id"] for name, value in ways.items()}
        till.must("remove_member")
        found.add(till.must("scan", code=known.card)["member"]["user_id"])
        till.must("void", reason="done")
    trial.equal("Members found", 1, len(found))
    asked = [{name: call.payload.get(name) for name in _ARGUMENTS} for call in trial.calls("lookup")]
    given = [{name: value for name, value in each.items() if value is not None} for each in asked]
    expected = [{name: value} for name, value in ways.items()] + [{"external_customer_id": known.card}]
    trial.equal("Arguments of each lookup", expected, given)


def _phone_forms(trial: Trial) -> None:
    for form, digits in (("digits", "15550100123"), ("strip_us_1", "5550100123")):
        with trial.till(form, {"platform": {"phone_form": form}}) as till:
            before = len(trial.calls())
            for written in (_WRITTEN, "15550100123"):
                till.do("lookup_member", phone=written)
            sent = [each.payload["phone"] for each in trial.calls("lookup")[before:]]
            trial.equal(f"Phone numbers as they go out with phone_form {form}", [digits, digits], sent)
            till.refused("bad_argument", "lookup_member", phone="9999999999")
            trial.equal("Requests for a number that nobody has", before + 2, len(trial.calls()))


def _told_apart(trial: Trial) -> None:
    pages, known = trial.pages, trial.known
    with trial.till() as till:
        till.ring(known.item)
        nobody = till.refused("no_member", "lookup_member", phone=UNKNOWN_PHONE)
        several = till.refused("several_members", "lookup_member", phone=SHARED_PHONE)
        pages.fail("garbage", "lookup", variant="errors_object")
        error = till.refused("platform_refused", "lookup_member", phone=known.phone)
        pages.cut()
        silent = till.refused("platform_unreachable", "lookup_member", phone=known.phone)
        said = {each.sentence for each in (nobody, several, error, silent)}
        trial.equal("Different sentences", 4, len(said))
        till.must("tender", type="Cash")
        state = till.must("close")
        trial.equal("The sale after all of them", "closed", state["status"])
        pages.mend()
        till.flush()
    for habit in ("error", "404"):
        pages.post("habits", nobody=habit)
        with trial.till() as till:
            till.refused("no_member", "lookup_member", phone=UNKNOWN_PHONE)


def _several_and_partial(trial: Trial) -> None:
    trial.pages.post("habits", several="rows")
    with trial.till() as till:
        till.ring(trial.known.item)
        seen = till.refused("several_members", "lookup_member", phone=SHARED_PHONE)
        trial.equal("Rows that came", 2, len(trial.calls("lookup")[-1].answer["payload"]["users"]))
        trial.equal("Member of the sale", None, seen.state["member"])
        till.must("remove_line", line_id=seen.state["lines"][0]["line_id"])
        before = len(trial.calls("lookup"))
        state = till.must("lookup_member", phone="5550100003")
        asked = [each.payload.get("user_id") for each in trial.calls("lookup")[before:]]
    trial.equal("User ids of the lookups for a row without offers", [None, LIAM], asked)
    trial.equal("Offers shown then", ["uo-dollar-3"], [each["offer_id"] for each in state["offers"]])


def _refreshed_once(trial: Trial) -> None:
    known = trial.known
    with trial.till() as till:
        till.must("lookup_member", phone=known.phone)
        till.ring(known.item, "muffin")
        before = len(trial.calls("lookup"))
        till.must("show")
        till.must("show")
        asked = trial.calls("lookup")[before:]
        trial.equal("Lookups for two changes of the cart", 1, len(asked))
        (payload,) = (each.payload for each in asked)
        given = [name for name in _ARGUMENTS if payload.get(name) is not None]
        trial.equal("What it was asked by", ["user_id"], given)
        trial.equal("Lines of the cart it was asked with", 2, len(payload["transaction"]["items"]))
        _late_answers(trial, till)


def _late_answers(trial: Trial, till: Till) -> None:
    """An answer that arrives when the sale it was for has gone, or another question was asked since."""
    membership, key = till.terminal.membership, LookupKey(KeyKind.PHONE, trial.known.phone)
    late = membership.look_up(key)()
    fetched(membership.look_up(key))
    trial.holds("an answer to a question that was asked again is dropped", holds=_is_dropped(late))
    of_the_last_guest = membership.look_up(key)()
    till.must("void", reason="gone")
    till.ring("muffin")
    trial.holds("an answer for the guest before is dropped", holds=_is_dropped(of_the_last_guest))
    trial.equal("Member of the new sale", None, till.must("show")["member"])
    till.must("void", reason="done")


def _is_dropped(land: object) -> bool:
    if not callable(land):
        raise TypeError("an errand lands by being called")
    try:
        land()
    except NotAllowedNow:
        return True
    return False


def _changed_member(trial: Trial) -> None:
    known, pages = trial.known, trial.pages
    with trial.till() as till:
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("apply_offer", code=known.offer, type="UserOfferId")
        state = till.must("lookup_member", phone="5550100002")
        trial.equal("Discounts of the sale", [], state["discounts"])
        mine = [each["offer_id"] for each in state["offers"] if each["state"] != "unknown"]
        trial.equal("Offers shown, but for what is on its way back", ["uo-tenth-2"], mine)
        till.flush()
        trial.equal("The old member's offer", "ISSUED", pages.offer(known.offer)["state"])
        till.must("apply_offer", code="uo-tenth-2", type="UserOfferId")
        state = till.must("remove_member")
        trial.equal("Member and offers when nobody is on the sale", (None, []), (state["member"], state["discounts"]))
        till.flush()
        trial.equal("The next one's offer", "ISSUED", pages.offer("uo-tenth-2")["state"])
        order = [each.endpoint for each in trial.calls("lock", "unlock")]
        trial.equal("Locks and unlocks", ["lock", "unlock", "lock", "unlock"], order)
        till.must("void", reason="done")


def _not_told(trial: Trial) -> None:
    with trial.till() as till:
        till.ring(trial.known.item)
        state = till.must("lookup_member", user_id=LAYLA)
        trial.equal("Points of a member whose points the platform does not tell", None, state["member"]["points"])
        shown = any("points not available" in line for line in trial.shown[-1].screen)
        trial.holds("the screen says that points are not available", holds=shown, came=trial.shown[-1].screen)
        visit = till.terminal.desk.visit
        told = visit is not None and visit.knows_offers
        trial.equal("Whether the till takes missing offers for none", False, told)
        (tier,) = profile_facts(visit.member if visit else None, [ProfileField.of("tier")])
        trial.equal("A field of the profile that the platform does not tell", NOT_AVAILABLE, tier.figure)
        till.must("void", reason="done")


_KEYS = ("phone", "email", "card", "user_id")
ITEMS = (
    Item(
        9,
        "A member is found by phone, e-mail, card, scanned card and user id, with exactly one argument each",
        _by_each_identifier,
        Needs.ANY,
        _KEYS,
        left_out="Keyboards and scanners themselves: the screen's own tests have them.",
    ),
    Item(10, "Phone numbers go out in the agreed form, and made-up ones not at all", _phone_forms, Needs.ANY),
    Item(11, "Nobody, several, an error and silence are told apart, and the sale goes on", _told_apart),
    Item(
        12, "Two rows attach nobody; a row without offers is asked for once more by its user id", _several_and_partial
    ),
    Item(13, "A changed cart is asked about once; late answers are dropped", _refreshed_once, Needs.ANY, ("phone",)),
    Item(14, "A changed member's offers go back first and leave the screen", _changed_member),
    Item(15, "What the platform does not tell is not available, rather than none", _not_told),
)
