"""The check of a basket, drawn for a panel that stands and for one that lies."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pos_terminal.presentation.kiosk.state import CheckBody, KioskKey, KioskLine, Sum
from pos_terminal.ui.kiosk.check_view import CheckView
from pos_terminal.ui.kiosk.ink import Ink
from pos_terminal.ui.kiosk.key_button import KeyButton
from pos_terminal.ui.kiosk.line_row import LineRow
from pos_terminal.ui.theme.look import Look

_LINES = tuple(KioskLine(str(each), "Flat white", "1", "3.80") for each in range(4))
_BODY = CheckBody(
    "Is everything right?", _LINES, (), (Sum("Total", "15.20", is_total=True),), KioskKey("back", "Add more"),
    KioskKey("checked", "Pay 15.20"),
)  # fmt: skip


def test_a_panel_that_is_turned_has_the_sum_beside_all_the_lines_though_letters_stay_as_large(
    look: Look, host: QWidget, qtbot: QtBot
) -> None:
    ink = Ink(look)
    ink.fit(QSize(1080, 1920), is_large=False)
    view = CheckView(ink)
    view.setParent(host)
    view.resize(1080, 1600)
    view.show()
    view.show_body(_BODY)
    assert _left(view, _pay(view)) < 540
    view.resize(1920, 800)
    ink.fit(QSize(1920, 1080), is_large=False)
    qtbot.waitUntil(lambda: _left(view, _pay(view)) > 960)
    assert sum(each.isVisible() for each in view.findChildren(LineRow)) == 4


def _pay(view: QWidget) -> KeyButton:
    return next(each for each in view.findChildren(KeyButton) if each.accessibleName().startswith("Pay"))


def _left(view: QWidget, widget: QWidget) -> int:
    return widget.mapTo(view, QPoint(0, 0)).x()
