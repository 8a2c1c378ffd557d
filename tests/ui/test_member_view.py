"""The member and their offers as they are drawn, and the taps that lead to them."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.member_state import CardTone, MemberBar, OfferAction, OfferCard
from pos_terminal.presentation.places import Place
from pos_terminal.ui.screens.member_pane import MemberPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.keyboard import Keyboard
from pos_terminal.ui.widgets.member_bar import MemberBarButton
from pos_terminal.ui.widgets.offer_card import OfferCardButton
from pos_terminal.ui.widgets.offer_cards import OfferList, OfferStrip
from pos_terminal.ui.widgets.tile_grid import TileGrid
from pos_terminal.wording import _
from tests.ui.member_places import (
    HOSTILE,
    MEMBER_PLACES,
    an_offer_without_an_answer,
    finding_a_member,
    looking_at_a_member,
    paying_in_parts,
    typing_an_e_mail,
    with_a_hostile_member,
    with_a_member,
    with_fifty_offers,
)
from tests.ui.spoken_tree import unnamed
from tests.ui.till import PERSON_GAP, Till, typing_into

CARD = OfferCard(
    "o", "Free croissant with two coffees", "−2.90", "Available", "ticket", CardTone.OPEN, OfferAction.APPLY
)


def visible(window: QWidget) -> dict[str, QAbstractButton]:
    return {each.accessibleName(): each for each in window.findChildren(QAbstractButton) if each.isVisible()}


def tap(till: Till, name: str) -> None:
    till.shop.clock.forward(1)
    QCoreApplication.sendPostedEvents()  # what was just shown has its place
    QTest.mouseClick(visible(till.window)[_(name)], Qt.MouseButton.LeftButton)


def tap_key(card: OfferCardButton) -> None:
    """Tap where the key of a card is drawn: at its end, near the bottom."""
    at = QPoint(60 if card.isRightToLeft() else card.width() - 60, card.height() - 30)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=at)


def cards(window: QWidget) -> dict[str, OfferCardButton]:
    return {each.card.offer_id: each for each in window.findChildren(OfferCardButton) if each.isVisible()}


def test_a_member_is_found_an_offer_applied_and_the_sale_paid_by_taps_alone(till: Till) -> None:
    """Each button does what it says: a connection that lost its receiver is silent."""
    till.selling()
    tap(till, next(name for name in visible(till.window) if "Latte" in name))
    tap(till, "Add member")
    for digit in "5550100001":
        tap(till, digit)
    tap(till, "Find phone")
    assert "Ava M., 1,240 points · 2 offers" in visible(till.window)
    till.window.grab()
    till.shop.clock.forward(1)
    tap_key(cards(till.window)["two-off"])
    assert till.sale_view.cart.list.cart.rows[0].saving is not None
    tap(till, next(name for name in visible(till.window) if name.startswith("Card ")))
    assert till.shell.place is Place.CHANGE
    assert any(label.text() == "Saved 2.00" for label in till.window.findChildren(QLabel) if label.isVisible())


def test_an_e_mail_is_typed_on_keys_of_our_own(till: Till) -> None:
    finding_a_member(till)
    tap(till, "E-mail")
    for key in ("a", "v", "a", "@", "e", "x", "a", "m", "p", "l", "e", ".com"):
        tap(till, key)
    tap(till, "Find e-mail")
    assert any(name.startswith("Ava M.") for name in visible(till.window))


def test_a_member_is_chosen_among_several_and_taken_off_again_by_taps(till: Till) -> None:
    till.selling()
    tap(till, "Add member")
    for digit in "5550100044":
        tap(till, digit)
    tap(till, "Find phone")
    tap(till, "Another identifier")
    tap(till, "Cancel")
    tap(till, "Add member")
    for digit in "5550100044":
        tap(till, digit)
    tap(till, "Find phone")
    tap(till, next(name for name in visible(till.window) if name.startswith("Sam H.")))
    tap(till, next(name for name in visible(till.window) if name.startswith("Sam H.")))
    tap(till, "Remove member")
    assert "Add member" in visible(till.window)


def test_an_identifier_is_typed_on_a_keyboard_where_one_is_asked_for(till: Till) -> None:
    typing_an_e_mail(till)
    typing_into(till.window).text("a@b", PERSON_GAP)
    assert till.sale.draft.question is not None
    panel = till.sale.draft.question.panel("")
    assert getattr(panel, "text", "") == "a@b"


def test_waiting_and_selling_without_are_a_tap_each(till: Till) -> None:
    an_offer_without_an_answer(till)
    tap(till, "Wait and ask again")
    assert till.shop.told == []
    tap(till, "Sell without")
    (sold,) = till.shop.told
    assert [each.reference_id for each in sold.discounts] == ["two-off"]


def test_a_second_member_is_added_and_removed_by_taps(till: Till) -> None:
    looking_at_a_member(till)
    tap(till, "Add second member")
    for digit in "5550100044":
        tap(till, digit)
    tap(till, "Find phone")
    tap(till, next(name for name in visible(till.window) if name.startswith("Noor H.")))
    assert any(label.text() == "With Noor H." for label in till.window.findChildren(QLabel) if label.isVisible())
    tap(till, "Remove second member")
    assert "Add second member" in visible(till.window)
    assert till.shop.desk.open_sale().member is not None


def test_who_pays_is_a_tap(till: Till) -> None:
    paying_in_parts(till)
    tap(till, "Guest pays")
    assert "Guest pays, chosen" in visible(till.window)
    tap(till, "Member pays")
    tap(till, "Guest pays")
    for name in ("Member pays", "Guest pays, chosen"):
        key = visible(till.window)[name]
        assert key.height() >= 56
        assert key.fontMetrics().horizontalAdvance(key.text()) + 32 <= key.width()
    till.shop.clock.forward(1)
    till.tender.kind_tapped("Credit Card")
    (sold,) = till.shop.told
    assert [each.user_id for each in sold.payments] == [None, "u-ava", None]


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [
        (1024, 640, "bar"),
        (1024, 768, "strip"),
        (1280, 640, "strip"),
        (1280, 800, "strip"),
        (1600, 800, "column"),
        (1920, 800, "column"),
    ],
)
def test_offers_lie_where_there_is_room_for_them(till: Till, width: int, height: int, shown: str) -> None:
    till.window.resize(width, height)
    with_a_member(till)
    till.window.grab()
    view = till.sale_view
    parts = {"bar": view.cart.bar, "strip": view.browse.strip, "column": view.column}
    seen = {name for name, part in parts.items() if part.isVisible()}
    assert seen == {"bar": {"bar"}, "strip": {"bar", "strip"}, "column": {"column"}}[shown]


def test_two_rows_of_tiles_and_an_offer_with_the_key_to_the_others_fit_at_1024_by_768(till: Till, qtbot: QtBot) -> None:
    till.window.resize(1024, 768)
    with_a_member(till)
    till.sale.show()
    qtbot.waitUntil(lambda: till.sale_view.browse.grid.room >= 6)
    assert len(cards(till.sale_view.browse.strip)) == 1
    tap(till, "2 more offers")
    assert len(cards(till.window)) == 3


def test_fifteen_tiles_and_five_lines_fit_beside_three_offers_at_1280_by_800(till: Till, qtbot: QtBot) -> None:
    with_a_member(till)
    till.sale.show()
    cart = till.sale_view.cart.list
    qtbot.waitUntil(lambda: cart.viewport().height() >= 3 * 51 + 119)
    assert till.sale_view.browse.grid.room >= 15
    assert len(cards(till.sale_view.browse.strip)) == 3


def test_only_the_key_of_a_card_is_pressed(qtbot: QtBot, host: QWidget, look: Look) -> None:
    card = OfferCardButton(look)
    card.setParent(host)
    card.show_card(CARD)
    card.resize(320, card.sizeHint().height())
    card.show()
    with qtbot.assertNotEmitted(card.acted):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))
    with qtbot.waitSignal(card.acted) as acted:
        tap_key(card)
    assert acted.args == ["o"]


def test_a_busy_card_and_one_without_a_key_press_nothing(qtbot: QtBot, host: QWidget, look: Look) -> None:
    card = OfferCardButton(look)
    card.setParent(host)
    card.resize(320, 100)
    card.show()
    for action, busy in ((OfferAction.APPLY, "Reserving …"), (None, "")):
        card.show_card(OfferCard("o", "Offer", "", "Available", "ticket", CardTone.OPEN, action, busy))
        with qtbot.assertNotEmitted(card.acted):
            tap_key(card)
        assert card.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_neither_card_nor_bar(qtbot: QtBot, host: QWidget, look: Look, key: Qt.Key) -> None:
    card, bar = OfferCardButton(look), MemberBarButton(look)
    card.show_card(CARD)
    for button in (card, bar):
        button.setParent(host)
        button.show()
        with qtbot.assertNotEmitted(button.clicked):
            QTest.keyClick(button, key)


def test_a_card_that_is_shown_another_offer_looks_as_if_it_were_made_for_it(
    qtbot: QtBot, host: QWidget, look: Look
) -> None:
    used, fresh = OfferCardButton(look), OfferCardButton(look)
    other = OfferCard("p", "Tea", "−10,000.00", "Not yet: buy two", "lock", CardTone.SHUT)
    for card in (used, fresh):
        card.setParent(host)
        card.resize(320, 100)
        card.show()
    used.show_card(CARD)
    used.grab()
    used.show_card(other)
    fresh.show_card(other)
    assert used.grab().toImage() == fresh.grab().toImage()
    fresh.resize(500, 100)
    used.resize(500, 100)
    used.show_card(CARD)
    fresh.show_card(CARD)
    assert used.grab().toImage() == fresh.grab().toImage()


def test_a_card_speaks_name_worth_state_and_what_a_tap_does(qtbot: QtBot, host: QWidget, look: Look) -> None:
    card = OfferCardButton(look)
    card.setParent(host)
    card.show_card(CARD)
    assert card.accessibleName() == "Free croissant with two coffees, −2.90, Available, Apply"


def test_offers_that_do_not_fit_the_strip_are_behind_a_key(qtbot: QtBot, host: QWidget, look: Look) -> None:
    strip = OfferStrip(look)
    strip.setParent(host)
    strip.resize(814, 100)
    strip.show()
    strip.show_cards(tuple(OfferCard(f"o{n}", "Offer", "", "", "ticket", CardTone.OPEN) for n in range(7)))
    assert len(cards(strip)) == 2
    more = visible(strip)["5 more offers"]
    with qtbot.waitSignal(strip.more_asked):
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)


def _has_cards(offers: OfferList, count: int) -> bool:
    return len(cards(offers)) == count


def test_cards_are_made_once_however_often_offers_change(qtbot: QtBot, host: QWidget, look: Look) -> None:
    offers = OfferList(look)
    offers.setParent(host)
    offers.show()
    for count in (50, 3, 50, 20):
        offers.show_cards(
            tuple(OfferCard(f"o{n}", "Offer", str(count), "", "ticket", CardTone.OPEN) for n in range(count))
        )
        qtbot.waitUntil(partial(_has_cards, offers, count))
        assert {each.card.value for each in cards(offers).values()} == {str(count)}
    assert len(offers.findChildren(OfferCardButton)) == 50


def test_a_frame_makes_and_shapes_the_cards_that_can_be_seen_and_the_others_follow(
    qtbot: QtBot, host: QWidget, look: Look
) -> None:
    offers = OfferList(look)
    offers.setParent(host)
    offers.resize(400, 300)
    offers.show()
    offers.show_cards(tuple(OfferCard(f"o{n}", "Offer", "", "", "ticket", CardTone.OPEN) for n in range(50)))
    assert len(offers.findChildren(OfferCardButton)) == host.height() // 108 + 1
    host.grab()
    length, heights = offers.verticalScrollBar().maximum(), {each.height() for each in cards(offers).values()}
    offers.show_cards(tuple(OfferCard(f"o{n}", "Other", "", "", "ticket", CardTone.OPEN) for n in range(50)))
    qtbot.waitUntil(lambda: len(cards(offers)) == 50)
    assert {each.card.name for each in cards(offers).values()} == {"Other"}
    assert offers.verticalScrollBar().maximum() == length, "nothing moves while the others are made"
    assert {each.height() for each in cards(offers).values()} == heights == {100}
    shaped = [each for each in offers.findChildren(OfferCardButton) if each.is_shaped]
    assert len(shaped) <= 4


def test_where_offers_are_not_seen_no_card_is_made(till: Till, qtbot: QtBot) -> None:
    till.window.resize(1280, 800)
    with_fifty_offers(till)
    assert till.sale_view.column.findChildren(OfferCardButton) == []
    till.window.resize(1920, 1080)
    qtbot.waitUntil(lambda: len(cards(till.sale_view.column)) == 50)


def test_fifty_offers_scroll_in_the_panel(till: Till, qtbot: QtBot) -> None:
    with_fifty_offers(till)
    till.window.grab()
    assert till.window.minimumSizeHint().width() <= 1280
    pane = till.sale_view.findChild(MemberPane)
    assert isinstance(pane, MemberPane)
    qtbot.waitUntil(lambda: len(cards(pane)) == 50)


@pytest.mark.parametrize("width", [590, 640, 760])
def test_every_key_of_the_keyboard_is_as_large_as_a_finger(qtbot: QtBot, host: QWidget, look: Look, width: int) -> None:
    keyboard = Keyboard(look)
    keyboard.setParent(host)
    keyboard.resize(width, 330)
    keyboard.show()
    keys = visible(keyboard)
    qtbot.waitUntil(lambda: max(key.x() + key.width() for key in keys.values()) <= width)
    assert {"@", ".com", "a", "z", "p", "0", "9", "-", "_", "."} <= set(keys)
    assert min(min(key.width(), key.height()) for key in keys.values()) >= 56


def test_the_key_of_an_address_reads_the_same_where_the_screen_is_read_from_the_right(
    host: QWidget, look: Look, qapp: QApplication
) -> None:
    keyboard = Keyboard(look)
    keyboard.setParent(host)
    keyboard.resize(640, 330)
    keyboard.show()
    read_from_left = visible(keyboard)[".com"].grab().toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert visible(keyboard)[".com"].grab().toImage() == read_from_left
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("width", [1024, 1280, 1600])
def test_names_from_outside_never_widen_the_screen_nor_are_read_as_markup(till: Till, width: int) -> None:
    till.window.resize(width, 800)
    with_a_hostile_member(till)
    till.window.grab()
    assert till.window.minimumSizeHint().width() <= width
    shown = [each.text() for each in till.window.findChildren(QLabel) if each.isVisible()]
    shown += list(visible(till.window))
    assert any("Save & <b>Exit</b>" in text for text in shown)
    assert not [text for text in shown if text.count("\n") > 1 or "\u202e" in text or len(text) > 1_000]
    assert HOSTILE not in shown


def test_a_bar_tells_that_nobody_has_confirmed_the_member(qtbot: QtBot, host: QWidget, look: Look) -> None:
    bar = MemberBarButton(look)
    bar.setParent(host)
    bar.show_bar(MemberBar("Phone ••• 44", "Not verified", is_verified=False))
    assert bar.accessibleName() == "Phone ••• 44, Not verified"


# Drawing costs most of a window test: each place once a run, in the themes by turns; in all of them in the long run.
@pytest.mark.parametrize(
    ("arrive", "theme"),
    [
        pytest.param(arrive, theme, marks=[] if at % len(ThemeName) == turn else [pytest.mark.soak])
        for at, arrive in enumerate([*MEMBER_PLACES, with_a_hostile_member])
        for turn, theme in enumerate(ThemeName)
    ],
)
def test_every_place_is_drawn_in_every_theme_and_from_right_to_left_with_names_for_all_its_controls(
    till: Till, look: Look, qapp: QApplication, arrive: Callable[[Till], None], theme: ThemeName
) -> None:
    arrive(till)
    look.use(qapp, theme)
    first = till.window.grab().toImage()
    assert unnamed(till.window) == []
    till.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert till.window.grab().toImage() != first
    assert till.window.minimumSizeHint().width() <= 1280


def test_a_panel_that_is_closed_gives_the_focus_back_to_the_scan_field(till: Till) -> None:
    looking_at_a_member(till)
    tap(till, "Back to sale")
    assert till.window.focusWidget() is till.sale_view.browse.field


def test_tiles_fill_the_grid_whenever_the_window_changes_its_width(till: Till, qtbot: QtBot) -> None:
    with_a_member(till)
    grid = till.sale_view.browse.grid
    for width in (1280, 1920, 1280, 1600, 1024, 1920):
        till.window.resize(width, 900)
        till.window.grab()

        def fills() -> bool:
            tiles = [each for each in grid.findChildren(QAbstractButton) if each.isVisible()]
            widths = {each.width() for each in tiles}
            return max(widths) - min(widths) <= 1 and sum(widths) / len(widths) >= 144

        qtbot.waitUntil(fills)


class Narrowing(QObject):
    """Makes a grid narrower while it makes its tiles, as a layout does that has to work at once."""

    def eventFilter(self, grid: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        if event.type() == QEvent.Type.ChildAdded and isinstance(grid, TileGrid):
            grid.removeEventFilter(self)
            grid.resize(620, grid.height())
        return False


def test_a_grid_whose_width_changes_while_it_makes_its_tiles_holds_what_the_last_one_holds(
    qtbot: QtBot, host: QWidget, look: Look
) -> None:
    grid = TileGrid(look)
    grid.setParent(host)
    grid.resize(300, 500)
    grid.show()
    narrowing = Narrowing(host)
    grid.installEventFilter(narrowing)
    grid.resize(1380, 500)
    assert grid.width() == 620
    assert grid.room == 4 * 4
    qtbot.waitUntil(lambda: len({each.x() for each in grid.findChildren(QAbstractButton)}) == 4)


def test_a_cart_line_is_mirrored_where_reading_starts_on_the_right(till: Till) -> None:
    with_a_member(till)
    till.sale.line_tapped("")
    cart = till.sale_view.cart.list
    before = cart.viewport().grab().toImage()
    till.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    after = cart.viewport().grab().toImage()
    far, middle = before.width() - 15, 25
    assert after.pixelColor(far, middle) == before.pixelColor(15, middle), "the quantity stands on the other side"
    assert after.pixelColor(15, middle) == before.pixelColor(far, middle)
    assert before.pixelColor(15, middle) != before.pixelColor(far, middle)
