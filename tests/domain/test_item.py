from datetime import datetime

from pos_terminal.domain.item import Item, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.sale_hours import SaleHours

USD = Currency.of("USD")
MONDAY_NOON = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001 - local time of the store


def beer(*hours: str) -> Item:
    return Item("B1", "Beer", Money(310, USD), sale_hours=tuple(SaleHours.parse(each) for each in hours))


def test_an_item_by_the_kilogram_is_weighed_and_a_piece_is_not() -> None:
    assert Item("A1", "Apples", Money(299, USD), unit=Unit.KG).is_weighed
    assert not Item("A2", "Apple", Money(50, USD)).is_weighed


def test_an_item_without_hours_is_always_sold() -> None:
    assert beer().may_be_sold_at(MONDAY_NOON)


def test_several_hours_add_up() -> None:
    breakfast_and_late = beer("06:00-10:00", "20:00-22:00")
    assert not breakfast_and_late.may_be_sold_at(MONDAY_NOON)
    assert breakfast_and_late.may_be_sold_at(MONDAY_NOON.replace(hour=21))
