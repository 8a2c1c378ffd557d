from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.places import Place
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.wedge import Wedge
from pos_terminal.ui.widgets.number_display import NumberDisplay
from tests.application.fakes import usd
from tests.ui.member_places import MEMBER_PLACES, asking_for_approval
from tests.ui.past_places import finding_a_receipt, looking_at_one_sale
from tests.ui.till import LATTE_CODE, PERSON_GAP, Till, typing_into


def on_the_sale(till: Till) -> None:
    till.selling()


def in_the_tenders(till: Till) -> None:
    till.selling().sale.tile_tapped("muffin")
    till.shell.go(Place.TENDER)


def at_the_change(till: Till) -> None:
    till.selling().sale.tile_tapped("muffin")
    till.sale.cash_tapped(usd("5.00"))


def asked_a_weight(till: Till) -> None:
    till.selling().sale.tile_tapped("apples")


def asked_to_void(till: Till) -> None:
    till.selling().sale.tile_tapped("muffin")
    till.sale_view.browse.void_asked.emit()


def searching(till: Till) -> None:
    till.selling().sale.words_changed("muf")


PLACES = [
    on_the_sale,
    in_the_tenders,
    at_the_change,
    asked_a_weight,
    asked_to_void,
    searching,
    looking_at_one_sale,
    finding_a_receipt,
    *MEMBER_PLACES,
]


SELLING_PLACES = [each for each in PLACES if each is not asking_for_approval]
"""Where a scan rings up: while a second person gives a PIN, it is refused (`test_approval_view`)."""


@pytest.mark.parametrize("arrive", SELLING_PLACES)
def test_a_scan_works_on_every_screen(till: Till, wedge: Wedge, arrive: Callable[[Till], None]) -> None:
    wedge.scanned.connect(till.shell.scanned)
    arrive(till)
    typing_into(till.window).scan(LATTE_CODE)
    assert till.names()[-1] == "Latte"
    assert till.quantities()[-1] == "1"
    assert till.sale_view.isVisible()


def signing_on(till: Till) -> None:
    till.shell.go(Place.SIGN_ON)


def opening_the_shift(till: Till) -> None:
    till.shop.signed_on()
    till.shell.go(Place.OPEN_SHIFT)


def bringing_goods_back(till: Till) -> None:
    till.selling()
    till.shell.go(Place.GOODS_BACK)


TEN_CODES = [f"40063813339{number:02d}" for number in range(10)]


