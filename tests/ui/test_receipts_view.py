"""Past sales as they are drawn: by taps, by scans, by a keyboard, on every panel."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pos_terminal.presentation import receipts_state
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.receipts import ReceiptsView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.wedge import Wedge
from pos_terminal.ui.widgets.amount import AmountLabel
from pos_terminal.ui.widgets.back_row import BackRow
from pos_terminal.ui.widgets.receipt_row import ReceiptRow
from pos_terminal.ui.widgets.text import TwoLineLabel
from tests.ui.member_places import HOSTILE, with_a_boss
from tests.ui.past_places import (
    PAST_PLACES,
    about_to_give_back,
    about_to_give_back_without_a_receipt,
    asking_for_approval_of_a_return,
    bringing_goods_without_a_receipt,
    choosing_what_comes_back,
    exchanging,
    giving_back,
    looking_at_one_sale,
    receipts,
    receipts_view,
    with_a_long_sale,
    with_hostile_receipts,
    with_receipts,
)
from tests.ui.test_member_view import tap, visible
from tests.ui.till import LATTE_CODE, Till, typing_into

WITHOUT_RECEIPT = (bringing_goods_without_a_receipt, about_to_give_back_without_a_receipt)
ELSEWHERE = (giving_back, exchanging, *WITHOUT_RECEIPT)
LIST_PLACES = [each for each in PAST_PLACES if each not in ELSEWHERE]


def rows(window: QWidget) -> list[ReceiptRow]:
    return [each for each in window.findChildren(ReceiptRow) if each.isVisible()]


def back_rows(till: Till) -> list[BackRow]:
    return [each for each in till.window.findChildren(BackRow) if each.isVisible()]


def shown(till: Till) -> Place | None:
    return till.shell.place


def texts(window: QWidget) -> list[str]:
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


def test_goods_come_back_by_taps_alone_from_the_key_more_to_the_money(till: Till) -> None:
    with_receipts(till, 4)
    till.shell.go(Place.SALE)
    tap(till, "More")
    tap(till, "Receipts")
    till.window.grab()
    till.shop.clock.forward(1)
    QTest.mouseClick(rows(till.window)[2], Qt.MouseButton.LeftButton)
    tap(till, "Void sale")
    assert f"Sale {till.shop.sales.records[1].transaction.transaction_id}" not in texts(till.window)
    tap(till, "Cancel")
    QTest.mouseClick(rows(till.window)[0], Qt.MouseButton.LeftButton)
    tap(till, "Return items")
    till.window.grab()
    tap(till, "One more Latte")
    tap(till, "Next  4.87 back")
    tap(till, "Wrong item")
    tap(till, "Give back  4.87")
    for key in "246801":
        tap(till, key)
    tap(till, "Approve")
    assert shown(till) is Place.CHANGE
    assert {"Give back", "4.87"} <= set(texts(till.window))
    tap(till, "Done")
    assert shown(till) is Place.SALE


def test_a_page_makes_as_many_rows_as_fit_and_every_receipt_is_reached(till: Till) -> None:
    with_receipts(till)
    till.window.grab()
    seen = [each.accessibleName() for each in rows(till.window)]
    page = len(seen)
    assert len(till.window.findChildren(ReceiptRow)) == page < 12
    while visible(till.window)["Older receipts"].isEnabled():
        tap(till, "Older receipts")
        seen += [each.accessibleName() for each in rows(till.window)]
    assert len(set(seen)) == len(seen) == 40
    assert max(till.shop.past_store.asked[2:]) == page
    tap(till, "Newer receipts")
    assert len(rows(till.window)) == page


def test_a_scanned_receipt_leads_to_its_sale_and_an_open_sale_is_told_of(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    with_receipts(till, 4)
    sold = till.shop.sales.records[0].transaction
    till.shell.go(Place.SALE)
    typing_into(till.window).scan(f"https://r.example/{sold.guest_receipt_code}")
    assert shown(till) is Place.RECEIPTS
    assert sold.transaction_id in texts(till.window)
    tap(till, "Back to sale")
    till.sale.tile_tapped("latte")
    typing_into(till.window).scan(sold.transaction_id)
    assert shown(till) is Place.SALE
    told = f"This is the receipt of sale {sold.transaction_id}. End or hold the open sale, then scan it again."
    assert told in texts(till.window)
    assert till.names() == ["Latte"]


def test_goods_that_are_scanned_while_receipts_are_looked_at_begin_a_sale(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    looking_at_one_sale(till)
    typing_into(till.window).scan(LATTE_CODE)
    assert shown(till) is Place.SALE
    assert till.names() == ["Latte"]


def test_a_scan_while_the_approval_is_asked_presses_nothing(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    asking_for_approval_of_a_return(till)
    written = len(till.shop.sales.records)
    typing_into(till.window).scan(LATTE_CODE)
    assert (shown(till), len(till.shop.sales.records)) == (Place.RECEIPTS, written)
    assert "Approve or cancel first, then scan." in texts(till.window)


def test_a_number_is_typed_on_a_keyboard_and_a_row_taken_with_space_never_with_enter(till: Till) -> None:
    with_receipts(till)
    tap(till, "Find a receipt")
    focused = till.window.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "2")
    tap(till, "Find by number")
    till.window.grab()
    first = rows(till.window)[0]
    for _ in range(60):
        focused = till.window.focusWidget()
        assert focused is not None
        if focused is first:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert "shown" not in first.accessibleName()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert "shown" in first.accessibleName()


def test_while_something_is_asked_nothing_else_is_begun_on_the_sale_beside_it(till: Till) -> None:
    choosing_what_comes_back(till)
    keys = visible(till.window)
    assert not any(keys[name].isEnabled() for name in ("Return items", "Void sale", "Print again"))
    tap(till, "Back")
    assert all(visible(till.window)[name].isEnabled() for name in ("Return items", "Void sale", "Print again"))


def test_hostile_names_neither_widen_a_row_nor_cut_the_amount(host: QWidget, look: Look) -> None:
    plain_row, hostile_row = ReceiptRow(look), ReceiptRow(look)
    for number, row in enumerate((plain_row, hostile_row)):
        row.setParent(host)
        row.setGeometry(0, number * 80, 460, 72)
        row.show()
    plain_row.show_sale(receipts_state.ReceiptRow("1", "", "", "1,234,567.89", "Returned in part · waiting"))
    hostile = receipts_state.ReceiptRow("2", HOSTILE, "W" * 10_000, "1,234,567.89", "Returned in part · waiting")
    hostile_row.show_sale(hostile)
    ends = [row.grab().copy(330, 4, 120, 30).toImage() for row in (plain_row, hostile_row)]
    assert ends[0] == ends[1]
    fates = [row.grab().copy(260, 40, 190, 28).toImage() for row in (plain_row, hostile_row)]
    assert fates[0] == fates[1]


def test_a_hostile_item_keeps_its_keys_in_their_places(till: Till) -> None:
    with_hostile_receipts(till)
    till.window.grab()
    hostile, plain = back_rows(till)
    for one, other in zip(hostile.findChildren(QAbstractButton), plain.findChildren(QAbstractButton), strict=True):
        assert one.geometry() == other.geometry()
    assert hostile.geometry().right() <= till.window.width()


def test_a_long_name_is_told_apart_by_its_end_and_the_next_key_is_drawn_whole(till: Till) -> None:
    till.window.resize(1024, 768)
    choosing_what_comes_back(till)
    till.window.grab()
    names = [each.text() for row in back_rows(till) for each in row.findChildren(TwoLineLabel)]
    assert len(names) == len(back_rows(till)) >= 3
    assert [name.replace("\n", " ") for name in names] == [
        f"Single origin filter coffee number {number}" for number in range(len(names))
    ]
    following = visible(till.window)["Next  25.00 back"]
    assert following.text() == "Next  25.00 back"
    words = following.fontMetrics().horizontalAdvance(following.text())
    assert words <= following.width() - 40


def test_the_tenders_of_an_exchange_say_what_is_given_back(till: Till) -> None:
    exchanging(till)
    till.shell.go(Place.TENDER)
    till.window.grab()
    said = [each.accessibleName() for each in till.window.findChildren(AmountLabel) if each.isVisible()]
    assert "To give back 106.37" in said
    assert not [each for each in said if each.startswith("Left to pay")]


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768), (1280, 800), (1920, 1080)])
@pytest.mark.parametrize("arrive", [looking_at_one_sale, choosing_what_comes_back, about_to_give_back])
def test_every_key_is_seen_whole_on_every_panel(
    till: Till, qapp: QApplication, arrive: Callable[[Till], None], width: int, height: int
) -> None:
    till.window.resize(width, height)
    arrive(till)
    till.window.grab()
    qapp.sendPostedEvents()
    till.window.grab()
    assert (till.window.width(), till.window.height()) == (width, height)
    view = receipts_view(till)
    for each in view.findChildren(QAbstractButton):
        if each.isVisible():
            place = each.rect().translated(each.mapTo(view, each.rect().topLeft()))
            assert view.rect().contains(place), each.accessibleName()
            assert min(each.width(), each.height()) >= 56, each.accessibleName()


@pytest.mark.parametrize("arrive", LIST_PLACES)
def test_every_screen_of_past_sales_has_a_way_back_to_the_sale(till: Till, arrive: Callable[[Till], None]) -> None:
    arrive(till)
    for _ in range(6):
        backs = [name for name in ("Cancel", "Back", "Keep sale") if name in visible(till.window)]
        if not backs:
            break
        tap(till, backs[0])
    written = len(till.shop.sales.records)
    tap(till, "Back to sale")
    assert shown(till) is Place.SALE
    assert len(till.shop.sales.records) == written
    assert receipts(till).giving.question is None


def test_a_long_sale_is_read_from_its_beginning_and_keeps_its_place(till: Till) -> None:
    till.window.resize(1024, 640)
    with_a_long_sale(till)
    till.window.grab()
    bar = receipts_view(till).card.list.verticalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    bar.setValue(end := bar.maximum())
    receipts(till).reprint_asked()
    assert bar.value() == end


def test_an_exchange_leads_to_a_sale_whose_totals_show_the_credit(till: Till) -> None:
    with_receipts(till, 4)
    QTest.mouseClick(rows(till.window)[0], Qt.MouseButton.LeftButton)
    tap(till, "Return items")
    till.window.grab()
    tap(till, "One more Latte")
    tap(till, "Next  4.87 back")
    tap(till, "Wrong item")
    tap(till, "Exchange for other goods")
    for key in "246801":
        tap(till, key)
    tap(till, "Approve")
    assert shown(till) is Place.SALE
    assert "Goods back 4.87" in texts(till.window)
    till.sale.tile_tapped("muffin")
    assert "To give back 1.35" in [each.accessibleName() for each in till.window.findChildren(QLabel)]
    assert not visible(till.window)["Hold"].isEnabled()
    tap(till, "Close sale  1.35 back")
    assert shown(till) is Place.CHANGE
    assert {"Give back", "1.35"} <= set(texts(till.window))


def test_goods_without_a_receipt_come_back_by_taps_and_scans(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    till.selling()
    with_a_boss(till)
    tap(till, "More")
    tap(till, "Return without receipt")
    till.window.grab()
    typing_into(till.window).scan(LATTE_CODE)
    tap(till, "One more Latte")
    tap(till, "Next  9.74 back")
    tap(till, "Damaged")
    tap(till, "Give back  9.74")
    for key in "246801":
        tap(till, key)
    tap(till, "Approve")
    assert shown(till) is Place.CHANGE
    assert {"Give back", "9.74"} <= set(texts(till.window))
    assert till.shop.sales.records[-1].transaction.is_receiptless


def test_goods_without_a_receipt_are_typed_by_taps_and_left_step_by_step(till: Till) -> None:
    till.selling()
    till.shell.go(Place.GOODS_BACK)
    till.window.grab()
    tap(till, "Find item")
    tap(till, "Keypad")
    for key in "4015":
        tap(till, key)
    tap(till, "Add item by code")
    for key in "0.5":
        tap(till, key)
    tap(till, "Set weight")
    assert "2.99 / kg" in texts(till.window)
    tap(till, "Price paid for Apples")
    tap(till, "2")
    tap(till, "Set price paid")
    assert "2.00 / kg" in texts(till.window)
    tap(till, "Next  1.00 back")
    for name in ("Cancel", "Back"):
        tap(till, name)
    assert shown(till) is Place.SALE


def test_the_sale_stands_where_the_cart_does(look: Look) -> None:
    for cart_first in (False, True):
        view = ReceiptsView(look, cart_first=cart_first)
        row = view.layout()
        assert row is not None
        assert row.indexOf(view.card) == (0 if cart_first else 1)
        view.deleteLater()
