"""A paper that may not have come out is told of until somebody has seen to it, also after a restart."""

import json

from pos_terminal.app.customer_side import ShopperReads
from pos_terminal.app.device_side import device_services
from pos_terminal.app.looking import papers_in_doubt
from pos_terminal.app.showing import print_receipt
from pos_terminal.app.terminal import Terminal, opened_terminal
from pos_terminal.domain.printer_state import Proof
from pos_terminal.presentation.device_services import DeviceServices
from pos_terminal.presentation.status import printer_pill
from tests.app.test_paper_and_drawer import SOON, on_the_network, sell, settings
from tests.cli.till import Till
from tests.failing_printer import FailingPrinter, Mood, failing_printer
from tests.presentation.screens import AtOnce


def sold_into_the_void(till: Till, device: FailingPrinter, sales: int = 1, **mood: int | bool) -> str:
    """Sell on a printer that nobody ever heard, and that is so; the last sale. It is well from then on."""
    on_the_network(till, device)
    device.feel(**(mood or {"answers": False}))
    with opened_terminal(settings(till)) as terminal:
        numbers = [sell(terminal).transaction_id for _ in range(sales)]
        state = terminal.printer_state()
        assert (state.waiting, state.proof_of(numbers[-1]), state.doubts.count) == (False, Proof.SENT, sales)
    device.feel(stops_reading_after=None, answers=True)
    return numbers[-1]


def told(terminal: Terminal) -> tuple[str, str]:
    """What the status line says of the printer, and what a tap on it."""
    terminal.wait_for_paper(SOON)
    state = terminal.printer_state()
    return printer_pill(state).text, state.seen_to_first.sentence if state.seen_to_first else ""


def devices(terminal: Terminal) -> DeviceServices:
    return device_services(terminal, AtOnce(), ShopperReads(lambda: None))


def test_a_paper_in_doubt_is_told_after_a_restart_though_the_printer_answers_by_then(till: Till) -> None:
    with failing_printer(Mood()) as device:
        sale = sold_into_the_void(till, device, sales=2, stops_reading_after=0)
        with opened_terminal(settings(till)) as terminal:
            pill, sentence = told(terminal)
            assert (pill, "come out: 2." in sentence, sale in sentence) == ("Not confirmed", True, True)
            (printer, *_) = devices(terminal).look()
            assert (printer.is_well, printer.doubts.count, printer.doubts.transaction_id) == (True, 2, sale)
        status = json.loads(till.run("printer", "status", "--json").out)
        assert (status["well"], status["in_doubt"]) == (False, {"count": 2, "transaction_id": sale})
        assert f"2, the last is the receipt of sale {sale}" in till.run("printer", "status").out


def test_a_paper_in_doubt_is_forgotten_once_it_was_printed_again(till: Till) -> None:
    with failing_printer(Mood()) as device:
        sale = sold_into_the_void(till, device)
        assert print_receipt(settings(till), sale, SOON)[2] == ""
        assert papers_in_doubt(settings(till)).count == 0
        with opened_terminal(settings(till)) as terminal:
            assert told(terminal) == ("Printer", "")


def test_somebody_says_at_the_screen_that_the_papers_came_out(till: Till) -> None:
    with failing_printer(Mood()) as device:
        sold_into_the_void(till, device)
        with opened_terminal(settings(till)) as terminal:
            assert told(terminal)[0] == "Not confirmed"
            devices(terminal).settle("printer")
            assert told(terminal) == ("Printer", "")
        assert papers_in_doubt(settings(till)).count == 0


def test_somebody_says_at_the_command_line_that_they_came_out_while_the_till_runs(till: Till) -> None:
    with failing_printer(Mood()) as device:
        sold_into_the_void(till, device)
        with opened_terminal(settings(till)) as terminal:
            assert told(terminal)[0] == "Not confirmed"
            till.run("printer", "confirm", "--no")
            assert told(terminal)[0] == "Not confirmed"
            assert "Seen to: 1, the last is" in till.run("printer", "confirm").out
            assert json.loads(till.run("printer", "status", "--json").out)["in_doubt"]["count"] == 0
            assert told(terminal) == ("Printer", "")
