from collections.abc import Iterator
from dataclasses import replace

import pytest

from pos_terminal.application.sounds import Sound
from pos_terminal.domain.item import Category
from pos_terminal.presentation.kiosk.state import AttractBody, Pad
from pos_terminal.wording import language, speak
from tests.application.fakes import usd
from tests.bank import DECLINED, LOST, NEVER, Bank, Fate
from tests.presentation.kiosk_desk import RULES, KioskDesk
from tests.presentation.member_shop import AVA, SILENCE
from tests.presentation.screens import WhenTold

LATTE = "4006381333931"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def test_a_purchase_goes_from_the_first_touch_to_thanks_and_the_next_shopper_finds_nothing_of_it() -> None:
    kiosk = KioskDesk()
    kiosk.press("Touch to start")
    kiosk.touch.tile_tapped("muffin")
    assert kiosk.choose.basket.total == "3.52"
    kiosk.checked()
    assert [each.name for each in kiosk.check.lines] == ["Muffin"]
    kiosk.press("Pay 3.52", "Credit Card")
    sold = kiosk.shop.desk.finished
    assert sold is not None
    assert (sold.head.pos_employee_id, [each.type for each in sold.payments]) == ("SYSTEM", ["Credit Card"])
    kiosk.press("Print the receipt")
    assert (kiosk.shop.copies.receipts, kiosk.papers) == ([sold.transaction_id], 1)
    kiosk.press("Done")
    assert isinstance(kiosk.state.body, AttractBody)
    assert kiosk.shop.desk.basket is None
    assert kiosk.shop.desk.finished is None


def test_the_first_scan_begins_the_purchase_and_is_in_the_basket_already() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    assert [each.name for each in kiosk.choose.basket.lines] == ["Latte"]


def test_an_unknown_code_is_never_the_end_of_the_way() -> None:
    kiosk = KioskDesk()
    kiosk.scan("4999999999999")
    assert kiosk.page.title == "This did not work"
    kiosk.press("Find by name")
    kiosk.type("muf")
    kiosk.press("Muffin")
    assert [each.name for each in kiosk.choose.basket.lines] == ["Muffin"]


def test_a_member_gets_the_best_offer_with_its_reason_and_can_take_it_off() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.scan(LATTE)
    kiosk.press("Check and pay", "By telephone number")
    assert kiosk.page.pad is Pad.DIGITS
    kiosk.type("5550100001")
    assert kiosk.page.typed == "••••••••01"
    kiosk.press("Find me")
    kiosk.press("I have my own bags")
    kiosk.wait(3)
    best = kiosk.check.offers[0]
    assert (best.words, best.detail) == ("$2 off a coffee", "Takes 2.00 off: the most of your 2 offers.")
    assert kiosk.shop.desk.open_sale().totals.discount.minor == 200
    kiosk.press("$2 off a coffee")
    kiosk.wait(3)
    assert kiosk.shop.desk.open_sale().totals.discount.minor == 0


def test_no_offer_is_picked_whose_worth_cannot_be_meant_or_of_which_nobody_knows_what_is_told() -> None:
    kiosk = KioskDesk()
    two_off, ten, five = AVA.offers or ()
    offers = (replace(two_off, strange_status="EXPLODED"), ten, replace(five, amount=usd("9000.00")))
    kiosk.platform.members = [replace(AVA, offers=offers)]
    kiosk.scan(LATTE)
    kiosk.press("Check and pay", "By telephone number")
    kiosk.type("5550100001")
    kiosk.press("Find me", "I have my own bags")
    kiosk.wait(3)
    assert [(each.words, each.detail) for each in kiosk.check.offers] == [("10% off", "Takes 0.45 off your basket.")]
    assert kiosk.platform.locked == ["ten"]


