"""What leads open checks, on a shop of fakes."""

from collections.abc import Sequence

from pos_terminal.application.checkout import Checkout
from pos_terminal.application.kitchen import Kitchen, KitchenPorts, KitchenRules
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.application.serving import Serving
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.telling import Telling, TellPorts, TellRules
from pos_terminal.domain.basket import Basket
from pos_terminal.domain.floor import floor_of
from pos_terminal.domain.kitchen import KitchenOrder
from pos_terminal.domain.kitchen_station import stations
from pos_terminal.presentation.check_services import CheckServices
from tests.application.desk_of import Shop
from tests.application.fakes import DiskFull, MemoryParted, MemorySuspended
from tests.presentation.member_shop import MemberSide

CODES = TellRules(has_code=True)
FLOOR = floor_of(("Inside: 1-12, Bar", "Terrace: T1, T2"))


class MemoryOrders:
    """Implements `KitchenOrders` and `Menu` in memory: everything is made in one place."""

    def __init__(self) -> None:
        self.told: list[KitchenOrder] = []
        self.is_full = False

    def categories_of(self, item_id: str) -> tuple[str, ...]:
        return () if item_id != "gift" else ("Shop",)

    def tell(self, basket: Basket, orders: Sequence[KitchenOrder]) -> None:
        if self.is_full:
            raise DiskFull
        self.told += orders

    def count(self, transaction_id: str) -> int:
        return sum(each.transaction_id == transaction_id for each in self.told)

    def again(self, transaction_id: str) -> int:
        return self.count(transaction_id)


def kitchen(shop: Shop, orders: MemoryOrders | None = None, *texts: str) -> Kitchen:
    """The kitchen of a shop, of which there is one where printers are named."""
    memory = orders or MemoryOrders()
    rules = KitchenRules(frozenset({"STORE"}) if texts else frozenset(), stations(texts))
    return Kitchen(shop.desk, KitchenPorts(memory, memory, shop.sales, lambda: None), shop.tilling, rules)


def check_services(shop: Shop, members: MemberSide, checkout: Checkout) -> CheckServices:
    """Guest checks carry a code here."""
    stored = MemorySuspended(shop.baskets)
    parted = MemoryParted(stored, shop.sales)
    suspending = Suspending(shop.desk, SuspendPorts(stored, shop.baskets, members.offering.let_go), shop.tilling)
    part_ports = PartPorts(parted, shop.baskets, suspending, checkout.ending)
    tell_ports = TellPorts(parted, checkout.ending, shop.ids.uuid, members.offers_ready)
    return CheckServices(
        suspending,
        Parting(shop.desk, part_ports, shop.tilling, "lane-1"),
        Telling(shop.desk, tell_ports, shop.tilling, CODES),
        Serving(shop.desk, shop.selling.opening, suspending, shop.selling.rules.channels),
        kitchen(shop),
        FLOOR,
    )
