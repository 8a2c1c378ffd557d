"""A sale screen on a whole desk of fakes."""

from dataclasses import dataclass, field, replace

from pos_terminal.application.ports import Background
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.undoing import Undoing
from pos_terminal.domain.item import Category, Item, ModifierGroup
from pos_terminal.presentation.age_check import AgeCheck
from pos_terminal.presentation.approval import Approval, ApprovalServices
from pos_terminal.presentation.change_watch import ChangeWatch
from pos_terminal.presentation.channels import Channels
from pos_terminal.presentation.explained_total import ExplainedTotal
from pos_terminal.presentation.guest_checks import GuestChecks
from pos_terminal.presentation.held_sales import HeldSales
from pos_terminal.presentation.line_services import LineServices
from pos_terminal.presentation.sale import SalePresenter, SaleServices
from pos_terminal.presentation.sale_answers import SaleAnswers
from pos_terminal.presentation.sale_state import SaleState
from pos_terminal.presentation.settling import Settling
from pos_terminal.presentation.splitting import Splitting
from pos_terminal.presentation.tables import Tables
from pos_terminal.presentation.taking import Taking, TapGuard
from tests.application.desk_of import Shop
from tests.application.fakes import USD, each
from tests.presentation.check_side import check_services
from tests.presentation.member_shop import MemberSide
from tests.presentation.screens import AtOnce, RecordingNavigator, RecordingScreen

MOCHA = replace(
    each("mocha", "4.00", barcodes=("4006381333948",)),
    name="Mocha",
    modifier_groups=(ModifierGroup("Milk", ("oat", "soy"), 1, 1, ("oat",)), ModifierGroup("Extras", ("shot",), 0, 1)),
)
BEER = each("beer", "3.10", minimum_age=18)


@dataclass
class SaleDesk:
    """The presenter of the sale screen, what it drew, and where it led."""

    shop: Shop = field(default_factory=Shop)
    screen: RecordingScreen[SaleState] = field(default_factory=RecordingScreen)
    navigator: RecordingNavigator = field(default_factory=RecordingNavigator)
    asking: Background = field(default_factory=AtOnce)
    checking: Background = field(default_factory=AtOnce)

    def __post_init__(self) -> None:
        shop = self.shop.signed_on()
        for item in (MOCHA, BEER, each("soy", "0.50", is_modifier=True), each("shot", "1.00", is_modifier=True)):
            shop.put(item)
        shop.catalog.modifier_ids["mocha"] = ("oat", "soy", "shot")
        self.guard = TapGuard(shop.clock.monotonic)
        self.members = self.member_side()
        self.platform = self.members.platform
        self.approval = Approval(
            ApprovalServices(shop.desk, shop.approving, shop.tilling, self.checking, shop.clock.monotonic)
        )
        self.lines = LineServices(shop.adjusting, shop.discounting, Undoing(shop.desk, shop.baskets), Reasons())
        self.age = AgeCheck(shop.desk, shop.adjusting, self.approval)
        self.settling = Settling(self.members.services, self.approval, self.age)
        self.checkout = shop.checkout_with(shop.checkout.rules, self.members.offers_ready)
        change = ChangeWatch(shop.desk, self.checkout, lambda: shop.drawer)
        paying = (shop.desk, self.checkout, self.settling)
        self.taking = Taking(paying, change, USD, self.guard, self.navigator)
        self.checks = check_services(shop, self.members, self.checkout)
        self.suspending = self.checks.suspending
        selling = (shop.selling, self.checkout, self.taking, self.members.services, self.suspending, shop.past)
        services = SaleServices(shop.desk, *selling)
        self.sale = SalePresenter(services, self.screen, self.navigator)
        self.explained = ExplainedTotal(self.sale, shop.desk, lambda: shop.explaining)
        self.answers = SaleAnswers(self.sale, (shop.desk, self.checkout), self.approval, self.lines, self.explained)
        self.held = HeldSales(self.sale, shop.desk, self.checks, shop.tilling, self.guard.another())
        self.tables = Tables(self.sale, (shop.desk, shop.tilling), self.checks, self.held)
        self.channels = Channels(self.sale, shop.desk, self.checks)
        till = (shop.desk, self.settling)
        self.splitting = Splitting(self.sale, till, self.checks, self.held)
        self.guest_checks = GuestChecks(self.sale, till, self.checks.telling, self.held.guard)
        self.sale.room_changed(20)
        self.sale.entered()

    def member_side(self) -> MemberSide:
        return MemberSide(self.shop, self.asking)

    @property
    def state(self) -> SaleState:
        return self.screen.state

    def press(self, keys: str) -> None:
        for key in keys:
            self.answers.key_pressed(key)

    def rows(self) -> list[tuple[str, str, str]]:
        return [(row.quantity, row.name, row.amount) for row in self.state.rows]


def category(category_id: str, name: str, *children: str) -> Category:
    return Category(category_id, name, category_ids=children)


def named(item_id: str, name: str) -> Item:
    return replace(each(item_id, "1.00"), name=name)
