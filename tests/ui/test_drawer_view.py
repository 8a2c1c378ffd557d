"""What is done to the till itself, as it is drawn: by taps, by a keyboard, with names that somebody made up to hurt."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from pos_terminal.presentation.device_services import DeviceState
from pos_terminal.presentation.report_panel import ReportPanel, ReportRow
from pos_terminal.ui.screens.report_pane import ReportPane
from pos_terminal.ui.theme.look import Look
from pos_terminal.ui.widgets.button import ActionButton
from pos_terminal.ui.widgets.figure_row import FigureRow
from pos_terminal.ui.widgets.text import PlainLabel
from tests.application.desk_of import LATTE
from tests.application.fakes import usd
from tests.ui.member_places import HOSTILE
from tests.ui.test_member_view import tap, visible
from tests.ui.till import Till


def opened(till: Till) -> Till:
    till.selling().shop.tilling.open_shift(usd("100.00"))
    return till


def leads(till: Till, *words: str) -> None:
    for each in words:
        tap(till, each)
        till.shop.clock.forward(1)


def typed(till: Till, keys: str) -> None:
    for key in keys:
        till.sale_view.entry.keypad.pressed.emit(key)


def pressed(pane: ReportPane, key: Qt.Key) -> None:
    QApplication.sendEvent(pane, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def texts(till: Till) -> list[str]:
    words = [each.text() for each in till.window.findChildren(PlainLabel) if each.isVisible()]
    return words + [each.accessibleName() for each in till.window.findChildren(FigureRow) if each.isVisible()]


def test_cash_is_paid_out_by_taps_alone(till: Till) -> None:
    leads(opened(till), "More", "Paid out")
    typed(till, "12.50")
    leads(till, "Paid out", "Purchase")

    assert [(each.kind.value, each.amount) for each in till.drawer.records.moved] == [("cash_out", usd("12.50"))]
    assert till.window.focusWidget() is till.sale_view.browse.field


def test_nothing_but_a_price_is_asked_while_a_sale_is_open(till: Till) -> None:
    opened(till).sale.tile_tapped("latte")
    leads(till, "More")

    keys = visible(till.window)
    asleep = [
        words for words in ("No sale", "Paid in", "Paid out", "Pickup", "Close shift") if not keys[words].isEnabled()
    ]
    assert asleep == ["No sale", "Paid in", "Paid out", "Pickup", "Close shift"]
    assert keys["Price check"].isEnabled()


def test_a_shift_is_closed_by_taps_and_the_next_one_is_opened(till: Till) -> None:
    leads(opened(till), "More", "Close shift", "Type the total")
    typed(till, "98")
    leads(till, "Close shift", "Close shift")
    assert "The shift is closed. 2.00 short. The report is printing." in texts(till)
    leads(till, "Done")

    assert "Open the shift" in texts(till)


def test_a_report_is_read_with_the_keys_of_a_keyboard(look: Look) -> None:
    pane = ReportPane(look)
    rows = tuple(ReportRow(f"Figure {number}", "1.00") for number in range(80))
    pane.show_panel(ReportPanel("X report 1", "", rows, "Print", "printer"))
    pane.resize(600, 400)
    pane.grab()
    bar = pane.findChildren(QScrollArea)[0].verticalScrollBar()

    pressed(pane, Qt.Key.Key_PageDown)
    down = bar.value()
    pressed(pane, Qt.Key.Key_Up)

    assert 0 < bar.value() < down
    bar.setValue(0)
    next(each for each in pane.findChildren(ActionButton) if each.accessibleName() == "Later figures").click()
    assert 0 < bar.value() < bar.maximum()
    pane.show_panel(ReportPanel("Z report 1", "", rows[:3]))
    assert bar.value() == 0


def test_a_name_that_was_made_up_to_hurt_is_only_a_name(till: Till) -> None:
    till.shop.put(replace(LATTE, name=HOSTILE))
    leads(opened(till), "More", "Price check")

    till.shell.scanned("LAT")

    assert till.shop.desk.basket is None
    assert any("4.87" in each for each in texts(till))
    leads(till, "Done")
    assert "More" in visible(till.window)


def row_of(till: Till, label: str) -> FigureRow:
    rows = [each for each in till.window.findChildren(FigureRow) if each.isVisible()]
    return next(each for each in rows if each.accessibleName().partition(",")[0] == label)


def test_a_weight_that_changes_moves_neither_the_focus_nor_what_was_scrolled_to(look: Look) -> None:
    pane = ReportPane(look)
    pane.resize(640, 400)
    rows = (ReportRow("Weight", "1.000 kg"), ReportRow("Print a test page", key="page"))
    pane.show_panel(ReportPanel("Scale", "", rows))
    drawn = pane.findChildren(FigureRow)
    pane.show_panel(ReportPanel("Scale", "", (ReportRow("Weight", "1.005 kg"), rows[1])))
    assert pane.findChildren(FigureRow) == drawn
    assert drawn[0].accessibleName() == "Weight, 1.005 kg"
    pane.show_panel(ReportPanel("Scale", "", (ReportRow("Weight", "1.005 kg"),)))
    assert drawn[0] is not pane.findChildren(FigureRow)[-1]
    pane.deleteLater()


def test_the_devices_are_seen_and_tried_by_taps_alone(till: Till) -> None:
    till.drawer.states = [
        DeviceState("printer", "usb", False, f"The printer is out of paper {HOSTILE}"),
        DeviceState("drawer", "at the printer", True, "its sensor is low"),
        DeviceState("scanner", "keyboard", True, "in use by this till"),
    ]
    leads(opened(till), "More", "Later actions", "Devices")
    assert {"Devices", "Ask again", "Done"} <= {*texts(till), *visible(till.window)}
    rows = [each for each in till.window.findChildren(FigureRow) if each.isVisible()]
    assert [each.accessibleName().partition(",")[0] for each in rows] == ["Printer", "Drawer", "Scanner"]
    till.shell.scanned("4006381333931")
    assert any("Read 4006381333931" in each for each in texts(till))
    assert till.shop.desk.basket is None
    row_of(till, "Printer").click()
    row_of(till, "Print a test page").click()
    assert till.drawer.pages == 1
    assert "Printed on usb." in texts(till)
    till.shop.clock.forward(1)
    leads(till, "Back", "Done")
    assert till.window.focusWidget() is till.sale_view.browse.field
