from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.notice import NOTHING, problem
from pos_terminal.presentation.people import Person
from pos_terminal.presentation.pill import Pill, Tone
from pos_terminal.presentation.status import StatusState
from pos_terminal.presentation.tiles import Chip, Tile
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.chips import ChipRow
from pos_terminal.ui.widgets.focus_ring import FocusRing
from pos_terminal.ui.widgets.keypad import AMOUNT_KEYS, Keypad
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.person_button import PersonButton
from pos_terminal.ui.widgets.status_bar import StatusBar
from pos_terminal.ui.widgets.text import ElidedLabel, PlainLabel
from pos_terminal.ui.widgets.tile import TileButton
from pos_terminal.ui.widgets.tile_grid import TileGrid

HOSTILE = "Save & Exit <b>now</b>\nTOTAL 0.00"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_no_button_even_in_a_dialog(qtbot: QtBot, look: Look, key: Qt.Key) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    button = ActionButton(look, "Void sale")
    QVBoxLayout(dialog).addWidget(button)
    with qtbot.assertNotEmitted(button.clicked):
        QTest.keyClick(button, key)
    assert not button.isDefault()


def test_space_presses_a_button_so_that_a_keyboard_is_enough(qtbot: QtBot, look: Look) -> None:
    button = ActionButton(look, "Done")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_an_ampersand_is_shown_and_makes_no_shortcut(qtbot: QtBot, look: Look) -> None:
    button = ActionButton(look, "Coffee & tea")
    qtbot.addWidget(button)
    assert button.text() == "Coffee && tea"
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Coffee & tea"


def test_names_are_never_read_as_markup_or_as_two_lines(qtbot: QtBot) -> None:
    for label in (PlainLabel(HOSTILE), ElidedLabel()):
        qtbot.addWidget(label)
        label.show_text(HOSTILE)
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "\n" not in label.text()


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_button_is_a_target_for_a_finger(qtbot: QtBot, look: Look, kind: Kind) -> None:
    button = ActionButton(look, "1", kind=kind)
    qtbot.addWidget(button)
    hint = button.minimumSizeHint()
    assert hint.width() >= 56
    assert hint.height() >= 56


def test_a_button_never_gets_smaller_than_its_words(qtbot: QtBot, look: Look) -> None:
    button = ActionButton(look, "Set the quantity of this line", icon="plus")
    qtbot.addWidget(button)
    assert button.minimumSizeHint().width() > button.fontMetrics().horizontalAdvance(button.text())


def test_a_tap_does_not_take_the_focus(qtbot: QtBot, look: Look) -> None:
    assert ActionButton(look, "x").focusPolicy() is Qt.FocusPolicy.TabFocus
    tile = TileButton(look)
    qtbot.addWidget(tile)
    assert tile.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_a_tile_speaks_name_price_age_and_count(qtbot: QtBot, look: Look) -> None:
    tile = TileButton(look)
    qtbot.addWidget(tile)
    tile.show_tile(Tile("b", "Craft lager", "3.10", count="× 2", age="18+"))
    assert tile.accessibleName() == "Craft lager, 3.10, 18+, × 2 in the cart"


def test_tiles_keep_their_places_and_tell_what_was_tapped(qtbot: QtBot, host: QWidget, look: Look) -> None:
    grid = TileGrid(look)
    grid.setParent(host)
    with qtbot.waitSignal(grid.room_changed) as told:
        grid.resize(812, 520)
        grid.show()
    assert told.args == [20]
    tiles = tuple(Tile(f"i{number}", f"Item {number}", "1.00") for number in range(7))
    grid.show_tiles(tiles)
    buttons = grid.findChildren(TileButton)
    assert [button.tile.item_id for button in buttons if button.isVisible()] == [tile.item_id for tile in tiles]
    places = [button.geometry() for button in buttons]
    with qtbot.waitSignal(grid.tapped) as tapped:
        QTest.mouseClick(buttons[3], Qt.MouseButton.LeftButton)
    assert tapped.args == ["i3"]
    grid.show_tiles(tiles[:2])
    assert [button.geometry() for button in buttons] == places


