"""Receipts and the drawer of a whole terminal on printers that fail."""

import os
import threading
import tty
from collections.abc import Callable
from contextlib import ExitStack

from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.transaction import Transaction
from pos_terminal.settings import Settings, read_settings
from tests.application.fakes import FakeClock
from tests.cli.till import CASHIER, PIN, Till
from tests.failing_printer import FailingPrinter, Mood, failing_printer

SOON = 30.0
KICK = b"\x1bp\x00\x19\xfa"


def settings(till: Till) -> Settings:
    return read_settings(till.config, {})


def sell(terminal: Terminal) -> Transaction:
    if terminal.desk.operator is None:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
    terminal.selling.scan("4006381333931")
    terminal.checkout.tender("Cash")
    sold = terminal.checkout.complete()
    terminal.wait_for_paper(SOON)
    return sold


def wait_until(is_so: Callable[[], bool], terminal: Terminal) -> None:
    deadline, tick = terminal.clock.monotonic() + SOON, threading.Event()
    while not is_so() and terminal.clock.monotonic() < deadline:
        tick.wait(0.02)
    assert is_so()


def on_the_network(till: Till, device: FailingPrinter, **more: str) -> None:
    till.change("printer", driver="network", target=f"127.0.0.1:{device.port}", **more)


def words(terminal: Terminal) -> set[str]:
    return {each.words for each in terminal.notices()}


def test_the_drawer_opens_before_the_receipt_and_the_receipt_is_known_to_be_printed(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            sold = sell(terminal)
            assert terminal.printer_state().proof_of(sold.transaction_id) is Proof.PRINTED
            row = terminal.database.connect().execute("SELECT proof FROM printed").fetchone()
        assert device.pulses == [("in turn", 0)]
        assert device.sheets == 1
    assert row == ("printed",)


def test_a_receipt_waits_for_paper_and_comes_out_once_and_whole(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        device.feel(paper="out")
        with opened_terminal(settings(till)) as terminal:
            first = sell(terminal)
            assert "out of paper" in terminal.printer_state().cause
            assert device.sheets == 0
            sell(terminal)
            device.feel(paper="ok")
            terminal.wait_for_paper(SOON)
            assert not terminal.printer_state().waiting
            assert terminal.printer_state().proof_of(first.transaction_id) is Proof.PRINTED
        assert device.sheets == 2
        assert b"COPY" not in device.paper


def test_a_printer_that_would_not_print_is_known_before_the_first_receipt_and_until_it_would(till: Till) -> None:
    with failing_printer(Mood(is_cover_open=True)) as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            terminal.start_background()
            wait_until(lambda: "cover open" in terminal.printer_state().down, terminal)
            device.feel(is_cover_open=False)
            sell(terminal)
            assert terminal.printer_state().down == ""


def test_a_roll_that_ends_in_mid_receipt_makes_no_copy(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        device.feel(out_after=200)
        with opened_terminal(settings(till)) as terminal:
            sold = sell(terminal)
            assert "out of paper" in terminal.printer_state().cause
            device.feel(paper="ok")
            terminal.wait_for_paper(SOON)
            assert terminal.printer_state().proof_of(sold.transaction_id) is Proof.PRINTED
        assert (device.sheets, b"COPY" in device.paper) == (1, False)


def test_a_receipt_that_was_going_out_when_the_power_went_comes_out_as_a_copy(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        device.feel(close_after=400)
        with opened_terminal(settings(till)) as terminal:
            sell(terminal)
            assert "ended the connection" in terminal.printer_state().cause
        device.feel(close_after=None)
        before = len(device.paper)
        with opened_terminal(settings(till)) as terminal:
            terminal.wait_for_paper(SOON)
            assert not terminal.printer_state().waiting
        assert b"COPY" in device.paper[before:]


def test_a_printer_that_breaks_off_is_left_alone_longer_each_time_whatever_is_sold(till: Till) -> None:
    clock = FakeClock()
    with failing_printer() as device:
        on_the_network(till, device)
        device.feel(close_after=400)
        with opened_terminal(settings(till), clock=clock) as terminal:
            begun, waits = [], []
            for patience in (5.0, 10.0, 20.0):
                clock.forward(1)
                sell(terminal)
                sell(terminal)
                clock.forward(patience - 1)
                waits.append(terminal.devices.ask(terminal.paperwork.turn).result(SOON))
                begun.append(device.paper.count(b"store-77"))
                assert "ended the connection" in terminal.printer_state().cause
            assert (begun, waits) == ([1, 2, 3], [1.0] * 3)
            device.feel(close_after=None)
            clock.forward(1)
            terminal.wait_for_paper(SOON)
            assert not terminal.printer_state().waiting


def test_receipts_come_out_of_the_spare_printer_and_the_status_line_can_say_so(till: Till) -> None:
    with failing_printer() as device, failing_printer() as spare:
        on_the_network(till, device, failover=f"tcp://127.0.0.1:{spare.port}")
        device.feel(paper="out")
        with opened_terminal(settings(till)) as terminal:
            sold = sell(terminal)
            state = terminal.printer_state()
            assert (state.waiting, state.proof_of(sold.transaction_id)) == (False, Proof.PRINTED)
            assert state.remark is not None
            assert state.remark.words == "Spare printer"
        assert (device.sheets, spare.sheets, spare.pulses) == (0, 1, [])


def test_a_drawer_that_stayed_shut_is_told_until_it_opens(till: Till) -> None:
    with ExitStack() as undo:
        with failing_printer() as gone:
            till.change("printer", driver="network", target=f"127.0.0.1:{gone.port}")
        terminal = undo.enter_context(opened_terminal(settings(till)))
        sell(terminal)
        assert "Drawer shut" in words(terminal)
        assert terminal.printer_state().waiting


def test_a_drawer_that_is_left_open_is_told_until_it_is_closed(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        till.change("drawer", open_pin="high", left_open_seconds=1)
        device.feel(drawer=True)
        with opened_terminal(settings(till)) as terminal:
            sell(terminal)
            wait_until(lambda: "Drawer open" in words(terminal), terminal)
            device.feel(drawer=False)
            wait_until(lambda: "Drawer open" not in words(terminal), terminal)


def test_a_drawer_with_a_port_of_its_own_opens_while_the_printer_is_gone(till: Till) -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    try:
        till.change("printer", driver="network", target="127.0.0.1:9")
        till.change("drawer", port=f"serial://{os.ttyname(slave)}", opener="1b 70 00 19 fa")
        with opened_terminal(settings(till)) as terminal:
            sell(terminal)
            assert os.read(master, 64) == KICK
            assert "Drawer shut" not in words(terminal)
    finally:
        os.close(master)
        os.close(slave)


def test_a_drawer_whose_port_is_not_there_is_told(till: Till) -> None:
    till.change("drawer", port="serial:///dev/no-such-port")
    with opened_terminal(settings(till)) as terminal:
        sell(terminal)
        wait_until(lambda: "Drawer shut" in words(terminal), terminal)
        (told,) = [each.sentence for each in terminal.notices() if each.words == "Drawer shut"]
        assert "The drawer at /dev/no-such-port cannot be reached" in told


def test_a_shop_without_a_drawer_opens_none(till: Till) -> None:
    with failing_printer() as device:
        on_the_network(till, device)
        till.change("drawer", port="none")
        with opened_terminal(settings(till)) as terminal:
            sell(terminal)
        assert (device.sheets, device.pulses) == (1, [])
