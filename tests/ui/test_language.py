"""The window in another language: its words, its direction, and the key that chooses it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.places import Place
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.writing import write_as_spoken
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.language_grid import LanguageGrid
from pos_terminal.wording import ENGLISH, LANGUAGES, language, speak
from tests.ui.till import Till


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak(ENGLISH)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def spoken(widget: QWidget) -> set[str]:
    return {each.accessibleName() or each.text() for each in widget.findChildren(ActionButton) if each.isVisible()}


@pytest.fixture
def open_till(look: Look, qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[], Till]]:
    """Opens a window in the language of the moment, at the sign-on."""
    opened: list[Till] = []

    def open_one() -> Till:
        write_as_spoken(qapp, look)
        till = Till(look, qapp)
        qtbot.addWidget(till.window)
        opened.append(till)
        till.window.resize(1280, 800)
        till.window.show()
        till.shell.go(Place.SIGN_ON)
        return till

    yield open_one
    for till in opened:
        till.window.close()


@pytest.mark.parametrize(
    ("code", "sign_on", "void", "way"),
    [
        ("de", "Anmelden", "Verkauf stornieren", Qt.LayoutDirection.LeftToRight),
        ("ar", "تسجيل الدخول", "إلغاء البيع", Qt.LayoutDirection.RightToLeft),
        ("zh_Hans", "登录", "作废销售", Qt.LayoutDirection.LeftToRight),
    ],
)
def test_a_window_is_built_in_the_language_of_the_moment(
    code: str, sign_on: str, void: str, way: Qt.LayoutDirection, open_till: Callable[[], Till]
) -> None:
    speak(code)
    till = open_till()
    assert {sign_on, LANGUAGES[code]} <= spoken(till.window)
    till.shell.go(Place.SALE)
    assert void in spoken(till.window)
    assert till.window.layoutDirection() is way


def test_the_languages_stand_where_the_people_do_until_one_is_chosen(open_till: Callable[[], Till]) -> None:
    till = open_till()
    (key,) = (each for each in till.window.findChildren(ActionButton) if each.text() == "English")
    (grid,) = till.window.findChildren(LanguageGrid)
    assert not grid.isVisible()
    key.click()
    keys = {each.text(): each for each in grid.findChildren(ActionButton)}
    assert list(keys) == list(LANGUAGES.values())
    assert [name for name, each in keys.items() if each.isChecked()] == ["English"]
    keys["Français"].click()
    assert language() == "fr"
    assert not grid.isVisible()
