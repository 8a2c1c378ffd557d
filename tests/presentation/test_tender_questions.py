"""Cash in other currencies, tips and the numbers of gift cards, on the tender screen."""

from dataclasses import replace
from decimal import Decimal

from pos_terminal.domain.foreign import Rates
from pos_terminal.domain.tender import CashRounding
from pos_terminal.presentation.panels import ChoicePanel, EntryPanel
from pos_terminal.presentation.places import Place
from tests.application.fakes import usd
from tests.presentation.test_tender import TenderDesk


def till_with(*rates: tuple[str, str], tips: bool = False, coin: str = "") -> TenderDesk:
    """A muffin for 3.52 is to be paid."""
    till = TenderDesk()
    till.checkout.rules = replace(
        till.checkout.rules,
        rates=Rates({code: Decimal(worth) for code, worth in rates}),
        tip_channels=("STORE",) if tips else (),
        tip_percents=(Decimal(10), Decimal(20)),
        cash_rounding=CashRounding(Decimal(coin)) if coin else None,
    )
    till.tender.entered()
    return till


def entry(till: TenderDesk) -> EntryPanel:
    panel = till.drawn.panel
    assert isinstance(panel, EntryPanel)
    return panel


def choices(till: TenderDesk) -> list[str]:
    panel = till.drawn.panel
    assert isinstance(panel, ChoicePanel)
    return [each.words for each in panel.choices]


def typed(till: TenderDesk, keys: str) -> None:
    for key in keys:
        till.tender.key_pressed(key)


def test_a_shop_that_takes_no_other_currency_and_no_tips_has_no_keys_for_them() -> None:
    till = TenderDesk()
    assert [key.name for key in till.drawn.keys] == ["Cash", "Credit Card", "Gift Card"]
    assert till.drawn.tip is None
    till.tender.tip_tapped()
    assert till.drawn.panel is None


def test_cash_in_another_currency_tells_its_worth_and_the_change_before_it_is_taken() -> None:
    till = till_with(("EUR", "1.08"))
    key = till.drawn.keys[-1]
    assert (key.words, key.amount) == ("Cash in EUR", "3.26")  # 3.25 would be worth 3.51
    till.pay(key.name)
    assert (entry(till).title, entry(till).unit, entry(till).can_confirm) == ("Cash in EUR", "EUR", False)
    assert entry(till).hint == "3.26 EUR settles it. One EUR is worth 1.08 USD."
    till.tender.confirmed()
    assert not till.drawn.payments
    typed(till, "20")
    assert (entry(till).confirm, entry(till).hint) == ("Take 21.60 USD", "Change: 18.08 USD")
    till.tender.confirmed()
    finished = till.shop.desk.finished
    assert finished is not None
    paid = finished.payments[0]
    assert (paid.type, paid.taken, paid.change, paid.amount) == ("Cash", usd("21.60"), usd("18.08"), usd("3.52"))
    assert paid.foreign is not None
    assert str(paid.foreign.amount) == "20.00"
    assert till.navigator.went == [Place.CHANGE]


def test_a_part_in_another_currency_leaves_the_rest_to_pay() -> None:
    till = till_with(("EUR", "1.08"))
    till.pay("foreign")
    typed(till, "1")
    assert entry(till).hint == "2.44 is left to pay."
    till.tender.confirmed()
    assert (till.drawn.left, till.drawn.panel) == ("2.44", None)


def test_what_is_worth_nothing_is_not_taken_and_yen_have_no_decimals() -> None:
    till = till_with(("JPY", "0.0067"))
    till.pay("foreign")
    assert not entry(till).has_decimals
    typed(till, "0")
    assert not entry(till).can_confirm
    typed(till, "525")
    assert (entry(till).confirm, entry(till).hint) == ("Take 3.52 USD", "Change: 0.00 USD")
    till.tender.cancelled()
    assert (till.drawn.panel, till.drawn.payments) == (None, ())


def test_several_currencies_are_chosen_from_with_what_settles_the_sale_in_each() -> None:
    till = till_with(("EUR", "1.08"), ("GBP", "1.25"))
    assert till.drawn.keys[-1].words == "Other currency"
    till.pay("foreign")
    assert choices(till) == ["EUR   3.26", "GBP   2.82"]
    till.tender.chosen("GBP")
    typed(till, "5")
    till.tender.confirmed()
    finished = till.shop.desk.finished
    assert finished is not None
    assert finished.change_due == usd("2.73")


