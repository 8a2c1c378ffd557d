"""Items 53 to 55: members and offers while nobody answers, wrong clocks, and connections to somebody else."""

from __future__ import annotations

import os
import socket
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pos_terminal.cli.certify.item import Item
from pos_terminal.cli.certify.items.outages import SEND, once_each, sold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pos_terminal.cli.certify.till import Till
    from pos_terminal.cli.certify.trial import Trial

_A_DAY = timedelta(days=1)
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def _claims_offline(trial: Trial) -> None:
    known, pages = trial.known, trial.pages
    with trial.till(changes={"platform": {"offline_member": "Phone"}}) as till:
        _with_an_offer(till, trial)
        pages.cut()
        till.refused("platform_unreachable", "apply_offer", code="uo-dollar-1", type="UserOfferId", how="lock")
        till.must("remove_offer", offer_id="uo-dollar-1")
        till.must("void", reason="to begin again")
        pages.mend()
        till.flush()
        _with_an_offer(till, trial)
        pages.cut()
        till.must("tender", type="Cash")
        till.must("close")
        till.ring(known.item)
        state = till.must("lookup_member", phone=known.phone)
        trial.equal("Whether a member keyed offline is verified", False, state["member"]["verified"])
        till.must("tender", type="Cash")
        till.must("close")
        pages.mend()
        till.flush()
    kept = [each for each in trial.documents() if not each["is_voided"]]
    locked, keyed = {each["transaction_id"]: each for each in kept}.values()
    trial.equal("A discount that was locked before the cut", "LOCKED", locked["discounts"][0]["status"])
    trial.equal("The offer at the end", "REDEEMED", pages.offer("uo-tenth-1")["state"])
    payer = keyed["payments"][0]
    trial.equal("A member keyed offline", ("Phone", known.phone), (payer["user_id_type"], payer["user_id"]))
    statuses = {each["status"] for each in locked["discounts"] + keyed["discounts"]}
    trial.equal("Whether anything was claimed offline", False, "OFFLINE" in statuses)


def _with_an_offer(till: Till, trial: Trial) -> None:
    till.ring(trial.known.item)
    till.must("lookup_member", user_id=trial.known.user_id)
    till.must("apply_offer", code="uo-tenth-1", type="UserOfferId", how="lock")


def _wrong_clock(trial: Trial) -> None:
    known = trial.known
    with trial.till() as till:
        real = trial.clock.now()
        sales = sold(till, trial, 1)
        trial.clock.set(real - _A_DAY)
        sales += sold(till, trial, 1)
        till.must("lookup_member", phone=known.phone)
        skew = till.terminal.loyalty_side.transport.clock_skew or timedelta(0)
        trial.holds(
            "the till knows how far its clock is off", holds=abs(skew + _A_DAY) < timedelta(minutes=1), came=skew
        )
        trial.clock.set(real + _A_DAY)
        till.must("void", reason="done")
        sales += sold(till, trial, 1)
        till.flush()
    once_each(trial, sales)
    trial.equal("Sales in the order they were sent", sales, [each["transaction_id"] for each in trial.documents()])
    for each in trial.documents():
        opened, modified = (datetime.fromisoformat(str(each[name])) for name in ("open_time", "modified_time"))
        trial.holds("a sale is modified after it was opened", holds=opened < modified, came=(opened, modified))


def _not_the_platform(trial: Trial) -> None:
    port = urlsplit(trial.ground.settings.platform.base_url).port
    addresses = {
        "one that cannot prove to be the platform": f"https://127.0.0.1:{port}",
        "a name that nobody knows": "https://platform.invalid",
    }
    sales = []
    with closing(socket.create_server(("127.0.0.1", 0))) as stranger, _proxied(stranger):
        for what, address in addresses.items():
            with trial.till(changes={"platform": {"base_url": address}}) as till:
                sales += sold(till, trial, 1)
                state = till.flush().state
                trial.equal(f"The till with {what}", (False, len(sales)), (state["online"], state["pending"]))
        elsewhere = f"http://127.0.0.1:{stranger.getsockname()[1]}/"
        trial.pages.fail("status", SEND, status=302, location=elsewhere)
        with trial.till() as till:
            sales += sold(till, trial, 1)
            till.flush()
            trial.holds("nobody but the platform was called", holds=not _was_called(stranger))
            trial.pages.mend()
            till.flush()
            till.flush()
        once_each(trial, sales)


@contextmanager
def _proxied(stranger: socket.socket) -> Iterator[None]:
    """The machine has a proxy configured, as other programs would use it."""
    before = {name: os.environ.get(name) for name in _PROXIES}
    os.environ.update(dict.fromkeys(_PROXIES, f"http://127.0.0.1:{stranger.getsockname()[1]}"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _was_called(listener: socket.socket) -> bool:
    listener.setblocking(False)
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


ITEMS = (
    Item(
        53,
        "Offline no offer is claimed, a locked one stays locked, and a keyed phone number attributes the sale",
        _claims_offline,
        left_out="Claiming offers offline where a shop wants it: the tills of this run do not.",
    ),
    Item(
        54,
        "A clock that is wrong by a day or set meanwhile: order and sums hold, and the difference is known",
        _wrong_clock,
        left_out="A notice at the till: 'doctor' tells a clock that is off by more than two minutes.",
    ),
    Item(
        55,
        "A server that is not the platform, an unknown name, a redirect, a proxy: nothing goes there",
        _not_the_platform,
    ),
)