def test_a_grid_that_grows_shows_no_tile_without_a_product(qtbot: QtBot, host: QWidget, look: Look) -> None:
    grid = TileGrid(look)
    grid.setParent(host)
    grid.resize(620, 300)
    grid.show()
    grid.show_tiles((Tile("i1", "Item 1", "1.00"), Tile("i2", "Item 2", "2.00")))
    grid.resize(812, 520)
    was_drawn: list[bool] = []
    QTimer.singleShot(0, lambda: was_drawn.append(True))  # behind what the layout has put off
    qtbot.waitUntil(lambda: bool(was_drawn))
    assert [each.tile.item_id for each in grid.findChildren(TileButton) if each.isVisible()] == ["i1", "i2"]


@pytest.mark.parametrize(("width", "least"), [(620, 4), (812, 15), (1392, 15)])
def test_the_grid_fills_its_room(qtbot: QtBot, host: QWidget, look: Look, width: int, least: int) -> None:
    grid = TileGrid(look)
    grid.setParent(host)
    grid.resize(width, 500)
    grid.show()
    assert grid.room >= least


def test_categories_that_do_not_fit_are_reached_without_a_swipe(qtbot: QtBot, host: QWidget, look: Look) -> None:
    row = ChipRow(look)
    row.setParent(host)
    row.resize(600, 56)
    row.show()
    row.show_chips(tuple(Chip(f"c{number}", f"Category {number}", "star", number == 0) for number in range(12)))
    named = {button.accessibleName(): button for button in row.findChildren(ActionButton)}
    last, turn = named["Category 11"], named["More categories"]
    qtbot.waitUntil(turn.isVisible)
    for _ in range(12):
        if not last.visibleRegion().contains(last.rect().center()):
            QTest.mouseClick(turn, Qt.MouseButton.LeftButton)
    assert last.visibleRegion().contains(last.rect().center())
    with qtbot.waitSignal(row.chosen) as chosen:
        QTest.mouseClick(last, Qt.MouseButton.LeftButton)
    assert chosen.args == ["c11"]