def test_a_tip_is_a_share_or_an_amount_and_is_on_what_a_card_is_charged() -> None:
    till = till_with(tips=True)
    assert till.drawn.tip == ""
    till.tender.tip_tapped()
    assert choices(till) == ["10%   0.35", "20%   0.70", "Other amount", "No tip"]
    till.tender.chosen("20")
    assert (till.drawn.tip, till.drawn.left, till.drawn.panel) == ("0.70", "3.52", None)
    assert {key.amount for key in till.drawn.keys} == {"4.22"}
    assert till.drawn.cash_keys[0].label == "4.22"
    till.pay("Credit Card")
    finished = till.shop.desk.finished
    assert finished is not None
    paid = finished.payments[0]
    assert (paid.amount, paid.tip, paid.taken) == (usd("3.52"), usd("0.70"), usd("4.22"))


def test_a_tip_can_be_changed_and_taken_back_until_the_sale_is_closed() -> None:
    till = till_with(tips=True)
    till.tender.tip_tapped()
    till.tender.chosen("other")
    typed(till, "1.5")
    till.tender.confirmed()
    assert till.drawn.tip == "1.50"
    till.pay("Credit Card", "2")
    assert [(row.name, row.amount) for row in till.drawn.payments] == [("Credit Card + 1.50 tip", "2.00")]
    assert till.drawn.tip == ""
    till.shop.clock.forward(1)
    till.tender.payment_removed(till.drawn.payments[0].payment_id)
    assert (till.drawn.tip, till.drawn.payments) == ("1.50", ())
    till.tender.tip_tapped()
    till.tender.chosen("none")
    till.pay("Credit Card")
    finished = till.shop.desk.finished
    assert finished is not None
    assert finished.payments[0].tip is None


def test_a_tip_in_cash_comes_out_of_the_change_and_is_in_coins_there_are() -> None:
    till = till_with(tips=True, coin="0.05")
    till.tender.tip_tapped()
    assert choices(till)[:2] == ["10%   0.35", "20%   0.70"]
    till.tender.chosen("20")
    assert {key.name: key.amount for key in till.drawn.keys}["Cash"] == "4.20"
    till.shop.clock.forward(1)
    till.tender.cash_tapped(till.drawn.cash_keys[1].amount)
    finished = till.shop.desk.finished
    assert finished is not None
    paid = finished.payments[0]
    assert (paid.taken, paid.tip, paid.change, paid.rounding) == (usd("5.00"), usd("0.70"), usd("0.80"), usd("-0.02"))


def test_cash_that_leaves_no_room_for_the_tip_is_refused_and_the_tip_stays() -> None:
    till = till_with(tips=True)
    till.tender.tip_tapped()
    till.tender.chosen("20")
    till.pay("Cash", "4")
    assert till.drawn.notice.text == "The cash leaves 0.48 of change, which does not cover a tip of 0.70."
    assert (till.drawn.tip, till.drawn.payments) == ("0.70", ())
    till.tender.back_tapped()
    till.tender.entered()
    assert till.drawn.tip == "0.70"


def test_a_tip_goes_with_cash_in_another_currency_too() -> None:
    till = till_with(("EUR", "1.08"), tips=True)
    till.tender.tip_tapped()
    till.tender.chosen("20")
    assert till.drawn.keys[-1].amount == "3.91"
    till.pay("foreign")
    typed(till, "5")
    assert entry(till).hint == "Change: 1.18 USD"
    till.tender.confirmed()
    finished = till.shop.desk.finished
    assert finished is not None
    assert (finished.payments[0].tip, finished.change_due) == (usd("0.70"), usd("1.18"))


def test_change_for_another_currency_that_the_drawer_should_not_hold_is_told_of_without_the_tip() -> None:
    till = till_with(("EUR", "1.08"), tips=True)
    till.shop.desk.session = till.shop.tilling.shift_for_sale(usd("0"))._replace(opening_float=usd("20.00"))
    till.shop.drawer = usd("20.00")
    till.tender.tip_tapped()
    till.tender.chosen("20")
    for _ in range(2):
        till.pay("foreign")
        assert till.shop.desk.finished is None
        typed(till, "50")
        till.tender.confirmed()
    told = "The drawer should hold 20.00 only, and the change is 49.78. Ask for less, or tap again."
    assert told in {each.notice.text for each in till.tender_screen.states}
    assert till.shop.desk.finished is not None
    assert till.shop.desk.finished.change_due == usd("49.78")


def test_a_gift_card_whose_number_can_be_left_out_is_asked_for_it_all_the_same() -> None:
    till = TenderDesk()
    kinds = (replace(each, takes_number=each.name == "Gift Card") for each in till.checkout.rules.tenders)
    till.checkout.rules = replace(till.checkout.rules, tenders=tuple(kinds))
    till.pay("Gift Card", "2")
    assert (till.asked.title, till.asked.can_confirm) == ("Gift Card: which number?", True)
    typed(till, "77")
    till.tender.confirmed()
    till.pay("Gift Card")
    till.tender.confirmed()
    finished = till.shop.desk.finished
    assert finished is not None
    assert [each.number for each in finished.payments] == ["77", None]
