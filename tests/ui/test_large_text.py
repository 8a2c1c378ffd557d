"""Text half as large again on the smallest panel: what is tapped and what is told stays whole."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pos_terminal.ui.screens.lines_pane import LinesPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.theme.writing import write_as_spoken
from pos_terminal.ui.widgets.amount_button import AmountButton
from pos_terminal.ui.widgets.back_row import BackRow
from pos_terminal.ui.widgets.button import ActionButton, Kind
from pos_terminal.ui.widgets.notice_bar import NoticeBar
from pos_terminal.ui.widgets.page_keys import PageKeys
from pos_terminal.ui.widgets.sale_keys import SaleKeys
from pos_terminal.ui.widgets.table_button import TableButton
from pos_terminal.ui.widgets.text import PlainLabel
from pos_terminal.wording import ENGLISH, speak
from tests.ui.member_places import with_a_member
from tests.ui.past_places import choosing_what_comes_back
from tests.ui.test_member_view import tap
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


@pytest.fixture(params=[ENGLISH, "ar", "de"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication, look: Look) -> Iterator[None]:
    speak(request.param)
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
