"""Whose each payment of a member's sale is, on the tender screen."""

from dataclasses import replace

import pytest

from pos_terminal.presentation.tender import TenderPresenter
from pos_terminal.presentation.tender_state import Payer, TenderState
from tests.presentation.member_shop import SILENCE
from tests.presentation.screens import RecordingScreen
from tests.presentation.test_sale_member import MemberDesk
from tests.presentation.test_sale_offers import shopping, tap


class Tenders:
    """The tender screen of Ava's sale of a latte and a muffin."""

    def __init__(self, till: MemberDesk) -> None:
        self.till = till
        self.screen: RecordingScreen[TenderState] = RecordingScreen()
        self.presenter = TenderPresenter((till.shop.desk, till.checkout), till.taking, self.screen, till.navigator)
        self.presenter.entered()

    def pay(self, keys: str = "") -> None:
        self.till.shop.clock.forward(1)
        for key in keys:
            self.presenter.key_pressed(key)
        self.presenter.kind_tapped("Credit Card")

    @property
    def state(self) -> TenderState:
        return self.screen.state

    def payer(self) -> Payer | None:
        return self.screen.state.payer

    def paid_by(self) -> list[str | None]:
        basket = self.till.shop.desk.basket
        payments = basket.payments if basket is not None else self.till.shop.told[-1].payments
        return [each.user_id for each in payments]


def tenders(*, member_on_all: bool = True) -> Tenders:
    till = shopping("latte", "muffin")
    till.checkout.rules = replace(till.checkout.rules, member_on_all=member_on_all)
    return Tenders(till)


def test_without_a_member_nobody_asks_who_pays() -> None:
    till = MemberDesk()
    till.sale.tile_tapped("latte")
    screen = Tenders(till)
    assert screen.payer() is None
    screen.pay("1")
    assert [row.payer for row in screen.state.payments] == [None]


@pytest.mark.parametrize(("on_all", "second"), [(True, Payer.MEMBER), (False, Payer.GUEST)])
def test_the_shops_setting_says_whose_turn_it_is(on_all: bool, second: Payer) -> None:  # noqa: FBT001
    screen = tenders(member_on_all=on_all)
    assert screen.payer() is Payer.MEMBER
    screen.pay("1")
    assert screen.payer() is second
    screen.pay()
    assert screen.paid_by() == ["u-ava", "u-ava" if on_all else None]


def test_a_tap_says_who_pays_the_next_part_and_that_part_alone() -> None:
    screen = tenders()
    screen.presenter.payer_tapped("Guest")
    assert screen.payer() is Payer.GUEST
    screen.pay("1")
    assert [row.payer for row in screen.state.payments] == [Payer.GUEST]
    assert screen.payer() is Payer.MEMBER
    screen.presenter.payer_tapped("Guest")
    screen.presenter.payer_tapped("Member")
    screen.pay()
    assert screen.paid_by() == [None, "u-ava"]
    codes = [each.receipt_code for each in screen.till.shop.told[-1].payments]
    assert [code is None for code in codes] == [False, True]


def test_cash_keys_follow_it_too() -> None:
    screen = tenders()
    screen.presenter.payer_tapped("Guest")
    screen.till.shop.clock.forward(1)
    screen.presenter.cash_tapped(screen.state.cash_keys[0].amount)
    assert screen.paid_by() == [None]


def test_who_pays_stays_while_a_tap_waits_for_an_offer() -> None:
    screen = tenders()
    till = screen.till
    till.platform.locks = [SILENCE] * 2
    tap(till, "two-off")
    screen.presenter.entered()
    screen.presenter.payer_tapped("Guest")
    screen.pay()
    assert screen.state.panel is not None
    till.settling.without()
    assert screen.paid_by() == [None]


def test_what_was_typed_or_tapped_for_another_sale_is_forgotten() -> None:
    screen = tenders()
    screen.presenter.payer_tapped("Guest")
    screen.presenter.entered()
    assert screen.payer() is Payer.MEMBER
