"""The tender screen by taps: a tip, and cash in another currency, with every key in reach."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton

from pos_terminal.domain.foreign import Rates
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.tender import TenderView
from tests.ui.test_member_view import tap
from tests.ui.test_receipts_view import texts
from tests.ui.till import Till, typing_into


def paying(till: Till) -> TenderView:
    """A latte for 4.87 is to be paid where there are tips and euros."""
    rates = Rates({"EUR": Decimal("1.08")})
    percents = (Decimal(10), Decimal(20))
    till.checkout.rules = replace(till.checkout.rules, rates=rates, tip_channels=("STORE",), tip_percents=percents)
    till.selling().sale.tile_tapped("latte")
    till.shell.go(Place.TENDER)
    QCoreApplication.sendPostedEvents()
    till.window.grab()
    view = till.window.findChild(TenderView)
    assert isinstance(view, TenderView)
    return view


def test_a_tip_is_tapped_and_euros_are_typed_with_their_worth_in_sight(till: Till) -> None:
    paying(till)
    tap(till, "Tip")
    tap(till, "20%   0.97")
    assert {"Tip  0.97", "Gift Card 5.84"} <= {each.accessibleName() or each.text() for each in buttons(till)}
    tap(till, "Cash in EUR 5.41")
    keys = typing_into(till.window)
    for digit in "10":
        keys.key(ord(digit), digit)
    assert "Change: 4.96 USD" in texts(till.window)
    tap(till, "Take 10.80 USD")
    finished = till.shop.desk.finished
    assert finished is not None
    assert [(str(each.taken), str(each.tip), str(each.change)) for each in finished.payments] == [
        ("10.80", "0.97", "4.96")
    ]


def buttons(till: Till) -> list[QAbstractButton]:
    return [each for each in till.window.findChildren(QAbstractButton) if each.isVisible()]


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768)])
def test_every_key_of_the_tenders_is_seen_on_a_small_screen(till: Till, width: int, height: int) -> None:
    till.window.resize(width, height)
    view = paying(till)
    QCoreApplication.sendPostedEvents()
    till.window.grab()
    assert (till.window.width(), till.window.height()) == (width, height)
    keys = [each for each in view.findChildren(QAbstractButton) if each.isVisible()]
    places = [each.rect().translated(each.mapTo(view, each.rect().topLeft())) for each in keys]
    assert all(view.rect().contains(place) for place in places)
    assert all(not one.intersects(other) for number, one in enumerate(places) for other in places[:number])
