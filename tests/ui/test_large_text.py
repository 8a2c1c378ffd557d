"""Text half as large again on the smallest panel: what is tapped and what is told stays whole."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pos_terminal.presentation.places import Place
from pos_terminal.presentation.sale_state import TotalsBox
from pos_terminal.ui.screens.lines_pane import LinesPane
from pos_terminal.ui.screens.member_pane import MemberPane
from pos_terminal.ui.screens.unanswered_pane import UnansweredPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.theme.writing import write_as_spoken
from pos_terminal.ui.widgets.amount import AmountLabel, AmountParts
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.back_row import BackRow
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.facts import Facts
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.offer_card import OfferCardButton
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.sale_keys import SaleKeys
from pos_terminal.ui.widgets.table_button import TableButton
from pos_terminal.ui.widgets.tender_button import TenderButton
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.ui.widgets.totals import TotalsView
from pos_terminal.wording import ENGLISH, speak
from tests.ui.member_places import (
    an_offer_without_an_answer_that_can_be_used_offline,
    looking_at_a_member,
    with_a_member,
)
from tests.ui.past_places import (
    about_to_give_back,
    choosing_what_comes_back,
    looking_at_a_voided_sale,
    receipts,
    receipts_view,
)
from tests.ui.test_amounts_fit import cut
from tests.ui.test_member_view import tap
from tests.ui.test_scans_everywhere import shown_at
from tests.ui.till import Till


@pytest.fixture
def large(till: Till, look: Look, qapp: QApplication) -> Till:
    look.use(qapp, ThemeName.LIGHT, 1.5)
    till.window.resize(1024, 768)
    return till


def settled(till: Till) -> None:
    for _ in range(2):
        QCoreApplication.sendPostedEvents()
        till.window.grab()


def cut_labels(till: Till, kind: type[BackRow] | type[PageKeys]) -> list[str]:
    """Labels in these that want more room than they have."""
    return [
        label.text()
        for each in till.window.findChildren(kind)
        if each.isVisible()
        for label in each.findChildren(QLabel)
        if label.isVisible() and not holds(label.size(), label.sizeHint())
    ]


def holds(room: QSize, wanted: QSize) -> bool:
    return room.width() >= wanted.width() and room.height() >= wanted.height()


def test_names_pages_and_keys_of_goods_that_come_back_are_whole(large: Till) -> None:
    choosing_what_comes_back(large)
    settled(large)

    assert cut_labels(large, BackRow) == []
    assert cut_labels(large, PageKeys) == []
    (pane,) = (each for each in large.window.findChildren(LinesPane) if each.isVisible())
    keys = [each for each in pane.findChildren(ActionButton) if each.isVisible() and each.text()]
    assert [each.text() for each in keys if each.width() < each.sizeHint().width()] == []
    assert any(each.text().startswith("Next") for each in keys)
    (told,) = (each for each in pane.findChildren(PlainLabel) if each.isVisible() and each.text().startswith("Sale "))
    assert told.text().endswith(".")
    assert told.height() >= told.heightForWidth(told.width())


def test_the_page_under_the_tiles_is_whole(large: Till) -> None:
    large.selling()
    settled(large)

    (keys,) = (each for each in large.window.findChildren(SaleKeys) if each.isVisible())
    (page,) = keys.findChildren(PlainLabel)
    assert page.text().endswith("1")
    assert page.accessibleName() == "Page 1"
    assert holds(page.size(), page.sizeHint())


@pytest.mark.usefixtures("large")
def test_a_word_that_has_no_room_beside_its_amount_stands_above_it(host: QWidget, look: Look) -> None:
    key = AmountButton(look, kind=Kind.PRIMARY, height=76)
    key.setParent(host)
    key.resize(196, 76)
    key.show()
    key.show_amount("Close & pay", "12.60 back")

    assert key.text() == "Close && pay\n12.60 back"
    assert key.accessibleName() == "Close & pay  12.60 back"
    assert key.property("step") != "caption"
    assert key.sizeHint().height() == 76
    key.resize(420, 76)
    assert key.text() == "Close && pay  12.60 back"


def test_the_map_has_fewer_and_larger_tables(large: Till) -> None:
    large.selling()
    for key in ("More", "Tables"):
        tap(large, key)
        settled(large)

    tables = [each for each in large.window.findChildren(TableButton) if each.isVisible()]
    assert tables
    assert all(holds(each.size(), QSize(252, 156)) for each in tables)
    assert cut_labels(large, PageKeys) == []


@pytest.fixture(params=[ENGLISH, "ar", "de", "ja"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication, look: Look) -> Iterator[None]:
    speak(request.param)
    write_as_spoken(qapp, look)
    yield
    speak(ENGLISH)
    write_as_spoken(qapp, look)


@pytest.fixture
def japanese(qapp: QApplication, look: Look) -> Iterator[None]:
    speak("ja")
    write_as_spoken(qapp, look)
    yield
    speak(ENGLISH)
    write_as_spoken(qapp, look)


@pytest.mark.usefixtures("spoken")
def test_a_notice_beside_the_cart_is_whole(large: Till) -> None:
    with_a_member(large)
    settled(large)

    (bar,) = (each for each in large.window.findChildren(NoticeBar) if each.isVisible())
    (words,) = (each for each in bar.findChildren(PlainLabel) if each.wordWrap())
    assert words.text()
    assert words.height() >= words.heightForWidth(words.width())


def cut_keys(pane: QWidget) -> list[str]:
    """The keys in it whose words or icon want more room than there is."""
    keys = [each for each in pane.findChildren(ActionButton) if each.isVisible()]
    return [each.text() for each in keys if each.width() < each.sizeHint().width()]


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_what_a_member_is_shown_with_is_whole(large: Till, width: int) -> None:
    large.window.resize(width, 1080 if width == 1920 else 800)
    looking_at_a_member(large)
    settled(large)

    (pane,) = (each for each in large.window.findChildren(MemberPane) if each.isVisible())
    told = [label for facts in pane.findChildren(Facts) for label in facts.findChildren(QLabel) if label.isVisible()]
    assert len(told) == 8
    assert [label.text() for label in told if "…" in label.text()] == []
    assert cut_keys(pane) == []


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("width", [1024, 1280, 1920])
@pytest.mark.parametrize("text", [1.0, 1.25, 1.5])
def test_how_an_offer_stands_is_whole_on_its_card(
    large: Till, look: Look, qapp: QApplication, width: int, text: float
) -> None:
    look.use(qapp, ThemeName.LIGHT, text)
    large.window.resize(width, 1080 if width == 1920 else 800)
    with_a_member(large)
    settled(large)

    cards = [each for each in large.window.findChildren(OfferCardButton) if each.isVisible()]
    assert cards
    assert [each.drawn for each in cards if any("…" in line for line in each.drawn)] == []


@pytest.mark.usefixtures("spoken")
def test_the_keys_of_an_offer_without_an_answer_are_whole(large: Till) -> None:
    an_offer_without_an_answer_that_can_be_used_offline(large)
    settled(large)

    (pane,) = (each for each in large.window.findChildren(UnansweredPane) if each.isVisible())
    assert cut_keys(pane) == []


def test_hold_and_what_else_have_their_words_or_none_where_the_text_is_large(large: Till) -> None:
    large.window.resize(1280, 800)
    large.selling()
    settled(large)

    (keys,) = (each for each in large.window.findChildren(SaleKeys) if each.isVisible())
    buttons = sorted((each for each in keys.findChildren(ActionButton) if each.isVisible()), key=ActionButton.x)
    assert [each.text() for each in buttons if each.width() < each.sizeHint().width()] == []
    assert not any(one.geometry().intersects(other.geometry()) for one, other in pairwise(buttons))


@pytest.mark.usefixtures("large")
def test_no_figure_of_what_comes_off_a_total_is_cut(host: QWidget, look: Look) -> None:
    totals = TotalsView(look)
    totals.setParent(host)
    totals.resize(342, 200)
    totals.show()
    totals.show_totals(TotalsBox("1,234.56", "10.00", "1,244.56", credit="Goods back 1,114.76"), "129.80")
    QCoreApplication.sendPostedEvents()

    (parts,) = totals.findChildren(AmountParts)
    assert parts.text() == "of 1,244.56\nGoods back 1,114.76"
    assert cut(totals) == []
    assert parts.minimumSizeHint().height() >= 2 * parts.fontMetrics().height()
    totals.resize(600, 200)
    assert parts.text() == "of 1,244.56 · Goods back 1,114.76"


@pytest.mark.usefixtures("japanese")
def test_a_long_name_of_a_means_of_payment_is_drawn_smaller_before_it_is_cut(large: Till) -> None:
    shown_at(large, Place.TENDER)
    settled(large)

    names = [each for key in large.window.findChildren(TenderButton) for each in key.findChildren(ElidedLabel)]
    assert "クレジットカード" in [each.text() for each in names if each.isVisible()]


@pytest.mark.usefixtures("japanese")
def test_the_ways_that_money_goes_back_stand_below_each_other_where_their_words_are_long(large: Till) -> None:
    about_to_give_back(large)
    settled(large)

    ways = [each for each in receipts_view(large).refund.findChildren(ActionButton) if each.isCheckable()]
    assert len(ways) > 2
    assert [each.text() for each in ways if each.width() < each.sizeHint().width()] == []


def test_the_total_of_a_receipt_is_whole_beside_a_notice(large: Till) -> None:
    looking_at_a_voided_sale(large)
    receipts(large).void_asked()
    settled(large)

    card = receipts_view(large).card
    assert card.notice.isVisible()
    (total,) = (each for each in card.findChildren(AmountLabel) if each.text() == "3.52")
    assert total.height() >= total.fontMetrics().ascent()
    receipts(large).dismissed()
    settled(large)
    assert card.list.isVisible()


@pytest.mark.usefixtures("spoken")
def test_the_keys_of_a_receipt_have_room_for_their_words(large: Till) -> None:
    looking_at_a_voided_sale(large)
    settled(large)

    keys = [each for each in receipts_view(large).card.findChildren(ActionButton) if each.isVisible() and each.text()]
    plain = [each for each in keys if not isinstance(each, AmountButton)]
    assert len(plain) > 2
    assert [each.text() for each in plain if each.width() < each.sizeHint().width()] == []
