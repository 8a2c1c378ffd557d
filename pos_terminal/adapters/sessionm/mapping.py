"""What the desk knows, put into the platform's tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

from pos_terminal.adapters.sessionm import jsontext, wire
from pos_terminal.domain.batch import NO_BATCH, Batch
from pos_terminal.domain.discount import Discount, DiscountedLine, DiscountStatus
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.money import Money
from pos_terminal.domain.staff import Employee
from pos_terminal.domain.tender import Payment
from pos_terminal.domain.totals import Totals
from pos_terminal.domain.transaction import SoldLine, Transaction


@dataclass(frozen=True, slots=True)
class WireSettings:
    """What the tenant has agreed on with the platform's owner.

    ``custom_data`` holds some of ``journal_hash``, ``lot`` (with serial number and expiry), ``reason`` (of
    another price, a void, a return), ``tip``.
    ``drops_discounts_of_voids``: the platform's discounts are left out of a voided transaction (setting
    ``void_discounts = "drop"``). ``zone`` is the store's own: days of employment begin at its midnight.
    """

    store_id: str
    client_id: str
    culture: str | None = None
    custom_data: frozenset[str] = frozenset()
    tips_in_amount: bool = False
    subtotal_without_included_tax: bool = True
    drops_discounts_of_voids: bool = False
    zone: tzinfo = UTC


class TransactionMapping:
    """Fills the Transaction table: pure, and the same for the same transaction."""

    def __init__(self, settings: WireSettings) -> None:
        self._settings = settings

    def table(self, sale: Transaction, journal_hash: str | None = None) -> wire.Transaction:
        """The transaction as the platform reads it; ``journal_hash`` is that of the entry before."""
        return wire.Transaction(
            pos_employee_id=sale.head.pos_employee_id,
            sm_employee_id=sale.head.sm_employee_id,
            table_id=sale.head.table_id,
            guest_count=sale.head.guest_count,
            is_closed=sale.is_closed,
            is_voided=sale.is_voided,
            transaction_id=sale.transaction_id,
            from_transaction_id=sale.head.from_transaction_id,
            subtotal=self._subtotal(sale.totals),
            tax_total=sale.totals.tax_total,
            open_time=sale.head.open_time,
            modified_time=sale.modified_time,
            guest_receipt_code=sale.guest_receipt_code,
            channel=sale.head.channel,
            items=tuple(self._item(each) for each in sale.lines),
            payments=tuple(self._payment(each) for each in sale.payments),
            discounts=self._discounts(sale),
            custom_data=self._kept({wire.JOURNAL_HASH: journal_hash, wire.REASON: _reason(sale)}),
        )

    def _subtotal(self, totals: Totals) -> Money:
        return totals.subtotal if self._settings.subtotal_without_included_tax else totals.lines - totals.discount

    def _item(self, sold: SoldLine) -> wire.Item:
        line = sold.line
        return wire.Item(
            line_id=line.line_id,
            item_id=line.item_id,
            quantity=line.quantity,
            unit_price=line.unit_price,
            subtotal=line.extended,
            tax_included=sold.tax_included,
            modifies_line_id=line.modifies_line_id,
            custom_data=self._kept({wire.REASON: line.price_reason}, self._batch(line.batch)),
        )

    def _payment(self, payment: Payment) -> wire.Payment:
        with_tip = self._settings.tips_in_amount and payment.tip is not None
        return wire.Payment(
            payment_id=payment.payment_id,
            amount=payment.amount + payment.tip if with_tip and payment.tip else payment.amount,
            type=payment.type,
            payment_time=payment.payment_time,
            user_id=payment.user_id,
            user_id_type=payment.user_id_type,
            additional_user_id=payment.additional_user_id,
            additional_user_id_type=payment.additional_user_id_type,
            receipt_code=payment.receipt_code,
            custom_data=self._kept({wire.TIP: payment.tip}),
        )

    def _discounts(self, sale: Transaction) -> tuple[wire.Discount | jsontext.Verbatim, ...]:
        dropped = sale.is_voided and self._settings.drops_discounts_of_voids
        sold = {each.line.line_id: each.line.quantity for each in sale.lines}
        return tuple(_discount(each, sold) for each in sale.discounts if not (dropped and each.source != wire.OURS))

    def _batch(self, batch: Batch) -> wire.CustomData:
        if batch == NO_BATCH or wire.LOT not in self._settings.custom_data:
            return {}
        day = batch.expiry and batch.expiry.isoformat()
        parts = ((wire.LOT, batch.lot), (wire.SERIAL, batch.serial), (wire.EXPIRY, day))
        return {name: value for name, value in parts if value}

    def _kept(
        self, said: Mapping[str, str | Money | None], more: wire.CustomData | None = None
    ) -> wire.CustomData | None:
        """What there is of these that the tenant has agreed on, and more that it has; None where there is nothing."""
        agreed = self._settings.custom_data
        return (more or {}) | {name: value for name, value in said.items() if value and name in agreed} or None


def _reason(sale: Transaction) -> str | None:
    """Why it was voided, or goods of it came back."""
    return sale.amendment.reason if sale.amendment else sale.void_reason


def _discount(discount: Discount, sold: Mapping[str, Decimal]) -> wire.Discount | jsontext.Verbatim:
    """The shop's own discount, or the platform's exactly as it came, with only our own id for it put in."""
    if discount.received is not None:
        return jsontext.Verbatim(_echo(discount.received, discount.pos_discount_id))
    lines = [each for each in discount.lines if each.line_id in sold]  # one that was removed gets no share either
    return wire.Discount(
        reference_id=discount.reference_id,
        reference_id_type=discount.reference_id_type,
        pos_discount_id=discount.pos_discount_id,
        status=discount.status,
        display_name=discount.display_name,
        image_url=discount.image_url,
        discounted_line_ids=tuple(each.line_id for each in lines) or None,
        discounted_line_id_quantities=_quantities(lines, sold),
        discount_source=discount.source,
        amount=discount.amount,
        stack_order=discount.stack_order,
        applied_time=discount.applied_time,
        user_id=discount.user_id,
    )


def as_offline(received: str, stack_order: int) -> str:
    """A discount as the platform once listed it, marked as used without asking (spec, Discount ``status`` OFFLINE)."""
    value = jsontext.read(received.encode())
    if not isinstance(value, dict):
        raise TypeError("a received discount is kept as a JSON object")
    return jsontext.echoed({**value, "status": DiscountStatus.OFFLINE.value, "stack_order": stack_order})


def as_cut(received: str, discount: Discount) -> str:
    """The platform's own object of a discount with what it takes off now, and of which lines; nothing else changes."""
    value = jsontext.read(received.encode())
    if not isinstance(value, dict):
        raise TypeError("a received discount is kept as a JSON object")
    changes: dict[str, jsontext.Json] = {"amount": discount.amount.amount}
    if value.get("discounted_line_ids"):
        changes["discounted_line_ids"] = [each.line_id for each in discount.lines]
    told = value.get("discounted_line_id_quantities")
    if isinstance(told, list) and told:
        left = [Decimal(0) if each.quantity is None else each.quantity.normalize() for each in discount.lines]
        changes["discounted_line_id_quantities"] = [f"{each:f}" if isinstance(told[0], str) else each for each in left]
    return jsontext.echoed(value | changes)


