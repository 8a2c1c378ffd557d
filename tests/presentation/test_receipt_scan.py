"""What a scan of a receipt leads to from the sale screen."""

import pytest

from pos_terminal.presentation.places import Place
from tests.presentation.past_desk import sold
from tests.presentation.sale_desk import SaleDesk

NOT_OURS = "This receipt is not of this till. Take it to the till that it names."


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("https://r.example/00000000-0000-4000-8000-000000000099", NOT_OURS),
        ("lane-7-QK7M-000003", NOT_OURS),
        ("00000000-0000-4000-8000-000000000099", "No item has the code 00000000-0000-4000-8000-000000000099."),
        ("99999999", "No item has the code 99999999."),
    ],
)
def test_the_receipt_of_another_till_is_told_from_other_unknown_codes(code: str, told: str) -> None:
    here = SaleDesk()
    here.sale.scanned(code)
    assert here.state.notice.text.startswith(told)
    assert here.navigator.scans == []


def test_a_receipt_leads_to_its_sale_by_its_address_its_code_and_its_number() -> None:
    here = SaleDesk()
    number = sold(here.shop, "latte")
    code = here.shop.sales.records[0].transaction.guest_receipt_code
    for scanned in (f"]Q1https://r.example/{code}", f"{code}", f"]C0{number}"):
        here.sale.scanned(scanned)
    assert [place for place, _ in here.navigator.scans] == [Place.RECEIPTS] * 3
    assert [here.shop.past.receipt(f"]C0{each}") for each in (code, number)] == [number, number]
    assert not here.state.notice