@pytest.mark.parametrize("arrive", [*PLACES, signing_on, opening_the_shift, bringing_goods_back])
def test_a_scan_works_from_every_focus_and_ten_in_a_second_in_order_and_none_presses_or_types(
    till: Till, wedge: Wedge, arrive: Callable[[Till], None]
) -> None:
    arrive(till)
    scans: list[str] = []
    pressed: list[QAbstractButton] = []
    wedge.scanned.connect(scans.append)
    typing = typing_into(till.window)
    shown = [each for each in till.window.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
    focusable = [each for each in shown if each.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    for button in till.window.findChildren(QAbstractButton):
        button.clicked.connect(lambda *_, button=button: pressed.append(button))
    for widget in focusable:
        widget.setFocus()
        typing.scan(LATTE_CODE)
    began = typing.at
    for code in TEN_CODES:
        typing.text(code, 4)
        typing.key(Qt.Key.Key_Return, "\r", 4)
        typing.at += 40
    assert typing.at - began <= 1_000
    assert scans == [LATTE_CODE] * len(focusable) + TEN_CODES
    assert len(focusable) > 2
    assert pressed == []
    assert all(field.text() == "" for field in till.window.findChildren(QLineEdit) if arrive is not searching)


def test_a_scan_while_signing_on_rings_up_nothing_and_types_no_pin(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    till.shell.go(Place.SIGN_ON)
    typing_into(till.window).scan(LATTE_CODE)
    assert till.shop.desk.basket is None
    assert not till.sign_on_view.findChild(QLineEdit)


def test_a_pin_typed_on_a_keyboard_signs_on(till: Till, wedge: Wedge) -> None:
    till.shell.go(Place.SIGN_ON)
    typing = typing_into(till.window)
    typing.text("2468", PERSON_GAP)
    typing.key(Qt.Key.Key_Return, "\r")
    assert till.shop.desk.operator is not None
    assert till.shell.place is Place.OPEN_SHIFT


def test_ten_scans_in_a_second_make_ten_lines_in_order(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    till.selling()
    typing = typing_into(till.window)
    wanted = []
    for number in range(10):
        item_id = ("latte", "muffin")[number % 2]
        typing.text({"latte": LATTE_CODE, "muffin": "MUFFIN1"}[item_id], 4)
        typing.key(Qt.Key.Key_Return, "\r", 4)
        typing.at += 40
        wanted.append(item_id)
    assert till.names() == ["Latte"]
    assert till.quantities() == ["5"]
    assert typing.at < 2_000


def test_two_quick_taps_on_pay_make_one_payment_and_keep_the_change_in_view(till: Till, qtbot: QtBot) -> None:
    till.selling().sale.tile_tapped("muffin")
    pay = next(
        button
        for button in till.sale_view.cart.findChildren(QAbstractButton)
        if button.accessibleName().startswith("Card")
    )
    centre = pay.mapTo(till.window, pay.rect().center())
    QTest.mouseClick(pay, Qt.MouseButton.LeftButton)
    QTest.mouseClick(till.window.windowHandle(), Qt.MouseButton.LeftButton, pos=centre)
    assert len(till.shop.told) == 1
    assert till.shell.place is Place.CHANGE


def test_the_search_field_takes_what_a_person_types(till: Till, wedge: Wedge) -> None:
    wedge.scanned.connect(till.shell.scanned)
    till.selling()
    typing = typing_into(till.window)
    typing.text("muffin", PERSON_GAP)
    typing.key(Qt.Key.Key_Return, "\r")
    assert till.names() == ["Muffin"]
    assert till.sale_view.browse.field.text() == ""


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (1024, 640),
        (1280, 800),
        (1920, 1080),
        pytest.param(1024, 768, marks=pytest.mark.soak),
        pytest.param(1600, 900, marks=pytest.mark.soak),
    ],
)
@pytest.mark.parametrize("arrive", [*PLACES, None])
def test_every_screen_fits_the_panel(
    till: Till, width: int, height: int, arrive: Callable[[Till], None] | None
) -> None:
    till.window.resize(width, height)
    if arrive is None:
        till.shell.go(Place.SIGN_ON)
    else:
        arrive(till)
    till.window.grab()
    hint = till.window.minimumSizeHint()
    assert hint.width() <= width
    for button in visible_buttons(till.window):
        assert button.width() >= 56, button.accessibleName()
        assert button.height() >= 56, button.accessibleName()
        assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()


def visible_buttons(window: QWidget) -> list[QAbstractButton]:
    return [each for each in window.findChildren(QAbstractButton) if each.isVisible()]


@pytest.mark.parametrize("arrive", [*PLACES, None])
def test_every_button_has_a_name_for_a_screen_reader(till: Till, arrive: Callable[[Till], None] | None) -> None:
    till.shell.go(Place.SIGN_ON) if arrive is None else arrive(till)
    assert [button for button in visible_buttons(till.window) if not button.accessibleName()] == []


def test_fifteen_tiles_and_five_lines_fit_at_1280_by_800(till: Till) -> None:
    till.selling()
    till.window.grab()
    assert till.sale_view.browse.grid.room >= 15
    cart = till.sale_view.cart.list
    assert cart.viewport().height() >= 4 * 51 + 119


def test_total_cash_and_pay_stay_in_view_with_many_lines(till: Till) -> None:
    till.selling()
    for number in range(60):
        till.shop.selling.add_item("gift", unit_price=usd(f"{number + 1}.00"))
    till.sale.entered()
    till.window.grab()
    names = {button.accessibleName() for button in visible_buttons(till.window)}
    assert any(name.startswith("Card") for name in names)
    assert any(name.startswith("Cash ") for name in names)
    assert "Later lines" in names


def test_the_cart_lies_on_either_side(qtbot: QtBot, qapp: QApplication, look: Look) -> None:
    for first in (False, True):
        till = Till(look, qapp, cart_first=first)
        qtbot.addWidget(till.window)
        till.window.resize(1280, 800)
        till.selling()
        till.window.grab()
        assert (
            till.sale_view.cart.x() < till.sale_view.browse.grid.mapTo(till.sale_view, till.window.pos()).x()
        ) is first


def test_light_and_dark_change_under_an_open_sale(till: Till, look: Look, qapp: QApplication) -> None:
    till.selling().sale.tile_tapped("latte")
    light = till.window.grab().toImage()
    look.use(qapp, ThemeName.DARK)
    assert till.names() == ["Latte"]
    assert till.window.grab().toImage() != light


def test_a_screen_reads_from_right_to_left_without_clipping(till: Till, qapp: QApplication) -> None:
    till.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    till.selling().sale.tile_tapped("latte")
    till.window.grab()
    assert till.sale_view.cart.x() < till.window.width() / 2


def test_a_whole_sale_is_done_with_the_keyboard_alone(till: Till) -> None:
    till.selling()
    field = till.sale_view.browse.field
    QTest.keyClicks(field, "latte")
    QTest.keyClick(field, Qt.Key.Key_Return)
    pay = next(button for button in visible_buttons(till.window) if button.accessibleName().startswith("Card"))
    for _ in range(200):
        focused = till.window.focusWidget()
        if focused is pay:
            break
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert till.window.focusWidget() is pay
    QTest.keyClick(pay, Qt.Key.Key_Space)
    assert till.shell.place is Place.CHANGE


def tap(till: Till, name: str) -> None:
    button = next(each for each in visible_buttons(till.window) if each.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_question_is_answered_by_taps_alone(till: Till) -> None:
    """Each button does what it says: a connection that lost its receiver is silent."""
    till.selling()
    tap(till, "Keypad")
    for key in "3":
        tap(till, key)
    tap(till, "Quantity ×")
    tap(till, next(each.accessibleName() for each in visible_buttons(till.window) if "Latte" in each.accessibleName()))
    assert till.quantities() == ["3"]
    tap(till, "One less")
    assert till.quantities() == ["2"]
    tap(till, "Options")
    tap(till, "Oat   +0.60")
    tap(till, "Save options")
    assert till.sale_view.cart.list.cart.rows[0].detail == "4.50 each · Oat +0.60"
    tap(till, "Void sale")
    tap(till, "Wrong items")
    tap(till, "Keep sale")
    assert till.names() == ["Latte"]
    tap(till, "Other")
    tap(till, "5")
    tap(till, "Gift Card 5.00")
    till.shop.clock.forward(1)
    tap(till, "Remove Gift Card 5.00")
    tap(till, "Back to sale")
    till.shop.clock.forward(1)
    tap(till, "Remove")
    assert till.names() == []


def test_amounts_can_be_typed_on_a_keyboard_where_a_keypad_is_shown(till: Till, wedge: Wedge) -> None:
    asked_a_weight(till)
    typing = typing_into(till.window)
    typing.text("0.5", PERSON_GAP)
    typing.key(Qt.Key.Key_Left)
    tap(till, "Add to sale")
    assert till.names() == ["Apples"]
    till.shell.go(Place.TENDER)
    typing.text("1.25", PERSON_GAP)
    typing.key(Qt.Key.Key_Backspace)
    shown = [each.accessibleName() for each in till.window.findChildren(NumberDisplay) if each.isVisible()]
    assert shown == ["1.2 Amount"]


def test_keys_of_the_system_reach_the_wedge_through_the_window(till: Till, wedge: Wedge, qtbot: QtBot) -> None:
    wedge.scanned.connect(till.shell.scanned)
    till.selling()
    handle = till.window.windowHandle()
    assert handle is not None

    def scanned() -> bool:
        """A scan at the window; it is typed again where a busy machine made a pause in it, as long as a person's."""
        till.sale.words_changed("")  # what a torn scan left in the field
        for digit in LATTE_CODE:
            QTest.keyClick(handle, Qt.Key(ord(digit)))
        QTest.keyClick(handle, Qt.Key.Key_Return)
        return till.names() == ["Latte"]

    qtbot.waitUntil(scanned)
    assert till.sale_view.browse.field.text() == ""
