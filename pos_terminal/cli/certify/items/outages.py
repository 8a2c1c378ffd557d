"""Items 40 to 45: selling while nobody answers, and what is sent when somebody does."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.process import own_process, written_settings
from pos_terminal.cli.certify.shop import CASHIER, PIN
from pos_terminal.settings import SettingsUnusable, read_settings

if TYPE_CHECKING:
    from pos_terminal.cli.certify.call import Call
    from pos_terminal.cli.certify.process import OwnProcess
    from pos_terminal.cli.certify.screen import State
    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial
    from pos_terminal.settings import Settings

SEND, BATCH = "send_transaction", "send_batch_transaction"
_A_MOMENT = 0.3
_DAYS, _SALES_A_DAY, _A_DAY = 10, 3, 86_400.0
_MOST = 2


def sold(till: Till, trial: Trial, sales: int) -> list[str]:
    """So many sales; their ids in order."""
    return [till.sell(trial.known.item)["transaction_id"] for _ in range(sales)]


def once_each(trial: Trial, sales: list[str]) -> None:
    """The platform has each of these sales, and counts it once."""
    effects = [(trial.pages.sale(each) or {"effects": 0})["effects"] for each in sales]
    trial.equal(f"Times each of {len(sales)} sales counts on the platform", [1] * len(sales), effects)


def one_id(trial: Trial, calls: list[Call], tries: int) -> None:
    """All of these are one request, tried again."""
    trial.holds(f"it is tried {tries} times", holds=len(calls) >= tries, came=len(calls))
    same = {(each.request_id, each.exchanged.sent) for each in calls}
    trial.equal("Request ids and bytes of all tries", 1, len(same))


def _nobody_waits(trial: Trial) -> None:
    pages, paper = trial.pages, {"printer": {"driver": "file", "target": str(trial.folder / "paper")}}
    with trial.till(changes=paper) as till:
        pages.fail("delay", until_released=True, until_cleared=True)
        sales = sold(till, trial, 3)
        held = len(trial.calls())
        trial.equal("Sales that an answer came for before they were closed and printed", 0, held)
        trial.holds("the last one's receipt is printed", holds=sales[-1] in till.receipt(), came=till.receipt())
        pages.mend()
        pages.post("release")
        till.flush()
        pages.cut()
        more = sold(till, trial, 2)
        state = till.flush().state
        trial.equal("The line at the top, with the link cut", (False, 2), (state["online"], state["pending"]))
        pages.mend()
        till.flush()
        once_each(trial, sales + more)


def _killed(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        settings = till.terminal.settings
        till.terminal.staff.set_pin(CASHIER, PIN)
    pages.cut()
    sales = [_killed_sale(trial, settings, at) for at in ("before the close", "behind the close", "at the close")]
    pages.mend()
    with trial.till() as till:
        till.flush()
        told = list(dict.fromkeys(each["transaction_id"] for each in trial.documents()))
        trial.equal("Sales that were sent", sales, told)
        once_each(trial, told)


def _killed_sale(trial: Trial, settings: Settings, at: str) -> str:
    """A sale whose terminal is killed at a moment of it, and which is then closed, if it is not; its id."""
    steps: list[dict[str, object]] = [
        {"do": "sign_in", "employee_id": CASHIER, "pin": PIN},
        {"do": "add_item", "item_id": trial.known.item},
        {"do": "tender", "type": "Cash"},
    ]
    with own_process(settings, trial.folder / "a.toml") as process:
        state = _taken(trial, process, steps)
        if at == "behind the close":
            _taken(trial, process, [{"do": "close"}])
        elif at == "at the close":
            process.ask(do="close")
    with trial.till() as till:
        after = till.must("show")
        is_open = after["status"] == "tendering"
        trial.holds(f"killed {at}, the sale is open still, or closed", holds=is_open or after["status"] == "idle")
        if at != "at the close":
            trial.equal(f"Whether a sale that was killed {at} is open", at == "before the close", is_open)
        if is_open:
            trial.equal("The sale", state["transaction_id"], till.must("close")["transaction_id"])
    return str(state["transaction_id"])


def _taken(trial: Trial, process: OwnProcess, steps: list[dict[str, object]]) -> State:
    """Steps that have to go well; the state after the last."""
    state: State = {}
    for step in steps:
        answer = process.step(**step) or {}
        trial.holds(f"{step['do']} is taken by a process of its own", holds=answer.get("ok") is True, came=answer)
        state = answer["state"]
    return state


def _ten_days(trial: Trial) -> None:
    """The till is closed every night, and tries in vain all day."""
    pages, sales = trial.pages, list[str]()
    pages.cut()
    for day in range(1, _DAYS + 1):
        with trial.till() as till:
            sales += sold(till, trial, _SALES_A_DAY)
            state = till.flush().state
        trial.equal(f"Sales that wait on day {day}", (False, len(sales)), (state["online"], state["pending"]))
        trial.clock.wait(_A_DAY)
    with trial.till() as till:
        pages.mend()
        state = till.flush().state
    trial.equal("Sales that wait, and that were set aside, at the end", (0, 0), (state["pending"], state["parked"]))
    once_each(trial, sales)


def _backlog(trial: Trial) -> None:
    for size in (1, 3, 10):
        before = len(trial.calls())
        with trial.till(f"s{size}", {"platform": {"batch_size": size}}, sends=False) as till:
            sales = sold(till, trial, 11)
            till.flush()
        sent = trial.calls()[before:]
        sizes = [len(each.transactions) for each in sent]
        whole, rest = divmod(11, size)
        trial.equal(f"Sales in each request with batch_size {size}", [size] * whole + [rest] * bool(rest), sizes)
        order = [document["transaction_id"] for each in sent for document in each.transactions]
        trial.equal("Their order, oldest first", sales, order)
        once_each(trial, sales)
    for size in (0, 11):
        trial.holds(f"a batch_size of {size} is refused", holds=_is_refused(trial, size))


def _is_refused(trial: Trial, size: int) -> bool:
    path = written_settings(trial.ground.settings, trial.folder / "size.toml")
    try:
        read_settings(path, {"POS_TERMINAL_PLATFORM__BATCH_SIZE": str(size)})
    except SettingsUnusable as unusable:
        return "batch_size" in str(unusable).lower()
    return False


def _refused_credentials(trial: Trial) -> None:
    pages = trial.pages
    with trial.till(sends=False) as till:
        sales = sold(till, trial, 4)
        pages.fail("status", BATCH, status=403, container=True, until_cleared=True)
        state = till.flush().state
        standing = (state["online"], state["pending"], state["parked"])
        trial.equal("The till then", (False, 4, 0), standing)
        sales += sold(till, trial, 1)
        Event().wait(_A_MOMENT)
        trial.equal("Tries, though another sale was closed", 1, len(trial.calls()))
        reason = till.terminal.link()[1]
        trial.holds("the till says why", holds="ACCESS_DENIED" in reason or "403" in reason, came=reason)
        pages.mend()
        till.flush()
        trial.equal("Ids of the batch before and after", 1, len({each.request_id for each in trial.calls(BATCH)[:2]}))
        once_each(trial, sales)


def _failing_platform(trial: Trial) -> None:
    pages = trial.pages
    with trial.till() as till:
        pages.fail("status", SEND, status=500, until_cleared=True)
        sales = sold(till, trial, 1)
        for _ in range(4):
            state = till.flush().state
        trial.equal("Sales waiting, and parked", (1, 0), (state["pending"], state["parked"]))
        one_id(trial, trial.calls(SEND), 4)
        pages.mend()
        till.flush()
        once_each(trial, sales)
        before = len(trial.calls(SEND))
        pages.fail("status", SEND, status=500, container=True, count=3)
        sales += sold(till, trial, 1)
        for _ in range(5):
            till.flush()
        ids = [each.request_id for each in trial.calls(SEND)[before:]]
        trial.equal("Ids of a sale that the platform itself reports failing on three times", [3, 1], _runs(ids))
        once_each(trial, sales)
        trial.holds("at most two requests are under way at once", holds=pages.get("state")["most_in_flight"] <= _MOST)


def _runs(ids: list[str]) -> list[int]:
    """How often each id went out, in the order they first did."""
    return [ids.count(each) for each in dict.fromkeys(ids)]


ITEMS = (
    Item(40, "A sale rings up, closes and prints while nobody answers, and the screen says what waits", _nobody_waits),
    Item(
        41,
        "Killed before, at and after the close: no sale is lost, none is sent twice",
        _killed,
        left_out="Every other point, and power cuts: the program's own test suite has them.",
    ),
    Item(
        42,
        "Ten days offline: what is not acknowledged is kept over every night, and all of it arrives",
        _ten_days,
        left_out="A thousand sales a day, how long each takes, what is erased in time, and a disk that fills up: the "
        "program's own test suite and benchmarks have them.",
    ),
    Item(
        43,
        "A backlog goes out oldest first, in requests of the configured size",
        _backlog,
        left_out="A thousand sales, and live ones meanwhile: the program's own benchmarks have them.",
    ),
    Item(
        44,
        "Refused credentials stop all sending, lose nothing, and it goes on under the same ids",
        _refused_credentials,
    ),
    Item(
        45,
        "A platform that fails: the same id, no haste, one effect, and no restart",
        _failing_platform,
        left_out="Waits of up to a minute: the program's own test suite has them.",
    ),
)
