"""What a catalog file may say of an item, a category and a tax, whichever way the file is written."""

from decimal import Decimal

from pos_terminal.adapters.files.fields import Record
from pos_terminal.application.syncing import CategoryEntry, ItemEntry, TaxEntry
from pos_terminal.domain.gtin import GTIN_LENGTHS, check_digit, gtin14
from pos_terminal.domain.item import Item, ModifierGroup, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.sale_hours import SaleHours
from pos_terminal.domain.tax import TaxKind

ITEM_FIELDS = (
    frozenset({"item_id", "sku", "name", "description", "barcodes", "plu", "image", "active"})
    | {"price", "open_price", "tax_code", "tax_codes", "unit", "minimum_age", "max_per_sale", "sale_hours"}
    | {"is_modifier", "modifies_item_ids", "modifier_groups", "recalled_lots", "serialised"}
)
CATEGORY_FIELDS = frozenset({"category_id", "name", "description", "category_ids", "item_ids"})
TAX_FIELDS = frozenset(
    {"tax_code", "name", "kind", "rate", "included", "adds_to_base_of_next", "base_affected_by_previous"}
)
_GROUP_FIELDS = frozenset({"name", "min", "max", "default", "item_ids"})
_LARGEST_RATE = 10


def read_item(record: Record, currency: Currency, path: tuple[str, ...] = ()) -> ItemEntry | None:
    """The item of a record; faults are noted in the record. None without an item id."""
    item_id = record.required("item_id")
    open_price = record.truth("open_price", default=False)
    item = Item(
        item_id=item_id,
        name=record.required("name"),
        price=_price(record, currency, open_price=open_price),
        sku=record.text("sku"),
        description=record.text("description"),
        barcodes=_barcodes(record),
        plu=_plu(record),
        unit=record.choice("unit", Unit, Unit.EACH),
        image=record.text("image"),
        open_price=open_price,
        active=record.truth("active", default=True),
        minimum_age=record.whole("minimum_age"),
        max_per_sale=_maximum(record),
        is_modifier=record.truth("is_modifier", default=False),
        modifies_item_ids=record.texts("modifies_item_ids"),
        modifier_groups=tuple(_group(each, record) for each in record.records("modifier_groups")),
        sale_hours=record.parsed("sale_hours", SaleHours.parse),
        recalled_lots=record.texts("recalled_lots"),
        serialised=record.truth("serialised", default=False),
    )
    if item.modifies_item_ids and not item.is_modifier:
        record.fault("modifies_item_ids", "only a modifier (is_modifier true) modifies items")
    if item.serialised and (item.is_weighed or item.is_modifier):
        record.fault("serialised", "only what is sold by the piece, and is no modifier, has serial numbers")
    return ItemEntry(record.line, item, _tax_codes(record), path) if item_id else None


def read_category(record: Record) -> CategoryEntry | None:
    """The category of a record; faults are noted in the record. None without a category id."""
    category_id = record.required("category_id")
    entry = CategoryEntry(
        record.line,
        category_id,
        record.required("name"),
        record.text("description"),
        record.texts("category_ids"),
        record.texts("item_ids"),
    )
    return entry if category_id else None


def read_tax(record: Record) -> TaxEntry | None:
    """The tax of a record; faults are noted in the record. None without a tax code."""
    tax_code = record.required("tax_code")
    kind = record.choice("kind", TaxKind, TaxKind.PERCENT)
    entry = TaxEntry(
        record.line,
        tax_code,
        record.text("name") or tax_code,
        _rate(record, kind),
        kind,
        record.truth("included", default=False) if record.has("included") else None,
        record.truth("adds_to_base_of_next", default=False),
        record.truth("base_affected_by_previous", default=True),
    )
    return entry if tax_code else None


def _price(record: Record, currency: Currency, *, open_price: bool) -> Money:
    if open_price and not record.has("price"):
        return Money.zero(currency)
    return record.money("price", currency)


def _rate(record: Record, kind: TaxKind) -> Decimal:
    if not record.has("rate"):
        record.fault("rate", "this must be given")
    rate = record.number("rate") or Decimal(0)
    if kind is TaxKind.PERCENT and rate > _LARGEST_RATE:
        record.fault("rate", f"{rate} is a fraction (0.0825 is 8.25 %), so this would be {rate * 100} %")
    if kind is TaxKind.DIVISION and rate > 1:
        record.fault("rate", "a division tax takes at most the whole price (1)")
    return rate


def _barcodes(record: Record) -> tuple[str, ...]:
    barcodes = record.texts("barcodes")
    for code in barcodes:
        if code.isdigit() and not code.isascii():
            record.fault("barcodes", f"{code} is not written with the digits 0 to 9")
        elif code.isdigit() and len(code) in GTIN_LENGTHS and gtin14(code) is None:
            right = check_digit(code[:-1])
            record.fault("barcodes", f"{code} has a wrong check digit ({right} would be right)")
    return barcodes


def _plu(record: Record) -> str | None:
    plu = record.text("plu")
    if plu is not None and plu.isdigit() and not plu.isascii():
        record.fault("plu", f"{plu} is not written with the digits 0 to 9")
    return plu


def _maximum(record: Record) -> Decimal | None:
    most = record.number("max_per_sale")
    if most is not None and not most:
        record.fault("max_per_sale", "at least something must be allowed; use active false to stop sales")
    return most


def _tax_codes(record: Record) -> tuple[str, ...]:
    single, several = record.text("tax_code"), record.texts("tax_codes")
    if single is not None and several:
        record.fault("tax_code", "give either tax_code or tax_codes")
    return (single,) if single is not None else several


def _group(record: Record, item: Record) -> ModifierGroup:
    record.only(_GROUP_FIELDS)
    group = ModifierGroup(
        name=record.required("name"),
        item_ids=record.texts("item_ids"),
        minimum=record.whole("min") or 0,
        maximum=record.whole("max", least=1),
        default_item_ids=record.texts("default"),
    )
    most = len(group.item_ids) if group.maximum is None else group.maximum
    if not group.item_ids:
        record.fault("item_ids", "a group has at least one modifier")
    elif group.minimum > most:
        record.fault("min", "more are asked for than may be taken")
    elif len(group.default_item_ids) > most:
        record.fault("default", "more are taken by default than may be")
    if not set(group.default_item_ids) <= set(group.item_ids):
        record.fault("default", "the default is not in the group's item_ids")
    for fault in record.faults:
        item.fault("modifier_groups", f"{group.name or 'group'}, {fault.field}: {fault.sentence}")
    return group
