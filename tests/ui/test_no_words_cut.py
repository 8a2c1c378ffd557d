"""Every screen in every language and text size: nothing that a label or a key says is cut."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.theme.writing import write_as_spoken
from pos_terminal.wording import ENGLISH, LANGUAGES, speak
from tests.ui.cut_words import cut_words, our_words, settled
from tests.ui.every_screen import every_screen
from tests.ui.till import Till

SIZES = ((1024, 768), (1280, 800))
FACTORS = (1.0, 1.25, 1.5)
LONGEST = ("sale", "tender", "sign_on", "receipts", "with a member", "finding a member", "what comes back")
"""Where the longest words have the least room."""


@pytest.fixture(params=FACTORS)
def factor(request: pytest.FixtureRequest) -> float:
    return float(request.param)


@pytest.fixture
def spoken(request: pytest.FixtureRequest, qapp: QApplication, look: Look, factor: float) -> Iterator[str]:
    speak(request.param)
    look.use(qapp, ThemeName.LIGHT, factor)
    write_as_spoken(qapp, look)
    yield request.param
    speak(ENGLISH)
    write_as_spoken(qapp, look)


def cut_on(name: str, qtbot: QtBot, qapp: QApplication, look: Look, language: str) -> list[tuple[str, int, str]]:
    till = Till(look, qapp)
    qtbot.addWidget(till.window)
    till.window.resize(*SIZES[-1])
    till.window.show()
    with suppress(AssertionError, AttributeError, KeyError, StopIteration):  # its keys are called otherwise
        every_screen()[name](till)
    found: list[tuple[str, int, str]] = []
    for size in SIZES:
        till.window.resize(*size)
        settled(till.window)
        # Titles may give way where text is large; they are spoken whole.
        titles = our_words(language) if look.text_factor == 1 else frozenset[str]()
        found += [(name, size[0], each) for each in cut_words(till.window, titles)]
    till.window.close()
    return found


@pytest.mark.parametrize("spoken", ["de"], indirect=True)
def test_no_words_are_cut_where_the_longest_have_the_least_room(
    spoken: str, qtbot: QtBot, qapp: QApplication, look: Look
) -> None:
    assert [each for name in LONGEST for each in cut_on(name, qtbot, qapp, look, spoken)] == []


@pytest.mark.soak
@pytest.mark.parametrize("name", list(every_screen()))
@pytest.mark.parametrize("spoken", list(LANGUAGES), indirect=True)
def test_no_words_of_any_screen_are_cut_in_any_language(
    spoken: str, qtbot: QtBot, qapp: QApplication, look: Look, name: str
) -> None:
    assert cut_on(name, qtbot, qapp, look, spoken) == []
