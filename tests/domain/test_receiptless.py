"""Goods without a receipt: to the cent what an equal sale costs, the other way."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from pos_terminal.domain.amendment import Amendment, Refund
from pos_terminal.domain.errors import NotAllowedNow
from pos_terminal.domain.money import total_of
from pos_terminal.domain.postvoid import refuse_post_void
from pos_terminal.domain.receiptless import mirrored, taken_back
from pos_terminal.domain.returned import refuse_return
from pos_terminal.domain.totals import TaxPolicy
from pos_terminal.domain.transaction import SnapshotKind, Transaction, cart
from tests.domain.making import NOON, USD, basket, item, percent, usd
from tests.domain.test_returned import any_policy, any_sale

BY_ADA = Amendment("7", "Ada", "Lost the receipt")


def bring(seed: int) -> tuple[Transaction, Transaction]:
    """What an equal sale is, and the return."""
    draw = Random(seed)
    goods = any_sale(draw, any_policy(draw))
    goods.put_discounts(())
    total = goods.totals.total
    return cart(goods, NOON), taken_back(goods, Refund("Cash", total, total), NOON, BY_ADA)


@pytest.mark.parametrize("seed", range(150))
def test_any_goods_come_to_what_they_would_cost_the_other_way_and_every_sum_adds_up(seed: int) -> None:
    sold, back = bring(seed)

    assert back.totals == -sold.totals
    assert (back.totals.total, back.totals.subtotal) == (usd(f"-{sold.totals.total}"), -sold.totals.subtotal)
    assert total_of([each.line.extended for each in back.lines], USD) == back.totals.lines
    assert total_of([each.tax_included for each in back.lines], USD) == back.totals.tax_included
    assert total_of([each.amount for each in back.payments], USD) == back.totals.total
    assert all(each.taken == each.amount + each.rounding + each.change for each in back.payments)
    assert mirrored(mirrored(back)) == back


def test_it_is_nobodys_and_says_by_whom_and_how_it_was_given_back() -> None:
    goods = basket(TaxPolicy(USD))
    goods.add(item("4.98", percent("0.0825")), goods.policy.money(usd("2.00").amount).amount)
    total = goods.totals.total

    back = taken_back(goods, Refund("Cash", total, usd("10.80")), NOON + timedelta(seconds=3), BY_ADA)

    (paid,) = back.payments
    assert (paid.amount, paid.taken, paid.rounding, paid.user_id) == (-total, usd("-10.80"), usd("-0.02"), None)
    assert (back.kind, back.is_closed, back.is_receiptless, back.receipt_codes) == (
        SnapshotKind.RETURNED, True, True, ()
    )  # fmt: skip
    assert back.amendment == replace(BY_ADA, refunds=(Refund("Cash", total, usd("10.80")),))


def test_nothing_more_is_done_to_it() -> None:
    _, back = bring(1)
    for refuse in (refuse_return, refuse_post_void):
        with pytest.raises(NotAllowedNow, match="Sell them again"):
            refuse(back)
