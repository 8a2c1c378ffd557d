"""Words as they are typed on the screen: by taps, on a real keyboard, on every panel."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from pos_terminal.domain.refunding import RefundRules
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.words_pane import WordsPane
from pos_terminal.ui.wedge import Wedge
from tests.ui.member_places import with_a_boss
from tests.ui.past_places import receipts
from tests.ui.test_member_view import tap, visible
from tests.ui.test_receipts_view import texts
from tests.ui.till import LATTE_CODE, PERSON_GAP, Till, typing_into


def holding(till: Till) -> WordsPane:
    till.selling().sale.tile_tapped("latte")
    tap(till, "Hold")
    QCoreApplication.sendPostedEvents()
    till.window.grab()
    (pane,) = (each for each in till.window.findChildren(WordsPane) if each.isVisible())
    return pane


def test_a_held_sale_is_named_by_taps_alone(till: Till) -> None:
    holding(till)
    for key in ("b", "l", "u", "e", "Space", "c", "o", "a", "t"):
        tap(till, key)
    tap(till, "Save label")
    assert [each.label for each in till.suspending.sales] == ["Blue coat"]
    assert till.window.focusWidget() is till.sale_view.browse.field


def test_words_are_typed_on_a_real_keyboard_and_enter_saves_nothing_by_itself(till: Till) -> None:
    pane = holding(till)
    assert till.window.focusWidget() is pane
    for text in ("m", "s", " ", "k"):
        QTest.keyClicks(pane, text)
    QTest.keyClick(pane, Qt.Key.Key_Return)
    assert [each.label for each in till.suspending.sales] == [""]
    tap(till, "Save label")
    assert [each.label for each in till.suspending.sales] == ["Ms k"]


def test_one_tap_skips_the_name_and_a_scan_goes_on_with_the_next_sale(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    holding(till)
    tap(till, "Skip")
    assert "Held sales · 1" in visible(till.window)
    holding(till)
    typing_into(till.window).scan(LATTE_CODE)
    assert till.names() == ["Latte"]
    assert [each.label for each in till.suspending.sales] == ["", ""]


def with_gift_cards(till: Till) -> None:
    """A sale is open, in a shop whose gift cards are nothing without a number."""
    rules = till.checkout.rules
    kinds = tuple(replace(each, wants_number=each.name == "Gift Card") for each in rules.tenders)
    till.checkout.rules = replace(rules, tenders=kinds)
    till.shop.return_rules = replace(till.shop.return_rules, refunds=RefundRules(kinds))
    till.selling().sale.tile_tapped("latte")
    with_a_boss(till)


def test_a_gift_card_pays_and_takes_money_back_by_its_number_typed_scanned_and_tapped(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    with_gift_cards(till)
    till.shell.go(Place.TENDER)
    tap(till, "Gift Card 4.87")
    typing = typing_into(till.window)
    typing.text("gc-", PERSON_GAP)
    typing.key(Qt.Key.Key_F1)
    tap(till, "7")
    tap(till, "Take payment")
    finished = till.shop.desk.finished
    assert finished is not None
    assert [each.number for each in finished.payments] == ["GC-7"]

    till.shell.go(Place.RECEIPTS)
    receipts(till).row_tapped(finished.transaction_id)
    receipts(till).return_asked()
    for key in ("All of it", "Next  4.87 back", "Damaged", "Gift Card"):
        tap(till, key)
    typing_into(till.window).scan("600649000000123456")
    assert "Gift Card …3456" in texts(till.window)
    tap(till, "Give back  4.87")
    for key in "246801":
        tap(till, key)
    tap(till, "Approve")
    back = till.shop.sales.records[-1].transaction.amendment
    assert back is not None
    assert [each.number for each in back.refunds] == ["…3456"]


@pytest.mark.parametrize(("width", "height"), [(1024, 640), (1024, 768), (1280, 800), (1920, 1080)])
def test_every_key_is_seen_and_none_lies_on_another(till: Till, width: int, height: int) -> None:
    till.window.resize(width, height)
    pane = holding(till)
    assert (till.window.width(), till.window.height()) == (width, height)
    keys = [each for each in pane.findChildren(QAbstractButton) if each.isVisible()]
    places = [each.rect().translated(each.mapTo(pane, each.rect().topLeft())) for each in keys]
    assert all(pane.rect().contains(place) for place in places)
    assert all(not one.intersects(other) for number, one in enumerate(places) for other in places[:number])
    assert {chr(letter) for letter in range(ord("a"), ord("z") + 1)} <= {each.accessibleName() for each in keys}
