"""The devices of a real terminal, as its screen asks them."""

from dataclasses import replace
from threading import Event

import pytest

from pos_terminal.app.customer_side import ShopperReads
from pos_terminal.app.device_side import device_services
from pos_terminal.app.terminal import opened_terminal
from pos_terminal.application.noticeboard import SCANNER_LOST, StandingNotice
from pos_terminal.domain.errors import ApprovalNeeded
from pos_terminal.domain.printer_state import Proof
from pos_terminal.domain.scale_reading import ScaleState
from pos_terminal.presentation.device_services import ScanMeaning
from tests.app.test_paper_and_drawer import on_the_network, sell, settings
from tests.cli.till import CASHIER, PIN, Till
from tests.failing_printer import Mood, failing_printer
from tests.presentation.screens import AtOnce

UNSEEN = ShopperReads(lambda: None)
"""A till without a display for shoppers."""


def test_the_devices_of_a_till_that_sells_are_asked_without_getting_in_its_way(till: Till) -> None:
    with failing_printer(Mood(is_cover_open=True)) as device:
        on_the_network(till, device)
        till.change("display", pole="serial:///dev/no-such-port")
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce(), UNSEEN)
            found = {each.device: each for each in services.look()}
            assert list(found) == ["printer", "drawer", "scanner", "customer display"]
            assert "cover open" in str(found["printer"].said)
            assert "cover open" in str(services.print_page().said)
            assert found["scanner"].is_well
            terminal.board.pin(StandingNotice(SCANNER_LOST, "The scanner is gone."))
            assert {each.device: each.said for each in services.look()}["scanner"] == "The scanner is gone."
            device.feel(is_cover_open=False)
            assert str(services.print_page().said).startswith("Printed on network")
            sold = sell(terminal)
            assert terminal.printer_state().proof_of(sold.transaction_id) is Proof.PRINTED
        assert device.sheets == 2


def test_somebody_says_on_the_screen_that_the_page_of_a_silent_printer_came_out(till: Till) -> None:
    with failing_printer(Mood(answers=False)) as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce(), UNSEEN)
            assert "say whether it came out" in str(services.look()[0].said)
            assert services.print_page().wants_witness
            assert str(services.vouch().said).startswith("Good.")
            assert str(services.look()[0].said) == "is there, and says nothing of its state"
            assert not services.print_page().wants_witness
            sell(terminal)
            assert (terminal.printer_state().remark, terminal.printer_state().doubts.count) == (None, 0)


def test_a_printer_that_is_busy_is_told_of_and_what_was_given_up_is_never_printed(till: Till) -> None:
    with failing_printer(Mood()) as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce(), UNSEEN, patience=0.05)
            is_over = Event()
            busy = terminal.devices.ask(lambda _: is_over.wait(20))
            page, found = services.print_page(), services.look()
            is_over.set()
            assert busy.result(20)
            assert str(page.said) == "The printer has other papers to print first. Try again in a minute."
            assert [(each.device, each.is_well) for each in found] == [("printer", False), ("scanner", True)]
            assert found[0].said == page.said
            terminal.devices.ask(lambda _: None).result(20)
        assert device.sheets == 0


@pytest.mark.parametrize(
    ("code", "shown", "meaning"),
    [
        ("4006381333931", "4006381333931", ScanMeaning.ITEM),
        ("]E04222222222222", "]E04222222222222", ScanMeaning.UNREADABLE),
        ("4111111111111111", "", ScanMeaning.PAYMENT_CARD),
        ("%B4111111111111111^DOE/JANE^2512101?", "", ScanMeaning.PAYMENT_CARD),
        ("4111-1111-1111-1111", "", ScanMeaning.PAYMENT_CARD),
        ("7000123456", "", ScanMeaning.MEMBER_CARD),
        ("OFFER-77", "OFFER-77", ScanMeaning.OFFER),
        ("]C0B-77", "", ScanMeaning.BADGE),
        ("B-77", "", ScanMeaning.BADGE),
        ("B-78", "B-78", ScanMeaning.UNKNOWN),
    ],
)
def test_what_a_scan_is_is_told_where_the_scanner_is_tried_and_badges_and_cards_are_never_shown(
    till: Till, code: str, shown: str, meaning: ScanMeaning
) -> None:
    till.change("sale", card_prefixes=["7000"], offer_prefixes=["OFFER"])
    with opened_terminal(settings(till)) as terminal:
        wearer, *others = terminal.staff.employees()
        terminal.staff.replace([replace(wearer, badge="B-77"), *others])
        echo = device_services(terminal, AtOnce(), UNSEEN).echo(code)
        assert (echo.shown, echo.meaning) == (shown, meaning)


def test_a_scan_is_told_with_its_symbology_its_item_and_what_its_label_says(till: Till) -> None:
    with opened_terminal(settings(till)) as terminal:
        services = device_services(terminal, AtOnce(), UNSEEN)
        echo = services.echo("]d2010400638133393110L7")
        assert (echo.symbology, bool(echo.name), echo.batch) == ("GS1 DataMatrix", True, "Lot L7")
        assert "is not a date" in services.echo("]d2010400638133393117261330").why
        receipt = sell(terminal).transaction_id
        assert services.echo(receipt).meaning is ScanMeaning.RECEIPT


def test_the_pages_of_devices_ask_their_own_device_again_and_know_the_last_fault(till: Till) -> None:
    with failing_printer(Mood(is_cover_open=True)) as device:
        on_the_network(till, device)
        with opened_terminal(settings(till)) as terminal:
            services = device_services(terminal, AtOnce(), UNSEEN)
            terminal.wait_for_paper(30)
            printer, drawer = services.look_at("printer")
            assert (printer.status.is_cover_open, "cover open" in str(printer.fault)) == (True, True)
            assert (drawer.device, drawer.is_open) == ("drawer", None)
            device.feel(is_cover_open=False)
            assert services.look_at("printer")[0].is_well
            assert [each.device for each in services.look_at("scanner")] == ["scanner"]
            assert services.look_at("scale") == services.look_at("payment terminal") == ()
            assert services.weight().state is ScaleState.LOST


def test_a_set_of_devices_is_chosen_into_the_config_file(till: Till) -> None:
    till.config.write_text(f'{till.config.read_text()}\n[devices.backup.printer]\ndriver = "none"\n')
    with opened_terminal(settings(till)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        profiles = device_services(terminal, AtOnce(), UNSEEN).profiles
        assert (profiles.used, profiles.names()) == ("", ("backup",))
        with pytest.raises(ApprovalNeeded):
            profiles.choose("backup")
    till.change("rights", change_settings="cashier")
    till.config.write_text(f'{till.config.read_text()}\n[devices.backup.printer]\ndriver = "none"\n')
    with opened_terminal(settings(till)) as terminal:
        terminal.signing.sign_on(CASHIER, PIN, terminal.tilling.today())
        device_services(terminal, AtOnce(), UNSEEN).profiles.choose("backup")
    assert settings(till).printer.driver == "none"