def test_an_offer_without_an_answer_promises_nothing() -> None:
    kiosk = KioskDesk()
    kiosk.platform.locks = [SILENCE] * 9
    kiosk.scan(LATTE)
    kiosk.press("Check and pay", "By telephone number")
    kiosk.type("5550100001")
    kiosk.press("Find me", "I have my own bags")
    kiosk.wait(3)
    asked = next(each for each in kiosk.check.offers if each.words == "$2 off a coffee")
    assert (asked.detail, asked.icon) == ("Being confirmed: no answer yet", "alert-triangle")
    assert kiosk.shop.desk.open_sale().totals.discount.minor == 0


def test_an_age_is_seen_to_once_for_all_goods_and_shopping_goes_on_until_then() -> None:
    kiosk = KioskDesk()
    kiosk.press("Touch to start")
    kiosk.touch.tile_tapped("beer")
    kiosk.touch.tile_tapped("wine")
    kiosk.checked()
    kiosk.press("Pay")
    assert kiosk.page.title == "We have to see your age"
    assert kiosk.calls == ["Somebody has to see to a shopper's age"]
    kiosk.attend()
    assert kiosk.calls[-1] == ""
    kiosk.press("A document was shown", "Done")
    assert kiosk.page.title == "How do you want to pay?"
    assert not kiosk.self_service.is_attended
    confirmed = [(act.action.value, act.operator_id) for act in kiosk.shop.acts.entered]
    assert confirmed == [("confirm_age", "17"), ("confirm_age", "17")]


def test_a_kiosk_that_nobody_touches_asks_counts_down_and_forgets_its_shopper() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.wait(61)
    assert kiosk.page.title == "Are you still there?"
    for _ in range(10):
        kiosk.press("I need more time")
        kiosk.wait(61)
    kiosk.wait(31)
    assert isinstance(kiosk.state.body, AttractBody)
    assert kiosk.shop.desk.basket is None
    assert kiosk.shop.sales.records[-1].transaction.is_voided


@pytest.mark.parametrize("fates", [[], [DECLINED]], ids=["before a card", "after a declined one"])
def test_a_shopper_who_goes_away_instead_of_paying_leaves_nothing_there(fates: list[Fate]) -> None:
    kiosk = KioskDesk(bank=Bank(list(fates)))
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", *["Credit Card" for _ in fates])
    assert kiosk.page.title == "How do you want to pay?"
    kiosk.wait(92)
    assert isinstance(kiosk.state.body, AttractBody)
    assert (kiosk.shop.desk.basket, kiosk.calls) == (None, [])


def test_somebody_is_called_for_a_card_that_paid_a_part_and_the_sale_is_not_given_up() -> None:
    kiosk = KioskDesk(bank=Bank([Fate(approved=100)]))
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    assert kiosk.page.sentence == "1.00 was paid by card. The rest is still to be paid."
    assert kiosk.calls == ["Somebody has to look at a card payment"]
    kiosk.wait(92)
    assert kiosk.page.title == "Somebody is coming"
    assert [each.amount.minor for each in kiosk.shop.desk.open_sale().payments] == [100]


@pytest.mark.parametrize("keys", [["Staff"], ["Staff", "Ana"]])
def test_the_names_of_the_staff_do_not_stay_on_a_kiosk_that_nobody_touches(keys: list[str]) -> None:
    kiosk = KioskDesk()
    kiosk.press("Call for help", *keys)
    kiosk.wait(92)
    assert isinstance(kiosk.state.body, AttractBody)


def test_another_language_keeps_the_basket_and_ends_with_the_visit() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.press("English", "العربية")
    assert (language(), kiosk.state.is_mirrored) == ("ar", True)
    assert len(kiosk.choose.basket.lines) == 1
    kiosk.kiosk.begin_anew()
    assert (language(), kiosk.state.is_mirrored) == ("en", False)


def test_only_what_the_card_reader_takes_can_be_paid_by_and_cash_is_taken_where_somebody_sells() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay")
    assert [key.words for key in kiosk.page.keys] == ["Credit Card", "Pay at tills 1 to 4", "Back"]


def test_a_card_that_is_declined_leaves_the_basket_as_it_is() -> None:
    kiosk = KioskDesk(bank=Bank([DECLINED]))
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    assert kiosk.page.sentence == "The card was declined. You were not charged. Try again, or come to tills 1 to 4."
    kiosk.press("Credit Card")
    assert kiosk.page.title == "Paid. Thank you!"
    assert kiosk.bank.taken == 487


