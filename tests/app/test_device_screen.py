"""The devices of a real terminal, as its screen asks them."""

from dataclasses import replace
from threading import Event

import pytest

from pos_terminal.app.device_side import device_services
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.noticeboard import SCANNER_LOST, StandingNotice
from pos_terminal.domain.printer_state import Proof
from tests.app.test_paper_and_drawer import on_the_network, sell, settings
from tests.cli.till import Till
from tests.failing_printer import Mood, failing_printer
from tests.presentation.screens import AtOnce

CARD = "a payment card, whose number is never shown"


def test_the_devices_of_a_till_that_sells_are_asked_without_getting_in_its_way(till: Till) -> None:
    with failing_printer(Mood(is_cover_open=True)) as device:
        on_the_network(till, device)
        till.change("display", pole="serial:///dev/no-such-port")
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce())
            found = {each.device: each for each in services.look()}
            assert list(found) == ["printer", "drawer", "scanner", "customer display"]
            assert "cover open" in found["printer"].said
            assert "cover open" in services.print_page().said
            assert found["scanner"].is_well
            terminal.board.pin(StandingNotice(SCANNER_LOST, "The scanner is gone."))
            assert {each.device: each.said for each in services.look()}["scanner"] == "The scanner is gone."
            device.feel(is_cover_open=False)
            assert services.print_page().said.startswith("Printed on network")
            sold = sell(terminal)
            assert terminal.printer_state().proof_of(sold.transaction_id) is Proof.PRINTED
        assert device.sheets == 2


def test_somebody_says_on_the_screen_that_the_page_of_a_silent_printer_came_out(till: Till) -> None:
    with failing_printer(Mood(answers=False)) as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce())
            assert "say whether it came out" in services.look()[0].said
            assert services.print_page().wants_witness
            assert services.vouch().said.startswith("Good.")
            assert services.look()[0].said == "is there, and says nothing of its state"
            assert not services.print_page().wants_witness
            sell(terminal)
            assert terminal.printer_state().remark is None


def test_a_printer_that_is_busy_is_told_of_and_what_was_given_up_is_never_printed(till: Till) -> None:
    with failing_printer(Mood()) as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce(), patience=0.05)
            is_over = Event()
            busy = terminal.devices.ask(lambda _: is_over.wait(20))
            page, found = services.print_page(), services.look()
            is_over.set()
            assert busy.result(20)
            assert page.said == "The printer has other papers to print first. Try again in a minute."
            assert [(each.device, each.is_well) for each in found] == [("printer", False), ("scanner", True)]
            assert found[0].said == page.said
            terminal.devices.ask(lambda _: None).result(20)
        assert device.sheets == 0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("4006381333931", "4006381333931"),
        ("]E04222222222222", "]E04222222222222"),
        ("4111111111111111", CARD),
        ("%B4111111111111111^DOE/JANE^2512101?", CARD),
        ("4111-1111-1111-1111", CARD),
        ("7000123456", "a loyalty card"),
        ("]C0B-77", "an operator's badge"),
        ("B-77", "an operator's badge"),
        ("B-78", "B-78"),
    ],
)
def test_badges_and_cards_are_never_shown_where_the_scanner_is_tried(till: Till, code: str, told: str) -> None:
    till.change("sale", card_prefixes=["7000"])
    with opened_terminal(settings(till)) as terminal:
        wearer, *others = terminal.staff.employees()
        terminal.staff.replace([replace(wearer, badge="B-77"), *others])
        assert device_services(terminal, AtOnce()).told(code) == told
