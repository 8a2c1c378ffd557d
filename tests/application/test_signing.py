import pytest

from pos_terminal.application.pin_verdict import PinOutcome, PinVerdict
from pos_terminal.domain.errors import BadArgument, LockedOut, NotAllowedNow, NotSignedOn, WrongPin
from tests.application.desk_of import Shop
from tests.application.fakes import usd


def test_the_right_pin_signs_on() -> None:
    shop = Shop().signed_on()
    assert shop.desk.signed_on().employee_id == "17"


@pytest.mark.parametrize("employee_id", ["17", "nobody"])
def test_a_wrong_pin_says_how_many_tries_are_left(employee_id: str) -> None:
    shop = Shop()
    with pytest.raises(WrongPin, match="4 more tries"):
        shop.signing.sign_on(employee_id, "0000", shop.tilling.today())
    assert shop.desk.operator is None


@pytest.mark.parametrize(("wait", "words"), [(30, "Wait 30 seconds"), (None, "Ask a manager")])
def test_a_lock_out_says_how_long_or_who(wait: int | None, words: str) -> None:
    shop = Shop()
    shop.staff.outcome = PinOutcome(PinVerdict.LOCKED, wait_seconds=wait)
    with pytest.raises(LockedOut, match=words):
        shop.signing.sign_on("17", "2468", shop.tilling.today())


def test_somebody_who_left_neither_signs_on_nor_is_offered() -> None:
    shop = Shop()
    with pytest.raises(WrongPin, match="does not work here today"):
        shop.signing.sign_on("18", "2468", shop.tilling.today())
    assert [each.employee_id for each in shop.signing.operators(shop.tilling.today())] == ["17"]


def test_signing_off_keeps_the_open_sale_for_the_next_one() -> None:
    shop = Shop().with_items("latte")
    shop.signing.sign_off()
    assert shop.desk.operator is None
    with pytest.raises(NotSignedOn):
        shop.selling.add_item("muffin")
    shop.signed_on().selling.add_item("muffin")
    assert shop.desk.basket is not None
    assert len(shop.desk.basket.lines) == 2


def test_a_shift_opens_once_with_its_float() -> None:
    shop = Shop().signed_on()
    session = shop.tilling.open_shift(usd("100.00"))
    assert (session.session_id, session.opening_float, session.opened_by) == (1, usd("100.00"), "17")
    with pytest.raises(NotAllowedNow, match="open already"):
        shop.tilling.open_shift(usd("50.00"))


def test_a_float_below_zero_is_refused() -> None:
    with pytest.raises(BadArgument):
        Shop().signed_on().tilling.open_shift(usd("-1.00"))


def test_a_badge_is_its_wearers_and_signs_on_in_the_place_of_a_pin() -> None:
    shop = Shop()
    shop.wear("17", "WK-90210")
    wearer = shop.signing.wearer("WK-90210")
    assert wearer is not None
    shop.signing.accept(wearer.employee_id, shop.signing.check_badge(wearer.employee_id), shop.tilling.today())
    assert shop.desk.signed_on().employee_id == "17"
    codes = ("WK-90210", "]C0WK-90210", "WK-9021", "", "4006381333931")
    assert [code for code in codes if shop.signing.is_badge(code)] == ["WK-90210", "]C0WK-90210"]


@pytest.mark.parametrize(("employee_id", "error"), [("18", WrongPin), ("17", LockedOut)])
def test_a_badge_opens_no_door_that_a_pin_does_not(employee_id: str, error: type[Exception]) -> None:
    shop = Shop()
    if error is LockedOut:
        shop.staff.outcome = PinOutcome(PinVerdict.LOCKED, wait_seconds=30)
    with pytest.raises(error):
        shop.signing.accept(employee_id, shop.signing.check_badge(employee_id), shop.tilling.today())
    assert shop.desk.operator is None