def test_a_card_without_an_answer_is_asked_about_and_never_charged_again() -> None:
    kiosk = KioskDesk(bank=Bank([LOST], deaf=3))
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    assert kiosk.page.title == "We are finding out"
    assert [key.words for key in kiosk.page.keys] == ["Staff"]
    kiosk.wait(18)
    assert "Somebody has to look at a card payment" in kiosk.calls
    assert kiosk.page.title == "Paid. Thank you!"
    assert (kiosk.bank.taken, len(kiosk.bank.asked)) == (487, 1)


def test_a_slow_card_reader_has_its_pause_after_each_answer_and_staff_can_say_then_what_it_shows() -> None:
    reading = WhenTold()
    kiosk = KioskDesk(bank=Bank([NEVER], deaf=99), reading=reading)
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    reading.end_all()
    kiosk.wait(4)
    assert len(reading.waiting) == 1
    kiosk.wait(5)
    reading.end_all()
    kiosk.wait(3)
    assert reading.waiting == []
    kiosk.attend()
    kiosk.press("The reader shows no payment")
    assert "wants the approval of a supervisor" in kiosk.page.sentence


def test_a_kiosk_that_was_switched_off_goes_on_with_the_card_that_was_asked_for() -> None:
    kiosk = KioskDesk(bank=Bank([LOST]), reading=WhenTold())
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    assert kiosk.page.title == "Follow the card reader"
    kiosk.kiosk.opened()
    assert kiosk.state.steps[2].is_now
    assert kiosk.shop.desk.charge is not None


def test_staff_are_called_in_their_own_language_not_in_the_shoppers() -> None:
    kiosk = KioskDesk()
    kiosk.press("Español", "Toque para empezar", "Pedir ayuda")
    assert kiosk.calls == ["A shopper calls for help"]


def test_goods_refusals_and_the_end_are_heard_unless_the_shopper_wants_no_sounds() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    assert kiosk.heard.played == [Sound.ITEM, Sound.DONE]
    kiosk.press("No receipt", "Done", "Touch to start", "Sound", "No sounds", "Go on shopping")
    kiosk.scan(LATTE)
    assert kiosk.heard.played == [Sound.ITEM, Sound.DONE]


def test_a_line_is_taken_out_by_an_attendant_where_the_shop_says_so() -> None:
    kiosk = KioskDesk(rules=replace(RULES, may_remove=False))
    kiosk.scan(LATTE)
    assert not kiosk.choose.basket.lines[0].can_less
    kiosk.touch.counted(kiosk.choose.basket.lines[0].line_id, -1)
    assert kiosk.state.notice.text == "Taking a line out wants the approval of a cashier."
    kiosk.press("Call for help")
    kiosk.attend()
    kiosk.press("Take an item out", "Latte", "Done")
    assert kiosk.shop.desk.open_sale().lines == {}


def test_only_somebody_who_may_leaves_the_kiosk() -> None:
    kiosk = KioskDesk()
    kiosk.press("Call for help")
    kiosk.attend()
    kiosk.press("Close this kiosk")
    assert kiosk.page.sentence == "Closing a kiosk wants the approval of a supervisor."
    assert kiosk.left == 0


def test_an_attendant_who_goes_away_is_signed_off_and_the_basket_stays() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.press("Call for help")
    kiosk.attend()
    kiosk.wait(31)
    assert not kiosk.self_service.is_attended
    assert len(kiosk.choose.basket.lines) == 1


def test_a_kiosk_that_is_started_again_has_the_same_basket_and_knows_nobody() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.press("English", "Español")
    kiosk.kiosk.opened()
    assert [each.name for each in kiosk.choose.basket.lines] == ["Latte"]
    assert language() == "en"


