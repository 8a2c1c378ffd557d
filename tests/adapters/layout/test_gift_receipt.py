"""A gift receipt says what was bought and nothing about money, also in a template that a shop wrote."""

import dataclasses
import re

import pytest

from pos_terminal.adapters.escpos.plain import plain_text
from pos_terminal.adapters.layout.gift_receipt import GiftReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.bundle import bundled
from pos_terminal.domain.receipt import Qr
from pos_terminal.domain.receipt_view import GiftContext, GiftLine
from pos_terminal.domain.transaction import Transaction
from tests.adapters.layout.sales import STYLE, changed_sale, ended, opened, pay_card, ring_up, rounded_sale

AMOUNT = re.compile(r"\d[.,]\d\d\b")
GIFTS = GiftReceipts(Templates([bundled("receipts")]), STYLE)


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("sale", [changed_sale(), rounded_sale()], ids=["changed", "rounded"])
def test_no_amount_and_no_payment_is_on_it(sale: Transaction, columns: int) -> None:
    text = plain_text(GIFTS.receipt(sale, 0, ""), columns)

    assert "GIFT RECEIPT" in text
    weights = "".join(f"{sold.line.quantity}" for sold in sale.lines)
    assert [each for each in AMOUNT.findall(text) if each not in weights] == []
    for word in ("TOTAL", "Cash", "Visa", "MWST", "extra hot", "Regular", "Stale"):
        assert word not in text


def test_goods_are_named_with_their_quantity_and_modifiers() -> None:
    context = GIFTS.context(rounded_sale())
    assert context.lines == (
        GiftLine("Café crème", "2", ("Hafermilch", "extra heiss")),
        GiftLine("Gruyère AOP", "0.346 kg"),
        GiftLine("Pfand"),
    )


def test_its_code_leads_to_the_sale_and_is_none_to_claim_it_with() -> None:
    sale = rounded_sale()
    codes = [block.data for block in GIFTS.receipt(sale, 0, "").blocks if isinstance(block, Qr)]

    assert codes == [sale.transaction_id]
    text = plain_text(GIFTS.receipt(sale, 0, ""), 42)
    assert not any(each.receipt_code and each.receipt_code in text for each in sale.payments)


def test_a_template_is_given_nothing_that_it_could_tell_a_price_by() -> None:
    assert {field.name for field in dataclasses.fields(GiftContext)} == {
        *("store_name", "header", "register", "transaction_id", "time", "lines", "return_code"),
        *("footer", "journal_mark", "copy_number", "is_training", "logo"),
    }


@pytest.mark.parametrize("copy", [0, 1, 2])
def test_only_the_second_of_a_sale_is_marked_as_a_copy(copy: int) -> None:
    basket = opened()
    ring_up(basket, "Scarf", "19.99")
    pay_card(basket, "19.99")
    text = plain_text(GIFTS.receipt(ended(basket), copy, "12 · ABCD-EF01"), 42)

    assert ("COPY" in text) is (copy > 0)
    assert f"COPY {copy}" in text or copy == 0
    assert "Journal 12 · ABCD-EF01" in text
