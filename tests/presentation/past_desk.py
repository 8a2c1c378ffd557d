"""The receipts' screen on a whole desk of fakes."""

from dataclasses import dataclass, field

from pos_terminal.application.reasons import Reasons
from pos_terminal.domain.money import Money
from pos_terminal.domain.staff import Employee, Role
from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.presentation.past_services import PastServices
from pos_terminal.presentation.receipts import ReceiptsPresenter
from pos_terminal.presentation.receipts_state import ReceiptsState
from pos_terminal.presentation.taking import TapGuard
from tests.application.desk_of import Shop
from tests.presentation.screens import AtOnce, RecordingNavigator, RecordingScreen

BOSS = Employee("30", "Max", "Boss", Role.MANAGER)


def past_services(shop: Shop, reasons: Reasons | None = None) -> PastServices:
    return PastServices(
        desk=shop.desk,
        past=shop.past,
        returning=shop.returning_with(reasons or Reasons()),
        exchanging=shop.exchanging,
        receiptless=shop.receiptless,
        postvoiding=shop.postvoiding,
        reprinting=shop.reprinting,
        explaining=shop.explaining,
        reasons=reasons or Reasons(),
        selling=shop.selling,
        tilling=shop.tilling,
    )


def sold(shop: Shop, *item_ids: str, tenders: tuple[tuple[str, Money | None], ...] = (("Cash", None),)) -> str:
    """A sale of these items, closed; its number."""
    for item_id in item_ids:
        shop.selling.add_item(item_id)
    for kind, amount in tenders:
        shop.checkout.tender(kind, amount)
    shop.clock.forward(60)
    return shop.checkout.complete().transaction_id


@dataclass
class PastDesk:
    """The presenter, what it drew, and where it led; a cashier is signed on, and a manager can approve."""

    shop: Shop = field(default_factory=Shop)
    screen: RecordingScreen[ReceiptsState] = field(default_factory=RecordingScreen)
    navigator: RecordingNavigator = field(default_factory=RecordingNavigator)
    reasons: Reasons = field(default_factory=Reasons)

    def __post_init__(self) -> None:
        shop = self.shop.signed_on()
        shop.staff.people["30"] = BOSS
        shop.staff.pins["30"] = "246801"
        asking = (shop.desk, shop.approving, shop.tilling, AtOnce(), shop.clock.monotonic)
        self.approval = Approval(ApprovalServices(*asking))
        self.guard = TapGuard(shop.clock.monotonic)
        services = past_services(shop, self.reasons)
        self.receipts = ReceiptsPresenter(services, self.approval, self.guard, self.screen, self.navigator)

    @property
    def state(self) -> ReceiptsState:
        return self.screen.state

    def press(self, keys: str) -> None:
        for key in keys:
            self.receipts.key_pressed(key)

    def approve(self) -> None:
        """The manager types the PIN."""
        for key in "246801":
            self.approval.key_pressed(key)
        self.approval.submitted()

    def on(self) -> None:
        """A tap that leads on, a moment after the one before."""
        self.shop.clock.forward(1)
        self.receipts.confirmed()

    def back(self) -> None:
        self.shop.clock.forward(1)
        self.receipts.cancelled()

    def choose(self, key: str) -> None:
        self.shop.clock.forward(1)
        self.receipts.giving.chosen(key)
