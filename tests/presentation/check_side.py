"""What leads open checks, on a shop of fakes."""

from pos_terminal.application.checkout import Checkout
from pos_terminal.application.parting import Parting, PartPorts
from pos_terminal.application.serving import Serving
from pos_terminal.application.suspending import Suspending, SuspendPorts
from pos_terminal.application.telling import Telling, TellPorts, TellRules
from pos_terminal.domain.floor import floor_of
from pos_terminal.presentation.check_services import CheckServices
from tests.application.desk_of import Shop
from tests.application.fakes import MemoryParted, MemorySuspended
from tests.presentation.member_shop import MemberSide

CODES = TellRules(has_code=True)
FLOOR = floor_of(("Inside: 1-12, Bar", "Terrace: T1, T2"))


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
        FLOOR,
    )
