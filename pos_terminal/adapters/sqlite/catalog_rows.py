"""Items to and from their rows."""

import json
import marshal
from collections.abc import Callable, Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import TypeAlias

from pos_terminal.adapters.sqlite.catalog_words import folded
from pos_terminal.application.syncing import ItemEntry
from pos_terminal.domain.item import Item, ModifierGroup, Unit
from pos_terminal.domain.money import Currency, Money
from pos_terminal.domain.sale_hours import SaleHours
from pos_terminal.domain.tax import Tax

Rules: TypeAlias = tuple[tuple[str, ...], tuple[ModifierGroup, ...], tuple[SaleHours, ...], tuple[str, ...], bool]
ItemRow: TypeAlias = tuple[
    int, str, str, int, str | None, str | None, str, str, str | None, str, str | None, str | None,
    int, int, int | None, str | None, int, str | None,
]  # fmt: skip
"""The columns of ``catalog_item`` from ``row`` to ``rules``, in the table's order."""

RANK_BITS = 32
"""A row number is the edition, shifted by these, plus the rank in it."""

_UNITS = {unit.value: unit for unit in Unit}
_NO_RULES: Rules = ((), (), (), (), False)
_JOINED = "|"
_STABLE = 2
"""The newest form of marshal in which equal values are the same bytes."""


class ItemReader:
    """Makes items of rows, in one currency."""

    def __init__(self, currency: Currency, taxes_of: Callable[[int, str], tuple[Tax, ...]]) -> None:
        self._currency = currency
        self._taxes_of = taxes_of

    def item(self, row: ItemRow) -> Item:
        """The item; ``taxes_of`` is asked for its taxes by row number and joined codes."""
        (number, item_id, name, minor, sku, description, tax_codes, barcodes, plu, unit, category_id, image,
         open_price, active, minimum_age, max_per_sale, is_modifier, rules) = row  # fmt: skip
        modifies, groups, hours, recalled, serialised = _NO_RULES if rules is None else _rules_of(rules)
        return Item(
            item_id,
            name,
            Money(minor, self._currency),
            sku,
            description,
            self._taxes_of(number, tax_codes) if tax_codes else (),
            tuple(barcodes.split(_JOINED)) if barcodes else (),
            plu,
            _UNITS[unit],
            category_id,
            image,
            open_price == 1,
            active == 1,
            minimum_age,
            None if max_per_sale is None else Decimal(max_per_sale),
            is_modifier == 1,
            modifies,
            groups,
            hours,
            recalled,
            serialised,
        )


def staged_row(rank: int, entry: ItemEntry) -> tuple[str | int | bytes | None, ...]:
    """The columns of a staged item: rank, line, then those of ``catalog_item`` without row and category."""
    item = entry.item
    values = (
        item.item_id,
        item.name,
        item.price.minor,
        item.sku,
        item.description,
        _JOINED.join(entry.tax_codes),
        _JOINED.join(item.barcodes),
        item.plu,
        item.unit.value,
        item.image,
        int(item.open_price),
        int(item.active),
        item.minimum_age,
        None if item.max_per_sale is None else format(item.max_per_sale, "f"),
        int(item.is_modifier),
        _rules_text(item),
    )
    digest = blake2b(marshal.dumps(values, _STABLE), digest_size=8).digest()
    words = folded(item.name) if item.active and not item.is_modifier else None
    return (rank, entry.line, *values, words, digest)


def _rules_text(item: Item) -> str | None:
    special = (item.recalled_lots, item.serialised)
    if not (item.modifies_item_ids or item.modifier_groups or item.sale_hours or any(special)):
        return None
    groups = [_group_values(group) for group in item.modifier_groups]
    hours = [str(each) for each in item.sale_hours]
    rules = [item.modifies_item_ids, groups, hours, *_to_the_last(special)]
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":"))


def _to_the_last(special: Sequence[object]) -> Sequence[object]:
    """What few items have, without what is empty at its end."""
    while special and not special[-1]:
        special = special[:-1]
    return special


def _group_values(group: ModifierGroup) -> Sequence[object]:
    return (group.name, group.item_ids, group.minimum, group.maximum, group.default_item_ids)


def _rules_of(text: str) -> Rules:
    modifies, groups, hours, *special = json.loads(text)
    return (
        tuple(modifies),
        tuple(
            ModifierGroup(name, tuple(item_ids), minimum, maximum, tuple(default))
            for name, item_ids, minimum, maximum, default in groups
        ),
        tuple(SaleHours.parse(each) for each in hours),
        tuple(each for lots in special[:1] for each in lots),
        any(special[1:]),
    )
