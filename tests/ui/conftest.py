from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.wedge import Wedge
from tests.ui.till import Till


@pytest.fixture(scope="session")
def _one_look(qapp: QApplication) -> Look:
    look = Look()
    look.apply(qapp)
    return look


@pytest.fixture
def look(_one_look: Look, qapp: QApplication) -> Iterator[Look]:
    """The light look; a test may change it."""
    yield _one_look
    if (_one_look.theme, _one_look.text_factor) != (ThemeName.LIGHT, 1.0):
        _one_look.use(qapp, ThemeName.LIGHT)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window without a layout: what stands in it keeps the size that the test gives it."""
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1400, 600)
    host.show()
    return host


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication, look: Look) -> Iterator[Till]:
    """A whole till in its window, signed on by nobody."""
    till = Till(look, qapp)
    qtbot.addWidget(till.window)
    till.window.resize(1280, 800)
    till.window.show()
    yield till
    till.window.close()


@pytest.fixture
def wedge(qapp: QApplication) -> Iterator[Wedge]:
    """The scanner's filter, taken out again afterwards."""
    wedge = Wedge(qapp)
    yield wedge
    qapp.removeEventFilter(wedge)
    wedge.deleteLater()