def _echo(received: str, pos_discount_id: str | None) -> str:
    if pos_discount_id is None:
        return received
    value = jsontext.read(received.encode())
    if not isinstance(value, dict):
        raise TypeError("a received discount is kept as a JSON object")
    return jsontext.echoed({**value, wire.POS_DISCOUNT_ID: pos_discount_id})


def _quantities(lines: Sequence[DiscountedLine], sold: Mapping[str, Decimal]) -> tuple[str, ...] | None:
    """As many as lines, or none at all: without them the whole of every line is discounted (spec, Discount)."""
    if all(each.quantity is None for each in lines):
        return None
    quantities = (sold[each.line_id] if each.quantity is None else each.quantity for each in lines)
    return tuple(format(each.normalize(), "f") for each in quantities)


def catalog_table(categories: Sequence[Category], items: Sequence[Item]) -> wire.Catalog:
    """Categories with their children, then items; a modifier names every item that it may be sold with."""
    inside: dict[str, list[str]] = {}
    offered_with: dict[str, list[str]] = {}
    for item in items:
        if item.category_id is not None:
            inside.setdefault(item.category_id, []).append(item.item_id)
        for modifier_id in dict.fromkeys(each for group in item.modifier_groups for each in group.item_ids):
            offered_with.setdefault(modifier_id, []).append(item.item_id)
    shelves = tuple(_category(each, inside.get(each.category_id, ())) for each in categories)
    return wire.Catalog(items=shelves + tuple(_item(each, offered_with.get(each.item_id, ())) for each in items))


def _category(category: Category, item_ids: Sequence[str]) -> wire.CatalogCategory:
    return wire.CatalogCategory(
        category_id=category.category_id,
        name=category.name,
        description=category.description,
        category_ids=category.category_ids or None,
        item_ids=tuple(dict.fromkeys((*category.item_ids, *item_ids))) or None,
    )


def _item(item: Item, offered_with: Sequence[str]) -> wire.CatalogItem:
    modifies = tuple(dict.fromkeys((*item.modifies_item_ids, *offered_with))) if item.is_modifier else ()
    return wire.CatalogItem(
        item_id=item.item_id,
        sku=item.sku,
        name=item.name,
        description=item.description,
        is_modifier=item.is_modifier,
        modifies_item_ids=modifies or None,
    )


def employees_table(employees: Sequence[Employee], zone: tzinfo) -> wire.Employees:
    """Everybody; a day of employment is its midnight in the store's zone."""
    return wire.Employees(
        employees=tuple(
            wire.Employee(
                employee_id=each.employee_id,
                first_name=each.first_name,
                last_name=each.last_name,
                start_date=_midnight(each.start_date, zone),
                end_date=_midnight(each.end_date, zone),
            )
            for each in employees
        )
    )


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)
