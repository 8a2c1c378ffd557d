"""An order that the kitchen may not have is told of until somebody has seen to it, also after a restart."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from pos_terminal.app.customer_side import ShopperReads
from pos_terminal.app.device_side import device_services
from pos_terminal.app.kitchen_side import KITCHEN
from pos_terminal.app.looking import orders_in_doubt
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.presentation.device_services import DeviceServices, DeviceState
from tests.app.test_paper_and_drawer import SOON, settings
from tests.cli.till import LATTE, Step, Till
from tests.failing_printer import FailingPrinter, Mood, failing_printer
from tests.presentation.screens import AtOnce

HOLD: Step = {"do": "suspend"}
PASS = "kitchen printer Pass"


@contextmanager
def into_the_void(till: Till) -> Iterator[FailingPrinter]:
    """Two orders on a kitchen printer that nobody ever heard, and that is so; it is well from then on."""
    with failing_printer(Mood(answers=False)) as device:
        till.change("terminal", channel=["DINE_IN", "STORE"])
        till.change("kitchen", channels=["DINE_IN"], printers=["Pass tcp://127.0.0.1:9"])
        till.sells(LATTE, HOLD, LATTE, HOLD)
        till.change("kitchen", channels=["DINE_IN"], printers=[f"Pass tcp://127.0.0.1:{device.port}"])
        with opened_terminal(settings(till)) as terminal:
            assert "may not have: 2." in notice(terminal)
        device.feel(answers=True)
        yield device


def notice(terminal: Terminal) -> str:
    """What the top of the screen says of the kitchen's printer, once it has printed what there is."""
    printers = terminal.sales_side.kitchen_printers
    assert printers is not None
    printers.wait(SOON)
    return next((str(each.told) for each in terminal.notices() if each.words == f"{KITCHEN} Pass"), "")


def devices(terminal: Terminal) -> DeviceServices:
    return device_services(terminal, AtOnce(), ShopperReads(lambda: None))


def shown(terminal: Terminal) -> DeviceState:
    (state,) = devices(terminal).look_at(PASS)
    return state


def test_an_order_in_doubt_is_told_after_a_restart_though_the_printer_answers_by_then(till: Till) -> None:
    with into_the_void(till):
        newest = orders_in_doubt(settings(till)).transaction_id
        with opened_terminal(settings(till)) as terminal:
            said = notice(terminal)
            assert ("may not have: 2." in said, newest in said) == (True, True)
            state = shown(terminal)
            assert (state.is_well, state.doubts.count, state.doubts.kitchen) == (True, 2, "Pass")
        status = json.loads(till.run("printer", "status", "--json").out)
        assert status["orders_in_doubt"] == {"count": 2, "transaction_id": newest}
        assert f"2, the last is of sale {newest}" in till.run("printer", "status").out


def test_an_order_in_doubt_is_forgotten_once_it_was_printed_again(till: Till) -> None:
    with into_the_void(till):
        newest = orders_in_doubt(settings(till)).transaction_id
        assert till.run("receipt", "print", newest, "--order").status == 0
        with opened_terminal(settings(till)) as terminal:
            assert "may not have: 1." in notice(terminal)


def test_somebody_says_at_the_screen_that_the_kitchen_has_them(till: Till) -> None:
    with into_the_void(till):
        with opened_terminal(settings(till)) as terminal:
            assert notice(terminal)
            devices(terminal).settle("printer")
            assert notice(terminal)
            devices(terminal).settle(PASS)
            assert (notice(terminal), shown(terminal).doubts.count) == ("", 0)
        assert orders_in_doubt(settings(till)).count == 0


def test_somebody_says_at_the_command_line_that_the_kitchen_has_them_while_the_till_runs(till: Till) -> None:
    with into_the_void(till), opened_terminal(settings(till)) as terminal:
        till.run("printer", "confirm", "--no")
        assert notice(terminal)
        assert "Seen to in the kitchen: 2, the last is" in till.run("printer", "confirm").out
        assert json.loads(till.run("printer", "status", "--json").out)["orders_in_doubt"]["count"] == 0
        assert notice(terminal) == ""
