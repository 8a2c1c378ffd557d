"""Items 1 to 8: the requests' form, times, amounts, ids, modifiers, discounts, and what stays secret."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from logging import getLogger
from typing import TYPE_CHECKING, Any

from pos_terminal.adapters.system import kept_secret
from pos_terminal.app.journaling import export_journal
from pos_terminal.cli.certify.item import Item, Needs
from pos_terminal.cli.certify.shop import price
from pos_terminal.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pos_terminal.cli.certify.trial import Trial

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_TIMES = ("open_time", "modified_time")
_ARRAYS = ("items", "payments", "discounts")
_DRIVEN = ("lookup", "lock", "unlock", "redeem", "reinstate", "send_transaction", "send_batch_transaction")
_A_LARGE_CHECK = 1000
_REFUSED = (401, 403)


def _every_endpoint(trial: Trial) -> None:
    known = trial.known
    with trial.till(sends=False) as till:
        till.sell(known.item)
        till.sell("muffin", known.item)
        till.flush()
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        for flow in ("lock", "redeem"):
            till.must("apply_offer", code=known.offer, type="UserOfferId", how=flow)
            till.must("remove_offer", offer_id=known.offer)
            till.flush()
        till.must("tender", type="Cash")
        till.must("close")
        till.flush()
    calls, terminal = trial.calls(), trial.ground.settings.terminal
    trial.equal("Endpoints that were called", sorted(_DRIVEN), sorted({each.endpoint for each in calls}))
    containers = {(each.container["store_id"], each.container["client_id"]) for each in calls}
    trial.equal("Store and client in every container", {(terminal.store_id, terminal.client_id)}, containers)
    trial.equal("Request ids used", len(calls), len({each.request_id for each in calls}))
    told = [each.exchanged.reply.http_status for each in calls]
    trial.holds("the credentials of every request are taken", holds=not set(told) & set(_REFUSED), came=told)
    for document in _documents(trial):
        missing = [name for name in _ARRAYS if not isinstance(document.get(name), list)]
        trial.equal(f"Arrays missing in {document['transaction_id']}", [], missing)


def _times(trial: Trial) -> None:
    zone = {"terminal": {"timezone": "America/New_York"}}
    before_the_change = datetime(2026, 3, 8, 6, 59, 59, tzinfo=UTC)
    with trial.till(changes=zone) as till:
        if trial.ground.pages is not None:  # what is sold in another year is nothing for a real platform
            trial.clock.set(before_the_change)
        started = trial.clock.now()
        till.ring(trial.known.item)
        trial.clock.wait(2.0)
        till.must("tender", type="Cash")
        till.must("close")
        ended = trial.clock.now()
        till.flush()
    (document,) = trial.documents()
    payments = [each["payment_time"] for each in document["payments"]]
    told = [document[name] for name in _TIMES] + payments
    trial.equal("Times that are not yyyy-MM-ddTHH:mm:ss.fffZ", [], [each for each in told if not _TIME.fullmatch(each)])
    opened, modified = (datetime.fromisoformat(document[name]) for name in _TIMES)
    a_second = timedelta(seconds=1)
    trial.holds(
        "the sale opened and closed at these moments in UTC, whatever the zone does meanwhile",
        holds=started - a_second <= opened < modified <= ended and modified - opened >= 2 * a_second,
        came=told,
    )


def _amounts(trial: Trial) -> None:
    currency = trial.ground.settings.currency
    with trial.till(changes={"sale": {"merge_lines": False}}) as till:
        for minor in (10, 20):
            till.must("add_item", item_id="open", unit_price=price(minor, currency))
        for _ in range(3):
            till.must("add_item", item_id="apples", quantity="0.333")
        till.must("tender", type="Cash")
        till.must("close")
        selling = till.terminal.selling
        for number in range(_A_LARGE_CHECK):
            selling.add_item("open", Decimal(1), unit_price=Money(number % 97 + 1, currency))
        till.must("tender", type="Credit Card")
        till.must("close")
        till.flush()
    trial.equal("Lines of the sales", {5, _A_LARGE_CHECK}, {len(each["items"]) for each in trial.documents()})
    for document in trial.documents():
        _check_sums(trial, document, currency.exponent)


def _check_sums(trial: Trial, sale: dict[str, Any], exponent: int) -> None:
    """The identities of a document's amounts, to the cent, worked out here once more."""
    cent = Decimal(1).scaleb(-exponent)
    keep = "subtotal", "tax_total"
    numbers = [sale[name] for name in keep] + [each["subtotal"] for each in sale["items"]]
    numbers += [each["amount"] for each in sale["payments"]]
    wrong = [each for each in numbers if isinstance(each, str) or Decimal(each) != Decimal(each).quantize(cent)]
    trial.equal(f"Amounts of {sale['transaction_id']} that are no JSON numbers in whole cents", [], wrong)
    lines = [Decimal(each["unit_price"]) * Decimal(each["quantity"]) for each in sale["items"]]
    off = [
        each["line_id"]
        for each, exact in zip(sale["items"], lines, strict=True)
        if exact.quantize(cent, ROUND_HALF_UP) != each["subtotal"]
    ]
    trial.equal("Lines that are not unit price times quantity", [], off)
    inside = sum(Decimal(each["tax_included"]) for each in sale["items"])
    gross = sum(Decimal(each["subtotal"]) for each in sale["items"]) - sum(
        Decimal(each["amount"]) for each in sale["discounts"] if each["status"] != "INFO"
    )
    kept = inside if trial.ground.settings.platform.subtotal_without_included_tax else Decimal(0)
    trial.equal("Subtotal", gross - kept, Decimal(sale["subtotal"]))
    due = gross + Decimal(sale["tax_total"])
    trial.equal("Payments", due, sum(Decimal(each["amount"]) for each in sale["payments"]))


