"""The line at the top says all it must at every width, in whole words."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pos_terminal.application.noticeboard import StandingNotice
from pos_terminal.application.standing import Link, QueueCounts, SpoolState
from pos_terminal.domain.money import Currency, Money
from pos_terminal.presentation.places import Place
from pos_terminal.presentation.status import StatusPresenter, StatusServices
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName
from pos_terminal.ui.widgets.status_bar import StatusBar, StatusPill
from pos_terminal.wording.message import Message
from tests.ui.till import Till

SENTENCE = "The database was damaged and has been saved: 2 sales are missing from it. Call support."


def outage(till: Till, *, hours: float = 26, notice: str = "") -> StatusPresenter:
    """A line with much to tell, drawn by its presenter."""
    shop = till.shop
    till.source.now, till.source.why = Link.OFFLINE, "platform failing: INTERNAL_SERVER_ERROR"
    worth = Money.of("123456.50", Currency.of("USD"))
    till.source.counts = QueueCounts(12_345, 17, shop.clock.now() - timedelta(hours=hours), worth=worth)
    till.source.spool = SpoolState(waiting=True, why=Message("no paper"))
    if notice:
        till.source.board.pin(StandingNotice(notice, SENTENCE, is_grave=True))
    services = StatusServices(shop.desk, shop.clock, till.source, shop.tilling.store_time, "lane-12")
    presenter = StatusPresenter(services, till.window.status)
    presenter.ticked()
    shop.clock.forward(754)
    presenter.ticked()
    return presenter


def laid_out(till: Till, qtbot: QtBot) -> None:
    """The layouts have settled, as they do in the event loop."""
    bar = till.window.status
    qtbot.waitUntil(lambda: not loose(bar))


def loose(bar: StatusBar) -> bool:
    """Whether a pill still has the size of other words."""
    pills = [each for each in bar.findChildren(StatusPill) if each.isVisible()]
    return any(each.width() > each.sizeHint().width() for each in pills) or bool(cut(bar))


def cut(bar: StatusBar) -> list[str]:
    """The pills whose words do not fit into them, or that do not fit into the line."""
    pills = [each for each in bar.findChildren(StatusPill) if each.isVisible()]
    labels = [(pill, label) for pill in pills for label in pill.findChildren(QLabel) if label.text()]
    return [
        label.text()
        for pill, label in labels
        if label.width() < label.sizeHint().width() or not bar.rect().contains(pill.geometry())
    ]


@pytest.mark.parametrize("width", [1024, 1280, 1600, 1920])
@pytest.mark.parametrize("notice", ["", "Journal fault"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_in_the_line_is_cut_at_any_width(
    till: Till, qtbot: QtBot, width: int, notice: str, direction: Qt.LayoutDirection
) -> None:
    till.window.setLayoutDirection(direction)
    till.window.resize(width, 768)
    till.selling()
    outage(till, notice=notice)
    laid_out(till, qtbot)
    bar = till.window.status
    assert cut(bar) == []
    assert bar.minimumSizeHint().width() <= width
    said = [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]
    network = next(text for text in said if "12,345" in text)
    assert "17 set aside" in network
    assert "26 h" in network


def test_more_room_brings_the_words_back(till: Till, qtbot: QtBot) -> None:
    till.selling()
    outage(till)
    lengths = []
    for width in (1024, 1280, 1920, 1024):
        till.window.resize(width, 768)
        laid_out(till, qtbot)
        said = [label.text() for label in till.window.status.findChildren(QLabel) if label.isVisible()]
        lengths.append(len(next(text for text in said if "12,345" in text)))
    assert lengths == [*sorted(lengths[:3]), lengths[0]]
    assert lengths[0] < lengths[2]


def test_a_screen_reader_is_told_everything_whatever_the_room(till: Till, qtbot: QtBot) -> None:
    till.window.resize(1024, 768)
    till.selling()
    outage(till)
    laid_out(till, qtbot)
    names = [pill.accessibleName() for pill in till.window.status.findChildren(StatusPill)]
    assert (
        "Offline 12 min · platform failing · 17 set aside · 12,345 to send · 123,456.50 USD · oldest 26 h" in names
    ), names


@pytest.mark.parametrize("theme", ThemeName)
def test_an_alarm_stands_on_a_ground_of_its_own(
    till: Till, qtbot: QtBot, look: Look, qapp: QApplication, theme: ThemeName
) -> None:
    look.use(qapp, theme)
    till.selling()
    outage(till, hours=80)
    image = till.window.grab().toImage()
    pill = next(each for each in till.window.status.findChildren(StatusPill) if each.property("pill") == "alarm")
    spot = pill.mapTo(till.window, pill.rect().center())
    spot.setX(pill.mapTo(till.window, pill.rect().topLeft()).x() + 8)
    assert image.pixelColor(spot).name().upper() == look.palette.danger.upper()


def test_signing_on_shows_whole_sentences_of_what_is_wrong_and_what_waits(till: Till, qtbot: QtBot) -> None:
    till.window.resize(1024, 640)
    outage(till, notice="Journal fault")
    till.shell.go(Place.SIGN_ON)
    laid_out(till, qtbot)
    rows = [label for label in till.sign_on_view.findChildren(QLabel) if label.isVisible()]
    shown = {label.text(): label for label in rows}
    assert SENTENCE in shown
    assert any(text.endswith("They are worth 123,456.50 USD and stay on this till.") for text in shown)
    for text, label in shown.items():
        if text.endswith("."):
            assert label.heightForWidth(label.width()) <= label.height(), text
