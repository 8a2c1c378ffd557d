"""A basket that is paid where somebody sells: its code brings it back."""

from collections.abc import Iterator

import pytest

from pos_terminal.presentation.kiosk.state import AttractBody
from pos_terminal.wording import speak
from tests.bank import Bank, Fate
from tests.presentation.kiosk_desk import CODE, KioskDesk

LATTE = "4006381333931"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def _parked() -> tuple[KioskDesk, str]:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    number = kiosk.shop.desk.open_sale().head.transaction_id
    kiosk.checked()
    kiosk.press("Pay", "Pay at tills 1 to 4")
    return kiosk, number


def test_a_basket_for_a_staffed_till_is_put_aside_and_its_code_is_shown_and_printed() -> None:
    kiosk, number = _parked()
    assert (kiosk.page.title, kiosk.page.code, kiosk.papers) == ("Your basket is kept", CODE, 1)
    assert [each.transaction_id for each in kiosk.checks.suspending.sales] == [number]
    kiosk.press("I need more time")
    kiosk.wait(59)
    assert kiosk.page.title == "Your basket is kept"
    kiosk.wait(2)
    assert isinstance(kiosk.state.body, AttractBody)
    assert kiosk.shop.desk.basket is None
    assert not any(each.transaction.is_voided for each in kiosk.shop.sales.records)


def test_the_code_of_a_basket_brings_it_back_to_the_kiosk_that_has_it() -> None:
    kiosk, number = _parked()
    kiosk.press("Done")
    kiosk.scan(number)
    assert [each.name for each in kiosk.choose.basket.lines] == ["Latte"]
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    assert kiosk.page.title == "Paid. Thank you!"
    assert kiosk.checks.suspending.sales == ()


def test_a_code_of_another_basket_leaves_the_open_one_as_it_is() -> None:
    kiosk, number = _parked()
    kiosk.press("Done")
    kiosk.scan(LATTE)
    kiosk.scan(number)
    assert len(kiosk.shop.desk.open_sale().lines) == 1
    assert [each.transaction_id for each in kiosk.checks.suspending.sales] == [number]


def test_a_shopper_takes_up_no_sale_that_somebody_of_the_shop_holds() -> None:
    kiosk, number = _parked()
    kiosk.press("Done", "Call for help")
    kiosk.attend()
    kiosk.checks.suspending.resume(number)
    kiosk.checks.suspending.suspend()
    kiosk.press("Done")
    kiosk.scan(number)
    assert kiosk.shop.desk.basket is None


def test_a_basket_that_is_paid_in_part_stays_and_somebody_is_called() -> None:
    kiosk = KioskDesk(bank=Bank([Fate(approved=100)]))
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card", "Pay at tills 1 to 4")
    assert kiosk.calls[-1] == "Money was taken for this sale. Remove the tenders before holding it."
    assert kiosk.shop.desk.open_sale().is_tendering
