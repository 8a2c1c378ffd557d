from collections.abc import Iterator

import pytest

from pos_terminal.wording import speak
from tests.presentation.kiosk_desk import KioskDesk

LATTE = "4006381333931"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def spoken() -> KioskDesk:
    kiosk = KioskDesk()
    kiosk.press("Touch to start", "Accessibility", "Speak to me", "Go on shopping")
    return kiosk


def test_a_whole_purchase_can_be_heard() -> None:
    kiosk = spoken()
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card", "No receipt")
    said = " | ".join(kiosk.speech.words)
    asked = ("1, Latte, 4.50", "Do you have an account?", "Do you need a bag?", "Is everything right?", "Pay 4.87")
    paid = ("How do you want to pay?", "Follow the card reader", "Paid. Thank you!", "Thank you for your visit!")
    told = (*asked, *paid)
    assert [each for each in told if each not in said] == []
    places = [said.index(each) for each in told]
    assert places == sorted(places)


def test_of_a_screen_that_stays_only_what_is_new_is_said() -> None:
    kiosk = spoken()
    kiosk.scan(LATTE)
    assert "Scan an item at any time" not in kiosk.speech.words[-1]
    assert kiosk.speech.words[-1].startswith("1, Latte, 4.50")


def test_neither_a_name_nor_what_is_typed_is_said() -> None:
    kiosk = spoken()
    kiosk.scan(LATTE)
    kiosk.press("Check and pay", "By telephone number")
    kiosk.type("5550100001")
    kiosk.press("Find me", "I have my own bags")
    kiosk.wait(3)
    kiosk.press("Add more")
    assert kiosk.choose.banner.title == "Hello Ava"
    assert [each for each in kiosk.speech.words if "Ava" in each or "01" in each] == []


def test_the_last_words_are_said_again_and_slower_and_all_of_it_ends_with_the_visit() -> None:
    kiosk = spoken()
    kiosk.press("Sound", "Speak slower")
    assert kiosk.speech.paces[-1] == -20
    kiosk.voice.focused("Check and pay")
    assert kiosk.speech.words[-1] == "Check and pay"
    kiosk.kiosk.begin_anew()
    assert kiosk.speech.hushed == 1
    before = len(kiosk.speech.words)
    kiosk.press("Touch to start")
    assert len(kiosk.speech.words) == before


def test_a_shopper_who_listens_can_have_the_screen_dark_and_gets_more_time() -> None:
    kiosk = spoken()
    kiosk.press("Accessibility", "Dark screen")
    assert kiosk.state.is_blank
    kiosk.press("Go on shopping")
    kiosk.wait(149)
    assert kiosk.choose.basket.empty
    kiosk.wait(2)
    assert kiosk.page.title == "Are you still there?"


def test_speech_is_made_louder_and_quieter_and_the_next_shopper_finds_it_as_it_was() -> None:
    kiosk = spoken()
    kiosk.press("Sound", "Louder", "Louder", "Quieter")
    assert kiosk.speech.volumes[-3:] == [25, 50, 25]
    kiosk.kiosk.begin_anew()
    kiosk.press("Touch to start", "Accessibility", "Speak to me")
    assert kiosk.speech.volumes[-1] == 0


def test_words_are_said_key_by_key_and_of_a_number_only_how_much_of_it_there_is() -> None:
    kiosk = spoken()
    kiosk.press("Find by name")
    kiosk.type("m")
    assert kiosk.speech.words[-1].startswith("m. ")
    kiosk.touch.pad_pressed("back")
    assert kiosk.speech.words[-1].startswith("Deleted")
    kiosk.press("Go on shopping")
    kiosk.scan(LATTE)
    kiosk.press("Check and pay", "By telephone number")
    kiosk.type("55")
    assert kiosk.speech.words[-2:] == ["1 character. Find me", "2 characters"]
