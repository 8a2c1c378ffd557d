"""The shop's logo stands at the head of every paper that is for people outside the kitchen."""

from dataclasses import replace

import pytest

from pos_terminal.adapters.layout.gift_receipt import GiftReceipts
from pos_terminal.adapters.layout.templates import Templates
from pos_terminal.adapters.layout.till_slips import TillSlips
from pos_terminal.application.till_ports import TillPaper
from pos_terminal.bundle import bundled
from pos_terminal.domain.receipt import Logo
from pos_terminal.domain.shift_report import CashCount
from tests.adapters.layout.sales import STYLE, receipts, rounded_sale
from tests.adapters.layout.tills import ENTRY, counted_report, pickup, x_report, z_report

WITH_LOGO = replace(STYLE, logo="shop.png", slip_tenders=("Visa", "Cash"))


@pytest.mark.parametrize("what", [x_report(), z_report(), pickup(), CashCount(counted_report())])
def test_a_paper_of_the_till_has_it(what: TillPaper) -> None:
    writer = TillSlips(Templates([bundled("receipts")]), WITH_LOGO)
    assert writer.paper(what, 0, ENTRY).blocks[0] == Logo("shop.png")
    without = TillSlips(Templates([bundled("receipts")]), STYLE).paper(what, 0, ENTRY)
    assert not [each for each in without.blocks if isinstance(each, Logo)]


def test_receipts_gift_receipts_and_the_slips_of_payments_have_it() -> None:
    sale = receipts(WITH_LOGO).receipt(rounded_sale(), 0, "")
    slips = len(rounded_sale().payments)
    assert [each for each in sale.blocks if isinstance(each, Logo)] == [Logo("shop.png")] * (1 + slips)
    gift = GiftReceipts(Templates([bundled("receipts")]), WITH_LOGO).receipt(rounded_sale(), 0, "")
    assert gift.blocks[0] == Logo("shop.png")
