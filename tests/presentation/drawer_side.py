"""What the screens lead the till itself with, on a desk of fakes."""

from dataclasses import dataclass, field
from datetime import UTC

from pos_terminal.adapters.layout.culture import Culture
from pos_terminal.adapters.layout.till_slips import ShiftSums
from pos_terminal.application.cashing import Cashing, CashPorts, CashRules
from pos_terminal.application.closing import ShiftClosing
from pos_terminal.application.ports import Background
from pos_terminal.application.price_check import PriceCheck
from pos_terminal.application.scale_weighing import Scale
from pos_terminal.application.till_ports import ClosedShift
from pos_terminal.domain.display_row import DisplayRow
from pos_terminal.domain.money import Money
from pos_terminal.domain.rights import Action
from pos_terminal.domain.scale_reading import ScaleReading, ScaleState
from pos_terminal.domain.shift_report import ShiftReport
from pos_terminal.presentation.device_services import (
    DeviceProfiles,
    DeviceServices,
    DeviceState,
    PageSent,
    ScanEcho,
    ScanMeaning,
)
from pos_terminal.presentation.drawer_services import DrawerServices, TrainingSwitch
from tests.application.desk_of import Shop
from tests.application.fakes import DiskFull, MemoryTillRecords, usd
from tests.presentation.screens import AtOnce


def nothing() -> None:
    """Nobody looks at the drawer or the paper."""


@dataclass
class DrawerSide:
    """The services, and what came of them; a drawer with a hundred in it."""

    shop: Shop
    rules: CashRules = field(default_factory=lambda: CashRules(usd("5000.00")))
    asks_over: Money | None = None
    records: MemoryTillRecords = field(default_factory=lambda: MemoryTillRecords(opening=usd("100.00")))
    printed: list[ShiftReport] = field(default_factory=list)
    copies: list[ShiftReport] = field(default_factory=list)
    is_training: bool = False
    switches: int = 0
    states: list[DeviceState] = field(default_factory=lambda: [DeviceState("printer", "usb", True, "is ready")])
    page: PageSent = field(default_factory=lambda: PageSent("Printed on usb."))
    pages: int = 0
    vouched: int = 0
    settled: list[str] = field(default_factory=list)
    echoes: dict[str, ScanEcho] = field(default_factory=dict)
    weight: ScaleReading = field(default_factory=lambda: ScaleReading(ScaleState.EMPTY))
    shows: tuple[DisplayRow, DisplayRow] | None = None
    tries: int = 0
    profiles: tuple[str, ...] = ()
    background: Background = field(default_factory=AtOnce)
    profile: str = ""
    chosen: list[str] = field(default_factory=list)
    scale: Scale | None = None

    def __post_init__(self) -> None:
        shop = self.shop
        ports = CashPorts(self.records, shop.authority, shop.ids.uuid, nothing, nothing)
        closing = ShiftClosing(shop.desk, ports, shop.tilling, self.rules, self.asks_over)
        prices = PriceCheck(shop.desk, shop.selling, shop.tilling, self.scale)
        cashing = Cashing(shop.desk, ports, shop.tilling, self.rules)
        training = TrainingSwitch(is_on=self.is_training, ask=self._switched)
        devices = DeviceServices(
            look=lambda: tuple(self.states),
            look_at=lambda device: tuple(each for each in self.states if each.device == device),
            print_page=self._page,
            vouch=self._vouch,
            settle=self._settle,
            background=self.background,
            echo=lambda code: self.echoes.get(code, ScanEcho(ScanMeaning.ITEM, code)),
            weight=lambda: self.weight,
            display=self,
            profiles=DeviceProfiles(self.profile, lambda: self.profiles, self._chosen),
        )
        self.services = DrawerServices(
            cashing, closing, prices, _WRITER.written, self.printed.append, training, devices, self._print_again
        )

    def _print_again(self, closed: ClosedShift) -> int:
        if self.records.full:
            raise DiskFull("The disk is full.")
        self.copies.append(closed.report)
        return len(self.copies)

    def _page(self) -> PageSent:
        self.pages += 1
        return self.page

    def _settle(self, device: str) -> PageSent:
        self.settled.append(device)
        return PageSent("Good.")

    def _vouch(self) -> PageSent:
        self.vouched += 1
        return PageSent("Good.")

    def shown(self) -> tuple[DisplayRow, DisplayRow] | None:
        return self.shows

    def try_out(self) -> None:
        self.tries += 1

    def _chosen(self, name: str) -> None:
        self.shop.authority.allow(Action.CHANGE_SETTINGS)
        self.chosen.append(name)

    def _switched(self) -> None:
        self.shop.authority.allow(Action.TRAINING)
        self.switches += 1


_WRITER = ShiftSums(Culture("en_US"), UTC)
"""What the paper is written with."""
