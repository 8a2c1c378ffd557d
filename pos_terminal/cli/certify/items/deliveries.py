"""Items 46 to 52: requests that are too large, poisoned, spoiled, lost, doubled, or sent where nobody takes them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.items.outages import BATCH, SEND, once_each, one_id, sold

if TYPE_CHECKING:
    from pos_terminal.cli.certify.trial import Trial

_SPOILED = ("html", "half", "not_utf8", "array", "wrong_content_type", "nan")


def _too_large(trial: Trial) -> None:
    pages = trial.pages
    with trial.till("b") as till:
        sold(till, trial, 1)
        till.flush()
        one = len(trial.calls(SEND)[0].exchanged.sent)
    pages.post("habits", max_body_bytes=2 * one)
    with trial.till(sends=False) as till:
        sales = sold(till, trial, 10)
        for _ in range(3):
            till.flush()
        once_each(trial, sales)
        sizes = [len(each.transactions) for each in trial.calls(BATCH)]
        trial.holds("the batch of ten is made smaller", holds=sizes[0] == 10 and min(sizes) <= 2, came=sizes)  # noqa: PLR2004
        pages.post("habits", max_body_bytes=one // 2)
        sales += sold(till, trial, 1)
        state = till.flush().state
        trial.equal("Waiting and set aside, when one alone is too large", (0, 1), (state["pending"], state["parked"]))
        pages.post("habits", max_body_bytes=100 * one)
        till.terminal.send_pending(parked_too=True)
        once_each(trial, sales)


def _poison(trial: Trial) -> None:
    with trial.till(sends=False) as till:
        sales = sold(till, trial, 10)
        trial.pages.post("poison", transaction_id=sales[3], code="VALIDATION")
        state = till.flush().state
        trial.equal("Waiting and set aside", (0, 1), (state["pending"], state["parked"]))
        once_each(trial, [each for each in sales if each != sales[3]])
        trial.equal("The poisoned sale on the platform", None, trial.pages.sale(sales[3]))
        trial.pages.post("cure", transaction_id=sales[3])
        till.terminal.send_pending(parked_too=True)
        once_each(trial, sales)


def _spoiled(trial: Trial) -> None:
    with trial.till() as till:
        for variant in _SPOILED:
            trial.pages.fail("garbage", SEND, variant=variant, until_cleared=True)
            before = len(trial.calls(SEND))
            sales = sold(till, trial, 1)
            state = till.flush().state
            trial.equal(f"Waiting after a reply that is {variant}", 1, state["pending"])
            trial.pages.mend()
            till.flush()
            one_id(trial, trial.calls(SEND)[before:], 2)
            once_each(trial, sales)
        trial.pages.fail("cut", SEND)
        before = len(trial.calls(SEND))
        sales = sold(till, trial, 1)
        till.flush()
        till.flush()
        one_id(trial, trial.calls(SEND)[before:], 2)
        once_each(trial, sales)


def _lost_reply(trial: Trial) -> None:
    trial.pages.fail("drop_reply", SEND)
    with trial.till() as till:
        sales = sold(till, trial, 1)
        till.flush()
        till.flush()
    one_id(trial, trial.calls(SEND), 2)
    once_each(trial, sales)


def _doubled(trial: Trial) -> None:
    trial.pages.fail("twice", SEND)
    with trial.till() as till:
        sales = sold(till, trial, 1)
        till.refused("not_allowed_now", "close")
        till.flush()
        register = till.terminal.settings.terminal.register_id
        trial.pages.cut()
        sales += sold(till, trial, 2)
    shutil.copytree(trial.folder / "a", trial.folder / "b", ignore=shutil.ignore_patterns("*.lock"))
    trial.pages.mend()
    for lane in ("a", "b"):
        with trial.till(lane, {"terminal": {"register_id": register}}) as till:
            till.flush()
            sales += sold(till, trial, 1)
            till.flush()
            copy = till.terminal.copy_found is not None
            trial.equal(f"Whether lane {lane} finds that its database is a copy", lane == "b", copy)
    trial.equal("Sale ids on both tills", len(sales), len(set(sales)))
    once_each(trial, sales)


def _not_there(trial: Trial) -> None:
    pages = trial.pages
    with trial.till(sends=False) as till:
        sales = sold(till, trial, 3)
        pages.fail("status", BATCH, status=404, until_cleared=True)
        till.flush()
        trial.equal("Batches that were tried", 1, len(trial.calls(BATCH)))
        once_each(trial, sales)
        pages.fail("status", SEND, status=404, until_cleared=True)
        sales += sold(till, trial, 1)
        state = till.flush().state
        standing = (state["online"], state["pending"], state["parked"])
        trial.equal("The till when nothing is there", (False, 1, 0), standing)
        pages.mend()
        till.flush()
        once_each(trial, sales)


def _flapping(trial: Trial) -> None:
    with trial.till() as till:
        sales: list[str] = []
        for _ in range(4):
            trial.pages.cut()
            sales += sold(till, trial, 2)
            trial.equal("The screen while the link is away", False, till.flush().state["online"])
            trial.pages.mend()
            sales += sold(till, trial, 1)
            till.flush()
        trial.equal("Waiting at the end", 0, till.flush().state["pending"])
        once_each(trial, sales)


_HTTP = frozenset({"http"})
ITEMS = (
    Item(
        46,
        "A batch that is too large is made smaller; a sale that is too large alone is set aside",
        _too_large,
        tolerates=_HTTP,
    ),
    Item(
        47,
        "One sale that the platform refuses: the others arrive, it is set aside and can be sent again",
        _poison,
        left_out="Editing it: a sale that is closed never changes.",
    ),
    Item(48, "A reply that makes no sense settles nothing: the same request is sent again", _spoiled),
    Item(49, "A reply that is lost after the platform took the sale: the same id again, one effect", _lost_reply),
    Item(
        50,
        "A doubled close, a doubled request, two tills on one database: one effect, and the copy is noticed",
        _doubled,
    ),
    Item(51, "Where there are no batches, sales go alone; where there is nothing, nothing is lost", _not_there),
    Item(
        52,
        "A link that comes and goes: nothing twice, nothing left",
        _flapping,
        left_out="That the line at the top stays calm meanwhile: the program's own test suite has it.",
    ),
)
