import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.cart import CartRow
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.cart_model import CartModel
from pos_terminal.ui.widgets.cart_view import CartView


def row(line_id: str, *, weighed: bool = False) -> CartRow:
    return CartRow(line_id, "1", f"Item {line_id}", "", "1.00", is_weighed=weighed)


def counted(line_id: str, pieces: int) -> CartRow:
    return CartRow(line_id, "n", f"Item {line_id}", "", "1.00", pieces=pieces)


def rows(count: int) -> tuple[CartRow, ...]:
    return tuple(row(str(number)) for number in range(count))


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> CartView:
    view = CartView(look)
    qtbot.addWidget(view)
    view.resize(392, 420)
    view.show()
    return view


def test_a_new_line_is_told_as_one_inserted_row() -> None:
    model = CartModel()
    first = rows(1000)
    model.show_rows(first)
    inserted, changed, reset = (
        QSignalSpy(model.rowsInserted),
        QSignalSpy(model.dataChanged),
        QSignalSpy(model.modelReset),
    )
    model.show_rows((*first, row("new")))
    assert (inserted.count(), changed.count(), reset.count()) == (1, 0, 0)


def test_a_changed_line_is_told_alone() -> None:
    model = CartModel()
    first = rows(1000)
    model.show_rows(first)
    changed = QSignalSpy(model.dataChanged)
    model.show_rows((*first[:500], row("500"), *first[501:]))
    assert changed.count() == 1
    assert changed.at(0)[0].row() == changed.at(0)[1].row() == 500


def test_the_same_rows_are_told_nothing() -> None:
    model = CartModel()
    first = rows(3)
    model.show_rows(first)
    changed = QSignalSpy(model.dataChanged)
    model.show_rows(first)
    assert changed.count() == 0


@given(st.lists(st.lists(st.integers(0, 9), unique=True, max_size=8), max_size=6))
def test_any_cart_follows_any_other(carts: list[list[int]]) -> None:
    model = CartModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    pool = rows(10)
    for cart in carts:
        wanted = tuple(pool[number] for number in cart)
        model.show_rows(wanted)
        assert model.rows == wanted
        assert model.rowCount() == len(wanted)


def test_the_open_line_is_taller_shows_its_buttons_and_is_in_view(view: CartView) -> None:
    view.show_rows(rows(40), "39")
    assert view.line_actions.isVisible()
    assert view.rowHeight(39) > view.rowHeight(38) == view.rowHeight(0)
    assert view.viewport().rect().contains(view.line_actions.geometry())


def test_the_open_line_stays_in_view_when_a_message_takes_room(view: CartView) -> None:
    view.show_rows(rows(12), "11")
    view.resize(392, 330)
    view.viewport().grab()
    assert view.viewport().rect().contains(view.line_actions.geometry())


def test_only_one_line_is_open_whatever_is_removed_above_it(view: CartView) -> None:
    all_rows = rows(12)
    view.show_rows(all_rows, "7")
    view.show_rows(all_rows[3:], "7")
    tall = [number for number in range(9) if view.rowHeight(number) > view.rowHeight(0)]
    assert tall == [4]
    view.show_rows(all_rows[5:], "9")
    assert [number for number in range(7) if view.rowHeight(number) > view.rowHeight(0)] == [4]
    view.show_rows(all_rows[5:], "")
    assert len({view.rowHeight(number) for number in range(7)}) == 1
    assert not view.line_actions.isVisible()


def test_a_weighed_line_is_weighed_again_and_not_counted(view: CartView) -> None:
    view.show_rows((row("1", weighed=True),), "1")
    buttons = view.line_actions.findChildren(ActionButton)
    assert {button.accessibleName() for button in buttons if button.isVisible()} == {
        "Weight",
        "Change price or discount",
        "Remove",
    }


def ground(view: CartView, number: int) -> str:
    """The colour that a line stands on."""
    place = view.visualRect(view.cart.index(number, 0))
    return view.viewport().grab().toImage().pixelColor(place.center().x(), place.top() + 4).name()


def test_a_line_that_is_counted_up_is_seen_to_be_for_a_moment(view: CartView, look: Look, qtbot: QtBot) -> None:
    first = row("1")
    view.show_rows((first, counted("2", 1)), "2")
    plain, above = ground(view, 1), ground(view, 0)

    view.show_rows((first, counted("2", 2)), "2")
    assert (ground(view, 1), ground(view, 0)) == (look.colour("primary").name(), above)
    assert plain != look.colour("primary").name()
    qtbot.waitUntil(lambda: ground(view, 1) == plain)


def test_one_less_and_a_new_line_are_not_marked(view: CartView) -> None:
    first = (row("1"), counted("2", 3))
    view.show_rows(first, "2")
    before = view.viewport().grab().toImage()
    view.show_rows((first[0], counted("2", 2)), "2")
    view.show_rows(first[:1], "1")
    view.show_rows(first, "2")
    assert view.viewport().grab().toImage() == before


def test_a_tapped_line_is_told(view: CartView, qtbot: QtBot) -> None:
    view.show_rows(rows(3), "")
    with qtbot.waitSignal(view.line_tapped) as tapped:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.cart.index(1, 0)).center()
        )
    assert tapped.args == ["1"]


def test_a_screen_reader_gets_the_whole_line(view: CartView) -> None:
    view.show_rows((CartRow("1", "2", "Latte", "4.50 each", "9.00", spoken="2 × Latte, 9.00"),), "")
    assert view.cart.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "2 × Latte, 9.00"


@pytest.mark.parametrize("count", [10, 1000])
def test_a_scan_resizes_two_lines_whatever_the_cart_holds(view: CartView, count: int) -> None:
    """The deterministic twin of the benchmark: nothing is asked or sized that grows with the cart."""
    before = rows(count)
    view.show_rows(before, before[-1].line_id)
    resized = QSignalSpy(view.verticalHeader().sectionResized)
    view.show_rows((*before, row("new")), "new")
    assert resized.count() == 2
