import pytest

from pos_terminal.domain.errors import BadArgument
from pos_terminal.domain.offer import OfferCode, OfferCodeType


@pytest.mark.parametrize("code", ["", " ", "a\n", " a", "a\x1b", "x" * 201])
def test_a_code_that_cannot_be_one_is_refused(code: str) -> None:
    with pytest.raises(BadArgument):
        OfferCode(code, OfferCodeType.TTL_CODE)


@pytest.mark.parametrize("code", ["x", "x" * 200])
def test_a_code_has_one_to_two_hundred_signs(code: str) -> None:
    assert OfferCode(code, OfferCodeType.TTL_CODE).code == code


def test_a_code_knows_what_it_stands_for() -> None:
    assert OfferCode("uo-771", OfferCodeType("UserOfferId")).type is OfferCodeType.USER_OFFER_ID