def settled(view: QWidget) -> None:
    """Every layout has done what it was asked for."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
    view.grab()


def test_no_chip_is_cut_beside_the_key_that_turns_the_row(qtbot: QtBot, host: QWidget, look: Look) -> None:
    row = ChipRow(look)
    row.setParent(host)
    row.resize(600, 56)
    row.show()
    row.show_chips(tuple(Chip(f"c{number}", f"Category {number}", "star", number == 0) for number in range(12)))
    named = {button.accessibleName(): button for button in row.findChildren(ActionButton)}
    turn = named.pop("More categories")
    qtbot.waitUntil(turn.isVisible)
    settled(row)
    for _ in range(6):
        settled(row)
        widths = [each.visibleRegion().boundingRect().width() for each in named.values()]
        assert all(width in {0, each.width()} for width, each in zip(widths, named.values(), strict=True))
        assert any(widths)
        QTest.mouseClick(turn, Qt.MouseButton.LeftButton)


def test_a_chip_that_the_keyboard_reaches_is_wholly_in_view(qtbot: QtBot, host: QWidget, look: Look) -> None:
    row = ChipRow(look)
    row.setParent(host)
    row.resize(600, 56)
    row.show()
    row.show_chips(tuple(Chip(f"c{number}", f"Category {number}", "star", number == 0) for number in range(12)))
    settled(row)
    for chip in row.findChildren(ActionButton):
        if chip.accessibleName() == "More categories":
            continue
        chip.setFocus()
        assert chip.visibleRegion().boundingRect() == chip.rect()


def test_the_keypad_tells_which_key_was_pressed(qtbot: QtBot, look: Look) -> None:
    keypad = Keypad(look)
    qtbot.addWidget(keypad)
    pressed: list[str] = []
    keypad.pressed.connect(pressed.append)
    for button in keypad.findChildren(ActionButton):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tuple(pressed) == AMOUNT_KEYS


def test_a_notice_takes_no_room_until_there_is_one(qtbot: QtBot, host: QWidget, look: Look) -> None:
    bar = NoticeBar(look)
    bar.setParent(host)
    bar.show_notice(problem("No item has the code 1."))
    assert bar.isVisible()
    bar.show_notice(NOTHING)
    assert not bar.isVisible()


def test_every_status_has_an_icon_and_words(qtbot: QtBot, host: QWidget, look: Look) -> None:
    bar = StatusBar(look)
    bar.setParent(host)
    pills = (Pill("Scanner ready", "scan"), Pill("Offline · 3 waiting to send", "cloud-off", Tone.WARN))
    bar.show_state(StatusState("Till 3", "14:32", "Maya R.", pills))
    shown = [label for label in bar.findChildren(PlainLabel) if label.text() in {pill.text for pill in pills}]
    assert len(shown) == len(pills)
    for label in shown:
        pill = label.parentWidget()
        assert pill is not None
        assert any(not each.pixmap().isNull() for each in pill.findChildren(PlainLabel))
        assert pill.accessibleName() == label.text()


def test_the_ring_lies_three_dp_around_the_focused_button(host: QWidget, look: Look, qapp: QApplication) -> None:
    button = ActionButton(look, "Pay")
    button.setParent(host)
    button.setGeometry(100, 100, 120, 56)
    ring = FocusRing(look, host, qapp)
    button.show()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    assert ring.geometry() == button.geometry().adjusted(-5, -5, 5, 5)
    button.move(10, 150)
    assert ring.geometry() == button.geometry().adjusted(-5, -5, 5, 5)
    button.clearFocus()
    assert not ring.isVisible()


def test_buttons_that_were_replaced_do_not_hear_of_a_new_look(
    host: QWidget, look: Look, qapp: QApplication, capfd: pytest.CaptureFixture[str]
) -> None:
    row = ChipRow(look)
    row.setParent(host)
    row.show()
    for turn in range(3):
        row.show_chips(tuple(Chip(f"{turn}-{number}", f"Category {number}", "star") for number in range(4)))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    look.use(qapp, ThemeName.DARK)
    assert len(row.findChildren(ActionButton)) == 5
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("words", ["Latte", "قهوة", "12.60"])
@pytest.mark.parametrize("alignment", [Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing])
def test_the_side_of_a_text_is_the_screens_in_any_script(
    host: QWidget, words: str, alignment: Qt.AlignmentFlag
) -> None:
    label = PlainLabel(words, parent=host)
    label.setAlignment(alignment)
    label.resize(400, 40)
    label.show()
    is_leading = alignment is Qt.AlignmentFlag.AlignLeading
    assert _ink_is_left(label) is is_leading
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert _ink_is_left(label) is not is_leading


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_text_stands_where_the_style_would_place_it(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    label = PlainLabel("TOTAL")
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)

    for side in (*Qt.AlignmentFlag, Qt.AlignmentFlag(0)):
        label.setAlignment(side)
        placed = QStyle.visualAlignment(direction, side) | Qt.AlignmentFlag.AlignAbsolute
        assert label.alignment() == placed, side


def test_a_text_made_on_a_mirrored_screen_begins_at_the_right(host: QWidget) -> None:
    host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label = PlainLabel("Latte", parent=host)
    label.resize(400, 40)
    label.show()
    assert not _ink_is_left(label)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """The whole program reads from right to left."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("mirrored")
def test_a_persons_name_stands_beside_their_initials_on_a_mirrored_screen(qtbot: QtBot, look: Look) -> None:
    button = PersonButton(look)
    qtbot.addWidget(button)
    button.show_person(Person("17", "Ana L.", "Cashier", "AL"))
    button.resize(600, 80)
    button.show()
    image = button.grab().toImage()
    far = image.copy(10, 10, image.width() // 2, image.height() - 20)
    assert len({far.pixel(x, y) for x in range(far.width()) for y in range(far.height())}) == 1


def _ink_is_left(label: PlainLabel) -> bool:
    """On which half of the label something is drawn."""
    image = label.grab().toImage()
    ground = image.pixel(image.width() // 2, 1)
    columns = [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))]
    return max(columns) < image.width() / 2


def test_what_points_along_the_line_points_the_other_way_where_lines_run_to_the_left(qtbot: QtBot, look: Look) -> None:
    back, on, bin_ = (ActionButton(look, icon=each) for each in ("chevron-left", "chevron-right", "trash"))
    for button in (back, on, bin_):
        qtbot.addWidget(button)
    pictures = [each.icon().pixmap(22, 22).toImage() for each in (back, on, bin_)]
    assert pictures[0] != pictures[1]
    for button in (back, on, bin_):
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = [each.icon().pixmap(22, 22).toImage() for each in (back, on, bin_)]
    assert mirrored == [pictures[1], pictures[0], pictures[2]]