def test_a_receipt_is_in_the_language_that_its_shopper_chose_and_as_the_shop_writes_in_its_own() -> None:
    kiosk = KioskDesk()
    kiosk.press("Español", "Toque para empezar")
    kiosk.scan(LATTE)
    kiosk.press(
        "Revisar y pagar", "Continuar sin cuenta", "Traigo mis bolsas", "Pagar", "Tarjeta", "Imprimir el recibo"
    )
    assert kiosk.shop.copies.cultures == ["es_ES"]
    kiosk.kiosk.begin_anew()
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card", "Print the receipt")
    assert kiosk.shop.copies.cultures == ["es_ES", "en_US"]


def test_bags_are_asked_for_once_and_never_where_one_lies_in_the_basket() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.press("Check and pay", "Go on without")
    assert (kiosk.page.title, kiosk.page.figure) == ("Do you need a bag?", "0")
    kiosk.press("Go on", "Add more", "Check and pay")
    assert kiosk.check.title == "Is everything right?"
    kiosk.kiosk.begin_anew()
    kiosk.press("Touch to start")
    kiosk.touch.tile_tapped("bag")
    kiosk.press("Check and pay", "Go on without")
    assert kiosk.check.title == "Is everything right?"


@pytest.mark.parametrize("way", ["address", "card"])
def test_a_member_is_found_by_address_or_card_too_and_is_never_shown_whole(way: str) -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.press("Check and pay")
    if way == "card":
        kiosk.scan("7000000000011")
    else:
        kiosk.press("By e-mail address")
        kiosk.type("ava@example.com")
        assert kiosk.page.typed == "av•@example.com"
        kiosk.press("Find me")
    assert kiosk.page.title == "Do you need a bag?"
    kiosk.press("Go on", "Add more")
    assert kiosk.choose.banner.title == "Hello Ava"


def test_a_purchase_ends_without_paper_the_receipt_is_on_the_telephone_and_staff_are_called() -> None:
    kiosk = KioskDesk()
    kiosk.paper_fault = "The printer has no paper."
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card")
    words = ["Receipt on my telephone", "No receipt", "I need more time"]
    assert (kiosk.page.sentence, [each.words for each in kiosk.page.keys]) == (
        "No receipt can be printed just now.",
        words,
    )
    assert kiosk.calls == ["A kiosk cannot print its receipts"]
    kiosk.press("Receipt on my telephone")
    assert kiosk.page.code
    kiosk.press("Done", "Done")
    assert isinstance(kiosk.state.body, AttractBody)


def test_a_receipt_that_does_not_come_out_is_offered_on_the_telephone_before_thanks_are_over() -> None:
    kiosk = KioskDesk()
    kiosk.scan(LATTE)
    kiosk.checked()
    kiosk.press("Pay", "Credit Card", "Print the receipt")
    kiosk.paper_fault = "The printer has no paper."
    kiosk.wait(1)
    assert kiosk.page.sentence == "The receipt could not be printed. Somebody is coming."
    assert [each.words for each in kiosk.page.keys][:1] == ["Receipt on my telephone"]
    assert kiosk.calls == ["A kiosk cannot print its receipts"]
    kiosk.wait(25)
    assert isinstance(kiosk.state.body, AttractBody)


def test_loose_goods_are_found_by_picture_from_a_to_z_and_by_what_was_bought_last() -> None:
    kiosk = KioskDesk()
    kiosk.shop.catalog.shelves.append(Category("fruit", "Fruit"))
    kiosk.shop.catalog.in_force = 2
    kiosk.lately += ["gone", "apples", "latte", "bag"]
    kiosk.kiosk.begin_anew()
    kiosk.press("Touch to start")
    assert [each.key for each in kiosk.choose.chips][2:] == ["fruit"]
    kiosk.touch.category_chosen("fruit")
    popular = [each.name for each in kiosk.choose.page.tiles]
    kiosk.press("A–Z")
    assert [each.name for each in kiosk.choose.page.tiles] == sorted(popular)
    assert sorted(popular) != popular
    kiosk.touch.category_chosen(kiosk.choose.chips[1].key)
    assert [each.name for each in kiosk.choose.page.tiles] == ["Apples", "Carrier bag"]
    assert "A–Z" not in kiosk.words()
