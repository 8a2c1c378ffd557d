"""A whole desk on fakes, ready to sell."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, time
from decimal import Decimal

from pos_terminal.application.adjusting import Adjusting
from pos_terminal.application.aftersale import AfterSale
from pos_terminal.application.approving import Approving
from pos_terminal.application.authority import Authority
from pos_terminal.application.checkout import Checkout, CheckoutPorts, CheckoutRules
from pos_terminal.application.desk import Desk
from pos_terminal.application.discounting import Discounting, DiscountRules
from pos_terminal.application.exchanging import Ends, Exchanging
from pos_terminal.application.explaining import Explaining
from pos_terminal.application.markdowns import Markdowns
from pos_terminal.application.pastsales import PastSales
from pos_terminal.application.postvoiding import PostVoiding
from pos_terminal.application.reasons import Reasons
from pos_terminal.application.receiptless import ReceiptlessReturns, ReceiptlessRules
from pos_terminal.application.reprinting import Reprinting
from pos_terminal.application.returning import Returning
from pos_terminal.application.selling import Selling
from pos_terminal.application.selling_rules import SellingRules
from pos_terminal.application.signing import Signing
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.tilling import StoreTime, Tilling
from pos_terminal.domain.explaining import ExplainRules
from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.measured_label import LABELS_BY_COUNTRY
from pos_terminal.domain.money import Money
from pos_terminal.domain.refunding import RefundRules
from pos_terminal.domain.returned import ReturnRules
from pos_terminal.domain.rights import NO_SHOPPERS, Shoppers
from pos_terminal.domain.tax import Tax
from pos_terminal.domain.tender import TenderType
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import ReceiptCodeRule, Transaction
from tests.application.fakes import (
    ANA,
    LEAVER,
    USD,
    CopyCount,
    FakeCatalog,
    FakeClock,
    FakeIds,
    FakeStaff,
    FakeWire,
    MemoryActs,
    MemoryBaskets,
    MemoryPast,
    MemorySales,
    MemorySuspended,
    MemoryTills,
    each,
)

STD = Tax("STD", "Sales tax", Decimal("0.0825"))
LATTE = each("latte", "4.50", barcodes=("4006381333931",), taxes=(STD,), sku="LAT")
MUFFIN = each("muffin", "3.25", taxes=(STD,))
OAT = each("oat", "0.60", is_modifier=True)
APPLES = each("apples", "2.99", unit=Unit.KG, plu="4015", barcodes=("2100001000005",))
GIFT = each("gift", "0.00", open_price=True)
RETIRED = each("retired", "1.00", active=False)
TENDERS = (TenderType("Cash", is_cash=True), TenderType("Credit Card"), TenderType("Gift Card"))
RETURN_RULES = ReturnRules(TaxPolicy(USD), RefundRules(TENDERS), lambda received, _: received)


@dataclass
class Shop:
    """The services and everything behind them."""

    desk: Desk = field(default_factory=Desk)
    clock: FakeClock = field(default_factory=FakeClock)
    baskets: MemoryBaskets = field(default_factory=MemoryBaskets)
    tills: MemoryTills = field(default_factory=MemoryTills)
    ids: FakeIds = field(default_factory=FakeIds)
    acts: MemoryActs = field(default_factory=MemoryActs)
    told: list[Transaction] = field(default_factory=list)
    drawer: Money = field(default_factory=lambda: Money(100_000, USD))
    return_rules: ReturnRules = RETURN_RULES
    shoppers: Shoppers = NO_SHOPPERS

    def __post_init__(self) -> None:
        items = (LATTE, MUFFIN, OAT, APPLES, GIFT, RETIRED)
        self.catalog = FakeCatalog({item.item_id: item for item in items}, {"latte": ("oat",)})
        self.sales = MemorySales(self.baskets)
        self.staff = FakeStaff({"17": ANA, "18": LEAVER}, {"17": "2468", "18": "2468"})
        self.tilling = Tilling(self.desk, self.tills, self.clock, StoreTime(UTC, time(4)))
        rules = SellingRules(TaxPolicy(USD), "lane-1", ("STORE", "KIOSK"), labels=LABELS_BY_COUNTRY["DE"])
        self.authority = Authority(self.desk, self.acts, self.tilling, shoppers=self.shoppers)
        self.selling = Selling(self.desk, self.catalog, (self.baskets, self.tilling), self.authority, rules)
        self.signing = Signing(self.desk, self.staff, self.staff)
        self.approving = Approving(self.desk, self.signing)
        self.adjusting = Adjusting(self.desk, self.baskets, self.authority, Reasons())
        self.discounting = Discounting(self.desk, (self.baskets, self.tilling), self.authority, DiscountRules())
        self.copies = CopyCount()
        self.explaining = Explaining(self.desk, self.sales, ExplainRules(TaxPolicy(USD)), lambda _: None)
        self.reprinting = Reprinting(self.sales, self.copies, self.authority)
        self.checkout = self.checkout_with(CheckoutRules(TENDERS, ReceiptCodeRule(), "1.0"))
        self.postvoiding = PostVoiding(self.after_sale())
        self.returning = self.returning_with(Reasons())
        self.exchanging = Exchanging(self.returning, self.selling.opening, self.sales)
        policy = ReceiptlessRules(RefundRules(TENDERS), limit=Money(2000, USD), most=Money(10000, USD))
        self.receiptless = ReceiptlessReturns(self.after_sale(), self.selling.opening, self.catalog, policy)
        self.past_store = MemoryPast(self.sales)
        self.past = PastSales(self.desk, self.sales, self.past_store)

    def wear(self, employee_id: str, badge: str) -> None:
        """Give somebody a badge."""
        self.staff.people[employee_id] = replace(self.staff.people[employee_id], badge=badge)

    def after_sale(self, reasons: Reasons | None = None) -> AfterSale:
        ending = self.checkout.ending
        asked = (self.authority, lambda: self.drawer, reasons or Reasons(), self.return_rules.refunds)
        return AfterSale(self.desk, self.sales, ending, self.tilling, *asked)

    def returning_with(self, reasons: Reasons) -> Returning:
        return Returning(self.after_sale(reasons), self.return_rules, self.catalog.item)

    def checkout_with(
        self,
        rules: CheckoutRules,
        offers_ready: Callable[[], None] = lambda: None,
        open_drawer: Callable[[], None] = lambda: None,
    ) -> Checkout:
        written = (self.sales, self.baskets, FakeWire(), self.ids)
        asked = (self.told.append, self.authority, offers_ready, open_drawer)
        both_ends, markdowns = Ends(self.sales, self.return_rules).of, Markdowns(self.authority, DiscountRules().limit)
        ports = CheckoutPorts(*written, *asked, exchanged=both_ends, refuse_more=markdowns.refuse_more)
        return Checkout(self.desk, ports, self.tilling, rules)

    def suspending_with(self, let_go: Callable[[], None]) -> Suspending:
        return Suspending(self.desk, SuspendPorts(MemorySuspended(self.baskets), self.baskets, let_go), self.tilling)

    def signed_on(self) -> "Shop":
        self.signing.sign_on("17", "2468", self.tilling.today())
        return self

    def with_items(self, *item_ids: str) -> "Shop":
        self.signed_on()
        for item_id in item_ids:
            self.selling.add_item(item_id)
        return self

    def put(self, item: Item) -> None:
        self.catalog.items[item.item_id] = item
