import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.sessionm.jsontext import LARGEST_BODY, Json, UnreadableJson, Verbatim, echoed, read, written
from pos_terminal.domain.money import Currency, Money

CURRENCIES = st.sampled_from(["USD", "JPY", "KWD", "CLF"]).map(Currency.of)
AMOUNTS = st.builds(Money, st.integers(-(2**53), 2**53), CURRENCIES)
QUANTITIES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-99_999, max_value=99_999)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.text()
    | st.sampled_from(["2.50", "1E+2", "-0.0"]).map(Decimal),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(AMOUNTS)
def test_any_amount_comes_back_to_the_last_digit(amount: Money) -> None:
    text = written(amount)

    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == amount.amount
    assert len(text.partition(".")[2]) == amount.currency.exponent


@given(QUANTITIES)
def test_any_quantity_is_a_plain_number_without_an_exponent(quantity: Decimal) -> None:
    text = written(quantity)

    assert not set(text) - set("-.0123456789")
    assert Decimal(text) == quantity


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1E+2"), "100"),
        (Decimal("0.755"), "0.755"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E-8"), "0"),
        (Decimal("1E-6"), "0.000001"),
        (Money(1290, Currency.of("USD")), "12.90"),
        (Money(-5, Currency.of("USD")), "-0.05"),
        (Money(450, Currency.of("JPY")), "450"),
        (Money(1, Currency.of("KWD")), "0.001"),
        (True, "true"),
        (3, "3"),
        ((), "[]"),
        ({"a": "b"}, '{"a":"b"}'),
        ("Crème \u201cbrûlée\u201d 抹茶\n\x00", '"Crème \u201cbrûlée\u201d 抹茶\\n\\u0000"'),
        ("\ud800", '"\\ud800"'),
        (Verbatim('{ "as": 1.0 }'), '{ "as": 1.0 }'),
    ],
)
def test_a_value_is_written_plainly(value: object, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize(
    "value",
    [Decimal("NaN"), Decimal("Infinity"), Decimal(2**53 + 1), 2**53 + 1, Money(2**53 + 1, Currency.of("USD"))],
)
def test_a_number_that_a_reader_could_lose_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"number|large"):
        written(value)


@pytest.mark.parametrize("value", [1.5, object(), None, [1]])
def test_what_has_no_place_in_a_request_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        written(value)


def test_a_time_is_utc_with_three_digits_and_cut_not_rounded() -> None:
    berlin = timezone(timedelta(hours=1))

    assert written(datetime(2026, 3, 4, 16, 2, 11, 120_999, berlin)) == '"2026-03-04T15:02:11.120Z"'
    assert written(datetime(2026, 3, 4, tzinfo=UTC)) == '"2026-03-04T00:00:00.000Z"'


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        written(datetime(2026, 3, 4))  # noqa: DTZ001 - the fault under test


@given(JSON)
def test_an_echo_equals_what_was_read(value: Json) -> None:
    text = echoed(value)

    assert echoed(read(text.encode())) == text


def test_an_echo_keeps_keys_order_types_and_digits() -> None:
    text = '{"z":2.00,"a":["1",1,1.0,null,true],"":{"deep":-0,"tiny":1E-7},"name":"抹茶"}'

    assert echoed(read(text.encode())) == text


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"",
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b"[" * 65 + b"]" * 65,
        b'{"a":' * 100_000,
        b"[" * LARGEST_BODY,
        b'{"a":1e999999999}',
        b'{"a":1e-99}',
        b'{"a":0.' + b"1" * 200 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\xff"}',
        b'{"a":1}{"a":1}',
        b"'a'",
        b'"' + b'\\"' * (LARGEST_BODY // 2),
    ],
    ids=lambda body: f"{body[:12]!r}..{len(body)}",
)
def test_doubtful_json_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableJson):
        read(body)


def test_brackets_in_a_text_are_no_depth() -> None:
    assert read(b'["' + b"[" * 500 + b'\\"]"]') == ["[" * 500 + '"]']