def _ids_for_life(trial: Trial) -> None:
    known = trial.known
    with trial.till() as till:
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("apply_offer", code=known.offer, type="UserOfferId")
        trial.clock.set(trial.clock.now() - timedelta(hours=1))
        till.ring("muffin")
        till.must("show")
        till.must("remove_offer", offer_id=known.offer)
        till.must("tender", type="Cash")
        till.must("close")
        till.flush()
    told = _documents(trial)
    for name in ("transaction_id", "open_time"):
        trial.equal(f"Different {name}s", 1, len({each[name] for each in told}))
    lines: dict[str, set[str]] = {}
    for document in told:
        for each in document["items"]:
            lines.setdefault(each["line_id"], set()).add(each["item_id"])
    moved = {line_id: items for line_id, items in lines.items() if len(items) > 1}
    trial.equal("Line ids that changed their item", {}, moved)
    moments = [each["modified_time"] for each in told]
    grows = all(earlier < later for earlier, later in itertools.pairwise(moments))
    trial.holds("modified_time grows from request to request, though the clock was set back", holds=grows, came=moments)


def _modifiers(trial: Trial) -> None:
    item = trial.known.item
    with trial.till() as till:
        parent = till.must("add_item", item_id=item, modifiers=["oat"])["lines"][0]
        plain = till.must("add_item", item_id=item)
        trial.equal("Lines", [None, parent["line_id"], None], [each["modifies_line_id"] for each in plain["lines"]])
        prices = {each["unit_price"] for each in plain["lines"] if each["item_id"] == item}
        trial.equal("Prices of the item, with the modifier and without", 1, len(prices))
        left = till.must("remove_line", line_id=parent["line_id"])
        trial.equal("Lines left when the item is removed", 1, len(left["lines"]))
        till.must("add_item", item_id=item, quantity="2", modifiers=["oat"])
        till.must("tender", type="Cash")
        till.must("close")
        till.flush()
    (document,) = trial.documents()
    pairs = [
        (line["item_id"], line["quantity"], each["quantity"])
        for each in document["items"]
        for line in document["items"]
        if each["item_id"] == "oat" and line["line_id"] == each.get("modifies_line_id")
    ]
    trial.equal("The modified item, its quantity and the modifier's", [(item, 2, 2)], pairs)


def _echo(trial: Trial) -> None:
    with trial.till() as till:
        till.ring(trial.known.item, "muffin")
        till.must("lookup_member", user_id=trial.known.user_id)
        for offer in ("uo-latte-1", "uo-birthday-1"):
            till.must("apply_offer", code=offer, type="UserOfferId")
        till.must("remove_offer", offer_id="uo-latte-1")
        till.must("tender", type="Cash")
        till.must("close")
        till.flush()
    locks = trial.calls("lock")
    asked = [each.payload["offer_lookup_code"] for each in locks]
    trial.equal("Locks", ["uo-latte-1", "uo-birthday-1", "uo-birthday-1"], asked)
    given, (document,) = locks[-1].answer["payload"], trial.documents()
    (echoed,) = document["discounts"]
    ours = {name: value for name, value in echoed.items() if name != "pos_discount_id"}
    theirs = {name: value for name, value in given.items() if name != "pos_discount_id"}
    trial.equal("The discount as it was sent", theirs, ours)
    trial.equal("Its keys in order", list(given), list(echoed))
    trial.equal("What is not in the published table came back", ["BD-20", None], [ours["campaign_code"], ours["badge"]])


