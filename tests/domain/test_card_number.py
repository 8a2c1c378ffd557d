import pytest

from pos_terminal.domain.card_digits import has_card_number, masked
from pos_terminal.domain.card_number import CardNumberRefused, refuse_card_as_phone, refuse_card_number
from pos_terminal.domain.code_range import ranges
from pos_terminal.domain.errors import BadArgument

CARDS = [
    "4111111111111111",
    "4222222222222",
    "5555555555554444",
    "2223003122003222",
    "2720990000000007",
    "378282246310005",
    "6011111111111117",
    "30569309025904",
    "3530111333300000",
    "6200000000000005",
    "6759649826438453",
]


@pytest.mark.parametrize("number", CARDS)
@pytest.mark.parametrize("written", ["{}", "card {} exp 12/29", "Ref:{}.", "17 {}"])
def test_a_payment_cards_number_is_found_in_any_words(number: str, written: str) -> None:
    assert has_card_number(written.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "table 12 4111 1111 1111 1111 paid",
        "４１１１１１１１１１１１１１１１",
        "37 828224 6310005",
        "4111_1111_1111_1111",
        "4111:1111,1111|1111",
        "4111\u200b1111\u200b1111\u200b1111",
        "4111 - 1111 - 1111 - 1111",
        "(4111)(1111)(1111)(1111)",
        "[4111] [1111] [1111] [1111]",
        "{4111}-{1111} <1111> (1111)",
        "\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661",
    ],
)
def test_it_is_found_however_its_digits_are_written(text: str) -> None:
    assert has_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Customer left",
        "4111111111111112",  # no check digit
        "0000000000000000",
        "9111111111111111",  # no brand
        "411111111111",  # too short
        "+1 (555) 010-0123",
        "5901234123457",  # an EAN-13
        "2026-03-04 15:02:11",
        "order 12 of 4, 100 pieces",
        "41111111-1111-4111-8111-111111111111",  # a UUID
        "4.50, 3.25, 2.10 and 4111",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not has_card_number(text)


def test_what_begins_like_the_shops_own_cards_is_one_of_them() -> None:
    assert not has_card_number("6011111111111117", ranges(["6011"]))
    assert has_card_number("6011111111111117", ranges(["700", "6011/12"]))


def test_the_refusal_is_for_the_operator_and_repeats_nothing() -> None:
    with pytest.raises(CardNumberRefused) as refusal:
        refuse_card_number("4111 1111 1111 1111")

    assert isinstance(refusal.value, BadArgument)
    assert not any(char.isdigit() for char in refusal.value.sentence)
    refuse_card_number(None)
    refuse_card_number("no number")


def test_a_sentence_is_told_without_the_number_that_it_repeats() -> None:
    assert masked("There is no table T 4111_1111_1111_1111 here.") == "There is no table T **** here."
    assert masked("There is no item 1001, nor ４１１.") == "There is no item 1001, nor ４１１."
    assert BadArgument("No item has the id 5500005555555559.").sentence == "No item has the id ****."


def test_digits_without_end_are_read_once() -> None:
    assert not has_card_number("4 " * 5_000)


def test_a_mobile_number_of_a_country_is_no_cards_where_a_telephone_is_asked_for() -> None:
    assert has_card_number("4915121234566")
    refuse_card_as_phone("4915121234566")
    with pytest.raises(CardNumberRefused):
        refuse_card_as_phone("4111111111111111")
