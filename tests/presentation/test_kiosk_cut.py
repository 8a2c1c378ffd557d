"""A whole purchase at a kiosk whose network goes at any step, or whose card reader's line is cut at any byte."""

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from threading import Thread

import pytest

from pos_terminal.adapters.cards.simulated import SimulatedTerminal
from pos_terminal.domain.discount import DiscountStatus
from pos_terminal.presentation.kiosk.state import AttractBody, CheckBody, ChooseBody
from pos_terminal.simulator.card_terminal import CardTerminal, CardTerminalServer, Ledger
from pos_terminal.wording import speak
from tests.presentation.kiosk_desk import KioskDesk

LATTE = "4006381333931"
_MOST_STEPS = 80
_ANSWERS = {
    "Do you need a bag?": "I have my own bags",
    "How do you want to pay?": "Credit Card",
    "Your offer is not confirmed yet": "Go on without the offer",
    "This did not work": "Go on shopping",
}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


class Shopper:
    """Buys two coffees as a member, whatever comes up; `steps` counts what they did."""

    def __init__(self, kiosk: KioskDesk) -> None:
        self._kiosk = kiosk
        self._was_asked = False
        self.steps = 0

    def buy(self, cut_at: int = -1, back_at: int = -1) -> None:
        """Until it is paid; the network is away from one step on, and back at the other."""
        for step in range(_MOST_STEPS):
            self._kiosk.platform.is_online = not (0 <= cut_at <= step and (back_at < 0 or step < back_at))
            if self._step():
                self.steps = step
                return
        raise AssertionError(f"nothing leads to the end: {self._kiosk.words()}")

    def _step(self) -> bool:
        kiosk, body = self._kiosk, self._kiosk.state.body
        if isinstance(body, AttractBody):
            kiosk.press("Touch to start")
        elif isinstance(body, ChooseBody):
            basket = kiosk.shop.desk.basket
            is_full = basket is not None and sum(each.quantity for each in basket.lines.values()) == 2
            kiosk.press("Check and pay") if is_full else kiosk.scan(LATTE)
        elif isinstance(body, CheckBody):
            kiosk.press("Pay") if body.main.can_press else kiosk.wait(1)
        elif body.title == "Paid. Thank you!":
            return True
        elif body.title == "Do you have an account?":
            kiosk.press("Go on without" if self._was_asked else "By telephone number")
        elif body.title == "Your telephone number":
            self._identify()
        elif body.title in _ANSWERS:
            kiosk.press(_ANSWERS[body.title])
        else:
            kiosk.wait(1)
        return False

    def _identify(self) -> None:
        if self._was_asked:
            self._kiosk.press("Go on without")
            return
        self._was_asked = True
        self._kiosk.type("5550100001")
        self._kiosk.press("Find me")


def _adds_up(kiosk: KioskDesk, taken: int) -> int:
    """One sale, paid once, with at most the offer that the platform confirmed; what was taken off."""
    (record,) = kiosk.shop.sales.records
    sold = record.transaction
    assert not sold.is_voided
    assert taken == sold.totals.total.minor == sum(each.taken.minor for each in sold.payments)
    assert all(each.status is DiscountStatus.LOCKED for each in sold.discounts)
    assert len(sold.discounts) <= 1
    assert record.request is not None
    return sold.totals.discount.minor


@pytest.mark.parametrize("cut_at", range(12))
def test_a_network_that_goes_at_any_step_costs_an_offer_at_most(cut_at: int, figures: Counter[str]) -> None:
    kiosk = KioskDesk()
    Shopper(kiosk).buy(cut_at)
    assert _adds_up(kiosk, kiosk.bank.taken) in {0, 200}
    figures["purchases at a kiosk without a network"] += 1


def test_with_a_network_the_offer_is_on_the_sale() -> None:
    kiosk = KioskDesk()
    Shopper(kiosk).buy()
    assert _adds_up(kiosk, kiosk.bank.taken) == 200


@pytest.mark.soak
@pytest.mark.parametrize("cut_at", range(16))
@pytest.mark.parametrize("length", range(1, 12))
def test_a_network_that_goes_and_comes_back_at_any_steps(cut_at: int, length: int, figures: Counter[str]) -> None:
    kiosk = KioskDesk()
    Shopper(kiosk).buy(cut_at, cut_at + length)
    assert _adds_up(kiosk, kiosk.bank.taken) in {0, 200}
    figures["purchases at a kiosk without a network"] += 1


class Cable:
    """To the card terminal. The first request that pays is cut: so many bytes of it, or of the answer, pass."""

    def __init__(self, address: str, there: int | None = None, back: int | None = None) -> None:
        host, _colon, port = address.partition(":")
        self._place = (host, int(port))
        self._cuts = [(there, back)]
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self.longest = 0
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            with near, suppress(OSError):
                self._pass_on(near)

    def _pass_on(self, near: socket.socket) -> None:
        with near.makefile("rb") as reader:
            asked = reader.readline()
        is_paying = b'"pay"' in asked
        there, back = self._cuts.pop() if is_paying and self._cuts else (None, None)
        with socket.create_connection(self._place) as far:
            far.sendall(asked[:there])
            far.shutdown(socket.SHUT_WR)
            with far.makefile("rb") as reader:
                answer = reader.read()
        if is_paying:
            self.longest = max(self.longest, len(asked), len(answer))
        near.sendall(answer[:back])


def _bought_over(there: int | None, back: int | None) -> int:
    """A purchase over a line that is cut there, paid in the end and charged once; the length of the longest message."""
    ledger = Ledger()
    with closing(CardTerminalServer(CardTerminal(ledger, shopper_seconds=0.0))) as server:
        server.start()
        with closing(Cable(server.address, there, back)) as cable:
            kiosk = KioskDesk(reader=SimulatedTerminal(cable.address))
            Shopper(kiosk).buy()
            _adds_up(kiosk, ledger.taken())
            return cable.longest


@pytest.mark.parametrize("way", ["there", "back"])
@pytest.mark.parametrize("cut", [0, 1, 60, 150])
def test_a_card_whose_line_is_cut_is_charged_once_and_the_purchase_ends(
    way: str, cut: int, figures: Counter[str]
) -> None:
    _bought_over(cut if way == "there" else None, cut if way == "back" else None)
    figures["purchases at a kiosk with a cut card line"] += 1


@pytest.mark.soak
@pytest.mark.parametrize("way", ["there", "back"])
def test_a_card_whose_line_is_cut_at_any_byte(way: str, figures: Counter[str]) -> None:
    longest = _bought_over(None, None)
    assert longest > 150
    for cut in range(longest):
        _bought_over(cut if way == "there" else None, cut if way == "back" else None)
        figures["purchases at a kiosk with a cut card line"] += 1