def _never_below_zero(trial: Trial) -> None:
    currency = trial.ground.settings.currency
    with trial.till(changes={"printer": {"driver": "file", "target": str(trial.folder / "paper")}}) as till:
        for offer, left in (("uo-large-1", 0), ("uo-free-1", 0), ("uo-dollar-1", 225)):
            till.ring("muffin")
            till.must("lookup_member", user_id=trial.known.user_id)
            state = till.must("apply_offer", code=offer, type="UserOfferId")
            trial.equal(f"Subtotal with {offer}", price(left, currency), state["subtotal"])
            below = [each for each in state["lines"] if Decimal(each["discount"]) > Decimal(each["subtotal"])]
            trial.equal("Lines below zero", [], below)
            if left:
                one = price(100, currency)
                trial.holds(f"the screen shows −{one}", holds=any(f"−{one}" in each for each in trial.shown[-1].screen))
                till.must("tender", type="Cash")
            till.must("close")
        trial.holds(f"the receipt shows {one}", holds=one in till.receipt(), came=till.receipt())
        till.flush()
    free = [each for each in trial.documents() if not each["payments"]]
    trial.equal("Sales that nothing was paid for", 2, len(free))
    trial.equal("Their subtotals", {Decimal(0)}, {Decimal(each["subtotal"]) for each in free})
    members = {each["discounts"][0]["user_id"] for each in trial.documents()}
    trial.equal("Whose discount it is", {trial.known.user_id}, members)


def _secrets(trial: Trial) -> None:
    known, platform = trial.known, trial.ground.settings.platform
    secret = kept_secret(platform.secret, platform.key).reveal()
    changes = {"printer": {"driver": "file", "target": str(trial.folder / "paper")}}
    with trial.till(changes=changes) as till:
        till.ring(known.item)
        till.must("lookup_member", phone=known.phone)
        till.must("lookup_member", email=known.email)
        till.must("tender", type="Cash")
        till.must("close")
        till.flush()
        quoting = ValueError(f"{known.phone} {known.email}")
        getLogger("pos.crash").critical("code=made for this", exc_info=quoting)
        export_journal(till.terminal.settings, trial.folder / "journal.export", replaces=False)
    logs = list(trial.folder.rglob("*.log"))
    trial.equal("Crashes in the logs", 1, sum(each.read_text(encoding="utf-8").count("CRITICAL") for each in logs))
    encoded = b64encode(f"{platform.key}:{secret}".encode()).decode()
    trial.equal("Files with the platform's secret in them", [], _holding(trial, (secret, encoded), "*"))
    for what in ("*.log", "paper/*", "*.export"):
        found = _holding(trial, (known.phone, known.email), what)
        trial.equal(f"Files {what} with a member's phone number or e-mail address", [], found)


def _holding(trial: Trial, secrets: Iterable[str], pattern: str) -> list[str]:
    files = [each for each in trial.folder.rglob(pattern) if each.is_file()]
    wanted = [each.encode() for each in secrets if each]
    return [each.name for each in files if any(one in each.read_bytes() for one in wanted)]


def _documents(trial: Trial) -> list[dict[str, Any]]:
    """Every transaction that the platform was told of, also of an open sale, in order."""
    return [each for call in trial.calls() for each in call.transactions]


_MEMBER = ("phone", "offer")
ITEMS = (
    Item(
        1,
        "Every request keeps the published tables, with credentials, container and empty arrays",
        _every_endpoint,
        Needs.ANY,
        _MEMBER,
        left_out="The two uploads of catalog and employees: item 56 has them.",
    ),
    Item(2, "Times are UTC with milliseconds, whatever zone and season the store is in", _times, Needs.ANY),
    Item(
        3, "Amounts are numbers in whole cents and add up, also with weights and a thousand lines", _amounts, Needs.ANY
    ),
    Item(
        4,
        "A sale's ids never change, and modified_time grows though the clock is set back",
        _ids_for_life,
        Needs.ANY,
        _MEMBER,
    ),
    Item(5, "A modifier is a line of its own and goes with its item", _modifiers, Needs.ANY),
    Item(6, "A discount comes back as it was given out, and those above a removed one are locked again", _echo),
    Item(7, "A discount never goes below zero; a sale may cost nothing; one unit off is shown", _never_below_zero),
    Item(
        8,
        "Secrets and members' data stay out of logs, receipts and exports",
        _secrets,
        Needs.ANY,
        ("phone", "email"),
    ),
)
