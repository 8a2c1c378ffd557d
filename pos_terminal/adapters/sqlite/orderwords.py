"""What the kitchen is told as JSON, as it is stored, and back."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pos_terminal.adapters.sqlite.moments import instant, micros
from pos_terminal.adapters.sqlite.values import compact
from pos_terminal.domain.kitchen import Dish, KitchenOrder, Ordered, Orders


def orders_text(orders: Orders) -> str:
    """Dishes with how much of each; empty for none."""
    return compact(_rows(orders)) if orders else ""


def orders_of(text: str) -> Orders:
    """The dishes that `orders_text` wrote."""
    return _orders(json.loads(text)) if text else ()


def order_text(order: KitchenOrder) -> str:
    """An order, beside what its row says of it."""
    return compact([order.channel, order.operator_name, order.table_id, order.guest_count, _rows(order.changes)])


def order_of(row: tuple[str, int, str, int, str]) -> KitchenOrder:
    """The order of a row: transaction, number, station, time, and what `order_text` wrote."""
    transaction_id, number, station, at_us, body = row
    channel, operator_name, table_id, guest_count, changes = json.loads(body)
    order = KitchenOrder(station, transaction_id, number, instant(at_us), channel, operator_name, _orders(changes))
    return replace(order, table_id=table_id, guest_count=guest_count)


def order_row(order: KitchenOrder) -> tuple[str, int, str, int, str]:
    """The row that `order_of` reads."""
    return order.transaction_id, order.number, order.station, micros(order.at), order_text(order)


def _rows(orders: Orders) -> list[list[object]]:
    return [
        [dish.item_id, dish.name, dish.unit, list(dish.modifiers), dish.note, str(each.quantity)]
        for each in orders
        for dish in (each.dish,)
    ]


def _orders(rows: list[list[Any]]) -> Orders:
    return tuple(
        Ordered(Dish(item_id, name, unit, tuple(modifiers), note), Decimal(quantity))
        for item_id, name, unit, modifiers, note, quantity in rows
    )
