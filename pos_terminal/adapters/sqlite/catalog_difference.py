"""Compares a staged catalog, whose indexes are made, with the one in force."""

import sqlite3
from collections.abc import Iterator

from pos_terminal.adapters.sqlite.catalog_rows import RANK_BITS
from pos_terminal.application.catalogdiff import ChangeKind, ItemChange
from pos_terminal.domain.money import Currency, Money

_IN_FORCE = "SELECT edition, currency FROM catalog_in_force"
_COMING = """SELECT s.line, s.item_id, s.name, s.price_minor, s.open_price = 0 AND s.is_modifier = 0, o.item_id IS NULL,
    o.price_minor, o.name FROM stage.staged_item AS s
    LEFT JOIN catalog_code AS c ON c.edition = ? AND c.code = s.item_id AND c.kind = 4
    LEFT JOIN catalog_item AS o ON o."row" = c."row"
    WHERE o.item_id IS NULL OR o.digest <> s.digest ORDER BY s.rank"""
_GOING = """SELECT o.item_id, o.name, o.price_minor FROM catalog_item AS o WHERE o."row" > ? AND o."row" < ?
    AND NOT EXISTS (SELECT 1 FROM stage.staged_code AS c WHERE c.code = o.item_id AND c.kind = 4) ORDER BY o."row" """


def differences(connection: sqlite3.Connection, currency: Currency) -> Iterator[ItemChange]:
    """Each item that is new, other or gone; those that are gone last. Prices are compared in one currency alone."""
    edition, priced_in = connection.execute(_IN_FORCE).fetchone() or (0, currency.code)

    def before(minor: int | None) -> Money | None:
        return None if minor is None or priced_in != currency.code else Money(minor, currency)

    for line, item_id, name, minor, has_own_price, is_new, old_minor, old_name in connection.execute(
        _COMING, (edition,)
    ):
        kind = ChangeKind.ADDED if is_new else ChangeKind.CHANGED
        price = Money(minor, currency)
        was = "" if is_new or old_name == name else old_name
        yield ItemChange(
            kind, item_id, name, line, before(old_minor), price, has_own_price=bool(has_own_price), was=was
        )
    bounds = (edition << RANK_BITS, (edition + 1) << RANK_BITS)
    for item_id, name, old_minor in connection.execute(_GOING, bounds):
        yield ItemChange(ChangeKind.RETIRED, item_id, name, before=before(old_minor))
