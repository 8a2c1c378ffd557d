"""An order and its change for the tests of the kitchen's papers."""

from dataclasses import replace
from decimal import Decimal

from pos_terminal.adapters.layout.kitchen_slip import KitchenSlips
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.bundle import bundled
from pos_terminal.domain.kitchen import Dish, KitchenOrder, Ordered
from tests.adapters.layout.sales import OPENED, STYLE

BURGER = Dish("burger", "Double cheeseburger", "each", ("Bacon", "2 × Pickles"), "No onions, the guest is allergic")
ORDER = KitchenOrder(
    station="Kitchen",
    transaction_id="lane-1-AB12-000042",
    number=1,
    at=OPENED,
    channel="DINE_IN",
    operator_name="Maya R.",
    changes=(
        Ordered(BURGER, Decimal(2)),
        Ordered(Dish("soup", "红烧牛肉面", "each"), Decimal(1)),
        Ordered(Dish("kofta", "كفتة مشوية", "each"), Decimal(1)),
        Ordered(Dish("fish", "Turbot", "kg"), Decimal("0.85")),
    ),
    table_id="T4",
    guest_count=3,
)
CHANGE = replace(
    ORDER, number=2, changes=(Ordered(BURGER, Decimal(-1)), Ordered(Dish("soup", "红烧牛肉面", "each"), Decimal(1)))
)


def kitchen_slips(culture: str = "en_US") -> KitchenSlips:
    return KitchenSlips(Templates([bundled("receipts")]), replace(STYLE, culture=culture))
