"""Pictures on offers' cards: a place that is there before they are, and no more drawn than has changed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.member_state import CardTone, OfferAction, OfferCard
from pos_terminal.ui.picture_shrinking import shrunk
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.offer_card import OfferCardButton
from pos_terminal.ui.widgets.offer_cards import OfferList
from tests.pictures import encoded

RED = shrunk(encoded("PNG", (300, 300)))
CARD = OfferCard("o", "A free croissant", "−2.90", "Available", "ticket", CardTone.OPEN, OfferAction.APPLY)


class Paints(QObject):
    """Counts what is painted of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        self.count += event.type() is QEvent.Type.Paint
        return False


def drawn(look: Look, qtbot: QtBot, card: OfferCard, width: int = 500, *, leftwards: bool = False) -> QImage:
    button = OfferCardButton(look)
    qtbot.addWidget(button)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight)
    button.resize(width, button.sizeHint().height())
    button.show_card(card)
    return button.grab().toImage()


def reds(image: QImage) -> list[int]:
    """The columns that are red half way up."""
    row = image.height() // 2 - 10
    colours = [QColor(image.pixel(x, row)) for x in range(image.width())]
    return [x for x, each in enumerate(colours) if each.red() > 230 and max(each.green(), each.blue()) < 30]


@pytest.mark.parametrize("leftwards", [False, True])
def test_a_picture_is_drawn_at_the_beginning_of_its_card(look: Look, qtbot: QtBot, *, leftwards: bool) -> None:
    image = drawn(look, qtbot, replace(CARD, picture=RED), leftwards=leftwards)

    columns = reds(image)
    assert 60 <= len(columns) <= 64
    assert columns[0] > 400 if leftwards else columns[-1] < 90


@pytest.mark.parametrize("picture", [b"", b"what is no picture"])
def test_while_there_is_none_its_place_is_kept(look: Look, qtbot: QtBot, picture: bytes) -> None:
    words = drawn(look, qtbot, replace(CARD, picture=picture)).rect().adjusted(90, 0, 0, 0)
    before = drawn(look, qtbot, replace(CARD, picture=picture)).copy(words)

    assert before == drawn(look, qtbot, replace(CARD, picture=RED)).copy(words)
    assert before != drawn(look, qtbot, CARD).copy(words)


@pytest.mark.parametrize("picture", [b"", RED])
def test_a_card_says_where_its_offer_stands_with_a_picture_and_without(
    look: Look, qtbot: QtBot, picture: bytes
) -> None:
    card = replace(CARD, picture=picture)

    assert drawn(look, qtbot, card) != drawn(look, qtbot, replace(card, icon="lock"))


def test_a_narrow_card_keeps_its_room_for_words(look: Look, qtbot: QtBot) -> None:
    assert drawn(look, qtbot, replace(CARD, picture=RED), 300) == drawn(look, qtbot, CARD, 300)


def test_when_a_picture_comes_only_its_own_card_is_drawn_again(look: Look, qtbot: QtBot) -> None:
    offers = OfferList(look)
    qtbot.addWidget(offers)
    offers.resize(500, 700)
    cards = tuple(replace(CARD, offer_id=str(number), picture=b"") for number in range(6))
    offers.show_cards(cards)
    paints = {each.card.offer_id: Paints() for each in offers.findChildren(OfferCardButton)}
    for card in offers.findChildren(OfferCardButton):
        card.installEventFilter(paints[card.card.offer_id])
    with qtbot.waitExposed(offers):
        offers.show()
    qtbot.waitUntil(lambda: all(each.count for each in paints.values()))
    for each in paints.values():
        each.count = 0
    offers.show_cards((replace(cards[0], picture=RED), *cards[1:]))  # of the one that gets the focus, too
    qtbot.waitUntil(lambda: paints["0"].count > 0)

    assert [name for name, each in paints.items() if each.count] == ["0"]
