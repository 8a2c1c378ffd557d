"""Items 31 to 39: sales that are voided, and who may claim a sale by the codes on its receipt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.shop import price

if TYPE_CHECKING:
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Changes, Trial

_NOBODY = ("", "")
"""Who pays, where nobody says so."""
_LINK = re.compile(r"https?://\S+/([0-9a-fA-F-]{36})")


def _void_with_lock(trial: Trial) -> None:
    known = trial.known
    with trial.till() as till:
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("apply_offer", code=known.offer, type="UserOfferId", how="lock")
        state = till.must("void", reason="the guest left")
        trial.equal("The sale", "voided", state["status"])
        till.flush()
    order = [each.endpoint for each in trial.calls("lock", "unlock", "send_transaction", "send_batch_transaction")]
    trial.equal("What happened", ["lock", "unlock", "send_transaction"], order)
    document = trial.documents()[-1]
    trial.equal("Closed and voided", (True, True), (document["is_closed"], document["is_voided"]))
    claimed = [each for document in trial.documents() for each in document["discounts"] if each["status"]]
    trial.equal("Discounts of the platform in anything that was sent", [], claimed)
    trial.equal("What the unlock was about", known.offer, trial.calls("unlock")[0].payload["user_offer_id"])


def _void_after_redeem(trial: Trial) -> None:
    known = trial.known
    with trial.till() as till:
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("apply_offer", code=known.offer, type="UserOfferId", how="redeem")
        till.refused("approval_needed", "void", reason="the guest left")
        till.approved()
        till.must("void", reason="the guest left")
        till.flush()
    sends = ("send_transaction", "send_batch_transaction")
    order = [each.endpoint for each in trial.calls("redeem", "reinstate", *sends)]
    trial.equal("What happened while it was open", ["redeem", "reinstate", "send_transaction"], order)
    _void_closed(trial)


def _void_closed(trial: Trial) -> None:
    """The same after the close: the void is taken before the offer is put back."""
    known, before = trial.known, len(trial.calls())
    with trial.till("b") as till:
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("apply_offer", code=known.offer, type="UserOfferId", how="lock")
        till.must("tender", type="Cash")
        sale = till.must("close")["transaction_id"]
        till.flush()
        till.refused("approval_needed", "void_closed", transaction_id=sale, reason="wrong customer")
        till.approved()
        state = till.must("void_closed", transaction_id=sale, reason="wrong customer")
        trial.equal("The sale", "voided", state["status"])
        till.flush()
        till.flush()
    calls = [each for each in trial.calls()[before:] if each.endpoint != "lookup"]
    order = [each.endpoint for each in calls]
    trial.equal("What happened", ["lock", "send_transaction", "send_transaction", "reinstate"], order)
    sold, voided = (each.transactions[0] for each in calls[1:3])
    same = {name for name in sold.keys() | voided.keys() if sold.get(name) != voided.get(name)}
    trial.equal("What the void changed", {"is_voided", "modified_time"}, same - {"custom_data", "discounts"})
    if trial.ground.pages is not None:
        trial.equal("The offer", "ISSUED", trial.pages.offer(known.offer)["state"])


def _void_on_the_way(trial: Trial) -> None:
    with trial.till() as till:
        trial.pages.fail("drop_reply", "send_transaction", count=2)
        sale = till.sell(trial.known.item)["transaction_id"]
        till.approved()
        till.must("void_closed", transaction_id=sale, reason="wrong customer")
        till.flush()
        till.flush()
    calls = trial.calls("send_transaction")
    told = [(each.request_id, each.transactions[0]["is_voided"]) for each in calls]
    closes = {request_id for request_id, is_voided in told if not is_voided}
    trial.equal("Ids that the close went out under", 1, len(closes))
    trial.equal("The last word", True, told[-1][1])
    trial.equal("In this order", sorted(told, key=lambda each: each[1]), told)


def _paper(trial: Trial, **platform: object) -> Changes:
    """A till that prints into a folder."""
    return {"printer": {"driver": "file", "target": str(trial.folder / "paper")}, "platform": platform}


def _paid_in_two(till: Till, trial: Trial, payers: tuple[str, str]) -> dict[str, Any]:
    """A sale in two tenders; what was sent of it."""
    part = price(100, trial.ground.settings.currency)
    first, second = ({"payer": each} if each else {} for each in payers)
    till.must("tender", type="Credit Card", amount=part, **first)
    till.must("tender", type="Cash", **second)
    till.must("close")
    till.flush()
    return trial.documents()[-1]


def _codes_of(trial: Trial, document: dict[str, Any]) -> tuple[str | None, list[str | None]]:
    """The code of the sale and those of its payments; each is a UUID, and no two are the same."""
    guest: str | None = document.get("guest_receipt_code")
    codes = [each.get("receipt_code") for each in document["payments"]]
    given = [each for each in (guest, *codes) if each]
    trial.equal("Codes that are no UUIDs", [], [each for each in given if str(UUID(each)) != each.lower()])
    trial.equal("Different codes", len(given), len(set(given)))
    return guest, codes


def _on_paper(till: Till) -> set[str]:
    return set(_LINK.findall(till.receipt()))


def _two_strangers(trial: Trial) -> None:
    with trial.till(changes=_paper(trial)) as till:
        till.ring(trial.known.item)
        document = _paid_in_two(till, trial, _NOBODY)
        guest, codes = _codes_of(trial, document)
        trial.equal("Code of the sale", None, guest)
        trial.holds("each payment has a code", holds=all(codes), came=codes)
        trial.equal("Codes on the receipt", set(codes), _on_paper(till))


def _member_and_stranger(trial: Trial) -> None:
    known = trial.known
    with trial.till(changes=_paper(trial, member_on="payer")) as till:
        for payers, mine in ((_NOBODY, 0), (("guest", "member"), 1)):
            till.ring(known.item)
            till.must("lookup_member", phone=known.phone)
            document = _paid_in_two(till, trial, payers)
            guest, codes = _codes_of(trial, document)
            theirs, payments = 1 - mine, document["payments"]
            trial.equal("Code of the sale", None, guest)
            trial.equal("Type of the member's id", "SessionM_ID", payments[mine]["user_id_type"])
            trial.holds("the member's payment has an id", holds=bool(payments[mine]["user_id"]))
            trial.equal(
                "Code and id where each must have none", (None, None), (codes[mine], payments[theirs].get("user_id"))
            )
            trial.equal("Codes on the receipt", {codes[theirs]}, _on_paper(till))


def _one_tender(trial: Trial) -> None:
    known = trial.known
    with trial.till(changes=_paper(trial)) as till:
        state = till.sell(known.item)
        till.flush()
        guest, codes = _codes_of(trial, trial.documents()[-1])
        trial.equal("Codes of a stranger's sale", ({guest}, [None]), (_on_paper(till), codes))
        trial.equal("Its code on the screen", guest, state["guest_receipt_code"])
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("tender", type="Cash")
        till.must("close")
        till.flush()
        trial.equal("Codes of a member's sale", (None, [None]), _codes_of(trial, trial.documents()[-1]))
        trial.equal("Codes on a member's receipt", set(), _on_paper(till))
    with trial.till("off", _paper(trial, post_transaction_association=False)) as till:
        till.sell(known.item)
        till.flush()
        trial.equal("Codes where the program has none", (None, [None]), _codes_of(trial, trial.documents()[-1]))
        trial.equal("Codes on the receipt then", set(), _on_paper(till))


def _code_is_the_value(trial: Trial) -> None:
    with trial.till(changes=_paper(trial)) as till:
        till.sell(trial.known.item)
        till.flush()
        document, receipt = trial.documents()[-1], till.receipt()
        till.must("reprint")
        trial.equal("Codes on a copy", _LINK.findall(receipt), _LINK.findall(till.receipt()))
    value = document["guest_receipt_code"]
    base = trial.ground.settings.platform.receipt_url or "https://r.example.com"
    trial.holds("what was sent is the value alone", holds="/" not in value, came=value)
    trial.holds("the receipt has the whole address", holds=f"{base.rstrip('/')}/{value}" in receipt, came=receipt)


_MEMBER = ("phone", "offer")
ITEMS = (
    Item(
        31,
        "A sale voided before its close: the offer is unlocked, nothing claims it any more",
        _void_with_lock,
        Needs.ANY,
        _MEMBER,
    ),
    Item(
        32,
        "A sale voided after a redeem, or after its close: it wants approval, and the offer is put back",
        _void_after_redeem,
        Needs.ANY,
        _MEMBER,
    ),
    Item(
        33,
        "A void while the close is on its way: the close is settled first, the void is the last word",
        _void_on_the_way,
    ),
    Item(36, "Two tenders by strangers: a code for each, none for the sale", _two_strangers, Needs.ANY),
    Item(
        37,
        "Two tenders, one by a member: an id on theirs, a code on the other",
        _member_and_stranger,
        Needs.ANY,
        ("phone",),
    ),
    Item(
        38,
        "One tender: a code for a stranger, none for a member, none where the program has none",
        _one_tender,
        Needs.ANY,
        ("phone",),
    ),
    Item(
        39,
        "The sale is sent with the code's value, the receipt has the whole address",
        _code_is_the_value,
        Needs.ANY,
        left_out="A member who comes after the receipt: this version has none. Scanning the paper.",
    ),
)
