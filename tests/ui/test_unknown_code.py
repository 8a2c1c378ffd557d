import pytest
from PySide6.QtTest import QTest

from pos_terminal.presentation.notice import NOTHING
from pos_terminal.ui.widgets.number_display import NumberDisplay
from pos_terminal.ui.widgets.tile import TileButton
from tests.ui.test_large_text import settled
from tests.ui.test_member_view import tap, visible
from tests.ui.till import LATTE_CODE, Till

UNKNOWN = "4012345000009"


@pytest.fixture
def told(till: Till) -> Till:
    """A till that has just told of a code that no goods have."""
    till.selling().sale.scanned(UNKNOWN)
    return till


def tiles(till: Till) -> list[str]:
    return [each.tile.name for each in till.sale_view.findChildren(TileButton) if each.isVisible()]


def test_find_leads_to_the_search_over_all_there_is(told: Till) -> None:
    told.sale.words_changed("muf")
    told.sale.scanned(UNKNOWN)
    tap(told, "Find")

    QTest.keyClicks(told.window.focusWidget(), "LAT")
    assert tiles(told) == ["Latte"]
    QTest.keyClicks(told.window.focusWidget(), "\r")
    assert told.names() == ["Latte"]


def test_add_by_hand_takes_the_code_on_keys(told: Till) -> None:
    tap(told, "Add by hand")
    for digit in LATTE_CODE:
        tap(told, digit)
    (display,) = (each for each in told.sale_view.entry.findChildren(NumberDisplay) if each.isVisible())
    assert LATTE_CODE in display.accessibleName()
    tap(told, "Add item by code")
    assert told.names() == ["Latte"]


def test_the_keys_go_with_the_message_and_other_messages_have_none(told: Till) -> None:
    told.sale.scanned(LATTE_CODE)
    assert not {"Find", "Add by hand"} & set(visible(told.window))
    told.sale.removed()
    assert told.sale_view.cart.notice.isVisible()
    assert not {"Find", "Add by hand"} & set(visible(told.window))
    told.sale.show(NOTHING)
    told.sale.scanned(UNKNOWN)
    assert {"Find", "Add by hand"} <= set(visible(told.window))


def test_the_next_scan_works_while_the_keys_are_there(told: Till) -> None:
    settled(told)
    told.shell.scanned(LATTE_CODE)
    assert told.names() == ["Latte"]
