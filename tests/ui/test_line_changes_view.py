"""Changing a line as it is drawn: by taps, with every button whole at every width."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication

from pos_terminal.ui.widgets.button import ActionButton
from tests.application.fakes import usd
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


def with_an_open_line(till: Till) -> None:
    """A tile that is tapped opens its line."""
    till.selling().sale.tile_tapped("latte")


def test_a_discount_is_given_by_taps_and_taken_back_by_one(till: Till) -> None:
    with_an_open_line(till)
    tap(till, "Change price or discount")
    tap(till, "Discount on the whole sale")
    for key in "10":
        tap(till, key)
    tap(till, "Percent off")
    tap(till, "Staff")
    assert till.shop.desk.open_sale().totals.discount == usd("0.45")

    tap(till, "Undo")
    assert till.shop.desk.open_sale().discounts == ()
    assert till.window.focusWidget() is till.sale_view.browse.field


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_no_button_of_an_open_line_is_cut_or_covers_another(till: Till, width: int) -> None:
    till.window.resize(width, 800)
    with_an_open_line(till)
    QCoreApplication.sendPostedEvents()
    shown = [
        button for button in till.sale_view.cart.list.line_actions.findChildren(ActionButton) if button.isVisible()
    ]

    assert {"One less", "One more", "Change price or discount", "Remove"} <= {each.accessibleName() for each in shown}
    assert all(each.width() >= each.minimumSizeHint().width() for each in shown)
    spans = sorted((each.x(), each.x() + each.width()) for each in shown)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_a_hostile_name_neither_widens_the_question_nor_is_read_as_markup(till: Till) -> None:
    till.shop.put(till.shop.catalog.items["latte"].__class__("evil", "<b>" + "W" * 200, usd("1.00")))
    till.selling()
    till.shop.selling.add_item("evil")
    till.sale.line_tapped("1")
    tap(till, "Change price or discount")

    assert till.window.minimumSizeHint().width() <= 1280
    assert "Change price" in visible(till.window)
