"""What the tills under test sell and who works there, before and after the import of new files."""

from dataclasses import replace

from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Money
from pos_terminal.domain.staff import Employee
from tests.application.fakes import ANA, LEAVER, USD

GOODS = (
    Item("latte", "Latte", Money(450, USD), sku="LAT"),
    Item("muffin", "Muffin", Money(325, USD), sku="MUF"),
    Item("apples", "Apples", Money(299, USD), unit=Unit.KG),
    Item("oat", "Oat milk", Money(60, USD), is_modifier=True),
)
NEW_GOODS = (
    *(replace(item, price=item.price + Money(100, USD)) for item in GOODS),
    Item("mocha", "Mocha", Money(550, USD), sku="MOC"),
)
STAFF = (ANA, LEAVER)
NEW_STAFF = (ANA, Employee("19", "Mia", "Okafor"))
