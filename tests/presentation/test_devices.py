from dataclasses import dataclass, field, replace
from typing import NoReturn

import pytest

from pos_terminal.presentation.device_services import DeviceState, PageSent
from pos_terminal.presentation.devices import Devices
from pos_terminal.presentation.report_answers import ReportAnswers
from pos_terminal.presentation.report_panel import ReportPanel
from tests.presentation.drawer_side import DrawerSide
from tests.presentation.sale_desk import SaleDesk
from tests.presentation.screens import WhenTold

STATES = [
    DeviceState("printer", "network 192.168.1.50", False, "The printer is out of paper. Put in a new roll."),
    DeviceState("drawer", "at the printer, pin 2", True, "its sensor is low"),
    DeviceState("scanner", "keyboard", True, "in use by this till"),
]


@dataclass
class DeviceDesk(SaleDesk):
    waiting: WhenTold = field(default_factory=WhenTold)
    opened: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.side = DrawerSide(self.shop, states=list(STATES), background=self.waiting)
        self.devices = Devices(self.sale, self.side.services.devices, self._open)
        self.report = ReportAnswers(self.sale)

    def _open(self) -> None:
        self.opened += 1

    @property
    def drawn(self) -> ReportPanel:
        panel = self.state.panel
        assert isinstance(panel, ReportPanel)
        return panel

    def shown(self) -> "DeviceDesk":
        self.devices.asked()
        self.waiting.end_all()
        return self


def test_the_devices_are_asked_in_the_background_and_told_with_what_to_do() -> None:
    desk = DeviceDesk()
    desk.devices.asked()
    assert (desk.drawn.sentence, desk.drawn.rows, desk.drawn.act) == ("The devices are being asked …", (), "")
    desk.waiting.end_all()
    rows = [(row.label, row.amount, row.tone, row.key) for row in desk.drawn.rows]
    assert rows == [
        ("Printer", "See to it", "warning", "printer"),
        ("Drawer", "Ready", "success", "drawer"),
        ("Scanner", "Ready", "success", ""),
    ]
    assert "Put in a new roll." in desk.drawn.rows[0].detail
    desk.side.states[0] = DeviceState("printer", "network", True, "is ready")
    desk.report.acted()
    desk.waiting.end_all()
    assert desk.drawn.rows[0].amount == "Ready"


def test_what_the_scanner_reads_is_shown_and_rings_nothing_up() -> None:
    desk = DeviceDesk().shown()
    desk.sale.scanned("4006381333931")
    assert "Read 4006381333931 (13 characters)" in desk.drawn.rows[2].detail
    assert desk.shop.desk.basket is None
    desk.report.left()
    desk.sale.scanned("4006381333931")
    assert desk.shop.desk.basket is not None


def test_a_code_that_nobody_may_read_is_told_by_what_it_is() -> None:
    desk = DeviceDesk().shown()
    desk.side.secrets["B-77"] = "an operator's badge"
    desk.sale.scanned("B-77")
    assert "Read an operator's badge (4 characters)" in desk.drawn.rows[2].detail


def test_the_printer_is_tried_by_a_page_and_a_second_tap_waits_for_the_first() -> None:
    desk = DeviceDesk().shown()
    desk.report.chosen("printer")
    desk.report.chosen("printer")
    assert desk.drawn.sentence == "A test page is being printed …"
    desk.waiting.end_all()
    assert (desk.drawn.sentence, desk.side.pages) == ("Printed on usb.", 1)


def test_a_page_that_no_printer_confirms_is_confirmed_by_who_sees_it() -> None:
    desk = DeviceDesk().shown()
    desk.side.page = PageSent("Sent, without a word.", wants_witness=True)
    desk.report.chosen("printer")
    desk.waiting.end_all()
    assert desk.drawn.act == "The page came out"
    desk.report.acted()
    desk.waiting.end_all()
    assert (desk.side.vouched, desk.drawn.sentence, desk.drawn.act) == (1, "Good.", "Ask again")


def test_the_drawer_is_opened_as_without_a_sale() -> None:
    desk = DeviceDesk().shown()
    desk.report.chosen("drawer")
    assert desk.opened == 1


def test_an_answer_that_comes_when_the_devices_were_left_shows_nothing() -> None:
    desk = DeviceDesk()
    desk.devices.asked()
    desk.report.left()
    desk.waiting.end_all()
    assert desk.state.panel is None


def test_a_fault_of_the_program_does_not_leave_the_panel_waiting() -> None:
    desk = DeviceDesk()
    broken = replace(desk.side.services.devices, look=_broken)
    desk.devices = Devices(desk.sale, broken, _broken)
    desk.devices.asked()
    with pytest.raises(ValueError, match="planted"):
        desk.waiting.end_all()
    assert desk.drawn.sentence == "The devices could not be asked. Try again."
    assert desk.drawn.act == "Ask again"


def _broken() -> NoReturn:
    raise ValueError("planted")


def test_devices_of_a_profile_are_shown_under_its_name() -> None:
    desk = DeviceDesk()
    desk.side = DrawerSide(desk.shop, states=list(STATES), background=desk.waiting, profile="backup")
    desk.devices = Devices(desk.sale, desk.side.services.devices, lambda: None)
    assert desk.shown().drawn.title == "Devices · backup"
