"""What an attendant does for shoppers, and what a kiosk says when it cannot take them or their cards."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pos_terminal.application.card_ports import READY, TerminalReport
from pos_terminal.presentation.kiosk.state import AttractBody, Pad
from pos_terminal.wording import speak
from tests.bank import Bank
from tests.presentation.kiosk_desk import KioskDesk

LATTE = "4006381333931"
NO_CARDS = "Cards cannot be taken here just now. Please come to tills 1 to 4."


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


@dataclass
class Reached(Bank):
    """A bank whose terminal may be out of reach."""

    is_there: bool = True

    def report(self) -> TerminalReport:
        return TerminalReport(self.is_there, READY)


def test_an_attendant_types_the_weight_of_goods_that_no_scale_weighs() -> None:
    kiosk = KioskDesk()
    kiosk.press("Touch to start")
    kiosk.touch.tile_tapped("apples")
    kiosk.attend()
    kiosk.press("Type the weight of Apples")
    assert kiosk.page.pad is Pad.NUMBER
    kiosk.type("0.25")
    kiosk.press("Add", "Done")
    line = next(iter(kiosk.shop.desk.open_sale().lines.values()))
    assert (line.item_id, f"{line.quantity:f}") == ("apples", "0.25")
    assert not kiosk.self_service.is_attended


def test_an_attendant_who_types_nothing_leaves_the_shopper_with_the_question() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.touch.tile_tapped("apples")
    kiosk.attend()
    kiosk.press("Type the weight of Apples", "Back", "Done")
    assert [key.words for key in kiosk.page.keys] == ["Call for help", "Staff", "Go on shopping"]
    assert len(kiosk.shop.desk.open_sale().lines) == 1


def test_a_closed_kiosk_says_so_in_all_languages_and_takes_nobody_until_it_is_opened() -> None:
    kiosk = KioskDesk()
    kiosk.press("Call for help")
    kiosk.attend()
    kiosk.press("Take no shoppers", "Done")
    told = [key.words for key in kiosk.page.keys]
    assert (kiosk.page.title, told[0]) == ("Closed", "This kiosk is closed. Please come to tills 1 to 4.")
    assert (len(set(told)), told[-1]) == (4, "Staff")
    kiosk.touch.went_back()
    kiosk.scan(LATTE)
    kiosk.wait(100)
    assert (kiosk.page.title, kiosk.shop.desk.basket) == ("Closed", None)
    kiosk.attend()
    kiosk.press("Take shoppers again", "Done")
    assert isinstance(kiosk.state.body, AttractBody)


def test_a_kiosk_that_was_closed_stays_so_when_it_is_started_again_and_the_journal_has_who_did_it() -> None:
    kiosk = KioskDesk()
    kiosk.press("Call for help")
    kiosk.attend()
    kiosk.press("Take no shoppers", "Done")
    kiosk.switch_on()
    assert kiosk.page.title == "Closed"
    kiosk.attend()
    kiosk.press("Take shoppers again", "Done")
    kiosk.switch_on()
    assert isinstance(kiosk.state.body, AttractBody)
    done = [(act.operator_id, act.deed.details["takes_shoppers"]) for act in kiosk.shop.acts.entered]
    assert done == [("17", "no"), ("17", "yes")]


def test_a_disk_that_takes_no_act_leaves_the_kiosk_as_it_was_and_the_attendant_reads_why() -> None:
    kiosk = KioskDesk()
    kiosk.press("Call for help")
    kiosk.attend()
    kiosk.shop.acts.full = True
    kiosk.press("Take no shoppers")
    assert kiosk.page.sentence == "The disk is full."
    kiosk.press("Done")
    assert isinstance(kiosk.state.body, AttractBody)


def test_cards_that_cannot_be_taken_are_told_from_the_first_screen_on_until_they_can() -> None:
    bank = Reached(is_there=False)
    kiosk = KioskDesk(bank=bank)
    kiosk.wait(1)
    assert isinstance(kiosk.state.body, AttractBody)
    assert kiosk.state.body.staffed == NO_CARDS
    kiosk.scan(LATTE)
    assert kiosk.state.notice.text == NO_CARDS
    bank.is_there = True
    kiosk.wait(21)
    assert not kiosk.state.notice


def test_a_second_tap_of_a_hurried_finger_does_nothing_to_what_came_up_in_its_place() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.press("Check and pay")
    asked = kiosk.page.title
    kiosk.shop.clock.forward(0.2)
    kiosk.touch.tapped("0")
    assert kiosk.page.title == asked
    kiosk.shop.clock.forward(0.2)
    kiosk.touch.tapped("0")
    assert kiosk.page.title != asked
