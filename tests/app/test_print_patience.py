"""A printer that breaks off is left alone longer each time, the receipt printer and the kitchen's alike."""

from contextlib import closing

from pos_terminal.app.kitchen_side import KitchenGround, KitchenSide, kitchen_stations
from pos_terminal.app.printer_watch import PrintPatience
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.standing import SpoolState
from tests.app.test_paper_and_drawer import SOON, settings
from tests.application.fakes import FakeClock
from tests.cli.till import LATTE, Till
from tests.failing_printer import Mood, failing_printer


def test_the_waits_grow_with_each_break_and_begin_anew_once_something_came_out() -> None:
    clock = FakeClock()
    patience = PrintPatience(clock)
    waits = []
    for torn in (0, 1, 2, 3, 4, 9):
        patience.tried(SpoolState(waiting=True, torn=torn, is_broken_off=torn > 0))
        waits.append(patience.left)
    assert waits == [5.0, 5.0, 10.0, 20.0, 40.0, 300.0]
    patience.tried(SpoolState(waiting=False))
    assert patience.left == 5.0


def test_only_a_printer_that_broke_off_is_not_tried_before_its_time() -> None:
    clock = FakeClock()
    patience = PrintPatience(clock)
    found = []
    patience.tried(SpoolState(waiting=True, torn=1))
    found.append(patience.is_over)
    patience.tried(SpoolState(waiting=True, torn=2, is_broken_off=True))
    for seconds in (9, 1):
        clock.forward(seconds)
        found.append(patience.is_over)
    assert found == [True, False, True]


def test_a_kitchen_printer_that_breaks_off_is_left_alone_longer_each_time_whatever_is_ordered(till: Till) -> None:
    clock, waits = FakeClock(), [5, 10, 20]
    with failing_printer(Mood(close_after=60)) as device:
        till.change("terminal", channel=["DINE_IN", "STORE"])
        till.change("kitchen", channels=["DINE_IN"], printers=[f"Kitchen tcp://127.0.0.1:{device.port}"])
        till.sells(LATTE, {"do": "suspend"})
        with opened_terminal(settings(till)) as terminal:
            ground = settings(till), terminal.database.connect, terminal.database.lock, terminal.board, clock
            with closing(KitchenSide(KitchenGround(*ground), kitchen_stations(settings(till)))) as side:
                begun = []
                for seconds in waits:
                    side.wait(SOON)
                    begun.append(device.connections)
                    clock.forward(seconds - 1)
                    side.nudge()
                    side.wait(SOON)
                    begun.append(device.connections)
                    clock.forward(1)
                before = device.connections
                device.feel(close_after=None)
                side.wait(SOON)
                assert device.sheets == 1
    first = begun[0]
    assert begun == [first, first, first + 1, first + 1, first + 2, first + 2]
    assert before == first + 2
