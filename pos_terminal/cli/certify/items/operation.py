"""Items 56 to 59: metadata, languages, the view for support, and the end of the day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pos_terminal.adapters.system import kept_secret
from pos_terminal.app.looking import read_only_journal, read_only_queue
from pos_terminal.app.retrying import found
from pos_terminal.application.queueing import DeliveryState
from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.items.outages import SEND, sold
from pos_terminal.cli.certify.shop import CASHIER
from pos_terminal.domain.staff import Employee

if TYPE_CHECKING:
    from pos_terminal.cli.certify.trial import Trial

_LEAVER = Employee("1002", "Jonas", "Lind")
_JAPANESE = "割引クーポン"


def _metadata(trial: Trial) -> None:
    with trial.till(changes={"platform": {"uploads": True}}) as till:
        staff, service = till.terminal.staff, till.terminal.settings.terminal.service_employee_id
        here = staff.employees()
        staff.replace([*here, _LEAVER])
        till.flush()
        staff.replace(here)
        till.flush()
        till.sell(trial.known.item)
        till.flush()
    (catalog,), people = trial.calls("upload_catalog"), trial.calls("upload_employees")
    rows = catalog.payload["items"]
    items = {each["item_id"]: each for each in rows if "item_id" in each}
    shelf = next(each for each in rows if "category_id" in each)
    trial.holds("every item of a category is there, too", holds=set(shelf["item_ids"]) <= items.keys(), came=rows)
    trial.equal("What the modifier goes with", [trial.known.item], items["oat"]["modifies_item_ids"])
    books = trial.pages.get("state")
    trial.equal("What the platform has", {"items": len(items), "categories": 1}, books["catalog"])
    told = {each["employee_id"]: each for each in people[-1].payload["employees"]}
    named = all(each.get("first_name") and each.get("last_name") for each in told.values())
    trial.holds("everybody has a first and a last name", holds=named, came=told)
    trial.holds("whoever left has an end", holds=bool(told[_LEAVER.employee_id].get("end_date")), came=told)
    trial.holds("the platform knows them", holds={CASHIER, service} <= set(books["employees"]), came=books["employees"])
    (sale,) = trial.documents()
    trial.holds("who sold is somebody it knows", holds=sale["pos_employee_id"] in told, came=sale["pos_employee_id"])


def _languages(trial: Trial) -> None:
    changes = {
        "terminal": {"culture": "ja_JP"},
        "printer": {"driver": "file", "target": str(trial.folder / "paper")},
    }
    with trial.till(changes=changes) as till:
        till.ring(trial.known.item)
        till.must("lookup_member", user_id=trial.known.user_id)
        state = till.must("apply_offer", code="uo-tenth-1", type="UserOfferId")
        trial.equal("The offer's name on the screen", _JAPANESE, state["discounts"][0]["name"])
        till.must("tender", type="Cash")
        till.must("close")
        receipt = till.receipt()
        trial.holds("the offer's name is on the receipt", holds=_JAPANESE in receipt, came=receipt)
        till.flush()
    trial.equal("Culture of every request", {"ja_JP"}, {each.container["culture"] for each in trial.calls()})


def _support_view(trial: Trial) -> None:
    pages, platform = trial.pages, trial.ground.settings.platform
    with trial.till() as till:
        pages.fail("drop_reply", SEND)
        (arrived,) = sold(till, trial, 1)
        till.flush()
        till.flush()
        pages.cut()
        (waiting,) = sold(till, trial, 1)
        till.flush()
        settings = till.terminal.settings
        pages.mend()
        with read_only_queue(settings) as (_, view):
            told = {each: view.snapshots(found(view, each)[0]) for each in (arrived, waiting)}
    secret = kept_secret(platform.secret, platform.key).reveal()
    for sale, state in ((arrived, DeliveryState.DONE), (waiting, DeliveryState.SENDING)):
        (snapshot,) = told[sale]
        trial.equal(f"State of {sale}", state, snapshot.state)
        sent = {each.request_id for each in trial.calls(SEND) if each.payload["transaction_id"] == sale}
        known = {each.request_id for each in snapshot.requests}
        trial.holds("every request id is there", holds=sent <= known and bool(sent), came=known)
        tries = [each.tries for each in snapshot.requests]
        trial.holds("how often it was tried is there", holds=max(tries) >= 1, came=tries)
        trial.holds("the platform's secret is not", holds=secret not in repr(snapshot))
    (request,) = told[waiting][0].requests
    trial.holds("what was last heard is there", holds=bool(request.reason), came=request)


def _end_of_day(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        states = [till.sell(trial.known.item, "muffin") for _ in range(3)]
        till.flush()
        state = till.ring(trial.known.item)
        pages.post("poison", transaction_id=state["transaction_id"], code="VALIDATION")
        till.must("tender", type="Cash")
        states.append(till.must("close"))
        till.flush()
        pages.cut()
        states.append(till.sell("muffin"))
        till.flush()
        pages.mend()
        settings = till.terminal.settings
        with read_only_queue(settings) as (outbox, view), read_only_journal(settings) as journal:
            counts, worth = outbox.counts(), (view.pending_worth(), view.parked_worth())
            closed = journal.journal_head().seq
        pages.post("cure", transaction_id=state["transaction_id"])
    books = pages.get("state")
    there = books["totals"]["transactions"]
    trial.equal(
        "Closed sales: arrived, waiting, set aside", (5, 3, 1, 1), (closed, there, counts.pending, counts.parked)
    )
    sums = Decimal(str(books["totals"]["due"])) + sum(money.amount for each in worth for money in each)
    trial.equal("Their sum", sum(Decimal(each["total"]) for each in states), sums)


ITEMS = (
    Item(
        56,
        "Categories, items and modifiers, and people with their names, leavers with their end, reach the platform once",
        _metadata,
        left_out="A warning where something is sold that was not uploaded: this version gives none.",
    ),
    Item(57, "The culture of the settings goes out, and names in its script show and print", _languages),
    Item(58, "Support sees of each sale its requests, its state and what was last heard, and no secret", _support_view),
    Item(
        59,
        "Closed sales are those that arrived, those that wait and those that were set aside, to the cent",
        _end_of_day,
        left_out="The day's own report: this version has none.",
    ),
)
