from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NoReturn

import pytest

from pos_terminal.domain.display_row import DisplayRow
from pos_terminal.domain.measured_label import Measure, MeasureKind
from pos_terminal.domain.printer_state import PaperLevel, PapersInDoubt, PrinterError, PrinterStatus
from pos_terminal.domain.rights import DEFAULT_RIGHTS, Action, Rights
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.domain.staff import Role
from pos_terminal.presentation.device_services import DeviceState, PageSent, ScanEcho, ScanMeaning
from pos_terminal.presentation.devices import Devices
from pos_terminal.presentation.panels import ApprovalPanel
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
        self.devices = Devices(self.sale, self.side.services.devices, self._open, self.approval)
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


def page(desk: DeviceDesk) -> dict[str, str]:
    """The figures of the page that is open, each with its words, or what is said of them."""
    return {row.label: row.amount or row.detail for row in desk.drawn.rows}


def test_the_devices_are_asked_in_the_background_and_told_with_what_to_do() -> None:
    desk = DeviceDesk()
    desk.devices.asked()
    assert (desk.drawn.sentence, desk.drawn.rows, desk.drawn.act) == ("The devices are being asked …", (), "")
    desk.waiting.end_all()
    rows = [(row.label, row.amount, row.tone, row.key) for row in desk.drawn.rows]
    assert rows == [
        ("Printer", "See to it", "warning", "printer"),
        ("Drawer", "Ready", "success", "drawer"),
        ("Scanner", "Ready", "success", "scanner"),
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
    desk.side.echoes["B-77"] = ScanEcho(ScanMeaning.BADGE)
    desk.sale.scanned("B-77")
    assert "Read An operator's badge (4 characters)" in desk.drawn.rows[2].detail
    desk.report.chosen("scanner")
    assert {"It is": "An operator's badge", "Code": "Never shown"}.items() <= page(desk).items()


def test_the_printer_is_tried_by_a_page_and_a_second_tap_waits_for_the_first() -> None:
    desk = DeviceDesk().shown()
    desk.report.chosen("printer")
    desk.report.chosen("page")
    desk.report.chosen("page")
    assert desk.drawn.sentence == "A test page is being printed …"
    desk.waiting.end_all()
    assert (desk.drawn.sentence, desk.side.pages) == ("Printed on usb.", 1)


def test_a_page_that_no_printer_confirms_is_confirmed_by_who_sees_it() -> None:
    desk = DeviceDesk().shown()
    desk.side.page = PageSent("Sent, without a word.", wants_witness=True)
    desk.report.chosen("printer")
    desk.report.chosen("page")
    desk.waiting.end_all()
    assert desk.drawn.act == "The page came out"
    desk.report.acted()
    desk.waiting.end_all()
    assert (desk.side.vouched, desk.drawn.sentence, desk.drawn.act) == (1, "Good.", "Ask again")


def test_the_drawer_is_opened_as_without_a_sale() -> None:
    desk = DeviceDesk().shown()
    desk.report.chosen("drawer")
    desk.report.chosen("open")
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
    desk.devices = Devices(desk.sale, broken, _broken, desk.approval)
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
    desk.devices = Devices(desk.sale, desk.side.services.devices, lambda: None, desk.approval)
    assert desk.shown().drawn.title == "Devices · backup"


def test_each_device_has_a_page_with_a_way_back_to_all_of_them() -> None:
    desk = DeviceDesk().shown()
    for device, title in (("printer", "Printer"), ("drawer", "Drawer"), ("scanner", "Scanner")):
        desk.report.chosen(device)
        assert (desk.drawn.title, desk.drawn.leave) == (title, "Back")
        desk.report.left()
        assert (desk.drawn.title, desk.drawn.leave) == ("Devices", "Done")
    desk.report.left()
    assert desk.state.panel is None


def test_a_page_of_what_nobody_tells_of_any_more_gives_way_to_the_list() -> None:
    desk = DeviceDesk().shown()
    desk.report.chosen("drawer")
    desk.side.states = desk.side.states[:1]
    desk.report.acted()
    desk.waiting.end_all()
    assert (desk.drawn.title, [row.label for row in desk.drawn.rows]) == ("Devices", ["Printer"])


def test_the_printers_page_has_its_bits_in_words_its_last_fault_and_is_asked_again_by_itself() -> None:
    desk = DeviceDesk()
    said = PrinterStatus(is_online=False, paper=PaperLevel.OUT, is_cover_open=False, error=PrinterError.NONE)
    desk.side.states[0] = replace(desk.side.states[0], status=said, fault="14:05 The printer is out of paper.")
    desk.shown().report.chosen("printer")
    told = {"Answers": "Yes", "On line": "No", "Paper": "Out", "Cover": "Closed", "Error": "None"}
    assert (told | {"Last fault": "14:05 The printer is out of paper."}).items() <= page(desk).items()
    desk.side.states[0] = replace(desk.side.states[0], is_well=True, status=replace(said, paper=PaperLevel.LOW))
    desk.devices.ticked()
    desk.devices.ticked()
    desk.waiting.end_all()
    assert (page(desk)["Paper"], page(desk)["State"]) == ("Nearly out", "Ready")
    silent = replace(desk.side.states[0], status=PrinterStatus())
    desk.side.states[0] = silent
    desk.devices.ticked()
    desk.devices.ticked()
    desk.waiting.end_all()
    assert {page(desk)[label] for label in ("On line", "Paper", "Cover", "Error")} == {"Not known"}


def test_the_drawers_page_says_whether_it_stands_open_as_far_as_that_is_known() -> None:
    desk = DeviceDesk()
    for is_open, words in ((True, "Open"), (False, "Closed"), (None, "Not known")):
        desk.side.states[1] = replace(desk.side.states[1], is_open=is_open, status=PrinterStatus(drawer_pin=False))
        desk.shown().report.chosen("drawer")
        assert (page(desk)["Drawer"], page(desk).get("Sensor")) == (words, "Low" if is_open is None else None)
        desk.report.left()


def test_the_scanners_page_says_what_a_scan_is() -> None:
    desk = DeviceDesk().shown()
    code = "]d201040063813339311726010110L7"
    desk.side.echoes[code] = ScanEcho(ScanMeaning.ITEM, code, "GS1 DataMatrix", "Latte", "Lot L7", "It is over.")
    desk.report.chosen("scanner")
    assert "Scan anything. It rings nothing up." in page(desk)
    desk.sale.scanned(code)
    told = {"It is": "Goods", "Symbology": "GS1 DataMatrix", "Item": "Latte", "On its label": "Lot L7"}
    assert (told | {"Code": code, "Characters": "31", "Not sold": "It is over."}).items() <= page(desk).items()


def test_the_scales_page_shows_its_weight_as_it_changes_and_nothing_while_it_is_left() -> None:
    desk = DeviceDesk()
    desk.side.states.append(DeviceState("scale", "serial:///dev/ttyUSB1", True, "shows 0.5 kg"))
    desk.shown().report.chosen("scale")
    assert (page(desk)["Weight"], page(desk)["It is"]) == ("–", "Empty")
    desk.side.weight = ScaleReading.showing(Measure(MeasureKind.WEIGHT_KG, Decimal("1.235")), is_steady=False)
    desk.devices.glanced()
    assert (page(desk)["Weight"], page(desk)["It is"]) == ("1.235 kg", "Not steady")
    desk.side.weight = ScaleReading(ScaleState.LOST)
    desk.devices.glanced()
    assert page(desk)["It is"] == "No answer"
    desk.report.left()
    desk.report.left()
    desk.devices.glanced()
    assert desk.state.panel is None


def test_the_page_of_the_customer_display_shows_what_stands_there_and_tries_it() -> None:
    desk = DeviceDesk()
    desk.side.states.append(DeviceState("customer display", "tcp://10.0.0.9", True, "in use by this till"))
    desk.side.shows = (DisplayRow("Latte", "4.50"), DisplayRow("Total $", "4.87"))
    desk.shown().report.chosen("customer display")
    assert {"Latte": "4.50", "Total $": "4.87"}.items() <= page(desk).items()
    desk.report.chosen("show")
    assert (desk.side.tries, desk.drawn.sentence) == (1, "The words stand there for a few seconds.")
    desk.side.shows = (DisplayRow("Customer display"), DisplayRow("0123456789"))
    desk.devices.glanced()
    assert "0123456789" in page(desk)


def test_another_set_of_devices_is_chosen_by_whoever_may_and_counts_from_the_next_start() -> None:
    desk = DeviceDesk()
    desk.side = DrawerSide(desk.shop, states=list(STATES), background=desk.waiting, profile="a", profiles=("a", "b"))
    desk.devices = Devices(desk.sale, desk.side.services.devices, lambda: None, desk.approval)
    desk.shown().report.chosen("sets")
    assert page(desk) == {"None": "", "a": "In use", "b": ""}
    desk.report.chosen("use:b")
    assert isinstance(desk.state.panel, ApprovalPanel)
    assert desk.side.chosen == []
    desk.approval.cancelled()
    desk.shop.authority.rights = Rights({**DEFAULT_RIGHTS, Action.CHANGE_SETTINGS: Role.CASHIER})
    desk.report.chosen("use:b")
    assert desk.side.chosen == ["b"]
    assert desk.state.notice.text == "Saved. The till uses these devices from its next start on."


def test_a_kitchen_printers_page_has_its_orders_in_doubt_until_somebody_has_seen_to_them() -> None:
    desk = DeviceDesk()
    kitchen = "kitchen printer Pass"
    desk.side.states.append(DeviceState(kitchen, "tcp://pass", True, "well", doubts=PapersInDoubt(2, "S-1", 7, "Pass")))
    desk.shown().report.chosen(kitchen)
    assert (page(desk)["May not have come out"], page(desk)["State"]) == ("2", "See to it")
    desk.report.chosen("seen")
    desk.waiting.end_all()
    assert desk.side.settled == [kitchen]
    assert ("May not have come out" in page(desk), page(desk)["State"]) == (False, "Ready")
