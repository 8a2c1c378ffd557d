from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.customer_state import CustomerPhase, CustomerState, Told
from pos_terminal.ui.screens.customer_view import CustomerView
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.theme.tokens import ThemeName

LINES = tuple(
    Told(f"{number} × A name that is longer than any display is wide {number}", "1.00") for number in range(30)
)
SALE = CustomerState(CustomerPhase.SALE, "Corner Shop", lines=LINES, count="30 items", figure=Told("Total $", "30.00"))
SIZES = [(1024, 600), (1280, 800), (1920, 1080)]


def grabbed(view: CustomerView, state: CustomerState, size: tuple[int, int]) -> QPixmap:
    view.resize(*size)
    view.show_state(state)
    return view.grab()


def inked(picture: QPixmap, room: QRect, ground: QColor) -> int:
    """How many points of the room are not the ground."""
    image = picture.toImage()
    points = ((x, y) for x in range(room.left(), room.right(), 3) for y in range(room.top(), room.bottom(), 3))
    return sum(image.pixelColor(*each).rgb() != ground.rgb() for each in points)


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> CustomerView:
    view = CustomerView(look, QPixmap())
    qtbot.addWidget(view)
    return view


def test_it_never_takes_the_focus_nor_keeps_the_program_alive(view: CustomerView, qtbot: QtBot) -> None:
    field = QWidget()
    qtbot.addWidget(field)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.show()
    field.setFocus()
    view.show()
    assert view.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert view.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not view.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert view.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert QApplication.focusWidget() is not view


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [ThemeName.LIGHT, ThemeName.DARK])
def test_the_total_is_as_high_as_a_tenth_of_the_screen_and_nothing_runs_over_the_edges(
    view: CustomerView, look: Look, qapp: QApplication, theme: ThemeName, size: tuple[int, int]
) -> None:
    look.use(qapp, theme)
    picture = grabbed(view, SALE, size)
    width, height = size
    ground = look.colour("bg_canvas")
    edge = height // 60
    for room in (QRect(0, 0, width, edge), QRect(0, height - edge, width, edge), QRect(0, 0, edge, height)):
        assert inked(picture, room, ground) == 0
    card = QRect(width * 2 // 3, height * 2 // 3, width // 4, height // 4)
    rows = [y for y in range(card.top(), card.bottom()) if _has_ink(picture, card, y, look)]
    assert rows[-1] - rows[0] > height / 10


def test_a_figure_of_any_length_stays_on_its_card(view: CustomerView, look: Look) -> None:
    long = replace(SALE, figure=Told("Total $", "−99,999,999,999.99"))
    picture = grabbed(view, long, (1024, 600))
    assert inked(picture, QRect(996, 0, 28, 600), look.colour("bg_canvas")) == 0


def test_where_lines_run_to_the_left_the_total_stands_on_the_left(
    view: CustomerView, look: Look, qapp: QApplication
) -> None:
    room = QRect(50, 450, 90, 90)
    surface = look.colour("bg_surface")
    left_to_right = inked(grabbed(view, replace(SALE, lines=()), (1024, 600)), room, surface)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        mirrored = inked(grabbed(view, replace(SALE, lines=()), (1024, 600)), room, surface)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert left_to_right == 0
    assert mirrored > 100


def test_the_idle_picture_fills_the_screen_and_keeps_its_shape(qtbot: QtBot, look: Look) -> None:
    picture = QPixmap(QSize(300, 100))
    picture.fill(QColor("#00ff00"))
    view = CustomerView(look, picture)
    qtbot.addWidget(view)
    image = grabbed(view, CustomerState(CustomerPhase.IDLE, "Corner Shop", "Welcome"), (1024, 600)).toImage()
    green = [x for x in range(1024) if image.pixelColor(x, 250).name() == "#00ff00"]
    tall = [y for y in range(600) if image.pixelColor(512, y).name() == "#00ff00"]
    assert 900 < len(green) <= 1024
    assert abs(len(green) - 3 * len(tall)) < 6


def test_training_is_marked_across_the_whole_screen(view: CustomerView, look: Look) -> None:
    image = grabbed(view, replace(SALE, is_training=True), (1280, 800)).toImage()
    assert {image.pixelColor(x, 4).name() for x in (2, 640, 1277)} == {look.colour("training").name()}


def test_what_it_comes_to_can_be_heard(view: CustomerView) -> None:
    view.show_state(SALE)
    assert view.accessibleName() == "Total $ 30.00"


def _has_ink(picture: QPixmap, card: QRect, y: int, look: Look) -> bool:
    return inked(picture, QRect(card.left(), y, card.width(), 4), look.colour("bg_surface")) > 0
